"""Is what came of a commitment or an instrument told in order, and can it have happened so?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from commitments.curate.problems import Problem
from commitments.curate.rules.registry import Case, rule
from commitments.model import dates
from commitments.model.records import Actor, Commitment, Instrument, LegalStep, Membership, Step

PROMISED = frozenset({"announced", "agreed", "pending-approval", "standing"})
ENDED = frozenset(
    {"fulfilled", "partly-fulfilled", "not-honoured", "withdrawn", "superseded", "expired", "never-materialised"}
)
AFTER_A_PROMISE = ENDED | {"activated", "delivering", "stalled", "suspended"}
FORCE = frozenset({"in-force", "provisionally-applied", "ratified"})
SIGNED = frozenset({"signed", "signed-subject-to-ratification", "adopted"})


@rule("R201", Commitment)
def history_is_in_order(case: Case[Commitment]) -> Iterator[Problem]:
    """The steps of a history stand oldest first.

    Why: the first step dates the words, the last one is the status as last seen.
    Bad: a step of 2026-02-24 above one of 2026-01-06.
    Good: the older step first.
    """
    yield from _disorder(case.record.history, "history")


@rule("R202", Commitment)
def status_has_what_must_come_before(case: Case[Commitment]) -> Iterator[Problem]:
    """A status is supported by the steps before it.

    Why: nothing can be delivered or broken off before it was promised, and nothing goes on after its end.
    Bad: a history that begins with `fulfilled`.
    Good: `announced`, then `delivering`, then `fulfilled`.
    """
    statuses = [step.status for step in case.record.history]
    for position, status in enumerate(statuses):
        before = set(statuses[:position])
        enough = PROMISED | {"floated"} if status == "never-materialised" else PROMISED
        if status in AFTER_A_PROMISE and not before & (enough | AFTER_A_PROMISE):
            yield Problem(
                f"'{status}', and no promise stands before it",
                ("history", position, "status"),
                f"put the step before it: {', '.join(sorted(enough))}",
            )
    for position, (step, _) in enumerate(pairwise(case.record.history)):
        if step.status in ENDED:
            related = (case.entry.related(("history", position, "status"), "the end"),)
            yield Problem(f"nothing follows '{step.status}'", ("history", position + 1, "status"), related=related)


@rule("R203", Commitment)
def agreed_text_has_an_instrument(case: Case[Commitment]) -> Iterator[Problem]:
    """A commitment that was agreed names the instrument.

    Why: `agreed` means that a text was adopted or signed; the reader must be able to find it.
    Bad: `status: agreed` without `instrument`.
    Good: `instrument: paris-declaration-2026-01-06`, or `status: announced` where nothing was adopted or signed.
    """
    for position, step in enumerate(case.record.history):
        if step.status == "agreed" and not case.record.instrument:
            yield Problem(
                "'agreed' on no instrument", ("history", position, "status"), "name the instrument, or say 'announced'"
            )


@rule("R204", Commitment)
def step_rests_on_evidence_of_the_record(case: Case[Commitment]) -> Iterator[Problem]:
    """A step of the history names evidence of the same record.

    Why: what came of a commitment needs words in a source as much as the commitment itself.
    Bad: `evidence: [starmer]` where no evidence has the id `starmer`; a step with no evidence at all.
    Good: the id of an entry under `evidence:`.
    """
    known = {evidence.id for evidence in case.record.evidence}
    for position, step in enumerate(case.record.history):
        for place, name in enumerate(step.evidence):
            if name not in known:
                yield Problem(f"there is no evidence '{name}' in this record", ("history", position, "evidence", place))
        if not step.evidence and case.record.stance != "not-found":
            yield Problem("the step rests on no evidence", ("history", position), "add `evidence: [...]`")


@rule("R209", Commitment)
def step_is_not_in_the_future(case: Case[Commitment]) -> Iterator[Problem]:
    """A step of a history has happened, and the sources that tell of it were published when it had.

    Why: a slip in a year makes a record the newest of all; a deadline is a condition, not a step.
    Bad: `date: 2062-01-06`; a step of March on evidence that was published in January.
    Good: `date: 2026-01-06`.
    """
    today = date.today().isoformat()  # noqa: DTZ011 -- the curator's own day
    for position, step in enumerate(case.record.history):
        first, route = dates.earliest(step.date), ("history", position, "date")
        if first and first > today:
            yield Problem(f"{step.date} is in the future", route)
        elif first and (told := _published(case, step)) and first > told:
            yield Problem(f"{step.date} is after all sources of this step were published ({told})", route)


@rule("R205", Commitment)
def search_in_vain_has_its_own_status(case: Case[Commitment]) -> Iterator[Problem]:
    """The status `nothing-found` belongs to the stance `not-found`, and no other status does.

    Why: where nothing was seen, nothing was announced, floated or agreed either.
    Bad: `stance: not-found` with `status: announced`.
    Good: `stance: not-found` with `status: nothing-found` on the day of the search.
    """
    sought = case.record.stance == "not-found"
    for position, step in enumerate(case.record.history):
        if sought != (step.status == "nothing-found"):
            hint = "write `nothing-found`" if sought else "write what became of it"
            yield Problem(f"'{step.status}' does not go with the stance", ("history", position, "status"), hint)


@rule("R206", Instrument)
def legal_history_is_possible(case: Case[Instrument]) -> Iterator[Problem]:
    """The legal steps of an instrument stand oldest first, and each can follow the one before.

    Why: a text cannot bind before it is signed, nor after it was ended.
    Bad: `in-force` on a day before `signed`.
    Good: `signed`, `ratified`, `in-force`, `terminated`.
    """
    steps = case.record.legal_history
    yield from _disorder(steps, "legal_history")
    names = [step.step for step in steps]
    for position, name in enumerate(names):
        if name in FORCE and SIGNED & set(names) and not SIGNED & set(names[:position]):
            yield Problem(f"'{name}' stands before the signature", ("legal_history", position, "step"))
        if "terminated" in names[:position] and not steps[position].actor:
            yield Problem("nothing follows 'terminated'", ("legal_history", position, "step"))


@rule("R207", Actor)
def membership_ends_after_it_begins(case: Case[Actor]) -> Iterator[Problem]:
    """A membership ends after it begins, and two in one group do not overlap.

    Why: who belonged to a group on a day must have one answer.
    Bad: `since: 2020-01-31, until: 1973-01-01`.
    Good: `since: 1973-01-01, until: 2020-01-31`.
    """
    for position, member in enumerate(case.record.memberships):
        since = dates.earliest(member.since)
        until = dates.latest(member.until)
        if since and until and until < since:
            yield Problem(f"the membership ends ({member.until}) before it begins", ("memberships", position, "until"))
        if any(_overlap(member, above) for above in case.record.memberships[:position]):
            yield Problem(f"two memberships in '{member.group}' overlap", ("memberships", position, "since"))


@rule("R208", Commitment)
def review_names_who_and_when(case: Case[Commitment]) -> Iterator[Problem]:
    """A reviewed record says who reviewed it and when.

    Why: a second pair of eyes is a person and a day.
    Bad: `review: {state: reviewed}`.
    Good: `review: {state: reviewed, by: A. Reviewer, on: 2026-11-23}`.
    """
    review = case.record.review
    if review.state == "reviewed" and not (review.by and review.on):
        yield Problem("reviewed by whom, and when?", ("review",), "add `by` and `on`")


def _overlap(one: Membership, other: Membership) -> bool:
    """Say whether two memberships are in one group at one time, whichever days their vague dates mean."""
    return one.group == other.group and _begun(one) <= _lasting(other) and _begun(other) <= _lasting(one)


def _begun(member: Membership) -> str:
    """Day by which a membership has begun for certain; after all days where that is not known."""
    return dates.latest(member.since) or "unknown"


def _lasting(member: Membership) -> str:
    """Day until which a membership lasts for certain."""
    return (dates.earliest(member.until) or "") if member.until else "9999"


def _published(case: Case[Commitment], step: Step) -> str | None:
    """Last day on which the sources of a step can have been published; None where any of them is undated."""
    used = {evidence.source for evidence in case.record.evidence if evidence.id in step.evidence}
    days = [dates.latest(source.published) if source else None for source in map(case.corpus.source, used)]
    return max((day for day in days if day), default=None) if all(days) else None


def _disorder(steps: Sequence[Step | LegalStep], name: str) -> Iterator[Problem]:
    for position, (before, after) in enumerate(pairwise(steps)):
        first, second = dates.earliest(before.date), dates.latest(after.date)
        if first and second and second < first:
            yield Problem(
                f"{after.date} comes before {before.date}, the step above it",
                (name, position + 1, "date"),
                "oldest first",
            )
