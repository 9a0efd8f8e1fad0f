"""One commitment as a person wants to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments import escaping
from commitments.escaping import on_one_line
from commitments.model import dates

Row: TypeAlias = Mapping[str, Any]

LABEL = 12
FOUND = {
    "exact": "found word for word, line {line}",
    "normalised": "found after evening out spaces and marks, line {line}",
    "cited-only": "cited only, not archived here",
}


def text(record: Row, width: int | None = None) -> str:
    """Set a whole commitment for a terminal of the given width."""
    lines = [*textwrap.wrap(on_one_line(record["title"]), width or 100), on_one_line(record["id"]), ""]
    for label, value in facts(record):
        lines += entry(label, value, width or 100)
    for told in record["evidence"]:
        lines += ["", *evidence(told, width or 100)]
    return "\n".join(lines) + "\n"


def as_json(record: Row, width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Write a whole commitment as one object; control characters are written as JSON escapes them."""
    return escaping.as_json(record, 2) + "\n"


FORMATS: MappingProxyType[str, Callable[[Row, int | None], str]] = MappingProxyType({"text": text, "json": as_json})


def _party(party: Row) -> str:
    since = f", since {dates.told(party['since'])}" if party["since"] else ""
    return f"{party['name']} ({party['role_label']}{since})"


def facts(record: Row) -> Iterator[tuple[str, str]]:
    """Tell what a commitment says, but for its evidence, as labels and values; some values are empty."""
    yield "type", f"{record['type_label']} ({record['family_label']})"
    yield "who", ", ".join(map(_party, record["parties"]))
    if record["beneficiary_name"]:
        yield "for", record["beneficiary_name"]
    yield "strength", record["strength_label"] or "withdrawn"
    paper = record["instrument_title"] or "no instrument"
    yield "", f"stance: {record['stance_label']} · effect: {record['bindingness_label']} · {paper}"
    yield "", f"voice: {record['voice_label']} · attribution: {record['attribution_label']}"
    yield "hedged", " · ".join(f"{hedge['kind_label']} “{hedge['words']}”" for hedge in record["hedges"])
    yield "hangs on", " · ".join(map(_condition, record["conditions"]))
    yield "terms", " · ".join(f"{_field(name)}: {_listed(value)}" for name, value in record["terms"].items())
    yield "money", " · ".join(map(_money, record["money"]))
    for step in record["history"]:
        yield "status", " · ".join(filter(None, (f"{step['status_label']} {dates.told(step['date'])}", step["note"])))
    if record["searched_on"]:
        yield "searched", f"{record['searched_on']}: {record['searched_where']}"
    yield from disputes(record["disputes"])
    yield "notes", record["notes"] or ""
    reviewed = (record["review_state"], record["reviewed_by"], record["reviewed_on"])
    yield "review", " · ".join(filter(None, reviewed))
    if record["replaced_by"]:
        yield "replaced by", record["replaced_by"]
    if record["withdrawn_on"]:
        yield "withdrawn", f"{record['withdrawn_on']}: {record['withdrawn_reason']}"


def disputes(sides: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Tell every side of every value on which sources differ, and the reason for the value chosen."""
    reasons: dict[str, str] = {}
    for side in sides:
        named = f" ({side['evidence']})" if side["evidence"] else ""
        yield "disputed", f"{side['field']}: {side['value']}{named}"
        reasons[side["field"]] = side["reason"]
    for field, reason in reasons.items():
        yield "", f"{field}, chosen because: {reason}"


def evidence(told: Row, width: int) -> Iterator[str]:
    """Set the words of a source, how they were verified, and what rests on them."""
    who = speaker(told) or told["publisher"]
    yield from entry("said" if told["quote"] else "reported", f"{who} [{told['id']}]", width)
    if told["quote"]:
        yield from entry("", f"“{told['quote']}”", width)
    yield from entry("", told["translation"] or "", width)
    yield from entry("", told["paraphrase"] or "", width)
    where = f"{told['publisher']}, {origin(told)}"
    yield from entry("", " · ".join(filter(None, (where, told["url"]))), width)
    if told["source_error"]:
        yield from entry("", f"! {told['source_error']}", width)
    yield from entry("supports", (told["supports"] or "").replace(" ", " · "), width)


def speaker(evidence: Row) -> str:
    """Name who spoke, the office, and for whom, as far as the record has it."""
    return ", ".join(filter(None, (evidence["speaker_name"], evidence["speaker_office"], evidence["speaker_for"])))


def origin(evidence: Row) -> str:
    """Say when, in which language and where in the source the words stand, and how surely."""
    published = dates.told(evidence["published"]) if evidence["published"] else "undated"
    where = ", ".join(filter(None, (published, evidence["source_language"], evidence["locator"])))
    found = FOUND[evidence["verification"]].format(line=evidence["line"])
    return " · ".join(filter(None, (where, evidence["grade"], found)))


def _condition(condition: Row) -> str:
    actor = f" ({condition['actor_name']})" if condition["actor_name"] else ""
    words = f" “{condition['words']}”" if condition["words"] else ""
    return f"{condition['kind_label']}{actor} — {condition['role_label']}{words}"


def _money(money: Row) -> str:
    stated = [money[name] for name in ("amount_min", "amount_max") if money[name] is not None]
    amounts = [f"{amount:,.2f}".removesuffix(".00") for amount in stated]
    amount = "–".join(dict.fromkeys(amounts)) or money["as_stated"]
    parts = ("up to" if money["up_to"] else None, amount, money["currency"], money["measure"], money["period"])
    return " ".join(filter(None, parts))


def _field(name: str) -> str:
    return name.removesuffix("_missing").replace("_", " ")


def _listed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def entry(label: str, value: str, width: int) -> list[str]:
    """Set a value beside its label, wrapped under itself; nothing where there is no value."""
    if not value:
        return []
    indent = " " * LABEL
    wrapped = textwrap.wrap(on_one_line(value), max(20, width - LABEL), break_long_words=False, break_on_hyphens=False)
    return [f"{on_one_line(label):<{LABEL}}{wrapped[0]}", *(indent + line for line in wrapped[1:])]
