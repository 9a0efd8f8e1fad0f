"""The parts of a briefing: each a list of statements that lead to their records and to the words these rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from commitments.ask.standing import ENDED
from commitments.brief.footnotes import STATUS, Footnotes
from commitments.brief.markdown import Markdown, Record, joined, link, safe
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import (
    FEW,
    anyone_speaks,
    by_actor,
    capital,
    condition,
    day_of_status,
    entry,
    linked,
    looked_for,
    more,
    named,
    some,
    speaking,
    terms,
    year,
)
from commitments.model import dates
from commitments.model.ladder import BINDING

IN_FORCE = frozenset({"binding", "operational"})
PROMISES = ("operational", "binding", "signed", "declared", "pledged", "conditional")
OPEN = frozenset({"considering", "non-committal", "endorses"})
OVER = ENDED | {"nothing-found", "fulfilled", "partly-fulfilled", "not-honoured"}
"""Statuses of what no longer stands, and of what was looked for in vain: the bottom line is about the rest."""
AGAINST = ("threatens", "rules-out", "objects", "not-planned")
"""Stances against something, the hardest first."""
MISSING = frozenset({"not-stated", "undisclosed", "not-found", "out-of-coverage"})

TYPES = 2
"""How many types of guarantee the bottom line names that parties are against with the same stance."""
SENTENCES = 6
"""How many sentences of a bottom line leave no room for what was looked for in vain, which is told further down."""
EVENTS = 3
"""How many events the bottom line names that promises hang on."""
LONG_AGO = 25
"""How many years after it was last seen a promise no longer counts as one that stands, unless it binds in law."""
SIGNED = "signed-commitment"
FULL = 120
"""How many records are told one by one; of more, each actor has a statement of its own that names them all."""

Worded: TypeAlias = Callable[[Record, Phrasebook], Sequence[Markdown]]
"""Gives words of a record to stand behind its name."""
Told: TypeAlias = list[tuple[Markdown, list[Markdown]]]
"""Statements under the names of actors; where the actor is named in the statement, the name is empty."""


class Section(NamedTuple):
    """A heading, a remark that may be empty, and statements on each actor."""

    heading: Markdown
    actors: Told
    remark: Markdown | None = None


def own_words(record: Record) -> bool:
    """Whether a record rests on the words of its own parties."""
    return bool(record["voice"] == "own")


def _hangs_on(record: Record) -> list[Record]:
    return [item for item in record["conditions"] if item["role"] in {"precondition", "trigger"}]


class Bottom:
    """The bottom line: how firm it is, what it hangs on, who is against it, and on whom nothing was found."""

    def __init__(self, records: Sequence[Record], day: date, book: Phrasebook, notes: Footnotes) -> None:
        self.records, self.day = records, day
        self.own = [record for record in standing(records) if own_words(record) and anyone_speaks(record)]
        self.book, self.notes = book, notes

    def sentences(self) -> list[Markdown]:
        """Three to six sentences."""
        parts = (self._in_force, self._firmest, self._broken, self._hanging, self._against)
        told = [sentence for part in parts for sentence in part()]
        return told if len(told) >= SENTENCES else [*told, *self._nowhere()]

    def _in_force(self) -> Iterator[Markdown]:
        firm = [record for record in self.own if record["strength"] in IN_FORCE]
        binding = [record for record in firm if record["bindingness"] in BINDING and record["stance"] == SIGNED]
        carried_out = [record for record in firm if record not in binding]
        if binding:
            yield self.book.say(
                "in_force", who=some(binding, self.book, self.notes, "bindingness", self._as_of_its_sight)
            )
        if carried_out:
            yield self.book.say("carried_out", who=self._as_last_seen(carried_out))
        if not firm:
            yield self.book.say("not_in_force")

    def _firmest(self) -> Iterator[Markdown]:
        besides = [record for record in self.own if record["strength"] in set(PROMISES) - IN_FORCE]
        recent = list(filter(self._is_recent, besides))
        rung = next((rung for rung in PROMISES if rung in {record["strength"] for record in recent}), None)
        if rung:
            firmest = [record for record in recent if record["strength"] == rung]
            key = "firmest_besides" if IN_FORCE & {record["strength"] for record in self.own} else "firmest"
            yield self.book.say(key, strength=self.book.label("strengths", rung), who=self._some(firmest))

    def _is_recent(self, record: Record) -> bool:
        last = dates.latest(record["last_seen"])
        return last is None or int(last[:4]) >= self.day.year - LONG_AGO

    def _as_of_its_sight(self, record: Record, book: Phrasebook) -> Markdown | None:
        """The year of the words, and when they were last seen if that is long ago."""
        written = year(record, book)
        if written is None or self._is_recent(record):
            return written
        return book.say("long_unseen", year=written, day=book.date(record["last_seen"]))

    def _counts(self, record: Record) -> bool:
        """Whether a promise counts among those that stand: it binds in law, or was seen not too long ago."""
        return record["strength"] == "binding" or self._is_recent(record)

    def _broken(self) -> Iterator[Markdown]:
        spoken = [record for record in self.records if own_words(record) and anyone_speaks(record)]
        broken = [record for record in spoken if record["status"] == "not-honoured"]
        alone = [record for record in broken if len(speaking(record)) == 1]
        if alone:
            yield self.book.say("broken", who=self._as_last_seen(alone))
        if together := [record for record in broken if record not in alone][:FEW]:
            what = linked(together, self.book, day_of_status)
            notes = self.notes.of(*together, on=STATUS, most=1)
            yield self.book.say("broken_by_some", what=joined("", (what, notes)))

    def _hanging(self) -> Iterator[Markdown]:
        offered = [record for record in self.own if record["strength"] in PROMISES and self._counts(record)]
        hanging = [record for record in offered if _hangs_on(record)]
        kinds = Counter(kind for record in hanging for kind in {item["kind"] for item in _hangs_on(record)})
        if kinds:
            yield self.book.say(
                "hanging" if max(kinds.values()) > 1 else "hanging_once", part=len(hanging),
                whole=self.book.say("promises", n=len(offered)), events=self._most_common(kinds),
                notes=self.notes.of(*hanging[:FEW], on="conditions", most=1),
            )  # fmt: skip

    def _most_common(self, kinds: Counter[str]) -> Markdown:
        """The first few events, with how much hangs on each where that tells them apart."""
        named = [(self.book.label("condition-kinds", kind), number) for kind, number in most_common(kinds)]
        if max(kinds.values()) == 1:
            return self.book.listed(label for label, _ in named)
        return self.book.listed(self.book.say("numbered", label=label, n=number) for label, number in named)

    def _against(self) -> Iterator[Markdown]:
        by_stance = {stance: [told for told in self.own if told["stance"] == stance] for stance in AGAINST}
        told = [
            self.book.say("against", said=self.book.say(stance, "stances"), what=self._by_type(records))
            for stance, records in by_stance.items()
            if records
        ]
        if told:
            yield Markdown(f"{capital(self.book.separated('semicolon', told))}.")

    def _by_type(self, records: Sequence[Record]) -> Markdown:
        """The types that records are of, with actors; what most are about comes first."""
        kinds: dict[str, list[Record]] = {}
        for record in records:
            kinds.setdefault(record["type"], []).append(record)
        most = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))[:TYPES]
        told = [
            self.book.say(
                "with", actor=self.book.label("guarantee-types", kind),
                records=named(theirs, self.book, self.notes),
            )
            for kind, theirs in most
        ]  # fmt: skip
        return more(self.book.separated("comma", told), len(kinds) - len(most), self.book)

    def _nowhere(self) -> Iterator[Markdown]:
        missing = [record for record in self.records if record["stance"] == "not-found"]
        if missing:
            yield self.book.say("nowhere", who=self._some(missing))

    def _some(self, records: Sequence[Record], on: str = "stance") -> Markdown:
        return some(records, self.book, self.notes, on)

    def _as_last_seen(self, records: Sequence[Record]) -> Markdown:
        """Some records with the day of their status, and what it rests on."""
        return some(records, self.book, self.notes, STATUS, day_of_status)


KINDS: MappingProxyType[str, Callable[[Record], bool]] = MappingProxyType(
    {
        "promises": lambda record: own_words(record) and record["strength"] in PROMISES,
        "open": lambda record: own_words(record) and record["strength"] in OPEN,
        "demands": lambda record: own_words(record) and record["strength"] == "demands",
        "others": lambda record: not own_words(record) and record["stance"] != "not-found",
        "against": lambda record: own_words(record) and record["stance"] in AGAINST,
    }
)
"""What parts records by what they are; what was looked for in vain stands among what is not known."""


def section(name: str, records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Iterator[Section]:
    """Tell the records of one of the KINDS under its heading, and nothing where there are none."""
    few = [record for record in records if KINDS[name](record)]
    tell = on_actors if len(records) <= FULL else condensed
    if few:
        yield Section(book.heading(name), tell(few, book, notes))


def listing(
    name: str, lines: Sequence[Markdown], book: Phrasebook, remark: Markdown | None = None
) -> Iterator[Section]:
    """Put statements that name their actors under a heading, and nothing where there are none."""
    if lines:
        yield Section(book.heading(name), [(Markdown(""), list(lines))], remark)


def on_actors(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Told:
    """One statement for each record, under the name of who speaks or promises."""
    return [(actor, [entry(record, book, notes) for record in few]) for actor, few in by_actor(records, book)]


def through_groups(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Told:
    """One statement for each record, under the name of the group that it comes by and of who speaks for it."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record["via"], []).append(record)
    return [
        (_through(group, actor, book), statements)
        for group, few in groups.items()
        for actor, statements in on_actors(few, book, notes)
    ]


def _through(group: str, actor: Markdown, book: Phrasebook) -> Markdown:
    name = safe(book.actor(group))
    return name if actor == name else book.say("on_actor", label=actor, actor=book.say("through_group", group=name))


def condensed(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Told:
    """One statement for each actor, with all its records by strength; the particulars stand in its own briefing."""
    return [(Markdown(""), [_on_actor(actor, few, book, notes) for actor, few in by_actor(records, book)])]


def _on_actor(actor: Markdown, records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Markdown:
    by_strength: dict[str, list[Record]] = {}
    for record in records:
        by_strength.setdefault(record["strength"], []).append(record)
    groups = [
        book.say(
            "at_strength", strength=book.label("strengths", strength),
            records=book.separated("comma", (_with_evidence(record, book, notes, "stance") for record in few)),
        )
        for strength, few in by_strength.items()
    ]  # fmt: skip
    return book.say("condensed", actor=actor, groups=book.separated("semicolon", groups))


def _with_evidence(record: Record, book: Phrasebook, notes: Footnotes, on: str, *words: Markdown) -> Markdown:
    """A record by its type, with words behind it and the first evidence of a field."""
    return joined("", (joined(" ", (linked([record], book), *words)), notes.of(record, on=on, most=1)))


def events(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> list[Markdown]:
    """Every event that something hangs on, with all that hangs on it; what most hangs on comes first."""
    gathered: dict[tuple[str, Markdown], list[Record]] = {}
    for record in records:
        for item in _hangs_on(record):
            gathered.setdefault((item["role"], condition(item, book)), []).append(record)
    return [
        book.say(
            "event", event=book.say(role, "events", kind=kind),
            who=_each(few, book, notes, "conditions", partial(_words_on, role, kind)),
        )
        for (role, kind), few in sorted(gathered.items(), key=lambda event: (-len(event[1]), event[0]))
    ]  # fmt: skip


def _words_on(role: str, kind: Markdown, record: Record, book: Phrasebook) -> list[Markdown]:
    """The words in which a record hangs on an event."""
    items = [item for item in _hangs_on(record) if item["role"] == role and condition(item, book) == kind]
    return [book.quoted(item["words"]) for item in items if item["words"]]


def disputes(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> list[Markdown]:
    """Every value of commitments or instruments on which sources differ, with all sides and the reason."""
    return [
        _dispute(record, name, book, notes)
        for record in records
        for name in dict.fromkeys(side["field"] for side in record["disputes"])
    ]


def _dispute(record: Record, name: str, book: Phrasebook, notes: Footnotes) -> Markdown:
    sides = [side for side in record["disputes"] if side["field"] == name]
    told = [Markdown(f"{safe(side['value']).rstrip('.')}.{notes.marks(_of_side(record, side))}") for side in sides]
    together = told[0]
    for side in told[1:]:
        together = book.say("or", one=together, other=side)
    return book.say("dispute", link=link(record), field=book.field(name), sides=together, reason=sides[0]["reason"])


def _of_side(record: Record, side: Record) -> list[Record]:
    named = side["evidence"].split()
    return [evidence for evidence in record["evidence"] if evidence["id"] in named]


def most_common(kinds: Counter[str]) -> list[tuple[str, int]]:
    """The first few events that most hangs on, with all that as much hangs on."""
    ordered = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))
    return [kind for kind in ordered if kind[1] >= ordered[:EVENTS][-1][1]]


def unknown(records: Sequence[Record], today: date, book: Phrasebook, notes: Footnotes) -> list[Markdown]:
    """Say what the records leave open: looked for in vain, not stated, thinly sourced, not seen since."""
    if not records:
        return [book.say("nothing_known")]
    in_vain = [looked_for(record, book) for record in records if record["stance"] == "not-found"]
    standing_for = [record for record in standing(records) if record["stance"] not in AGAINST]
    whole = book.say("records", n=len(records))
    counts = {
        "single": sum(len({evidence["source"] for evidence in record["evidence"]}) == 1 for record in records),
        "unclear": sum(record["bindingness"] == "unclear" for record in records),
        "draft": sum(record["review_state"] == "draft" for record in records),
    }
    counted = [book.say(key, n=number, whole=whole) for key, number in counts.items() if number]
    newest = book.say("newest", seen=seen(records, book), day=book.date(today.isoformat()))
    return [*counted, newest, *in_vain, *_missing(standing_for, book, notes)]


def _missing(records: Iterable[Record], book: Phrasebook, notes: Footnotes) -> list[Markdown]:
    """Each term that sources leave open, with all the records that it is open in."""
    gathered: dict[Markdown, list[Record]] = {}
    for record in records:
        for name, value in record["terms"].items():
            if isinstance(value, str) and value in MISSING:
                (term,) = terms(record, book, {name: value})
                gathered.setdefault(capital(term), []).append(record)
    return [book.say("event", event=term, who=_each(few, book, notes, "type")) for term, few in gathered.items()]


def _each(
    records: Sequence[Record], book: Phrasebook, notes: Footnotes, on: str, words: Worded = lambda *_: ()
) -> Markdown:
    """Each actor with its records, each of them once, with evidence of a field and with words behind it."""
    told = []
    for actor, theirs in by_actor(records, book):
        each = {record["id"]: _with_evidence(record, book, notes, on, *words(record, book)) for record in theirs}
        told.append(book.say("with", actor=actor, records=book.separated("comma", each.values())))
    return book.separated("semicolon", told)


def last_seen(records: Sequence[Record]) -> str | None:
    """The last day on which any of the records was seen to stand as it does; a search in vain is no sight of it."""
    seen = [record["last_seen"] for record in records if record["stance"] != "not-found"]
    return max((str(day).rpartition("/")[2] for day in seen), default=None)


def seen(records: Sequence[Record], book: Phrasebook) -> str:
    """The last day on which any of the records was seen to stand, or that there is none."""
    day = last_seen(records)
    return book.date(day) if day else str(book.say("never"))


def standing(records: Iterable[Record]) -> list[Record]:
    """The records of what stands, and was not looked for in vain."""
    return [record for record in records if record["status"] not in OVER]
