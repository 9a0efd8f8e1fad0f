"""How a commitment is told in a sentence: never more strongly than its stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.escaping import for_markdown

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
        "non-committal": "kept open",
        "under-consideration": "considered",
        "conditional-offer": "offered, on conditions,",
        "pledge": "said it would provide",
        "signed-intent": "put its name to the intent of",
        "signed-commitment": "signed a commitment to",
        "demands": "demanded",
        "endorses": "endorsed, without promising anything itself,",
        "not-found": "was looked up in vain on",
    }
)
PLURAL = MappingProxyType({"pledge": "said they would provide", "signed-intent": "put their names to the intent of"})


def listed(names: Sequence[str]) -> str:
    """Join names as English does: "France", "France and Spain", "France, Spain and Italy"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, noun: str) -> str:
    """Say a number with its noun: "1 record", "3 records"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def who(record: Record) -> str:
    """The parties of a record that speak or promise, by name."""
    aside = {"beneficiary", "host", "adversary"}
    speaking = [party["name"] for party in record["parties"] if party["role"] not in aside]
    return listed(list(dict.fromkeys(speaking or [party["name"] for party in record["parties"]])))


def statement(record: Record) -> Markdown:
    """One sentence on a record: who, how firmly, what, and for whom; with its words where another speaks for it."""
    names, stance = who(record), record["stance"]
    several = len([party for party in record["parties"] if party["role"] != "beneficiary"]) > 1
    verb = PLURAL.get(stance, VERBS[stance]) if several else VERBS[stance]
    said = f"**{for_markdown(names)}** {verb} **{for_markdown(record['type_label'])}**"
    if record["beneficiary_name"] and record["beneficiary_name"] not in names:
        said += f" for {for_markdown(record['beneficiary_name'])}"
    return Markdown(said if record["voice"] == "own" else f"{_as_told(record)}: {said}")


def _as_told(record: Record) -> str:
    speakers = [text for evidence in record["evidence"] if "stance" in (evidence["supports"] or "").split() and (text := speaker(evidence))]
    return f"As told by {for_markdown(speakers[0])}" if speakers else f"As told by {for_markdown(record['voice_label'])}"


def speaker(evidence: Record) -> str:
    """Who speaks in a piece of evidence, with the office and for whom."""
    return ", ".join(filter(None, (evidence["speaker_name"], evidence["speaker_office"], evidence["speaker_for"])))


def particulars(record: Record) -> list[str]:
    """What weakens, limits and details a record: hedges, conditions, instrument, effect, terms."""
    lines = [f"hedged: “{hedge['words']}” ({hedge['kind_label']})" for hedge in record["hedges"]]
    lines += [f"hangs on: {condition(item)}" for item in record["conditions"]]
    if record["instrument_title"]:
        lines.append(f"instrument: {record['instrument_title']} (effect: {record['bindingness_label']})")
    if record["terms"]:
        terms = (f"{name.replace('_', ' ')} {_value(value)}" for name, value in record["terms"].items())
        lines.append(f"terms: {'; '.join(terms)}")
    return lines


def condition(item: Record) -> str:
    """A condition with its actor and the part it plays."""
    actor = f" by {item['actor_name']}" if item["actor_name"] else ""
    return f"{item['kind_label']}{actor} ({item['role_label']})"


def _value(value: object) -> str:
    return listed([str(item).replace("-", " ") for item in value]) if isinstance(value, list) else str(value).replace("-", " ")
