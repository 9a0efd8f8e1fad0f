"""Which values of a commitment words have to bear."""

from __future__ import annotations

from collections.abc import Container, Iterator

from commitments.model.fields import Route
from commitments.model.records import Commitment

ALWAYS = ("type", "parties", "stance", "instrument", "conditions", "money")
UNCLAIMED = frozenset({"unclear", "none-claimed"})


def outright(record: Commitment) -> Iterator[tuple[str, Route]]:
    """The values that rest on words in every record, and the way to each."""
    for name in ALWAYS:
        if getattr(record, name):
            yield name, (name,)


def in_particular(record: Commitment, missing: Container[str]) -> Iterator[tuple[str, Route]]:
    """The values beyond those, down to single terms, and the way to each; `missing` are the words for no value."""
    if record.beneficiary:
        yield "beneficiary", ("beneficiary",)
    if record.hedges:
        yield "hedges", ("hedges",)
    if record.bindingness not in UNCLAIMED:
        yield "bindingness", ("bindingness",)
    for name, value in record.terms or ():
        if name != "kind" and value not in {None, ()} and value not in missing:
            yield f"terms.{name}", ("terms", name)


def bears(supported: str, name: str) -> bool:
    """Whether evidence for one field, such as `terms`, bears a value named down to `terms.location`."""
    return supported in bearing(name)


def bearing(name: str) -> set[str]:
    """The fields whose evidence bears a value: for `terms.location` that is evidence for `terms` as well."""
    return {name, name.partition(".")[0]}
