"""The fixtures that tests of the server use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.store import publishing
from commitments.store.postgresql import publishing as publishing_there
from tests.conftest import REPOSITORY
from tests.fixtures import made, own, run
from tests.golden import golden
from tests.needed import missing
from tests.postgresql.server import SECRET, Place, Server, programs, running

__all__ = ["golden", "made", "own", "run"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if not programs():
        missing("SERVER", "NO POSTGRESQL: install it, such as with `apt install postgresql`, to try what is published")
    with running() as started:
        yield started


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the password of all roles where PostgreSQL's own programs look for it."""
    monkeypatch.setenv("PGPASSWORD", SECRET)


@pytest.fixture
def place(server: Server) -> Place:
    """Give a database of the test's own, in which nothing is published."""
    number = len(server.execute("SELECT 1 FROM pg_database"))
    return Place(server, server.create(f"place_{number}"))


@pytest.fixture(scope="session")
def small(server: Server, made: Dataset) -> Place:
    """Give the small dataset as it is published; no test changes it."""
    return _published(server, made.database, "small")


@pytest.fixture(scope="session")
def whole(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """Give the real dataset as it is published, and the file of its database; no test changes them."""
    target = tmp_path_factory.mktemp("real") / "commitments.sqlite"
    publishing.publish(Dataset(REPOSITORY), target)
    return _published(server, target, "whole"), str(target)


def _published(server: Server, file: Path, name: str) -> Place:
    place = Place(server, server.create(name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", SECRET)
        publishing_there.publish(place.publisher, file)
    return place
