"""How a commitment is told: never more strongly than its stance, and never without its hedges and conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.brief.footnotes import STATUS, Footnotes, bearing, last_step, speaker
from commitments.brief.markdown import Markdown, Record, joined, link, safe
from commitments.brief.phrasebook import Phrasebook
from commitments.model import dates
from commitments.model.roles import bound, promising

ROLES = ("precondition", "trigger", "limit", "discretion", "termination")
NAMED = 4
"""How many parties are all named."""
FEW = 4
"""How many of a kind are named before it is said how many more there are."""
DISPUTABLE = frozenset(
    {
        "stance", "type", "bindingness", "parties", "instrument", "conditions", "hedges", "beneficiary", "attribution",
        "voice",
    }
)  # fmt: skip
"""Fields on which sources have to differ for a record to be called disputed: those that say what it is worth."""
CLAIMED = frozenset({"unclear", "none-claimed"})
"""Legal effects of which there is nothing to say."""
TERM_WORDS = MappingProxyType(
    {
        "domains": "domains",
        "location": "locations",
        "mandate": "commission-mandates",
        "measure": "sanction-kinds",
        "mechanism": "sanction-mechanisms",
        "technologies": "monitoring-technologies",
    }
)
"""Terms that are words of a list, as the records have it, whose models a briefing need not wait for."""
TERM_ACTORS = frozenset({"invoked_by", "lead", "representation", "target"})
"""Terms that name actors."""

Dated: TypeAlias = Callable[[Record, Phrasebook], Markdown | None]
"""Gives the date that is told of a record."""


def who(record: Record, book: Phrasebook) -> Markdown:
    """The parties of a record that speak or promise: up to four by name, or of more two and how many besides.

    Where none does, each party stands with the part that it plays: "Ukraine (host)".
    """
    names = [book.actor(actor) for actor in speaking(record)] if anyone_speaks(record) else _with_roles(record, book)
    return _in_short(names, book)


def anyone_speaks(record: Record) -> bool:
    """Whether a record has a party that speaks or promises, and not only one that it is about."""
    return bool(promising(record["parties"]))


def _aside(record: Record, book: Phrasebook) -> Iterator[Markdown]:
    """The parties that play another part than to promise, by that part; nothing where all are told with theirs."""
    roles = bound(party["role"] for party in record["parties"])
    others: dict[str, list[str]] = {}
    for party in record["parties"] if roles else ():
        if party["role"] not in roles and party["actor"] != record["beneficiary"]:
            others.setdefault(party["role"], []).append(book.actor(party["actor"]))
    for role, names in others.items():
        yield book.say("in_role", role=book.label("party-roles", role), who=_in_short(names, book))


def _in_short(names: Sequence[str], book: Phrasebook) -> Markdown:
    """Name up to four, or of more two and how many besides."""
    if len(names) <= NAMED:
        return book.listed(names)
    return more(book.separated("comma", names[:2]), len(names) - 2, book, "more_actors")


def _with_roles(record: Record, book: Phrasebook) -> list[Markdown]:
    return [
        book.say("on_actor", label=book.actor(party["actor"]), actor=book.label("party-roles", party["role"]))
        for party in record["parties"]
    ]


def speaking(record: Record) -> list[str]:
    """The parties of a record that speak or promise, each once; all of them where none does."""
    return promising(record["parties"]) or list(dict.fromkeys(party["actor"] for party in record["parties"]))


def entry(record: Record, book: Phrasebook, notes: Footnotes) -> Markdown:
    """A record as one statement: what was said, particulars, link and footnotes."""
    values = {
        "said": capital(book.say(record["stance"], "stances")), "what": what(record, book),
        "particulars": book.separated("semicolon", particulars(record, book)), "link": link(record),
        "notes": notes.marks(_bearing_an_entry(record)),
    }  # fmt: skip
    if record["voice"] == "own":
        return book.say("entry", **values)
    return book.say("told", teller=teller(record, book), **values)


def _bearing_an_entry(record: Record) -> list[Record]:
    """The evidence of stance and type, and of the last step where it came later than the words."""
    later = len(record["history"]) > 1
    fields = ("stance", "type", *((STATUS,) if later else ()))
    return [part for name in fields for part in bearing(record, name)]


def capital(text: Markdown) -> Markdown:
    """A text that begins with a capital letter, as a sentence does."""
    return Markdown(text[:1].upper() + text[1:])


def what(record: Record, book: Phrasebook) -> Markdown:
    """The type of guarantee, and for whom."""
    kind = book.label("guarantee-types", record["type"])
    if record["beneficiary"] and book.actor(record["beneficiary"]) != who(record, book):
        return book.say("what_for", type=kind, beneficiary=book.actor(record["beneficiary"]))
    return book.say("what", type=kind)


def teller(record: Record, book: Phrasebook, evidence: Sequence[Record] = ()) -> str:
    """Who says it of the parties: the first speaker, or the publisher, of evidence, that of the stance as a rule."""
    told = evidence or bearing(record, "stance")
    return (speaker(told[0], book) or str(told[0]["publisher"])) if told else book.label("voices", record["voice"])


def particulars(record: Record, book: Phrasebook) -> Iterator[Markdown]:
    """What weakens, limits and details a record: strength, status, hedges, conditions, instrument, terms, money."""
    by_some = record["status"] == "not-honoured" and len(speaking(record)) > 1
    yield book.say(
        "standing_by_some" if by_some else "standing", strength=book.label("strengths", record["strength"]),
        status=book.label("lifecycle-statuses", record["status"]), day=book.date(record["last_seen"]),
    )  # fmt: skip
    yield from _aside(record, book)
    if hedges := [_hedge(hedge, book) for hedge in record["hedges"]]:
        yield book.say("hedges", list=book.listed(hedges))
    for role in ROLES:
        if items := [_in_its_words(item, book) for item in record["conditions"] if item["role"] == role]:
            yield book.say(role, "conditions", list=book.listed(items))
    yield from _paper(record, book)
    if told := terms(record, book):
        yield book.listed(told)
    for sum_of_money in record["money"]:
        yield money(sum_of_money, book)


def _hedge(hedge: Record, book: Phrasebook) -> Markdown:
    return book.say("hedge", words=book.quoted(hedge["words"]), kind=book.label("hedges", hedge["kind"]))


def condition(item: Record, book: Phrasebook) -> Markdown:
    """A condition with the actor it turns on."""
    label = book.label("condition-kinds", item["kind"])
    return book.say("on_actor", label=label, actor=book.actor(item["actor"])) if item["actor"] else safe(label)


def _in_its_words(item: Record, book: Phrasebook) -> Markdown:
    """A condition with the words that it has in a source, where the record has them."""
    return joined(" ", filter(None, (condition(item, book), item["words"] and book.quoted(item["words"]))))


def _paper(record: Record, book: Phrasebook) -> Iterator[Markdown]:
    effect = book.label("bindingness", record["bindingness"])
    if record["instrument_title"]:
        yield book.say("paper", instrument=record["instrument_title"], effect=effect)
    elif record["bindingness"] not in CLAIMED:
        yield book.say("effect", effect=effect)


def terms(record: Record, book: Phrasebook, values: Mapping[str, Any] | None = None) -> list[Markdown]:
    """The terms of a record, each in plain words; or some of them."""
    return [
        book.say(_phrase(name, value, book), "terms", value=_value(name, value, book))
        for name, value in _with_one_number(record["terms"] if values is None else values).items()
    ]


def _with_one_number(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give a least and a most number that are the same as one, of which sources seldom say that it is exact."""
    least, most = values.get("strength_min"), values.get("strength_max")
    if least is None or least != most:
        return dict(values)
    return {
        ("strength_about" if name == "strength_min" else name): value
        for name, value in values.items()
        if name != "strength_max"
    }


def _phrase(name: str, value: object, book: Phrasebook) -> str:
    """The phrase for a term, or for its absence where that is said in another way."""
    absent = f"{name.removesuffix('_missing')}_missing"
    if ("missing-values", str(value)) in book.labels and absent in book.words["terms"]:
        return absent
    return name.removesuffix("_missing")


def _value(name: str, value: object, book: Phrasebook) -> Markdown:
    if isinstance(value, bool):
        return book.say("yes" if value else "no")
    items = value if isinstance(value, list) else [value]
    return book.listed(_item(name, item, book) for item in items)


def _item(name: str, item: object, book: Phrasebook) -> str:
    if isinstance(item, int | float):
        return book.number(item)
    if ("missing-values", str(item)) in book.labels:
        return book.label("missing-values", str(item))
    if name in TERM_WORDS:
        return book.label(TERM_WORDS[name], str(item))
    return book.actor(str(item)) if name in TERM_ACTORS else str(item)


def money(item: Record, book: Phrasebook) -> Markdown:
    """A sum as stated: "up to 3,000,000,000 euros (pledge, 2024)"."""
    stated = list(dict.fromkeys(item[name] for name in ("amount_min", "amount_max") if item[name] is not None))
    amount = safe(item["as_stated"] or "")
    if stated:
        numbers = [book.number(amount) for amount in stated]
        spread = book.say("amount_range", least=numbers[0], most=numbers[-1]) if len(numbers) > 1 else numbers[0]
        amount = joined(" ", filter(None, (spread, item["currency"] and book.currency(item["currency"], stated[-1]))))
    if bound := _bound(item):
        amount = book.say(bound, amount=amount)
    return book.say("money", amount=amount, details=book.separated("comma", _details(item, book)))


def _bound(item: Record) -> str | None:
    """The phrase for a sum of which only the least or the most is known; a sum in words alone says that itself."""
    if item["up_to"]:
        return "amount_up_to"
    known = (item["amount_min"] is not None, item["amount_max"] is not None)
    return {(True, False): "amount_at_least", (False, True): "amount_at_most"}.get(known)


def _details(item: Record, book: Phrasebook) -> Iterator[str]:
    for name, vocabulary in (("measure", "money-measures"), ("nature", "money-natures"), ("per", "money-periods")):
        if item[name]:
            yield book.label(vocabulary, item[name])
    if item["new_money"] == "reannounced":
        yield book.label("money-novelty", item["new_money"])
    if item["period"]:
        yield book.date(item["period"])


def by_actor(records: Iterable[Record], book: Phrasebook) -> list[tuple[Markdown, list[Record]]]:
    """Gather records by who speaks or promises, those who speak alone first, and else in the order given."""
    gathered: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        gathered.setdefault(tuple(speaking(record)), []).append(record)
    ordered = sorted(gathered.items(), key=lambda group: len(group[0]))
    return [(who(theirs[0], book), theirs) for _, theirs in ordered]


def linked(records: Sequence[Record], book: Phrasebook, dated: Dated | None = None) -> Markdown:
    """Name records by their types, each a link, with a word where its own words weaken it or sources differ on it.

    Those that are `dated` have a date too.
    """
    return book.separated("comma", (link(record, _marked(record, book, dated)) for record in records))


def _marked(record: Record, book: Phrasebook, dated: Dated | None) -> str:
    day = dated(record, book) if dated else None
    hedged = book.say("hedged_mark") if record["hedges"] else None
    disputed = book.say("disputed_mark") if is_disputed(record) else None
    return book.separated("comma", filter(None, (book.label("guarantee-types", record["type"]), day, hedged, disputed)))


def is_disputed(record: Record) -> bool:
    """Whether sources differ on what is promised, by whom and how firmly; a date alone does not make it so."""
    return any(side["field"] in DISPUTABLE for side in record["disputes"])


def year(record: Record, book: Phrasebook) -> Markdown | None:
    """The year of the words, the last that they can be of; nothing where no date is known."""
    last = dates.latest(record["stated_on"] or "")
    return book.say("year", year=last[:4]) if last else None


def day_of_status(record: Record, book: Phrasebook) -> Markdown:
    """The day of the step that gave a record its status."""
    return book.date(last_step(record)["date"])


def some(records: Sequence[Record], book: Phrasebook, notes: Footnotes, on: str, dated: Dated = year) -> Markdown:
    """Name the first few actors with links to their first few records and dates, and say how many more there are.

    `on` is the field for which evidence is given.
    """
    gathered = by_actor(records, book)
    told = []
    for actor, theirs in gathered[:FEW]:
        few = theirs[:FEW]
        named = more(linked(few, book, dated), len(theirs) - len(few), book)
        told.append(joined("", (book.say("with", actor=actor, records=named), notes.of(*few, on=on, most=1))))
    return more(book.separated("semicolon", told), len(gathered) - len(told), book, "more_actors")


def named(records: Sequence[Record], book: Phrasebook, notes: Footnotes) -> Markdown:
    """Name the first few actors, each as a link to its first record, and say how many more there are."""
    gathered = by_actor(records, book)
    told = []
    for actor, theirs in gathered[:FEW]:
        disputed = [book.say("disputed_mark")] if is_disputed(theirs[0]) else []
        shown = book.separated("comma", [actor, *disputed])
        told.append(joined("", (link(theirs[0], shown), notes.of(theirs[0], on="stance", most=1))))
    return more(book.separated("comma", told), len(gathered) - len(told), book, "more_actors")


def more(items: Markdown, number: int, book: Phrasebook, key: str = "more") -> Markdown:
    """Say how many there are besides those that are named."""
    return book.say(key, items=items, n=number) if number else items


def looked_for(record: Record, book: Phrasebook) -> Markdown:
    """Where and when something was looked for in vain."""
    kind = link(record, book.label("guarantee-types", record["type"]))
    day, where = book.date(record["searched_on"] or ""), record["searched_where"] or ""
    return book.say("looked_for", who=who(record, book), link=kind, day=day, where=where)
