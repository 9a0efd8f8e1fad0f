"""What is changed in a module, what is left alone, and that a change that matters is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.scope import MODULES, PACKAGE, equivalents
from tests.mutation.trials import ROOT, passes


def changes(source: str) -> list[str]:
    return [mutant.change for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", ["`a == b` → `a != b`"]),
        ("a <= b", ["`a <= b` → `a < b`", "`a <= b` → `a > b`"]),
        ("a in b", ["`a in b` → `a not in b`"]),
        ("a and b", ["`a and b` → `a or b`", "`a and b` → `b`", "`a and b` → `a`"]),
        ("not a", ["`not a` → `a`"]),
        ("a - b", ["`a - b` → `a`", "`a - b` → `b`"]),
        ("a & b", ["`a & b` → `a`", "`a & b` → `b`", "`a & b` → `a | b`"]),
        ("a if b else c", ["`a if b else c` → `a`", "`a if b else c` → `c`"]),
        ("[a for a in b if c]", ["`for a in b if c` → `for a in b`"]),
        ("a[b:c]", ["`b:c` → `:c`", "`b:c` → `b:`"]),
        ("any(a)", ["`any(a)` → `all(a)`"]),
        ("dates.latest(a)", ["`dates.latest(a)` → `dates.earliest(a)`"]),
        ("f(a, b, c)", ["`f(a, b, c)` → `f(b, a, c)`"]),
        ("f(a=b)", ["`f(a=b)` → `f()`"]),
        ("g = 1", ["`1` → `2`", "`1` → `0`"]),
        ("g = True", ["`True` → `False`"]),
        ("g = 'pledge', ' '", ["`'pledge'` → `'pledgex'`", "`' '` → `' x'`"]),
        ("g += h", ["`g += h` → `pass`"]),
    ],
)
def test_every_kind_of_change_is_made(source: str, expected: list[str]) -> None:
    found = changes(source)
    assert [change for change in found if not change.endswith("→ `pass`") or source == "g += h"] == expected


def test_what_would_stay_the_same_is_no_change() -> None:
    assert [change for change in changes("f(a, a, b)") if not change.endswith("→ `pass`")] == []


def test_conditions_and_statements_are_taken_out() -> None:
    found = changes("def f(a):\n    if a:\n        return\n    yield a\n    return a\n")
    assert found == [
        "`if a` → `if True`",
        "`if a` → `if False`",
        "`return` → `pass`",
        "`yield a` → `pass`",
        "`return a` → `return None`",
    ]


def test_a_rule_loses_kinds_of_records_and_its_severity() -> None:
    found = list(mutants('@rule("R1", A, B, severity=c)\ndef f(case):\n    pass\n'))
    assert [mutant.source.split("\n")[0] for mutant in found] == [
        "@rule('R1', B, severity=c)",
        "@rule('R1', A, severity=c)",
        "@rule('R1', A, B)",
    ]


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "from a import b",
        "a: int | None = b",
        "def f(a: str = b) -> dict[str, int]: ...",
        "g = 'how a message reads'",
        "g = f'{a + 1} of these'",
        "@cache\ndef f(): ...",
        "Kind: TypeAlias = A | B",
        "class A(dict[int, str | None]): ...",
    ],
)
def test_what_is_for_readers_or_for_types_is_left_alone(source: str) -> None:
    assert changes(source) == []


def test_a_mutant_is_told_by_its_place_and_is_one_change_of_the_whole() -> None:
    source = '@rule("R1", A)\ndef f(case):\n    a = 1\n    b = 1\n'
    assert list(mutants(source))[2] == Mutant(
        4, "R1 f", "`1` → `2` (2)", "@rule('R1', A)\ndef f(case):\n    a = 1\n    b = 2"
    )


@pytest.mark.parametrize("module", MODULES)
def test_names_of_mutants_are_unique_and_equivalent_ones_exist(module: str) -> None:
    names = [mutant.name for mutant in mutants((ROOT / PACKAGE / module).read_text(encoding="utf-8"))]
    assert len(set(names)) == len(names) > 0
    assert set(equivalents().get(module, {})) <= set(names)


def test_equivalent_mutants_are_of_modules_in_scope_and_have_reasons() -> None:
    assert set(equivalents()) <= set(MODULES)
    assert all(reason.endswith(".") for listed in equivalents().values() for reason in listed.values())


def test_a_change_that_matters_is_noticed_and_the_module_as_it_is_passes(tmp_path: Path) -> None:
    module, tests = PACKAGE / "model" / "ladder.py", ("tests/model/test_strength.py",)
    source = (ROOT / module).read_text(encoding="utf-8")
    assert passes(module, source, tests, tmp_path)
    assert not passes(module, source.replace('status == "delivering"', 'status != "delivering"'), tests, tmp_path)


def test_a_change_that_never_ends_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutation.trials.SECONDS", 2)
    endless = "while True:\n    pass\n"
    assert not passes(PACKAGE / "model" / "ladder.py", endless, ("tests/model/test_strength.py",), tmp_path)
