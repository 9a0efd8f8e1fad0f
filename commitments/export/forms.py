"""Tables as files: one function per format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, TypeAlias

from commitments.escaping import as_json, for_spreadsheet, for_terminal
from commitments.export.about import About
from commitments.findings import CommitmentsError
from commitments.imprint import installing
from commitments.store.dictionary import Table

Rows: TypeAlias = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Content:
    """What is written: a table, its rows, and what the whole says of itself."""

    table: Table
    rows: Rows
    about: About


@dataclass(frozen=True, slots=True)
class Form:
    """A format of tables; its name is also that of the folder, and the files in it are called by table and `ending`.

    `write_record` writes the table `record` into a folder; only a format that takes lists into its cells has it.
    """

    name: str
    ending: str
    media_type: str
    write: Callable[[Path, Content], None]
    write_record: Callable[[Path, Content], None] | None = None

    def path(self, table: str) -> str:
        """Where the file of a table lies in the folder of an export."""
        return f"{self.name}/{table}{self.ending}"


def _csv(path: Path, content: Content) -> None:
    """Write CSV in which every text stands in quotation marks, so that an empty text is not taken for no value."""
    named = tuple(column.name for column in content.table.columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{','.join(map(_cell, row))}\n" for row in (named, *content.rows))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"  # R takes no other spelling for a truth value
        case str():
            safe = for_spreadsheet(for_terminal(value)).replace('"', '""')
            return f'"{safe}"'
        case _:
            return str(value)


def _json_lines(path: Path, content: Content) -> None:
    """Write an object to a line; control characters are written as JSON escapes them, and read as what they are."""
    names = tuple(column.name for column in content.table.columns)
    objects = (dict(zip(names, row, strict=True)) for row in content.rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{as_json(each)}\n" for each in objects)


def _parquet(path: Path, content: Content) -> None:
    _library().write(path, content.table, content.rows, content.about)


def _parquet_record(folder: Path, content: Content) -> None:
    _library().write_record(folder, content.table, content.rows, content.about)


def _library() -> ModuleType:
    try:
        from commitments.export import parquet  # noqa: PLC0415 -- only those who want Parquet need its library
    except ImportError as error:
        raise CommitmentsError(
            f"Parquet needs pyarrow: {installing('parquet')}, "
            "or name the other formats alone: --format csv --format jsonl"
        ) from error
    return parquet


FORMS = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("csv", ".csv", "text/csv", _csv),
            Form("jsonl", ".jsonl", "application/x-ndjson", _json_lines),
            Form("parquet", "/part-0.parquet", "application/vnd.apache.parquet", _parquet, _parquet_record),
        )
    }
)
"""Every format by its name."""
