"""Options that several commands share, and the places they name."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias, TypeVar

import typer

from commitments import dataset as datasets
from commitments.cli.progress import Progress
from commitments.english import counted, quoted
from commitments.escaping import for_terminal, on_a_line
from commitments.findings import CommitmentsError, reason
from commitments.model import dates
from commitments.store.connection import Connection
from commitments.store.postgresql.address import has_password, is_address, refuse_without_library

if TYPE_CHECKING:
    from commitments.curate.changes import Changes

DatasetOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--dataset", metavar="DIR", envvar=datasets.ENVIRONMENT, help="The folder with data/, schema/ and seeds/."
    ),
]
DATABASE_NAMED = "COMMITMENTS_DB"
DatabaseOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="FILE|URL", envvar=DATABASE_NAMED, help="The database file, or postgresql+psycopg://…"
    ),
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
LIMIT = typer.Option("--limit", metavar="NUMBER", min=1, max=1_000_000, help="At most so many are shown.")
LimitOption: TypeAlias = Annotated[int, LIMIT]
FormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="table, markdown, csv, tsv, json, jsonl or yaml; else what the ending of -o names.",
    ),
]

Format = TypeVar("Format")
ENDINGS = MappingProxyType(
    {"md": "markdown", "yml": "yaml", **{name: name for name in ("csv", "tsv", "json", "jsonl", "yaml")}}
)
"""The format that the ending of a file names."""
DATABASE, DATABASE_BEGINS = ".sqlite", b"SQLite format 3\0"
LARGEST_TEXT = 1 << 20
"""How many bytes a text that a person names may have."""
LONGEST_PATH = 400
"""How many letters of a path are said in a message."""
DRAWN = ("svg", "png")
PICTURES = frozenset(f".{kind}" for kind in (*DRAWN, "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "pdf"))


@contextmanager
def opened(dataset: str | None, db: str | None) -> Iterator[Connection]:
    """Open the database for a question: a file, or what is published on a server, where the option names that.

    Raises what `opened_file` raises, and CommitmentsError where the server does not answer.
    """
    there = address(db)
    if not there:
        with opened_file(dataset, db) as file:
            yield file
        return
    from commitments.store.postgresql import reading

    with reading.opened(there) as connection:
        _tell_what_is_left_out(connection)
        yield connection


def address(db: str | None) -> str | None:
    """Give the address of a server that a person named as the database; None where it is a file.

    Raises CommitmentsError where what speaks with a server is not installed, or a password was typed where other users
    can see it.
    """
    if not db or not is_address(db):
        return None
    refuse_without_library()
    if has_password(db) and os.environ.get(DATABASE_NAMED) != db:
        raise CommitmentsError(
            "a password on the command line is seen by everyone on the machine: leave it to PGPASSWORD or ~/.pgpass"
        )
    return db


@contextmanager
def opened_file(dataset: str | None, db: str | None) -> Iterator[sqlite3.Connection]:
    """Open the file of the database for a question, and bring it up to date with the data first.

    A database that is named while no dataset is named is opened as it is; one that is named is never made here.
    Raises CommitmentsError where the answer fails on what no record can hold, since the database was changed by hand,
    and for a database on a server.
    """
    from commitments.store import database

    if is_address(db):
        raise CommitmentsError("this takes a database file, and none on a server: name one with --db, or none")
    path = _up_to_date(dataset, db)
    with closing(database.open_database(path, own=not db)) as connection:
        _tell_what_is_left_out(connection)
        try:
            yield connection
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            _refuse_if_damaged(connection, path, error)
            raise


def _tell_what_is_left_out(connection: Connection) -> None:
    from commitments.store import database

    if missing := database.left_out(connection):
        files = counted(missing, "file")
        say(f"WARNING: this database leaves out {files} with errors; see `commitments check`")


def _up_to_date(dataset: str | None, db: str | None) -> Path:
    path = Path(db) if db else datasets.find(dataset).database
    if db and not path.exists():
        raise CommitmentsError(
            f"there is no database {quoted(db, LONGEST_PATH)}: `commitments build --db FILE` makes one"
        )
    if dataset or not db:
        _bring_up_to_date(datasets.find(dataset), path)
    return path


def _refuse_if_damaged(connection: sqlite3.Connection, path: Path, error: Exception) -> None:
    from commitments.store import verification

    if damage := next(verification.impossible_values(connection), None):
        told = "what nothing builds: it was changed by hand, and `commitments build --rebuild` makes it anew"
        raise CommitmentsError(f"{path} holds {told} ({damage})") from error


def _bring_up_to_date(found: datasets.Dataset, path: Path) -> None:
    from commitments.store import refresh

    done = refresh.refresh(found, path, Progress())
    if done.rebuilt and done.first:
        say(f"built {shown(path)} for the first time")
    elif done.rebuilt:
        how = "anew" if done.files is None else f"from {counted(done.files, 'file')}"
        say(f"the data is newer than the database: built {shown(path)} {how}")
    if done.errors:
        errors = f"the data has errors ({done.errors}); see `commitments check`"
        say(f"WARNING: {errors}. This answer is from the last good build")


def shown(path: Path) -> str:
    """A path as short as it can be said from here, its hidden characters as what they are."""
    return on_a_line(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


def say(*texts: str) -> None:
    """Tell the user something beside the data, on standard error, each text on a line of its own."""
    for text in texts:
        typer.echo(for_terminal(text), err=True)


def named_form(formats: Mapping[str, Format], form: str | None, output: str | None) -> str:
    """Name the format that is asked for, else the one that the ending of the output names, else the first there is."""
    ending = ENDINGS.get(Path(output or "").suffix.lower().removeprefix("."))
    return form or (ending if ending and ending in formats else next(iter(formats)))


def picture(output: str | None, form: str | None) -> str | None:
    """Give the kind of picture that the name of an output asks for, or None where it asks for words.

    Raises CommitmentsError where a format for words is asked for as well.
    """
    kind = Path(output or "").suffix.lower().removeprefix(".")
    if kind not in DRAWN:
        return None
    if form not in {None, "table"}:
        raise CommitmentsError(f"'{output}' is a picture, and the format '{form}' is words: ask for one of them")
    return kind


def write(answer: str | bytes, output: str | None = None) -> None:
    """Give out data: words to a file or to standard output, a picture to a file."""
    if isinstance(answer, str) and output in {None, "-"}:
        if answer and sys.stdout is None:
            raise CommitmentsError("standard output is closed: name a file with -o")
        typer.echo(answer, nl=False)
        return
    target = Path(str(output))
    if why := _why_not_there(target, str(output or ""), in_words=isinstance(answer, str)):
        raise CommitmentsError(why)
    try:
        _write_whole(target, answer.encode("utf-8") if isinstance(answer, str) else answer)
    except OSError as error:
        raise CommitmentsError(f"'{output}' cannot be written: {reason(error)}") from error


def _why_not_there(target: Path, output: str, *, in_words: bool) -> str | None:
    """Say why no answer can be written to a place, where none can."""
    if not output:
        return "--output is empty: name a file"
    if output.endswith(("/", os.sep)) or target.is_dir():
        return f"'{output}' is a folder: name a file in it"
    if datasets.is_within(target):
        return f"'{output}' lies among the records and texts of a dataset: no answer is written there"
    if _is_database(target):
        return f"'{output}' is a database, or has the name of one: an answer is not written over it"
    if in_words and target.suffix.lower() in PICTURES:
        kinds = "pictures end in .svg or .png, and only `matrix` and `timeline` draw them"
        return f"'{output}' is no name for an answer in words: {kinds}"
    return None


def _is_database(target: Path) -> bool:
    if target.suffix.lower() == DATABASE or not target.is_file():
        return target.suffix.lower() == DATABASE
    with target.open("rb") as file:
        return file.read(len(DATABASE_BEGINS)) == DATABASE_BEGINS


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the old file and put it in its place, so that a full disk leaves the old one; links stay links."""
    from commitments import whole

    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    whole.write(target.resolve(), content)


def changed_since(since: str | None, dataset: str | None) -> Changes | None:
    """Compare the data with a revision that a person names; nothing where it is a date, or nothing is named.

    Raises CommitmentsError for what is neither a date nor a revision.
    """
    wrong = dates.problem(since) if since is not None else None
    if not wrong:
        return None
    from commitments.curate import changes, revisions

    try:
        return changes.between(datasets.find(dataset), since)
    except revisions.UnknownRevisionError as error:
        why = wrong.partition(": ")[2] or "write it as 2026-01-06, 2026-01 or 2026"
        raise CommitmentsError(f"{quoted(str(since))} is not a date: {why}; and {error}") from None


def chosen(formats: Mapping[str, Format], name: str, what: str = "format") -> Format:
    """Find a format, or whatever else has names, by its name."""
    if name not in formats:
        raise CommitmentsError(f"no {what} is called {quoted(name)}; known are {', '.join(formats)}")
    return formats[name]


def parted(text: str | None) -> tuple[str, ...]:
    """Part names that stand between commas, each once."""
    return tuple(dict.fromkeys(name.strip() for name in (text or "").split(",") if name.strip()))


def read(path: str) -> str:
    """Read a text that a person names.

    Raises CommitmentsError where it is no plain file, is larger than LARGEST_TEXT, or is not UTF-8.
    """
    file = Path(path)
    if file.exists() and not file.is_file():
        raise CommitmentsError(f"{quoted(path, LONGEST_PATH)} is no plain file")
    with file.open("rb") as opened_file:
        content = opened_file.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise CommitmentsError(f"{quoted(path, LONGEST_PATH)} is larger than 1 MiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise CommitmentsError(f"'{path}' is not UTF-8 text") from None


def words(text: str, missing: str) -> str:
    """Give the words that are meant: those on standard input where a hyphen stands for them.

    Raises CommitmentsError where they are not UTF-8, and with the sentence `missing` where there are none.
    """
    try:
        given = piped().decode("utf-8").rstrip("\r\n") if text == "-" else text
    except UnicodeDecodeError:
        raise CommitmentsError("standard input is not UTF-8 text") from None
    if not given.strip():
        raise CommitmentsError(missing)
    return given


def piped() -> bytes:
    """Read standard input to its end.

    Raises CommitmentsError where the program was started without one.
    """
    if sys.stdin is None:
        raise CommitmentsError("standard input is closed: there is nothing to read")
    return sys.stdin.buffer.read()


def on_terminal(stream: TextIO | None) -> bool:
    """Whether a stream of this program is a terminal; one that was closed is none."""
    return bool(stream and stream.isatty())


def screen_width() -> int | None:
    """Columns of the terminal, or None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if on_terminal(sys.stdout) else None


def day(text: str | None) -> date:
    """Read the day that a command is to go by; today where none is named."""
    if text is None:
        return date.today()  # noqa: DTZ011 -- the reader's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommitmentsError(f"{quoted(text)} is not a day: write it as 2026-11-23") from None
