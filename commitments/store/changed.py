"""A few commitments that changed: read again with what hangs on them, and put in the place of what was there."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from commitments import __version__, whole
from commitments.curate import examination, files
from commitments.curate.corpus import Corpus, id_of
from commitments.curate.examination import Examined
from commitments.store import build, database, filling, manifest
from commitments.store.build import Built

COMMITMENTS = "data/commitments/"
HANGING = """
WITH RECURSIVE near (id) AS (
  SELECT value FROM json_each(:ids)
  UNION SELECT commitment.id FROM near JOIN commitment ON replaced_by = near.id
  UNION SELECT commitment_id FROM near JOIN money ON part_of = near.id)
SELECT id FROM near
"""
"""Some commitments, and all that are replaced by them or have sums that are part of theirs, by way of others too."""
MANY = 0.1
"""From which part of all commitments on a database is rather built anew."""


def since(corpus: Corpus, path: Path, looking: Collection[str] | None) -> set[str] | None:
    """Paths of the files that are not what a database was made from, of those that look different, or of all.

    None where that is not known of all: of files that are no records, of a database that leaves files out, and of one
    that another version made.
    """
    with closing(database.open_database(path, own=True)) as connection:
        made_from = dict(connection.execute("SELECT path, sha256 FROM file").fetchall())
        about = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    if any(corpus.stray_findings()) or about.get("left_out") != "0" or about.get("tool_version") != __version__:
        return None
    if looking is None:
        now = build.hashes(corpus)
        return {name for name in made_from.keys() | now.keys() if made_from.get(name) != now.get(name)}
    return {name for name in looking if not name.endswith("/") and made_from.get(name) != _sha256(corpus, name)}


def _sha256(corpus: Corpus, name: str) -> str | None:
    """The sha256 of a file, which is empty where it cannot be read; None where there is none any more."""
    root = corpus.dataset.root
    if not os.path.lexists(f"{root}/{name}"):
        return None
    read = files.read if name.endswith(".yaml") else files.read_seed
    return read(root, f"{root}/{name}").sha256


def renew(corpus: Corpus, path: Path, changed: Collection[str], made: str) -> Built | None:
    """Renew the database that was `made`, where nothing changed but these files; None where it has to be built anew.

    With errors in what was read again, the database stays as it is, and the number of records is None.
    """
    if not all(name.startswith(COMMITMENTS) and name.endswith(".yaml") for name in changed):
        return None
    if len(changed) > MANY * len(corpus.by_id["commitments"]):
        return None
    with closing(database.open_database(path, own=True)) as connection:
        ids = _hanging(connection, {id_of(name) for name in changed})
    paths = [entry.path for name in ids for entry in corpus.by_id["commitments"].get(name, ())]
    done = [examination.examine(corpus.entry("commitments", name), corpus, filling.contents) for name in paths]
    found = Built(path, tuple(sorted(finding for each in done for finding in each.findings)))
    if found.errors:
        return found
    with build.told(path), whole.replacing(path) as temporary:
        shutil.copyfile(path, temporary)
        if manifest.of(path) != made:  # another has come into its place, to which these changes need not fit
            temporary.unlink()
            return None
        records = _renewed(temporary, corpus, ids, done, changed)
        return replace(found, records=records, made=build.settled(temporary))


def _hanging(connection: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    return sorted(row[0] for row in connection.execute(HANGING, {"ids": json.dumps(sorted(ids))}))


def _renewed(
    path: Path, corpus: Corpus, ids: Collection[str], done: Iterable[Examined], changed: Collection[str]
) -> int:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # nothing that was taken out stays in the file
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for name in ids:
            filling.take_out(connection, name)
        connection.executemany("DELETE FROM file WHERE path = ?", ((name,) for name in changed))
        for each in done:
            filling.put_in(connection, each, is_new=each.path in changed)
        filling.describe(connection, corpus, 0)
        connection.execute("COMMIT")
        return int(connection.execute("SELECT count(*) FROM file WHERE path NOT LIKE 'seeds/%'").fetchone()[0])
