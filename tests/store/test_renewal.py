"""Whatever happens to the files, a database that was renewed says the same as one that is built from scratch."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commitments.curate.corpus import Corpus
from commitments.findings import CommitmentsError
from commitments.store import build, changed, database, filling, manifest, publishing, refresh, verification
from tests.conftest import Workshop

TROOPS = "data/commitments/fra/fra-2026-01-troops.yaml"
STORAGE = "data/commitments/fra/fra-deu-2026-03-storage.yaml"
SNAPBACK = "data/commitments/ukr/ukr-2026-01-snapback.yaml"


@pytest.fixture
def built(own: Workshop) -> Workshop:
    publishing.publish(own.dataset, own.dataset.database)
    return own


def renewed(shop: Workshop) -> refresh.Refreshed:
    return refresh.renew(shop.dataset, shop.dataset.database)


def commitments(shop: Workshop) -> list[Path]:
    return sorted((shop.dataset.data / "commitments").rglob("*.yaml"))


def retitled(shop: Workshop, chance: random.Random) -> None:
    file = chance.choice(commitments(shop))
    lines = [
        f"title: Changed {chance.random()} إعلان" if line.startswith("title:") else line
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")


def copied(shop: Workshop, chance: random.Random) -> None:
    file = chance.choice(commitments(shop))
    name = f"copy-{chance.randrange(10**6)}"
    text = file.read_text(encoding="utf-8").replace(f"id: {file.stem}", f"id: {name}", 1)
    (file.parent / f"{name}.yaml").write_text(text, encoding="utf-8")


def removed(shop: Workshop, chance: random.Random) -> None:
    chance.choice(commitments(shop)).unlink()


def moved(shop: Workshop, chance: random.Random) -> None:
    file = chance.choice(commitments(shop))
    place = shop.dataset.data / "commitments" / f"moved-{chance.randrange(3)}"
    place.mkdir(exist_ok=True)
    file.rename(place / file.name)


def touched(shop: Workshop, chance: random.Random) -> None:
    os.utime(chance.choice(commitments(shop)), ns=(chance.randrange(10**18), chance.randrange(10**18)))


def rewritten_in_its_old_time(shop: Workshop, chance: random.Random) -> None:
    file = chance.choice(commitments(shop))
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def swapped(shop: Workshop, chance: random.Random) -> None:
    """Let two files take each other's place, and so each have the other's id."""
    one, other = chance.sample(commitments(shop), 2)
    third = one.with_name("third.yaml")
    one.rename(third)
    other.rename(one)
    third.rename(other)


def spoiled(shop: Workshop, chance: random.Random) -> None:
    chance.choice(commitments(shop)).write_text("id: [\n", encoding="utf-8")


def doubled(shop: Workshop, chance: random.Random) -> None:
    file = chance.choice(commitments(shop))
    place = shop.dataset.data / "commitments" / "again"
    place.mkdir(exist_ok=True)
    shutil.copy(file, place / file.name)


def another_actor(shop: Workshop, chance: random.Random) -> None:
    shop.write(f"data/actors/actor-{chance.randrange(9)}.yaml", "id: ITA\nkind: state\nnames: {en: Italy}\n")


def restored(shop: Workshop, _: random.Random) -> None:
    shutil.rmtree(shop.dataset.data)
    shutil.copytree(shop.dataset.root.parent / "kept", shop.dataset.data)


HAPPENINGS: tuple[Callable[[Workshop, random.Random], None], ...] = (
    retitled, copied, removed, moved, touched, rewritten_in_its_old_time, swapped, spoiled, doubled, another_actor,
    restored,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_after_any_sequence_of_changes_it_is_as_if_built_from_scratch(built: Workshop, seed: int) -> None:
    chance, verified = random.Random(seed), 0  # noqa: S311 -- no secret, the same cases on every run
    shutil.copytree(built.dataset.data, built.dataset.root.parent / "kept")
    for _ in range(12):
        for happening in chance.choices(HAPPENINGS, k=chance.choice((1, 1, 2))):
            happening(built, chance)
        before = built.dataset.database.read_bytes()
        done, errors = renewed(built), built.check().errors
        assert bool(done.errors) == bool(errors)
        if errors:
            assert built.dataset.database.read_bytes() == before
            restored(built, chance)
        else:
            assert verification.verify(built.dataset, built.dataset.database) == []
            verified += 1
    assert verified > 3


def test_one_changed_commitment_is_read_again_alone(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    built.change(TROOPS, "title: ", "title: Changed, ")
    monkeypatch.setattr(build, "build", None)
    assert renewed(built) == refresh.Refreshed(_records(built), files=1)
    assert renewed(built) == refresh.Refreshed()


def _records(shop: Workshop) -> int:
    with closing(database.open_database(shop.dataset.database)) as connection:
        return int(connection.execute("SELECT count(*) FROM file WHERE path LIKE '%.yaml'").fetchone()[0])


def test_the_words_of_a_changed_commitment_are_found_and_its_old_ones_are_not(built: Workshop) -> None:
    built.change(TROOPS, "title: ", "title: Zanzibar ")
    renewed(built)
    built.change(TROOPS, "title: Zanzibar ", "title: Timbuktu ")
    renewed(built)
    query = "SELECT count(*) FROM passage_text WHERE passage_text MATCH ?"
    with closing(database.open_database(built.dataset.database)) as connection:
        found = [connection.execute(query, (word,)).fetchone()[0] for word in ("zanzibar", "timbuktu")]
    assert found == [0, 1]


def test_what_hangs_on_a_removed_commitment_is_looked_at_again(built: Workshop) -> None:
    built.write(SNAPBACK, built.text(SNAPBACK) + "replaced_by: fra-deu-2026-03-storage\n")
    assert renewed(built).errors == 0
    (built.dataset.root / STORAGE).unlink()
    assert renewed(built).errors == 1
    assert [code for _, _, code in built.found()] == ["X102"]


def test_files_that_were_only_touched_are_not_built_again(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.dataset.database.read_bytes()
    for file in commitments(built):
        os.utime(file, (0, 0))
    monkeypatch.setattr(build, "build", None)
    monkeypatch.setattr(changed, "renew", None)
    assert renewed(built) == refresh.Refreshed()
    assert built.dataset.database.read_bytes() == before


def test_files_that_come_in_another_order_are_not_built_again(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", None)
    monkeypatch.setattr(changed, "renew", None)
    seen = manifest.look(built.dataset)
    turned = dict(reversed(list(seen.looks.items())))
    monkeypatch.setattr(manifest, "look", lambda _: seen._replace(packed=manifest._packed(turned)))  # noqa: SLF001 -- as another file system might
    assert renewed(built) == refresh.Refreshed()


def test_a_lost_or_spoiled_manifest_costs_no_more_than_reading(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build", None)
    place = manifest.place(built.dataset.database)
    for spoil in (place.unlink, lambda: place.write_bytes(b"x"), lambda: place.write_bytes(place.read_bytes()[:-9])):
        spoil()
        assert renewed(built) == refresh.Refreshed()
        assert manifest.is_as_seen(manifest.look(built.dataset), built.dataset.database) is False  # too young to trust
    place.write_bytes(manifest._head(manifest.of(built.dataset.database), b"no number") + b"no number")  # noqa: SLF001 -- as a later version might
    assert renewed(built) == refresh.Refreshed()
    built.change(TROOPS, "title: ", "title: Changed, ")
    place.unlink()
    assert renewed(built).files == 1


def test_a_database_of_another_version_of_the_tool_is_built_again(built: Workshop) -> None:
    with closing(sqlite3.connect(built.dataset.database)) as connection, connection:
        connection.execute("UPDATE meta SET value = '0.0.1' WHERE name = 'tool_version'")
    assert renewed(built) == refresh.Refreshed(_records(built))
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_the_manifest_of_another_database_is_not_believed(built: Workshop) -> None:
    other = built.dataset.root.parent / "other.sqlite"
    shutil.copy(built.dataset.database, other)
    built.change(TROOPS, "title: ", "title: Changed, ")
    renewed(built)
    built.dataset.database.write_bytes(other.read_bytes())
    assert renewed(built).rebuilt
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_file_that_changed_while_it_was_looked_at_is_not_trusted(built: Workshop) -> None:
    seen = manifest.look(built.dataset)
    old = seen._replace(begun=seen.begun + 10 * manifest.UNSURE)
    assert set(seen.sure().looks.values()) == {manifest.NOT_LOOKED, manifest.A_FOLDER}  # all were written just now
    assert old.sure() == old
    future = seen._replace(begun=seen.begun - 10 * manifest.UNSURE)  # a clock that was set back
    assert set(future.sure().looks.values()) == {manifest.NOT_LOOKED, manifest.A_FOLDER}


def test_renewals_at_once_leave_a_whole_database(built: Workshop) -> None:
    command = [sys.executable, "-m", "commitments", "build", "--dataset", str(built.dataset.root)]
    for number in range(3):
        built.change(TROOPS, "title: ", f"title: Changed {number}, ")
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(3)]
        assert [one.wait() for one in both] == [0, 0, 0]
        assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_renewal_that_fails_leaves_the_old_database(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    before = built.dataset.database.read_bytes()
    built.change(TROOPS, "title: ", "title: Changed, ")
    monkeypatch.setattr(filling, "describe", fail)
    with pytest.raises(KeyboardInterrupt):
        renewed(built)
    assert built.dataset.database.read_bytes() == before
    names = sorted(path.name for path in built.dataset.database.parent.iterdir())
    assert names == ["commitments.sqlite", "commitments.sqlite.seen"]


def test_a_place_that_cannot_hold_a_manifest_does_without(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    place = manifest.place(built.dataset.database)
    place.unlink()
    monkeypatch.setattr(Path, "open", refuse)
    assert renewed(built) == refresh.Refreshed()
    assert not place.exists()


def a_link_to_nothing(shop: Workshop) -> None:
    (shop.dataset.data / "commitments" / "nor" / "zzz.yaml").symlink_to("/etc/hostname")


def a_hidden_record(shop: Workshop) -> None:
    shop.write("data/commitments/nor/.zzz.yaml", shop.text(TROOPS))


def a_folder_of_no_records(shop: Workshop) -> None:
    (shop.dataset.data / "foo").mkdir()


def a_record_too_large(shop: Workshop) -> None:
    shop.write("data/commitments/nor/zzz.yaml", "#" * (1 << 20 | 1))


def a_linked_folder(shop: Workshop) -> None:
    (shop.dataset.data / "commitments" / "zzz").symlink_to(shop.dataset.data / "commitments" / "fra")


@pytest.mark.parametrize(
    "happening",
    [a_link_to_nothing, a_hidden_record, a_folder_of_no_records, a_record_too_large, a_linked_folder],
)
@pytest.mark.parametrize("also", [False, True])
def test_what_is_no_record_is_noticed_with_and_without_another_change(
    built: Workshop, happening: Callable[[Workshop], None], *, also: bool
) -> None:
    happening(built)
    if also:
        built.change(TROOPS, "title: ", "title: Changed, ")
    before = built.dataset.database.read_bytes()
    assert renewed(built).errors == 1
    assert renewed(built).errors == 1
    assert built.dataset.database.read_bytes() == before


def test_records_in_a_folder_that_cannot_be_read_do_not_vanish(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, scandir = built.dataset.data / "commitments" / "rus", os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    before = built.dataset.database.read_bytes()
    monkeypatch.setattr(os, "scandir", refuse)
    assert renewed(built).errors == 1
    assert built.dataset.database.read_bytes() == before


def test_a_folder_of_records_may_be_a_link(built: Workshop) -> None:
    elsewhere = built.dataset.root / "elsewhere"
    (built.dataset.data / "commitments").rename(elsewhere)
    (built.dataset.data / "commitments").symlink_to(elsewhere)
    renewed(built)
    built.change(TROOPS, "title: ", "title: Changed, ")
    assert renewed(built).rebuilt
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_manifest_is_of_the_database_that_was_made_and_of_none_put_there_since(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, renew = built.dataset.database.read_bytes(), changed.renew

    def overtaken(corpus: Corpus, path: Path, names: Collection[str], made: str) -> build.Built | None:
        done = renew(corpus, path, names, made)
        path.unlink()  # another process puts an older database there, before this one keeps what files looked like
        path.write_bytes(older)
        return done

    built.change(TROOPS, "title: ", "title: Changed, ")
    monkeypatch.setattr(changed, "renew", overtaken)
    monkeypatch.setattr(manifest, "UNSURE", -(10**18))
    renewed(built)
    monkeypatch.undo()
    assert renewed(built).rebuilt
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_text_that_changes_while_records_are_read_is_read_again(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed, made = built.dataset.seeds / "article.txt", filling.contents

    def changing(*given: Any) -> Any:  # noqa: ANN401 -- passed on
        seed.write_bytes(b"changed")
        return made(*given)

    kept = seed.read_bytes()
    monkeypatch.setattr(filling, "contents", changing)
    built.dataset.database.unlink()
    refresh.renew(built.dataset, built.dataset.database)
    monkeypatch.undo()
    assert renewed(built).errors
    seed.write_bytes(kept)
    renewed(built)
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_full_disk_is_told_as_what_it_is_and_leaves_the_database(
    built: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    built.change(TROOPS, "title: ", "title: Changed, ")
    before = built.dataset.database.read_bytes()
    monkeypatch.setattr(filling, "describe", full)
    with pytest.raises(CommitmentsError, match=r"cannot be written \(database or disk is full\): name another place"):
        renewed(built)
    assert built.dataset.database.read_bytes() == before
