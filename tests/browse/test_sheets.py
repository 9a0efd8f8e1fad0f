"""CSV of the pages: texts that a spreadsheet would take for formulas are texts, and all else is as it was."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.browse import sheets
from tests.browse.served import serving


@pytest.mark.parametrize("path", ["/commitments/commitment.csv", "/commitments.csv?sql=SELECT+*+FROM+commitment"])
@pytest.mark.parametrize("way", ["", "_dl=1", "_stream=1"])
def test_a_formula_is_a_text_in_every_csv(spare: Path, path: str, way: str) -> None:
    with closing(sqlite3.connect(spare)) as connection:
        connection.execute("UPDATE commitment SET title = '=1+1', notes = 'x;@y'")
        connection.commit()
    with serving(spare) as pages:
        answer, text = pages.ask("GET", f"{path}{'&' if '?' in path else '?'}{way}")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert answer.status == 200
    assert len(rows) > 10
    assert {row["title"] for row in rows} == {"'=1+1"}
    assert {row["notes"] for row in rows} <= {"", "x;'@y"}


def test_numbers_and_other_texts_stay_as_they_are() -> None:
    text = 'id,number,text\r\n1,-2.5,"a ""b"", c"\r\n2,,"d\r\ne"\r\n'
    assert sheets.written(text) == text
