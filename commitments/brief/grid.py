"""The matrix of a briefing: actors against types or families, each cell a sign that leads to its firmest record."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from commitments.ask.matrix import LISTS, Matrix
from commitments.brief.markdown import Markdown, joined, leading, safe
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import DISPUTABLE
from commitments.render.matrix import ENDED, LETTERS, MARKS, NOBODY_LOOKED, sign_at, told
from commitments.store.connection import Connection

MEANINGS = MappingProxyType(
    dict(zip((mark for mark, _ in MARKS), ("hangs_sign", "differs_sign", "refuses_sign", "broken_sign"), strict=True))
    | {"&": "joint_sign", "( )": "others_sign", "g": "group_sign", ENDED: "ended_sign", NOBODY_LOOKED: "unlooked_sign"}
)
"""The phrase that says what a mark means."""


def table(connection: Connection, made: Matrix, book: Phrasebook, protected: str | None = None) -> Markdown:
    """Set a matrix as a table of Markdown, with what its signs mean above; nothing where it has one row or none."""
    if len(made.actors) <= 1:
        return Markdown("")
    made = _as_disputed(connection, made)
    paths = dict(connection.execute("SELECT id, path FROM commitment").fetchall())
    heads = [Markdown(""), *(safe(book.label(LISTS[made.by], column.id)) for column in made.columns)]
    rows = [
        [safe(book.actor(actor.id)), *(_cell(made, actor.id, column.id, paths) for column in made.columns)]
        for actor in made.actors
    ]
    lines = [_line(heads), _line([Markdown("---")] * len(heads)), *map(_line, rows)]
    return Markdown("\n".join([f"*{joined(' · ', (*_only_for(protected, book), *_legend(made, book)))}*", "", *lines]))


def _only_for(protected: str | None, book: Phrasebook) -> Iterator[Markdown]:
    """Say for which side alone the matrix is, where it is for one of several."""
    if protected:
        yield book.say("only_for", beneficiary=book.actor(protected))


def _as_disputed(connection: Connection, made: Matrix) -> Matrix:
    """Call disputed what a briefing calls so."""
    query = "SELECT commitment_id, field FROM dispute"
    disputed = {told for told, field in connection.execute(query) if field in DISPUTABLE}
    cells = {key: cell._replace(disputed=not disputed.isdisjoint(cell.ids)) for key, cell in made.cells.items()}
    return made._replace(cells=cells)


def _line(cells: list[Markdown]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(made: Matrix, actor: str, column: str, paths: dict[str, str]) -> Markdown:
    sign, cell = safe(sign_at(made, actor, column)), made.cells.get((actor, column))
    return leading(sign, paths[cell.ids[0]]) if cell else sign


def _legend(made: Matrix, book: Phrasebook) -> Iterator[Markdown]:
    """Say what the signs mean that the matrix uses."""
    used = {cell.strength for cell in made.cells.values()}
    for strength, letter in LETTERS.items():
        if strength in used:
            yield joined(" ", (letter, book.label("strengths", strength)))
    yield book.say("firmest_word")
    for mark, _ in told(made):
        yield joined(" ", (mark, book.say(MEANINGS[mark])))
