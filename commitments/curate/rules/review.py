"""Does a record that counts as reviewed stand up to a second look? Drafts are spared these rules."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.curate.problems import Problem
from commitments.curate.rules.parties import PROMISES
from commitments.curate.rules.registry import Case, rule
from commitments.model import coded, dates
from commitments.model.records import Commitment

PRIMARY = frozenset({"primary-text", "official-readout", "parliament-record"})
WITNESSES = 2


@rule("R601", Commitment)
def promise_has_two_witnesses(case: Case[Commitment]) -> Iterator[Problem]:
    """A reviewed promise rests on a primary text or on two independent sources.

    Why: one report, copied ten times, is one witness, and a promise needs more than one.
    Bad: `stance: pledge` in a reviewed record, borne by AFP's report and by a newspaper's copy of it.
    Good: the readout, the treaty or the parliament's record itself; or reports of two publishers, neither derived from
    the other nor both from a third.
    """
    if not _is_reviewed(case.record) or case.record.stance not in PROMISES:
        return
    sources = [source for _, evidence, source in case.cited if "stance" in evidence.supports]
    witnesses = {case.corpus.witness(source) for source in sources}
    if len(witnesses) < WITNESSES and not any(source.source_class in PRIMARY for source in sources):
        yield Problem(
            f"the stance '{case.record.stance}' rests on one witness and on no primary text",
            ("stance",),
            "add evidence from a primary text or an independent source, or set `review` back to draft",
        )


@rule("R602", Commitment)
def every_coded_value_rests_on_evidence(case: Case[Commitment]) -> Iterator[Problem]:
    """In a reviewed record every coded value rests on evidence, down to beneficiary, hedges, legal effect and terms.

    Why: a reviewer vouches for each value, and can do so only for those that words bear.
    Bad: `review: {state: reviewed, ...}` with a `beneficiary` that no evidence names under `supports`.
    Good: `supports: [beneficiary, hedges, bindingness, terms.location]`. A value that says that nothing was
    said, such as `none-claimed` or `not-stated`, needs no words.
    """
    if not _is_reviewed(case.record) or case.record.stance == "not-found":
        return
    borne = {name for evidence in case.record.evidence for name in evidence.supports}
    for name, route in coded.in_particular(case.record, case.corpus.terms.get("missing-values", {})):
        if not any(coded.bears(supported, name) for supported in borne):
            yield Problem(f"no evidence supports '{name}'", route, "name it under `supports` of the evidence", key=True)


@rule("R603", Commitment)
def every_evidence_is_graded(case: Case[Commitment]) -> Iterator[Problem]:
    """In a reviewed record every evidence has a grade.

    Why: a reviewer weighs each claim, not only the publisher that makes it.
    Bad: `review: {state: reviewed, ...}` with evidence that has no `grade`.
    Good: `grade: B2`.
    """
    for position, evidence in enumerate(case.record.evidence if _is_reviewed(case.record) else ()):
        if not evidence.grade:
            yield Problem(f"the evidence '{evidence.id}' has no grade", ("evidence", position), "add `grade`")


@rule("R604", Commitment)
def review_is_younger_than_what_it_reviewed(case: Case[Commitment]) -> Iterator[Problem]:
    """A review is not older than the last step of the history, nor than any source of the record.

    Why: what was added after a review has not been reviewed.
    Bad: `review: {state: reviewed, by: A. Reviewer, on: 2026-01-05}` with a step of 2026-01-06.
    Good: a new review, or `state: draft` until there is one.
    """
    reviewed = dates.latest(case.record.review.on)
    if not _is_reviewed(case.record) or not reviewed:
        return
    for what, date in _dated(case):
        first = dates.earliest(date)
        if first and reviewed < first:
            yield Problem(f"the review is older than {what} of {date}", ("review", "on"), "review the record again")
            return


def _is_reviewed(record: Commitment) -> bool:
    return record.review.state == "reviewed"


def _dated(case: Case[Commitment]) -> Iterator[tuple[str, str | None]]:
    yield "the step", case.record.history[-1].date
    for _, _, source in case.cited:
        yield f"the source '{source.id}'", source.published
