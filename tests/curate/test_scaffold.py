"""A new record has what was answered, in house style, with notes in the words of the model and the vocabulary."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commitments.curate import corpus, document, questions, scaffold
from commitments.curate.additions import NewFile
from commitments.curate.corpus import Corpus
from commitments.curate.formatting.style import style
from commitments.curate.questions import COMMITMENT, SOURCE, Answers
from commitments.curate.shape import MODELS, shape
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.model.records import Commitment, Source
from tests.conftest import REPOSITORY

QUOTE = "على سبيل المثال"
GIVEN = {
    "type": ["hubs"],
    "actor": ["Німеччина"],
    "stance": ["pledge"],
    "date": ["2026-01-06"],
    "title": ["German hubs in Ukraine"],
    "source": ["mustaqila-2026-01-07"],
}
DESCRIBED = {"publisher": ["AFP"], "title": ["Paris talks"], "language": ["en"], "class": ["wire"], "grade": ["B"]}


@cache
def real_corpus() -> Corpus:
    return corpus.read(Dataset(REPOSITORY))[0]


def answers(more: dict[str, list[str]], asking: tuple[questions.Question, ...] = COMMITMENT) -> Answers:
    given = (GIVEN if asking is COMMITMENT else DESCRIBED) | more
    return questions.with_defaults(real_corpus(), asking, questions.read(real_corpus(), asking, given))


def new(**more: list[str]) -> NewFile:
    return scaffold.commitment(real_corpus(), answers(more))


def data(file: NewFile) -> Any:  # noqa: ANN401 -- a record as plain data
    found, problems = document.read(file.path, file.content)
    assert not problems
    return found.data


def test_a_new_commitment_has_what_was_answered_and_nothing_else() -> None:
    made = new(beneficiary=["Ukraine"], quote=[QUOTE], translation=["for example"], speaker=["Friedrich Merz"])
    assert made.path == "data/commitments/deu/deu-2026-01-military-hub.yaml"
    assert data(made) == {
        "id": "deu-2026-01-military-hub",
        "title": "German hubs in Ukraine",
        "type": "military-hub",
        "beneficiary": "UKR",
        "parties": ({"actor": "DEU", "role": "guarantor"},),
        "stance": "pledge",
        "history": ({"date": "2026-01-06", "status": "announced", "evidence": ("merz",)},),
        "evidence": (
            {
                "id": "merz",
                "source": "mustaqila-2026-01-07",
                "speaker": {"name": "Friedrich Merz"},
                "quote": QUOTE,
                "language": "ar",
                "translation": "for example",
                "supports": ("parties", "type", "stance", "beneficiary"),
            },
        ),
        "review": {"state": "draft"},
    }


def test_a_new_commitment_begins_with_the_line_that_editors_read() -> None:
    assert new().content.startswith(b"# yaml-language-server: $schema=../../../schema/commitment.schema.json\n")


def test_a_search_in_vain_rests_on_where_it_was_looked_for() -> None:
    made = data(new(stance=["not-found"], source=[], searched=["website: of the government", "#2"]))
    assert made["searched"] == {"on": "2026-01-06", "where": ("website: of the government", "#2")}
    assert "evidence" not in made
    assert made["history"] == ({"date": "2026-01-06", "status": "floated"},)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "deu-2026-01-military-hub"),
        ({"type": ["troops"]}, "deu-2026-01-troop-deployment-2"),
        ({"date": ["2025"], "actor": ["France", "UK"]}, "fra-gbr-2025-military-hub"),
        ({"date": ["../2026-02-03"]}, "deu-2026-02-military-hub"),
        ({"date": ["2026-02-03/.."]}, "deu-2026-02-military-hub"),
        ({"actor": ["coalition of the willing"]}, "coalition-of-the-willing-2026-01-military-hub"),
        ({"actor": ["FRA", "GBR", "DEU", "POL"]}, "fra-gbr-deu-2026-01-military-hub"),
        ({"id": ["my-own"]}, "my-own"),
    ],
)
def test_the_id_is_made_of_actors_month_and_type_and_is_free(more: dict[str, list[str]], expected: str) -> None:
    assert answers(more)["id"] == (expected,)
    assert data(new(**more))["id"] == expected


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(CommitmentsError, match="is taken by data/commitments/deu/deu-2026-01-troop-deployment"):
        new(id=["deu-2026-01-troop-deployment"])


@pytest.mark.parametrize("id_", ["../evil", "A", "a--b", "a b", "é", "a" * 101, "a/b", ".", "-a"])
def test_an_id_is_a_plain_name(id_: str) -> None:
    with pytest.raises(CommitmentsError, match="is not an id"):
        new(id=[id_])


@pytest.mark.parametrize(
    ("stance", "role"), [("pledge", "guarantor"), ("objects", "objector"), ("demands", "beneficiary")]
)
def test_the_role_follows_from_the_stance_unless_it_is_given(stance: str, role: str) -> None:
    assert data(new(stance=[stance]))["parties"][0]["role"] == role
    assert data(new(stance=[stance], role=["host"]))["parties"][0]["role"] == "host"


def test_each_actor_has_its_role_or_all_have_one() -> None:
    roles = [party["role"] for party in data(new(actor=["FRA", "GBR"], role=["lead", "host"]))["parties"]]
    assert roles == ["lead", "host"]
    with pytest.raises(CommitmentsError, match="2 roles for 3 actors"):
        new(actor=["FRA", "GBR", "DEU"], role=["lead", "host"])


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2026-02-30", "2026-02 has 28 days: write it as 2026-01-06"),
        ("6 January", "'6 January' is not written as a date"),
    ],
)
def test_a_day_that_is_none_is_refused(date: str, told: str) -> None:
    with pytest.raises(CommitmentsError, match=told):
        new(date=[date])


def test_what_a_signed_stance_needs_is_asked_and_named() -> None:
    assert [question.name for question in COMMITMENT if question.asked(answers({"stance": ["pledge"]}))].count(
        "instrument"
    ) == 0
    made = data(new(stance=["signed-intent"], instrument=["declaration-of-intent-2026-01-06"]))
    assert made["instrument"] == "declaration-of-intent-2026-01-06"
    assert "instrument" in made["evidence"][0]["supports"]
    assert made["history"][0]["status"] == "agreed"


def test_what_is_missing_is_named_by_its_option() -> None:
    nothing = questions.read(real_corpus(), COMMITMENT, {})
    assert questions.missing(COMMITMENT, nothing) == ["type", "actor", "stance", "date", "title", "source"]
    not_found = questions.read(real_corpus(), COMMITMENT, GIVEN | {"stance": ["not-found"], "source": []})
    assert questions.missing(COMMITMENT, not_found) == ["searched"]
    blank = questions.read(real_corpus(), COMMITMENT, GIVEN | {"title": [" "]})
    assert questions.missing(COMMITMENT, blank) == ["title"]


def test_a_person_is_shown_the_words_to_choose_from() -> None:
    by_name = {question.name: list(question.choices(real_corpus())) for question in COMMITMENT}
    assert "  pledge: Says that it will do it, with no signed paper and no stated condition." in by_name["stance"]
    assert any(line.startswith("  force-presence: troop-deployment, ") for line in by_name["type"])
    assert by_name["title"] == []


def test_notes_are_in_the_words_of_the_model_and_of_the_vocabulary() -> None:
    text = _joined(new().content.decode())
    for field in ("title", "stance", "hedges", "conditions", "money", "notes"):
        assert f"## {Commitment.model_fields[field].description}" in text
    for word in ("conditional-offer", "pledge", "signed-intent"):
        assert f"##   {word}: {real_corpus().terms['stances'][word].definition}" in text
    assert "##   demands:" not in text


def _joined(text: str) -> str:
    """Put notes that go over several lines on one line each."""
    return re.sub(r"\n *##( {5})(?=\S)", " ", re.sub(r"\n## (?=[a-z-]+, |political|binding)", " ", text))


def test_terms_are_offered_for_a_type_that_has_them() -> None:
    assert "#   strength_min: 5000\n" in new(type=["troops"]).content.decode()
    assert "# terms:" not in new(type=["political-support"]).content.decode()


@pytest.mark.parametrize("guarantee", sorted(real_corpus().terms["guarantee-types"]))
def test_every_field_that_is_offered_may_stand_as_it_is_offered(guarantee: str) -> None:
    text = new(type=[guarantee], id=["offered"]).content.decode()
    offered = re.sub(r"^( *)# (?!yaml-language)", r"\1", text, flags=re.MULTILINE)
    assert offered != text
    found, problems = document.read("", offered.encode())
    assert not problems
    classes = {term.id: term.terms_class or "" for term in real_corpus().terms["guarantee-types"].values()}
    assert not shape("commitments", found, MappingProxyType(classes))[1]


def test_a_new_record_is_in_house_style() -> None:
    long = "a very long translation " * 20
    for made, folder in ((new(quote=["x " * 100], translation=[long]), "commitments"), (described()[-1], "sources")):
        found, _ = document.read(made.path, made.content)
        assert style(found, [MODELS[folder]]) == made.content.decode()


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n:#'\"{}[]|>"), min_size=1
)


@settings(max_examples=150)
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_typed_stands_in_its_own_field(title: str, quote: str, name: str) -> None:
    typed = (title, quote, name)
    assume(all(text.strip() for text in typed))
    try:
        file = new(title=[title], quote=[quote], speaker=[name], id=["x"])
    except CommitmentsError as refused:
        assert "hidden character" in str(refused)  # noqa: PT017 -- other texts are refused for nothing
        return
    made = data(file)
    evidence = made["evidence"][0]
    assert (made["title"], evidence["quote"], evidence["speaker"]["name"]) == tuple(text.strip() for text in typed)
    assert set(made) == {"id", "title", "type", "parties", "stance", "history", "evidence", "review"}


def test_a_text_with_hidden_characters_is_refused() -> None:
    with pytest.raises(CommitmentsError, match=r"hidden character U\+202E"):
        new(title=["will \u202eton"])


# Sources


def described(content: bytes = b"Some words.\n", name: str = "talks.txt", **more: list[str]) -> tuple[NewFile, ...]:
    return scaffold.source(real_corpus(), answers(more, SOURCE), name, content)


def test_a_new_source_names_its_text_and_the_sha256_of_its_bytes() -> None:
    content = "نص\r\n".encode()
    text, record = described(content, published=["2026-01-07"], url=["https://example.org/a"])
    assert text == NewFile("seeds/talks.txt", content)
    assert record.path == "data/sources/afp-2026-01-07.yaml"
    assert data(record) == {
        "id": "afp-2026-01-07",
        "publisher": "AFP",
        "title": "Paris talks",
        "language": "en",
        "published": "2026-01-07",
        "url": "https://example.org/a",
        "class": "wire",
        "grade": "B",
        "archive": {"file": "talks.txt", "sha256": sha256(content).hexdigest()},
    }
    assert f"## {Source.model_fields['publisher'].description}" in record.content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("talks.txt", "talks.txt"),
        ("Talks_2.HTML", "Talks_2.HTML"),
        ("two words.txt", "afp.txt"),
        ("نص.html", "afp.html"),
        (".hidden", "afp.txt"),
        ("-rf", "afp.txt"),
        ("$(touch x).txt", "afp.txt"),
        ("a" * 101 + ".txt", "afp.txt"),
        ("README.md", "afp.md"),
        ("000_4EC1b37fe34376e5.txt", "afp.txt"),
    ],
)
def test_a_text_keeps_its_name_where_that_is_plain_and_free(name: str, kept: str) -> None:
    assert described(name=name)[0].path == f"seeds/{kept}"


def test_a_publisher_without_latin_letters_needs_an_id() -> None:
    given = DESCRIBED | {"publisher": ["المستقلة"]}
    assert questions.missing(SOURCE, questions.read(real_corpus(), SOURCE, given)) == ["id"]
    assert questions.missing(SOURCE, questions.read(real_corpus(), SOURCE, {})) == [
        "publisher", "title", "language", "class", "grade",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"language": ["Arabic"]}, "'Arabic' is not a language tag, such as en or ar"),
        ({"url": ["www.example.org"]}, "is not a web address that begins with http"),
        ({"class": ["newspaper"]}, "no word in source-classes is called 'newspaper'"),
        ({"id": ["mustaqila-2026-01-07"]}, "is taken by data/sources/mustaqila-2026-01-07.yaml"),
    ],
)
def test_a_source_that_would_not_pass_is_refused(more: dict[str, list[str]], told: str) -> None:
    with pytest.raises(CommitmentsError, match=re.escape(told)):
        scaffold.source(real_corpus(), answers(more, SOURCE), "talks.txt", b"Some words.")
