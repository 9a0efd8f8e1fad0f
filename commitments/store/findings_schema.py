"""The JSON Schema of what `commitments check -f json` writes: a promise to the programs that read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


def _text(description: str, **more: str) -> Schema:
    return {"type": "string", "description": description, **more}


def _number(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "description": description}


def _object(description: str, fields: Mapping[str, Schema]) -> Schema:
    """All fields are always there; a reader passes over fields that a later tool adds."""
    return {"type": "object", "description": description, "properties": {**fields}, "required": list(fields)}


SPAN = _object(
    "A stretch of a file; lines and columns count from 1, columns in characters.",
    {
        "path": _text("Path of the file from the root of the dataset, with / between folders."),
        "line": _number("Line of the first character."),
        "column": _number("Column of the first character."),
        "end_line": _number("Line of the last character."),
        "end_column": _number("Column after the last character."),
    },
)
RELATED = _object(
    "Another place that a finding is about.",
    {"span": {"$ref": "#/$defs/span"}, "message": _text("What is there.")},
)
FINDING = _object(
    "One thing that is wrong, and where.",
    {
        "span": {"$ref": "#/$defs/span"},
        "code": _text("Which rule it is; `commitments rules CODE` explains it.", pattern="^[YSRXQ][0-9]{3}$"),
        "message": _text("What is wrong, in one sentence."),
        "severity": {
            "enum": ["error", "warning"],
            "description": "An error keeps the record out of the database, a warning does not.",
        },
        "record": _text("Id of the record, or empty where there is none."),
        "field": _text("Way to the value, such as evidence.0.quote, or empty."),
        "hint": _text("How it is mended, or empty."),
        "excerpt": _text("The line of the file that it begins on, or empty."),
        "related": {
            "type": "array",
            "items": {"$ref": "#/$defs/related"},
            "description": "Other places that it is about.",
        },
    },
)
FINDINGS: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:commitments:schema:1:findings",
    "title": "Findings",
    **_object(
        "All findings of a check, as `commitments check -f json` writes them.",
        {
            "version": {"const": 1, "description": "Version of this form: another one if a field changes or goes."},
            "findings": {
                "type": "array",
                "items": {"$ref": "#/$defs/finding"},
                "description": "In the order of their places.",
            },
        },
    ),
    "$defs": {"finding": FINDING, "related": RELATED, "span": SPAN},
}
"""The first version of the form."""
