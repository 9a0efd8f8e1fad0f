"""Command lines that a person might type by mistake, in haste, or with intent; the same ones for the same number."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, TypeAlias
from unittest import mock

from typer.main import get_command

from commitments.cli import app, main
from tests import hostile
from tests.fuzz.mutations import LETTERS, SCALARS, SIGNS

KNOWN = (
    "France", "UKR", "troops", "troop-deployment", "2026-01-06", "2026", "2025/..", "declaration", "readout", "article",
    "fra-2026-01-troops", "id,title", "-stated_on", "json", "csv", "table", "markdown", "pledged", "pledge",
    "guarantor",
    "ceasefire-in-force", "backstop:USA", "HEAD", "R101", "land", "en", "ar", "-", "family", "10", "light", "announced",
)  # fmt: skip
QUERIES = (
    "SELECT 1", "SELECT * FROM pledge", "SELECT", "SELECT 1; SELECT 2", "PRAGMA user_version", "ATTACH 'x' AS y", "--",
    "SELECT zeroblob(100)", "SELECT randomblob(3), 9e999, x'00', NULL", "SELECT 'a' AS \"\", 1 AS \"\"",
    "VACUUM INTO 'x'",
    "SELECT load_extension('x')", "DROP TABLE commitment", "SELECT ?", "SELECT :a", "SELECT abs(-9223372036854775808)",
    "SELECT char(27, 0, 8238)",
    "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t LIMIT 9) SELECT x FROM t",
)  # fmt: skip
TEXTS = (*KNOWN, *QUERIES, *SCALARS, *hostile.TEXTS, *LETTERS, *SIGNS)
PIPED = (b"", b"SELECT 1", b"troops", b"\xff", b"id: x\n", b"id: [")
ANSWERS = ("", "x", "troops", "FRA", "pledge", "2026-01-06", "readout", "\x1b[2J", "y")
PLACES = ("FILE", "DIR", "PATH")
UNFIT = {"browse"}
"""Commands that do not come to an end by themselves."""
COSTLY = {"build", "export", "verify", "schema", "fmt", "check", "diff"}
"""Commands that read or write a whole dataset, tried more seldom."""


Commands: TypeAlias = Mapping[tuple[str, ...], Sequence[Any]]
"""The parameters of every command, by its name; the class of Typer's parameters has no public name."""


def commands() -> Commands:
    """Give every command with its parameters, as the command line has them."""
    return {path: parameters for path, parameters in _inside(get_command(app())) if path[0] not in UNFIT}


def _inside(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:  # noqa: ANN401 -- as above
    for name, inner in getattr(command, "commands", {}).items():
        yield from _inside(inner, (*path, name))
    if path:
        yield path, command.params


def line(seed: int, known: Commands, dataset: Path) -> list[str]:
    """Put a command line together; what names a place names one in the working folder."""
    chance = random.Random(seed)
    path = chance.choice(list(known))
    if path[0] in COSTLY and chance.random() < 0.8:
        path = chance.choice([other for other in known if other[0] not in COSTLY])
    arguments: list[str] = []
    for parameter in known[path]:
        arguments += _given(chance, parameter)
    named = any(parameter.name == "dataset" for parameter in known[path])
    return [*path, *arguments, *(["--dataset", str(dataset)] if named else [])]


def _given(chance: random.Random, parameter: Any) -> list[str]:  # noqa: ANN401 -- as above
    if parameter.name in {"dataset", "db", "help"}:
        return []
    text = typed(chance)
    if any(place in str(parameter.metavar) for place in PLACES):
        text = text.replace("/", "_")[:60] or "x"
    if parameter.param_type_name == "argument":
        return [text] if parameter.required or chance.random() < 0.5 else []
    if chance.random() > 0.15:
        return []
    if getattr(parameter, "is_flag", False):
        return [chance.choice(parameter.opts)]
    return [parameter.opts[0], text] if chance.random() < 0.8 else [f"{parameter.opts[0]}={text}"]


def typed(chance: random.Random) -> str:
    """Give a text as somebody may type it; no program is ever given one with a null character."""
    text = chance.choice(TEXTS)
    if chance.random() < 0.3:
        text += chance.choice(("", ",", " ", ":", "/", "-", "*", '"')) + chance.choice(TEXTS)
    if chance.random() < 0.2:
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice((*LETTERS, *":,-/*\"'%_")) + text[place:]
    return text.replace("\0", "")


def run(arguments: Sequence[str], seed: int = 0) -> tuple[int, str, str]:
    """Run a command line inside this process, in a folder of its own: exit status, standard output, standard error."""
    chance = random.Random(seed)
    piped = TextIOWrapper(BytesIO(chance.choice(PIPED)))
    out, err = StringIO(), StringIO()
    with (
        tempfile.TemporaryDirectory() as place, chdir(place), redirect_stdout(out), redirect_stderr(err),
        mock.patch("sys.stdin", piped), mock.patch("sys.argv", ["commitments", *arguments]),
    ):  # fmt: skip
        try:
            main()
        except SystemExit as ended:
            return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()
