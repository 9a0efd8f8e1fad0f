"""Pictures at the prompt: the ending of a file's name asks for one, and no words go under such a name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.imprint import installing
from commitments.render import charts
from tests.fixtures import Run

KINDS = {"svg": b"<?xml", "png": b"\x89PNG"}
QUESTIONS = [("matrix", "--beneficiary", "Ukraine"), ("timeline", "-c", "France")]
IN_WORDS = [
    ("list",),
    ("stats",),
    ("search", "troops"),
    ("show", "fra-2026-01-troops"),
    ("sql", "SELECT 1"),
    ("brief", "FRA"),
]


@pytest.fixture
def db(made: Dataset) -> list[str]:
    return ["--db", str(made.database)]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("ending", ["svg", "png", "SVG", "Png"])
def test_the_ending_of_a_name_asks_for_a_picture(
    run: Run, db: list[str], tmp_path: Path, question: tuple[str, ...], ending: str
) -> None:
    told = run(*question, "-o", str(tmp_path / f"picture.{ending}"), *db)
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (tmp_path / f"picture.{ending}").read_bytes().startswith(KINDS[ending.lower()])
    assert [path.name for path in tmp_path.iterdir()] == [f"picture.{ending}"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_theme_is_the_paper(run: Run, db: list[str], tmp_path: Path, question: tuple[str, ...]) -> None:
    for theme in ("light", "dark"):
        assert run(*question, "--theme", theme, "-o", str(tmp_path / f"{theme}.svg"), *db).code == 0
        paper = f'style="fill: {charts.THEMES[theme].paper}"'
        assert paper in (tmp_path / f"{theme}.svg").read_text(encoding="utf-8")
    assert "no theme is called 'pink'; known are light, dark" in run(*question, "--theme", "pink", *db).err


@pytest.mark.parametrize(
    ("question", "ending"),
    [
        *((question, ending) for question in IN_WORDS for ending in ("svg", "PNG")),
        *((question, ending) for question in QUESTIONS for ending in ("jpg", "PDF")),
    ],
)
def test_words_are_not_written_under_the_name_of_a_picture(
    run: Run, db: list[str], tmp_path: Path, question: tuple[str, ...], ending: str
) -> None:
    told = run(*question, "-o", str(tmp_path / f"picture.{ending}"), *db)
    assert (told.code, told.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "pictures end in .svg or .png, and only `matrix` and `timeline` draw them" in told.err


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_format_for_words_and_the_name_of_a_picture_contradict_each_other(
    run: Run, db: list[str], tmp_path: Path, question: tuple[str, ...]
) -> None:
    told = run(*question, "-f", "csv", "-o", str(tmp_path / "picture.svg"), *db)
    assert (told.code, list(tmp_path.iterdir())) == (2, [])
    assert "is a picture, and the format 'csv' is words" in told.err


@pytest.mark.parametrize("command", ["matrix", "timeline"])
def test_where_nothing_is_found_nothing_is_drawn_and_the_reason_is_told(
    run: Run, db: list[str], tmp_path: Path, command: str
) -> None:
    target = tmp_path / "picture.svg"
    target.write_text("old")
    told = run(command, "-c", "Ukraine", "-t", "hubs", "-o", str(target), *db)
    assert (told.code, target.read_text()) == (2, "old")
    assert "nothing found" in told.err
    assert "there is nothing to draw" in told.err


def test_a_picture_that_cannot_be_written_leaves_the_old_one(
    run: Run, db: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "picture.png"
    target.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    told = run("matrix", "-o", str(target), *db)
    assert (told.code, target.read_text(), [path.name for path in tmp_path.iterdir()]) == (2, "old", ["picture.png"])
    assert "no space left on device" in told.err


def test_without_matplotlib_words_still_come_and_a_picture_is_one_sentence(
    run: Run, db: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert run("matrix", *db).code == 0
    told = run("matrix", "-o", str(tmp_path / "picture.svg"), *db)
    assert (told.code, told.err) == (
        2,
        f"commitments: a picture needs matplotlib: {installing('charts')}\n",
    )
