"""What the tool writes, each made ready to be broken off: what was there before, what is there after, what is allowed.

Nothing is copied that lies outside the folder that is written to, so that files of the data keep their times.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from commitments import whole
from commitments.dataset import Dataset
from commitments.store import manifest
from tests.conftest import Workshop
from tests.crash import strace
from tests.crash.strace import Call
from tests.fixtures import copied
from tests.running import in_process

TROOPS = "data/commitments/fra/fra-2026-01-troops.yaml"
BUILD = "dataset/build"
DATASET, MADE = ("--dataset", "{place}/dataset"), ("--db", "{place}/made.sqlite")
OUT = ("-o", "{place}/out/list.csv", *MADE)
EXPORT = ("{place}/out/export", *MADE)
BRIEFINGS = ("--all", "-o", "{place}/out/briefings", *MADE)
NEW = (
    "--type", "troops", "--actor", "Poland", "--stance", "pledge", "--date", "2026-01-06", "--source", "agency",
    "--title", "Polish troops", "--id", "pol-2026-01-troops",
)  # fmt: skip


class Scene(NamedTuple):
    """A command that writes into a folder; `as_one` tells that the folder is to change in one step.

    `before` is run to make what was there; then the data changes.
    """

    folder: str
    arguments: tuple[str, ...]
    before: tuple[str, ...] | None = None
    change: Callable[[Workshop], None] = lambda _: None
    as_one: bool = False


def another_title(shop: Workshop) -> None:
    shop.change(TROOPS, "title: ", "title: Changed, ")


def another_style(shop: Workshop) -> None:
    for path in (TROOPS, "data/actors/POL.yaml"):
        shop.write(path, shop.text(path).replace("\n", "   \n"))


def older_schemas(shop: Workshop) -> None:
    for path in ("schema/database.sql", "schema/actor.schema.json"):
        shop.write(path, "older\n")


SCENES = {
    "first build": Scene(BUILD, ("build", *DATASET)),
    "rebuild": Scene(BUILD, ("build", "--rebuild", *DATASET), ("build", *DATASET), another_title),
    "refresh": Scene(BUILD, ("list", "-c", "France", *DATASET), ("build", *DATASET), another_title),
    "output": Scene("out", ("list", *OUT), ("list", "-c", "France", *OUT)),
    "export": Scene("out", ("export", *EXPORT, "-f", "csv"), ("export", *EXPORT, "-f", "jsonl"), as_one=True),
    "briefings": Scene(
        "out", ("brief", *BRIEFINGS, "--as-of", "2026-11-01"), ("brief", *BRIEFINGS, "--as-of", "2026-11-02"),
        as_one=True,
    ),
    "fmt": Scene("dataset/data", ("fmt", *DATASET), None, another_style),
    "new": Scene("dataset/data", ("new", *NEW, *DATASET)),
    "new source": Scene(
        "dataset", ("new", "source", "{place}/text.txt", "--publisher", "P", "--title", "T", "--language", "en",
        "--class", "wire", "--grade", "B", "--id", "told", *DATASET),
    ),
    "schema": Scene("dataset/schema", ("schema", *DATASET), ("schema", *DATASET), older_schemas),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene made ready: where it plays, what its folder held before, and what it holds after."""

    scene: Scene
    place: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    calls: list[Call]

    @property
    def arguments(self) -> list[str]:
        """The command line of the scene."""
        return _filled(self.scene.arguments, self.place)

    def killed_at(self, call: Call) -> list[str]:
        """Kill the scene at a call, and say what came out wrong."""
        _reset(self.scene, self.place)
        if not strace.killed(self.arguments, call):
            return [f"not killed at {call}"]
        return [*self._wrong(), *self._wrong_after_the_next_run()]

    def refused_at(self, call: Call, error: str) -> list[str]:
        """Let the system refuse a call of the scene, and say what came out wrong."""
        _reset(self.scene, self.place)
        done = strace.refused(self.arguments, call, error)
        if not done:
            return [f"not refused at {call}"]
        new = done.returncode == 0 and held(self.place / self.scene.folder) == self.after
        told = new or (done.returncode in {1, 2} and "cannot be" in done.stderr)
        wrong = [] if told and "Traceback" not in done.stderr else [f"exit {done.returncode}: {done.stderr}"]
        return [*wrong, *self._left(), *self._wrong(), *self._wrong_after_the_next_run()]

    def _wrong(self) -> Iterator[str]:
        """Say what is neither old nor new, or lost; and what the manifest claims that is not so."""
        if self.scene.as_one:
            self._put_back()
        if held(self.place / "kept") != self.before:
            yield "a file was written in its place"
        now = held(self.place / self.scene.folder)
        if self.scene.as_one and now not in (self.before, self.after):
            yield "the folder is neither the old one nor the new one"
        for name, content in now.items():
            if content not in (self.before.get(name), self.after.get(name)):
                yield f"{name} is neither the old one nor the new one"
        yield from (f"{name} is lost" for name in (self.before.keys() & self.after.keys()) - now.keys())
        if self.scene.folder == BUILD and now != self.after and self._claims_to_be_new():
            yield "the manifest claims that an old database is new"

    def _claims_to_be_new(self) -> bool:
        dataset = Dataset(self.place / "dataset")
        return dataset.database.exists() and manifest.is_as_seen(manifest.look(dataset), dataset.database)

    def _put_back(self) -> None:
        """Let whoever writes there next put back a folder that was about to be replaced."""
        whole.clear_away.cache_clear()
        whole.write(self.place / self.scene.folder / "another", b"")
        (self.place / self.scene.folder / "another").unlink()

    def _wrong_after_the_next_run(self) -> Iterator[str]:
        whole.clear_away.cache_clear()
        in_process(*self.arguments)
        if held(self.place / self.scene.folder) != self.after:
            yield "the next run does not come to what is right"
        for folder in {path.parent for path in (self.place / self.scene.folder).rglob("*")}:
            whole.clear_away(folder)
        yield from self._left()

    def _left(self) -> Iterator[str]:
        for path in (self.place / self.scene.folder).rglob("*"):
            if whole.UNFINISHED.fullmatch(path.name):
                yield f"{path.name} is left over"


def staged(name: str, place: Path) -> Stage:
    """Make a scene ready in an empty folder."""
    scene = SCENES[name]
    shop = Workshop(copied(place / "dataset"))
    (place / "text.txt").write_text("A text of its own.\n", encoding="utf-8")
    (place / "out").mkdir()
    shop.dataset.database.parent.mkdir()
    assert in_process(*_filled(("build", *DATASET, *MADE), place)).code == 0
    assert not scene.before or in_process(*_filled(scene.before, place)).code == 0
    scene.change(shop)
    if scene.folder == BUILD:
        time.sleep(1.1 * manifest.UNSURE / 1e9)  # now what files look like is believed
    _copy(scene, place / scene.folder, place / "kept")
    before = held(place / scene.folder)
    calls = strace.calls(_filled(scene.arguments, place), place / "log")
    if scene.folder == BUILD:
        assert manifest.is_as_seen(manifest.look(shop.dataset), shop.dataset.database)
    return Stage(scene, place, before, held(place / scene.folder), calls)


def _reset(scene: Scene, place: Path) -> None:
    shutil.rmtree(place / scene.folder)
    _copy(scene, place / "kept", place / scene.folder)


def _copy(scene: Scene, source: Path, target: Path) -> None:
    """Copy a folder; a database stays the very file that its manifest was written for."""
    shutil.copytree(source, target, copy_function=os.link if scene.folder == BUILD else shutil.copy2)


def _filled(arguments: tuple[str, ...], place: Path) -> list[str]:
    return [part.format(place=place) for part in arguments]


def held(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder, but for what is unfinished, and for manifests, which differ from run to run."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        str(name): path.read_bytes()
        for name, path in found.items()
        if path.suffix != ".seen" and not any(whole.UNFINISHED.fullmatch(part) for part in name.parts)
    }
