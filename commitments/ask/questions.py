"""The question that people ask most: what is there on a country, a type, a beneficiary; and why nothing, if nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from commitments.ask import names, pledges
from commitments.ask.pledges import Answer, Filters, Pledge
from commitments.english import counted
from commitments.findings import CommitmentsError
from commitments.model import dates

OPTIONS = {
    "types": "--type", "beneficiary": "--beneficiary", "role": "--role", "stance": "--stance",
    "min_strength": "--min-strength", "status": "--status", "instrument": "--instrument", "since": "--since",
    "until": "--until",
}  # fmt: skip

MEMBERS = {"collective": "its text does not bind members one by one", "as-member": "its text binds members as members"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question in the words of the person who asks."""

    country: str | None = None
    types: tuple[str, ...] = ()
    beneficiary: str | None = None
    role: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    min_strength: str | None = None
    status: tuple[str, ...] = ()
    instrument: str | None = None
    since: str | None = None
    until: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Commitments under headings, and what there is to say beside them."""

    blocks: list[tuple[str, list[Pledge]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def answer(connection: sqlite3.Connection, wanted: Wanted) -> Answered:
    """Answer a question: blocks of commitments, or remarks that say why there are none.

    Raises UnknownNameError for a name that nothing bears, and CommitmentsError for an impossible date.
    """
    filters = _filters(connection, wanted)
    found = pledges.ask(connection, filters, direct=wanted.direct)
    subject = names.actor(connection, wanted.country) if wanted.country is not None else None
    if not found.all:
        return Answered(remarks=_why_nothing(connection, filters, subject, direct=wanted.direct))
    return Answered(_blocks(connection, found, subject))


def _filters(connection: sqlite3.Connection, wanted: Wanted) -> Filters:
    """Turn the words of a question into ids."""
    filters = Filters(
        country=names.actor(connection, wanted.country).id if wanted.country is not None else None,
        types=tuple(dict.fromkeys(kind for text in wanted.types for kind in names.types(connection, text)[1])),
        beneficiary=names.actor(connection, wanted.beneficiary).id if wanted.beneficiary is not None else None,
        role=tuple(names.word(connection, "party-roles", "role", text) for text in wanted.role),
        stance=tuple(names.word(connection, "stances", "stance", text) for text in wanted.stance),
        min_strength=_rung(connection, wanted.min_strength) if wanted.min_strength is not None else None,
        status=tuple(names.word(connection, "lifecycle-statuses", "status", text) for text in wanted.status),
        instrument=names.instrument(connection, wanted.instrument) if wanted.instrument is not None else None,
        since=dates.earliest(_date(wanted.since)) if wanted.since is not None else None,
        until=dates.latest(_date(wanted.until)) if wanted.until is not None else None,
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise CommitmentsError(f"--since {wanted.since} is later than --until {wanted.until}")
    return filters


def _rung(connection: sqlite3.Connection, text: str) -> str:
    rung = names.word(connection, "strengths", "strength", text)
    query = "SELECT rank FROM term WHERE vocabulary = 'strengths' AND id = ?"
    if connection.execute(query, (rung,)).fetchone()[0] is None:
        raise CommitmentsError(f"'{rung}' stands beside the ladder of strengths, not on it: use --stance for it")
    return rung


def _date(text: str) -> str:
    if wrong := dates.problem(text):
        raise CommitmentsError(f"{wrong}: write 2026-01-06, 2026-01 or 2026")
    return text


def _blocks(
    connection: sqlite3.Connection, found: Answer, subject: names.Named | None
) -> list[tuple[str, list[Pledge]]]:
    if not subject:
        return [(counted(len(found.own), "record"), found.own)]
    blocks = [*_own(subject, found.own)]
    for group, attribution in dict.fromkeys((pledge["via"], pledge["attribution"]) for pledge in found.via):
        through = [pledge for pledge in found.via if (pledge["via"], pledge["attribution"]) == (group, attribution)]
        name, bound = names.actor(connection, group).name, MEMBERS.get(attribution, MEMBERS["collective"])
        blocks.append((f"{subject.name}, through {name} · {counted(len(through), 'record')} ({bound})", through))
    return blocks


def _own(subject: names.Named, own: list[Pledge]) -> Iterator[tuple[str, list[Pledge]]]:
    """Part what binds an actor for itself from what it says with others as one."""
    joint = [pledge for pledge in own if pledge["attribution"] == "collective" and len(pledge["party_names"]) > 1]
    alone = [pledge for pledge in own if pledge not in joint]
    if alone:
        yield f"{subject.name} · {counted(len(alone), 'record')} of its own", alone
    if joint:
        told = f"{subject.name}, with others as one · {counted(len(joint), 'record')}"
        yield f"{told} (the words are those of all together)", joint


def _why_nothing(
    connection: sqlite3.Connection, filters: Filters, subject: names.Named | None, *, direct: bool
) -> list[str]:
    """Tell apart: nothing on this country at all, or something that a filter hides."""
    hidden = {OPTIONS[name]: count for name, count in pledges.hidden_by(connection, filters, direct=direct).items()}
    if direct and (through := len(pledges.ask(connection, filters).via)):
        hidden["--direct"] = through
    if hidden:
        told = [f"nothing found; without {option}: {counted(count, 'record')}" for option, count in hidden.items()]
    elif not pledges.ask(connection, Filters()).all:
        told = ["the database holds no record"]
    elif subject and not pledges.ask(connection, Filters(country=subject.id)).all:
        told = [f"{subject.name} is known, but no record has it as a party"]
    else:
        told = ["nothing found; the filters hide every record only together"]
    return told + (_protected(connection, subject) if subject and not filters.beneficiary else [])


def _protected(connection: sqlite3.Connection, subject: names.Named) -> list[str]:
    count = len(pledges.ask(connection, Filters(beneficiary=subject.id)).own)
    told = f"{subject.name} is the protected side of {counted(count, 'record')}: --beneficiary {subject.id}"
    return [told] if count else []
