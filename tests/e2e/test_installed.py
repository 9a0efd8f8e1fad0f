"""The command as people run it: in a shell, in a pipe, in a terminal, from a wheel."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import pty
import shlex
import struct
import subprocess
import sys
import termios
import zipfile
from pathlib import Path

import pytest
from wcwidth import wcswidth

from commitments.dataset import Dataset
from tests.conftest import REPOSITORY

HEAVY = (
    "sqlalchemy", "sqlmodel", "pydantic", "yaml", "jinja2", "babel", "tabulate", "commitments.curate",
    "commitments.model.records",
)  # fmt: skip
FOR_BRIEFINGS = {"yaml", "jinja2", "babel"}
PYTHON = shlex.quote(sys.executable)


def shell(command: str, made: Dataset) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `commitments` asks the small dataset."""
    named = {**os.environ, "COMMITMENTS_DATASET": str(made.root)}
    line = f"set -o pipefail; {command.replace('commitments', f'{PYTHON} -m commitments')}"
    return subprocess.run(["/bin/bash", "-c", line], capture_output=True, text=True, check=False, env=named)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"], ["list", "-c", "France", "--limit", "20"], ["show", "fra-2026-01-troops"], ["search", "forces"],
        ["matrix"], ["stats"], ["timeline"],
    ],
)  # fmt: skip
def test_a_question_to_a_fresh_database_waits_for_no_heavy_library(made: Dataset, arguments: list[str]) -> None:
    assert loaded(made, *arguments) & set(HEAVY) == set()


def test_a_briefing_waits_for_no_heavy_library_but_those_it_is_written_with(made: Dataset) -> None:
    assert loaded(made, "brief", "Ukraine") & set(HEAVY) == FOR_BRIEFINGS


def loaded(made: Dataset, *arguments: str) -> set[str]:
    """Answer a question, and give the modules that were imported for it."""
    program = (
        "import sys, json\nfrom commitments.cli import main\n"
        "try:\n    main()\nfinally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *arguments, "--dataset", str(made.root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout
    return set(json.loads(ran.stderr))


def test_a_closed_pipe_is_silent(made: Dataset) -> None:
    ran = shell("commitments show fra-2026-01-troops | head -1", made)
    assert (ran.stdout, ran.stderr) == ("French forces in Ukraine once there is a peace deal\n", "")
    ran = shell("for i in 1 2 3; do commitments list -f json; done | head -c 1", made)
    assert (ran.stdout, ran.stderr) == ("[", "")


def test_a_pipe_that_nobody_reads_is_silent(made: Dataset) -> None:
    ran = shell("commitments brief Ukraine | true; commitments list | :", made)
    assert (ran.stdout, ran.stderr) == ("", "")


def test_a_full_disk_is_told_in_one_sentence(made: Dataset) -> None:
    ran = shell("commitments list > /dev/full", made)
    assert ran.returncode == 2
    assert ran.stderr == "commitments: the output cannot be written: no space left on device\n"


def test_data_and_messages_go_different_ways(made: Dataset) -> None:
    assert shell("commitments list -c Poland 2>/dev/null", made).stdout == ""
    assert shell("commitments list -c Atlantis", made).stderr.startswith("commitments: no country")
    assert shell("commitments list -c Atlantis", made).returncode == 2


@pytest.mark.parametrize("command", ["list -c France", "brief Ukraine", "list --help"])
def test_output_in_a_pipe_has_no_escape_codes(made: Dataset, command: str) -> None:
    ran = shell(f"FORCE_COLOR=1 TERM=xterm-256color commitments {command} | cat", made)
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout


def test_arabic_comes_out_whatever_the_locale(made: Dataset) -> None:
    ran = shell("LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=ascii commitments show fra-2026-01-troops", made)
    assert "إعلان نوايا" in ran.stdout


def in_terminal(arguments: list[str], columns: int) -> str:
    """Run a command in a terminal of so many columns, and give what it shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    with subprocess.Popen([sys.executable, "-m", "commitments", *arguments], stdout=theirs, env=environment) as running:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
        os.close(ours)
    assert running.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@pytest.mark.parametrize("columns", [60, 120])
def test_in_a_terminal_a_table_fits_the_screen(made: Dataset, columns: int) -> None:
    for arguments in (["list", "-c", "France"], ["show", "fra-2026-01-troops"]):
        shown = in_terminal([*arguments, "--dataset", str(made.root)], columns)
        assert "\x1b" not in shown
        assert max(wcswidth(line) for line in shown.splitlines()) <= columns
        assert "fra-2026-01-troops" in shown


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not importlib.util.find_spec("hatchling"):
        pytest.skip("hatchling is not here, and to fetch it would need a network; .ci/run builds the wheel")
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = place.glob("*.whl")
    return built


def test_the_wheel_carries_records_word_lists_archives_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
        (entry_points,) = (opened.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    for folder in ("data/commitments", "data/actors", "data/sources", "data/instruments", "schema/vocabulary", "seeds"):
        held = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / folder).rglob("*") if path.is_file()}
        assert held
        assert {f"commitments/_dataset/{path}" for path in held} <= names
    assert "commitments = commitments.cli:main" in entry_points
    assert {"commitments/browse/templates/index.html", "commitments/browse/static/browse.css"} <= names
    assert {"commitments/brief/templates/briefing.md.j2", "commitments/_dataset/LICENSE-DATA"} <= names


def test_the_wheel_answers_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "installed")
    (tmp_path / "empty").mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMITMENTS_")}
    environment |= {"PYTHONPATH": str(tmp_path / "installed"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "commitments", "list", "-c", "France"]
    ran = subprocess.run(command, cwd=tmp_path / "empty", env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "France" in ran.stdout
    assert list((tmp_path / "cache").rglob("*.sqlite"))
    assert list((tmp_path / "empty").iterdir()) == []
