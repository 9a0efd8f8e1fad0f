"""Invented commitments, each spoken at a meeting: stances, parties, conditions and sums vary as in real records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.benchmarks.meetings import FOLLOW_UP, File, Meeting, Piece, Source, evidence
from tests.benchmarks.words import listed, prose, sentence, title

STANCES = {
    "signed-intent": 52,
    "under-consideration": 11,
    "pledge": 10,
    "conditional-offer": 9,
    "signed-commitment": 4,
    "rules-out": 4,
    "not-found": 3,
    "non-committal": 3,
    "not-planned": 2,
    "demands": 1,
    "endorses": 1,
    "objects": 1,
    "threatens": 1,
}
FIRM = frozenset({"pledge", "signed-commitment"})
FIRM_HEDGES = ("intend", "stand-ready", "work-towards", "up-to", "as-appropriate")
HEDGES = (*FIRM_HEDGES, "may", "proposed", "in-principle", "reportedly")
PRECONDITIONS = ("ceasefire-in-force", "peace-agreement", "parliament-approval", "backstop", "igo-mandate", "funding")
LIMITS = ("non-combat", "third-state-only", "size-cap", "away-from-contact-line", "fixed-term")
LATER = ("delivering", "activated", "stalled", "fulfilled", "partly-fulfilled", "withdrawn", "not-honoured")
COALITION = "coalition-of-the-willing"
FIELDS = (
    "parties",
    "type",
    "stance",
    "beneficiary",
    "bindingness",
    "hedges",
    "conditions",
    "terms",
    "money",
    "instrument",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is drawn for one commitment before its words are written."""

    id: str
    type: str
    stance: str
    parties: tuple[tuple[str, str], ...]
    cited: tuple[Source, ...]
    quote: str
    told: Meeting
    instrument: str | None

    @property
    def is_found(self) -> bool:
        """Whether anything was said at all."""
        return self.stance != "not-found"


def commitment(told: Meeting, serial: int, seed: int) -> File:
    """Invent the commitment of a number."""
    chance = Random(f"{seed} commitment {serial}")
    draft = _draft(chance, told, serial)
    parts = dict(_parts(chance, draft))
    lines = ["# yaml-language-server: $schema=../../../schema/commitment.schema.json", f"id: {draft.id}"]
    lines += [f"{field}:{value}" for field, value in parts.items()]
    folder = draft.parties[0][0].lower()
    return File(f"data/commitments/{folder}/{draft.id}.yaml", "\n".join((*lines, "")))


def _draft(chance: Random, told: Meeting, serial: int) -> Draft:
    stance = _stance(chance, told)
    parties = _parties(chance, told, stance)
    kind = chance.choice(tuple(TYPES))
    others = chance.sample(told.sources[1:FOLLOW_UP], chance.choice((1, 2, 2, 3, 3, 4)))
    cited = (told.sources[0], *others, *(told.sources[FOLLOW_UP:] if chance.random() < 0.28 else ()))
    named = f"{parties[0][0].lower()}-{told.day:%Y-%m}-{kind}-{serial:06}"
    paper = told.instrument if stance.startswith("signed") else None
    return Draft(named, kind, stance, parties, cited, chance.choice(told.sources[0].sentences), told, paper)


def _stance(chance: Random, told: Meeting) -> str:
    stance = chance.choices(tuple(STANCES), tuple(STANCES.values()))[0]
    return stance if told.instrument or not stance.startswith("signed") else "pledge"


def _parties(chance: Random, told: Meeting, stance: str) -> tuple[tuple[str, str], ...]:
    if stance in {"objects", "threatens"}:
        return (("RUS", "objector"),)
    if stance == "demands":
        return (("UKR", "beneficiary"),)
    if not stance.startswith("signed") and chance.random() < 0.08:
        return ((COALITION, "guarantor"),)
    count = min(len(told.cast), chance.choice((1, 1, 1, 1, 2, 3, 4)))
    return tuple((actor, "guarantor") for actor in chance.sample(told.cast, count))


def _parts(chance: Random, draft: Draft) -> Iterator[tuple[str, str]]:
    """Give the fields of a record in their order, each as it is written after its name."""
    yield "title", f" {title(chance)}"
    yield "type", f" {draft.type}"
    yield "beneficiary", " UKR"
    yield "parties", "".join(f"\n  - {{actor: {actor}, role: {role}}}" for actor, role in draft.parties)
    if len(draft.parties) > 1 or draft.parties[0][0] == COALITION:
        yield "attribution", " each" if len(draft.parties) > 1 else " collective"
    yield "voice", " own"
    yield "stance", f" {draft.stance}"
    if draft.is_found:
        yield from _particulars(chance, draft)
    else:
        yield "history", "\n  - {date: 2026-11-20, status: nothing-found}"
        yield "searched", f"\n  on: 2026-11-20\n  where:\n    - {title(chance)}\n    - {title(chance)}"
    yield "review", " {state: draft}"
    yield "notes", f" {prose(sentence(chance, 'en', 8, 22), 2)}."


def _particulars(chance: Random, draft: Draft) -> Iterator[tuple[str, str]]:
    made = {
        "hedges": _hedges(chance, draft) if chance.random() < 0.24 else "",
        "bindingness": " binding-international" if draft.instrument and draft.told.is_binding else " political",
        "instrument": f" {draft.instrument}" if draft.instrument else "",
        "conditions": _conditions(chance, draft),
        "terms": TYPES[draft.type](chance),
        "money": _money(chance) if chance.random() < 0.09 else "",
    }
    parts = {field: value for field, value in made.items() if value}
    yield from parts.items()
    yield "history", _history(chance, draft)
    yield "evidence", _evidence(chance, draft, [field for field in FIELDS if field in parts or field in FIELDS[:4]])
    if chance.random() < 0.12:
        yield "disputes", _dispute(chance)


def _stretch(chance: Random, quote: str) -> str:
    """Take two words that stand together in a quotation."""
    parts = quote.split(" ")
    start = chance.randrange(len(parts) - 1)
    return " ".join(parts[start : start + 2])


def _hedges(chance: Random, draft: Draft) -> str:
    kind = chance.choice(FIRM_HEDGES if draft.stance in FIRM else HEDGES)
    return f"\n  - {{kind: {kind}, words: {_stretch(chance, draft.quote)}}}"


def _conditions(chance: Random, draft: Draft) -> str:
    is_offer = draft.stance == "conditional-offer"
    if not is_offer and chance.random() < 0.65:
        return ""
    lines = [f"\n  - {{kind: {chance.choice(LIMITS)}, role: limit, note: {sentence(chance, 'en', 6, 14)}}}"]
    if is_offer:
        kind = chance.choice(PRECONDITIONS)
        on = ", actor: USA" if kind == "backstop" else ""
        lines.append(f"\n  - {{kind: {kind}, role: precondition{on}, words: {_stretch(chance, draft.quote)}}}")
    return "".join(lines)


def _money(chance: Random) -> str:
    least = chance.randint(1, 900) * 1_000_000
    return (
        f"\n  - measure: {chance.choice(('pledge', 'commitment', 'allocation', 'disbursement'))}"
        f'\n    amount_min: "{least}"\n    amount_max: "{least * 2}"'
        f"\n    currency: {chance.choice(('EUR', 'USD', 'GBP', 'NOK'))}"
        f"\n    as_stated: {sentence(chance, 'en', 5, 9)}\n    per: {chance.choice(('year', 'total'))}"
        f"\n    nature: {chance.choice(('grant', 'loan', 'in-kind'))}\n    valuation: stated"
    )


def _history(chance: Random, draft: Draft) -> str:
    first = "agreed" if draft.instrument else "floated" if draft.stance == "under-consideration" else "announced"
    lines = [f"\n  - {{date: {draft.told.day}, status: {first}, evidence: [said-0]}}"]
    if len(draft.cited) > 1 and draft.cited[-1] is draft.told.sources[FOLLOW_UP]:
        later = "announced" if first == "floated" else chance.choice(LATER)
        last = f"evidence: [said-{len(draft.cited) - 1}], note: {sentence(chance, 'en', 5, 10)}"
        lines.append(f"\n  - {{date: {draft.cited[-1].published}, status: {later}, {last}}}")
    return "".join(lines)


def _evidence(chance: Random, draft: Draft, fields: list[str]) -> str:
    speaker = draft.parties[0][0]
    pieces = [
        Piece("said-0", draft.cited[0], fields[:6], speaker, draft.quote),
        Piece("said-1", draft.cited[1], ["stance", *fields[6:]], speaker),
    ]
    for place, source in enumerate(draft.cited[2:], 2):
        quote = chance.choice(source.sentences) if chance.random() < 0.5 else ""
        pieces.append(Piece(f"said-{place}", source, chance.sample(fields, 2), quote=quote))
    return "\n" + "\n".join(evidence(chance, piece) for piece in pieces)


def _dispute(chance: Random) -> str:
    sides = "".join(f"\n      - {{value: {title(chance)}, evidence: [said-{place}]}}" for place in range(2))
    return (
        f"\n  - field: {chance.choice(FIELDS[:4])}\n    sides:{sides}\n    reason: {prose(sentence(chance, 'en'), 6)}."
    )


def _none(_: Random) -> str:
    return ""


def _forces(chance: Random) -> str:
    least = chance.randint(1, 40) * 100
    strength = chance.choice(("strength: not-stated", f"strength_min: {least}, strength_max: {least * 3}"))
    domains = listed(sorted(chance.sample(("air", "land", "maritime"), 2)))
    return (
        f" {{location: {chance.choice(('beneficiary', 'third-state', 'guarantor'))}, domains: {domains}, {strength}}}"
    )


def _facilities(chance: Random) -> str:
    return f" {{location: beneficiary, count: {chance.randint(1, 9)}, purpose: {title(chance)}}}"


def _monitoring(chance: Random) -> str:
    return f" {{lead: USA, body: {title(chance)}, technologies: [drones, satellites]}}"


def _commission(_: Random) -> str:
    return " {mandate: [address-breaches], representation: [UKR, USA]}"


def _sanctions(chance: Random) -> str:
    return f" {{measure: {chance.choice(('sectoral', 'trade'))}, target: RUS, mechanism: snapback}}"


def _consultation(chance: Random) -> str:
    return f" {{within_hours: {chance.choice((24, 48, 72))}, reciprocal: true, invoked_by: [UKR]}}"


TYPES: dict[str, Callable[[Random], str]] = {
    "troop-deployment": _forces,
    "multinational-force": _forces,
    "air-policing": _forces,
    "military-hub": _facilities,
    "monitoring-verification": _monitoring,
    "violation-commission": _commission,
    "sanctions-snapback": _sanctions,
    "consultation": _consultation,
} | dict.fromkeys(
    (
        "armed-assistance",
        "backstop",
        "weapons-in-kind",
        "weapons-financing",
        "long-term-package",
        "training",
        "intelligence-sharing",
        "cyber",
        "co-production",
        "budget-support",
        "reconstruction",
        "energy-infrastructure",
        "political-support",
        "eu-path",
        "humanitarian-relief",
    ),
    _none,
)
"""The types that are drawn, each with what writes its terms."""
