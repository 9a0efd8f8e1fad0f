"""Are sums and numbers complete, and the right way round?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from commitments.curate.problems import Problem
from commitments.curate.rules.registry import Case, rule
from commitments.model.records import Commitment
from commitments.model.terms import Commission, ForcePresence, Monitoring, Sanctions

GAPS: dict[type, dict[str, tuple[str, ...]]] = {
    ForcePresence: {"strength": ("strength_min", "strength_max")},
    Monitoring: {"lead_missing": ("lead",)},
    Commission: {"representation_missing": ("representation",)},
    Sanctions: {"measure_missing": ("measure",), "mechanism_missing": ("mechanism",)},
}
"""The fields of terms that say why a value is missing, and the fields where the value would stand."""


@rule("R501", Commitment)
def money_has_a_currency(case: Case[Commitment]) -> Iterator[Problem]:
    """An amount of money has a currency.

    Why: 3 billion of what?
    Bad: `amount_min: "3000000000"` without `currency`.
    Good: `currency: EUR`.
    """
    for position, money in enumerate(case.record.money):
        if (money.amount_min or money.amount_max) and not money.currency:
            yield Problem("the amount has no currency", ("money", position), "add `currency`, such as EUR")


@rule("R502", Commitment)
def range_of_money_is_the_right_way_round(case: Case[Commitment]) -> Iterator[Problem]:
    """The least amount is not more than the most.

    Why: a reversed range is a slip of the pen that turns a floor into a ceiling.
    Bad: `amount_min: "5"`, `amount_max: "3"`.
    Good: `amount_min: "3"`, `amount_max: "5"`.
    """
    for position, money in enumerate(case.record.money):
        if money.amount_min and money.amount_max and Decimal(money.amount_min) > Decimal(money.amount_max):
            yield Problem(f"the least is more than the most ({money.amount_max})", ("money", position, "amount_min"))


@rule("R503", Commitment)
def range_of_forces_is_the_right_way_round(case: Case[Commitment]) -> Iterator[Problem]:
    """The least strength of a force is not more than the most.

    Why: a reversed range is a slip of the pen.
    Bad: `strength_min: 30000`, `strength_max: 15000`.
    Good: `strength_min: 15000`, `strength_max: 30000`.
    """
    terms = case.record.terms
    if not isinstance(terms, ForcePresence) or terms.strength_min is None or terms.strength_max is None:
        return
    if terms.strength_min > terms.strength_max:
        yield Problem(f"the least is more than the most ({terms.strength_max})", ("terms", "strength_min"))


@rule("R504", Commitment)
def value_is_there_or_missing(case: Case[Commitment]) -> Iterator[Problem]:
    """A value is given, or said to be missing, but not both.

    Why: "5,000, not stated" says nothing.
    Bad: `strength_min: 5000` with `strength: not-stated`.
    Good: either of them.
    """
    for field, values in GAPS.get(type(case.record.terms), {}).items():
        why = getattr(case.record.terms, field)
        if why and any(getattr(case.record.terms, value) not in {None, ()} for value in values):
            yield Problem(f"the value is given, and said to be '{why}'", ("terms", field), "leave one of them out")


@rule("R505", Commitment)
def money_has_an_amount(case: Case[Commitment]) -> Iterator[Problem]:
    """An entry under money gives an amount, or the sum in the words of the source.

    Why: an entry without a sum says nothing about money.
    Bad: `money: [{measure: pledge, currency: EUR}]`.
    Good: `amount_min`, `amount_max` or `as_stated` besides.
    """
    for position, money in enumerate(case.record.money):
        if not (money.amount_min or money.amount_max or money.as_stated):
            yield Problem("how much?", ("money", position), "add `amount_min`, `amount_max` or `as_stated`")
