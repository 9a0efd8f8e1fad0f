"""Where data/, schema/ and seeds/ are: a checkout, or the copy inside the installed package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from commitments.findings import CommitmentsError

PACKAGE = Path(__file__).resolve().parent
ENVIRONMENT = "COMMITMENTS_DATASET"
FOLDERS = frozenset({"data", "schema", "seeds"})


class Dataset(NamedTuple):
    """The folder that holds data/, schema/ and seeds/."""

    root: Path

    @property
    def data(self) -> Path:
        """The records, one folder per kind."""
        return self.root / "data"

    @property
    def schema(self) -> Path:
        """The hand-kept word lists and the generated schemas."""
        return self.root / "schema"

    @property
    def vocabulary(self) -> Path:
        """The word lists."""
        return self.schema / "vocabulary"

    @property
    def seeds(self) -> Path:
        """The archived source texts."""
        return self.root / "seeds"

    @property
    def is_installed(self) -> bool:
        """Is this the copy inside the installed package, which the next installation replaces?"""
        return self.root == PACKAGE / "_dataset"

    @property
    def database(self) -> Path:
        """Where the database of this dataset is built unless another place is named."""
        if not self.is_installed:
            return self.root / "build" / "commitments.sqlite"
        from hashlib import sha256  # noqa: PLC0415 -- a checkout does without it

        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(cache) / "commitments" / sha256(bytes(self.root)).hexdigest()[:12] / "commitments.sqlite"


def find(named: str | None = None) -> Dataset:
    """Find the dataset: the one named, else the one around the working folder, else the tool's own.

    Raises CommitmentsError where the folder named holds no dataset.
    """
    if wanted := named or os.environ.get(ENVIRONMENT):
        root = Path(wanted).resolve()
        if not _is_dataset(root):
            raise CommitmentsError(
                f"'{wanted}' holds no dataset: it needs the folders data/commitments and schema/vocabulary"
            )
        return Dataset(root)
    here = Path.cwd()
    if _is_half(here):
        raise CommitmentsError(f"{here} lacks one of the folders data/commitments and schema/vocabulary")
    around = (here, *here.parents, PACKAGE.parent, PACKAGE / "_dataset")
    for root in filter(_is_dataset, around):
        return Dataset(root)
    raise CommitmentsError(f"no dataset found: name one with --dataset DIR or {ENVIRONMENT}")


def is_within(path: Path) -> bool:
    """Whether a file lies among the records, word lists or archived texts of a dataset, or would."""
    real = path.resolve()
    return any(_is_dataset(root) and real.relative_to(root).parts[0] in FOLDERS for root in real.parents)


def licence() -> Path:
    """Where the licence of the data is: in the checkout, or in the installed package.

    Raises CommitmentsError where somebody has removed it.
    """
    places = (place / "LICENSE-DATA" for place in (PACKAGE.parent, PACKAGE / "_dataset"))
    if found := next(filter(Path.is_file, places), None):
        return found
    raise CommitmentsError("the licence of the data, LICENSE-DATA, is missing: install the tool anew")


def _is_half(root: Path) -> bool:
    """Whether a folder was meant to hold a dataset, so that no other is to be taken in its place."""
    return not _is_dataset(root) and (root / "data").is_dir() and (root / "schema").is_dir()


def _is_dataset(root: Path) -> bool:
    return (root / "data" / "commitments").is_dir() and (root / "schema" / "vocabulary").is_dir()
