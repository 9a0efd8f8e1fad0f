"""`commitments new` and `commitments new source`, with options alone and on a terminal."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from commitments.dataset import PACKAGE, Dataset
from tests.conftest import Workshop
from tests.fixtures import Run
from tests.running import Ran

pty = pytest.importorskip("pty")

QUOTE = "على سبيل المثال"
GIVEN = (
    *("--type", "hubs", "--actor", "Norway", "--stance", "pledge", "--date", "2026-01-06"),
    *("--title", "Norwegian hub in Ukraine", "--source", "article"),
)
BORNE = ("--quote", QUOTE, "--translation", "for example", "--beneficiary", "Ukraine")
DESCRIBED = ("--publisher", "AFP", "--title", "Paris talks", "--language", "en", "--class", "wire", "--grade", "B")
PATH = "data/commitments/nor/nor-2026-01-military-hub.yaml"


def new(run: Run, own: Workshop, *arguments: str) -> Ran:
    return run("new", *arguments, "--dataset", str(own.dataset.root))


def printed(own: Workshop, path: str) -> str:
    return f"{own.dataset.root / path}\n"


def test_a_record_is_written_and_its_path_printed(run: Run, own: Workshop) -> None:
    ran = new(run, own, *GIVEN, *BORNE)
    assert (ran.code, ran.out) == (0, printed(own, PATH))
    assert ran.err == "the quotation: exact, line 4\n\nnothing is left to mend in it\n"
    assert not own.check().findings


def test_what_is_left_to_mend_is_told_beside_the_path(run: Run, own: Workshop) -> None:
    ran = new(run, own, *GIVEN, "--quote", "words of nobody")
    assert (ran.code, ran.out) == (0, printed(own, PATH))
    assert ran.err.startswith("the quotation: these words are not in the archived text")
    assert f"{PATH}:" in ran.err
    assert " error Q301 " in ran.err
    assert " error R307 the quotation has no translation " in ran.err
    assert "2 errors in 1 of " in ran.err


def test_findings_of_other_records_are_left_to_check(run: Run, own: Workshop) -> None:
    own.write("data/actors/broken.yaml", "id: [")
    assert new(run, own, *GIVEN, *BORNE).err.endswith("nothing is left to mend in it\n")


def test_the_path_is_said_from_where_one_stands(run: Run, own: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own.dataset.root)
    assert run("new", *GIVEN).out == f"{PATH}\n"
    assert run("new", *GIVEN).out == f"{PATH.replace('hub.', 'hub-2.')}\n"


def test_without_a_terminal_what_is_missing_is_named_at_once(run: Run, own: Workshop) -> None:
    assert new(run, own) == Ran(
        2,
        "",
        "commitments: this needs also --type, --actor, --stance, --date, --title, --source; on a terminal it asks\n",
    )
    assert new(run, own, "--stance", "not-found").err == (
        "commitments: this needs also --type, --actor, --date, --title, --searched; on a terminal it asks\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--actor", "Norwegia"), "no actor is called 'Norwegia'; did you mean NOR?"),
        (("--type", "tanks"), "no word in guarantee-types is called 'tanks'"),
        (("--source", "artikel"), "no source is called 'artikel'; did you mean article?"),
        (("--date", "2026-13"), "2026-13: there is no month 13"),
        (("--title", "a\x1b[2J"), "the text has the hidden character U+001B after “a”: leave it out"),
        (("--id", "../../../evil"), "'../../../evil' is not an id"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_written(
    arguments: tuple[str, ...], told: str, run: Run, own: Workshop
) -> None:
    before = sorted(own.dataset.root.rglob("*"))
    ran = new(run, own, *GIVEN, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"commitments: {told}")
    assert sorted(own.dataset.root.rglob("*")) == before


def test_an_id_is_never_taken_twice(run: Run, own: Workshop) -> None:
    new(run, own, *GIVEN)
    before = own.text(PATH)
    ran = new(run, own, *GIVEN, "--id", "nor-2026-01-military-hub")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"is taken by {PATH}: choose another with --id\n")
    assert own.text(PATH) == before


def test_the_installed_copy_says_that_a_checkout_is_needed(
    run: Run, own: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commitments.dataset.find", lambda _: Dataset(PACKAGE / "_dataset"))
    told = "commitments: files are written in a checkout of the repository, not in the installed package"
    assert new(run, own, *GIVEN).err.startswith(told)
    assert new(run, own, "source", "text.txt", *DESCRIBED).err.startswith(told)


def test_a_source_is_archived_and_described(run: Run, own: Workshop, tmp_path: Path) -> None:
    text = tmp_path / "talks.txt"
    text.write_bytes("Words “of” AFP.\r\n".encode())
    ran = new(run, own, "source", str(text), *DESCRIBED, "--published", "2026-01-07")
    assert (ran.code, ran.out) == (0, printed(own, "data/sources/afp-2026-01-07.yaml"))
    assert ran.err == "archived as seeds/talks.txt, 21 bytes\nnothing is left to mend in it\n"
    assert (own.dataset.seeds / "talks.txt").read_bytes() == text.read_bytes()
    assert sha256(text.read_bytes()).hexdigest() in own.text("data/sources/afp-2026-01-07.yaml")
    assert not own.check().findings
    assert run("quote", "afp-2026-01-07", "Words “of” AFP", "--dataset", str(own.dataset.root)).out == "exact, line 1\n"


def test_a_source_needs_to_be_told_language_and_publisher(run: Run, own: Workshop, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Words.", encoding="utf-8")
    ran = new(run, own, "source", str(tmp_path / "talks.txt"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "commitments: this needs also --publisher, --title, --language, --class, --grade; on a terminal it asks\n"
    )


def test_the_same_text_is_not_archived_twice(run: Run, own: Workshop, tmp_path: Path) -> None:
    shutil.copy(own.dataset.seeds / "article.txt", tmp_path / "copy.txt")
    ran = new(run, own, "source", str(tmp_path / "copy.txt"), *DESCRIBED)
    assert ran.err == "commitments: this text is archived already, as that of the source 'article': cite that\n"
    assert sorted(path.name for path in own.dataset.seeds.iterdir()) == ["article.txt"]


def test_options_of_a_source_stand_after_the_word(run: Run, own: Workshop) -> None:
    ran = run("new", "--title", "x", "source", "talks.txt", "--dataset", str(own.dataset.root))
    assert ran == Ran(2, "", "commitments: --title stands before 'source', whose own options come after it\n")


# On a terminal


def on_a_terminal(own: Workshop, typed: Sequence[str], *arguments: str) -> tuple[int, str]:
    """Run the command on a pseudo-terminal, and type a line whenever it waits; its exit code and its whole screen."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "commitments", "new", *arguments]
    environment = {**os.environ, "TERM": "dumb", "COMMITMENTS_DATASET": str(own.dataset.root)}
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        screen = b""
        for line in typed:
            screen += _until(controller, b": ")
            os.write(controller, f"{line}\n".encode())
        screen += _until(controller, None)
        os.close(controller)  # ends the program too, should it still wait for an answer
    return process.returncode, screen.decode().replace("\r\n", "\n")


def _until(controller: int, end: bytes | None) -> bytes:
    """Read the screen until a prompt stands at its end, or the program is gone."""
    seen = b""
    while end is None or not seen.endswith(end):
        if not select.select([controller], [], [], 20)[0]:
            break
        try:
            read = os.read(controller, 1 << 16)
        except OSError:  # Linux: the other end is closed
            break
        if not read:
            break
        seen += read
    return seen


def test_on_a_terminal_what_no_option_answers_is_asked(own: Workshop) -> None:
    typed = ["hubs", "Norvège", "", "pledge", "", "Україна", "2026-01-06", "Norwegian hub", "article", QUOTE]
    code, screen = on_a_terminal(own, [*typed, "for example", "", ""])
    assert code == 0, screen
    assert "stance: what the actor said of this very item" in screen
    assert "  pledge: Says that it will do it" in screen
    assert "role [guarantor]: " in screen
    assert "id [nor-2026-01-military-hub]: " in screen
    assert "the quotation: exact, line 4\n" in screen
    assert "nothing is left to mend in it\n" in screen
    assert "title: Norwegian hub\n" in own.text(PATH)
    assert not own.check().findings


def test_what_is_no_answer_is_asked_again(own: Workshop) -> None:
    typed = ["hubbs", "hubs", "", "", "2026-13", "2026-01-06", "", "Norwegian hub", "", "", ""]
    code, screen = on_a_terminal(own, typed, "--actor", "Norway", "--stance", "pledge", "--source", "article")
    assert code == 0, screen
    assert "no word in guarantee-types is called 'hubbs'" in screen
    assert "2026-13: there is no month 13" in screen
    assert "actor: " not in screen
    assert screen.count("title: ") == 3
    assert own.text(PATH)


def test_where_all_that_is_needed_is_given_nothing_is_asked(own: Workshop) -> None:
    code, screen = on_a_terminal(own, [], *GIVEN)
    assert code == 0
    assert screen.startswith(printed(own, PATH))


def test_a_person_can_be_asked_in_any_terminal(run: Run, own: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, stream in (("stdin", StringIO("NORD\nNOR\n\n\n\n\n2026-01-06\n\n\n\n")), ("stdout", StringIO())):
        monkeypatch.setattr(stream, "isatty", lambda: True)
        monkeypatch.setattr(stream, "reconfigure", lambda **_: None, raising=False)
        monkeypatch.setattr(sys, name, stream)
    ran = new(run, own, *GIVEN[:2], *GIVEN[4:6], *GIVEN[8:])
    assert (ran.code, ran.out) == (0, "")
    assert "no actor is called 'NORD'" in ran.err
    assert ran.err.count("date:") == 3
    assert ran.err.endswith("`commitments rules R305` explains the first\n")


def test_who_breaks_off_leaves_nothing_behind(own: Workshop) -> None:
    before = sorted(own.dataset.root.rglob("*"))
    code, _ = on_a_terminal(own, ["hubs", "Norway", "\x04"])
    assert code == 1
    assert sorted(own.dataset.root.rglob("*")) == before


def test_a_source_is_asked_for_on_a_terminal(own: Workshop, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Words.", encoding="utf-8")
    typed = ["المستقلة", "Paris talks", "ar", "", "", "national media", "b", "mustaqila"]
    code, screen = on_a_terminal(own, typed, "source", str(tmp_path / "talks.txt"))
    assert code == 0, screen
    assert "publisher: المستقلة\n" in own.text("data/sources/mustaqila.yaml")
    assert not own.check().findings
