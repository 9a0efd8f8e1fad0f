"""Valid files made invalid, or valid in another way, by every slip that comes to mind; the same for the same number."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests import hostile

SCALARS = (
    "", "~", "null", "true", "FALSE", "no", "0", "-0", "007", "0x1F", "0o17", "1_000", "1e999", "-1e-999", ".inf",
    ".nan", "12:30", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "9" * 400, "1.5", "3.0",
    "+1", "-1", "2026-02-30", "2026-13", "0000", "9999-12-31", "2026/..", "../..", "../2026-01-06", "2026-01/2025",
    "2026-01-06T00:00", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[a, b]", "[null]", "{null: null}", "{? a}", "[a: b]",
    "''", '""', "' '", "|", ">-", "&a b", "*a", "!!int 3", "!!binary aGk=", "! x", "<<", "=", "@x", "`x", "%x", "- x",
    "? x", ": x", "a: b", "a #b", "# x", '"\\0"', '"\\ud800"', '"\\U00110000"', '"\\u202e"', '"\\x85"', '"\\', "'", '"',
    "x\\", "pledge", "UKR", "nobody", "guarantor", "readout", "stance", "terms.location", "terms", "terms_x",
    "__class__", "not-stated", "B2", "EUR", "en", "http://a", "https://a/\u202e", "../../etc/passwd", "a" * 5000,
    "é" * 300, "\U0001f54a", "e\u0301", "\u0627" * 50,
)  # fmt: skip
"""Values that stand in the place of others: some are sound in some fields, none is in all."""
LETTERS = (
    *map(chr, range(0x20)), "\x7f", "\x80", "\x85", "\x9b", "\xa0", "\xad", "\u0300", "\u061c", "\u0640", "\u200b",
    "\u200d", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066", "\u3000", "\ud7ff", "\ue000", "\ufdd0", "\ufeff",
    "\uffff", "\U0001f3fd", "\U000e0001", "\U0010ffff",
)  # fmt: skip
SIGNS = (
    ":", ": ", "- ", "-", "? ", "#", " #", "[", "]", "{", "}", ",", "&a ", "*a ", "!", "!!str ", "|", ">", "'", '"',
    "%", "@", "`", "\n", "\n\n", "---\n", "...\n", "\n---\n", "<<: ", "|+\n", ">9\n", "\t", "\\", "  ", "\r\n", "\r",
    "\n- ", "\n? ", "# commitments: ignore[R101] x\n", " # commitments: ignore[R411, X102] said",
    " # commitments: ignore[", "%YAML 9.9\n",
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "cp1251", "cp1256", "shift-jis", "utf-7")
VALUE = re.compile(r"(?<=: )[^\s#{}\[\],][^\n,\]}]*|(?<=- )[^\s{\[][^\n]*|(?<=[\[,{] )?[\w.-]+(?=[,\]}])")
DIGIT = re.compile(r"\d")

Change: TypeAlias = Callable[[random.Random, str, Sequence[str]], str | bytes]


def _cut(chance: random.Random, text: str, _: Sequence[str]) -> bytes:
    content = text.encode()
    return content[: chance.randint(0, len(content))]


def _without_head(chance: random.Random, text: str, _: Sequence[str]) -> bytes:
    content = text.encode()
    return content[chance.randint(0, len(content)) :]


def _drop_lines(chance: random.Random, text: str, _: Sequence[str]) -> str:
    lines, first, last = _stretch(chance, text)
    return "".join(lines[:first] + lines[last:])


def _repeat_lines(chance: random.Random, text: str, _: Sequence[str]) -> str:
    lines, first, last = _stretch(chance, text)
    return "".join(lines[:last] + lines[first:last] * chance.choice((1, 1, 2, 40)) + lines[last:])


def _move_lines(chance: random.Random, text: str, others: Sequence[str]) -> str:
    lines, first, last = _stretch(chance, text)
    there = chance.choice(others).splitlines(keepends=True) if chance.random() < 0.3 else lines[:first] + lines[last:]
    place = chance.randint(0, len(there))
    return "".join(there[:place] + lines[first:last] + there[place:])


def _shift(chance: random.Random, text: str, _: Sequence[str]) -> str:
    lines, first, last = _stretch(chance, text)
    by = chance.choice((-2, -1, 1, 2, 4, 40))
    shifted = [" " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]
    return "".join(lines[:first] + shifted[first:last] + lines[last:])


def _retype(chance: random.Random, text: str, _: Sequence[str]) -> str:
    return _with_value(chance, text, chance.choice((*SCALARS, chance.choice(hostile.TEXTS))))


def _borrow(chance: random.Random, text: str, others: Sequence[str]) -> str:
    """Put the value of another field, or of another file, in the place of one."""
    there = VALUE.findall(text if chance.random() < 0.5 else chance.choice(others))
    return _with_value(chance, text, chance.choice(there)) if there else text


def _insert(chance: random.Random, text: str, _: Sequence[str]) -> str:
    place = chance.randint(0, len(text))
    letter = chance.choice((*LETTERS, chr(chance.randrange(0xD800)), chr(chance.randrange(0xE000, 0x110000))))
    return text[:place] + chance.choice((letter, chance.choice(SIGNS))) + text[place:]


def _another_digit(chance: random.Random, text: str, _: Sequence[str]) -> str:
    if not (places := [found.start() for found in DIGIT.finditer(text)]):
        return text
    place = chance.choice(places)
    return text[:place] + chance.choice("0123456789") + text[place + 1 :]


def _encode(chance: random.Random, text: str, _: Sequence[str]) -> bytes:
    return text.encode(chance.choice(ENCODINGS), errors="replace")


def _end_lines(chance: random.Random, text: str, _: Sequence[str]) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\x85", "\u2028", "\n\n", " \n", "\n\t")))


def _glue(chance: random.Random, text: str, others: Sequence[str]) -> str:
    return text + chance.choice(("", "\n", "---\n", "...\n", " ", ", ")) + chance.choice(others)


def _spoil_byte(chance: random.Random, text: str, _: Sequence[str]) -> bytes:
    content = bytearray(text.encode() or b"\0")
    place = chance.randrange(len(content))
    content[place] = chance.choice((content[place] ^ (1 << chance.randrange(8)), chance.randrange(256)))
    return bytes(content)


def _nest(chance: random.Random, text: str, _: Sequence[str]) -> str:
    depth = chance.choice((2, 15, 17, 200, 5000))
    return _with_value(
        chance, text, chance.choice(("[" * depth, "{a: " * depth, "[" * depth + "]" * depth, "- " * depth))
    )


CHANGES: tuple[Change, ...] = (
    _cut, _without_head, _drop_lines, _repeat_lines, _move_lines, _shift, _retype, _retype, _retype, _borrow, _borrow,
    _insert, _insert, _another_digit, _another_digit, _encode, _end_lines, _glue, _spoil_byte, _nest,
)  # fmt: skip


def mutated(seed: int, text: str, others: Sequence[str]) -> bytes:
    """Change a text once to three times, as a number says; `others` are texts to take something from."""
    chance = random.Random(seed)
    content: str | bytes = text
    for _ in range(chance.choice((1, 1, 2, 3))):
        content = chance.choice(CHANGES)(chance, _text(content), others)
    return content.encode() if isinstance(content, str) else content


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode("utf-8", errors="replace")


def _stretch(chance: random.Random, text: str) -> tuple[list[str], int, int]:
    lines = text.splitlines(keepends=True)
    first = chance.randint(0, len(lines))
    return lines, first, min(len(lines), first + chance.choice((1, 1, 2, 5)))


def _with_value(chance: random.Random, text: str, value: str) -> str:
    if not (places := [found.span() for found in VALUE.finditer(text)]):
        return text + value
    start, end = chance.choice(places)
    return text[:start] + value + text[end:]
