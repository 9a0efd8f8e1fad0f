"""An export as a folder, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitments import dataset, folders
from commitments.escaping import as_json
from commitments.export import parquet_page, readme
from commitments.export.about import about
from commitments.export.descriptors import DATABASE, catalogue_entry, data_package, nested_table, resource
from commitments.export.forms import Content, Form
from commitments.export.record import record, record_rows
from commitments.export.rows import rows
from commitments.imprint import NAME
from commitments.store import dictionary

PACKAGE, SUMS = "datapackage.json", "SHA256SUMS"


def export(connection: sqlite3.Connection, target: Path, forms: Sequence[Form]) -> None:
    """Write everything into a folder, whole or not at all, in the place of an earlier export.

    Raises CommitmentsError where the place holds anything but an earlier export, or a format lacks its library.
    """
    folders.put(target, "export", _own, partial(_fill, connection=connection, forms=forms))


def _own(place: Path) -> set[str]:
    """Name the files of an earlier export."""
    return {*_sums(place), SUMS} if _is_ours(place) else set()


def _is_ours(place: Path) -> bool:
    try:
        package, _ = json.loads((place / PACKAGE).read_bytes()), _sums(place)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(package, dict) and package.get("name") == NAME


def _sums(place: Path) -> dict[str, str]:
    """Read the sha256 of every file of an export, by its path; raises OSError or ValueError where none can be read."""
    lines = (place / SUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _fill(folder: Path, connection: sqlite3.Connection, forms: Sequence[Form]) -> None:
    (folder / DATABASE).write_bytes(connection.serialize())
    facts, words = about(connection), dictionary.vocabularies(connection)
    # a view without a key says again what stands in the others
    tables = [table for table in dictionary.dictionary(connection) if table.key]
    counted = [(table, _write_table(folder, forms, Content(table, rows(connection, table), facts))) for table in tables]
    resources = [resource(folder, forms[0], table, number, words) for table, number in counted]
    nested = []
    for form in forms:
        if form.write_record:
            whole = Content(record(tables), record_rows(connection, tables), facts)
            form.write_record(folder / form.name / whole.table.name, whole)
            nested.append(nested_table(folder, form, whole.table, len(whole.rows), words))
            _write(folder / parquet_page.NAME, parquet_page.page(tables))
    _write_json(folder / PACKAGE, data_package(facts, forms[0], resources, nested))
    _write_json(folder / "dataset.jsonld", catalogue_entry(folder, facts, forms))
    _write(folder / "README.md", readme.readme(facts, forms))
    _write(folder / "LICENSE", dataset.licence().read_text(encoding="utf-8"))
    _write(folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in _digests(folder)))


def _write_table(folder: Path, forms: Sequence[Form], content: Content) -> int:
    """Write a table in every format, and give its number of rows."""
    for form in forms:
        path = folder / form.path(content.table.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        form.write(path, content)
    return len(content.rows)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    _write(path, as_json(content, 2) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()
