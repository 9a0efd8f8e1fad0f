"""Spark reads an export as it is: every table, the lists, the parts and their names.

`pip install -e '.[spark]'` and a Java of version 17 or newer bring Spark; COMMITMENTS_SPARK_TESTS=must makes its
absence a failure.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import dataset

from tests.export import schemas
from tests.export.test_record import one_without_family, whole
from tests.export.test_schema import PAGE, WHOLE
from tests.export.test_tables import hostile_export, poisoned

__all__ = ["hostile_export", "one_without_family", "poisoned"]

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


def rows(spark: Any, place: Path) -> list[dict[str, Any]]:  # noqa: ANN401 -- Spark is not there in every environment
    return [row.asDict(recursive=True) for row in spark.read.parquet(str(place)).collect()]


def ordered(held: list[dict[str, Any]]) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in held)


@pytest.mark.parametrize("which", ["export", "hostile_export"])
def test_every_table_has_the_columns_of_the_page_and_the_rows_that_arrow_reads(
    spark: Any,  # noqa: ANN401 -- likewise
    request: pytest.FixtureRequest,
    which: str,
) -> None:
    export, told = request.getfixturevalue(which), schemas.told(PAGE)
    for table in WHOLE if which == "export" else ("record", "evidence", "actor_name"):
        place = export / "parquet" / table
        assert schemas.spark(spark.read.parquet(str(place)).schema) == told[table][0]
        held = dataset.dataset(place, partitioning="hive").to_table().to_pylist()
        assert ordered(rows(spark, place)) == ordered(held)


def test_a_day_is_a_day_and_a_flag_a_flag_also_within_a_list(spark: Any, export: Path) -> None:  # noqa: ANN401 -- likewise
    records = rows(spark, export / "parquet/record")
    steps = [step for row in records for step in row["history"]]
    assert {type(step["date_earliest"]) for step in steps} == {date, type(None)}
    assert {type(each["up_to"]) for row in records for each in row["money"]} == {bool}
    assert any(row["terms_force_presence"] is None for row in records)
    assert any(row["terms_force_presence"] is not None for row in records)


def test_where_there_is_no_family_it_reads_none(
    spark: Any,  # noqa: ANN401 -- likewise
    one_without_family: tuple[Path, dict[str, str | None]],
) -> None:
    export, families = one_without_family
    assert {row["id"]: row["family"] for row in rows(spark, export / "parquet/record")} == families


def test_a_question_about_one_family_reads_one_part(spark: Any, export: Path) -> None:  # noqa: ANN401 -- likewise
    read = spark.read.parquet(str(export / "parquet/record")).where("family = 'sanctions'")
    expected = [row["id"] for row in whole(export) if row["family"] == "sanctions"]
    assert sorted(row["id"] for row in read.select("id").collect()) == expected
    assert read.selectExpr("input_file_name() AS file").distinct().count() == 1
