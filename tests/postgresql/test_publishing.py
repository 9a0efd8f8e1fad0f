"""What is published is whole: the old or the new, never half, and the way back stays open."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from commitments.ask import search
from commitments.findings import CommitmentsError
from commitments.store import database, publishing
from commitments.store.postgresql import publishing as publishing_there
from commitments.store.postgresql import reading
from tests.conftest import Workshop
from tests.crash.scenes import TROOPS
from tests.fixtures import Run
from tests.postgresql.server import SECRET, Place, statements

TITLE = "SELECT title FROM commitment WHERE id = 'fra-2026-01-troops'"
HALF_WAY = """
import os, signal, sys
from pathlib import Path
from commitments.store.postgresql import filling, publishing
def killed(*given):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(filling if sys.argv[3] == "_copy" else publishing, sys.argv[3], killed)
publishing.publish(sys.argv[1], Path(sys.argv[2]), anew=True)
"""
PUBLISHES = "import sys; from commitments.cli import main; main()"


def titled(own: Workshop, title: str) -> Path:
    """Give a record another title, and build the database."""
    lines = own.text(TROOPS).splitlines()
    own.write(TROOPS, "\n".join([f"title: {title}" if line.startswith("title:") else line for line in lines]) + "\n")
    return publishing.publish(own.dataset, own.dataset.database).path


def title(place: Place) -> str:
    """The title of that record for somebody who asks now."""
    with reading.opened(place.reader) as connection:
        return str(connection.execute(TITLE).fetchone()["title"])


def test_what_is_published_is_verified_against_the_data(run: Run, own: Workshop, place: Place) -> None:
    built = run("build", "--dataset", str(own.dataset.root), "--db", place.publisher)
    assert (built.code, built.out) == (0, f"{place.name} on 127.0.0.1:{place.server.port}, publication 1\n")
    verified = run("verify", "--dataset", str(own.dataset.root), "--db", place.reader)
    assert (verified.code, verified.err) == (0, "the database is whole, and says what the data says\n")


OTHER_VALUES = (
    'SELECT id AS commitment_id, id COLLATE "default" AS field, 9::bigint AS sources FROM commitments_1.commitment'
)
OTHER_LABELS = 'SELECT vocabulary, id, position, rank, family, definition COLLATE "C" AS label FROM commitments_1.term'
TAMPERED = {
    "a value": ("UPDATE commitments_1.commitment SET title = 'Another' WHERE id = 'fra-2026-01-troops'", "commitment"),
    "a row more": ("INSERT INTO commitments_1.hedge VALUES ('fra-2026-01-troops', 99, 'may', 'may', 'en')", "hedge"),
    "a row less": ("DELETE FROM commitments_1.condition", "condition"),
    "the words": ("UPDATE commitments_1.passage_text SET notes = ' nothing '", "the index for words"),
    "their lexemes": ("UPDATE commitments_1.passage_text SET lexemes = 'nothing'", "the index for words"),
    "a view": (f"CREATE OR REPLACE VIEW commitments_1.label AS {OTHER_LABELS}", "the rows of 'label'"),
    "a view that opens lists": (f"CREATE OR REPLACE VIEW commitments_1.coded_value AS {OTHER_VALUES}", "'coded_value'"),
    "a view of all": (f"CREATE OR REPLACE VIEW commitments.label AS {OTHER_LABELS}", "the view 'commitments.label'"),
    "no view": ("DROP VIEW commitments.pledge", "the view 'commitments.pledge'"),
    "what is said of it": ("UPDATE commitments.publication SET left_out = 7", "'commitments.publication'"),
    "a fact": ("UPDATE commitments_1.meta SET value = '0.0.0' WHERE name = 'tool_version'", "the table 'meta'"),
    "a file": ("UPDATE commitments_1.file SET sha256 = '' WHERE path LIKE '%fra-2026-01-troops%'", TROOPS),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_verify_tells_what_was_changed_on_the_server(run: Run, own: Workshop, place: Place, what: str) -> None:
    statement, told = TAMPERED[what]
    publishing_there.publish(place.publisher, titled(own, "As it is"))
    place.execute(statement)
    verified = run("verify", "--dataset", str(own.dataset.root), "--db", place.reader)
    assert verified.code == 1
    assert told in verified.err


def test_what_is_there_already_is_not_published_again(run: Run, own: Workshop, place: Place) -> None:
    first, second = (run("build", "--dataset", str(own.dataset.root), "--db", place.publisher) for _ in range(2))
    assert first.out == second.out
    assert "what is published there is as new as the data" in second.err
    assert place.schemas() == ["commitments_1"]


def test_rebuild_publishes_it_again(run: Run, own: Workshop, place: Place) -> None:
    for number in (1, 2):
        built = run("build", "--rebuild", "--dataset", str(own.dataset.root), "--db", place.publisher)
        assert built.out.endswith(f"publication {number}\n")


def test_rollback_goes_back_to_what_was_published_before_and_forth_again(run: Run, own: Workshop, place: Place) -> None:
    for name in ("First", "Second", "Third"):
        publishing_there.publish(place.publisher, titled(own, name))
    assert title(place) == "Third"
    for told, number in (("Second", 2), ("Third", 3)):
        back = run("build", "--rollback", "--db", place.publisher)
        assert (back.code, back.out.rpartition(", ")[2]) == (0, f"publication {number}\n")
        assert title(place) == told
        assert place.execute("SELECT title FROM commitments.commitment WHERE id = 'fra-2026-01-troops'") == [(told,)]


def test_there_is_no_way_back_from_the_first(run: Run, own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    back = run("build", "--rollback", "--db", place.publisher)
    assert (back.code, back.out) == (2, "")
    assert "there is no way back" in back.err
    assert title(place) == "First"


def test_rollback_is_for_a_server(run: Run, own: Workshop) -> None:
    back = run("build", "--rollback", "--dataset", str(own.dataset.root))
    assert back.code == 2
    assert "--rollback is for a server" in back.err


def test_who_began_to_read_reads_to_the_end_what_was_there_then(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    with reading.opened(place.reader) as connection:
        for name in ("Second", "Third", "Fourth"):
            publishing_there.publish(place.publisher, titled(own, name))
        assert connection.execute(TITLE).fetchone()["title"] == "First"
        assert connection.execute("SELECT count(*) FROM hedge").fetchone()[0]
    assert title(place) == "Fourth"
    assert place.schemas() == ["commitments_1", "commitments_3", "commitments_4"]
    publishing_there.publish(place.publisher, titled(own, "Fifth"))
    assert place.schemas() == ["commitments_4", "commitments_5"]


@pytest.mark.parametrize("step", ["_copy", "_announce", "_show", "_drop_old"])
def test_a_publisher_that_is_killed_half_way_leaves_what_was_there(own: Workshop, place: Place, step: str) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    second = titled(own, "Second")
    killed = subprocess.run([sys.executable, "-c", HALF_WAY, place.publisher, str(second), step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert title(place) == "First"
    assert publishing_there.publish(place.publisher, second).new
    assert title(place) == "Second"
    assert place.schemas() == ["commitments_1", "commitments_2"]


def test_a_publisher_that_is_killed_at_any_moment_leaves_the_old_or_the_new(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    command = [sys.executable, "-c", PUBLISHES, "build", "--rebuild", "--dataset", str(own.dataset.root)]
    before, began = "First", time.monotonic()
    subprocess.run([*command, "--db", place.publisher], check=True, capture_output=True)
    whole = time.monotonic() - began
    for share in range(12):
        titled(own, f"Round {share}")
        started = subprocess.Popen([*command, "--db", place.publisher], stdout=subprocess.DEVNULL)
        time.sleep(whole * (share + 1) / 12)
        started.kill()
        started.wait()
        wait_for_the_turn(place)
        assert title(place) in {before, f"Round {share}"}
        before = title(place)
        with reading.opened(place.reader) as connection:
            assert connection.execute("SELECT count(*) FROM pledge").fetchone()[0] > 0
    publishing_there.publish(place.publisher, own.dataset.database, anew=True)
    assert title(place) == "Round 11"
    assert len(place.schemas()) == 2


def wait_for_the_turn(place: Place) -> None:
    """Wait until the server has noticed that a publisher is gone."""
    place.execute("SELECT * FROM commitments.turn FOR UPDATE")


def test_two_publishers_do_not_get_in_each_other_s_way(run: Run, own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    titled(own, "Second")
    at = f"host=127.0.0.1 port={place.server.port} user=postgres dbname={place.name}"
    with psycopg.connect(at, password=SECRET) as other:
        other.execute("SELECT * FROM commitments.turn FOR UPDATE")
        built = run("build", "--dataset", str(own.dataset.root), "--db", place.publisher)
    assert built.code == 2
    assert "another program is publishing" in built.err
    assert title(place) == "First"


def test_of_two_that_publish_first_of_all_one_is_told_that_the_other_is_at_work(own: Workshop, place: Place) -> None:
    file = titled(own, "First")
    command = [sys.executable, "-c", PUBLISHES, "build", "--dataset", str(own.dataset.root), "--db", place.publisher]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [each.communicate()[1] for each in started]
    ended = [each.returncode for each in started]
    assert set(ended) <= {0, 2}
    assert 0 in ended
    assert all("another program is publishing" in said for said, code in zip(told, ended, strict=True) if code)
    assert place.schemas() == ["commitments_1"]
    assert not publishing_there.publish(place.publisher, file).new


def test_schemas_that_others_made_are_left_alone(own: Workshop, place: Place) -> None:
    place.execute("CREATE SCHEMA commitments_3", "CREATE TABLE commitments_3.mine (one int)")
    place.execute(f"CREATE SCHEMA commitments_{10**20}")
    for name in ("First", "Second", "Third"):
        publishing_there.publish(place.publisher, titled(own, name))
    assert place.schemas() == [f"commitments_{10**20}", "commitments_3", "commitments_5", "commitments_6"]
    assert place.execute("SELECT count(*) FROM commitments_3.mine") == [(0,)]


def test_a_role_for_readers_that_comes_later_can_read_what_is_there(
    run: Run, own: Workshop, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(publishing_there.READERS_NAMED, "later")
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute("CREATE ROLE later", "GRANT later TO commitments_reader")
    assert run("list", "--db", place.reader).code == 2
    assert not publishing_there.publish(place.publisher, own.dataset.database).new
    assert run("list", "--db", place.reader).code == 0


def test_what_others_built_on_a_view_that_has_other_columns_now_is_told(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute(
        "DROP VIEW commitments.hedge", "CREATE VIEW commitments.hedge AS SELECT 1 AS other",
        "ALTER VIEW commitments.hedge OWNER TO commitments_publisher",
        "CREATE VIEW public.mine AS SELECT * FROM commitments.hedge",
    )  # fmt: skip
    with pytest.raises(CommitmentsError, match="drop what they built, publish, and let them make it anew"):
        publishing_there.publish(place.publisher, titled(own, "Second"))
    assert title(place) == "First"


def test_a_word_longer_than_postgresql_s_index_takes_is_found(run: Run, own: Workshop, place: Place) -> None:
    word = "д" * 3000
    own.write(TROOPS, own.text(TROOPS).replace("\nstance:", f"\nnotes: one {word}a here\nstance:"))
    publishing_there.publish(place.publisher, titled(own, "First"))
    for asked, number in ((f"{word}a", 1), (f"{word}b", 0), (f"{word}*", 1), (word, 0), (f"one {word}a", 1)):
        found = run("search", asked, "-f", "json", "--db", place.reader)
        assert len(json.loads(found.out)) == number
        assert found.out == run("search", asked, "-f", "json", "--db", str(own.dataset.database)).out


def test_a_phrase_that_begins_again_before_it_has_ended_counts_each_time(own: Workshop, place: Place) -> None:
    for number, path in enumerate(sorted((own.dataset.data / "commitments").rglob("*.yaml"))[:6]):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("notes:")]
        again = " ".join(["never"] * (number + 2) + ["nevermore", "odd"] * (6 - number))
        path.write_text("\n".join([*lines, f"notes: {again}", ""]), encoding="utf-8")
    publishing_there.publish(place.publisher, titled(own, "First"))
    with (
        reading.opened(place.reader) as there,
        closing(database.open_database(own.dataset.database)) as file,
    ):
        for asked in ('"never never"', '"never never*"', '"never nev*"', "never", "never*", '"never never never"'):
            wanted = search.phrases(asked)
            found = [[tuple(row)[:2] for row in search.ranked(where, wanted)] for where in (there, file)]
            assert found[0] == found[1]
            assert len(found[0]) > 2


def test_data_with_errors_is_not_published(run: Run, own: Workshop, place: Place) -> None:
    own.change(TROOPS, "stance: ", "stance: no-such-")
    built = run("build", "--dataset", str(own.dataset.root), "--db", place.publisher)
    assert (built.code, built.out) == (1, "")
    assert place.schemas() == []


def test_who_reads_is_told_what_was_left_out(run: Run, own: Workshop, place: Place) -> None:
    own.change(TROOPS, "stance: ", "stance: no-such-")
    built = run("build", "--keep-going", "--dataset", str(own.dataset.root), "--db", place.publisher)
    assert built.code == 1
    assert "WARNING: this database leaves out 1 file with errors" in run("list", "--db", place.reader).err


def test_where_nothing_is_published_it_says_how_to(run: Run, place: Place) -> None:
    listed = run("list", "--db", place.reader)
    assert (listed.code, listed.out) == (2, "")
    assert listed.err == (
        f"commitments: nothing is published in {place.name} on 127.0.0.1:{place.server.port}: "
        "`commitments build --db ADDRESS` publishes it\n"
    )


def test_another_version_of_the_tables_is_told(run: Run, own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute("UPDATE commitments.publication SET schema_version = 99")
    listed = run("list", "--db", place.reader)
    assert listed.code == 2
    assert f"has version 99 of the tables, this tool reads {database.SCHEMA_VERSION}" in listed.err


def test_a_view_that_others_built_on_ours_shows_what_is_current(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute("CREATE VIEW public.titles AS SELECT id, title FROM commitments.pledge")
    publishing_there.publish(place.publisher, titled(own, "Second"))
    assert place.execute("SELECT title FROM public.titles WHERE id = 'fra-2026-01-troops'") == [("Second",)]


def test_a_view_with_other_columns_than_before_takes_its_place(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute(
        "DROP VIEW commitments.hedge", "CREATE VIEW commitments.hedge AS SELECT 1 AS other",
        "ALTER VIEW commitments.hedge OWNER TO commitments_publisher",
    )  # fmt: skip
    publishing_there.publish(place.publisher, titled(own, "Second"))
    assert place.execute("SELECT count(kind) > 0 FROM commitments.hedge") == [(True,)]


def test_who_reads_the_views_for_long_keeps_a_publication_out_and_it_says_so(
    own: Workshop, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing_there, "TRIES", 2)
    publishing_there.publish(place.publisher, titled(own, "First"))
    second = titled(own, "Second")
    at = f"host=127.0.0.1 port={place.server.port} user=postgres dbname={place.name}"
    with psycopg.connect(at, password=SECRET) as other:
        other.execute("SELECT count(*) FROM commitments.pledge")
        with pytest.raises(CommitmentsError, match="is in use by other programs, and was left as it was"):
            publishing_there.publish(place.publisher, second)
        assert title(place) == "First"
    publishing_there.publish(place.publisher, second)
    assert title(place) == "Second"


def test_the_queries_of_the_page_on_operations_run(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    asking, watching = statements()[1:]
    assert len(place.execute(*asking)) > 0
    ((number, *_, left_out),) = place.execute(*watching)
    assert (number, left_out) == (1, 0)


def test_a_view_of_a_table_that_is_no_more_goes_and_those_of_others_stay(own: Workshop, place: Place) -> None:
    publishing_there.publish(place.publisher, titled(own, "First"))
    place.execute(
        "CREATE TABLE commitments_1.gone (one int)", "CREATE VIEW commitments.gone AS SELECT * FROM commitments_1.gone",
        "ALTER VIEW commitments.gone OWNER TO commitments_publisher",
        "ALTER TABLE commitments_1.gone OWNER TO commitments_publisher",
        "CREATE VIEW commitments.mine AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW commitments.ours AS SELECT 1 AS one",
    )  # fmt: skip
    publishing_there.publish(place.publisher, titled(own, "Second"))
    there = "SELECT relname FROM pg_class WHERE relname IN ('gone', 'mine', 'ours') ORDER BY relname"
    assert place.execute(f"{there}") == [("gone",), ("mine",), ("ours",)]
    assert place.execute("SELECT to_regclass('commitments.gone')") == [(None,)]


@pytest.mark.parametrize(
    "statement", ["DROP VIEW commitments.pledge", "REVOKE ALL ON SCHEMA commitments_1 FROM commitments_reader"]
)
def test_what_was_taken_away_is_there_again_after_a_build_without_anything_new(
    own: Workshop, place: Place, statement: str
) -> None:
    file = titled(own, "First")
    publishing_there.publish(place.publisher, file)
    place.execute(statement)
    assert not publishing_there.publish(place.publisher, file).new
    assert place.execute("SELECT count(*) > 0 FROM commitments.pledge") == [(True,)]
    assert title(place) == "First"
