"""Some of the inputs that `python -m tests.fuzz` tries by the thousand."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from tests.fuzz import mutations, typed
from tests.fuzz.campaigns import CAMPAIGNS
from tests.fuzz.oracles import patience

NUMBERS = {"records": 1500, "quotations": 800, "searches": 300, "lines": 100, "answers": 200}


@pytest.mark.parametrize("what", CAMPAIGNS)
def test_whatever_is_made_of_sound_input_keeps_every_promise(what: str) -> None:
    sound = 0
    with CAMPAIGNS[what]() as attempt:
        for seed in range(NUMBERS[what]):
            with patience():
                sound += attempt(seed)
    assert sound > NUMBERS[what] * 0.05, "too few of the inputs come past the first checks"
    assert sound < NUMBERS[what] * 0.95, "too few of the inputs are broken"


def test_the_same_number_makes_the_same_input() -> None:
    texts = ["id: x\ntitle: y\n", "id: z\n"]
    assert [mutations.mutated(seed, texts[0], texts) for seed in range(300)] == [
        mutations.mutated(seed, texts[0], texts) for seed in range(300)
    ]
    known = typed.commands()
    assert typed.line(7, known, REPOSITORY) == typed.line(7, known, REPOSITORY)


def test_every_command_is_typed() -> None:
    known = typed.commands()
    assert {typed.line(seed, known, REPOSITORY)[0] for seed in range(3000)} == {path[0] for path in known}
    assert {path[0] for path in known} | typed.UNFIT >= set(typed.COSTLY) | {"list", "new", "quote", "sql"}
