"""What tests of several stages share: a small sound dataset of a test's own, and files written into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from commitments.curate.checking import Checked, check
from commitments.dataset import Dataset

pytest_plugins = ["tests.golden"]

REPOSITORY = Path(__file__).resolve().parents[1]
BASE = REPOSITORY / "tests" / "curate" / "rules" / "base"


@dataclass(frozen=True)
class Workshop:
    """A small sound dataset in a folder of the test's own."""

    dataset: Dataset

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the dataset, byte for byte."""
        file = self.dataset.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def text(self, path: str) -> str:
        """Read a file of the dataset."""
        return (self.dataset.root / path).read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a stretch of a file that stands in it once."""
        before = self.text(path)
        assert before.count(old) == 1, f"{path} has {before.count(old)} times: {old}"
        self.write(path, before.replace(old, new))

    def check(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Checked:
        """Check the dataset."""
        return check(self.dataset, select, ignore)

    def found(self) -> list[tuple[str, int, str]]:
        """Check the dataset, and give path, line and code of every finding."""
        return [(finding.span.path, finding.span.line, finding.code) for finding in self.check().findings]


def sound(root: Path) -> Workshop:
    """Give a small sound dataset in a new folder."""
    shutil.copytree(BASE, root)
    shutil.copytree(REPOSITORY / "schema" / "vocabulary", root / "schema" / "vocabulary")
    return Workshop(Dataset(root))


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return sound(tmp_path / "dataset")


@pytest.fixture
def real() -> Dataset:
    """Give the dataset of the checkout."""
    return Dataset(REPOSITORY)
