"""Tables in every form: one function per format, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeAlias

from commitments.render.tables import data, markdown, screen
from commitments.render.tables.listing import EMPTY, Listing, Sheet

Form: TypeAlias = Callable[[Listing, int | None], str]

FORMATS: MappingProxyType[str, Form] = MappingProxyType(
    {
        "table": screen.tables,
        "markdown": markdown.tables,
        "csv": data.csv,
        "tsv": data.tsv,
        "json": data.json,
        "jsonl": data.jsonl,
        "yaml": data.yaml,
    }
)
"""Every format by its name: a listing, and the columns of the screen or None, make a text."""

__all__ = ["EMPTY", "FORMATS", "Listing", "Sheet"]
