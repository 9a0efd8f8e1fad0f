"""How a rule is declared: a generator over one case, whose docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from commitments.curate.corpus import Corpus, Entry, located
from commitments.curate.problems import Explanation, Problem, explain
from commitments.curate.shape import Record
from commitments.findings import Finding, Severity

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class Case(Generic[Kind]):
    """One record that a rule judges, with its file and the corpus around it."""

    record: Kind
    entry: Entry
    corpus: Corpus


Check: TypeAlias = Callable[[Case[Kind]], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of every record of certain kinds."""

    explanation: Explanation
    check: Check[Any]
    kinds: tuple[type[Record], ...]

    def findings(self, case: Case[Any]) -> list[Finding]:
        """Give what this rule finds in one record of a kind that it judges."""
        problems = [replace(problem, code=self.explanation.code) for problem in self.check(case)]
        return list(located(case.entry, problems, self.explanation.severity)) if problems else []


def rule(code: str, *kinds: type[Record], severity: Severity = Severity.ERROR) -> Callable[[Check[Any]], Rule]:
    """Declare a rule over records of the given kinds; the first line of its docstring is its summary."""

    def declare(check: Check[Any]) -> Rule:
        return Rule(explain(code, check.__doc__, severity), check, kinds)

    return declare
