"""Every hostile text through every command and format, and one line of JSON with what was counted.

    python -m tests.outputs

Takes some minutes. "tried" counts each text in each output that it came out in, "escaped" those whose output its
consumer found nothing in but text; "wrong" counts the outputs in which it found more, and the commands that ended with
more than 1. What is wrong is told on standard error, and then the command ends with 1, as where nothing was tried.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commitments.store import publishing
from tests import hostile
from tests.fixtures import copied
from tests.outputs import poisoned
from tests.outputs.catalogue import DATABASE, RECORDS, Asked, everything
from tests.outputs.trial import Tried, tried

STEP = 250
"""How many texts further the first place of a database holds, from one database to the next."""


def through_databases(place: Path) -> Iterator[tuple[Asked, Tried]]:
    """Ask databases in which the texts stand in ever other places."""
    made = copied(place / "made")
    publishing.publish(made, made.database)
    for start in range(0, len(hostile.TEXTS), STEP):
        turned = (*hostile.TEXTS[start:], *hostile.TEXTS[:start])
        changed = poisoned.database(made.database, place / "changed.sqlite", turned)
        for asked in (asked for name, of in DATABASE.items() if name != "verify" for asked in of):
            yield from ((asked, result) for result in tried(asked, ["--db", str(changed)]))


def through_records(place: Path) -> Iterator[tuple[Asked, Tried]]:
    """Ask about datasets whose records hold the texts, some at a time."""
    copied(place / "before")
    for start in range(0, len(hostile.TEXTS), STEP):
        folder = f"records-{start}"
        poisoned.built(poisoned.records(place / folder, hostile.TEXTS[start : start + STEP]))
        for asked in (asked for of in RECORDS.values() for asked in of):
            there = [] if asked.command == "rules" else ["--dataset", folder]
            yield from ((asked, result) for result in tried(asked, there))


def main() -> int:
    counts = {"tried": 0, "escaped": 0, "outputs": 0, "wrong": 0}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for through in (through_databases, through_records):
            for asked, result in through(Path(folder)):
                wrong = list(result.wrong)
                if result.shown.code > 1:
                    wrong.append(f"exit {result.shown.code}: {result.shown.err}")
                counts["outputs"] += 1
                counts["wrong"] += bool(wrong)
                counts["tried"] += len(result.texts)
                counts["escaped"] += 0 if wrong else len(result.texts)
                for told in wrong:
                    sys.stderr.write(f"{' '.join(asked.arguments)}: {told}\n")
        os.chdir("/")
    forms = len({(asked.command, asked.form) for asked in everything()})
    counted = {"what": "hostile texts through commands and formats", **counts}
    sys.stdout.write(json.dumps({**counted, "texts": len(hostile.TEXTS), "commands and formats": forms}) + "\n")
    return int(bool(counts["wrong"]) or not counts["tried"])


if __name__ == "__main__":
    sys.exit(main())
