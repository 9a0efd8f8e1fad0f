"""An export is there whole or not at all, and nothing is lost that somebody else wrote."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commitments.dataset import Dataset
from commitments.export import folder
from commitments.export.forms import FORMS, Content, Form
from commitments.findings import CommitmentsError
from commitments.store import database
from tests.conftest import REPOSITORY
from tests.export.conftest import exported, files
from tests.fixtures import Run

KILLED = """
import os, signal, sys
from pathlib import Path
from commitments.export import folder
from commitments.export.forms import Form
from commitments.store import database

def write(path, content):
    path.write_text("half")
    if content.table.name == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

folder.export(database.open_database(Path(sys.argv[1])), Path(sys.argv[2]), [Form("csv", ".csv", "text/csv", write)])
"""


def summed(place: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)


def test_the_command_writes_all_formats_and_names_the_folder(made: Dataset, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "export"
    ran = run("export", str(target), "--dataset", str(made.root))
    assert (ran.code, ran.out, ran.err) == (0, f"{target}\n", "")
    assert {path.name for path in target.iterdir()} == {
        "LICENSE", "README.md", "SHA256SUMS", "commitments.sqlite", "csv", "datapackage.json", "dataset.jsonld",
        "jsonl", "parquet", "parquet.md",
    }  # fmt: skip


def test_only_the_formats_that_are_named_are_written(made: Dataset, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "export"
    run("export", str(target), "-f", "jsonl", "--format", "csv", "--db", str(made.database))
    assert (target / "csv").is_dir()
    assert (target / "jsonl").is_dir()
    assert not (target / "parquet").exists()
    assert run("export", str(target), "-f", "xls", "--db", str(made.database)).code == 2


def test_the_same_database_gives_the_same_bytes(export: Path, made: Dataset, tmp_path: Path) -> None:
    assert files(exported(made.database, tmp_path / "again")) == files(export)


def test_the_database_is_the_file_itself(export: Path, made: Dataset, run: Run) -> None:
    copy = export / "commitments.sqlite"
    assert copy.read_bytes() == made.database.read_bytes()
    assert run("verify", "--dataset", str(made.root), "--db", str(copy)).code == 0


def test_the_checksums_cover_every_file_and_tell_a_changed_one(export: Path, tmp_path: Path) -> None:
    assert summed(export).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (export / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == files(export).keys() - {"SHA256SUMS"}
    changed = Path(shutil.copytree(export, tmp_path / "changed"))
    with (changed / "csv/pledge.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "csv/pledge.csv: FAILED" in summed(changed).stdout


def test_the_licence_is_that_of_the_data(export: Path) -> None:
    assert (export / "LICENSE").read_bytes() == (REPOSITORY / "LICENSE-DATA").read_bytes()


def test_files_may_be_read_by_whom_the_user_lets_read_files(export: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    assert export.stat().st_mode & 0o777 == 0o777 & ~mask
    assert (export / "csv/pledge.csv").stat().st_mode & 0o777 == 0o666 & ~mask


def test_an_earlier_export_is_replaced_whole(made: Dataset, export: Path, tmp_path: Path) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    (target / "csv/pledge.csv").write_text("changed", encoding="utf-8")
    exported(made.database, target, "csv")
    assert not (target / "parquet").exists()
    assert files(target)["csv/pledge.csv"] == files(export)["csv/pledge.csv"]
    assert list(tmp_path.iterdir()) == [target]


def test_an_empty_folder_is_filled_and_a_link_to_a_folder_followed(made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    exported(made.database, tmp_path / "link", "csv")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "empty/csv/pledge.csv").is_file()


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ({"notes.txt": "mine"}, "holds what is part of no export, such as 'notes.txt'"),
        ({"deep/down/.hidden": "mine"}, "holds what is part of no export, such as 'deep/down/.hidden'"),
        ({"SHA256SUMS": f"{'0' * 64}  a.txt\n", "a.txt": "mine"}, "such as 'SHA256SUMS'"),
        ({"SHA256SUMS": "", "datapackage.json": '{"name": "other"}'}, "such as 'SHA256SUMS'"),
        ({"SHA256SUMS": "", "datapackage.json": "[]"}, "such as 'SHA256SUMS'"),
        ({"SHA256SUMS": "", "datapackage.json": "{"}, "such as 'SHA256SUMS'"),
        ({"datapackage.json": '{"name": "commitments"}'}, "such as 'datapackage.json'"),
    ],
)
def test_a_folder_that_is_no_export_is_refused_and_left(
    made: Dataset, run: Run, tmp_path: Path, before: dict[str, str], told: str
) -> None:
    target = tmp_path / "mine"
    for name, text in before.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    ran = run("export", str(target), "--db", str(made.database))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "and is left as it is: name a new folder, or one that holds an earlier export" in ran.err
    assert {name: content.decode() for name, content in files(target).items()} == before
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["SHA256SUMS", "datapackage.json"])
@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 99_999])
def test_an_export_whose_own_files_cannot_be_read_is_left(
    made: Dataset, export: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    (target / name).write_bytes(content)
    before = files(target)
    with pytest.raises(CommitmentsError, match="holds what is part of no export, such as 'LICENSE', and is left"):
        exported(made.database, target)
    assert files(target) == before


@pytest.mark.parametrize("stranger", ["csv/mine.csv", "mine.txt"])
def test_a_file_that_somebody_put_into_an_export_keeps_it_from_being_replaced(
    made: Dataset, export: Path, tmp_path: Path, stranger: str
) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    (target / stranger).write_text("mine", encoding="utf-8")
    with pytest.raises(CommitmentsError, match=f"such as '{stranger}'"):
        exported(made.database, target)
    assert (target / stranger).read_text(encoding="utf-8") == "mine"


def test_a_file_and_the_folder_where_one_is_are_refused(
    made: Dataset, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert "is a file: name a folder" in run("export", str(tmp_path / "file"), "--db", str(made.database)).err
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name in (".", "..", str(tmp_path)):
        ran = run("export", name, "--db", str(made.database))
        assert ran.code == 2
        assert "is where you are, and would be replaced: name a folder inside it" in ran.err


@pytest.mark.parametrize("table", ["pledge", "money", "terms_sanctions"])
def test_an_export_that_is_killed_leaves_the_earlier_one_whole(
    made: Dataset, export: Path, tmp_path: Path, table: str
) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    command = [sys.executable, "-c", KILLED, str(made.database), str(target), table]
    assert subprocess.run(command, check=False).returncode == -9
    assert files(target) == files(export)
    assert summed(target).returncode == 0
    assert files(exported(made.database, target, "csv")).keys() < files(export).keys()


def failing(error: BaseException) -> Form:
    def write(_: Path, content: Content) -> None:
        if content.table.name == "money":
            raise error

    return Form("csv", ".csv", "text/csv", write)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_export_that_fails_leaves_nothing_behind(
    made: Dataset, export: Path, tmp_path: Path, error: BaseException
) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    with closing(database.open_database(made.database)) as opened, pytest.raises(type(error)):
        folder.export(opened, target, [FORMS["jsonl"], failing(error)])
    assert files(target) == files(export)
    assert list(tmp_path.iterdir()) == [target]


def test_the_earlier_export_comes_back_if_the_new_one_cannot_take_its_place(
    made: Dataset, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Path(shutil.copytree(export, tmp_path / "export"))
    rename = Path.rename

    def refusing(path: Path, other: Path) -> Path:
        if path.parent.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(path, other)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError):
        exported(made.database, target)
    assert files(target) == files(export)


def test_without_pyarrow_one_sentence_says_what_to_install(
    made: Dataset, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "commitments.export.parquet", raising=False)
    monkeypatch.delattr("commitments.export.parquet", raising=False)
    target = tmp_path / "export"
    ran = run("export", str(target), "--db", str(made.database))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "commitments: Parquet needs pyarrow: install it with `pip install '.[parquet]'` in the folder of the project, "
        "or name the other formats alone: --format csv --format jsonl\n"
    )
    assert list(tmp_path.iterdir()) == []
    assert run("export", str(target), "-f", "csv", "-f", "jsonl", "--db", str(made.database)).code == 0


def test_no_socket_is_opened(made: Dataset, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:  # noqa: ANN401 -- whatever a socket is asked for with
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    assert run("export", str(tmp_path / "export"), "--dataset", str(made.root)).code == 0
