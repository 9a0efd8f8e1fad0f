"""The command line: exit codes, streams, and one sentence instead of a traceback whatever is typed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from commitments.cli import app
from commitments.dataset import Dataset
from tests.conftest import Workshop
from tests.fixtures import TODAY, Run
from tests.golden import Golden
from tests.running import Ran

COMMANDS = sorted(get_command(app()).commands)  # type: ignore[attr-defined]


@pytest.fixture
def ask(run: Run, made: Dataset) -> Run:
    """Run a command on the small dataset."""

    def on_it(*arguments: str) -> Ran:
        return run(*arguments, "--dataset", str(made.root))

    return on_it


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"commitments {command}" in ran.out.partition("Example")[2]


def test_without_a_command_there_is_help(run: Run) -> None:
    ran = run()
    assert all(command in ran.out + ran.err for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-c", "France"], ["list", "-f", "json"], ["show", "fra-2026-01-troops"], ["brief", "Ukraine"],
        ["check"], ["build"], ["verify"],
    ],
)  # fmt: skip
def test_an_answer_exits_0(ask: Run, arguments: list[str]) -> None:
    assert ask(*arguments).code == 0


def test_data_goes_to_standard_output_and_all_else_beside_it(own: Workshop, run: Run) -> None:
    root = str(own.dataset.root)
    built = run("build", "--dataset", root)
    assert built.out == f"{own.dataset.database}\n"
    assert "records" in built.err
    again = run("build", "--dataset", root)
    assert (again.out, again.err) == (built.out, "the database is as new as the data\n")
    empty = run("list", "-c", "Poland", "--dataset", root)
    assert (empty.code, empty.out, empty.err) == (0, "", "Poland is known, but no record has it as a party\n")
    checked = run("check", "--dataset", root)
    assert (checked.code, checked.out, checked.err) == (0, "", "65 files, nothing to mend\n")


def test_nothing_found_is_still_json_and_csv(ask: Run) -> None:
    assert json.loads(ask("list", "-c", "Poland", "-f", "json").out) == []
    assert ask("list", "-c", "Poland", "-f", "csv").out.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "-c", "Atlantis"], "no country or organisation is called 'Atlantis'"),
        (["list", "-c", ""], "no country or organisation is called ''"),
        (["list", "-t", "trops"], "no type of guarantee is called 'trops'; did you mean"),
        (["list", "--beneficiary", "X"], "no country or organisation is called 'X'"),
        (["list", "--stance", "x"], "no stance is called 'x'"),
        (["list", "--role", "x"], "no role is called 'x'"),
        (["list", "--status", "x"], "no status is called 'x'"),
        (["list", "--min-strength", "x"], "no strength is called 'x'"),
        (["list", "--instrument", "x"], "no instrument is called 'x'"),
        (["list", "--since", "2026-13"], "there is no month 13"),
        (["list", "--until", "soon"], "'soon' is not written as a date"),
        (["list", "-f", "xml"], "no format is called 'xml'; known are table, markdown, csv, tsv, json, jsonl, yaml"),
        (["show", "x", "-f", "csv"], "no format is called 'csv'"),
        (["show", "fra-2026-01-trops"], "did you mean fra-2026-01-troops"),
        (["brief", "trops"], "no country, organisation, type of guarantee or instrument is called 'trops'"),
        (["brief", "Ukraine", "--today", "tomorrow"], "'tomorrow' is not a day"),
        (["brief", "Ukraine", "--today", "2026-02-30"], "'2026-02-30' is not a day"),
        (["brief", "Ukraine", "--today", ""], "'' is not a day"),
        (["check", "--select", "Z9"], "no rule has a code that begins with 'Z9'"),
        (["check", "--ignore", ","], "no rule has a code that begins with ''"),
        (["check", "-f", "sariff"], "no format is called 'sariff'"),
        (["list", "-c", "\x1b[31mFrance\x1b[0m"], "\\u001b[31mFrance"),
    ],
)
def test_a_request_that_cannot_be_answered_exits_2_with_one_sentence(ask: Run, arguments: list[str], told: str) -> None:
    ran = ask(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["lst"], ["list", "--contry", "France"], ["show"], ["list", "-c"], ["rules", "Q301", "more"], ["build", "--db"]],
)
def test_a_misspelt_command_or_option_exits_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error" in ran.err


def test_a_rule_that_is_not_there_exits_2(run: Run) -> None:
    ran = run("rules", "Z999")
    assert (ran.code, ran.out) == (2, "")


def no_folder(tmp_path: Path) -> list[str]:
    return ["list", "--dataset", str(tmp_path / "none")]


def an_empty_folder(tmp_path: Path) -> list[str]:
    return ["list", "--dataset", str(tmp_path)]


def a_file_as_dataset(tmp_path: Path) -> list[str]:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    return ["check", "--dataset", str(tmp_path / "file")]


def a_folder_as_database(tmp_path: Path) -> list[str]:
    (tmp_path / "folder").mkdir()
    return ["list", "--db", str(tmp_path / "folder")]


def something_else_as_database(tmp_path: Path) -> list[str]:
    (tmp_path / "notes.txt").write_text("notes " * 500, encoding="utf-8")
    return ["list", "--db", str(tmp_path / "notes.txt")]


def an_empty_file_as_database(tmp_path: Path) -> list[str]:
    (tmp_path / "empty").touch()
    return ["list", "--db", str(tmp_path / "empty")]


def a_database_in_a_file(tmp_path: Path) -> list[str]:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    return ["build", "--db", str(tmp_path / "file" / "x.sqlite")]


def a_name_too_long(tmp_path: Path) -> list[str]:
    return ["build", "--db", str(tmp_path / ("x" * 300))]


def a_dataset_name_too_long(tmp_path: Path) -> list[str]:
    return ["check", "--dataset", str(tmp_path / ("x" * 300))]


def output_into_a_missing_folder(tmp_path: Path) -> list[str]:
    return ["list", "-o", str(tmp_path / "none" / "list.txt")]


def output_into_a_folder(tmp_path: Path) -> list[str]:
    return ["brief", "Ukraine", "--output", str(tmp_path)]


def a_full_disk(_: Path) -> list[str]:
    return ["list", "-o", "/dev/full"]


def a_place_where_nothing_is_written(_: Path) -> list[str]:
    return ["build", "--db", "/proc/commitments/x.sqlite"]


@pytest.mark.parametrize(
    "request_",
    [
        no_folder, an_empty_folder, a_file_as_dataset, a_folder_as_database, something_else_as_database,
        an_empty_file_as_database, a_database_in_a_file, a_name_too_long, a_dataset_name_too_long,
        output_into_a_missing_folder, output_into_a_folder, a_full_disk, a_place_where_nothing_is_written,
    ],
)  # fmt: skip
def test_a_place_that_does_not_serve_exits_2_with_one_sentence(
    run: Run, made: Dataset, tmp_path: Path, request_: Callable[[Path], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made.root)
    ran = run(*request_(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("commitments: ")
    assert ran.err.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_place_that_is_closed_exits_2_with_one_sentence(run: Run, made: Dataset, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    for arguments in (["build", "--rebuild", "--db", str(closed / "x")], ["list", "-o", str(closed / "x")]):
        ran = run(*arguments, "--dataset", str(made.root))
        assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("kept", [200, 3000, 20_000, 100_000])
def test_a_question_to_a_damaged_database_exits_2_with_one_sentence(run: Run, spare: Path, kept: int) -> None:
    spare.write_bytes(spare.read_bytes()[:kept])
    for arguments in (["list"], ["show", "fra-2026-01-troops"], ["brief", "Ukraine"]):
        ran = run(*arguments, "--db", str(spare))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.count("\n") == 1


def test_a_dataset_with_empty_folders_answers_that_there_is_nothing(run: Run, own: Workshop) -> None:
    shutil.rmtree(own.dataset.data)
    own.dataset.data.joinpath("commitments").mkdir(parents=True)
    root = str(own.dataset.root)
    assert run("check", "--dataset", root).code == 0
    ran = run("list", "--dataset", root)
    assert (ran.code, ran.out) == (0, "")
    assert "no record" in ran.err
    assert json.loads(run("list", "-f", "json", "--dataset", root).out) == []
    assert run("brief", "troops", "--dataset", root).code == 0
    assert run("brief", "Ukraine", "--dataset", root).code == 2
    assert run("show", "x", "--dataset", root).code == 2


def test_a_dataset_without_word_lists_is_told(run: Run, own: Workshop) -> None:
    shutil.rmtree(own.dataset.vocabulary)
    own.dataset.vocabulary.mkdir()
    assert run("check", "--dataset", str(own.dataset.root)).code == 1
    for arguments in (["list"], ["build", "--keep-going"], ["schema"]):
        ran = run(*arguments, "--dataset", str(own.dataset.root))
        assert ran.code in {1, 2}
        assert ran.err


def test_a_dataset_without_seeds_is_checked_and_told(run: Run, own: Workshop) -> None:
    shutil.rmtree(own.dataset.seeds)
    ran = run("check", "--dataset", str(own.dataset.root), "--select", "Q302")
    assert ran.code == 1
    assert "there is no seeds/article.txt" in ran.out


def test_findings_exit_1_and_stop_the_build(run: Run, own: Workshop) -> None:
    own.change("data/actors/POL.yaml", "kind: state", "kind: stat")
    root = str(own.dataset.root)
    checked = run("check", "--dataset", root)
    assert checked.code == 1
    assert checked.out.startswith("data/actors/POL.yaml:2:7: error R104")
    assert "1 error in 1 of 65 files" in checked.err
    built = run("build", "--dataset", root)
    assert (built.code, built.out) == (1, "")
    assert "nothing built: the data has errors (1)" in built.err
    kept = run("build", "--keep-going", "--dataset", root)
    assert kept.code == 1
    assert kept.out == f"{own.dataset.database}\n"
    assert "left out: data/actors/POL.yaml" in kept.err


def test_output_goes_to_a_file(ask: Run, tmp_path: Path) -> None:
    for name, arguments in {
        "list.csv": ["list", "-f", "csv"],
        "brief.md": ["brief", "troops", "--today", TODAY],
    }.items():
        ran = ask(*arguments, "-o", str(tmp_path / name))
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        assert (tmp_path / name).read_text(encoding="utf-8") == ask(*arguments).out


def test_the_list_and_the_briefing_of_the_command_line_are_the_golden_ones(ask: Run, golden: Golden) -> None:
    golden("list-france.txt", ask("list", "-c", "Франція").out)
    golden("brief-ukraine.md", ask("brief", "أوكرانيا", "--today", TODAY).out)


def test_database_and_dataset_may_be_named_in_the_environment(
    run: Run, made: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMITMENTS_DATASET", str(made.root))
    assert run("list", "-c", "FRA").code == 0
    monkeypatch.delenv("COMMITMENTS_DATASET")
    monkeypatch.setenv("COMMITMENTS_DB", str(made.database))
    assert run("list", "-c", "FRA").code == 0


def test_schemas_are_written_once_and_then_current(run: Run, own: Workshop) -> None:
    root = str(own.dataset.root)
    assert run("schema", "--check", "--dataset", root).code == 1
    assert run("schema", "--dataset", root).code == 0
    ran = run("schema", "--check", "--dataset", root)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert "CREATE TABLE commitment" in own.text("schema/database.sql")
