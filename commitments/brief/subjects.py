"""What a briefing is about: a side that is protected, an actor, a type, an instrument, or several side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any, NamedTuple

from commitments.ask import instrument, names, pledges, record
from commitments.ask.matrix import Matrix, matrix
from commitments.ask.names import Named, UnknownNameError
from commitments.ask.pledges import Filters, Pledge
from commitments.ask.questions import Wanted
from commitments.ask.standing import joined
from commitments.brief.markdown import Markdown, Record
from commitments.brief.phrasebook import Phrasebook
from commitments.english import quoted
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.model.roles import promising
from commitments.store.connection import Connection

ALONE: Mapping[str, tuple[Callable[[Connection, str], object], str]] = MappingProxyType(
    {
        "a type of guarantee": (names.types, "ask for it alone, or for both with `commitments list -c NAME -t TYPE`"),
        "an instrument": (names.instrument, "ask for it alone, or for several with `commitments compare`"),
    }
)
"""What cannot stand beside others: what finds it, and what to ask instead."""


TO_BEGIN = "SELECT commitment_id FROM history WHERE position = 0 AND date_earliest IS NULL AND date_latest > :day"
"""What is only known to have begun by a later day than one, be it decades before."""


class Subject(NamedTuple):
    """A title, the records it is about, those that come by way of groups, and records that stand beside them.

    `beside` has records under a heading: what an actor is promised, beside what it promises, or the other way round.
    `actors`, `types` and `papers` are the ids of what it is about; `speakers` are the actors whose words it is about.
    `protected` is the one side for which the matrix is, where there are others.
    """

    title: Markdown
    own: Sequence[Record]
    made: Matrix
    via: Sequence[Record] = ()
    beside: Sequence[tuple[Markdown, Sequence[Record]]] = ()
    actors: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    protected: str | None = None

    @property
    def spoken(self) -> list[Record]:
        """The records in which those speak or promise whose words it is about, and do not only host or mediate."""
        return [told for told in self.own if not self.speakers or self.speakers & set(promising(told["parties"]))]

    def concerns(self, told: Record) -> bool:
        """Whether a record, be it withdrawn, is about the same."""
        named = {party["actor"] for party in told["parties"]} | {told["beneficiary"]}
        return bool(self.actors & named) or told["type"] in self.types or told["instrument"] in self.papers


class Finder:
    """Finds the records of a subject in a database, as they stand or as they stood on a day (YYYY-MM-DD)."""

    def __init__(self, connection: Connection, book: Phrasebook, as_of: str | None = None) -> None:
        self.connection, self.book, self.as_of = connection, book, as_of
        self.to_begin = frozenset(told for (told,) in connection.execute(TO_BEGIN, {"day": as_of}))

    def subject(self, texts: Sequence[str]) -> Subject:
        """Find what one name means, or set several actors side by side.

        Raises UnknownNameError with suggestions where a name is none of an actor, a type or an instrument.
        """
        if len(texts) > 1:
            return self._comparison([self._side(text) for text in texts])
        near: list[str] = []
        for find in (self._of_actor, self._of_type, self._of_instrument):
            try:
                return find(texts[0])
            except UnknownNameError as error:
                near += error.near
        told = f"no country, organisation, type of guarantee or instrument is called {quoted(texts[0])}"
        raise UnknownNameError(told, near[: names.SUGGESTED])

    def _side(self, text: str) -> Named:
        """Find an actor that stands beside others; nothing else can."""
        try:
            return names.actor(self.connection, text)
        except UnknownNameError:
            for what, (find, hint) in ALONE.items():
                with suppress(UnknownNameError):
                    find(self.connection, text)
                    told = f"only countries and organisations can stand side by side, and {quoted(text)} is {what}"
                    raise CommitmentsError(f"{told}: {hint}") from None
            raise

    def _of_type(self, text: str) -> Subject:
        found, types = names.types(self.connection, text)
        family = names.labels(self.connection, "guarantee-families").get(found.id)
        label = self.book.label("guarantee-families" if family else "guarantee-types", found.id)
        title = self.book.say("type", "titles", name=label)
        own = self._whole(self._ask(Filters(types=types)).own)
        side = _most_protected(own)
        made = self._matrix(Wanted(types=(found.id,), beneficiary=(side,) if side else ()))
        return Subject(title, own, made, types=frozenset(types), protected=side)

    def _of_instrument(self, text: str) -> Subject:
        paper = names.instrument(self.connection, text)
        title = self.book.say("instrument", "titles", name=paper.name)
        own = self._whole(self._ask(Filters(instrument=(paper.id,))).own)
        made = self._matrix(Wanted(instrument=(paper.id,)), by="type")
        return Subject(title, own, made, papers=frozenset({paper.id}))

    def _of_actor(self, text: str) -> Subject:
        """What an actor says, with what it is promised beside; the other way round where it is promised more."""
        actor = names.actor(self.connection, text)
        said, through = self._ask(Filters(country=actor.id)), self.book.actor(actor.id)
        speaking = [pledge for pledge in pledges.spelled_out(self.connection, said.own) if _speaks(pledge, actor.id)]
        promised = self._ask(Filters(beneficiary=(actor.id,))).own
        titles = [self.book.say(kind, "titles", name=through) for kind in ("actor", "beneficiary")]
        if len(promised) > len(speaking):
            known = {pledge["id"] for pledge in promised}
            others = self._whole(pledge for pledge in speaking if pledge["id"] not in known)
            made = self._matrix(Wanted(beneficiary=(actor.id,)))
            beside = _named(titles[0], others)
            return Subject(titles[1], self._whole(promised), made, beside=beside, actors=frozenset({actor.id}))
        known = {pledge["id"] for pledge in said.own}
        to_it = self._whole(pledge for pledge in promised if pledge["id"] not in known)
        made = self._matrix(Wanted(), [actor.id])
        own, via = _led_by(actor.id, self._whole(said.own)), self._whole(said.via)
        beside, ids = _named(titles[1], to_it), frozenset({actor.id})
        return Subject(titles[0], own, made, via, beside, ids, speakers=ids)

    def _comparison(self, actors: Sequence[Named]) -> Subject:
        if len({actor.id for actor in actors}) < len(actors):
            raise CommitmentsError("name countries that are not the same")
        name = self.book.listed(self.book.actor(actor.id) for actor in actors)
        found = {pledge["id"]: pledge for actor in actors for pledge in self._ask(Filters(country=actor.id)).own}
        made = self._matrix(Wanted(), [actor.id for actor in actors])
        title, ids = self.book.say("comparison", "titles", name=name), frozenset(actor.id for actor in actors)
        return Subject(title, self._whole(found.values()), made, actors=ids, speakers=ids)

    def _ask(self, filters: Filters) -> pledges.Answer:
        """Ask, and leave out what is not known to have begun by the day, with nothing to say when it can have."""
        found = pledges.find(self.connection, filters._replace(as_of=self.as_of))
        return pledges.Answer(
            *([told for told in part if told["id"] not in self.to_begin] for part in (found.own, found.via))
        )

    def _matrix(self, wanted: Wanted, countries: Sequence[str] = (), by: str | None = None) -> Matrix:
        return matrix(self.connection, wanted._replace(as_of=self.as_of), countries, by, self.to_begin)[0]

    def _whole(self, found: Iterable[Pledge]) -> list[Record]:
        kept = list(found)
        wholes = record.wholes(self.connection, [pledge["id"] for pledge in kept])
        return [self._as_it_was(wholes[pledge["id"]], pledge) for pledge in kept]

    def _as_it_was(self, whole: dict[str, Any], pledge: Pledge) -> Record:
        """Say by which group a record comes; leave out what came after the day, and give the status of the day."""
        whole |= {"via": pledge["via"], "stood": pledge["stood"]}
        if not self.as_of:
            return whole
        history = [step for step in whole["history"] if (dates.earliest(step["date"]) or "") <= self.as_of]
        parties = joined(whole["parties"], self.as_of)
        then = {"status": pledge["status"], "strength": pledge["strength"], "history": history, "parties": parties}
        return {**whole, **then, "last_seen": history[-1]["date"] if history else whole["stated_on"]}


def papers(connection: Connection, records: Iterable[Record]) -> list[Record]:
    """The instruments on which some records stand, whole, by id."""
    named = sorted({told["instrument"] for told in records if told["instrument"]})
    return [instrument.whole(connection, name) for name in named]


def _most_protected(records: Sequence[Record]) -> str | None:
    """The side for which most of some records are, where not all are for it: cells for several would be mixed up."""
    sides = Counter(told["beneficiary"] for told in records)
    side, number = sides.most_common(1)[0] if sides else (None, 0)
    return side if len(sides) > 1 and 2 * number > len(records) else None


def _speaks(pledge: Pledge, actor: str) -> bool:
    return actor in promising(pledge["parties"])


def _led_by(actor: str, records: Iterable[Record]) -> list[Record]:
    """Name an actor before the others that say the same with it."""
    return [{**told, "parties": sorted(told["parties"], key=lambda party: party["actor"] != actor)} for told in records]


def _named(heading: Markdown, records: Sequence[Record]) -> Sequence[tuple[Markdown, Sequence[Record]]]:
    return [(heading, records)] if records else []
