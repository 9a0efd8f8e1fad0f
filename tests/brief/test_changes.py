"""What changed: new, firmer, weaker, ended, corrected, each where it belongs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from commitments.brief import briefing
from commitments.brief.briefing import Asked
from commitments.curate import changes
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import database, publishing
from tests.conftest import Workshop
from tests.fixtures import Run, copied
from tests.golden import Golden
from tests.markdown import parser

TODAY = date(2026, 11, 23)
LASTING = ("Where sources differ", "What this database does not know")
"""Headings that a briefing has whatever changed."""
MARK = re.compile(r"\[\^(\d+)\](?!:)")


def written(connection: sqlite3.Connection, name: str, since: str, found: changes.Changes | None = None) -> str:
    return briefing.brief(connection, Asked([name], TODAY, since=since, changes=found))


def told(text: str) -> dict[str, list[str]]:
    """Give the ids told under each heading."""
    _, *parted = re.split(r"^## ", text.partition("\n## Sources")[0], flags=re.MULTILINE)
    found = {part.partition("\n")[0]: re.findall(r"\[`(.*?)`\]", part) for part in parted}
    return {heading: ids for heading, ids in found.items() if heading not in LASTING}


def test_since_a_day_new_words_and_later_steps_are_told_apart(connection: sqlite3.Connection, golden: Golden) -> None:
    text = written(connection, "France", "2024-09-01")
    golden("brief-france-since.md", text)
    assert told(text) == {
        "New": ["fra-2026-01-troops", "fra-deu-2026-03-storage"],
        "Firmer": ["fra-2023-training"],
        "Other steps": ["fra-2024-02-consultation"],
    }
    assert "New: 2. Firmer: 1. Weaker: 0. No longer standing: 0. Not honoured, as recorded: 0. " in text
    assert "Before: *pledged*." in text


def test_words_that_may_be_older_are_told_as_such(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE history SET date = '../2026-02-03' WHERE commitment_id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        lines = written(connection, "troops", "2026-01-01").splitlines()
    older = [line for line in lines if "Its dates leave open whether it is older." in line]
    assert len(older) == 1
    assert "rus-2026-02-troops" in older[0]


def test_footnotes_are_numbered_as_they_are_read(connection: sqlite3.Connection) -> None:
    text, _, notes = written(connection, "Ukraine", "2023").partition("\n## Sources\n")
    used = list(dict.fromkeys(MARK.findall(text)))
    assert used == [str(number + 1) for number in range(len(used))]
    assert len(used) == notes.count("\n[^")


def test_an_end_is_told_as_one(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection, connection:
        step = "('fra-2026-01-troops', 9, '2026-05-01', '2026-05-01', '2026-05-01', 'withdrawn', NULL, '')"
        connection.execute(f"INSERT INTO history VALUES {step}")  # noqa: S608 -- our own text
    with closing(database.open_database(spare)) as connection:
        assert told(written(connection, "France", "2026-04-01")) == {"No longer standing": ["fra-2026-01-troops"]}


def test_what_was_not_honoured_is_told_as_such(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection, connection:
        step = "('fra-2026-01-troops', 9, '2026-05-01', '2026-05-01', '2026-05-01', 'not-honoured', NULL, '')"
        connection.execute(f"INSERT INTO history VALUES {step}")  # noqa: S608 -- our own text
    with closing(database.open_database(spare)) as connection:
        text = written(connection, "France", "2026-04-01")
    assert told(text) == {"Not honoured, as recorded": ["fra-2026-01-troops"]}
    assert "Not honoured, as recorded: 1." in text
    assert "- 1 May 2026, not honoured: **troop deployment** for Ukraine; France [" in text


def test_what_was_looked_for_in_vain_is_not_new(connection: sqlite3.Connection) -> None:
    text = written(connection, "Norway", "2026-01-01")
    told_of = re.split(r"^## ", text, flags=re.MULTILINE)
    (vain,) = [part for part in told_of if part.startswith("Looked for, and nothing found")]
    assert "looked for on 20 November 2026 in" in vain
    assert "Looked for, and nothing found: 1." in text
    assert all("looked up in vain" not in part for part in told_of)


def test_a_search_in_vain_alone_is_no_change(connection: sqlite3.Connection) -> None:
    text = written(connection, "Norway", "2026-11-01")
    assert "**Bottom line.** Nothing recorded since 1 November 2026" in text
    assert "## Looked for, and nothing found" in text


def test_where_nothing_changed_it_is_said(connection: sqlite3.Connection) -> None:
    text = written(connection, "France", "2026-10-01")
    told = "**Bottom line.** Nothing recorded since 1 October 2026; the newest record was last seen: 31 March 2026."
    assert told in text
    assert "## Where sources differ" in text
    assert "## What this database does not know" in text


def test_what_will_have_changed_since_a_day_to_come_is_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="2027-01-01 is yet to come"):
        written(connection, "France", "2027-01-01")


@pytest.fixture
def before(tmp_path: Path) -> Dataset:
    """Give the small dataset as it was before the changes of a test."""
    return copied(tmp_path / "before")


@pytest.fixture
def rebuilt(own: Workshop) -> Workshop:
    """Give a dataset to change, in which four records changed in four ways."""
    folder = "data/commitments/fra"
    own.change(f"{folder}/fra-2026-01-troops.yaml", "stance: signed-intent", "stance: signed-commitment")
    own.change(f"{folder}/fra-2024-02-financing.yaml", "stance: signed-commitment", "stance: signed-intent")
    own.change(f"{folder}/fra-2024-02-consultation.yaml", "locator: art. 5", "locator: art. 6")
    path = own.dataset.root / f"{folder}/fra-2023-training.yaml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}withdrawn: {{on: 2026-11-01, reason: A slip.}}\n", encoding="utf-8"
    )
    return own


def test_since_a_revision_what_was_written_is_told_as_firmer_weaker_ended_or_corrected(
    before: Dataset, rebuilt: Workshop
) -> None:
    published = publishing.publish(rebuilt.dataset, rebuilt.dataset.database)
    assert published.errors == 0
    found = changes.of(changes.read(before, "before"), changes.read(rebuilt.dataset, "now"))
    with closing(database.open_database(rebuilt.dataset.database)) as connection:
        text = written(connection, "France", "before", found)
    assert told(text) == {
        "Firmer": ["fra-2026-01-troops"],
        "Weaker": ["fra-2024-02-financing"],
        "No longer standing": ["fra-2023-training"],
        "Corrected": ["fra-2024-02-consultation"],
    }
    assert "Corrected: evidence." in text
    assert "what changed since before" in text.splitlines()[0]


def test_changes_of_others_are_not_told(before: Dataset, rebuilt: Workshop) -> None:
    publishing.publish(rebuilt.dataset, rebuilt.dataset.database)
    found = changes.of(changes.read(before, "before"), changes.read(rebuilt.dataset, "now"))
    with closing(database.open_database(rebuilt.dataset.database)) as connection:
        assert "Nothing recorded since before; the newest record" in written(connection, "Norway", "before", found)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2026-13", "'2026-13' is not a date: there is no month 13; and '"),
        ("2026-02-30", "'2026-02-30' is not a date: 2026-02 has 28 days; and '"),
        ("", "'' is not a date: write it as 2026-01-06, 2026-01 or 2026; and '"),
        (" 2026-01-01", "' 2026-01-01' is not a date: write it as 2026-01-06, 2026-01 or 2026; and '"),
        ("HEAD", "'HEAD' is not a date: write it as 2026-01-06, 2026-01 or 2026; and '"),
    ],
)
def test_what_is_neither_a_date_nor_a_revision_is_said_to_be_no_date_first(
    own: Workshop, run: Run, since: str, told: str
) -> None:
    ran = run("brief", "France", "--since", since, "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"commitments: {told}")
    assert f"is not a git checkout and has no revision '{since}': name a folder with the dataset as it was" in ran.err


def test_what_changed_since_a_folder_is_told(before: Dataset, own: Workshop, run: Run) -> None:
    ran = run("brief", "France", "--since", str(before.root), "--dataset", str(own.dataset.root))
    assert (ran.code, "Nothing recorded since " in ran.out) == (0, True)


@pytest.mark.parametrize("since", ["2026/..", "../2026-01-08", "2026-01-06/2026-01-08"])
def test_a_span_is_no_day_since_which_to_tell(connection: sqlite3.Connection, since: str) -> None:
    with pytest.raises(CommitmentsError, match="is a span: name the one date since which to tell what changed"):
        written(connection, "France", since)


@pytest.mark.parametrize("revision", ["HEAD~30", "a~~b~~c"])
def test_a_revision_stands_in_the_heading_as_it_was_named(
    connection: sqlite3.Connection, before: Dataset, revision: str
) -> None:
    kept = changes.read(before, revision)
    heading = parser().parse(written(connection, "France", revision, changes.of(kept, kept)))[1]
    assert "".join(token.content for token in heading.children or ()).endswith(f"since {revision}")
    assert "s_open" not in {token.type for token in heading.children or ()}
