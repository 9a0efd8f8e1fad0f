"""Instruments or actors side by side, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.ask import instrument, names, questions
from commitments.ask.names import Named, UnknownNameError
from commitments.ask.pledges import Pledge, spelled_out
from commitments.ask.questions import ALL_ENDED, Wanted
from commitments.ask.record import Row
from commitments.english import listed
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.store.connection import Connection

HEDGES = """
SELECT commitment_id, label FROM hedge JOIN label ON vocabulary = 'hedges' AND label.id = kind
ORDER BY commitment_id, hedge.position
"""


class Field(NamedTuple):
    """One field of everything that is compared: what is told of each, and the ids of the commitments that it tells."""

    name: str
    told: tuple[tuple[str, ...], ...]
    ids: tuple[tuple[str, ...], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """All that is told of each as one text; an empty one where nothing is recorded."""
        return tuple("; ".join(texts) for texts in self.told)

    @property
    def differs(self) -> bool:
        """Whether not all are told alike."""
        return len(set(self.told)) > 1


class Comparison(NamedTuple):
    """What is compared, and its fields."""

    subjects: Sequence[Named]
    fields: Sequence[Field]


def compare(connection: Connection, texts: Sequence[str], wanted: Wanted) -> tuple[Comparison, list[str]]:
    """Set instruments, or actors, side by side, and say of each why there is nothing, or what is in doubt.

    What has ended does not count, unless a day is asked for. Raises UnknownNameError for a name that nothing bears,
    and CommitmentsError for less than two, or for both kinds.
    """
    subjects = list(dict.fromkeys(_subject(connection, text) for text in texts))
    kinds = {kind for _, kind in subjects}
    if len(kinds) > 1:
        raise CommitmentsError("an instrument is not like a country: name instruments, or countries")
    if len(subjects) < 2:  # noqa: PLR2004 -- it takes two
        raise CommitmentsError("name two instruments, or two countries, that are not the same")
    answers = [_found(connection, named, kind, wanted) for named, kind in subjects]
    told = [named for named, _ in subjects]
    written = _written(connection, told) if kinds == {"instrument"} else ()
    fields = [*written, *_promises(connection, [found for found, _ in answers])]
    remarks = zip(told, (remarks for _, remarks in answers), strict=True)
    return Comparison(told, fields), [f"{named.name}: {remark}" for named, given in remarks for remark in given]


def _subject(connection: Connection, text: str) -> tuple[Named, str]:
    """Find the instrument or the actor that a name means."""
    try:
        return names.actor(connection, text), "actor"
    except UnknownNameError as no_actor:
        try:
            return names.instrument(connection, text), "instrument"
        except UnknownNameError as no_instrument:
            raise UnknownNameError(f"{no_actor}; and {no_instrument}") from None


def _found(connection: Connection, named: Named, kind: str, wanted: Wanted) -> tuple[list[Pledge], list[str]]:
    narrowed = wanted._replace(instrument=(named.id,)) if kind == "instrument" else wanted
    found, remarks = questions.gathered(connection, narrowed, [named.id] if kind == "actor" else ())
    standing = spelled_out(connection, questions.standing(found, wanted))
    return standing, remarks if standing or not found else [ALL_ENDED]


def _written(connection: Connection, told: Sequence[Named]) -> Iterator[Field]:
    """One row for each thing that is known of the instruments themselves."""
    facts = [_facts(instrument.whole(connection, named.id)) for named in told]
    for name in facts[0]:
        yield Field(name, tuple(tuple(filter(None, [each[name]])) for each in facts), ((),) * len(facts))


def _facts(whole: Row) -> dict[str, str | None]:
    history = (f"{step['step_label']} {dates.told(step['date'])}" for step in whole["legal_history"])
    parties = (f"{party['name']} ({party['role_label']})" for party in whole["signatories"])
    return {
        "form": whole["form_label"],
        "date": dates.told(whole["date"]) if whole["date"] else None,
        "place": whole["place"],
        "legal effect": whole["bindingness_label"],
        "duration": whole["duration"],
        "termination": whole["termination"],
        "legal history": "; ".join(history),
        "parties": "; ".join(parties),
    }


def _promises(connection: Connection, found: Sequence[Sequence[Pledge]]) -> Iterator[Field]:
    """One row for each type of guarantee that any of them has."""
    hedges: defaultdict[str, list[str]] = defaultdict(list)
    for record, label in connection.execute(HEDGES):
        hedges[record].append(label)
    used = {pledge["type"] for pledges in found for pledge in pledges}
    for kind, label in names.labels(connection, "guarantee-types").items():
        if kind in used:
            cells = [[pledge for pledge in pledges if pledge["type"] == kind] for pledges in found]
            told = (dict.fromkeys(_told(pledge, hedges[pledge["id"]]) for pledge in pledges) for pledges in cells)
            ids = tuple(tuple(pledge["id"] for pledge in pledges) for pledges in cells)
            yield Field(label, tuple(map(tuple, told)), ids)


def _told(pledge: Pledge, hedges: Sequence[str]) -> str:
    """A commitment in a few words: how firm, whose word, since when, what it hangs on and what weakens it."""
    parts = [f"{pledge['strength_label']} {dates.told(pledge['stated_on'])}"]
    parts += ["with others as one"] if questions.is_joint(pledge) else []
    parts += ["in the words of others"] if pledge["voice"] != "own" else []
    parts += [f"hangs on {pledge['hangs_on']}"] if pledge["hangs_on"] else []
    parts += [f"hedged: {listed(hedges)}"] if hedges else []
    return ", ".join(parts)
