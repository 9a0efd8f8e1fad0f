"""What the files of an export say of the whole: where it comes from, and how much is in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from types import MappingProxyType

from commitments import imprint
from commitments.english import counted

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
    """Facts of a database: versions of tool and tables, revision of the data, counts, first and last day spoken on."""

    version: str
    schema_version: str
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
            f"{imprint.SENTENCE}: {counted(self.counts['commitments'], 'commitment')}",
            f", {reviewed or 'none'} of them reviewed by a second person",
            f", drawn from {counted(self.counts['sources'], 'source')}.",
            f" Left out: {counted(self.left_out, 'file')} with errors." if self.left_out else "",
        )
        return "".join(parts)


def about(connection: sqlite3.Connection) -> About:
    """Read what a database says of itself."""
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    counts = {name: int(connection.execute(query).fetchone()[0]) for name, query in COUNTS.items()}
    days = connection.execute("SELECT min(stated_earliest), max(stated_latest) FROM pledge").fetchone()
    version, schema_version, commit = (
        meta.get(name, "unknown") for name in ("tool_version", "schema_version", "commit")
    )
    return About(version, schema_version, commit, int(meta.get("left_out", 0)), counts, *days)
