"""What changed between two datasets: every record once, every value that differs, and what follows from it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.curate import document
from commitments.curate.changes import Changes, Event, Kind, RecordChange, between, of, read
from commitments.curate.changes.values import Change, differences, leaves, pruned
from commitments.curate.plain_data import Value
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from tests.conftest import REPOSITORY, Workshop
from tests.curate.repository import commit
from tests.fixtures import copied

POSTURE = "data/commitments/deu/deu-2026-01-forward-posture.yaml"
SUPPORT = "data/commitments/deu/deu-2026-01-political-support.yaml"
TROOPS = "data/commitments/deu/deu-2026-01-troops.yaml"
STANCES = "schema/vocabulary/stances.yaml"
NEW = """\
id: pol-2026-03-support
title: Poland to support Ukraine
type: political-support
beneficiary: UKR
parties: [{actor: POL, role: guarantor}]
stance: conditional-offer
conditions: [{kind: ceasefire-in-force, role: precondition}]
history: [{date: 2026-03-01, status: announced}]
evidence:
  - {id: readout, source: readout, paraphrase: Poland will support Ukraine., supports: [type, parties, stance]}
"""


@dataclass(frozen=True)
class Pair:
    """A dataset as it was, and a copy that a test changes."""

    before: Workshop
    after: Workshop

    def changes(self) -> Changes:
        return of(read(self.before.dataset, "before"), read(self.after.dataset, "after"))

    def back(self) -> Changes:
        return of(read(self.after.dataset, "after"), read(self.before.dataset, "before"))

    def record(self) -> RecordChange:
        (record,) = self.changes().records
        return record

    def told(self) -> list[tuple[str, str, Value, Value]]:
        return [(change.kind, ".".join(change.path), change.before, change.after) for change in self.record().changes]

    def remove(self, path: str) -> None:
        (self.after.dataset.root / path).unlink()

    def move(self, path: str, to: str) -> None:
        shutil.move(self.after.dataset.root / path, self.after.dataset.root / to)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(Workshop(copied(tmp_path / "before")), Workshop(copied(tmp_path / "after")))


def test_without_a_change_nothing_is_told(pair: Pair) -> None:
    assert pair.changes() == Changes("before", "after", (), ())


def test_a_new_record_is_told_with_its_strength_and_what_it_rests_on(pair: Pair) -> None:
    pair.after.write("data/commitments/pol-2026-03-support.yaml", NEW)
    record = pair.record()
    assert (record.event, record.id, record.about) == (Event.NEW, "pol-2026-03-support", "Poland · political support")
    assert record.detail == "conditional (ceasefire in force) · 1 source: official readout"


def test_a_changed_value_tells_what_it_was_and_how_strength_follows(pair: Pair) -> None:
    pair.after.change(TROOPS, "stance: non-committal", "stance: pledge")
    assert pair.told() == [("changed", "stance", "non-committal", "pledge")]
    strength = pair.record().strength
    assert strength
    assert (strength.before, strength.after, strength.follows_from) == ("non-committal", "pledged", ("stance",))


def test_a_commitment_gets_stronger_by_its_instrument_alone(pair: Pair) -> None:
    binding = "stance: signed-commitment\nbindingness: binding-international\ninstrument: declaration"
    for side in (pair.before, pair.after):
        side.change(TROOPS, "stance: non-committal", binding)
    pair.after.change(
        "data/instruments/declaration.yaml", "legal_history:", "legal_history:\n  - {date: 2026-08-01, step: in-force}"
    )
    (commitment, instrument) = pair.changes().records
    assert (commitment.id, commitment.changes) == ("deu-2026-01-troops", ())
    assert commitment.strength
    assert (commitment.strength.before, commitment.strength.after) == ("signed", "binding")
    assert instrument.event is Event.CHANGED


def test_a_withdrawn_record_says_why_and_what_takes_its_place(pair: Pair) -> None:
    pair.after.write(
        TROOPS,
        pair.after.text(TROOPS)
        + "withdrawn: {on: 2026-02-03, reason: it was never said}\nreplaced_by: deu-2026-01-forward-posture\n",
    )
    record = pair.record()
    assert record.event is Event.WITHDRAWN
    assert record.detail == "on 2026-02-03: it was never said; replaced by deu-2026-01-forward-posture"


def test_a_removed_record_is_not_a_withdrawn_one(pair: Pair) -> None:
    pair.remove(TROOPS)
    assert (pair.record().event, pair.record().id) == (Event.REMOVED, "deu-2026-01-troops")


def test_the_same_content_under_a_new_id_is_a_rename(pair: Pair) -> None:
    pair.move(TROOPS, "data/commitments/deu/deu-2026-01-forces.yaml")
    pair.after.change(
        "data/commitments/deu/deu-2026-01-forces.yaml", "id: deu-2026-01-troops", "id: deu-2026-01-forces"
    )
    record = pair.record()
    assert (record.event, record.old_id, record.id) == (Event.RENAMED, "deu-2026-01-troops", "deu-2026-01-forces")
    assert [change.path for change in record.changes] == [("id",)]


def test_records_that_share_but_a_few_values_are_no_rename(pair: Pair) -> None:
    pair.remove(SUPPORT)
    pair.after.write("data/commitments/pol-2026-03-support.yaml", NEW)
    assert sorted(record.event for record in pair.changes().records) == ["new", "removed"]


def test_a_record_that_lies_among_those_of_another_kind_is_no_rename(pair: Pair) -> None:
    pair.move(TROOPS, "data/instruments/deu-2026-01-forces.yaml")
    assert sorted(record.event for record in pair.changes().records) == ["new", "removed"]


def test_the_nearest_of_two_records_is_the_renamed_one(pair: Pair) -> None:
    text = pair.after.text(TROOPS)
    pair.remove(TROOPS)
    pair.after.write(
        "data/commitments/x-far.yaml", text.replace("forces in Ukraine", "all").replace("2026-01-06", "2026")
    )
    pair.after.write("data/commitments/x-near.yaml", text)
    found = {record.id: record.event for record in pair.changes().records}
    assert found == {"x-far": Event.NEW, "x-near": Event.RENAMED}


def test_a_moved_file_is_told_as_moved_and_its_changes_as_changes(pair: Pair) -> None:
    pair.move(TROOPS, "data/commitments/deu-2026-01-troops.yaml")
    assert (pair.record().event, pair.record().old_path) == (Event.MOVED, TROOPS)
    pair.after.change("data/commitments/deu-2026-01-troops.yaml", "stance: non-committal", "stance: pledge")
    assert (pair.record().event, pair.record().old_path) == (Event.CHANGED, TROOPS)


@pytest.mark.parametrize(
    "ending", ["# a comment\n", "voice: own\n", "hedges: []\n", "notes: null\n", "review: {state: draft}\n"]
)
def test_what_says_the_same_is_only_written_differently(pair: Pair, ending: str) -> None:
    pair.after.write(TROOPS, pair.after.text(TROOPS) + ending)
    assert (pair.record().event, pair.record().changes) == (Event.REWRITTEN, ())


def test_entries_of_a_list_are_told_apart_by_what_they_say(pair: Pair) -> None:
    pair.after.change(POSTURE, "  - {kind: may, words: قد}\n", "")
    pair.after.change(POSTURE, "note: which ceasefire is left open", "note: any ceasefire")
    assert pair.told() == [
        ("removed", "hedges.may · قد", {"kind": "may", "words": "قد"}, None),
        (
            "changed",
            "conditions.ceasefire-in-force · precondition.note",
            "which ceasefire is left open",
            "any ceasefire",
        ),
    ]


def test_reordering_alone_is_said_as_such(pair: Pair) -> None:
    pair.after.change(POSTURE, "evidence: [merz, dpa]", "evidence: [dpa, merz]")
    assert pair.told() == [
        ("reordered", "history.2026-01-06 · announced.evidence", ("merz", "dpa"), ("dpa", "merz")),
    ]


def test_evidence_that_supports_another_value_is_told(pair: Pair) -> None:
    pair.after.change(POSTURE, "supports: [type, parties, stance, hedges, conditions]", "supports: [type, terms]")
    assert [(kind, path) for kind, path, *_ in pair.told()] == [
        ("removed", "evidence.merz.supports.parties"),
        ("removed", "evidence.merz.supports.stance"),
        ("removed", "evidence.merz.supports.hedges"),
        ("removed", "evidence.merz.supports.conditions"),
        ("added", "evidence.merz.supports.terms"),
    ]


def test_a_quotation_that_changed_its_words_or_source_says_where_it_was_found(pair: Pair) -> None:
    pair.after.change(POSTURE, "quote: وقد يشمل", "quote: يشمل")
    (change,) = pair.record().changes
    assert change.path == ("evidence", "merz", "quote")
    assert change.note.startswith("found word for word, line ")
    pair.after.change(POSTURE, "quote: يشمل", "quote: سوف يشمل")
    assert pair.record().changes[0].note.startswith("not found in the archived text")
    pair.after.change(POSTURE, "    source: article", "    source: readout")
    assert pair.record().changes[0].note.startswith("cited only: ")


def test_new_evidence_says_where_its_words_were_found(pair: Pair) -> None:
    pair.after.change(
        TROOPS, "evidence:\n", "evidence:\n  - {id: news, source: readout, paraphrase: Open., supports: [stance]}\n"
    )
    (change,) = pair.record().changes
    assert (change.kind, change.path) == (Kind.ADDED, ("evidence", "news"))
    assert change.note.startswith("cited only: ")


def test_evidence_under_another_id_is_not_new_evidence(pair: Pair) -> None:
    pair.after.change(POSTURE, "  - {id: dpa,", "  - {id: agency,")
    pair.after.change(POSTURE, "evidence: [merz, dpa]", "evidence: [merz, agency]")
    assert ("changed", "evidence.dpa.id", "dpa", "agency") in pair.told()


def test_evidence_that_went_to_another_record_is_told_at_both_ends(pair: Pair) -> None:
    line = next(line for line in pair.after.text(POSTURE).splitlines(keepends=True) if "id: dpa" in line)
    pair.after.change(POSTURE, line, "")
    pair.after.change(POSTURE, "evidence: [merz, dpa]", "evidence: [merz]")
    pair.after.write("data/commitments/pol-2026-03-support.yaml", NEW + line)
    posture, new = pair.changes().records
    assert [change.note for change in posture.changes if change.note] == ["now in pol-2026-03-support"]
    assert new.changes[0].note == "evidence before in deu-2026-01-forward-posture"


def test_a_file_that_cannot_be_read_any_more_is_broken_and_not_removed(pair: Pair) -> None:
    pair.after.write(TROOPS, b"\xff")
    record = pair.record()
    assert (record.event, record.id) == (Event.BROKEN, "deu-2026-01-troops")
    assert record.finding
    assert record.finding.code == "Y101"
    (record,) = pair.back().records
    assert record.event is Event.MENDED
    assert record.finding


def test_a_file_too_large_to_read_is_broken_and_not_removed(pair: Pair) -> None:
    pair.after.write(TROOPS, b" " * (1 << 21))
    assert pair.record().event is Event.BROKEN


def test_a_record_of_the_wrong_shape_is_compared_as_it_is_written(pair: Pair) -> None:
    pair.after.change(TROOPS, "stance: non-committal", "stanse: pledge")
    record = pair.record()
    assert record.event is Event.CHANGED
    assert record.finding
    assert record.finding.code.startswith("S")
    assert [(kind, path) for kind, path, *_ in pair.told()] == [("removed", "stance"), ("added", "stanse")]


def test_a_stance_that_is_no_word_has_no_strength(pair: Pair) -> None:
    pair.after.change(TROOPS, "stance: non-committal", "stance: firm")
    assert pair.record().strength is None


def test_two_files_of_one_id_are_two_records(pair: Pair) -> None:
    pair.after.write("data/commitments/deu-2026-01-troops.yaml", pair.after.text(TROOPS))
    record = pair.record()
    assert (record.event, record.path) == (Event.NEW, "data/commitments/deu-2026-01-troops.yaml")


def test_a_changed_word_names_the_records_that_use_it(pair: Pair) -> None:
    pair.after.change(STANCES, "  - id: non-committal\n", "  - id: undecided\n")
    record = pair.record()
    (touched,) = (ids for term, ids in record.touches if term == "non-committal")
    assert "deu-2026-01-troops" in touched
    assert {(change.kind, change.path[1]) for change in record.changes if len(change.path) == 2} == {
        (Kind.REMOVED, "non-committal"),
        (Kind.ADDED, "undecided"),
    }


def test_a_changed_family_or_strength_names_the_records_it_follows_for(pair: Pair) -> None:
    pair.after.change("schema/vocabulary/strengths.yaml", "en: non-committal", "en: open")
    assert pair.record().touches[0][1].count("deu-2026-01-troops") == 1


def test_a_word_list_that_is_called_otherwise_touches_no_record(pair: Pair) -> None:
    pair.after.change(STANCES, "title: Stance\n", "title: Stances\n")
    assert (pair.record().about, pair.record().touches) == ("Stances", ())


def test_records_of_every_kind_are_named_by_what_they_are_of(pair: Pair) -> None:
    for path in ("sources/article", "actors/NOR", "instruments/declaration"):
        pair.after.write(f"data/{path}.yaml", pair.after.text(f"data/{path}.yaml") + "notes: changed\n")
    assert [record.about for record in pair.changes().records] == [
        "Norway",
        "Paris Declaration of Intent",
        "Al-Mustaqilla · ختام اجتماع الحلفاء في باريس",
    ]


def test_a_field_that_only_commitments_have_withdraws_nothing_else(pair: Pair) -> None:
    pair.after.write("data/actors/NOR.yaml", pair.after.text("data/actors/NOR.yaml") + "withdrawn: {on: 2026}\n")
    assert (pair.record().event, pair.record().detail) == (Event.WITHDRAWN, "")
    assert pair.record().changes[0].path == ("withdrawn",)


def test_new_evidence_from_a_source_that_is_not_there_is_cited_only(pair: Pair) -> None:
    line = "  - {id: news, source: nowhere, paraphrase: Open., supports: [stance]}\n"
    pair.after.change(TROOPS, "evidence:\n", f"evidence:\n{line}")
    assert pair.record().changes[0].note == "cited only"


def test_a_word_list_that_is_gone_names_the_records_that_use_its_words(pair: Pair) -> None:
    pair.remove("schema/vocabulary/hedges.yaml")
    assert {term for term, _ in pair.record().touches} >= {"may", "for-example"}


def test_archived_texts_that_changed_came_or_went_name_the_sources_that_cite_them(pair: Pair) -> None:
    pair.after.write("seeds/article.txt", "other words")
    pair.after.write("seeds/new.txt", "new words")
    changes = pair.changes()
    assert [(seed.file, seed.sources) for seed in changes.seeds] == [("article.txt", ("article",)), ("new.txt", ())]
    assert changes.seeds[0].before != changes.seeds[0].after
    assert changes.seeds[1].before is None


def everything(pair: Pair) -> None:
    pair.after.write("data/commitments/pol-2026-03-support.yaml", NEW)
    pair.remove("data/commitments/deu/deu-2025-12-support.yaml")
    pair.move(SUPPORT, "data/commitments/deu-2026-01-political-support.yaml")
    pair.move(TROOPS, "data/commitments/deu/deu-2026-01-forces.yaml")
    pair.after.change(POSTURE, "stance: conditional-offer", "stance: pledge")
    pair.after.change(POSTURE, "  - {kind: may, words: قد}\n", "")
    pair.after.write("data/actors/NOR.yaml", "id: [")
    pair.after.change(STANCES, "  - id: non-committal\n", "  - id: undecided\n")
    pair.after.write("seeds/new.txt", "new words")


MIRRORED = {
    Event.NEW: Event.REMOVED,
    Event.REMOVED: Event.NEW,
    Event.BROKEN: Event.MENDED,
    Event.MENDED: Event.BROKEN,
}
BACK = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


def test_the_way_back_mirrors_the_way_there(pair: Pair) -> None:
    everything(pair)
    there, back = pair.changes(), pair.back()
    assert {(MIRRORED.get(record.event, record.event), record.old_id or record.id) for record in there.records} == {
        (record.event, record.id) for record in back.records
    }
    assert [(seed.file, seed.after, seed.before) for seed in there.seeds] == [
        (seed.file, seed.before, seed.after) for seed in back.seeds
    ]


def test_the_order_in_which_records_are_told_is_the_same_every_time(pair: Pair) -> None:
    everything(pair)
    assert pair.changes() == pair.changes()
    assert len({record.event for record in pair.changes().records}) == 6


def test_revisions_folders_and_the_files_as_they_lie_there_can_be_compared(pair: Pair) -> None:
    commit(pair.after, "v1")
    pair.after.change(TROOPS, "stance: non-committal", "stance: pledge")
    dataset = pair.after.dataset
    assert [record.id for record in between(dataset).records] == ["deu-2026-01-troops"]
    assert between(dataset, "v1", "HEAD").records == ()
    folders = between(dataset, str(pair.before.dataset.root), str(dataset.root))
    assert [record.changes for record in folders.records] == [between(dataset, "v1").records[0].changes]
    assert (between(dataset, since="v1").since, between(dataset, since="v1").base) == ("v1", "v1")


def test_a_release_and_another_base_cannot_both_be_named(pair: Pair) -> None:
    with pytest.raises(CommitmentsError, match="leave 'v2' out"):
        between(pair.after.dataset, "v2", since="v1")


# Values: any record of the small dataset, changed at random.

RECORDS = sorted((REPOSITORY / "tests" / "dataset" / "data").rglob("*.yaml"))


def content(path: Path) -> Value:
    found, _ = document.read(path.name, path.read_bytes())
    return pruned(found.data)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Value, Value, str]:
    """Draw a record, and the same record with one of its values replaced by the text given third."""
    before = content(draw(st.sampled_from(RECORDS)))
    text = draw(st.text("abxyz ‹›→", min_size=1, max_size=12).map(lambda letters: f"mark{letters}mark"))
    return before, _replaced(before, draw, text), text


def _replaced(value: Value, draw: st.DrawFn, text: str) -> Value:
    if isinstance(value, dict):
        name = draw(st.sampled_from(sorted(value)))
        return value | {name: _replaced(value[name], draw, text)}
    if isinstance(value, tuple) and value:
        place = draw(st.integers(0, len(value) - 1))
        return (*value[:place], _replaced(value[place], draw, text), *value[place + 1 :])
    return text


@settings(deadline=None)
@given(st.sampled_from(RECORDS))
def test_a_value_differs_in_nothing_from_itself(path: Path) -> None:
    assert list(differences(content(path), content(path))) == []


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_every_value_that_changed_is_told(case: tuple[Value, Value, str]) -> None:
    before, after, text = case
    told = list(differences(before, after))
    assert any(text in found for change in told for _, found in leaves(change.after))
    gone = {leaf for _, leaf in leaves(before)} - {leaf for _, leaf in leaves(after)}
    assert gone <= {leaf for change in told for _, leaf in leaves(change.before)}


@settings(max_examples=300, deadline=None)
@given(mutated(), mutated())
def test_values_differ_back_as_they_differ_there(
    one: tuple[Value, Value, str], other: tuple[Value, Value, str]
) -> None:
    def summed(changes: list[Change]) -> list[Any]:
        return sorted((change.path[:1], change.kind, repr(change.before), repr(change.after)) for change in changes)

    there, back = list(differences(one[0], other[1])), list(differences(other[1], one[0]))
    mirrored = [Change(c.path, BACK.get(c.kind, c.kind), c.after, c.before) for c in back]
    assert summed(there) == summed(mirrored)


@settings(deadline=None)
@given(mutated())
def test_changes_are_enough_to_tell_that_nothing_else_changed(case: tuple[Value, Value, str]) -> None:
    before, after, _ = case
    fields = {change.path[0] for change in differences(before, after)}
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert {name for name in before if before[name] != after.get(name)} == fields


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), ("1", 1), ("true", True), ("", ())])
def test_values_of_another_kind_differ_even_where_python_takes_them_for_equal(one: Value, other: Value) -> None:
    assert len(list(differences({"x": one}, {"x": other}))) == 1


def test_an_entry_that_stands_twice_is_told_apart_by_a_number() -> None:
    party: Value = {"actor": "DEU", "role": "guarantor"}
    (change,) = differences({"parties": (party,)}, {"parties": (party, party)})
    assert (change.kind, change.path) == (Kind.ADDED, ("parties", "DEU · guarantor (2)"))


def test_sums_are_told_apart_by_their_places() -> None:
    before: Value = {"money": ({"amount_max": "1"}, {"amount_max": "2"})}
    after: Value = {"money": ({"amount_max": "1"}, {"amount_max": "3"})}
    (change,) = differences(before, after)
    assert change == Change(("money", "2", "amount_max"), Kind.CHANGED, "2", "3")


def test_the_real_dataset_does_not_differ_from_itself(real: Dataset) -> None:
    reading = read(real, "now")
    assert of(reading, reading).records == ()
