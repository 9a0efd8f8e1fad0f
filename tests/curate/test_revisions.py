"""A dataset is read from a revision as git keeps it, and nothing in the working tree is touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from commitments.curate import corpus
from commitments.curate.revisions import opened, unpacked
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from tests.conftest import Workshop
from tests.curate.repository import ENVIRONMENT, commit, git

RECORD = "data/commitments/deu/deu-weapons.yaml"


@pytest.fixture
def kept(workshop: Workshop) -> Workshop:
    """Give a dataset that was committed as `v1`."""
    commit(workshop, "v1")
    return workshop


def asked(place: Path, *arguments: str, given: bytes = b"") -> str:
    command = ["git", "-C", str(place), *arguments]
    return (
        subprocess.run(command, env=ENVIRONMENT, input=given, capture_output=True, check=True).stdout.decode().strip()
    )


def files(dataset: Dataset) -> dict[str, bytes]:
    paths = (path for path in dataset.root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(dataset.root).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("revision", ["HEAD", "v1", "@"])
def test_a_revision_holds_the_files_byte_for_byte(kept: Workshop, revision: str) -> None:
    before = files(kept.dataset)
    kept.write(RECORD, "changed")
    with unpacked(kept.dataset, revision) as dataset:
        assert files(dataset) == before


def test_the_working_tree_and_the_index_stay_as_they_are(kept: Workshop) -> None:
    kept.write(RECORD, "changed")
    kept.write("data/commitments/deu/new.yaml", "new")
    index = kept.dataset.root / ".git" / "index"
    before = files(kept.dataset), index.read_bytes(), asked(kept.dataset.root, "status", "--porcelain")
    with unpacked(kept.dataset, "v1"):
        pass
    assert (files(kept.dataset), index.read_bytes(), asked(kept.dataset.root, "status", "--porcelain")) == before


def test_the_folder_is_gone_after_use(kept: Workshop) -> None:
    with unpacked(kept.dataset, "v1") as dataset:
        assert dataset.root.is_dir()
    assert not dataset.root.exists()


def test_only_data_word_lists_and_archived_texts_are_read(kept: Workshop) -> None:
    kept.write("README.md", "# no data")
    kept.write("schema/commitment.schema.json", "{}")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "more")
    with unpacked(kept.dataset, "HEAD") as dataset:
        assert {path.split("/")[0] for path in files(dataset)} == {"data", "schema", "seeds"}
        assert not (dataset.root / "schema" / "commitment.schema.json").exists()


def test_attributes_cannot_hide_or_change_a_file(kept: Workshop) -> None:
    kept.write("data/.gitattributes", "*.yaml export-ignore export-subst ident\n")
    kept.write(RECORD, kept.text(RECORD) + "# $Format:%H$ $Id$\n")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "hidden")
    with unpacked(kept.dataset, "HEAD") as dataset:
        assert (dataset.root / RECORD).read_text(encoding="utf-8").endswith("# $Format:%H$ $Id$\n")


def test_a_dataset_in_a_folder_of_a_repository_is_found(kept: Workshop, tmp_path: Path) -> None:
    (kept.dataset.root / ".git").rename(tmp_path / ".git")
    asked(tmp_path, "add", "-A")
    asked(tmp_path, "commit", "-qm", "below")
    with unpacked(kept.dataset, "HEAD") as dataset:
        assert files(dataset) == files(kept.dataset)


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("v2-rc", "git knows no revision 'v2-rc' here: `git fetch"),
        ("vv1", "git knows no revision 'vv1' here: did you mean 'v1'?"),
        ("v1..HEAD", "write two revisions apart"),
        ("--output=x", "none begins with '-'"),
        ("", "git knows no revision ''"),
        ("v1\0", "git knows no revision"),
        ("v1:data", "git knows no revision"),
        ("$(touch x)", "git knows no revision"),
    ],
)
def test_an_unknown_revision_is_told_with_a_hint(kept: Workshop, revision: str, told: str) -> None:
    with pytest.raises(CommitmentsError) as raised, unpacked(kept.dataset, revision):
        pass
    assert told in str(raised.value)
    assert not (kept.dataset.root / "x").exists()


def test_a_folder_outside_git_has_no_revisions(workshop: Workshop) -> None:
    with pytest.raises(CommitmentsError, match="is not a git checkout"), unpacked(workshop.dataset, "HEAD"):
        pass


def test_a_repository_without_commits_says_so(workshop: Workshop) -> None:
    git(workshop, "init", "-q")
    with pytest.raises(CommitmentsError, match="nothing has been committed yet"), unpacked(workshop.dataset, "HEAD"):
        pass


def test_a_repository_that_git_does_not_open_says_so(workshop: Workshop) -> None:
    workshop.write(".git/HEAD", "nonsense")
    with pytest.raises(CommitmentsError, match="git does not open"), unpacked(workshop.dataset, "HEAD"):
        pass


def test_a_machine_without_git_says_so(kept: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommitmentsError, match="git is not installed"), unpacked(kept.dataset, "HEAD"):
        pass


def test_a_revision_without_a_dataset_says_so(kept: Workshop) -> None:
    git(kept, "rm", "-rq", "data")
    git(kept, "commit", "-qm", "empty")
    with pytest.raises(CommitmentsError, match="'HEAD' holds no dataset"), unpacked(kept.dataset, "HEAD"):
        pass


def test_a_clone_without_all_files_is_told_and_fetches_nothing(kept: Workshop, tmp_path: Path) -> None:
    git(kept, "config", "uploadpack.allowFilter", "true")
    kept.write(RECORD, kept.text(RECORD) + "# later\n")
    git(kept, "commit", "-qam", "later")
    url = kept.dataset.root.as_uri()
    asked(tmp_path, "clone", "-q", "--filter=blob:none", url, "partial")
    with pytest.raises(CommitmentsError, match="does not hold all files"):  # noqa: SIM117 -- the dataset is made inside
        with unpacked(Dataset(tmp_path / "partial"), "v1"):
            pass


def test_a_damaged_repository_is_told(kept: Workshop) -> None:
    name = asked(kept.dataset.root, "rev-parse", f"v1:{RECORD}")
    file = kept.dataset.root / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(CommitmentsError, match="does not hold all files"), unpacked(kept.dataset, "v1"):
        pass


def test_a_link_is_kept_as_a_link_and_led_by_nobody_out_of_the_dataset(kept: Workshop) -> None:
    (kept.dataset.root / "data" / "commitments" / "passwd.yaml").symlink_to("/etc/passwd")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "link")
    with unpacked(kept.dataset, "HEAD") as dataset:
        _, findings = corpus.read(dataset)
    assert [finding.code for finding in findings if "passwd" in finding.span.path] == ["Y120"]


def test_a_file_beyond_every_limit_is_not_read_and_keeps_its_size(kept: Workshop) -> None:
    kept.write("seeds/huge.txt", b"x" * ((16 << 20) + 1))
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "huge")
    with unpacked(kept.dataset, "HEAD") as dataset:
        found = (dataset.root / "seeds" / "huge.txt").stat()
    assert found.st_size == (16 << 20) + 1


def tree(place: Path, *entries: tuple[str, str, str]) -> str:
    """Make a tree by hand, with names that git itself would not check out."""
    raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(content) for mode, name, content in entries)
    return asked(place, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)


def test_a_tree_made_by_hand_writes_nothing_outside(kept: Workshop, tmp_path: Path) -> None:
    place = kept.dataset.root
    blob = asked(place, "hash-object", "-w", "--stdin", given=b"id: x\n")
    link = asked(place, "hash-object", "-w", "--stdin", given=os.fsencode(tmp_path / "outside"))
    (tmp_path / "outside").mkdir()
    up = tree(place, ("100644", "escaped.yaml", blob))
    inner = tree(place, ("120000", "x", link), ("40000", "x", up), ("40000", "..", up), ("100644", "x.yaml", blob))
    root = tree(place, ("40000", "data", tree(place, ("40000", "commitments", inner))))
    asked(place, "tag", "evil", asked(place, "commit-tree", "-m", "evil", root))
    with pytest.raises(CommitmentsError, match="cannot be unpacked"), unpacked(kept.dataset, "evil"):
        pass
    assert list((tmp_path / "outside").iterdir()) == []
    assert not list(tmp_path.rglob("escaped.yaml"))


def test_a_name_may_be_a_folder_and_a_revision_comes_first(
    kept: Workshop, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workshop.dataset.root.parent)
    with opened(kept.dataset, "dataset") as dataset:
        assert dataset.root == kept.dataset.root
    git(kept, "tag", "dataset")
    with opened(kept.dataset, "dataset") as dataset:
        assert dataset.root != kept.dataset.root
    with opened(kept.dataset, "./dataset") as dataset:
        assert dataset.root == kept.dataset.root


def test_a_folder_without_a_dataset_is_told_as_such(kept: Workshop, tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError, match="holds no dataset"), opened(kept.dataset, str(tmp_path)):
        pass
