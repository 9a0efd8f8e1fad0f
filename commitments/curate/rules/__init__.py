"""Every check of records: an explicit list, run over a corpus, and a page for every code."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from commitments.curate.corpus import Corpus, Entry
from commitments.curate.problems import Explanation
from commitments.curate.rules import evidence, history, identity, parties, quantities, reading, review, sources
from commitments.curate.rules.registry import Case, Rule
from commitments.curate.shape import MODELS
from commitments.findings import Finding

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            value
            for module in (identity, history, evidence, parties, quantities, sources, review)
            for value in vars(module).values()
            if isinstance(value, Rule)
        ),
        key=lambda rule: rule.explanation.code,
    )
)
CATALOGUE: MappingProxyType[str, Explanation] = MappingProxyType(
    {page.code: page for page in (*reading.PAGES, *(rule.explanation for rule in RULES))}
)
"""A page for every code that a finding can carry."""


BY_KIND: MappingProxyType[type, tuple[Rule, ...]] = MappingProxyType(
    {kind: tuple(rule for rule in RULES if kind in rule.kinds) for kind in MODELS.values()}
)
"""The rules for each kind of record."""


def check(entry: Entry, corpus: Corpus) -> Iterator[Finding]:
    """Give what the rules find in a record; of what only one record may have, as far as the corpus knows it by then."""
    if entry.record:
        case = Case(entry.record, entry, corpus)
        for rule in BY_KIND[type(entry.record)]:
            for problem in rule.check(case):
                yield rule.finding(problem, entry)
