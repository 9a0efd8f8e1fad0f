"""A set of briefings with an index: every actor that speaks or is protected, every family, every instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from commitments import folders
from commitments.brief.briefing import Asked, brief, days
from commitments.brief.markdown import ID, Markdown
from commitments.brief.phrasebook import Phrasebook, phrasebook
from commitments.english import quoted
from commitments.findings import CommitmentsError
from commitments.store.connection import Connection

FOLDERS = MappingProxyType(
    {
        "actors": """
            SELECT id FROM actor WHERE id IN (SELECT actor FROM party JOIN pledge ON pledge.id = commitment_id)
              OR id IN (SELECT beneficiary FROM pledge) ORDER BY id""",
        "families": """
            SELECT term.id FROM term JOIN pledge ON pledge.family = term.id
            WHERE vocabulary = 'guarantee-families' GROUP BY term.id, term.position ORDER BY term.position""",
        "instruments": "SELECT DISTINCT instrument FROM pledge WHERE instrument IS NOT NULL ORDER BY instrument",
    }
)
"""The folders of a set, and the ids of what has a briefing in each."""
INDEX = "index.md"
MARK = "<!-- written by `commitments brief --all`, which replaces this folder -->"
"""What an index ends with, so that it is told from one that somebody else wrote; no reader shows it."""
LISTED = re.compile(r"^- .*\]\((.*)\)$", re.MULTILINE)


def write(connection: Connection, asked: Asked, target: Path) -> int:
    """Write a set into a folder, whole or not at all, in the place of an earlier one; gives the number of files.

    Raises CommitmentsError where the place holds anything but an earlier set, and what `brief` raises.
    """
    folders.put(target, "set of briefings", own, partial(_fill, connection=connection, asked=asked))
    return len(own(target))


def own(place: Path) -> set[str]:
    """Name the files of an earlier set in a folder, by its index."""
    index = place / INDEX
    text = index.read_text(encoding="utf-8", errors="replace") if index.is_file() else ""
    return {INDEX, *LISTED.findall(text)} if text.endswith(f"{MARK}\n") else set()


def _fill(folder: Path, connection: Connection, asked: Asked) -> None:
    for path, text in collection(connection, asked):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")


def collection(connection: Connection, asked: Asked) -> Iterator[tuple[str, str]]:
    """Write every briefing, and last the index; gives the path of each file inside the set, and its text.

    The names in `asked` do not count. Links to records begin two folders up, where the dataset is to lie. Raises
    CommitmentsError for an id that could lead out of the set.
    """
    book = phrasebook(connection, asked.language)
    written: dict[str, list[tuple[str, Markdown]]] = {}
    for folder, query in FOLDERS.items():
        for (found,) in connection.execute(query).fetchall():
            if not ID.fullmatch(found):
                raise CommitmentsError(f"the database was changed by hand: {quoted(found)} is no id")
            path = f"{folder}/{found}.md"
            text = brief(connection, replace(asked, names=[found]))
            written.setdefault(folder, []).append((path, Markdown(text.partition("\n")[0].removeprefix("# "))))
            yield path, text.replace("](data/", "](../../data/")
    yield INDEX, index(written, asked, book)


def index(written: dict[str, list[tuple[str, Markdown]]], asked: Asked, book: Phrasebook) -> str:
    """List all briefings of a set by their titles, each as a link."""
    lists = ("\n".join(f"- [{title}]({path})" for path, title in files) for files in written.values())
    return "\n\n".join([f"# {book.heading('index')}", f"*{days(asked, book)}*", *lists, MARK]) + "\n"
