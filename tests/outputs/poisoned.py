"""Hostile texts where they can stand: in records, allowed and refused; and in a database that was changed by hand."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path

from commitments.dataset import Dataset
from commitments.store import publishing
from tests import hostile
from tests.e2e.test_hostile_records import text_columns
from tests.fixtures import copied, poison

RECORD = """\
id: {id}
title: {text}
type: troop-deployment
beneficiary: UKR
parties:
  - {{actor: FRA, role: guarantor}}
stance: conditional-offer
hedges:
  - {{kind: intend, words: {text}, language: en}}
bindingness: political
instrument: declaration
conditions:
  - {{kind: peace-agreement, role: precondition, words: {text}, note: {text}}}
history:
  - {{date: 2026-01-06, status: announced, evidence: [one], note: {text}}}
evidence:
  - id: one
    source: agency
    speaker: {{name: {text}, office: {text}, actor: FRA}}
    quote: {text}
    language: en
    locator: {text}
    source_error: {text}
    supports: [type, parties, stance, conditions, hedges, instrument]
    grade: B3
disputes:
  - field: bindingness
    sides:
      - {{value: {text}, evidence: [one]}}
      - {{value: political, evidence: [one]}}
    reason: {text}
notes: {text}
"""
"""A record with a text in every place that takes one."""


def records(place: Path, texts: Iterable[str] = hostile.TEXTS) -> Dataset:
    """Make a dataset in which every text has a record of its own, whether or not a record may hold it."""
    dataset = copied(place)
    folder = dataset.data / "commitments" / "fra"
    for number, text in enumerate(texts):
        name = f"fra-2026-hostile-{number:03}"
        _write(folder / f"{name}.yaml", RECORD.format(id=name, text=json.dumps(text)))
        _write(folder / f"{name}-bare.yaml", RECORD.format(id=f"{name}-bare", text=text))
    for name in filter(_names_a_file, texts):
        _write(folder / f"{name}.yaml", f"id: {name}\n")
    return dataset


def _names_a_file(text: str) -> bool:
    return not {"/", "\0"} & set(text) and len(text.encode()) < 200


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def database(made: Path, place: Path, texts: Sequence[str]) -> Path:
    """Copy a database, and put texts into the place of all that a stranger may have written, one after the other."""
    changed, following = Path(shutil.copy(made, place)), cycle(texts)
    with closing(sqlite3.connect(changed)) as connection:
        for table, column in text_columns(connection):
            poison(connection, table, column, following)
        connection.commit()
    return changed


def built(dataset: Dataset) -> Path:
    """Build what can be built of a dataset."""
    publishing.publish(dataset, dataset.database, keep_going=True)
    return dataset.database
