"""JSON Schemas for editors: what a record may say, in the words of the models and of the word lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from commitments.curate.shape import MODELS
from commitments.findings import CommitmentsError
from commitments.model.fields import MARK
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Term

Words: TypeAlias = Mapping[str, Mapping[str, Term]]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1
"""Raised when a record that was valid no longer is; a URN names a schema without an address to fetch it from."""

NOTHING = MappingProxyType({"type": "null", "description": "says nothing, like a field left out"})
NUMBERS = MappingProxyType({"integer": "a whole number", "boolean": "true or false"})
NO_TERMS = "this type takes no terms: leave the field out, and say it in another field or in notes"


def json_schema(folder: str, words: Words) -> dict[str, Any]:
    """Give the JSON Schema of the records in a folder, `vocabulary` among them, with the word lists filled in.

    Raises CommitmentsError where a word list is missing.
    """
    schema = MODELS[folder].model_json_schema(schema_generator=_Generator)
    _enumerate(schema, words)
    if folder == "commitments":
        _terms_by_type(schema, _terms(words, "guarantee-types"))
    name = schema["title"].lower()
    return {"$schema": DIALECT, "$id": f"urn:commitments:schema:{VERSION}:{name}", **schema}


class _Generator(GenerateJsonSchema):
    """Writes what editors show best: no defaults that say nothing, and one list of types rather than alternatives."""

    def get_title_from_name(self, name: str) -> str:
        return name.replace("_", " ").capitalize()

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        written = super().default_schema(schema)
        if written.get("default") in (None, [], {}):
            written.pop("default", None)
        return written

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        written = self.generate_inner(schema["schema"])
        first, *others = written.get("anyOf", [written])
        if "type" in first and MARK not in first:
            first = {**first, "type": [*_types(first), "null"]}
            return {"anyOf": [first, *others]} if others else first
        return {"anyOf": [first, *others, dict(NOTHING)]}

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        choices = [self.generate_inner(choice) for choice in schema["choices"] if not isinstance(choice, tuple)]
        if not any(MARK in choice for choice in choices):
            merged: JsonSchemaValue = {}
            for choice in choices:
                merged |= choice
            return {**merged, "type": [kind for choice in choices for kind in _types(choice)]}
        wanted = [NUMBERS[choice["type"]] for choice in choices if choice.get("type") in NUMBERS]
        message = {"errorMessage": f"this must be {wanted[0]}, or a word that says why there is none"} if wanted else {}
        return {"anyOf": [choice | message for choice in choices]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Say of which form names are, so that another name is refused rather than passed over."""
        written = super().dict_schema(schema)
        ((pattern, values),) = written.pop("patternProperties").items()
        written["propertyNames"] = {"pattern": pattern, **written["propertyNames"]}
        return {**written, "additionalProperties": values}


def _types(schema: JsonSchemaValue) -> list[str]:
    kind = schema["type"]
    return [kind] if isinstance(kind, str) else list(kind)


def _enumerate(schema: dict[str, Any], words: Words) -> None:
    """Put the words of a list, with what they mean, in the place of every mark that names it."""
    definitions = schema.setdefault("$defs", {})
    for part in list(_marked(schema)):
        name = part.pop(MARK)
        if "errorMessage" in part:
            part.update(enumeration(_terms(words, name)))
        else:
            definitions[name] = enumeration(_terms(words, name))
            part.pop("type")
            part["$ref"] = f"#/$defs/{name}"


def _terms(words: Words, name: str) -> Mapping[str, Term]:
    if name not in words:
        raise CommitmentsError(f"the word list schema/vocabulary/{name}.yaml is missing")
    return words[name]


def enumeration(terms: Mapping[str, Term]) -> dict[str, Any]:
    """List words with their definitions, in the form that language servers for YAML and JSON show.

    The type is said besides, though it follows: without it a server leaves the field out when it begins a list.
    """
    meanings = [_meaning(term) for term in terms.values()]
    return {"type": "string", "enum": list(terms), "enumDescriptions": meanings}


def _meaning(term: Term) -> str:
    label = term.labels.get("en", term.id)
    return term.guidance if label == term.id.replace("-", " ") else f"{label}: {term.guidance}"


def _marked(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- any part of a JSON Schema
    """Give every part that bears the mark of a vocabulary."""
    if isinstance(part, dict):
        if MARK in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _marked(inner)


def _terms_by_type(schema: dict[str, Any], types: Mapping[str, Term]) -> None:
    """Say which class of terms goes with which type; the class follows from the type and is never written."""
    terms = schema["properties"]["terms"]
    said = {name: terms[name] for name in ("title", "description")}
    schema["properties"]["terms"] = {**said, "type": ["object", "null"]}
    for model in TERMS.values():
        definition = schema["$defs"][model.__name__]
        definition["properties"].pop("kind")
        definition["type"] = ["object", "null"]
        definition["examples"] = [{name: field["examples"][0] for name, field in definition["properties"].items()}]
    schema["allOf"] = [_terms_of(kind, types) for kind in (*TERMS, None)]


def _terms_of(kind: str | None, types: Mapping[str, Term]) -> dict[str, Any]:
    taking = [word for word, term in types.items() if term.terms_class == kind]
    terms = {"$ref": f"#/$defs/{TERMS[kind].__name__}"} if kind else {"type": "null", "errorMessage": NO_TERMS}
    return {
        "if": {"properties": {"type": {"enum": taking}}, "required": ["type"]},
        "then": {"properties": {"terms": terms}},
    }
