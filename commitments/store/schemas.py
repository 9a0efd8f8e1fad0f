"""The published schemas: JSON Schema for each kind of record, and the SQL of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commitments.curate import corpus
from commitments.curate.corpus import Corpus
from commitments.curate.shape import MODELS
from commitments.dataset import Dataset
from commitments.model.fields import MARK
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Term
from commitments.store import build

NAMES = {
    "actors": "actor",
    "commitments": "commitment",
    "instruments": "instrument",
    "sources": "source",
    "vocabulary": "vocabulary",
}
HEAD = "-- The tables of the database, written by `commitments schema` from commitments/store/tables/.\n\n"


def write(dataset: Dataset, *, check: bool = False) -> list[str]:
    """Write the schemas that are not current, or with `check` only name them; gives their paths."""
    records, _ = corpus.read(dataset)
    stale = []
    for name, text in _schemas(records):
        path = dataset.schema / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(f"schema/{name}")
            if not check:
                path.write_text(text, encoding="utf-8", newline="")
    return stale


def _schemas(records: Corpus) -> Iterator[tuple[str, str]]:
    words = {name: list(terms) for name, terms in records.terms.items()}
    yield "database.sql", HEAD + build.schema(words).rstrip() + "\n"
    for folder, name in NAMES.items():
        yield f"{name}.schema.json", json.dumps(_json_schema(folder, records), ensure_ascii=False, indent=2) + "\n"


def _json_schema(folder: str, records: Corpus) -> dict[str, Any]:
    schema = MODELS[folder].model_json_schema(by_alias=True)
    _enumerate(schema, records.terms)
    if folder == "commitments":
        _terms_by_type(schema, records.terms["guarantee-types"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _enumerate(schema: dict[str, Any], terms: Mapping[str, Mapping[str, Term]]) -> None:
    """Put the words of each vocabulary, with their definitions, in the place of every mark that names it."""
    definitions = schema.setdefault("$defs", {})
    for name in sorted({part.pop(MARK) for part in _marked(schema)}):
        words = terms.get(name, {})
        definitions[name] = {
            "type": "string",
            "enum": list(words),
            "enumDescriptions": [term.definition for term in words.values()],
        }


def _marked(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- any part of a JSON Schema
    """Give every part that bears the mark of a vocabulary, turned into a reference to its words."""
    if isinstance(part, dict):
        if MARK in part:
            part.pop("type", None)
            part["$ref"] = f"#/$defs/{part[MARK]}"
            yield part
        for inner in list(part.values()):
            yield from _marked(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _marked(inner)


def _terms_by_type(schema: dict[str, Any], types: Mapping[str, Term]) -> None:
    """Say which class of terms goes with which type; the class follows from the type and is never written."""
    definitions = schema["$defs"]
    for model in TERMS.values():
        definitions[model.__name__]["properties"].pop("kind")
    description = schema["properties"]["terms"]["description"]
    schema["properties"]["terms"] = {"type": ["object", "null"], "description": description}
    classes = {kind: [word for word, term in types.items() if term.terms_class == kind] for kind in TERMS}
    none = [word for word, term in types.items() if term.terms_class is None]
    schema["allOf"] = [
        _if_type(words, {"$ref": f"#/$defs/{TERMS[kind].__name__}"}) for kind, words in classes.items() if words
    ]
    schema["allOf"].append(_if_type(none, {"type": "null"}))


def _if_type(types: Iterable[str], terms: dict[str, Any]) -> dict[str, Any]:
    return {
        "if": {"properties": {"type": {"enum": list(types)}}, "required": ["type"]},
        "then": {"properties": {"terms": terms}},
    }
