"""A set of briefings with an index: every actor that speaks or is protected, every family, every instrument."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from commitments.brief.briefing import Asked, brief
from commitments.brief.markdown import Markdown
from commitments.brief.phrasebook import Phrasebook, phrasebook

FOLDERS = MappingProxyType(
    {
        "actors": """
            SELECT id FROM actor WHERE id IN (SELECT actor FROM party JOIN pledge ON pledge.id = commitment_id)
              OR id IN (SELECT beneficiary FROM pledge) ORDER BY id""",
        "families": """
            SELECT DISTINCT term.id FROM term JOIN pledge ON pledge.family = term.id
            WHERE vocabulary = 'guarantee-families' ORDER BY term.position""",
        "instruments": "SELECT DISTINCT instrument FROM pledge WHERE instrument IS NOT NULL ORDER BY instrument",
    }
)
"""The folders of a set, and the ids of what has a briefing in each."""


def collection(connection: sqlite3.Connection, asked: Asked) -> Iterator[tuple[str, str]]:
    """Write every briefing, and last the index; gives the path of each file inside the set, and its text.

    The names in `asked` do not count. Links to records begin two folders up, where the dataset is to lie.
    """
    book = phrasebook(connection, asked.language)
    written: dict[str, list[tuple[str, Markdown]]] = {}
    for folder, query in FOLDERS.items():
        for (found,) in connection.execute(query).fetchall():
            path = f"{folder}/{found}.md"
            text = brief(connection, replace(asked, names=[found]))
            written.setdefault(folder, []).append((path, Markdown(text.partition("\n")[0].removeprefix("# "))))
            yield path, text.replace("](data/", "](../../data/")
    yield "index.md", index(written, asked, book)


def index(written: dict[str, list[tuple[str, Markdown]]], asked: Asked, book: Phrasebook) -> str:
    """List all briefings of a set by their titles, each as a link."""
    day = book.say("written", day=book.date(asked.today.isoformat()))
    lists = ("\n".join(f"- [{title}]({path})" for path, title in files) for files in written.values())
    return "\n\n".join([f"# {book.heading('index')}", f"*{day}*", *lists]) + "\n"
