"""Rules that speak of several words of a list know each of them, and no other."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath

import yaml

from tests.conftest import REPOSITORY, Workshop

RECORD = "data/commitments/deu/deu-weapons.yaml"
PAPER = "data/instruments/declaration.yaml"
SOURCE = "data/sources/readout.yaml"
ACTOR = "data/actors/DEU.yaml"
STEP = "{date: 2026-01-06, status: announced, evidence: [readout, merz]}"
REVIEWED = ("grade: B2\n", "grade: B2\nreview: {state: reviewed, by: A. Reviewer, on: 2026-11-23}\n")
STATUSES = {
    "floated": "an idea",
    "announced": "a promise",
    "agreed": "a promise",
    "pending-approval": "a promise",
    "standing": "a promise",
    "activated": "a course",
    "delivering": "a course",
    "stalled": "a course",
    "suspended": "a course",
    "fulfilled": "an end",
    "partly-fulfilled": "an end",
    "not-honoured": "an end",
    "withdrawn": "an end",
    "superseded": "an end",
    "expired": "an end",
    "never-materialised": "an end",
    "nothing-found": "no promise",
}
PROMISES = ("pledge", "signed-intent", "signed-commitment")
NEEDED = {"threatens": "objector", "objects": "objector", "demands": "beneficiary"}
"""The role that somebody has to play where the stance is not a promise."""
IDLE = {"attendee", "beneficiary", "mediator", "objector"}
"""Roles of those who cannot promise."""


def words(vocabulary: str) -> list[str]:
    text = (REPOSITORY / "schema" / "vocabulary" / f"{vocabulary}.yaml").read_text(encoding="utf-8")
    return [term["id"] for term in yaml.safe_load(text)["terms"]]


def copy(workshop: Workshop, path: str, name: str, *changes: tuple[str, str]) -> None:
    """Write a record a second time, under another id, with stretches of it replaced."""
    file = PurePosixPath(path)
    text = workshop.text(path).replace(f"id: {file.stem}\n", f"id: {name}\n", 1)
    for old, new in changes:
        assert text.count(old) == 1, f"{path} has {text.count(old)} times: {old}"
        text = text.replace(old, new)
    workshop.write(str(file.with_name(f"{name}.yaml")), text)


def found(workshop: Workshop, code: str) -> set[str]:
    """Give the ids of the records in which a code is found."""
    records: dict[str, set[str]] = defaultdict(set)
    for path, _, told in workshop.found():
        records[told].add(PurePosixPath(path).stem)
    return records[code]


def test_every_status_is_one_of_these() -> None:
    assert set(STATUSES) == set(words("lifecycle-statuses"))


def test_what_follows_a_promise_does_not_begin_a_history(workshop: Workshop) -> None:
    for status in STATUSES:
        copy(workshop, RECORD, status, ("status: announced", f"status: {status}"))
    assert found(workshop, "R202") == {status for status, part in STATUSES.items() if part in {"a course", "an end"}}


def test_only_after_a_promise_it_is_carried_out(workshop: Workshop) -> None:
    delivering = STEP.replace("announced", "delivering")
    for status in STATUSES:
        copy(workshop, RECORD, status, (STEP, f"{STEP.replace('announced', status)}\n  - {delivering}"))
    assert found(workshop, "R202") == {status for status, part in STATUSES.items() if part != "a promise"}


def test_whatever_follows_a_promise_has_what_must_come_before(workshop: Workshop) -> None:
    for status in STATUSES:
        copy(workshop, RECORD, status, (STEP, f"{STEP}\n  - {STEP.replace('announced', status)}"))
    assert not found(workshop, "R202")


def test_what_gives_force_does_not_stand_before_a_signature(workshop: Workshop) -> None:
    steps = words("formalisation-steps")
    signatures = ("signed", "signed-subject-to-ratification", "adopted")
    for step in steps:
        for signature in signatures:
            later = f"step: {step}}}\n  - {{date: 2026-01-06, step: {signature}}}"
            copy(workshop, PAPER, f"{step}-before-{signature}", ("step: signed, source: readout}", later))
    wrong = {"in-force", "provisionally-applied", "ratified", "terminated"}
    assert found(workshop, "R206") == {f"{step}-before-{signature}" for step in wrong for signature in signatures}


def test_role_and_stance_fit(workshop: Workshop) -> None:
    wrong = {f"{stance}-by-{role}" for stance in PROMISES for role in IDLE}
    wrong |= {f"{stance}-by-{role}" for stance in NEEDED for role in words("party-roles") if role != NEEDED[stance]}
    for stance in words("stances"):
        for role in words("party-roles"):
            changes = ("stance: pledge", f"stance: {stance}"), ("role: guarantor", f"role: {role}")
            copy(workshop, RECORD, f"{stance}-by-{role}", *changes)
    assert found(workshop, "R402") == wrong


def test_a_reviewed_promise_needs_two_witnesses_and_other_words_do_not(workshop: Workshop) -> None:
    workshop.change(SOURCE, "class: official-readout", "class: wire")
    for stance in words("stances"):
        changes = ("stance: pledge", f"stance: {stance}"), ("supports: [stance]", "supports: [title]"), REVIEWED
        copy(workshop, RECORD, stance, *changes)
    assert found(workshop, "R601") == set(PROMISES)


def test_one_witness_is_enough_if_it_is_the_text_itself(workshop: Workshop) -> None:
    kinds = words("source-classes")
    for kind in kinds:
        address = ("url: https://example.org/readout\n", "")
        copy(workshop, SOURCE, f"a-{kind}", ("class: official-readout", f"class: {kind}"), address)
        changes = ("source: readout", f"source: a-{kind}"), ("supports: [stance]", "supports: [title]"), REVIEWED
        copy(workshop, RECORD, kind, *changes)
    assert found(workshop, "R601") == set(kinds) - {"primary-text", "official-readout", "parliament-record"}


def test_sources_of_grade_d_or_lower_do_not_bear_a_record(workshop: Workshop) -> None:
    workshop.change("data/sources/article.yaml", "grade: B", "grade: F")
    workshop.change(SOURCE, "url: https://example.org/readout\n", "")
    for grade in words("source-reliabilities"):
        copy(workshop, SOURCE, f"source-{grade.lower()}", ("grade: A", f"grade: {grade}"))
        copy(workshop, RECORD, f"grade-{grade.lower()}", ("source: readout", f"source: source-{grade.lower()}"))
    assert found(workshop, "R314") == {"grade-d", "grade-e", "grade-f"}


def test_who_signed_adopted_or_endorsed_has_a_signed_stance(workshop: Workshop) -> None:
    roles = words("party-roles")
    for role in roles:
        copy(workshop, PAPER, f"paper-{role}", ("{actor: USA, role: attendee}", f"{{actor: DEU, role: {role}}}"))
        copy(workshop, RECORD, role, ("stance: pledge", f"stance: signed-commitment\ninstrument: paper-{role}"))
    assert found(workshop, "R409") == set(roles) - {"signatory", "adopter", "endorser"}


def test_who_promises_in_a_signed_stance_has_to_have_signed(workshop: Workshop) -> None:
    for role in words("party-roles"):
        signed = ("stance: pledge", "stance: signed-intent\ninstrument: declaration")
        copy(workshop, RECORD, role, ("role: guarantor", f"role: {role}"), signed)
    assert found(workshop, "R409") == {"guarantor", "lead", "co-lead"}


def test_a_body_speaks_for_its_members_and_a_state_alone_does_not(workshop: Workshop) -> None:
    for kind in words("actor-kinds"):
        copy(workshop, ACTOR, f"some-{kind}", ("kind: state", f"kind: {kind}"), ("en: Germany", f"en: Some {kind}"))
        collective = ("stance: pledge", "stance: pledge\nattribution: collective")
        copy(workshop, RECORD, kind, ("{actor: DEU, role", f"{{actor: some-{kind}, role"), collective)
    assert found(workshop, "R401") == {"state", "territory"}


def test_attribution_fits_one_party_two_parties_or_a_coalition(workshop: Workshop) -> None:
    sorts = {"one": "{actor: DEU", "two": "{actor: FRA, role: guarantor}\n  - {actor: DEU", "body": "{actor: coalition"}
    for attribution in words("attributions"):
        for sort, parties in sorts.items():
            told = ("stance: pledge", f"stance: pledge\nattribution: {attribution}")
            copy(workshop, RECORD, f"{attribution}-{sort}", ("{actor: DEU, role", f"{parties}, role"), told)
    wrong = {"each-one", "collective-one", "individual-two", "individual-body", "each-body"}
    assert found(workshop, "R401") == wrong


def test_what_binds_stands_on_a_text_in_force(workshop: Workshop) -> None:
    steps = words("formalisation-steps")
    for step in steps:
        copy(workshop, PAPER, f"paper-{step}", ("step: signed,", f"step: {step},"))
        binding = f"stance: pledge\ninstrument: paper-{step}\nbindingness: binding-international"
        copy(workshop, RECORD, step, ("stance: pledge", binding))
    assert found(workshop, "R408") == set(steps) - {"in-force", "provisionally-applied"}


def test_a_weak_hedge_does_not_go_with_a_firm_stance(workshop: Workshop) -> None:
    for stance in words("stances"):
        for hedge in words("hedges"):
            hedged = f"stance: {stance}\nhedges:\n  - {{kind: {hedge}, words: ألمانيا}}"
            copy(workshop, RECORD, f"{stance}-with-{hedge}", ("stance: pledge", hedged))
    weak = ("may", "proposed", "in-principle")
    assert found(workshop, "R411") == {
        f"{stance}-with-{hedge}" for stance in ("pledge", "signed-commitment") for hedge in weak
    }
