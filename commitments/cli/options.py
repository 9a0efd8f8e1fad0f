"""Options that several commands share, and the places they name."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import typer

from commitments import dataset as datasets
from commitments.escaping import for_terminal
from commitments.findings import CommitmentsError, reason

DatasetOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--dataset", metavar="DIR", envvar=datasets.ENVIRONMENT, help="The folder with data/, schema/ and seeds/."
    ),
]
DatabaseOption: TypeAlias = Annotated[
    str | None, typer.Option("--db", metavar="FILE", envvar="COMMITMENTS_DB", help="The database file.")
]
OutputOption: TypeAlias = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
]
PictureOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file; one that ends in .svg or .png is a picture."),
]
ThemeOption: TypeAlias = Annotated[
    str, typer.Option("--theme", metavar="THEME", help="The paper of a picture: light or dark.")
]
FormatOption: TypeAlias = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="table, markdown, csv, tsv, json, jsonl or yaml.")
]

Format = TypeVar("Format")
RECORDS = frozenset({".yaml", ".sqlite"})
DRAWN = ("svg", "png")
PICTURES = frozenset(f".{kind}" for kind in (*DRAWN, "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "pdf"))


def opened(dataset: str | None, db: str | None) -> closing[sqlite3.Connection]:
    """Open the database for a question, and bring it up to date with the data first.

    A database that is named while no dataset is named is opened as it is.
    """
    from commitments.store import database

    path = Path(db) if db else datasets.find(dataset).database
    if dataset or not db or not path.exists():
        _bring_up_to_date(datasets.find(dataset), path)
    connection = database.open_database(path)
    if missing := database.left_out(connection):
        say(f"WARNING: this database leaves out {missing} files with errors; see `commitments check`")
    return closing(connection)


def _bring_up_to_date(found: datasets.Dataset, path: Path) -> None:
    from commitments.store import refresh

    done = refresh.refresh(found, path)
    if done.rebuilt:
        say(f"the data is newer than the database: built {shown(path)} anew")
    if done.errors:
        errors = f"the data has errors ({done.errors}); see `commitments check`"
        say(f"WARNING: {errors}. This answer is from the last good build")


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def say(text: str) -> None:
    """Tell the user something beside the data, on standard error."""
    typer.echo(for_terminal(text), err=True)


def picture(output: str | None, form: str) -> str | None:
    """Give the kind of picture that the name of an output asks for, or None where it asks for words.

    Raises CommitmentsError where a format for words is asked for as well.
    """
    kind = Path(output or "").suffix.lower().removeprefix(".")
    if kind not in DRAWN:
        return None
    if form != "table":
        raise CommitmentsError(f"'{output}' is a picture, and the format '{form}' is words: ask for one of them")
    return kind


def write(answer: str | bytes, output: str | None = None) -> None:
    """Give out data: words to a file or to standard output, a picture to a file."""
    if isinstance(answer, str) and output in {None, "-"}:
        typer.echo(answer, nl=False)
        return
    target = Path(str(output))
    if target.suffix.lower() in RECORDS:
        raise CommitmentsError(f"'{output}' has the name of a record or a database: an answer is not written over it")
    if isinstance(answer, str) and target.suffix.lower() in PICTURES:
        kinds = "pictures end in .svg or .png, and only `matrix` and `timeline` draw them"
        raise CommitmentsError(f"'{output}' is no name for an answer in words: {kinds}")
    try:
        _write_whole(target, answer.encode("utf-8") if isinstance(answer, str) else answer)
    except OSError as error:
        raise CommitmentsError(f"'{output}' cannot be written: {reason(error)}") from error


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the old file and put it in its place, so that a full disk leaves the old one."""
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    temporary = target.with_name(f".{target.name}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def chosen(formats: Mapping[str, Format], name: str, what: str = "format") -> Format:
    """Find a format, or whatever else has names, by its name."""
    if name not in formats:
        raise CommitmentsError(f"no {what} is called '{name}'; known are {', '.join(formats)}")
    return formats[name]


def parted(text: str | None) -> tuple[str, ...]:
    """Part names that stand between commas."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def at_least_one(limit: int) -> int:
    """Hold a limit to one or more."""
    if limit < 1:
        raise CommitmentsError(f"--limit {limit} shows nothing: name 1 or more")
    return limit


def words(text: str) -> str:
    """Give the words that are meant: those on standard input where a hyphen stands for them.

    Raises CommitmentsError where there are none, or they are not UTF-8.
    """
    try:
        given = sys.stdin.buffer.read().decode("utf-8").rstrip("\r\n") if text == "-" else text
    except UnicodeDecodeError:
        raise CommitmentsError("standard input is not UTF-8 text") from None
    if not given.strip():
        raise CommitmentsError("there are no words to look up")
    return given


def screen_width() -> int | None:
    """Columns of the terminal, or None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def day(text: str | None) -> date:
    """Read the day that a command is to go by; today where none is named."""
    try:
        return date.today() if text is None else date.fromisoformat(text)  # noqa: DTZ011 -- the reader's own day
    except ValueError:
        raise CommitmentsError(f"'{text}' is not a day: write it as 2026-11-23") from None
