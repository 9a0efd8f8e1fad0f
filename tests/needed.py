"""What some tests need and not every machine has: they skip aloud without it, and fail where it has to be there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def must(tests: str) -> bool:
    """Whether tests have to run here, such as CRASH where COMMITMENTS_CRASH_TESTS=must is set."""
    return os.environ.get(f"COMMITMENTS_{tests}_TESTS") == "must"


def missing(tests: str, reason: str) -> NoReturn:
    """Skip a test, or a module of tests, for want of something; fail it where it has to run."""
    if must(tests):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)
