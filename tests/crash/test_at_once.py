"""Many at once: who asks sees one state of the data, whole, and who builds harms nobody, not even when it is killed."""

from __future__ import annotations

import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from commitments import whole
from commitments.store import publishing, refresh, verification
from tests.conftest import Workshop
from tests.crash.scenes import TROOPS, held
from tests.crash.strace import program
from tests.running import in_process

QUESTIONS = (
    ("list", "-f", "json"), ("show", "fra-2026-01-troops"), ("search", "troops"), ("matrix",), ("timeline",),
    ("brief", "France", "--as-of", "2026-11-01"), ("stats",), ("compare", "declaration", "treaty"),
    ("schema", "--tables"), ("sql", "SELECT title, (SELECT count(*) FROM party) AS parties FROM commitment"),
)  # fmt: skip
TITLES = ("title: First, ", "title: Second, ")
SLOW_WORK = """
import multiprocessing, time
from commitments.cli import main
from commitments.curate import examination

examine, examination.SHARED_FROM, examination.SHARE = examination.examine, 1, 1
examination.examine = lambda *given: time.sleep(99) if multiprocessing.parent_process() else examine(*given)
main()
"""


@pytest.fixture
def built(own: Workshop) -> Workshop:
    publishing.publish(own.dataset, own.dataset.database)
    return own


def entitled(root: Path, number: int) -> None:
    """Give a record one of two titles, as an editor does that writes files whole."""
    file = root / TROOPS
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [f"{TITLES[number]}troops" if line.startswith("title:") else line for line in lines]
    whole.write(file, "\n".join([*kept, ""]).encode())


def answer(arguments: Sequence[str]) -> tuple[int, str]:
    ran = in_process(*arguments)
    return ran.code, ran.out


def ask_on(where: Sequence[str], until: Path, told: Path) -> None:
    """Ask all questions over and over until a file is there; note every answer there was, and how many."""
    answers: dict[str, set[tuple[int, str]]] = {" ".join(question): set() for question in QUESTIONS}
    asked = 0
    while not until.exists() or asked < len(QUESTIONS):
        question = QUESTIONS[asked % len(QUESTIONS)]
        answers[" ".join(question)].add(answer([*question, *where]))
        asked += 1
    told.write_text(json.dumps([asked, {name: sorted(given) for name, given in answers.items()}]), encoding="utf-8")


def test_questions_during_builds_see_one_state_of_the_data_whole(built: Workshop, tmp_path: Path) -> None:
    root, expected = built.dataset.root, {" ".join(question): set[tuple[int, str]]() for question in QUESTIONS}
    for number in (0, 1):
        entitled(root, number)
        refresh.renew(built.dataset, built.dataset.database)
        for question in QUESTIONS:
            expected[" ".join(question)].add(answer([*question, "--db", str(built.dataset.database)]))
    assert all(code == 0 for given in expected.values() for code, _ in given)
    asking, done = multiprocessing.get_context("spawn"), tmp_path / "done"
    wheres = (["--db", str(built.dataset.database)], ["--dataset", str(root)], ["--dataset", str(root)])
    readers = [
        asking.Process(target=ask_on, args=(where, done, tmp_path / f"told-{number}"))
        for number, where in enumerate(wheres)
    ]
    for reader in readers:
        reader.start()
    for number in range(16):
        entitled(root, number % 2)
        publishing.publish(built.dataset, built.dataset.database, rebuild=number % 3 == 0)
    done.touch()
    for reader in readers:
        reader.join()
    for number in range(len(wheres)):
        asked, answers = json.loads((tmp_path / f"told-{number}").read_text(encoding="utf-8"))
        assert asked >= len(QUESTIONS)
        for question, given in answers.items():
            assert {tuple(each) for each in given} <= expected[question]
    refresh.renew(built.dataset, built.dataset.database)
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_builder_that_is_killed_harms_none_that_build_at_the_same_time(built: Workshop) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- no secret, the same cases on every run
    command = program(["build", "--rebuild", "--dataset", str(built.dataset.root)])
    for number in range(3):
        entitled(built.dataset.root, number % 2)
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        time.sleep(chance.uniform(0.1, 0.8))
        both[0].kill()
        assert (both[1].communicate()[1], both[1].returncode) == (b"65 records\n", 0)
        both[0].communicate()
        assert verification.verify(built.dataset, built.dataset.database) == []
    whole.clear_away.cache_clear()
    whole.clear_away(built.dataset.database.parent)
    names = sorted(path.name for path in built.dataset.database.parent.iterdir())
    assert names == ["commitments.sqlite", "commitments.sqlite.seen"]


@pytest.mark.parametrize(
    "arguments",
    [["export", "{out}/all", "-f", "csv"], ["brief", "--all", "-o", "{out}/all"], ["list", "-o", "{out}/a.md"]],
)
def test_two_that_write_to_one_place_leave_it_whole_and_nothing_beside_it(
    built: Workshop, tmp_path: Path, arguments: list[str]
) -> None:
    out, db = tmp_path / "out", ["--db", str(built.dataset.database)]
    out.mkdir()
    command = program([*(part.format(out=out) for part in arguments), *db])
    assert subprocess.run(command, check=True, capture_output=True).returncode == 0
    expected = held(out)
    for _ in range(2):
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        told = [one.communicate()[1] for one in both]
        assert 0 in {one.returncode for one in both}
        assert {one.returncode for one in both} <= {0, 2}
        assert b"Traceback" not in b"".join(told)
        assert held(out) == expected
        assert len(list(out.iterdir())) == 1


def test_a_database_that_comes_into_the_place_of_the_one_that_is_renewed_is_not_taken_for_it(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, place = shutil.copyfile, built.dataset.database

    def overtaken(source: Path, target: Path) -> Path:
        older = place.read_bytes()
        place.unlink()
        place.write_bytes(older)
        return Path(copy(source, target))

    entitled(built.dataset.root, 0)
    monkeypatch.setattr(shutil, "copyfile", overtaken)
    assert refresh.renew(built.dataset, place).files is None  # built anew, from all files
    assert verification.verify(built.dataset, place) == []


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def runs(process: str) -> bool:
    """Whether a process runs; one that has ended may still be listed until its parent looks."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells the children of a process")
def test_the_processes_of_a_build_that_is_killed_end_with_it(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMITMENTS_WORKERS", "3")
    command = [sys.executable, "-c", SLOW_WORK, "build", "--rebuild", "--dataset", str(built.dataset.root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as building:
        ends = time.monotonic() + 30
        while len(shared := children(building.pid)) < 2 and time.monotonic() < ends:
            time.sleep(0.05)
        building.kill()
    assert len(shared) >= 2
    while any(map(runs, shared)) and time.monotonic() < ends:
        time.sleep(0.05)
    assert [process for process in shared if runs(process)] == []
