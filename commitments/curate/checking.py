"""The whole check: read every file, run every rule, give the findings in the order of their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commitments.curate import examination, permanence, reach, revisions, rules
from commitments.curate.corpus import Corpus
from commitments.curate.examination import Watch
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Finding, Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check read and found: findings in the order of their places, and the number of files."""

    corpus: Corpus
    findings: tuple[Finding, ...]
    files: int

    @property
    def errors(self) -> int:
        """How many findings keep their record out of the database."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check(  # noqa: PLR0913 -- what a person may ask of a check, and who watches it
    dataset: Dataset,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    *,
    base: str | None = None,
    changed_since: str | None = None,
    watch: Watch | None = None,
) -> Checked:
    """Check a dataset; `select` and `ignore` narrow the findings by code, or by the beginning of a code.

    With the revision `base`, also check that no id and no word has gone since. With `changed_since`, give only what the
    changes since that revision can have caused. Raises CommitmentsError for a code that no rule has, and for a
    revision that git does not know.
    """
    wanted, unwanted = _codes(select), _codes(ignore)
    records = Corpus(dataset)
    by_path: dict[str, tuple[Finding, ...]] = {
        done.path: done.findings for done in examination.examined(records, watch=watch)
    }
    lost = (*records.stray_findings(), *records.missing_lists())
    findings = [*lost, *(finding for found in by_path.values() for finding in found)]
    findings += permanence.check(records, base) if base is not None else ()
    if changed_since is not None:
        findings = reach.touched(records, findings, revisions.changed(dataset, changed_since))
    kept = (
        finding
        for finding in findings
        if (not wanted or finding.code.startswith(wanted)) and not (unwanted and finding.code.startswith(unwanted))
    )
    paths = by_path.keys() | {finding.span.path for finding in findings}
    return Checked(records, tuple(sorted(kept)), len(paths))


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    given = tuple(code.strip().upper() for text in codes for code in text.split(","))
    for code in given:
        if not any(known.startswith(code) for known in rules.CATALOGUE) or not code:
            raise CommitmentsError(f"no rule has a code that begins with '{code}': see `commitments rules`")
    return given
