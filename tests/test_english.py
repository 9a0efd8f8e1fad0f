"""Numbers and names are said as people say them."""

from __future__ import annotations

import pytest

from commitments.english import few


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, ""), (1, "a"), (3, "a, b, c"), (4, "a, b, c and 1 more"), (6, "a, b, c and 3 more"),
    ],
)  # fmt: skip
def test_the_first_few_are_named_and_the_rest_is_counted(number: int, told: str) -> None:
    assert few("abcdef"[:number], 3) == told


def test_names_that_hold_commas_are_parted_by_other_marks() -> None:
    assert few(["a, b", "c, d", "e"], 2, "; ", "; and ") == "a, b; c, d; and 1 more"
