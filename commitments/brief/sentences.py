"""How a commitment is told: never more strongly than its stance, and never without its hedges and conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias
from unicodedata import bidirectional

from commitments.ask.pledges import ASIDE
from commitments.english import listed
from commitments.escaping import for_markdown
from commitments.model import dates

Record: TypeAlias = Mapping[str, Any]


class Markdown(str):
    """Text that is Markdown already; every other text is escaped before it enters a briefing."""

    __slots__ = ()


VERBS = MappingProxyType(
    {
        "threatens": "threatened consequences over",
        "rules-out": "ruled out",
        "objects": "objected to",
        "not-planned": "had no plans for",
        "non-committal": "left open",
        "under-consideration": "discussed or considered",
        "conditional-offer": "offered, on conditions",
        "pledge": "promised",
        "signed-intent": "signed or adopted a text of intent",
        "signed-commitment": "signed a commitment",
        "demands": "demanded",
        "endorses": "agreed in principle, without a promise of its own",
        "not-found": "was looked up in vain",
    }
)
PARTS_OF_CONDITIONS = MappingProxyType(
    {
        "precondition": "hangs on",
        "trigger": "comes into play on",
        "limit": "limited by",
        "discretion": "at the discretion of the guarantor:",
        "termination": "ends with",
    }
)
LEFT_TO_RIGHT_MARK = "\u200e"
RIGHT_TO_LEFT = frozenset({"R", "AL"})
FREE = frozenset({"body", "places", "purpose"})
"""Terms that are text of the record, not words of a vocabulary."""


def quoted(text: str) -> str:
    """Put words in quotation marks; a mark after Arabic ones keeps a date that follows from turning round with them."""
    turned = any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text)
    return f"“{text}”{LEFT_TO_RIGHT_MARK if turned else ''}"


def who(record: Record) -> str:
    """The parties of a record that speak or promise, by name."""
    speaking = [party["name"] for party in record["parties"] if party["role"] not in ASIDE]
    return listed(speaking or [party["name"] for party in record["parties"]])


def link(record: Record, text: str | None = None) -> Markdown:
    """The id of a record, or another text, as a link to its file."""
    return Markdown(f"[{for_markdown(text) if text else '`' + record['id'] + '`'}]({record['path']})")


def predicate(record: Record, what: Markdown | None = None) -> Markdown:
    """The same without the name of the party; `what` stands for the type of guarantee."""
    told = "" if record["voice"] == "own" else f", as told by {for_markdown(teller(record))}"
    said = f"{VERBS[record['stance']]}{told}: " + (what or f"**{for_markdown(record['type_label'])}**")
    if record["beneficiary_name"] and record["beneficiary_name"] != who(record):
        said += f" for {for_markdown(record['beneficiary_name'])}"
    return Markdown(said)


def teller(record: Record) -> str:
    """Who says it of the parties: the first speaker, or the publisher, of the words that the stance rests on."""
    told = [evidence for evidence in record["evidence"] if "stance" in (evidence["supports"] or "").split()]
    return speaker(told[0]) or str(told[0]["publisher"]) if told else str(record["voice_label"])


def speaker(evidence: Record) -> str:
    """Who speaks in a piece of evidence, with the office and for whom."""
    parts = (evidence["speaker_name"], evidence["speaker_office"], evidence["speaker_for"])
    return ", ".join(part for part in parts if part)


def particulars(record: Record) -> list[Markdown]:
    """What weakens, limits and details a record: strength, status, hedges, conditions, instrument, terms."""
    status = f"{record['status_label']} {dates.told(record['last_seen'])}"
    lines = [f"*{for_markdown(record['strength_label'])}*, {for_markdown(status)}"]
    if hedges := [f"{quoted(hedge['words'])} ({hedge['kind_label']})" for hedge in record["hedges"]]:
        lines.append(f"hedged {for_markdown(listed(hedges))}")
    lines += [f"{part} {for_markdown(text)}" for part, text in conditions(record["conditions"])]
    if record["instrument_title"]:
        lines.append(for_markdown(f"in the {record['instrument_title']}, legal effect {record['bindingness_label']}"))
    elif record["bindingness"] not in {"unclear", "none-claimed"}:
        lines.append(for_markdown(f"legal effect {record['bindingness_label']}"))
    if record["terms"]:
        lines.append(for_markdown(listed(term(name, value) for name, value in record["terms"].items())))
    lines += [for_markdown(money(sum_of_money)) for sum_of_money in record["money"]]
    return [Markdown(line) for line in lines]


def conditions(items: Sequence[Record]) -> list[tuple[str, str]]:
    """Conditions by the part they play: what it hangs on, what sets it off, what limits and ends it."""
    return [
        (words, listed(condition(item) for item in items if item["role"] == role))
        for role, words in PARTS_OF_CONDITIONS.items()
        if any(item["role"] == role for item in items)
    ]


def condition(item: Record) -> str:
    """A condition with the actor it turns on."""
    return f"{item['kind_label']} ({item['actor_name']})" if item["actor_name"] else str(item["kind_label"])


def term(name: str, value: object) -> str:
    """One of the terms in plain words: "strength not stated", "domains land and air"."""
    plain = name.removesuffix("_missing").replace("_", " ")
    if isinstance(value, bool):
        return f"{plain} {'yes' if value else 'no'}"
    said = [str(item) for item in (value if isinstance(value, list) else [value])]
    return f"{plain} {listed(said if name in FREE else (word.replace('-', ' ') for word in said))}"


def money(item: Record) -> str:
    """A sum as stated: "up to 3,000,000,000 EUR (pledge, 2024)"."""
    amounts = [
        f"{item[name]:,.2f}".removesuffix(".00") for name in ("amount_min", "amount_max") if item[name] is not None
    ]
    amount = " to ".join(dict.fromkeys(amounts)) or item["as_stated"]
    details = ", ".join(str(part) for part in (item["measure"], item["nature"], item["period"]) if part)
    return " ".join(
        part for part in ("up to" if item["up_to"] else None, amount, item["currency"], f"({details})") if part
    )
