"""Actors against types of guarantee: in each cell the firmest word, and what it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from commitments.ask import names, questions
from commitments.ask.names import Named
from commitments.ask.pledges import TO_COUNT, Pledge, membership_days, with_parties
from commitments.ask.questions import ALL_ENDED, Wanted
from commitments.ask.standing import FIRST, LAST
from commitments.english import quoted
from commitments.findings import CommitmentsError
from commitments.model.ladder import AGAINST
from commitments.store.connection import Connection

LISTS = {"type": "guarantee-types", "family": "guarantee-families"}
BYSTANDING = "only as host, as the protected side or as one that looks on or helps"


class Basis(StrEnum):
    """Whose words a cell rests on, the nearest to the actor first."""

    OWN = "own"
    JOINT = "joint"
    GROUP = "group"
    OTHERS = "others"
    LOOKED_FOR = "looked-for"


THEMSELVES = frozenset({Basis.OWN, Basis.JOINT})
"""Words that an actor said itself, alone or with others."""


class Cell(NamedTuple):
    """What one actor says of one type or family: the firmest strength, and the records behind it, firmest first.

    `conditional` tells that this record hangs on a precondition, `disputed` that sources differ on any of them,
    `refused` that the actor also rules out, opposes or does not plan something of the kind. `stood` tells, for a
    question as of a day, whether this record stood then, `joint` that several said it as one, and `broken` that some
    of them are told not to have been honoured; these come last.
    """

    actor: str
    column: str
    basis: Basis
    strength: str
    strength_label: str
    conditional: bool
    disputed: bool
    refused: bool
    ids: tuple[str, ...]
    stood: str | None = None
    joint: bool = False
    broken: bool = False


class Matrix(NamedTuple):
    """Actors, columns, and the cells that are not empty.

    `ended` are the empty cells on which there are records, all of which have ended. `narrowed` tells that the question
    leaves records out by more than their actor and type, so that an empty cell does not mean that nobody has looked.
    """

    by: str
    actors: Sequence[Named]
    columns: Sequence[Named]
    cells: Mapping[tuple[str, str], Cell]
    ended: frozenset[tuple[str, str]] = frozenset()
    narrowed: bool = False


def matrix(
    connection: Connection,
    wanted: Wanted,
    countries: Sequence[str] = (),
    by: str | None = None,
    without: Container[str] = (),
) -> tuple[Matrix, list[str]]:
    """Set actors against types, or families where no type is asked for; and say why it is empty, or what is in doubt.

    What has ended does not count, unless a day is asked for on which it stood, nor do the ids `without`. Raises what
    `questions.answer` raises.
    """
    by = by or ("type" if wanted.types else "family")
    if by not in LISTS:
        raise CommitmentsError(f"the columns cannot be by {quoted(by)}; known are {', '.join(LISTS)}")
    found, remarks = questions.gathered(connection, wanted, detail=TO_COUNT)
    found = [pledge for pledge in found if pledge["id"] not in without]
    made = laid_out(connection, with_parties(connection, found), wanted, countries, by)
    if made.cells:
        told = {record for cell in made.cells.values() for record in cell.ids}
        return made, questions.doubts((pledge for pledge in found if pledge["id"] in told), wanted)
    if found:
        remarks = list(_why_empty(connection, wanted, countries, questions.standing(found, wanted)))
    return made, remarks


def laid_out(
    connection: Connection, found: Sequence[Pledge], wanted: Wanted, countries: Sequence[str], by: str
) -> Matrix:
    """Set what was found without regard to countries, and has its parties, in a matrix by one of LISTS."""
    for pledge in found:
        pledge["basis"] = basis(pledge)
    standing = sorted(questions.standing(found, wanted), key=_firmest)
    spoken, through = _spoken(standing, by), _through(connection, standing, by)
    actors = set(names.distinct(connection, countries)) or {actor for actor, _ in spoken}
    cells = {key: _cell(key, pledges) for key, pledges in spoken.items() if key[0] in actors}
    for key, pledges in through.items():
        if key[0] in actors and key not in cells:
            cells[key] = _cell(key, pledges, Basis.GROUP)
    used = {column for _, column in cells}
    columns = [Named(*column) for column in names.labels(connection, LISTS[by]).items() if column[0] in used]
    kept = {pledge["id"] for pledge in standing}
    gone = [pledge for pledge in found if pledge["id"] not in kept]
    ended = {key for key in {**_spoken(gone, by), **_through(connection, gone, by)} if key[0] in actors} - {*cells}
    rows = _named(connection, actors, cells)
    return Matrix(by, rows, columns, cells, frozenset(ended), questions.is_narrowed(wanted))


def _why_empty(
    connection: Connection, wanted: Wanted, countries: Sequence[str], standing: Sequence[Pledge]
) -> Iterator[str]:
    """Tell apart, for each actor asked for: nothing there, all ended, or a part in which it says nothing."""
    if not countries:
        yield f"what was found has its parties {BYSTANDING}" if standing else ALL_ENDED
    for name in names.distinct(connection, countries):
        theirs, remarks = questions.gathered(connection, wanted, [name])
        if not theirs:
            yield from remarks
        elif questions.standing(theirs, wanted):
            yield f"{names.actor(connection, name).name} is party to it {BYSTANDING}"
        else:
            yield ALL_ENDED


def _spoken(pledges: Iterable[Pledge], by: str) -> dict[tuple[str, str], list[Pledge]]:
    gathered: defaultdict[tuple[str, str], list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        for actor in pledge["promising"]:
            gathered[actor, pledge[by]].append(pledge)
    return dict(gathered)


def _through(connection: Connection, pledges: Iterable[Pledge], by: str) -> dict[tuple[str, str], list[Pledge]]:
    """What the groups of each actor said themselves while it belonged to them."""
    members: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for actor, group, since, until in membership_days(connection):
        members[group].append((actor, since or FIRST, until or LAST))
    gathered: defaultdict[tuple[str, str], list[Pledge]] = defaultdict(list)
    for pledge in (pledge for pledge in pledges if pledge["basis"] in THEMSELVES):
        earliest, latest = pledge["stated_earliest"] or FIRST, pledge["stated_latest"] or LAST
        for group in pledge["promising"]:
            for actor, since, until in members[group]:
                if since <= latest and until >= earliest:
                    gathered[actor, pledge[by]].append(pledge)
    return dict(gathered)


def _cell(key: tuple[str, str], pledges: Sequence[Pledge], via: Basis | None = None) -> Cell:
    """Take the firmest, which is the first, of the words nearest to the actor."""
    bases = {pledge["basis"] for pledge in pledges}
    nearest = via or next(one for one in Basis if one in bases)
    told = [pledge for pledge in pledges if via or pledge["basis"] is nearest]
    firmest = told[0]
    return Cell(
        *key, nearest, firmest["strength"], firmest["strength_label"],
        conditional=bool(firmest["conditional"]),
        disputed=any(pledge["disputed"] for pledge in told),
        refused=any(pledge["strength"] in AGAINST - {firmest["strength"]} for pledge in told[1:]),
        ids=tuple(pledge["id"] for pledge in told), stood=firmest["stood"],
        joint=nearest in {Basis.JOINT, Basis.GROUP} and questions.is_joint(firmest), broken=any(map(_is_broken, told)),
    )  # fmt: skip


def _firmest(pledge: Pledge) -> tuple[bool, float, str]:
    """Puts the firmest first, and what was not honoured last."""
    return _is_broken(pledge), -_rank(pledge), pledge["id"]


def basis(pledge: Pledge) -> Basis:
    """Whose words a commitment rests on."""
    if pledge["stance"] == "not-found":
        return Basis.LOOKED_FOR
    if pledge["voice"] != "own":
        return Basis.OTHERS
    return Basis.JOINT if questions.is_joint(pledge) else Basis.OWN


def _is_broken(pledge: Pledge) -> bool:
    return bool(pledge["status"] == "not-honoured")


def _rank(pledge: Pledge) -> float:
    """The place on the ladder; what stands beside it comes between leaving open and considering."""
    return 0.5 if pledge["strength_rank"] is None else float(pledge["strength_rank"])


def _named(connection: Connection, actors: Iterable[str], cells: Mapping[tuple[str, str], Cell]) -> list[Named]:
    """Name actors, those with most cells of their own first."""
    own = Counter(actor for (actor, _), cell in cells.items() if cell.basis in THEMSELVES)
    named = names.actors(connection)
    return [Named(actor, named[actor]) for actor in sorted(actors, key=lambda one: (-own[one], named[one]))]
