"""The question that people ask most: what is there on a country, a type, a beneficiary; and why nothing, if nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from commitments.ask import names, pledges
from commitments.ask.pledges import IN_ORDER, Answer, Detail, Filters, Pledge
from commitments.ask.standing import ENDED, Stood
from commitments.english import counted
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.store.connection import Connection

ALL_ENDED = "all that was found has ended"
MEMBERS = {"collective": "its text does not bind members one by one", "as-member": "its text binds members as members"}


class Wanted(NamedTuple):
    """A question in the words of the person who asks."""

    country: str | None = None
    types: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    min_strength: str | None = None
    status: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    disputed: bool = False
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    direct: bool = False


class Answered(NamedTuple):
    """Commitments under headings, and what there is to say beside them."""

    blocks: list[tuple[str, list[Pledge]]]
    remarks: list[str]


def answer(connection: Connection, wanted: Wanted) -> Answered:
    """Answer a question: blocks of commitments, spelled out, or remarks that say why there are none.

    Raises what `find` raises.
    """
    found = find(connection, wanted)
    return Answered(spelled_out(connection, found.blocks), found.remarks)


def spelled_out(connection: Connection, blocks: Sequence[tuple[str, list[Pledge]]]) -> list[tuple[str, list[Pledge]]]:
    """Give blocks of commitments that were found with everything that it takes to list them."""
    each = iter(pledges.spelled_out(connection, [pledge for _, found in blocks for pledge in found]))
    return [(heading, list(islice(each, len(found)))) for heading, found in blocks]


def find(connection: Connection, wanted: Wanted, detail: Detail = IN_ORDER) -> Answered:
    """Find what a question asks for: blocks of commitments as they were found, or remarks that say why there are none.

    Raises UnknownNameError for a name that nothing bears, and CommitmentsError for an impossible date.
    """
    filters = filtered(connection, wanted)
    found = pledges.find(connection, filters, direct=wanted.direct, detail=detail)
    subject = names.actor(connection, wanted.country) if wanted.country is not None else None
    if not found.all:
        return Answered([], _why_nothing(connection, filters, subject, direct=wanted.direct))
    return Answered(_blocks(connection, *_parted(found), subject, filters.as_of), [])


def gathered(
    connection: Connection, wanted: Wanted, countries: Sequence[str] = (), detail: Detail = IN_ORDER
) -> tuple[list[Pledge], list[str]]:
    """Find what each of some actors says itself, or what there is at all, each commitment once.

    The remarks say why there is nothing, or of how many it is not known whether they stood on the day asked for.
    Raises what `find` raises.
    """
    answers = [
        find(connection, wanted._replace(country=name, direct=True), detail)
        for name in names.distinct(connection, countries) or (None,)
    ]
    found = pledges.once(pledge for answered in answers for _, block in answered.blocks for pledge in block)
    return found, [*(remark for answered in answers for remark in answered.remarks), *doubts(found, wanted)]


def doubts(found: Iterable[Pledge], wanted: Wanted) -> list[str]:
    """Say of how many commitments it is not known whether they stood on the day asked for, if of any."""
    if not wanted.as_of or not (number := sum(pledge["stood"] == Stood.UNKNOWN for pledge in found)):
        return []
    stood, are = ("it", "it is") if number == 1 else ("they", "they are")
    told = f"for {counted(number, 'record')} it is not known whether {stood} stood on {day(wanted.as_of)}"
    return [f"{told}; {are} counted"]


def standing(found: Iterable[Pledge], wanted: Wanted) -> list[Pledge]:
    """Leave out what has ended; where a day is asked for, what did not stand then is left out already."""
    return [pledge for pledge in found if wanted.as_of or pledge["status"] not in ENDED]


def is_narrowed(wanted: Wanted) -> bool:
    """Whether a question leaves records out by more than their actor and type."""
    return wanted._replace(country=None, types=(), direct=False) != Wanted()


def _parted(found: Answer) -> tuple[Answer, list[Pledge]]:
    """Part what may have stood on the day asked for, and may not have, from the rest."""
    sure = Answer(*([pledge for pledge in part if pledge["stood"] != Stood.UNKNOWN] for part in (found.own, found.via)))
    return sure, [pledge for pledge in found.all if pledge["stood"] == Stood.UNKNOWN]


def filtered(connection: Connection, wanted: Wanted) -> Filters:
    """Turn the words of a question into ids and days.

    Raises UnknownNameError for a name that nothing bears, and CommitmentsError for an impossible date.
    """

    def words(vocabulary: str, what: str, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.word(connection, vocabulary, what, text) for text in given)

    filters = Filters(
        country=names.actor(connection, wanted.country).id if wanted.country is not None else None,
        types=tuple(dict.fromkeys(kind for text in wanted.types for kind in names.types(connection, text)[1])),
        beneficiary=tuple(names.actor(connection, text).id for text in wanted.beneficiary),
        role=words("party-roles", "role", wanted.role),
        stance=words("stances", "stance", wanted.stance),
        min_strength=_rung(connection, wanted.min_strength) if wanted.min_strength is not None else None,
        status=words("lifecycle-statuses", "status", wanted.status),
        instrument=tuple(names.instrument(connection, text).id for text in wanted.instrument),
        condition=tuple(_condition(connection, text) for text in wanted.condition),
        domain=words("domains", "domain", wanted.domain),
        voice=words("voices", "voice", wanted.voice),
        verification=words("verifications", "check of a quotation", wanted.verification),
        disputed=wanted.disputed,
        since=dates.earliest(_date(wanted.since)) if wanted.since is not None else None,
        until=dates.latest(_date(wanted.until)) if wanted.until is not None else None,
        as_of=day(wanted.as_of) if wanted.as_of is not None else None,
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise CommitmentsError(f"--since {wanted.since} is later than --until {wanted.until}")
    return filters


def _condition(connection: Connection, text: str) -> str:
    """A kind of condition by any of its names, or the kind and the actor it turns on: "backstop:USA"."""
    kind, colon, actor = text.partition(":")
    found = names.word(connection, "condition-kinds", "condition", kind)
    return f"{found}:{names.actor(connection, actor).id}" if colon else found


def _rung(connection: Connection, text: str) -> str:
    rung = names.word(connection, "strengths", "strength", text)
    query = "SELECT rank FROM term WHERE vocabulary = 'strengths' AND id = :rung"
    if connection.execute(query, {"rung": rung}).fetchone()[0] is None:
        raise CommitmentsError(f"'{rung}' stands beside the ladder of strengths, not on it: use --stance for it")
    return rung


def _date(text: str) -> str:
    if wrong := dates.problem(text):
        raise CommitmentsError(f"{wrong}: write 2026-01-06, 2026-01 or 2026")
    return text


def day(text: str) -> str:
    """Give the last day of a date that a person typed: what stood in 2025 is what stood when 2025 ended.

    Raises CommitmentsError for an impossible date, or one without an end.
    """
    if not (last := dates.latest(_date(text))):
        raise CommitmentsError(f"--as-of needs one day, and {text} has no end: write 2026-01-06, 2026-01 or 2026")
    return last


def _blocks(
    connection: Connection,
    found: Answer,
    doubtful: list[Pledge],
    subject: names.Named | None,
    as_of: str | None,
) -> list[tuple[str, list[Pledge]]]:
    blocks = [*_own(subject, found.own)] if subject else [(counted(len(found.own), "record"), found.own)]
    blocks += [*_through(connection, found.via, subject)] if subject else []
    if doubtful:
        told = f"Not known whether {'it' if len(doubtful) == 1 else 'they'} stood on {as_of}"
        blocks.append((f"{told} · {counted(len(doubtful), 'record')} (the dates leave it open)", doubtful))
    return [block for block in blocks if block[1]]


def _through(connection: Connection, via: list[Pledge], subject: names.Named) -> Iterator[tuple[str, list[Pledge]]]:
    """Part what groups say that an actor belongs to, by group and by how its text binds members."""
    for group, attribution in dict.fromkeys((pledge["via"], pledge["attribution"]) for pledge in via):
        through = [pledge for pledge in via if (pledge["via"], pledge["attribution"]) == (group, attribution)]
        name, bound = names.actor(connection, group).name, MEMBERS.get(attribution, MEMBERS["collective"])
        yield f"{subject.name}, through {name} · {counted(len(through), 'record')} ({bound})", through


def _own(subject: names.Named, own: list[Pledge]) -> Iterator[tuple[str, list[Pledge]]]:
    """Part what binds an actor for itself from what it says with others as one."""
    alone, joint = ([pledge for pledge in own if is_joint(pledge) is wanted] for wanted in (False, True))
    if alone:
        yield f"{subject.name} · {counted(len(alone), 'record')} of its own", alone
    if joint:
        told = f"{subject.name}, with others as one · {counted(len(joint), 'record')}"
        yield f"{told} (the words are those of all together)", joint


def is_joint(pledge: Pledge) -> bool:
    """Whether several parties say it as one, so that it is the word of all and of none alone."""
    return bool(pledge["joint"])


def _why_nothing(connection: Connection, filters: Filters, subject: names.Named | None, *, direct: bool) -> list[str]:
    """Tell apart: nothing on this country at all, or something that a filter hides."""
    hidden = {_option(name): count for name, count in pledges.hidden_by(connection, filters, direct=direct).items()}
    if direct and (through := pledges.number(connection, filters)):
        hidden["--direct"] = through
    if hidden:
        told = [f"nothing found; without {option}: {counted(count, 'record')}" for option, count in hidden.items()]
    elif not pledges.number(connection, Filters()):
        told = ["the database holds no record"]
    elif subject and not pledges.number(connection, Filters(country=subject.id)):
        told = [f"{subject.name} is known, but no record has it as a party"]
    else:
        told = ["nothing found; the filters hide every record only together"]
    return told + (_protected(connection, subject) if subject and not filters.beneficiary else [])


def _option(name: str) -> str:
    """The option by which a person sets a filter."""
    return "--type" if name == "types" else f"--{name.replace('_', '-')}"


def _protected(connection: Connection, subject: names.Named) -> list[str]:
    count = pledges.number(connection, Filters(beneficiary=(subject.id,)))
    told = f"{subject.name} is the protected side of {counted(count, 'record')}: --beneficiary {subject.id}"
    return [told] if count else []
