"""Every check of records: an explicit list, run over a corpus, and a page for every code."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from commitments.curate.corpus import Corpus
from commitments.curate.problems import Explanation
from commitments.curate.rules import evidence, history, identity, parties, quantities, reading, review, sources
from commitments.curate.rules.registry import Rule
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


def check(corpus: Corpus) -> Iterator[Finding]:
    """Give what the rules find in the records of a corpus."""
    for entry in corpus.entries:
        for rule in RULES:
            yield from rule.findings(entry, corpus)
