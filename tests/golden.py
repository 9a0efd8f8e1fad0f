"""Golden files: what a test wrote is held against tests/golden, and `--update-golden` writes it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

FOLDER = Path(__file__).parent / "golden"
COMPARED: set[Path] = set()
"""Every golden file that a test of this run asked for."""

Golden: TypeAlias = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, and remove orphans")


def updating(config: pytest.Config) -> bool:
    return bool(config.getoption("update_golden", default=False))


def whole_run(config: pytest.Config) -> bool:
    """Whether all tests run, so that a golden file that none of them asked for is an orphan."""
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return everything and not any(config.getoption(name, default="") for name in ("keyword", "lf", "failedfirst"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give a function that compares a text with the golden file of a name, in whole."""

    def compare(name: str, text: str) -> None:
        file = FOLDER / name
        COMPARED.add(file)
        if updating(request.config):
            file.write_text(text, encoding="utf-8", newline="")
        assert file.is_file(), f"there is no golden file {name}: `pytest --update-golden` writes it"
        assert text == file.read_text(encoding="utf-8"), f"{name} differs: see `pytest --update-golden`"

    return compare
