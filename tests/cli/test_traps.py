"""What could pass in silence, and does not."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.store import database, verification
from tests.conftest import Workshop
from tests.fixtures import Run

TROOPS = "data/commitments/fra/fra-2026-01-troops.yaml"


def places(own: Workshop) -> list[str]:
    return ["--dataset", str(own.dataset.root)]


def test_a_database_that_leaves_records_out_says_so_at_every_question(own: Workshop, run: Run) -> None:
    own.write(TROOPS, own.text(TROOPS) + "stance: pledge\n")
    assert run("build", "--keep-going", *places(own)).code == 1
    assert "WARNING: this database leaves out" in run("list", "-c", "France", *places(own)).err


def test_verify_tells_that_records_are_left_out(own: Workshop, run: Run) -> None:
    own.write(TROOPS, own.text(TROOPS) + "stance: pledge\n")
    run("build", "--keep-going", *places(own))
    assert verification.verify(own.dataset, own.dataset.database)[0].startswith("the database leaves out")


def test_a_touched_file_does_not_build_the_database_anew(own: Workshop, run: Run) -> None:
    run("build", *places(own))
    before = own.dataset.database.read_bytes()
    os.utime(own.dataset.root / TROOPS)
    assert "anew" not in run("list", *places(own)).err
    assert own.dataset.database.read_bytes() == before


def test_half_a_dataset_is_refused_rather_than_another_taken(
    own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own.dataset.data / "commitments").rename(own.dataset.data / "commitmentz")
    monkeypatch.chdir(own.dataset.root)
    refused = run("check")
    assert (refused.code, "lacks one of the folders" in refused.err) == (2, True)


@pytest.mark.parametrize("path", ["data/x.yaml", "data/commitment/x.yaml", "data/commitments/.x.yaml"])
def test_a_record_where_nobody_looks_is_told(own: Workshop, path: str) -> None:
    own.write(path, "id: x\n")
    assert [finding.code for finding in own.check().findings] == ["Y121"]


def test_an_answer_is_not_written_over_a_record_or_a_database(own: Workshop, run: Run) -> None:
    before = own.text(TROOPS)
    assert run("list", "-o", str(own.dataset.root / TROOPS), *places(own)).code == 2
    assert own.text(TROOPS) == before


@pytest.mark.parametrize("place", ["data/list.md", "schema/list.csv", "seeds/article.txt", "seeds/deep/list"])
def test_no_answer_is_written_among_the_records_and_texts_of_a_dataset(own: Workshop, run: Run, place: str) -> None:
    (own.dataset.seeds / "deep").mkdir()
    before = {file: file.read_bytes() for file in own.dataset.root.rglob("*") if file.is_file()}
    refused = run("list", "-o", str(own.dataset.root / place), *places(own))
    assert (refused.code, "lies among the records and texts of a dataset" in refused.err) == (2, True)
    assert {file: file.read_bytes() for file in before} == before
    assert not (own.dataset.root / place).exists() or own.dataset.root / place in before


def test_no_answer_is_written_over_a_database_whatever_its_name(spare: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    before = spare.read_bytes()
    other.write_bytes(before)
    for place in (other, tmp_path / "new.sqlite"):
        assert run("list", "-o", str(place), "--db", str(spare)).code == 2
    assert other.read_bytes() == before


@pytest.mark.parametrize("asked", [["list"], ["timeline"], ["sql", "SELECT 1 AS a"]])
def test_the_ending_of_the_output_names_the_format(made: Dataset, run: Run, tmp_path: Path, asked: list[str]) -> None:
    named = {
        "x.json": "json", "x.csv": "csv", "x.MD": "markdown", "x.jsonl": "jsonl", "x.tsv": "tsv", "x.yaml": "yaml",
        "x.txt": "table", "x": "table",
    }  # fmt: skip
    for name, form in named.items():
        assert run(*asked, "-o", str(tmp_path / name), "--db", str(made.database)).code == 0
        told = run(*asked, "-f", form, "--db", str(made.database)).out
        assert (tmp_path / name).read_text(encoding="utf-8") == told


def test_a_format_that_is_named_wins_over_the_ending(made: Dataset, run: Run, tmp_path: Path) -> None:
    run("list", "-f", "csv", "-o", str(tmp_path / "x.json"), "--db", str(made.database))
    assert (tmp_path / "x.json").read_text(encoding="utf-8").startswith("id,title")
    run("show", "declaration", "-o", str(tmp_path / "x.json"), "--db", str(made.database))
    assert (tmp_path / "x.json").read_text(encoding="utf-8").startswith("{")


def test_a_link_is_written_through(made: Dataset, run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("file.txt")
    for _ in range(2):
        assert run("list", "-o", str(tmp_path / "link.txt"), "--db", str(made.database)).code == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "file.txt").stat().st_size > 100


def test_an_output_without_a_name_is_told(made: Dataset, run: Run) -> None:
    assert run("list", "-o", "", "--db", str(made.database)).err == "commitments: --output is empty: name a file\n"


@pytest.mark.parametrize("asked", [["list"], ["brief", "Ukraine"], ["show", "treaty"], ["sql", "SELECT 1"], ["matrix"]])
def test_a_folder_is_no_file_to_write_to(made: Dataset, run: Run, tmp_path: Path, asked: list[str]) -> None:
    for place in (str(tmp_path), f"{tmp_path}/new/", f"{tmp_path}/new.html/"):
        ran = run(*asked, "-o", place, "--db", str(made.database))
        assert (ran.code, ran.out, ran.err) == (2, "", f"commitments: '{place}' is a folder: name a file in it\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", [["brief"], ["show"], ["check", "--select"], ["search"]])
def test_line_breaks_and_control_characters_that_were_typed_are_shown_in_one_line(
    made: Dataset, run: Run, asked: list[str]
) -> None:
    ran = run(*asked, "a\nb\x1b", "--dataset", str(made.root))
    assert (ran.code, ran.err.count("\n")) == (0 if asked == ["search"] else 2, 1)
    assert r"a\u000ab\u001b" in ran.err.lower()


@pytest.mark.parametrize(
    "asked", [["export", "a\x1b[2J\n\u202eb", "-f", "csv"], ["build", "--db", "a\x1b[2J\n\u202eb.sqlite"]]
)
def test_the_name_of_what_was_written_moves_no_cursor(
    own: Workshop, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*asked, "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out.startswith("a\\u001b[2J\\u000a\\u202eb"), ran.out.count("\n")) == (0, True, 1)


def test_an_answer_that_cannot_be_written_leaves_the_old_one(
    own: Workshop, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "answer.md"
    target.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert run("list", "-o", str(target), "--db", str(_built(own, run, monkeypatch))).code == 2
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def _built(own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patch:
        patch.undo()
        run("build", *places(own))
    return own.dataset.database


def test_a_hyphen_as_output_is_the_screen(own: Workshop, run: Run) -> None:
    assert run("list", "-c", "France", "-o", "-", *places(own)).out.startswith("France")


def test_two_countries_are_both_answered_and_a_record_of_both_is_given_once(own: Workshop, run: Run) -> None:
    told = run("list", "-c", "France", "-c", "Germany", *places(own)).out
    assert ("France ·" in told, "Germany ·" in told) == (True, True)
    ids = run("list", "-c", "France", "-c", "Germany", "-f", "csv", *places(own)).out.splitlines()[1:]
    assert len(ids) == len({line.partition(",")[0] for line in ids})


def test_words_of_several_as_one_stand_apart_from_those_of_its_own(own: Workshop, run: Run) -> None:
    own.change(TROOPS, "parties:\n", "attribution: collective\nparties:\n  - {actor: DEU, role: participant}\n")
    told = run("list", "-c", "France", "-t", "troops", *places(own)).out
    assert "France, with others as one · 1 record" in told


def test_an_empty_revision_is_no_revision(own: Workshop, run: Run) -> None:
    assert run("check", "--base", "", *places(own)).code == 2
    assert run("check", "--changed-since", "", *places(own)).code == 2


def test_closed_streams_are_told_in_one_sentence(made: Dataset, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    asked = run("sql", "-", "--db", str(made.database))
    assert (asked.code, "standard input is closed" in asked.err) == (2, True)
    monkeypatch.setattr(sys, "stdout", None)
    asked = run("list", "--db", str(made.database))
    assert (asked.code, asked.err) == (2, "commitments: standard output is closed: name a file with -o\n")


def on_the_shell(made: Dataset, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = f"{shlex.quote(sys.executable)} -m commitments"
    line = line.format(program=program, db=shlex.quote(str(made.database)))
    kept = {**os.environ, **environment}
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False, env=kept)  # noqa: S607 -- any


@pytest.mark.parametrize("streams", [">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full"])
def test_streams_that_are_full_exit_2(made: Dataset, streams: str) -> None:
    asked = "search Ukraine" if streams.startswith(">") else "list -c Atlantis"
    done = on_the_shell(made, f"{{program}} {asked} --db {{db}} {streams}")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("asked", ["list -c", "show", "brief", "compare France", "sql", "search"])
def test_an_argument_that_is_not_utf_8_exits_2_with_one_sentence(made: Dataset, asked: str) -> None:
    done = on_the_shell(made, f"{{program}} {asked} $'\\xff' --db {{db}}")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert done.stderr.startswith(b"commitments: ")


def test_arguments_are_read_as_utf_8_whatever_the_locale(made: Dataset, tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = on_the_shell(made, "{program} list -c Німеччина --db {db}", **plain)
    assert (done.returncode, done.stdout.partition(b" ")[0]) == (0, b"Germany")
    done = on_the_shell(made, f"{{program}} list --db {{db}} -o {shlex.quote(str(tmp_path))}/Німеччина.md", **plain)
    assert done.returncode == 2
    assert b"cannot be said in the encoding of this terminal, ascii: set PYTHONUTF8=1" in done.stderr


def test_a_database_that_another_program_keeps_to_itself_is_said_to_be_in_use(
    spare: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda place, uri: connect(place, uri=uri, timeout=0))
    with closing(connect(spare)) as keeping:
        keeping.execute("BEGIN EXCLUSIVE")
        asked = run("list", "--db", str(spare))
    assert asked.code == 2
    assert "is in use by another program" in asked.err


@pytest.mark.parametrize("content", [b"garbage " * 500, None])
def test_a_ruined_database_of_the_dataset_is_made_anew_on_demand(
    own: Workshop, run: Run, content: bytes | None
) -> None:
    run("build", *places(own))
    own.dataset.database.write_bytes(content or own.dataset.database.read_bytes()[:3000])
    for command, code in (("list", 2), ("build", 2), ("verify", 1)):
        refused = run(command, *places(own))
        assert refused.code == code
        assert "`commitments build --rebuild`" in refused.err
    assert run("build", "--rebuild", *places(own)).code == 0
    assert run("list", "-c", "France", *places(own)).out.startswith("France")


def test_something_else_at_a_named_place_is_never_built_over(own: Workshop, run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("notes " * 500, encoding="utf-8")
    for arguments in (["list"], ["build"], ["build", "--rebuild"]):
        refused = run(*arguments, "--db", str(notes), *places(own))
        assert refused.code == 2
        assert "name another file with --db" in refused.err
    assert notes.read_text(encoding="utf-8").startswith("notes")


def test_a_question_makes_no_database_where_one_is_named(own: Workshop, run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "typo" / "x.sqlite"
    for further in ([], places(own)):
        refused = run("list", "--db", str(missing), *further)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith(f"commitments: there is no database '{missing}'")
    assert not missing.parent.exists()


def test_the_first_build_is_not_told_as_a_newer_one(own: Workshop, run: Run) -> None:
    assert run("list", *places(own)).err.endswith("for the first time\n")
    assert run("list", *places(own)).err == ""


def test_a_closed_standard_output_is_no_traceback(own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert run("build", *places(own)).code == 0
    assert database.version_of(own.dataset.database) == database.SCHEMA_VERSION
