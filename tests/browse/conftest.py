"""The fixtures that tests of this stage use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commitments.dataset import Dataset
from tests.browse.served import Pages, serving
from tests.fixtures import connection, made, own, run, spare


@pytest.fixture(scope="session")
def pages(made: Dataset) -> Iterator[Pages]:
    """Serve the small dataset."""
    with serving(made.database) as served:
        yield served


__all__ = ["connection", "made", "own", "pages", "run", "spare"]
