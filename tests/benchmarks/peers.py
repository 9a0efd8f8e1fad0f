"""Other tools, given the same records for the work they share with ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks import ours
from tests.benchmarks.corpus import REPOSITORY
from tests.benchmarks.floors import QUESTION
from tests.benchmarks.ours import Bench
from tests.benchmarks.processes import Sample, Work
from tests.benchmarks.table import Row, Target, beside_peer, told
from tests.benchmarks.translation import LINES, LINKED, WHOLE

SCHEMA = Path(__file__).with_name("commitment.linkml.yaml")
ASKED = " ".join(QUESTION.split())
LINKML = ("linkml-validate", "linkml-sqldb dump")
DONE = {"build": "full build, one process", "check": "check, one process"}
ALONE = " only: the peer is slow"
LINKML_BOUND, YAML_TO_SQLITE_BOUND, SAME_QUERY_BOUND = 25, 10, 1


@dataclass(frozen=True)
class Given:
    """What a peer is given: the dataset, its commitments in the forms that peers read, and a place for a database."""

    dataset: Path
    forms: Path

    @property
    def made(self) -> Path:
        """The database that a peer makes."""
        return self.forms / "made.sqlite"

    @property
    def built(self) -> Path:
        """The database that we made, which peers are asked to read."""
        return ours.database(self.dataset)

    @property
    def records(self) -> tuple[Path, ...]:
        """The files of the commitments."""
        return tuple(sorted((self.dataset / "data" / "commitments").rglob("*.yaml")))


@dataclass(frozen=True)
class Peer:
    """A command of another tool, and which of our works its time is set beside."""

    command: Callable[[Given], Sequence[str | Path]]
    beside: str
    bound: float | None = None
    is_slow: bool = False


QUESTIONS = {
    "sqlite-utils query": Peer(lambda given: ("sqlite-utils", "query", given.built, ASKED), "list", SAME_QUERY_BOUND),
    "Datasette, one JSON query": Peer(lambda given: ("datasette", given.built, "--get", _address()), "list"),
    "sqlite3 shell": Peer(lambda given: ("sqlite3", "-readonly", given.built, ASKED), "list"),
}
JOBS = {
    "yaml-to-sqlite": Peer(
        lambda given: ("yaml-to-sqlite", given.made, "commitments", given.forms / WHOLE),
        "build",
        YAML_TO_SQLITE_BOUND,
        is_slow=True,
    ),
    "linkml-validate": Peer(
        lambda given: ("linkml-validate", "-s", SCHEMA, "-C", "Commitments", given.forms / LINKED),
        "check",
        is_slow=True,
    ),
    "linkml-sqldb dump": Peer(
        lambda given: (
            "linkml-sqldb",
            "dump",
            "-s",
            SCHEMA,
            "-C",
            "Commitments",
            "-D",
            given.made,
            given.forms / LINKED,
        ),
        "build",
        is_slow=True,
    ),
    "check-jsonschema": Peer(
        lambda given: (
            "check-jsonschema",
            "--schemafile",
            REPOSITORY / "schema" / "commitment.schema.json",
            *given.records,
        ),
        "check",
        is_slow=True,
    ),
    "frictionless validate": Peer(
        lambda given: ("frictionless", "validate", "--trusted", given.forms / LINES), "check"
    ),
    "sqlite-utils insert": Peer(
        lambda given: ("sqlite-utils", "insert", given.made, "commitments", given.forms / LINES, "--nl", "--alter"),
        "build",
    ),
}


def rows(bench: Bench, sizes: Sequence[int]) -> Iterator[Row]:
    """Tell how long peers take for a question, and for taking the records in or checking them."""
    yield from _questions(bench)
    for size in sorted({*sizes, *bench.peers_at}):
        peers = {name: peer for name, peer in JOBS.items() if size in (bench.peers_at if peer.is_slow else sizes)}
        yield from _jobs(bench, size, peers)


def _questions(bench: Bench) -> Iterator[Row]:
    given = Given(bench.corpus(ours.START), bench.folder)
    ours.refreshed(given.dataset)
    listed = {"list": Work(ours.command(*ours.LIST, dataset=given.dataset))}
    samples = bench.measure(listed | _works(bench, given, QUESTIONS))
    for name, peer in QUESTIONS.items():
        yield _row(f"list -c France --limit 20 ({ours.START:,})", samples["list"], samples.get(name), name, peer.bound)


def _jobs(bench: Bench, size: int, peers: dict[str, Peer]) -> Iterator[Row]:
    given = _given(bench, size)
    mine = {"build": ours.full_build(given.dataset), "check": ours.full_check(given.dataset)}
    samples = bench.measure(mine | _works(bench, given, peers))
    for name, peer in peers.items():
        work = f"{DONE[peer.beside]} ({size:,}{ALONE if peer.is_slow else ''})"
        yield _row(work, samples[peer.beside], samples.get(name), name, peer.bound)
    if set(LINKML) <= set(peers):
        both = _sum([samples[name] for name in LINKML]) if set(LINKML) <= set(samples) else None
        yield _row(f"{DONE['build']} ({size:,}{ALONE})", samples["build"], both, "LinkML, both steps", LINKML_BOUND)


def _row(work: str, mine: Sample, theirs: Sample | None, name: str, bound: float | None) -> Row:
    if theirs is None:
        return Row(work, told(mine), f"{name}: NOT INSTALLED", None, Target(bound, at_least=True) if bound else None)
    return beside_peer(work, mine, theirs, name, bound)


def _works(bench: Bench, given: Given, peers: dict[str, Peer]) -> dict[str, Work]:
    """Give the commands of all peers that are installed, each to begin without the database of the one before."""
    works = {}
    for name, peer in peers.items():
        tool, *arguments = peer.command(given)
        if found := shutil.which(tool, path=f"{bench.peers}{os.pathsep}{os.environ['PATH']}"):
            works[name] = Work((found, *arguments), before=lambda: given.made.unlink(missing_ok=True))
    return works


def _sum(samples: Sequence[Sample]) -> Sample:
    """Set steps of one job together: their runs in order, the largest of their peaks."""
    seconds = tuple(sum(runs) for runs in zip(*(sample.seconds for sample in samples), strict=False))
    failure = next((sample.failure for sample in samples if sample.failure), "")
    return Sample(seconds, max(sample.peak for sample in samples), failure)


def _given(bench: Bench, size: int) -> Given:
    given = Given(bench.corpus(size), bench.folder / f"{size}.peers")
    if not (given.forms / LINKED).exists():
        command = (sys.executable, "-m", "tests.benchmarks.translation", given.dataset, given.forms)
        subprocess.run(command, check=True, cwd=REPOSITORY)
    return given


def _address() -> str:
    return f"/commitments.json?_shape=array&sql={quote(ASKED)}"
