"""A whole dataset: records by id, name and address, the texts they quote, and where a finding is."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from commitments.curate import corpus
from commitments.curate.corpus import Corpus, located
from commitments.curate.problems import Problem
from commitments.findings import Finding, Related, Severity, Span
from tests.conftest import Workshop

WEAPONS = "data/commitments/deu/deu-weapons.yaml"


@pytest.fixture
def read(workshop: Workshop) -> Corpus:
    records, findings = corpus.read(workshop.dataset)
    assert findings == []
    return records


def test_all_kinds_of_records_are_read_in_the_order_of_their_paths(read: Corpus) -> None:
    paths = [entry.path for entry in read.entries]
    data = [path for path in paths if path.startswith("data/")]
    words = [path for path in paths if path.startswith("schema/vocabulary/")]
    assert paths == sorted(data) + sorted(words)
    assert len(data) == 12
    assert len(words) > 25
    assert {entry.folder for entry in read.entries} == {"actors", "commitments", "instruments", "sources", "vocabulary"}


def test_an_entry_knows_its_id_and_its_bytes(read: Corpus, workshop: Workshop) -> None:
    (entry,) = read.by_id["commitments"]["deu-weapons"]
    assert (entry.id, entry.path, entry.folder) == ("deu-weapons", WEAPONS, "commitments")
    assert entry.sha256 == sha256(workshop.text(WEAPONS).encode()).hexdigest()


def test_records_are_found_by_id_in_their_kind_alone(read: Corpus) -> None:
    assert (found := read.commitment("deu-weapons"))
    assert found.id == "deu-weapons"
    assert (declaration := read.instrument("declaration"))
    assert declaration.id == "declaration"
    assert (article := read.source("article"))
    assert article.id == "article"
    assert (germany := read.actor("DEU"))
    assert germany.id == "DEU"
    others = (read.commitment("article"), read.source("DEU"), read.actor("declaration"))
    assert {*others, read.instrument(None), read.actor(None)} == {None}


def test_words_are_found_by_vocabulary(read: Corpus) -> None:
    assert read.terms["stances"]["pledge"].rank == 3
    assert read.terms["guarantee-types"]["troop-deployment"].family == "force-presence"


def test_actors_are_found_by_their_names_evened_out(read: Corpus) -> None:
    assert [entry.id for entry in read.by_name["coalition of the willing"]] == ["coalition"]
    assert "Germany" not in read.by_name


def test_sources_are_found_by_archived_text(read: Corpus) -> None:
    assert [entry.id for entry in read.by_archive["article.txt"]] == ["article"]


def test_the_archived_text_of_a_source_can_be_searched(read: Corpus) -> None:
    article, readout = read.source("article"), read.source("readout")
    assert article
    assert readout
    assert (archive := read.archive(article))
    assert archive.find("ستواصل ألمانيا دعمها")
    assert read.archive(readout) is None


def test_explanations_and_hidden_files_among_the_seeds_are_no_archives(workshop: Workshop) -> None:
    workshop.write("seeds/README.md", "What these texts are.\n")
    workshop.write("seeds/.hidden", "x")
    assert list(corpus.read(workshop.dataset)[0].archives) == ["article.txt"]


@pytest.mark.parametrize("content", ["a: b: c", b"\xff", "", "- a", "id: broken\ntitle: 5"])
def test_a_broken_file_is_an_entry_without_a_record(workshop: Workshop, content: str | bytes) -> None:
    path = "data/commitments/broken.yaml"
    workshop.write(path, content)
    records, findings = corpus.read(workshop.dataset)
    (entry,) = records.by_id["commitments"]["broken"]
    assert entry.record is None
    assert records.commitment("broken") is None
    assert records.commitment("deu-weapons")
    assert {finding.span.path for finding in findings} == {path}
    assert {finding.record for finding in findings} == {"broken"}


def test_what_is_wrong_with_yaml_is_told_before_what_is_wrong_with_the_shape(workshop: Workshop) -> None:
    workshop.write("data/commitments/broken.yaml", "id: broken\nid: again\ntitle: 5\n")
    assert workshop.found() == [("data/commitments/broken.yaml", 2, "Y110")]


def test_records_that_share_an_id_are_all_kept(workshop: Workshop) -> None:
    workshop.write("data/commitments/gbr/deu-weapons.yaml", workshop.text(WEAPONS))
    records, _ = corpus.read(workshop.dataset)
    assert [entry.path for entry in records.by_id["commitments"]["deu-weapons"]] == [
        WEAPONS,
        "data/commitments/gbr/deu-weapons.yaml",
    ]


def test_a_finding_has_place_record_field_and_excerpt(read: Corpus) -> None:
    (entry,) = read.by_id["commitments"]["deu-weapons"]
    problem = Problem("wrong", ("evidence", 1, "speaker", "actor"), "mend it", code="R999")
    assert list(located(entry, [problem])) == [
        Finding(
            span=Span(WEAPONS, 17, 64, 17, 67),
            code="R999",
            message="wrong",
            severity=Severity.ERROR,
            record="deu-weapons",
            field="evidence.1.speaker.actor",
            hint="mend it",
            excerpt="    speaker: {name: Friedrich Merz, office: Chancellor, actor: DEU}",
        )
    ]


def test_a_finding_takes_its_severity_from_the_problem_or_else_from_the_rule(read: Corpus) -> None:
    (entry,) = read.by_id["commitments"]["deu-weapons"]
    mild, silent = Problem("a", severity=Severity.WARNING), Problem("b")
    assert [finding.severity for finding in located(entry, [mild, silent])] == [Severity.WARNING, Severity.ERROR]
    assert [finding.severity for finding in located(entry, [silent], Severity.WARNING)] == [Severity.WARNING]


def test_a_place_of_its_own_goes_before_the_route(read: Corpus) -> None:
    (entry,) = read.by_id["commitments"]["deu-weapons"]
    (finding,) = located(entry, [Problem("a", ("title",), place=(3, 7, 3, 8))])
    assert (finding.span, finding.excerpt) == (Span(WEAPONS, 3, 7, 3, 8), "type: weapons-in-kind")


def test_a_finding_about_another_record_points_into_its_file(read: Corpus) -> None:
    (entry,) = read.by_id["commitments"]["deu-weapons"]
    assert entry.related(("id",), "here") == Related(Span(WEAPONS, 1, 5, 1, 16), "here")


def test_a_text_that_is_not_utf_8_is_no_archive_and_its_source_says_so(workshop: Workshop) -> None:
    content = "Élysée".encode("latin-1")
    workshop.write("seeds/article.txt", content)
    old = workshop.text("data/sources/article.yaml").partition("sha256: ")[2][:64]
    workshop.change("data/sources/article.yaml", old, sha256(content).hexdigest())
    (finding,) = workshop.check().findings
    assert (finding.code, finding.field) == ("Q302", "archive.file")
    assert finding.message == "seeds/article.txt is not UTF-8 text"


def test_a_text_that_cannot_be_read_is_told_once_and_not_for_every_quotation(workshop: Workshop) -> None:
    (workshop.dataset.seeds / "article.txt").unlink()
    (workshop.dataset.seeds / "article.txt").symlink_to("/etc/hostname")
    (finding,) = workshop.check().findings
    assert (finding.code, finding.field) == ("Q302", "archive.file")
    assert "leads out of" in finding.message


def test_a_changed_text_is_told_with_its_sha256(workshop: Workshop) -> None:
    workshop.write("seeds/article.txt", workshop.text("seeds/article.txt") + "\n")
    (finding,) = workshop.check().findings
    assert finding.code == "Q303"
    assert sha256(workshop.text("seeds/article.txt").encode()).hexdigest() in finding.hint


def test_a_broken_vocabulary_does_not_make_every_word_wrong(workshop: Workshop) -> None:
    workshop.write("schema/vocabulary/stances.yaml", "id: stances: x")
    assert workshop.found() == [("schema/vocabulary/stances.yaml", 1, "Y116")]


def test_a_vocabulary_that_is_gone_is_told_and_makes_its_words_wrong(workshop: Workshop) -> None:
    (workshop.dataset.vocabulary / "stances.yaml").unlink()
    assert workshop.found() == [(WEAPONS, 7, "R104"), ("schema/vocabulary/stances.yaml", 1, "Y119")]


def test_a_broken_list_of_types_leaves_terms_unjudged(workshop: Workshop) -> None:
    workshop.change(WEAPONS, "type: weapons-in-kind", "type: military-hub\nterms: {count: 3}")
    assert workshop.found() == []
    workshop.write("schema/vocabulary/guarantee-types.yaml", "- x")
    assert workshop.found() == [("schema/vocabulary/guarantee-types.yaml", 1, "Y107")]


def test_a_broken_instrument_is_told_once(workshop: Workshop) -> None:
    binding = "instrument: declaration\nbindingness: binding-international"
    workshop.change(WEAPONS, "stance: pledge", f"stance: pledge\n{binding}")
    workshop.change(WEAPONS, "[type, parties, stance]", "[type, parties, stance, instrument]")
    assert workshop.found() == [(WEAPONS, 9, "R408")]
    workshop.write("data/instruments/declaration.yaml", "id: declaration: x")
    assert workshop.found() == [("data/instruments/declaration.yaml", 1, "Y116")]


def test_who_says_it_at_first_hand_is_found_through_copies_and_in_a_ring(workshop: Workshop) -> None:
    article = workshop.text("data/sources/article.yaml").partition("archive:")[0]
    for name, publisher, other in (
        ("wire", "ÁN Agency", None),
        ("copy", "A paper", "wire"),
        ("copy-of-copy", "A page", "copy"),
        ("carried", "An agency, as carried by A paper", None),
        ("ring", "One", "ring-too"),
        ("ring-too", "Two", "ring"),
        ("lost", "A page", "nowhere"),
    ):
        text = re.sub("id: .*", f"id: {name}", article, count=1)
        text = re.sub("publisher: .*", f"publisher: {publisher}", text, count=1)
        workshop.write(f"data/sources/{name}.yaml", f"{text}derived_from: {other}\n" if other else text)
    records, _ = corpus.read(workshop.dataset)
    found = {name: records.witness(source) for name in records.by_id["sources"] if (source := records.source(name))}
    assert {found[name] for name in ("wire", "copy", "copy-of-copy", "carried")} == {"an agency"}
    assert {found["ring"], found["ring-too"]} <= {"one", "two"}
    assert found["lost"] == "a page"
