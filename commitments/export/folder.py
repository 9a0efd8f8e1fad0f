"""An export as a folder, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitments import dataset, folders
from commitments.escaping import as_json
from commitments.export import parquet_page, readme
from commitments.export.about import about
from commitments.export.descriptors import DATABASE, NESTED, catalogue_entry, data_package, nested_table
from commitments.export.forms import Content, Form
from commitments.export.record import parts, record, record_rows
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
    nested = [
        _write_record(folder, form, Content(record(tables), record_rows(connection, tables), facts), words)
        for form in forms
        if form.nested
    ]
    package = data_package(folder, facts, forms[0], counted, words)
    if nested:
        package[NESTED] = nested
        _write(folder / parquet_page.NAME, parquet_page.page(tables))
    _write_json(folder / PACKAGE, package)
    _write_json(folder / "dataset.jsonld", catalogue_entry(folder, facts, forms))
    _write(folder / "README.md", readme.readme(facts, forms))
    _write(folder / "LICENSE", dataset.licence().read_text(encoding="utf-8"))
    _write(folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in _digests(folder)))


def _write_table(folder: Path, forms: Sequence[Form], content: Content) -> int:
    """Write a table in every format, and give its number of rows."""
    for form in forms:
        _write_form(folder / form.path(content.table.name), form, content)
    return len(content.rows)


def _write_record(folder: Path, form: Form, content: Content, words: Mapping[str, list[str]]) -> dict[str, Any]:
    """Write the table `record` in parts, and give what describes it."""
    paths = []
    for part, table, held in parts(content.table, content.rows):
        paths.append(form.path(table.name, part))
        _write_form(folder / paths[-1], form, Content(table, held, content.about))
    return nested_table(form, content.table, len(content.rows), paths, words)


def _write_form(path: Path, form: Form, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    form.write(path, content)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    _write(path, as_json(content, 2) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()
