"""Files are added whole or not at all, inside the dataset alone, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commitments.curate import additions, corpus
from commitments.curate.additions import NewFile, create, name_in_seeds, text_of
from commitments.dataset import PACKAGE, Dataset
from commitments.findings import CommitmentsError
from tests.conftest import Workshop


def files_of(dataset: Dataset) -> dict[str, bytes]:
    return {
        str(path.relative_to(dataset.root)): path.read_bytes() for path in dataset.root.rglob("*") if path.is_file()
    }


def test_files_are_written_byte_for_byte_in_folders_of_their_own(workshop: Workshop) -> None:
    create(
        workshop.dataset, [NewFile("seeds/new.txt", b"a\r\n\xc3\xa9"), NewFile("data/commitments/new/new.yaml", b"x")]
    )
    assert (workshop.dataset.root / "seeds/new.txt").read_bytes() == b"a\r\n\xc3\xa9"
    assert workshop.text("data/commitments/new/new.yaml") == "x"


def test_a_file_that_is_there_stays_as_it_is_and_nothing_is_added(workshop: Workshop) -> None:
    before = files_of(workshop.dataset)
    with pytest.raises(CommitmentsError, match=r"data/sources/article\.yaml cannot be written: file exists"):
        create(workshop.dataset, [NewFile("seeds/new.txt", b"x"), NewFile("data/sources/article.yaml", b"y")])
    assert files_of(workshop.dataset) == before


def test_a_link_to_nothing_is_not_written_through(workshop: Workshop, tmp_path: Path) -> None:
    (workshop.dataset.seeds / "new.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(CommitmentsError, match=r"seeds/new\.txt cannot be written: file exists"):
        create(workshop.dataset, [NewFile("seeds/new.txt", b"x")])
    assert not (tmp_path / "outside.txt").exists()


def test_a_folder_that_is_a_link_out_of_the_dataset_is_not_entered(workshop: Workshop, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (workshop.dataset.data / "commitments" / "fra").symlink_to(outside)
    with pytest.raises(CommitmentsError, match="would lie outside the dataset: a link leads there"):
        create(workshop.dataset, [NewFile("data/commitments/fra/deep/fra.yaml", b"x")])
    assert not list(outside.iterdir())


def test_a_file_in_the_way_of_a_folder_is_told(workshop: Workshop) -> None:
    workshop.write("data/commitments/fra", "a file")
    with pytest.raises(CommitmentsError, match=r"data/commitments/fra/fra\.yaml cannot be written: "):
        create(workshop.dataset, [NewFile("data/commitments/fra/fra.yaml", b"x")])


def test_the_installed_copy_takes_no_records(workshop: Workshop) -> None:
    additions.refuse_installed(workshop.dataset)
    with pytest.raises(CommitmentsError, match="files are written in a checkout of the repository"):
        additions.refuse_installed(Dataset(PACKAGE / "_dataset"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "is not UTF-8 text (byte 1)"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "is not UTF-8 text (byte 10)"),
        (b"", "holds no text"),
        (b" \n\n", "holds no text"),
        (b"x" * ((16 << 20) + 1), "has 16,777,217 bytes, the limit is 16,777,216"),
    ],
)
def test_what_is_no_text_is_not_archived(content: bytes, told: str, workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(content)
    with pytest.raises(CommitmentsError) as refused:
        text_of(corpus.read(workshop.dataset)[0], tmp_path / "text.txt")
    assert told in str(refused.value)


def test_what_is_no_plain_file_is_not_archived(workshop: Workshop, tmp_path: Path) -> None:
    records = corpus.read(workshop.dataset)[0]
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(CommitmentsError, match="it is not a plain file"):
            text_of(records, path)
    with pytest.raises(CommitmentsError, match=r"there is no file '.*nowhere\.txt'"):
        text_of(records, tmp_path / "nowhere.txt")


def test_a_text_of_another_source_is_named(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(workshop.text("seeds/article.txt"), encoding="utf-8")
    with pytest.raises(CommitmentsError, match="archived already, as that of the source 'article': cite that"):
        text_of(corpus.read(workshop.dataset)[0], tmp_path / "copy.txt")


def test_a_text_that_lies_in_seeds_already_is_taken_from_there(workshop: Workshop) -> None:
    seed = workshop.write("seeds/mine.txt", "My text.")
    records = corpus.read(workshop.dataset)[0]
    content = text_of(records, seed)
    assert name_in_seeds(records, "another.txt", "id", content) == "mine.txt"


def test_a_name_that_other_bytes_have_is_not_taken(workshop: Workshop) -> None:
    workshop.write("seeds/readout.txt", "one")
    workshop.write("seeds/readout-2.txt", "two")
    records = corpus.read(workshop.dataset)[0]
    assert name_in_seeds(records, "ARTICLE.TXT", "other", b"three") == "other.TXT"
    assert name_in_seeds(records, "article.txt", "readout", b"three") == "readout-3.txt"
