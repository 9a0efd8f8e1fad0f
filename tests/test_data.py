"""The dataset of the checkout: sound, and held against the seed article word for word."""

from __future__ import annotations

import json
from contextlib import closing
from hashlib import sha256

import pytest

from commitments.ask.quality import Share, quality
from commitments.curate import corpus, document
from commitments.curate.checking import Checked, check
from commitments.curate.corpus import Corpus
from commitments.curate.quotes import Verification
from commitments.curate.shape import shape
from commitments.dataset import Dataset
from commitments.model.records import Commitment, Evidence, Instrument, Source
from commitments.store import build, database
from tests.conftest import REPOSITORY

SEED = "000_4ec1b37fe34376e5.txt"
ARTICLE = "mustaqila-2026-01-07"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(Dataset(REPOSITORY))


@pytest.fixture(scope="module")
def records(checked: Checked) -> Corpus:
    return checked.corpus


def quoted(records: Corpus, source: str) -> list[tuple[str, Evidence]]:
    """Give every quotation of a source with the path of its record."""
    return [
        (entry.path, evidence)
        for entry in records.entries
        if isinstance(entry.record, Commitment | Instrument)
        for evidence in entry.record.evidence
        if evidence.source == source and evidence.quote
    ]


def test_the_dataset_has_no_findings(checked: Checked) -> None:
    assert [
        f"{finding.span.path}:{finding.span.line} {finding.code} {finding.message}" for finding in checked.findings
    ] == []


def test_every_file_gives_a_record(records: Corpus) -> None:
    assert [entry.path for entry in records.entries if entry.record is None] == []


def test_the_seed_article_is_as_it_was_obtained(real: Dataset) -> None:
    content = (real.seeds / SEED).read_bytes()
    assert sha256(content).hexdigest() == "9556370a33e6f066ee1fd9fc782b63cfb87c8495c0f54cabf9d239e2bcef1a0e"


def test_the_record_of_the_seed_article_has_its_sha256(records: Corpus, real: Dataset) -> None:
    (entry,) = records.by_id["sources"][ARTICLE]
    article = entry.record
    assert isinstance(article, Source)
    assert article.archive
    assert article.archive.file == SEED
    assert article.archive.sha256 == sha256((real.seeds / SEED).read_bytes()).hexdigest()


def test_the_seed_article_is_quoted(records: Corpus) -> None:
    assert len(quoted(records, ARTICLE)) >= 30


def test_every_quotation_of_the_seed_article_is_exact_and_in_arabic(records: Corpus) -> None:
    article = records.source(ARTICLE)
    assert article
    archive = records.archive(article)
    assert archive
    for path, evidence in quoted(records, ARTICLE):
        match = archive.find(evidence.quote or "")
        assert match, f"{path}: {evidence.id}"
        assert match.verification is Verification.EXACT, f"{path}: {evidence.id}"
        assert evidence.language == "ar", f"{path}: {evidence.id}"


def test_a_line_that_a_locator_names_is_the_line_of_its_quotation(records: Corpus) -> None:
    article = records.source(ARTICLE)
    assert article
    archive = records.archive(article)
    assert archive
    for path, evidence in quoted(records, ARTICLE):
        match = archive.find(evidence.quote or "")
        if match and evidence.locator and evidence.locator.startswith("line "):
            assert evidence.locator.split()[1] == str(match.line), f"{path}: {evidence.id}"


def test_every_commitment_of_the_seed_article_can_be_found_by_id(records: Corpus) -> None:
    assert all(records.commitment(record_id) for record_id in records.by_id["commitments"])
    assert len(records.by_id["commitments"]) >= 25


def test_reading_the_dataset_again_gives_the_same(records: Corpus, real: Dataset) -> None:
    again, findings = corpus.read(real)
    assert findings == []
    assert [entry.sha256 for entry in again.entries] == [entry.sha256 for entry in records.entries]


CLOSED = frozenset(
    {
        "attributions", "claim-credibilities", "formalisation-steps", "guarantee-families", "missing-values",
        "money-measures", "review-states", "source-reliabilities", "strengths", "verifications",
    }
)  # fmt: skip
"""Lists that stand as a whole: scales of others, steps of treaty law, values that are derived."""


def test_every_word_of_an_open_list_is_used_by_a_record(records: Corpus) -> None:
    unused = [
        f"{vocabulary}: {word}"
        for vocabulary, words in records.terms.items()
        if vocabulary not in CLOSED
        for word in words
        if not records.users.get((vocabulary, word))
    ]
    assert unused == []


@pytest.fixture(scope="module")
def shares(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Share]:
    """Measure the quality of the dataset, built anew."""
    target = tmp_path_factory.mktemp("measured") / "commitments.sqlite"
    build.build(checked.corpus.dataset, target)
    with closing(database.open_database(target)) as connection:
        return {share.id: share for share in quality(connection)}


@pytest.mark.parametrize(
    ("measure", "percent"),
    [
        ("values-with-evidence", 100.0),
        ("values-two-sources", 35.0),
        ("evidence-quoted", 40.0),
        ("official", 40.0),
        ("primary-text", 12.0),
        ("sources-dated", 70.0),
    ],
)
def test_quality_does_not_fall_below_its_floor(shares: dict[str, Share], measure: str, percent: float) -> None:
    assert (shares[measure].percent or 0) >= percent


def test_at_least_four_of_five_commitments_rest_on_more_than_one_independent_source(shares: dict[str, Share]) -> None:
    assert 5 * shares["one-source"].number <= shares["one-source"].of


def test_no_commitment_rests_on_sources_of_low_grade_alone(shares: dict[str, Share]) -> None:
    assert shares["low-grade-alone"].number == 0


def test_the_dataset_is_as_large_as_it_claims_to_be(records: Corpus) -> None:
    sizes = {folder: len(records.by_id[folder]) for folder in ("instruments", "sources", "commitments", "actors")}
    assert sizes["instruments"] >= 80
    assert sizes["sources"] >= 1200
    assert sizes["commitments"] >= 950
    assert sizes["actors"] >= 75


def test_a_record_said_again_from_what_was_read_of_it_is_the_same_record(records: Corpus) -> None:
    again = 0
    for entry in list(records.entries)[::3]:
        assert entry.record
        said = entry.record.model_dump(by_alias=True, exclude_unset=True)
        if isinstance(entry.record, Commitment) and entry.record.terms:
            del said["terms"]["kind"]  # it follows from the type
        written, problems = document.read(entry.path, json.dumps(said, ensure_ascii=False).encode())
        assert shape(entry.folder, written, records.classes) == (entry.record, problems)
        again += 1
    assert again > 500
