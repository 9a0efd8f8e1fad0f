"""The files of a dataset: every one is found, and read or told why not."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from commitments.curate import files
from tests.conftest import Workshop


def told(root: Path) -> list[tuple[str, str]]:
    """Give path and code of every file in data/ that cannot be read."""
    return [(file.path, file.problem.code) for file in files.walk(root, root / "data") if file.problem]


def write(root: Path, path: str, content: bytes = b"id: x\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_files_come_in_the_order_of_their_paths_with_their_bytes(tmp_path: Path) -> None:
    for path in ("data/b/z.yaml", "data/b/a.yaml", "data/a.yaml", "data/b.yaml", "data/B.yaml"):
        write(tmp_path, path, path.encode())
    found = list(files.walk(tmp_path, tmp_path / "data"))
    assert [file.path for file in found] == [
        "data/B.yaml",
        "data/a.yaml",
        "data/b.yaml",
        "data/b/a.yaml",
        "data/b/z.yaml",
    ]
    assert all(file.content == file.path.encode() and file.problem is None for file in found)


def test_hidden_files_and_folders_and_explanations_are_passed_over(tmp_path: Path) -> None:
    for path in ("data/.hidden", "data/.git/x.yaml", "data/README.md", "data/deu/README.md", "data/.DS_Store"):
        write(tmp_path, path)
    assert list(files.walk(tmp_path, tmp_path / "data")) == []


def test_a_hidden_record_is_told(tmp_path: Path) -> None:
    write(tmp_path, "data/.x.yaml")
    assert told(tmp_path) == [("data/.x.yaml", "Y121")]


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(files.walk(tmp_path, tmp_path / "data")) == []
    assert files.directly_in(tmp_path / "seeds") == []


@pytest.mark.parametrize("name", ["x.yml", "x.YAML", "x.json", "x.yaml~", "yaml", "x.yaml.orig", "readme.md"])
def test_a_file_of_another_ending_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"data/{name}")
    assert told(tmp_path) == [(f"data/{name}", "Y121")]


def test_a_file_of_a_mebibyte_is_read_and_a_byte_more_is_told(tmp_path: Path) -> None:
    write(tmp_path, "data/large.yaml", b"#" * (1 << 20))
    write(tmp_path, "data/too-large.yaml", b"#" * ((1 << 20) + 1))
    assert told(tmp_path) == [("data/too-large.yaml", "Y117")]


def test_the_limit_is_told_in_figures(tmp_path: Path) -> None:
    file = files.read(tmp_path, write(tmp_path, "x.yaml", b"12345"), limit=4)
    assert file.content is None
    assert file.problem
    assert file.problem.message == "the file has 5 bytes, the limit is 4"
    assert file.problem.place == (1, 1, 1, 1)


def test_a_link_out_of_the_dataset_is_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.yaml", b"secret: 1\n")
    root = tmp_path / "dataset"
    (root / "data").mkdir(parents=True)
    (root / "data" / "x.yaml").symlink_to(outside)
    (root / "data" / "y.yaml").symlink_to("/etc/passwd")
    assert told(root) == [("data/x.yaml", "Y120"), ("data/y.yaml", "Y120")]
    assert all(file.content is None for file in files.walk(root, root / "data"))


def test_a_link_inside_the_dataset_is_a_file(tmp_path: Path) -> None:
    target = write(tmp_path, "data/a.yaml", b"a: 1\n")
    (tmp_path / "data" / "b.yaml").symlink_to(target)
    assert [file.content for file in files.walk(tmp_path, tmp_path / "data")] == [b"a: 1\n", b"a: 1\n"]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yaml").symlink_to(tmp_path / "nothing.yaml")
    assert told(tmp_path) == [("data/x.yaml", "Y119")]


def test_a_loop_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yaml").symlink_to(tmp_path / "data" / "y.yaml")
    (tmp_path / "data" / "y.yaml").symlink_to(tmp_path / "data" / "x.yaml")
    assert told(tmp_path) == [("data/x.yaml", "Y118"), ("data/y.yaml", "Y118")]


def test_a_link_to_a_folder_is_told_and_never_entered(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/x.yaml")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "deu").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "data" / "fra.yaml").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "data" / "round").symlink_to(tmp_path / "data")
    assert told(tmp_path) == [("data/deu", "Y121"), ("data/fra.yaml", "Y118"), ("data/round", "Y121")]


def test_a_folder_with_the_ending_of_a_record_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "data/deu.yaml/x.yaml")
    assert [file.path for file in files.walk(tmp_path, tmp_path / "data")] == ["data/deu.yaml/x.yaml"]


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    os.mkfifo(tmp_path / "data" / "x.yaml")
    assert told(tmp_path) == [("data/x.yaml", "Y118")]


def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("x.yaml")
        assert told(tmp_path) == [("data/x.yaml", "Y118")]


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is played."""
    write(tmp_path, "data/x.yaml").chmod(0)
    monkeypatch.setattr(os, "open", _refuse)
    (file,) = files.walk(tmp_path, tmp_path / "data")
    assert file.problem
    assert (file.problem.code, file.problem.message) == ("Y118", "the file cannot be read: permission denied")


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "data/x.yaml")
    monkeypatch.setattr(os, "open", _vanish)
    assert told(tmp_path) == [("data/x.yaml", "Y119")]


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "data/a.yaml")
    closed = tmp_path / "data" / "deu"
    closed.mkdir()
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: _refuse(path) if Path(path) == closed else scandir(path))
    assert told(tmp_path) == [("data/deu", "Y118")]


def test_a_closed_folder_of_seeds_is_no_traceback(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: _refuse(path) if Path(path).name == "seeds" else listed(path))
    assert [code for _, _, code in workshop.found()] == ["Q302"]


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    name = os.fsencode(tmp_path / "data") + b"/caf\xe9.yaml"
    with open(name, "wb") as file:  # noqa: PTH123 -- the name is bytes
        file.write(b"id: x\n")
    (found,) = files.walk(tmp_path, tmp_path / "data")
    assert (found.path, found.content, found.problem and found.problem.code) == ("data/caf\\udce9.yaml", None, "Y121")


def test_every_bad_file_leaves_the_others_readable(workshop: Workshop) -> None:
    folder = workshop.dataset.data / "commitments"
    os.mkfifo(folder / "pipe.yaml")
    (folder / "link.yaml").symlink_to("/etc/passwd")
    workshop.write("data/commitments/large.yaml", b"#" * ((1 << 20) + 1))
    workshop.write("data/commitments/latin.yaml", "title: Élysée".encode("latin-1"))
    workshop.write("data/commitments/marked.yaml", b"\xef\xbb\xbf" + workshop.text("data/actors/DEU.yaml").encode())
    workshop.change("data/commitments/deu/deu-weapons.yaml", "stance: pledge", "stance: pleddge")
    assert workshop.found() == [
        ("data/commitments/deu/deu-weapons.yaml", 7, "R104"),
        ("data/commitments/large.yaml", 1, "Y117"),
        ("data/commitments/latin.yaml", 1, "Y101"),
        ("data/commitments/link.yaml", 1, "Y120"),
        ("data/commitments/marked.yaml", 1, "Y102"),
        ("data/commitments/pipe.yaml", 1, "Y118"),
    ]


def test_nothing_of_a_file_outside_is_shown(workshop: Workshop, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password", encoding="utf-8")
    (workshop.dataset.data / "commitments" / "x.yaml").symlink_to(secret)
    (workshop.dataset.seeds / "note.txt").symlink_to(secret)
    workshop.change("data/sources/article.yaml", "file: article.txt", "file: note.txt")
    findings = workshop.check().findings
    assert {finding.code for finding in findings} == {"Y120", "Q302"}
    assert "password" not in str(findings)


def test_an_archived_text_may_be_larger_than_a_record(workshop: Workshop) -> None:
    assert files.MAX_SEED_BYTES > files.MAX_BYTES
    workshop.write("seeds/large.txt", b"x" * (files.MAX_BYTES + 1))
    assert workshop.check().corpus.archives["large.txt"].content


def _refuse(path: Any, *_: Any) -> Any:  # noqa: ANN401 -- stands for several functions
    raise PermissionError(13, "Permission denied", str(path))


def _vanish(path: str, *_: object) -> int:
    Path(path).unlink()
    raise FileNotFoundError(2, "No such file or directory", str(path))
