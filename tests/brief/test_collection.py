"""A set of briefings is whole: every actor, family and instrument, and an index that leads to each."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commitments.brief.briefing import Asked
from commitments.brief.collection import MARK, collection
from commitments.dataset import Dataset
from tests.fixtures import TODAY, Run
from tests.markdown import parser
from tests.running import Ran

ASKED = Asked([], date(2026, 11, 23))


def test_a_set_has_a_briefing_for_everything_and_an_index_that_leads_to_each(connection: sqlite3.Connection) -> None:
    files = dict(collection(connection, ASKED))
    assert list(files)[-1] == "index.md"
    links = re.findall(r"\]\((.*?)\)", files["index.md"])
    assert links == list(files)[:-1]
    folders = {"actors", "families", "instruments"}
    assert {path.partition("/")[0] for path in links} == folders
    assert {"actors/FRA.md", "actors/UKR.md", "instruments/treaty.md", "families/sanctions.md"} <= set(links)


def test_an_actor_that_no_record_names_has_no_briefing(connection: sqlite3.Connection) -> None:
    assert "actors/POL.md" not in dict(collection(connection, ASKED))


def test_links_to_records_begin_where_the_dataset_lies(connection: sqlite3.Connection) -> None:
    text = dict(collection(connection, ASKED))["actors/FRA.md"]
    assert "](../../data/commitments/fra/fra-2026-01-troops.yaml)" in text
    assert "](data/" not in text


def test_titles_stand_in_the_index_as_they_stand_above_the_briefings(connection: sqlite3.Connection) -> None:
    files = dict(collection(connection, ASKED))
    for title, path in re.findall(r"- \[(.*?)\]\((.*?)\)", files["index.md"]):
        assert files[path].startswith(f"# {title}\n")


def test_the_index_names_the_day_of_which_its_briefings_tell(connection: sqlite3.Connection) -> None:
    now, then = (dict(collection(connection, replace(ASKED, as_of=day)))["index.md"] for day in (None, "2026-02-01"))
    assert "\n\n*Written on 23 November 2026*\n\n" in now
    assert "\n\n*Written on 23 November 2026 · as it stood on 1 February 2026" in then


def test_what_tells_an_index_from_others_is_not_shown() -> None:
    assert [token.type for token in parser().parse(MARK)] == ["html_block"]
    assert MARK.startswith("<!--")
    assert MARK.endswith("-->")


def written(run: Run, made: Dataset, place: Path, *options: str) -> Ran:
    return run("brief", "--all", "-o", str(place), "--today", TODAY, "--db", str(made.database), *options)


def files(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_second_run_over_a_set_gives_the_same_bytes_and_takes_away_what_it_no_longer_has(
    run: Run, made: Dataset, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    place = tmp_path / "new" / "set"
    ran = written(run, made, place)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{len(files(place))} files in {place}\n")
    before = files(place)
    assert before == {path: text.encode() for path, text in collection(connection, ASKED)}
    index = place / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace(MARK, f"- [Old](old.md)\n\n{MARK}"), encoding="utf-8")
    (place / "old.md").write_text("of an earlier run", encoding="utf-8")
    assert written(run, made, place).code == 0
    assert files(place) == before


@pytest.mark.parametrize("stranger", ["index.md", "notes.txt", "actors/FRA.md"])
def test_a_folder_that_holds_what_no_run_wrote_is_refused_and_left(
    run: Run, made: Dataset, tmp_path: Path, stranger: str
) -> None:
    place = tmp_path / "mine"
    (place / stranger).parent.mkdir(parents=True)
    (place / stranger).write_text("- [Mine](actors/FRA.md)\n", encoding="utf-8")
    ran = written(run, made, place)
    told = f"holds what is part of no set of briefings, such as '{stranger}', and is left as it is: name a new folder"
    assert (ran.code, told in ran.err, ran.err.count("\n")) == (2, True, 1)
    assert list(files(place)) == [stranger]


def test_a_file_that_somebody_put_into_a_set_keeps_it_from_being_replaced(
    run: Run, made: Dataset, tmp_path: Path
) -> None:
    written(run, made, tmp_path / "set")
    (tmp_path / "set" / "mine.md").write_text("mine", encoding="utf-8")
    before = files(tmp_path / "set")
    assert "such as 'mine.md'" in written(run, made, tmp_path / "set").err
    assert files(tmp_path / "set") == before


def test_no_set_is_written_among_the_records_of_a_dataset(run: Run, made: Dataset) -> None:
    ran = written(run, made, made.data / "briefings")
    assert (ran.code, "lies among the records and texts of a dataset" in ran.err) == (2, True)
    assert not (made.data / "briefings").exists()


@pytest.mark.parametrize("added", [["Ukraine"], ["--since", "2026"], ["--since", ""], ["-o", "-"], ["-o", "x.html"]])
def test_a_set_is_of_everything_and_of_now_and_goes_into_a_folder(
    run: Run, made: Dataset, tmp_path: Path, added: list[str]
) -> None:
    ran = written(run, made, tmp_path / "set", *added)
    assert (ran.code, ran.out) == (2, "")
    assert "--all goes with no name and no --since, and needs a folder to write into: --all -o DIR" in ran.err
    assert list(tmp_path.iterdir()) == []
