"""Order and number of what is told."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.ask import arrangement, questions
from commitments.ask.arrangement import Blocks
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError


def blocks(connection: sqlite3.Connection) -> Blocks:
    return questions.answer(connection, Wanted(country="France")).blocks


def of_two(connection: sqlite3.Connection) -> Blocks:
    return [
        block for name in ("France", "Germany") for block in questions.answer(connection, Wanted(country=name)).blocks
    ]


def ids(told: Blocks) -> list[list[str]]:
    return [[pledge["id"] for pledge in pledges] for _, pledges in told]


def test_each_block_is_sorted_by_itself(connection: sqlite3.Connection) -> None:
    assert ids(arrangement.ordered(blocks(connection), ["id"])) == [
        ["fra-2023-training", "fra-2024-02-consultation", "fra-2024-02-financing", "fra-2026-01-troops",
         "fra-deu-2026-03-storage"],
        ["coalition-2026-01-monitoring", "coalition-2026-09-commission"],
    ]  # fmt: skip


def test_a_minus_turns_the_order_round_and_a_second_name_decides_between_equals(connection: sqlite3.Connection) -> None:
    own = ids(arrangement.ordered(blocks(connection), ["-stated_on", "id"]))[0]
    assert own == [
        "fra-deu-2026-03-storage", "fra-2026-01-troops", "fra-2024-02-consultation", "fra-2024-02-financing",
        "fra-2023-training",
    ]  # fmt: skip


def test_the_firmest_comes_first(connection: sqlite3.Connection) -> None:
    own = arrangement.ordered(blocks(connection), ["strength"])[0][1]
    assert [pledge["strength"] for pledge in own] == ["operational", "binding", "signed", "declared", "conditional"]


def test_gaps_come_last_in_both_orders(connection: sqlite3.Connection) -> None:
    for by in ("instrument", "-instrument"):
        own = arrangement.ordered(blocks(connection), [by])[0][1]
        assert [pledge["instrument"] is None for pledge in own] == [False, False, False, True, True]


def test_a_limit_counts_over_all_blocks_and_the_number_before_it_is_told(connection: sqlite3.Connection) -> None:
    shown, total = arrangement.limited(blocks(connection), 6)
    assert ([len(pledges) for _, pledges in shown], total) == ([5, 1], 7)
    shown, total = arrangement.limited(blocks(connection), 5)
    assert ([len(pledges) for _, pledges in shown], total) == ([5], 7)
    assert arrangement.limited(blocks(connection), None) == (blocks(connection), 7)


def test_a_record_of_two_countries_counts_once_and_stands_under_both(connection: sqlite3.Connection) -> None:
    found = {name for names in ids(of_two(connection)) for name in names}
    shown, total = arrangement.limited(arrangement.ordered(of_two(connection), ["-id"]), 1)
    assert (ids(shown), total) == ([["fra-deu-2026-03-storage"]] * 2, len(found))
    assert total < sum(len(names) for names in ids(of_two(connection)))


def test_an_order_that_there_is_not_is_told(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="nothing can be sorted by 'colour'; known are strength"):
        arrangement.ordered(blocks(connection), ["-colour"])
