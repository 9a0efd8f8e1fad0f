"""What a curator calls things, in any language, leads to their ids, or to suggestions."""

from __future__ import annotations

from functools import cache

import pytest

from commitments.curate import corpus, names
from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from tests.conftest import REPOSITORY, Workshop


@cache
def real_corpus() -> Corpus:
    return corpus.read(Dataset(REPOSITORY))[0]


@pytest.mark.parametrize(
    "text", ["DEU", "de", "Germany", "GERMANY", " Allemagne", "ألمانيا", "المانيا", "Німеччина", "BRD"]
)
def test_an_actor_goes_by_any_of_its_names(text: str) -> None:
    assert names.actor(real_corpus(), text) == "DEU"


@pytest.mark.parametrize(
    ("vocabulary", "text", "expected"),
    [
        ("guarantee-types", "troop-deployment", "troop-deployment"),
        ("guarantee-types", "troop deployment", "troop-deployment"),
        ("guarantee-types", "Troops", "troop-deployment"),
        ("guarantee-types", "المشاورات", "consultation"),
        ("stances", "offre conditionnelle", "conditional-offer"),
        ("source-reliabilities", "B", "B"),
    ],
)
def test_a_word_goes_by_its_id_labels_and_short_names(vocabulary: str, text: str, expected: str) -> None:
    assert names.word(real_corpus(), vocabulary, text) == expected


@pytest.mark.parametrize(
    ("look_up", "text", "told"),
    [
        (names.actor, "Germny", "no actor is called 'Germny'; did you mean DEU?"),
        (names.actor, "xyzzy", "no actor is called 'xyzzy'; add it to data/actors first"),
        (names.source, "mustaqila-2026", "no source is called 'mustaqila-2026'; did you mean mustaqila-2026-01-07?"),
        (names.source, "xyzzy", "no source is called 'xyzzy'; `commitments new source FILE` adds one"),
        (names.instrument, "xyzzy", "no instrument is called 'xyzzy'; add data/instruments/xyzzy.yaml first"),
    ],
)
def test_an_unknown_name_is_told_with_what_may_be_meant(look_up: object, text: str, told: str) -> None:
    assert callable(look_up)
    with pytest.raises(CommitmentsError) as refused:
        look_up(real_corpus(), text)
    assert str(refused.value) == told


def test_an_unknown_word_is_told_with_its_list() -> None:
    with pytest.raises(CommitmentsError, match="no word in stances is called 'pleged'; did you mean pledge"):
        names.word(real_corpus(), "stances", "pleged")
    with pytest.raises(CommitmentsError, match=r"the words are in schema/vocabulary/stances\.yaml"):
        names.word(real_corpus(), "stances", "xyzzy")


def test_a_name_of_two_actors_is_no_answer(workshop: Workshop) -> None:
    workshop.change("data/actors/FRA.yaml", "names: {en: France}", "names: {en: Germany}")
    with pytest.raises(CommitmentsError, match="'Germany' could be DEU or FRA: use the id"):
        names.actor(corpus.read(workshop.dataset)[0], "Germany")


def test_the_archive_of_a_source_is_found(workshop: Workshop) -> None:
    found = names.archive(corpus.read(workshop.dataset)[0], "article")
    assert found.text == workshop.text("seeds/article.txt")


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("data/sources/article.yaml", b"id: article\n", "the record of the source 'article' has errors"),
        ("seeds/article.txt", "وقال ميرتس".encode(), "is not there as it was archived"),
        ("seeds/article.txt", b"\xff", "is not there as it was archived"),
    ],
)
def test_words_are_looked_up_in_no_other_text_than_the_archived(
    path: str, content: bytes, told: str, workshop: Workshop
) -> None:
    workshop.write(path, content)
    with pytest.raises(CommitmentsError, match=told):
        names.archive(corpus.read(workshop.dataset)[0], "article")


def test_a_source_without_archive_is_told_with_the_remedy(workshop: Workshop) -> None:
    with pytest.raises(
        CommitmentsError, match=r"nothing is archived of the source 'readout'.*data/sources/readout\.yaml"
    ):
        names.archive(corpus.read(workshop.dataset)[0], "readout")
    (workshop.dataset.seeds / "article.txt").unlink()
    with pytest.raises(CommitmentsError, match=r"seeds/article\.txt"):
        names.archive(corpus.read(workshop.dataset)[0], "article")
