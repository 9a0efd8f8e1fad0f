"""What the files of an export say of the whole: its name, where it comes from, how much is in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from types import MappingProxyType

from commitments.english import counted

NAME = "commitments"
TITLE = "Commitments: a database of security guarantees"
KEYWORDS = ("security guarantees", "treaties", "international relations", "Ukraine")
CREATOR = "The Commitments contributors"
LICENCE = MappingProxyType(
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0 International",
    }
)
COUNTS = MappingProxyType(
    {
        "commitments": "SELECT count(*) FROM pledge",
        "reviewed": "SELECT count(*) FROM pledge WHERE review_state = 'reviewed'",
        "instruments": "SELECT count(*) FROM instrument",
        "actors": "SELECT count(*) FROM actor",
        "sources": "SELECT count(*) FROM source",
    }
)


@dataclass(frozen=True, slots=True)
class About:
    """Facts of a database: version of the tool, revision of the data, counts, first and last day that was spoken on."""

    version: str
    commit: str
    left_out: int
    counts: dict[str, int]
    since: str | None
    until: str | None

    @property
    def description(self) -> str:
        """Say in a paragraph what is in it."""
        reviewed = self.counts["reviewed"]
        parts = (
            "Who promised what to whom, in which words, on which conditions, and what came of it",
            f": {counted(self.counts['commitments'], 'commitment')}",
            f", drawn from {counted(self.counts['sources'], 'source')}",
            f", {reviewed or 'none'} of them reviewed by a second person.",
            f" Left out: {counted(self.left_out, 'file')} with errors." if self.left_out else "",
        )
        return "".join(parts)


def about(connection: sqlite3.Connection) -> About:
    """Read what a database says of itself."""
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    counts = {name: int(connection.execute(query).fetchone()[0]) for name, query in COUNTS.items()}
    days = connection.execute("SELECT min(stated_earliest), max(stated_latest) FROM pledge").fetchone()
    return About(
        meta.get("tool_version", "unknown"), meta.get("commit", "unknown"), int(meta.get("left_out", 0)), counts, *days
    )
