"""The examples that join an export with a table of events answer right, and alike.

`python -m tests.export` does it with ten million events.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from commitments.dataset import Dataset
from commitments.model.roles import ASIDE
from tests.export import events
from tests.export.conftest import exported, must_have_spark
from tests.export.test_examples import LIST, WORD
from tests.export.test_record import whole

ROWS = 20_000
TWICE = """
INSERT INTO party (commitment_id, position, actor, role, since, since_earliest)
SELECT commitment_id, 100, actor, 'lead', NULL, NULL FROM party WHERE position = 0
"""


@pytest.fixture(scope="module")
def joined(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an export with a table of events beside it; in each commitment somebody has two parts, and counts once."""
    place = tmp_path_factory.mktemp("joined")
    (place / "changed.sqlite").write_bytes(made.database.read_bytes())
    with closing(sqlite3.connect(place / "changed.sqlite")) as opened:
        opened.execute(TWICE)
        opened.commit()
    export = exported(place / "changed.sqlite", place / "export", "parquet")
    events.make(export, ROWS)
    return export


def lines(answer: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in answer.splitlines()]


def counted(export: Path) -> list[tuple[str, ...]]:
    """Answer the question of the examples row by row."""
    done = [row for row in parquet.read_table(export.parent / "events.parquet").to_pylist()
            if row["kind"] == "material-cooperation"]  # fmt: skip
    answer: dict[str, list[int]] = {}
    for pledge in whole(export):
        actors = {party["actor"] for party in pledge["party"] if party["role"] not in ASIDE}
        if (
            actors
            and is_of_a_day(pledge)
            and pledge["voice"] == "own"
            and pledge["attribution"] in {"individual", "each"}
        ):
            sums = answer.setdefault(pledge["family"], [0, 0, 0])
            days = [(row["day"] - pledge["stated_earliest"]).days for row in done
                    if row["actor"] in actors and row["target"] == pledge["beneficiary"]]  # fmt: skip
            sums[0] += 1
            sums[1] += sum(-90 <= day < 0 for day in days)
            sums[2] += sum(0 <= day < 90 for day in days)
    return [(family, *map(str, answer[family])) for family in sorted(answer)]


def is_of_a_day(pledge: dict[str, Any]) -> bool:
    return pledge["stated_earliest"] is not None and pledge["stated_earliest"] == pledge["stated_latest"]


def test_duckdb_counts_what_was_done_before_the_words_and_after(joined: Path) -> None:
    head, *answer = lines(events.of_duckdb(joined).out)
    assert head == ("family", "pledges", "before", "after")
    assert answer == counted(joined)
    assert sum(int(before) * int(after) for _, _, before, after in answer) > 100


def test_spark_counts_the_same(joined: Path) -> None:
    must_have_spark()
    assert events.of_spark(joined).out == events.of_duckdb(joined).out


def test_the_events_are_the_same_each_time_and_of_those_whom_the_export_names(joined: Path) -> None:
    file = joined.parent / "events.parquet"
    before = file.read_bytes()
    events.make(joined, ROWS)
    assert file.read_bytes() == before
    made = parquet.read_table(file).to_pylist()
    assert [row["id"] for row in made] == list(range(ROWS))
    assert (made[0]["day"], made[-1]["day"]) == (date(2022, 1, 1), date(2027, 1, 1) - timedelta(days=1))
    assert len({row["kind"] for row in made}) == 4
    assert {row["actor"] for row in made} <= {party["actor"] for row in whole(joined) for party in row["party"]}
    assert {row["target"] for row in made} == {row["beneficiary"] for row in whole(joined)} - {None}


@pytest.mark.parametrize("name", ["events_duckdb.sql", "events_spark.py"])
def test_the_examples_leave_out_the_roles_that_the_tool_leaves_out(name: str) -> None:
    text = (events.EXAMPLES / name).read_text(encoding="utf-8")
    assert ASIDE in [{*WORD.findall(found)} for found in LIST.findall(text)]
