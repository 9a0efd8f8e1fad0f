"""A matrix of actors and types, laid out for people and for programs."""

from __future__ import annotations

from types import MappingProxyType

from commitments.ask.matrix import Basis, Cell, Matrix
from commitments.render.tables import Listing, Sheet

LETTERS = MappingProxyType(
    {
        "operational": "●",
        "binding": "B",
        "signed": "S",
        "declared": "D",
        "pledged": "P",
        "conditional": "C",
        "considering": "c",
        "non-committal": "0",
        "not-planned": "n",
        "rejects": "×",
        "endorses": "e",
        "demands": "d",
        "not-found": "?",
    }
)
"""One sign for each strength, firmest first; what stands beside the ladder comes last."""
ALSO_REFUSED = "↯"
MARKS = (
    ("◦", "hangs on a condition"),
    ("!", "sources differ"),
    (ALSO_REFUSED, "also refuses, opposes or does not plan some of it"),
    ("‡", "not honoured, all or some of it, as recorded"),
)
NOBODY_LOOKED = "·"
FIRMEST = "each cell has the firmest word that stands, not the latest"
ENDED = "†"
FIELDS = (
    "actor", "actor_name", "column", "basis", "strength", "joint", "conditional", "disputed", "refused", "broken",
    "ids", "stood",
)  # fmt: skip


def listing(matrix: Matrix) -> Listing:
    """Lay out a matrix as one table, with a legend of the signs used, and a record for each cell."""
    rows = [
        [actor.name, *(sign_at(matrix, actor.id, column.id) for column in matrix.columns)] for actor in matrix.actors
    ]
    sheet = Sheet(
        "", ["", *(column.name for column in matrix.columns)], rows, frozenset({""}), key=0, blank=NOBODY_LOOKED
    )
    names = {actor.id: actor.name for actor in matrix.actors}
    records = [
        {
            "actor": cell.actor, "actor_name": names[cell.actor], "column": cell.column, "basis": str(cell.basis),
            "strength": cell.strength, "joint": cell.joint, "conditional": cell.conditional, "disputed": cell.disputed,
            "refused": cell.refused, "broken": cell.broken, "ids": list(cell.ids), "stood": cell.stood,
        }
        for actor in matrix.actors
        for column in matrix.columns
        if (cell := matrix.cells.get((actor.id, column.id)))
    ]  # fmt: skip
    return Listing([sheet], FIELDS, records, legend(matrix)) if records else Listing([], FIELDS, records)


def sign_at(matrix: Matrix, actor: str, column: str) -> str:
    """The sign at a place of a matrix, by the ids of its actor and column."""
    return ENDED if (actor, column) in matrix.ended else sign(matrix.cells.get((actor, column)))


def sign(cell: Cell | None) -> str:
    """One cell as a sign: a letter for the strength, and marks behind it; brackets where others say it."""
    if cell is None:
        return NOBODY_LOOKED
    letter = ("g" if cell.basis is Basis.GROUP else "") + LETTERS[cell.strength] + ("&" if cell.joint else "")
    behind = "".join(
        mark
        for (mark, _), on in zip(MARKS, (cell.conditional, cell.disputed, cell.refused, cell.broken), strict=True)
        if on
    )
    return f"({letter}{behind})" if cell.basis is Basis.OTHERS else letter + behind


def legend(matrix: Matrix) -> str:
    """Say what the signs mean that a matrix uses."""
    cells = matrix.cells.values()
    labels = {cell.strength: cell.strength_label for cell in cells}
    letters = " · ".join(f"{letter} {labels[strength]}" for strength, letter in LETTERS.items() if strength in labels)
    return "\n".join(filter(None, (letters, FIRMEST, " · ".join(f"{mark} {what}" for mark, what in told(matrix)))))


def told(matrix: Matrix) -> list[tuple[str, str]]:
    """Give the marks and the signs of empty cells that a matrix uses, and what they mean."""
    empty = {(actor.id, column.id) for actor in matrix.actors for column in matrix.columns} - matrix.cells.keys()
    nothing = "nothing that this question lets through" if matrix.narrowed else "nobody has looked"
    return [
        *marks(matrix),
        *([(ENDED, "what was said has ended")] if empty & matrix.ended else []),
        *([(NOBODY_LOOKED, nothing)] if empty - matrix.ended else []),
    ]


def marks(matrix: Matrix) -> list[tuple[str, str]]:
    """Give the marks that a matrix uses, and what they mean."""
    cells = matrix.cells.values()
    bases = {cell.basis for cell in cells}
    used = [any(cell.conditional for cell in cells), any(cell.disputed for cell in cells)]
    used += [any(cell.refused for cell in cells), any(cell.broken for cell in cells)]
    return [
        *(mark for mark, on in zip(MARKS, used, strict=True) if on),
        *([("&", "said with others as one")] if any(cell.joint for cell in cells) else []),
        *([("( )", "only others say so")] if Basis.OTHERS in bases else []),
        *([("g", "only through a group, whose words these are")] if Basis.GROUP in bases else []),
    ]
