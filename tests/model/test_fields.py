"""The kinds of field a record is made of."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from commitments.dataset import Dataset
from commitments.model import fields, records
from commitments.model.fields import Refers, Strict, Word, marked, marker_of
from commitments.model.records import FOLDERS, Commitment, Source
from commitments.model.terms import TERMS, Facilities, Terms
from commitments.model.vocabulary import Vocabulary

LONG = "a" * 64


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (fields.Slug, "deu-2026-01-troops"),
        (fields.Slug, "a"),
        (fields.Slug, "5"),
        (fields.ActorId, "DEU"),
        (fields.ActorId, "coalition-of-the-willing"),
        (fields.FieldName, "stance"),
        (fields.FieldName, "terms.strength_min"),
        (fields.FieldName, "legal_history"),
        (fields.Language, "en"),
        (fields.Language, "ckb"),
        (fields.Language, "zh-Hant"),
        (fields.Language, "uk-UA"),
        (fields.Url, "https://example.org/a_(b)?c=d&e=f#g"),
        (fields.Url, "http://xn--p1ai/"),
        (fields.Url, "https://сайт.рф/"),
        (fields.Sha256, "0123456789abcdef" * 4),
        (fields.Grade, "A1"),
        (fields.Grade, "F6"),
        (fields.Currency, "EUR"),
        (fields.Amount, "0"),
        (fields.Amount, "2500000000"),
        (fields.Amount, "2.50"),
        (fields.SeedFile, "000_4ec1b37fe34376e5.txt"),
        (fields.Text, "x"),
        (fields.Date, "2026"),
    ],
)
def test_a_text_of_the_right_form_stays_as_it_is(kind: Any, text: str) -> None:  # noqa: ANN401 -- an annotation
    assert TypeAdapter(kind).validate_python(text, strict=True) == text


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (fields.Slug, "", "S006"),
        (fields.Slug, "Deu", "S006"),
        (fields.Slug, "-a", "S006"),
        (fields.Slug, "a-", "S006"),
        (fields.Slug, "a--b", "S006"),
        (fields.Slug, "a_b", "S006"),
        (fields.Slug, "a/b", "S006"),
        (fields.Slug, "..", "S006"),
        (fields.Slug, "a\n", "S006"),
        (fields.Slug, "é", "S006"),
        (fields.Slug, "٣", "S006"),
        (fields.Slug, "a b", "S006"),
        (fields.ActorId, "DE", "S006"),
        (fields.ActorId, "DEUT", "S006"),
        (fields.ActorId, "Deu", "S006"),
        (fields.FieldName, "Stance", "S006"),
        (fields.FieldName, "a.b.c", "S006"),
        (fields.FieldName, "evidence.0", "S006"),
        (fields.Language, "english", "S006"),
        (fields.Language, "EN", "S006"),
        (fields.Language, "en_GB", "S006"),
        (fields.Url, "www.gov.uk", "S006"),
        (fields.Url, "javascript:alert(1)", "S006"),
        (fields.Url, "https://", "S006"),
        (fields.Url, "https://a b", "S006"),
        (fields.Url, "https://a<b>", "S006"),
        (fields.Url, "HTTPS://a", "S006"),
        (fields.Sha256, LONG[:-1], "S006"),
        (fields.Sha256, LONG.upper(), "S006"),
        (fields.Sha256, LONG + "a", "S006"),
        (fields.Grade, "B", "S006"),
        (fields.Grade, "B7", "S006"),
        (fields.Grade, "b2", "S006"),
        (fields.Grade, "G1", "S006"),
        (fields.Currency, "eur", "S006"),
        (fields.Currency, "€", "S006"),
        (fields.Amount, "-5", "S006"),
        (fields.Amount, "1e9", "S006"),
        (fields.Amount, "1,000", "S006"),
        (fields.Amount, "5.", "S006"),
        (fields.Amount, "٥", "S006"),
        (fields.SeedFile, "../x", "S006"),
        (fields.SeedFile, ".x", "S006"),
        (fields.SeedFile, "a/b", "S006"),
        (fields.Text, "", "S004"),
        (fields.Text, " \n", "S004"),
        (fields.Date, "2026-13", "S005"),
        (fields.Date, "", "S005"),
    ],
)
def test_a_text_of_another_form_is_refused(kind: Any, text: str, code: str) -> None:  # noqa: ANN401 -- as above
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(text, strict=True)
    assert [error["type"] for error in refused.value.errors()] == [code]


def test_an_amount_may_be_a_whole_number_and_nothing_else() -> None:
    amount: TypeAdapter[str] = TypeAdapter(fields.Amount)
    assert amount.validate_python(2500000000, strict=True) == "2500000000"
    for value in (2.5, True, None, [5]):
        with pytest.raises(ValidationError):
            amount.validate_python(value, strict=True)


def _classes(annotation: Any) -> set[type[BaseModel]]:  # noqa: ANN401 -- any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = (_classes(field.annotation) for field in annotation.model_fields.values())
        return {annotation}.union(*inner)
    return set().union(*(_classes(part) for part in get_args(annotation)), set())


CLASSES = sorted(
    {part for model in (*FOLDERS.values(), Vocabulary) for part in _classes(model)}, key=lambda model: model.__name__
)


@pytest.mark.parametrize("model", CLASSES)
def test_every_part_of_a_record_is_strict_frozen_and_closed(model: type[BaseModel]) -> None:
    assert issubclass(model, Strict)
    assert (model.model_config["strict"], model.model_config["frozen"], model.model_config["extra"]) == (
        True,
        True,
        "forbid",
    )


@pytest.mark.parametrize("model", CLASSES)
def test_every_field_but_the_kind_of_terms_is_described(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description and name != "kind"] == []


def test_terms_are_found_by_the_name_of_their_class() -> None:
    assert set(TERMS.values()) == set(get_args(Terms))
    assert [model.model_fields["kind"].default for model in TERMS.values()] == list(TERMS)


@pytest.mark.parametrize("model", CLASSES)
def test_every_marked_vocabulary_is_in_the_dataset(model: type[BaseModel], real: Dataset) -> None:
    markers = [marker_of(model, name) for name in model.model_fields]
    wanted = {marker.vocabulary for marker in markers if isinstance(marker, Word)}
    assert wanted <= {path.stem for path in real.vocabulary.glob("*.yaml")}
    assert {marker.folder for marker in markers if isinstance(marker, Refers)} <= set(FOLDERS)


@pytest.mark.parametrize(
    ("model", "name", "marker"),
    [
        (Commitment, "stance", Word("stances")),
        (Commitment, "attribution", Word("attributions")),
        (Commitment, "beneficiary", Refers("actors")),
        (Commitment, "instrument", Refers("instruments")),
        (Commitment, "title", None),
        (Commitment, "parties", None),
        (records.Instrument, "sources", Refers("sources")),
        (Source, "source_class", Word("source-classes")),
        (Facilities, "count", Word("missing-values")),
        (TERMS["force-presence"], "domains", Word("domains")),
        (TERMS["commission"], "representation", Refers("actors")),
        (TERMS["sanctions"], "measure", Word("sanction-kinds")),
        (TERMS["sanctions"], "measure_missing", Word("missing-values")),
    ],
)
def test_a_field_says_which_words_or_records_it_takes(
    model: type[BaseModel], name: str, marker: Word | Refers | None
) -> None:
    assert marker_of(model, name) == marker


@pytest.mark.parametrize("model", CLASSES)
def test_no_field_takes_words_of_two_vocabularies(model: type[BaseModel]) -> None:
    """A check looks a word up in one list, and a column of the database is held to one."""
    for name, field in model.model_fields.items():
        assert len({word.vocabulary for word in _words(field.annotation)}) <= 1, name


def _words(annotation: Any) -> list[Word]:  # noqa: ANN401 -- any annotation
    own = [part for part in getattr(annotation, "__metadata__", ()) if isinstance(part, Word)]
    return own + [word for part in get_args(annotation) for word in _words(part)]


def test_every_coded_text_of_a_record_is_given_with_its_route() -> None:
    commitment = Commitment.model_validate(
        {
            "id": "x",
            "title": "stance",
            "type": "military-hub",
            "beneficiary": "UKR",
            "parties": ({"actor": "DEU", "role": "guarantor"},),
            "stance": "pledge",
            "terms": {"kind": "facilities", "location": "beneficiary", "count": "not-stated"},
            "money": ({"measure": "pledge", "part_of": "y"},),
            "history": ({"date": "2026", "status": "announced", "evidence": ("a",)},),
            "evidence": ({"id": "a", "source": "s", "speaker": {"actor": "FRA"}, "supports": ("stance",)},),
        }
    )
    assert set(marked(commitment)) == {
        (("type",), "military-hub", Word("guarantee-types")),
        (("beneficiary",), "UKR", Refers("actors")),
        (("parties", 0, "actor"), "DEU", Refers("actors")),
        (("parties", 0, "role"), "guarantor", Word("party-roles")),
        (("voice",), "own", Word("voices")),
        (("stance",), "pledge", Word("stances")),
        (("bindingness",), "unclear", Word("bindingness")),
        (("terms", "location"), "beneficiary", Word("locations")),
        (("terms", "count"), "not-stated", Word("missing-values")),
        (("money", 0, "measure"), "pledge", Word("money-measures")),
        (("money", 0, "part_of"), "y", Refers("commitments")),
        (("history", 0, "status"), "announced", Word("lifecycle-statuses")),
        (("evidence", 0, "source"), "s", Refers("sources")),
        (("evidence", 0, "speaker", "actor"), "FRA", Refers("actors")),
        (("review", "state"), "draft", Word("review-states")),
    }


def test_a_route_has_the_name_that_records_write() -> None:
    source = Source.model_validate(
        {"id": "x", "publisher": "y", "title": "z", "language": "en", "class": "wire", "grade": "B"}
    )
    assert (("class",), "wire", Word("source-classes")) in set(marked(source))
