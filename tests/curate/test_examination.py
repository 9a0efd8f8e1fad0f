"""Files are looked at by one process or by several, with the same outcome."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import Any

import pytest

from commitments.curate import examination
from commitments.curate.corpus import Corpus, Entry
from commitments.curate.examination import WORKERS, Examined, examined
from commitments.findings import CommitmentsError
from tests.conftest import Workshop


@pytest.fixture
def _several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "SHARED_FROM", 1)
    monkeypatch.setattr(examination, "SHARE", 2)
    monkeypatch.setenv(WORKERS, "3")


def outcome(workshop: Workshop) -> list[Examined]:
    return list(examined(Corpus(workshop.dataset), lambda entry, _: entry.id))


@pytest.mark.usefixtures("_several")
def test_several_processes_find_what_one_finds_in_the_same_order(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.write("data/commitments/broken.yaml", "id: [\n")
    workshop.write(
        "data/sources/again.yaml", workshop.text("data/sources/readout.yaml").replace("id: readout", "id: again")
    )
    together = outcome(workshop)
    monkeypatch.setenv(WORKERS, "1")
    assert outcome(workshop) == together
    assert {finding.code for done in together for finding in done.findings} >= {"Y116", "X105"}
    assert [done.wanted for done in together if done.path.endswith("broken.yaml")] == [None]


@pytest.mark.usefixtures("_several")
def test_a_process_that_is_killed_is_told_and_not_waited_for(workshop: Workshop) -> None:
    parent = os.getpid()

    def die(entry: Entry, _: Corpus) -> Any:  # noqa: ANN401 -- never comes to it
        if os.getpid() != parent and entry.id == "deu-weapons":
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(CommitmentsError, match="a process that shared in the reading was stopped from outside"):
        list(examined(Corpus(workshop.dataset), die))


@pytest.mark.parametrize(("asked", "number"), [("1", 1), ("3", 3), ("0", 1), ("x", None), ("", None)])
def test_as_many_processes_share_as_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str, number: int | None
) -> None:
    monkeypatch.setenv(WORKERS, asked)
    assert examination.workers() == (number or min(os.cpu_count() or 1, examination.MOST_WORKERS))


def test_where_processes_cannot_fork_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setenv(WORKERS, "4")
    assert examination.workers() == 1
