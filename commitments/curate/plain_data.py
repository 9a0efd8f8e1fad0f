"""Values of a text in sound YAML, read fast: no places, and nothing that a record has no use for.

Most files are sound and nobody asks where in them a value stands. What is not sound is read again, with its places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeAlias

from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent

Value: TypeAlias = "str | int | float | bool | dict[str, Value] | tuple[Value, ...] | None"
MAX_DEPTH = 16

DOUBTFUL = frozenset("-+.0123456789~nNtTfF") | {""}
"""The first letters of scalars without quotes that may be something else than text."""
NUMERIC = frozenset("-+.0123456789")
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
WORDS: MappingProxyType[str, Value] = MappingProxyType(
    dict.fromkeys(("", "~", "null", "Null", "NULL"), None)
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)
ESCAPED = '"'
"""The quotation mark of scalars in which a letter can be written as its number."""


class UnsoundError(Exception):
    """Something in the text is to be looked at more closely."""


def plain(text: str) -> Value:
    """Resolve a scalar without quotes by the core rules of YAML 1.2.

    Source: YAML 1.2.2, section 10.3.2. Infinity and not-a-number stay text: no field holds them.
    """
    first = text[:1]
    if first not in DOUBTFUL:
        return text
    if first not in NUMERIC:
        return WORDS.get(text, text)
    if INTEGER.fullmatch(text):
        return _integer(text)
    if FLOAT.fullmatch(text):
        return float(text)
    return text


def _integer(text: str) -> int | str:
    if len(text) > 20:  # noqa: PLR2004 -- longer than any 64-bit number: kept as written
        return text
    number = int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    return number if abs(number) < 1 << 63 else text


def read(parser: Any, is_welcome: Callable[[str], bool]) -> Value:  # noqa: ANN401 -- PyYAML's parsers have no common type
    """Read the one mapping of a text from the events of its parser; `is_welcome` judges what escapes have hidden.

    Raises UnsoundError, or an error of the parser, where the text has to be read with its places.
    """
    try:
        parser.get_event(), parser.get_event()  # the stream and the document begin
        data = _Values(parser, is_welcome).mapping(parser.get_event(), 1)
        parser.get_event()
        if parser.get_event().__class__ is not StreamEndEvent:
            raise UnsoundError
        return data
    finally:
        parser.dispose()


class _Values:
    """Builds values from the events of a parser, and stops at whatever is unusual."""

    def __init__(self, parser: Any, is_welcome: Callable[[str], bool]) -> None:  # noqa: ANN401 -- as above
        self._next, self._is_welcome = parser.get_event, is_welcome

    def mapping(self, start: Any, depth: int) -> dict[str, Value]:  # noqa: ANN401 -- PyYAML's events have no common type
        if start.__class__ is not MappingStartEvent or depth > MAX_DEPTH or start.anchor or start.tag:
            raise UnsoundError
        fields: dict[str, Value] = {}
        following, scalar = self._next, self._scalar
        while (event := following()).__class__ is not MappingEndEvent:
            name = scalar(event) if event.__class__ is ScalarEvent else None
            if name.__class__ is not str or name in fields or name == "<<":
                raise UnsoundError
            event = following()
            fields[name] = scalar(event) if event.__class__ is ScalarEvent else self._collection(event, depth + 1)
        return fields

    def _collection(self, start: Any, depth: int) -> Value:  # noqa: ANN401 -- as above
        if start.__class__ is not SequenceStartEvent:
            return self.mapping(start, depth)
        if depth > MAX_DEPTH or start.anchor or start.tag:
            raise UnsoundError
        items: list[Value] = []
        following, scalar = self._next, self._scalar
        while (event := following()).__class__ is not SequenceEndEvent:
            items.append(scalar(event) if event.__class__ is ScalarEvent else self._collection(event, depth + 1))
        return tuple(items)

    def _scalar(self, event: Any) -> Value:  # noqa: ANN401 -- as above
        if event.anchor or event.tag:
            raise UnsoundError
        text: str = event.value
        if event.implicit[0]:
            return plain(text) if text[:1] in DOUBTFUL else text  # most texts are spared the call
        if event.style == ESCAPED and not self._is_welcome(text):
            raise UnsoundError
        return text
