"""YAML in: the text of one file becomes plain data, with a place for every key and value.

YAML 1.2 core rules on PyYAML's event parser (in C where it is compiled in). Nothing is constructed from what
a file asks for: no objects, no aliases, no dates, and `NO` stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import yaml

from commitments.curate import plain_data
from commitments.curate.plain_data import MAX_DEPTH, Value, plain
from commitments.curate.problems import Place, Problem
from commitments.findings import Related, Span
from commitments.model.fields import Route

MAX_CHARACTERS = 10  # of one kind that are told one by one: a file of nothing else has a million
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

HIDING = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
TURNING = "\u202a-\u202e\u2066-\u2069"
HALVES = "\ud800-\udfff"
CONTROL = re.compile(f"[{HIDING}]|\r(?!\n)")
BIDI = re.compile(f"[{TURNING}]")
TAB = re.compile("\t")
SURROGATE = re.compile(f"[{HALVES}]")
UNWELCOME = re.compile(f"[{HIDING}{TURNING}{HALVES}]|\r(?!\n)")
SUSPECT = re.compile(f"[{HIDING}{TURNING}{HALVES}\t\r]")
"""All letters that can be unwelcome, in one class: most texts have none, and are looked through once."""

SYNTAX = (
    ("mapping values are not allowed", "a colon and a space stand inside text that is not quoted", "put it in quotes"),
    ("could not find expected ':'", "a line is neither a field with its colon nor part of a text", ""),
    ("cannot start any token", "a text begins with a character that YAML keeps for itself", "put it in quotes"),
    ("unknown escape", "a backslash in double quotes is followed by something unknown", "use single quotes"),
    ("end of stream", "a quotation mark or bracket that opens here or above is never closed", ""),
    ("expected ',' or", "a list or mapping in brackets is not closed, or misses a comma", ""),
    (
        "block collection",
        "this line does not belong to the list above it",
        "begin it with '- ' or mend its indentation",
    ),
    ("block end", "the indentation does not fit the lines above, or a quotation ends early", ""),
    ("expected key", "the indentation does not fit the lines above, or a quotation ends early", ""),
    ("a tag", "a text begins with !, which YAML keeps for itself", "put it in quotes"),
    ("node content", "a value is missing, or begins with a sign that YAML keeps for itself", "put text in quotes"),
    ("line break", "a text begins with | or >, or the text after one of them stands on its line", "put it in quotes"),
    ("chomping", "a text begins with | or >, or the text after one of them stands on its line", "put it in quotes"),
    ("alphabetic", "a text begins with &, * or %, which YAML keeps for itself", "put it in quotes"),
    ("keys are not allowed", "a text begins with ?, which YAML keeps for itself", "put it in quotes"),
    ("unexpected ':'", "a colon stands inside brackets", "put the text in quotes"),
    ("entries are not allowed", "a list begins inside a line", "put its first '- ' on the next line"),
    ("unexpected document", "a quotation mark is not closed before a line of three hyphens or points", ""),
    ("document start", "this line belongs to no field", ""),
    ("hexdecimal", "an escape in double quotes is not complete or names no character", "use single quotes"),
    ("escape", "an escape in double quotes is not complete or names no character", "use single quotes"),
    ("directive", "a line begins with % as if it were a YAML directive", "put it in quotes"),
)


@dataclass(frozen=True)
class Document:
    """One file as plain data, with the place of every key and value.

    `data` holds text, numbers, booleans, None, dicts and tuples; routes are field names and positions, outermost first.
    The places are read when first asked for: of most files nobody asks.
    """

    path: str
    text: str = ""
    data: Value = None

    @property
    def values(self) -> Mapping[Route, Place]:
        """The place of every value."""
        return self._places.values

    @property
    def keys(self) -> Mapping[Route, Place]:
        """The place of every key."""
        return self._places.keys

    @cached_property
    def _places(self) -> _Reader:
        reader = _Reader(self.path, self.text)
        reader.read()
        return reader

    def at(self, route: Route, *, key: bool = False) -> Span:
        """Give the place of a value, of its key on request, or of the nearest thing around it that was written."""
        while route and route not in self.values:
            route, key = route[:-1], True
        if route in self.keys and (key or self._is_block(route)):
            return Span(self.path, *self.keys[route])
        line, column, *end = self.values.get(route, (1, 1, 1, 1))
        return Span(self.path, line, column, *(end if route else (line, column + 1)))

    def within(self, route: Route, offset: int) -> Place | None:
        """Give the place of a letter inside a text, if the text is written on one line just as it reads, or folded."""
        line, column, last_line, end = self.values[route]
        if line != last_line:
            return self._within_folded(route, offset)
        written = self.excerpt(line)[column - 1 : end - 1]
        text = written.strip("'\"")
        if not self._reads(route, text) or offset >= len(text):
            return None
        start = column + written.index(text) + offset
        return line, start, line, start + 1

    def _within_folded(self, route: Route, offset: int) -> Place | None:
        """The same for a text below a `>-`, whose lines read as one with a space between them."""
        line, _, last_line, _ = self.values[route]
        written = [self.excerpt(number) for number in range(line + 1, last_line)]
        if self._reads(route, " ".join(text.strip(" ") for text in written)):
            for number, text in enumerate(written, line + 1):
                start = len(text) - len(text.lstrip(" ")) + max(offset, 0) + 1
                if start <= len(text):
                    return number, start, number, start + 1
                offset -= len(text.strip(" ")) + 1
        return None

    def _reads(self, route: Route, text: str) -> bool:
        value: Any = self.data
        for part in route:
            value = value[part]
        return bool(value == text)

    def excerpt(self, line: int) -> str:
        """Give the text of a line, without its end."""
        return self._lines[line - 1].rstrip("\r") if line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def _is_block(self, route: Route) -> bool:
        first_line, _, last_line, _ = self.values[route]
        return first_line != last_line or self.keys[route][0] != first_line


def read(path: str, content: bytes) -> tuple[Document, list[Problem]]:
    """Read the bytes of one file: what it says, and what is wrong with how it is written.

    Where problems are found in the text itself, the document holds the text and no data.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        place = _place(before, len(before))
        return Document(path, before), [
            Problem(f"byte 0x{content[error.start]:02x} is not UTF-8", code="Y101", place=place)
        ]
    text, marked = (text[1:], True) if text.startswith("\ufeff") else (text, False)
    problems = [Problem("the file begins with a byte order mark", code="Y102", place=(1, 1, 1, 1))] if marked else []
    if SUSPECT.search(text) and (unwelcome := list(_characters(text))):
        return Document(path, text), problems + unwelcome
    if not problems and (data := _at_once(text)) is not None:
        return Document(path, text, data), []
    reader = _Reader(path, text)
    return Document(path, text, reader.read()), problems + reader.problems


def _at_once(text: str) -> Value:
    """Read the values of a sound text; None where it has to be read with its places."""
    try:
        return plain_data.read(_parser(text), lambda told: not UNWELCOME.search(told))
    except (plain_data.UnsoundError, yaml.YAMLError, ValueError, OverflowError):
        return None


def _parser(text: str) -> Any:  # noqa: ANN401 -- PyYAML's parsers have no common type
    return PARSER(text if text.endswith("\n") else text + "\n")


def _characters(text: str, at: Place | None = None) -> Iterator[Problem]:
    """Find characters that hide or disguise text; `at` is the place of an escaped text, where one is searched."""
    for match in islice(CONTROL.finditer(text), MAX_CHARACTERS):
        yield Problem(f"control character U+{ord(match[0]):04X}", code="Y103", place=at or _place(text, match.start()))
    for match in islice(BIDI.finditer(text), MAX_CHARACTERS):
        place = at or _place(text, match.start())
        yield Problem(f"U+{ord(match[0]):04X} changes the direction of text", code="Y104", place=place)
    for match in islice(TAB.finditer(text), 0 if at else MAX_CHARACTERS):
        yield Problem("a tab stands here", hint="put spaces", code="Y105", place=_place(text, match.start()))


def _place(text: str, offset: int) -> Place:
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return line, column, line, column + 1


class _Unreadable(Exception):  # noqa: N818 -- not an error of the program: ends the reading of one file
    """Nothing after this place can be made sense of."""


class _Reader:
    """Builds data from parser events, and keeps the place of every key and value."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self.values: dict[Route, Place] = {}
        self.keys: dict[Route, Place] = {}
        self.problems: list[Problem] = []
        self._parser = _parser(text)

    def read(self) -> Value:
        try:
            return self._stream()
        except yaml.MarkedYAMLError as error:
            found = f"{error.context} {error.problem}"
            self.problems.append(_syntax_problem(found, error.problem_mark or error.context_mark))
        except (ValueError, OverflowError):  # from the parser in Python: an escape for a letter beyond the last one
            self.problems.append(_syntax_problem("escape", self._parser.get_mark()))
        except _Unreadable:
            pass
        finally:
            self._parser.dispose()
        return None

    def _stream(self) -> Value:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            self.problems.append(Problem("the file is empty", code="Y106", place=(1, 1, 1, 1)))
            return None
        data = self._node(self._next(), (), 0)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._say("Y112", "a second document begins here", after)
        if not isinstance(data, dict) and not self.problems:
            self.problems.append(
                Problem("a file holds one record: fields and their values", code="Y107", place=(1, 1, 1, 1))
            )
        return data

    def _next(self) -> Any:  # noqa: ANN401 -- PyYAML's events have no common type with marks
        return self._parser.get_event()

    def _node(self, event: Any, route: Route, depth: int) -> Value:  # noqa: ANN401 -- as above
        self._refuse_tricks(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            self.values[route] = _place_of(event)
            return self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if depth == MAX_DEPTH:
            self._say("Y115", f"nested more than {MAX_DEPTH} deep", event)
            raise _Unreadable
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, route, depth + 1)
        return self._mapping(event, route, depth + 1)

    def _refuse_tricks(self, event: Any) -> None:  # noqa: ANN401 -- as above
        if isinstance(event, yaml.AliasEvent):
            self._say("Y109", f"*{event.anchor} stands for text written elsewhere", event)
            return
        if event.anchor is not None:
            self._say("Y108", f"&{event.anchor} names this value for use elsewhere", event)
        if event.tag is not None:
            self._say("Y111", f"{event.tag} asks for a type of value", event)

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        if event.implicit[0]:
            return plain(event.value)
        if SURROGATE.search(event.value):  # let through by the parser in Python
            self.problems.append(_syntax_problem("escape", event.start_mark))
            raise _Unreadable
        self.problems += _characters(event.value, _place_of(event))
        return str(event.value)

    def _sequence(self, start: Any, route: Route, depth: int) -> Value:  # noqa: ANN401 -- as above
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, (*route, len(items)), depth))
        self.values[route] = _between(start, event)
        return tuple(items)

    def _mapping(self, start: Any, route: Route, depth: int) -> Value:  # noqa: ANN401 -- as above
        fields: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            name = self._key(event, route, depth)
            inner = (*route, name)
            first = self.keys.get(inner)
            if first:
                related = (Related(Span(self._path, *first), "first here"),)
                self._say("Y110", f"'{name}' stands here a second time", event, related)
            value = self._node(self._next(), (*inner, "again") if first else inner, depth)
            if not first:
                fields[name], self.keys[inner] = value, _place_of(event)
        self.values[route] = _between(start, event)
        return fields

    def _key(self, event: Any, route: Route, depth: int) -> str:  # noqa: ANN401 -- as above
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                self._say("Y113", "a field's name is plain text", event)
            self._node(event, (*route, "?"), depth)
            return "?"
        self._refuse_tricks(event)
        if event.value == "<<":
            self._say("Y114", "<< merges another mapping into this one", event)
        elif not isinstance(self._scalar(event), str):
            self._say("Y113", f"the name '{event.value}' is read as a number, true, false or nothing", event)
        return str(event.value)

    def _say(self, code: str, message: str, event: Any, related: tuple[Related, ...] = ()) -> None:  # noqa: ANN401 -- as above
        self.problems.append(Problem(message, code=code, place=_place_of(event), related=related))


def _place_of(event: Any) -> Place:  # noqa: ANN401 -- PyYAML's events have no common type with marks
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _between(start: Any, end: Any) -> Place:  # noqa: ANN401 -- as above
    first, last = start.start_mark, end.end_mark
    return first.line + 1, first.column + 1, last.line + 1, last.column + 1


def _syntax_problem(found: str, mark: Any) -> Problem:  # noqa: ANN401 -- PyYAML's marks have no common type
    place = (mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else (1, 1, 1, 1)
    if "nesting depth" in found:  # newer parsers in C give up before the brackets reach our own limit
        return Problem(f"nested more than {MAX_DEPTH} deep", code="Y115", place=place)
    for clue, message, hint in SYNTAX:
        if clue in found:
            return Problem(message, hint=hint, code="Y116", place=place)
    return Problem("the text here is not YAML", code="Y116", place=place)
