"""The order of fields: that of the model, in blocks and in brackets; comments travel with their field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

from commitments.curate.formatting.layout import Layout, depth, is_blank, is_comment
from commitments.curate.plain_data import Value
from commitments.model.fields import Route, Strict, models_in

Fields: TypeAlias = Mapping[Route, tuple[str, ...]]
"""For each mapping whose class is known, the names of its fields in the order of the model."""

HEAD = re.compile(r"# *yaml-language-server:|---|%")


def fields(value: Value, models: Sequence[type[Strict]], route: Route = ()) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Find the class of every mapping in a value, which is of one of the models: that with most of its fields."""
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from fields(item, models, (*route, position))
    elif isinstance(value, dict) and (inner := _best(value, models)):
        yield route, tuple(inner)
        for name, part in value.items():
            yield from fields(part, tuple(models_in(inner.get(name))), (*route, name))


def _best(value: dict[str, Value], models: Sequence[type[Strict]]) -> dict[str, Any]:
    """Give the fields, with their annotations, of the model that shares most of them with a mapping."""
    best = max(map(_written, models), key=lambda names: len(value.keys() & names), default={})
    return best if value.keys() & best else {}


@cache
def _written(model: type[Strict]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def order_in_brackets(layout: Layout, known: Fields) -> str:
    """Put fields in braces in order; where comments stand among them nobody can tell whose they are: they stay."""
    letters = list(layout.text)
    for route, names in _out_of_order(layout, known):
        if route in layout.brackets and not layout.has_comment(*layout.brackets[route]):
            parts = _parts(layout, route)
            texts = dict(zip(layout.value(route), ("".join(letters[start:end]) for start, end in parts), strict=True))
            between = ["".join(letters[one[1] : other[0]]) for one, other in pairwise(parts)]
            moved = "".join(texts[name] + gap for name, gap in zip(names, (*between, ""), strict=True))
            letters[parts[0][0] : parts[-1][1]] = moved
    return "".join(letters)


def _out_of_order(layout: Layout, known: Fields) -> Iterator[tuple[Route, list[str]]]:
    """Give each mapping that is out of order, inner ones first, with its fields in order; unknown ones go last."""
    for route in sorted(known, key=len, reverse=True):
        rank = {name: place for place, name in enumerate(known[route])}
        written = list(layout.value(route))
        names = sorted(written, key=lambda name: rank.get(name, len(rank)))
        if names != written:
            yield route, names


def _parts(layout: Layout, route: Route) -> list[tuple[int, int]]:
    """Give for each field in braces where it begins, and where it ends before the comma."""
    starts = [layout.start_of_key((*route, name)) for name in layout.value(route)]
    ends = (*starts[1:], layout.brackets[route][1] - 1)
    return [(start, start + _length(layout.text[start:end])) for start, end in zip(starts, ends, strict=True)]


def _length(field: str) -> int:
    """Measure a field without what follows it; a field left empty keeps the space that YAML asks for after a colon."""
    text = field.rstrip(" \n").removesuffix(",").rstrip(" \n")
    return len(text) + (text.endswith(":") and field[len(text) :].startswith(" "))


def order_in_blocks(layout: Layout, known: Fields) -> str:
    """Put fields that stand one to a line in order, each with the comments above it.

    As inner mappings come first and none changes its number of lines, line numbers hold throughout.
    """
    lines = list(layout.lines)
    for route, names in _out_of_order(layout, known):
        if route not in layout.brackets:
            _order_block(layout, lines, route, names)
    return "".join(f"{line}\n" for line in lines)


def _order_block(layout: Layout, lines: list[str], route: Route, names: Sequence[str]) -> None:
    """Move the fields of one mapping; the first may stand beside the dashes of a list, which stay where they are."""
    chunks = dict(_chunks(layout, route))
    first = next(iter(chunks.values()))
    end = _end(layout.lines, layout.last_lines[route] + 1, first.column)
    dashes = lines[first.begin][: first.column] if first.begin == first.key else ""
    lines[first.begin] = " " * len(dashes) + lines[first.begin][len(dashes) :]
    ends = (*(chunk.begin for chunk in chunks.values()), end)[1:]
    texts = {name: lines[chunk.begin : after] for (name, chunk), after in zip(chunks.items(), ends, strict=True)}
    moved = [line for name in names for line in texts[name]]
    if dashes.strip():
        above = chunks[names[0]].key - chunks[names[0]].begin
        moved[:above] = [" " * depth(dashes) + line.lstrip(" ") for line in moved[:above]]
        moved[above] = dashes + moved[above][len(dashes) :]
    lines[first.begin : end] = moved


@dataclass(frozen=True, slots=True)
class Chunk:
    """A field with the comments above it: its first line, and the line and column of its name (from 0)."""

    begin: int
    key: int
    column: int


def _chunks(layout: Layout, route: Route) -> Iterator[tuple[str, Chunk]]:
    names = list(layout.value(route))
    free = 0 if route else _after_head(layout.lines, layout.key_of((names[0],))[0])
    for name in names:
        line, column = layout.key_of((*route, name))
        yield name, Chunk(_begin(layout.lines, free, line, column), line, column)
        free = layout.last_lines[(*route, name)] + 1


def _begin(lines: Sequence[str], free: int, line: int, column: int) -> int:
    """Give the line on which a field begins: its own, or that of the first comment above that is its own."""
    if not lines[line][:column].strip():
        while line > free and _belongs_below(lines[line - 1], column):
            line -= 1
    return line


def _after_head(lines: Sequence[str], first: int) -> int:
    """Give the first line after the head of a file: its mode line, and comments that a blank line sets apart."""
    head = (number for number in range(first) if is_blank(lines[number]) or HEAD.match(lines[number]))
    return max(head, default=-1) + 1


def _end(lines: Sequence[str], end: int, column: int) -> int:
    """Give the line after a mapping and after the comments below it that are set in more than its fields."""
    last = end
    while end < len(lines) and (is_blank(lines[end]) or (is_comment(lines[end]) and depth(lines[end]) > column)):
        end += 1
        last = last if is_blank(lines[end - 1]) else end
    return last


def _belongs_below(line: str, column: int) -> bool:
    return is_blank(line) or (is_comment(line) and depth(line) <= column)
