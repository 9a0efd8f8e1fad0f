"""The JSON Schemas say what the models say, and say it to people: every field described, with an example that holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, create_model

from commitments.curate import corpus
from commitments.curate.document import Document
from commitments.curate.shape import MODELS, shape
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.model.fields import Strict
from commitments.model.terms import TERMS
from commitments.store import schemas
from commitments.store.json_schema import json_schema
from tests.conftest import REPOSITORY, Workshop

WORDS = corpus.read(Dataset(REPOSITORY))[0].terms
CLASSES = MappingProxyType({word: term.terms_class or "" for word, term in WORDS["guarantee-types"].items()})
COMMITMENT: dict[str, Any] = {
    "id": "deu-weapons",
    "title": "Weapons for Ukraine",
    "type": "troop-deployment",
    "parties": [{"actor": "DEU", "role": "guarantor"}],
    "stance": "pledge",
    "history": [{"date": "2026-01-06", "status": "announced"}],
}
SOURCE: dict[str, Any] = {
    "id": "article",
    "publisher": "A paper",
    "title": "Talks",
    "language": "en",
    "class": "national-media",
    "grade": "B",
}
INSTRUMENT: dict[str, Any] = {"id": "text", "form": "treaty", "title": "A treaty", "sources": ["article"]}
ACTOR: dict[str, Any] = {"id": "UKR", "kind": "state", "names": {"en": "Ukraine"}}
BASES = {"commitments": COMMITMENT, "sources": SOURCE, "instruments": INSTRUMENT, "actors": ACTOR}
EVIDENCE = {"id": "words", "source": "article"}

REFUSED = [
    ("commitments", {"stance": ...}),
    ("commitments", {"stance": None}),
    ("commitments", {"stance": ["pledge"]}),
    ("commitments", {"stanc": "pledge"}),
    ("commitments", {"id": "Deu_Weapons"}),
    ("commitments", {"title": ""}),
    ("commitments", {"title": " \n"}),
    ("commitments", {"title": 2026}),
    ("commitments", {"titles": {"english": "Weapons"}}),
    ("commitments", {"titles": {"fr": ""}}),
    ("commitments", {"parties": []}),
    ("commitments", {"parties": {"actor": "DEU", "role": "guarantor"}}),
    ("commitments", {"parties": [{"actor": "DEU"}]}),
    ("commitments", {"parties": [{"actor": "DEU", "role": "guarantor", "note": "x"}]}),
    ("commitments", {"history": []}),
    ("commitments", {"history": [{"date": "2026-13-06", "status": "announced"}]}),
    ("commitments", {"history": [{"date": "6 January 2026", "status": "announced"}]}),
    ("commitments", {"history": [{"date": "../..", "status": "announced"}]}),
    ("commitments", {"history": [{"date": "0000", "status": "announced"}]}),
    ("commitments", {"instrument": "The Declaration"}),
    ("commitments", {"money": [{"measure": "pledge", "amount_max": "3 billion"}]}),
    ("commitments", {"money": [{"measure": "pledge", "amount_max": -3}]}),
    ("commitments", {"money": [{"measure": "pledge", "amount_max": 1.5}]}),
    ("commitments", {"money": [{"measure": "pledge", "amount_max": True}]}),
    ("commitments", {"money": [{"measure": "pledge", "currency": "eur"}]}),
    ("commitments", {"money": [{"measure": "pledge", "up_to": "yes"}]}),
    ("commitments", {"evidence": [{**EVIDENCE, "grade": "B7"}]}),
    ("commitments", {"evidence": [{**EVIDENCE, "language": "arabic language"}]}),
    ("commitments", {"evidence": [{**EVIDENCE, "supports": ["the stance"]}]}),
    ("commitments", {"evidence": [{**EVIDENCE, "supports": "stance"}]}),
    ("commitments", {"searched": {"on": "2026-11-23", "where": []}}),
    ("commitments", {"disputes": [{"field": "stance", "sides": [{"value": "pledge"}], "reason": "x"}]}),
    ("commitments", {"withdrawn": {"on": "2026-11-23"}}),
    ("commitments", {"withdrawn": True}),
    ("commitments", {"terms": {"within_hours": 24}}),
    ("commitments", {"terms": {"strength_min": -1}}),
    ("commitments", {"terms": {"strength_min": "many"}}),
    ("commitments", {"terms": {"kind": "force-presence"}}),
    ("commitments", {"terms": []}),
    ("commitments", {"type": "weapons-in-kind", "terms": {"location": "beneficiary"}}),
    ("commitments", {"type": "consultation", "terms": {"within_hours": -24}}),
    ("commitments", {"type": "consultation", "terms": {"reciprocal": 1}}),
    ("sources", {"class": ...}),
    ("sources", {"source_class": "national-media"}),
    ("sources", {"url": "www.example.org"}),
    ("sources", {"url": "https://example.org/a b"}),
    ("sources", {"url": 'https://example.org/"'}),
    ("sources", {"published": "yesterday"}),
    ("sources", {"archive": {"file": "../secret.txt", "sha256": "0" * 64}}),
    ("sources", {"archive": {"file": "text.txt", "sha256": "0" * 63}}),
    ("instruments", {"sources": []}),
    ("instruments", {"legal_history": [{"date": "2026-01-06"}]}),
    ("actors", {"names": {}}),
    ("actors", {"names": {"english": "Ukraine"}}),
    ("actors", {"iso2": "ua"}),
    ("actors", {"wikidata": "212"}),
    ("actors", {"cow": "369"}),
    ("actors", {"id": "Ukraine"}),
]
ACCEPTED = [
    ("commitments", {}),
    ("commitments", {"beneficiary": None, "instrument": None, "searched": None, "attribution": None, "terms": None}),
    ("commitments", {"type": "consultation", "terms": {"within_hours": 24, "reciprocal": "not-stated"}}),
    ("commitments", {"type": "consultation", "terms": {"within_hours": "undisclosed", "reciprocal": False}}),
    ("commitments", {"type": "consultation", "terms": {}}),
    ("commitments", {"type": "weapons-in-kind", "terms": None}),
    ("commitments", {"money": [{"measure": "pledge", "amount_min": 25, "amount_max": "30.5", "period": "2024/.."}]}),
    ("commitments", {"history": [{"date": "../2026-01-07", "status": "announced"}]}),
    ("sources", {"url": "https://example.org/%D8%B3?a=1#b", "published": "2025"}),
    ("actors", {"names": {"zh-Hant": "烏克蘭"}, "memberships": [{"group": "eu"}]}),
]


@cache
def schema_of(folder: str) -> dict[str, Any]:
    """Give the schema of the records in a folder."""
    return json_schema(folder, WORDS)


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every part of a schema that describes named fields."""
    yield schema
    yield from (part for part in schema["$defs"].values() if "properties" in part)


def described(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every field of the records in a folder, with what the schema says of it."""
    for part in objects(schema_of(folder)):
        for name, field in part["properties"].items():
            yield f"{part['title']}.{name}", field


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Give a class of records and every class inside it."""
    yield model
    for field in model.model_fields.values():
        yield from (inner for part in parts(field.annotation) for inner in models(part))


def parts(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 -- any type annotation may stand here
    """Give the classes in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


def as_read(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Turn lists into tuples, as the reader gives them."""
    if isinstance(value, dict):
        return {name: as_read(inner) for name, inner in value.items()}
    return tuple(as_read(inner) for inner in value) if isinstance(value, list) else value


def changed(folder: str, change: dict[str, Any]) -> dict[str, Any]:
    """Change fields of a sound record, and leave out those that are given as an ellipsis."""
    return {name: value for name, value in {**BASES[folder], **change}.items() if value is not ...}


def refused_by_model(folder: str, record: dict[str, Any]) -> bool:
    """Say whether the model refuses a record for its shape."""
    made, problems = shape(folder, Document("record.yaml", data=as_read(record)), CLASSES)
    return made is None or bool(problems)


def refused_by_schema(folder: str, record: dict[str, Any]) -> bool:
    """Say whether the schema refuses a record."""
    return not Draft202012Validator(schema_of(folder)).is_valid(record)


@pytest.mark.parametrize("folder", MODELS)
def test_every_schema_is_a_json_schema(folder: str) -> None:
    Draft202012Validator.check_schema(schema_of(folder))


@pytest.mark.parametrize("folder", MODELS)
def test_no_schema_names_an_address_to_fetch(folder: str) -> None:
    schema = schema_of(folder)
    assert schema["$id"].startswith("urn:commitments:schema:")
    references = [part["$ref"] for part in walk(schema) if "$ref" in part]
    assert references
    assert all(reference.startswith("#/$defs/") for reference in references)


def walk(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- any JSON
    """Give every mapping in a schema."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("folder", MODELS)
def test_every_field_is_described_with_an_example(folder: str) -> None:
    lacking = [
        name
        for name, field in described(folder)
        if not field.get("description") or not (field.get("examples") or name == "Commitment.terms")
    ]
    assert lacking == []


@pytest.mark.parametrize("folder", MODELS)
def test_every_object_has_a_title_and_a_description(folder: str) -> None:
    assert [part for part in objects(schema_of(folder)) if not part.get("title") or not part.get("description")] == []


@pytest.mark.parametrize("folder", MODELS)
def test_the_schema_has_the_fields_of_the_models(folder: str) -> None:
    named = {
        f"{model.__name__}.{field.alias or name}"
        for model in models(MODELS[folder])
        for name, field in model.model_fields.items()
        if name != "kind" or model not in TERMS.values()
    }
    assert {name for name, _ in described(folder)} == named


@pytest.mark.parametrize("folder", MODELS)
def test_every_example_fits_the_schema(folder: str) -> None:
    definitions = schema_of(folder)["$defs"]
    fields = [*described(folder), *((name, part) for name, part in definitions.items() if "properties" in part)]
    wrong = [
        (name, example, error.message)
        for name, field in fields
        for example in field.get("examples", ())
        for error in Draft202012Validator({**field, "$defs": definitions}).iter_errors(example)
    ]
    assert wrong == []


@pytest.mark.parametrize("model", {model for top in MODELS.values() for model in models(top)})
def test_every_example_fits_the_model(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        definition: dict[str, Any] = {name: (field.annotation, field)}
        alone = create_model("Alone", __base__=Strict, **definition)
        for example in field.examples or ():
            kind = {"kind": "force-presence"} if field.discriminator else {}
            alone.model_validate({field.alias or name: as_read({**example, **kind} if kind else example)})


def test_every_word_stands_in_the_schema_with_its_definition() -> None:
    used = {name: part for folder in MODELS for name, part in schema_of(folder)["$defs"].items() if "enum" in part}
    assert len(used) > 25
    for name, part in used.items():
        assert part["enum"] == list(WORDS[name])
        for text, term in zip(part["enumDescriptions"], WORDS[name].values(), strict=True):
            assert text.endswith(term.guidance)


def test_every_real_record_fits_its_schema(real: Dataset) -> None:
    records, findings = corpus.read(real)
    assert findings == []
    validators = {folder: Draft202012Validator(schema_of(folder)) for folder in MODELS}
    wrong = [
        (entry.path, error.json_path, error.message)
        for entry in records.entries
        for error in validators[entry.folder].iter_errors(json.loads(json.dumps(entry.document.data)))
    ]
    assert len(list(records.entries)) > 100
    assert wrong == []


@pytest.mark.parametrize(("folder", "change"), REFUSED, ids=str)
def test_what_the_model_refuses_for_its_shape_the_schema_refuses(folder: str, change: dict[str, Any]) -> None:
    record = changed(folder, change)
    assert refused_by_model(folder, record)
    assert refused_by_schema(folder, record)


@pytest.mark.parametrize(("folder", "change"), ACCEPTED, ids=str)
def test_what_the_model_accepts_the_schema_accepts(folder: str, change: dict[str, Any]) -> None:
    record = changed(folder, change)
    assert not refused_by_model(folder, record)
    assert not refused_by_schema(folder, record)


@pytest.mark.parametrize("word", WORDS["guarantee-types"])
@pytest.mark.parametrize("kind", TERMS)
def test_a_type_takes_the_terms_of_its_class_alone(word: str, kind: str) -> None:
    example = schema_of("commitments")["$defs"][TERMS[kind].__name__]["examples"][0]
    record = {**COMMITMENT, "type": word, "terms": example}
    assert refused_by_schema("commitments", record) == (CLASSES[word] != kind)
    assert refused_by_model("commitments", record) == (CLASSES[word] != kind)


@given(st.from_regex(dates.PATTERN, fullmatch=True))
def test_a_date_of_the_form_that_editors_know_is_one_but_for_the_calendar(text: str) -> None:
    wrong = dates.problem(text) or ""
    assert not wrong or " days" in wrong or "before it begins" in wrong


def test_schemas_are_written_once_and_then_current(workshop: Workshop) -> None:
    written = schemas.write(workshop.dataset)
    assert "schema/commitment.schema.json" in written
    assert "schema/vocabulary/README.md" in written
    assert schemas.write(workshop.dataset, check=True) == []


def test_a_check_names_what_is_not_current_and_writes_nothing(workshop: Workshop) -> None:
    schemas.write(workshop.dataset)
    workshop.change("schema/vocabulary/stances.yaml", "no consequences are announced", "none are announced")
    before = workshop.text("schema/commitment.schema.json")
    assert schemas.write(workshop.dataset, check=True) == [
        "schema/commitment.schema.json",
        "schema/vocabulary/README.md",
    ]
    assert workshop.text("schema/commitment.schema.json") == before


def test_a_word_list_that_cannot_be_read_is_named_as_the_reason(workshop: Workshop) -> None:
    workshop.write("schema/vocabulary/guarantee-types.yaml", "id: [")
    with pytest.raises(CommitmentsError, match="word lists"):
        schemas.write(workshop.dataset)


def test_a_word_list_that_is_missing_is_named(workshop: Workshop) -> None:
    (workshop.dataset.vocabulary / "voices.yaml").unlink()
    with pytest.raises(CommitmentsError, match=r"schema/vocabulary/voices\.yaml is missing"):
        schemas.write(workshop.dataset)


def test_a_schema_that_cannot_be_written_is_named(workshop: Workshop) -> None:
    (workshop.dataset.schema / "actor.schema.json").mkdir()
    with pytest.raises(CommitmentsError, match=r"schema/actor\.schema\.json cannot be written"):
        schemas.write(workshop.dataset)
