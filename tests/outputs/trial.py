"""One command asked in one format: what its consumer says of the output, and which hostile texts came out in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import hostile
from tests.outputs import consumers
from tests.outputs.catalogue import Asked
from tests.outputs.screen import Shown, shown

WIDE, NARROW = 120, 40
LETTERS = {text: "".join(filter(str.isalnum, text)) for text in hostile.TEXTS}
"""The letters and digits of each text, by which it is found again however it is escaped."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of asking once: how the command ended, what is wrong in its output, and the texts that are in it."""

    shown: Shown
    wrong: tuple[str, ...]
    texts: frozenset[str]


def tried(asked: Asked, place: Sequence[str]) -> Iterator[Tried]:
    """Ask in a pipe, and what is for a screen on a wide and a narrow one too; files go into the working folder."""
    for columns in (None, WIDE, NARROW) if asked.on_screen else (None,):
        answer = shown([*asked.arguments, *place, *_into(asked)], columns)
        outputs = list(_outputs(asked, answer))
        wrong = [f"{name}: {told}" for name, form, content in outputs for told in consumers.complaints(form, content)]
        letters = "".join(filter(str.isalnum, b"\n".join(content for *_, content in outputs).decode(errors="replace")))
        yield Tried(answer, tuple(wrong), frozenset(text for text, told in LETTERS.items() if told and told in letters))


def _into(asked: Asked) -> list[str]:
    if asked.command == "export":
        return [asked.file]
    return ["-o", asked.file] if asked.file else []


def _outputs(asked: Asked, answer: Shown) -> Iterator[tuple[str, str, bytes]]:
    """Give a name, the format and the content of all that a command put out."""
    yield "standard error", "text", answer.err.encode()
    if answer.code > 1:
        yield "standard output", "text", answer.out.encode()
    elif not asked.file:
        yield "standard output", asked.form, answer.out.encode()
    elif Path(asked.file).is_dir():
        for path in sorted(Path(asked.file).rglob("*")):
            form = path.suffix.removeprefix(".").replace("jsonld", "json")
            if path.is_file() and form in {*consumers.TEXTS, *consumers.BYTES}:
                yield str(path), form, path.read_bytes()
    else:
        yield asked.file, asked.form, Path(asked.file).read_bytes()
