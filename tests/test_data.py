"""The dataset of the checkout: sound, and held against the seed article word for word."""

from __future__ import annotations

from hashlib import sha256

import pytest

from commitments.curate import corpus
from commitments.curate.checking import Checked, check
from commitments.curate.corpus import Corpus
from commitments.curate.quotes import Verification
from commitments.dataset import Dataset
from commitments.model.records import Commitment, Evidence, Instrument
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
    article = records.source(ARTICLE)
    assert article
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
