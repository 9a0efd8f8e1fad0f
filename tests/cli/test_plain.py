"""Values of the command line that are taken as they were typed, and what Typer still says of the rest."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from commitments import cli
from commitments.cli.plain import PlainValue, take_plain_values


@pytest.mark.parametrize("typed", ["x", "0", "-1", "1000001", "", "٣"])
def test_a_number_that_is_none_is_refused_in_the_words_of_typer(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    answers = []
    for judged in (take_plain_values, str):
        command = get_command(cli.app("list"))
        judged(command)
        with pytest.raises(SystemExit) as ended:
            command(["list", "--limit", typed], prog_name="commitments")
        answers.append((ended.value.code, *capsys.readouterr()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 2
    assert "--limit" in answers[0][2]


def test_a_version_of_typer_that_judges_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    command, param = get_command(cli.app("show")), SimpleNamespace(name="limit")
    monkeypatch.setattr(command, "get_params", lambda _: [param])
    take_plain_values(command)
    assert vars(param) == {"name": "limit"}


@pytest.mark.parametrize(
    ("wanted", "value", "taken"),
    [(str, "7", "7"), (list[str], ("a", "b"), ["a", "b"]), (int, "7", 7), (int, 7, 7), (str, None, None)],
)
def test_a_plain_value_is_taken_without_a_judge(wanted: object, value: object, taken: object) -> None:
    bounds = SimpleNamespace(min=1, max=10)
    descriptor = SimpleNamespace(annotation=wanted, parameter_info=bounds)
    param = SimpleNamespace(type_descriptor=descriptor, multiple=False, nargs=1)
    assert PlainValue().coerce(value, param, None) == taken


def test_the_command_that_is_called_is_built_alone() -> None:
    assert set(get_command(cli.app("show")).commands) == {"show"}  # type: ignore[attr-defined]


def test_every_command_is_found_in_its_module() -> None:
    whole = get_command(cli.app()).commands  # type: ignore[attr-defined]
    assert set(whole) == set(cli.COMMANDS)
    assert all(set(get_command(cli.app(name)).commands) == {name} for name in whole)  # type: ignore[attr-defined]


def test_a_word_that_is_no_command_is_answered_with_those_that_are_near() -> None:
    assert "Did you mean 'list'?" in CliRunner().invoke(cli.app("lisst"), ["lisst"]).output
