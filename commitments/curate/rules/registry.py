"""How a rule is declared: a generator over one case, whose docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from commitments.curate.cited import CitedSource
from commitments.curate.corpus import Corpus, Entry, located
from commitments.curate.problems import Explanation, Problem, explain
from commitments.curate.quotes import Archive
from commitments.curate.shape import Record
from commitments.findings import Finding, Severity
from commitments.model.records import Evidence

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Case(Generic[Kind]):
    """One record that a rule judges, with its file and the corpus around it."""

    record: Kind
    entry: Entry
    corpus: Corpus

    @cached_property
    def cited(self) -> list[tuple[int, Evidence, CitedSource]]:
        """Every piece of evidence whose source is known, with its position and that source."""
        told: tuple[Evidence, ...] = getattr(self.record, "evidence", ())
        found = ((position, evidence, self.corpus.source(evidence.source)) for position, evidence in enumerate(told))
        return [(position, evidence, source) for position, evidence, source in found if source]

    @cached_property
    def archived(self) -> list[tuple[int, str, Archive]]:
        """Every quotation whose source is archived, with the position of its evidence and the archived text."""
        found = (
            (position, evidence.quote, self.corpus.archive(source))
            for position, evidence, source in self.cited
            if evidence.quote
        )
        return [(position, quote, archive) for position, quote, archive in found if archive]


Check: TypeAlias = Callable[[Case[Kind]], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of every record of certain kinds."""

    explanation: Explanation
    check: Check[Any]
    kinds: tuple[type[Record], ...]

    def finding(self, problem: Problem, entry: Entry) -> Finding:
        """Give a problem of a record that this rule has told its code, its severity and its place in the file."""
        return next(located(entry, [replace(problem, code=self.explanation.code)], self.explanation.severity))


def rule(code: str, *kinds: type[Record], severity: Severity = Severity.ERROR) -> Callable[[Check[Any]], Rule]:
    """Declare a rule over records of the given kinds; the first line of its docstring is its summary."""

    def declare(check: Check[Any]) -> Rule:
        return Rule(explain(code, check.__doc__, severity), check, kinds)

    return declare
