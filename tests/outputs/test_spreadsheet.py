"""Tables as a spreadsheet opens them: no cell is a formula, by whatever sign the spreadsheet parts the cells.

COMMITMENTS_OUTPUT_TESTS=must makes the absence of LibreOffice a failure.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from tests import hostile
from tests.browse.served import serving
from tests.needed import missing
from tests.outputs import poisoned
from tests.outputs.screen import shown

PARTED = ("44", "59", "9")
"""Comma, semicolon and tab, as LibreOffice names what parts cells."""
FORMULA = re.compile(r'table:formula="([^"]*)"')


def office() -> str:
    """Name the program, or skip or fail the test."""
    return shutil.which("soffice") or missing("OUTPUT", "NO SPREADSHEET TESTS: LibreOffice Calc is not installed")


def formulas(place: Path, files: Mapping[str, str], parted: str) -> dict[str, list[str]]:
    """Open texts as tables whose cells are parted by a sign, and give the formulas of each."""
    folder, opened = place / "tables", place / f"opened-{parted}"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    command = [
        office(), "--headless", "--norestore", f"-env:UserInstallation={(place / 'profile').as_uri()}",
        f"--infilter=CSV:{parted},34,76", "--convert-to", "fods", "--outdir", str(opened),
        *(str(folder / name) for name in files),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    told = {name: opened / f"{Path(name).stem}.fods" for name in files}
    assert all(path.exists() for path in told.values()), "LibreOffice opened nothing: is its Calc installed?"
    return {name: FORMULA.findall(path.read_text(encoding="utf-8")) for name, path in told.items()}


@pytest.fixture(scope="module")
def tables(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give every table in which hostile texts can be: of answers, of an export, and of the pages."""
    place = tmp_path_factory.mktemp("tables")
    changed = poisoned.database(made.database, place / "changed.sqlite", (*hostile.FORMULAS, *hostile.TEXTS))
    told = {"control.csv": 'a,b\n=1+1,"x;=1+1;\t=1+1\t"\n'}
    for name in ("evidence", "commitment", "source", "instrument", "hedge"):
        for form in ("csv", "tsv"):
            asked = ["sql", f"SELECT * FROM {name}", "-f", form, "--db", str(changed)]  # noqa: S608 -- our own names
            told[f"{name}-{form}.{form}"] = shown(asked).out
    assert shown(["export", str(place / "export"), "-f", "csv", "--db", str(changed)]).code == 0
    told |= {f"export-{path.stem}.csv": path.read_text(encoding="utf-8") for path in place.glob("export/csv/*.csv")}
    with serving(changed) as pages:
        for name in ("evidence", "commitment", "pledge"):
            answer, text = pages.ask("GET", f"/commitments/{name}.csv?_size=max")
            assert answer.status == 200
            told[f"page-{name}.csv"] = text
    return told


@pytest.mark.parametrize("parted", PARTED)
def test_no_cell_is_a_formula(tables: dict[str, str], tmp_path: Path, parted: str) -> None:
    found = formulas(tmp_path, tables, parted)
    assert found.pop("control.csv"), "LibreOffice takes nothing for a formula: this test cannot fail"
    assert {name: told for name, told in found.items() if told} == {}
