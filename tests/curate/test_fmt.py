"""House style: what it changes, what it never changes, and which files it leaves alone."""

from __future__ import annotations

import json
import os
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from commitments.curate import document
from commitments.curate.fmt import Formatted, format_files, format_piped
from commitments.curate.formatting import style
from commitments.curate.formatting.layout import Layout
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.model.records import Commitment
from commitments.render.formatting import patch, report
from tests.conftest import REPOSITORY, Workshop
from tests.golden import Golden

UGLY = sorted((Path(__file__).parent / "ugly").glob("*.yaml"))
REAL = sorted([*(REPOSITORY / "data").rglob("*.yaml"), *(REPOSITORY / "schema" / "vocabulary").glob("*.yaml")])
RECORD = "data/commitments/deu/deu-weapons.yaml"


def formatted(text: str) -> str:
    (done,) = format_piped(text.encode())
    assert not done.left_alone, report([done], written=True)
    return done.after


def said(text: str) -> tuple[str, list[str]]:
    """Give the value of a file, fields in no order, and its comments."""
    read, problems = document.read("", text.encode())
    assert not problems
    comments = Layout(document.read("", text.replace("\r\n", "\n").encode())[0]).comments
    return json.dumps(read.data, sort_keys=True), sorted(comment.lstrip("#").strip() for _, comment in comments)


# What it changes


@pytest.mark.parametrize("file", UGLY, ids=lambda file: file.stem)
def test_ugly_files_become_what_their_golden_files_show(file: Path, golden: Golden) -> None:
    golden(f"fmt-{file.name}", formatted(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", UGLY, ids=lambda file: file.stem)
def test_line_ends_of_windows_make_no_difference(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text.replace("\n", "\r\n")) == formatted(text)


def test_every_record_is_in_house_style(real: Dataset) -> None:
    done = format_files(real, (), write=False)
    assert report(done, written=False) == f"nothing to change, of {len(REAL)} files"


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_fields_in_any_order_come_back_in_the_order_of_the_model(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    head, *fields = _top_level(text)
    random.Random(file.stem).shuffle(fields)  # noqa: S311 -- the same order every time
    assert formatted("".join([head, *fields])) == text


def _top_level(text: str) -> list[str]:
    """Cut a record into its head and its fields."""
    parts: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] in " -" and parts:
            parts[-1] += line
        else:
            parts.append(line)
    return parts


def test_fields_that_the_model_does_not_know_go_last() -> None:
    assert (
        formatted("titel: x\nstance: pledge\ntype: troops\nid: a\n")
        == "id: a\ntype: troops\nstance: pledge\ntitel: x\n"
    )


def test_the_folder_tells_of_which_kind_a_record_is(workshop: Workshop) -> None:
    workshop.write("data/actors/FRA.yaml", "names: {en: France}\nkind: state\ntitle: x\nid: FRA\n")
    format_files(workshop.dataset, [str(workshop.dataset.root / "data/actors")], write=True)
    assert workshop.text("data/actors/FRA.yaml") == "id: FRA\nkind: state\nnames: {en: France}\ntitle: x\n"


@pytest.mark.parametrize("word", ["NO", "yes", "on", "Off", "y", "1_000", "12:30", "0b1", ".inf", "=", "<<", "1.0_0"])
def test_texts_that_other_readers_take_for_something_else_get_quotes(word: str) -> None:
    assert formatted(f"title: {word}\n") == f'title: "{word}"\n'


@pytest.mark.parametrize("word", ["2026-01-06", "2025-09", "2024/2027", "../2026", "010", "~", "true", "3", "6.5.2"])
def test_days_and_what_is_no_text_stay_plain(word: str) -> None:
    assert formatted(f"date: {word}\n") == f"date: {word}\n"


def test_names_of_fields_stay_plain_and_language_tags_do_not() -> None:
    assert formatted("titles: {no: ja}\nreview: {on: 2026-01-06}\n") == 'titles: {"no": ja}\nreview: {on: 2026-01-06}\n'


def test_the_mode_line_stays_first_however_it_is_written() -> None:
    text = "#yaml-language-server: $schema=x\ntitle: t\nid: a\n"
    assert formatted(text) == "# yaml-language-server: $schema=x\nid: a\ntitle: t\n"


def test_a_comment_to_the_checks_stays_with_the_line_it_speaks_of() -> None:
    alone, beside = "# commitments: ignore[R411] said later", "# commitments: ignore[R412] as above"
    text = f"{alone}\ntitle: t\nid: a {beside}\n"
    assert formatted(text) == f"id: a {beside}\n{alone}\ntitle: t\n"


# What it never changes


SCALARS = ("NO", "yes", "12:30", "2026-01-06", "plain", "two words", "an “aside”", "قوات", "42", "010", "null", "a#b")
HARD = (
    'say "no"',
    "it's",
    "a: b",
    "x #y",
    " edge ",
    "back\\slash",
    "- dash",
    "one\ntwo",
    "one\n\n two\n",
    "",
    "long " * 40,
)
FIELDS = (
    *Commitment.model_fields,
    "kind",
    "role",
    "actor",
    "quote",
    "note",
    "date",
    "no",
    "en",
    "by",
    "unknown",
)


@st.composite
def scalars(draw: DrawFn, indent: int, *, in_brackets: bool) -> str:
    """Write a text or number in one of the ways YAML has for it; in a block it may go over lines."""
    plain, hard = draw(st.sampled_from(SCALARS)), draw(st.sampled_from((*SCALARS, *HARD)))
    single = "'" + hard.replace("'", "''").replace("\n", "\n\n") + "'"
    ways = [plain, json.dumps(hard), json.dumps(hard, ensure_ascii=False)]
    if not in_brackets:
        deep = "\n" + " " * (indent + draw(st.integers(1, 4)))
        ways += [
            f"|-{deep}{plain}{deep}# text",
            f">-{deep}{plain}\n{deep}more",
            f"|{deep}{plain}\n",
            f"{plain}{deep}more",
        ]
        ways += [single.replace("\n", deep), f"{deep}{plain}"]
    return draw(st.sampled_from(ways))


@st.composite
def in_brackets(draw: DrawFn, depth: int) -> str:
    """Write a list or mapping in brackets, on one line or several, with comments among its entries."""
    entries = draw(st.lists(nodes_in_brackets(depth), max_size=3))
    names = draw(st.lists(st.sampled_from(FIELDS), min_size=len(entries), max_size=len(entries), unique=True))
    is_list = draw(st.booleans())
    parts = entries if is_list else [f"{name}: {entry}" for name, entry in zip(names, entries, strict=True)]
    gaps = [draw(st.sampled_from([" ", "  ", "\n     ", " # in brackets\n        "])) for _ in parts]
    opening, closing = "[]" if is_list else "{}"
    return opening + ",".join(gap + part for gap, part in zip(gaps, parts, strict=True)) + " " + closing


def nodes_in_brackets(depth: int) -> st.SearchStrategy[str]:
    return st.one_of(scalars(0, in_brackets=True), *([in_brackets(depth - 1)] if depth else []))


@st.composite
def mappings(draw: DrawFn, indent: int, depth: int) -> str:
    """Write the lines of a mapping, each field with what may stand above and beside it."""
    names = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=4, unique=True))
    return "".join(_above(draw, indent) + " " * indent + f"{name}:" + draw(values(indent, depth)) for name in names)


@st.composite
def lists(draw: DrawFn, indent: int, depth: int) -> str:
    """Write the lines of a list; a mapping in it begins beside its dash."""
    lines = ""
    for _ in range(draw(st.integers(1, 3))):
        gap = draw(st.integers(1, 3))
        entry = (
            draw(mappings(indent + 1 + gap, depth - 1))
            if draw(st.booleans())
            else draw(scalars(indent, in_brackets=False))
        )
        above, start = (
            (_above(draw, indent), entry.lstrip(" ")) if not entry.lstrip(" \n").startswith("#") else ("", entry)
        )
        assume(not start.startswith("\n"))
        lines += above + " " * indent + "-" + " " * gap + start + ("" if start.endswith("\n") else "\n")
    return lines


@st.composite
def values(draw: DrawFn, indent: int, depth: int) -> str:
    """Write a value from after the colon to the end of its line."""
    kind = draw(st.sampled_from(("scalar", "scalar", "brackets", "mapping", "list", "nothing")))
    beside = draw(st.sampled_from(("", "", "   ", " # beside", "  #beside")))
    if kind in {"mapping", "list"} and depth:
        block = mappings if kind == "mapping" else lists
        deeper = indent + draw(st.integers(0 if kind == "list" else 1, 5))
        return beside + "\n" + draw(block(deeper, depth - 1))
    if kind == "scalar":
        text = draw(scalars(indent, in_brackets=False))
        return f" {text}" + ("" if text[0] in "|>" else beside) + "\n"
    return (f" {draw(in_brackets(2))}" if kind == "brackets" else "") + beside + "\n"


def _above(draw: DrawFn, indent: int) -> str:
    blank = "\n" * draw(st.sampled_from((0, 0, 0, 1, 3)))
    return blank + draw(
        st.sampled_from(("", "", " " * indent + "# above\n", " " * indent + "#above\n\n", "# outside\n"))
    )


@st.composite
def records(draw: DrawFn) -> str:
    head = draw(st.sampled_from(("", "\n\n", "# yaml-language-server: $schema=x\n", "---\n", "# alone\n\n")))
    text = head + draw(mappings(0, 3)) + draw(st.sampled_from(("", "\n\n", "# at the foot", "   # set in\n")))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@settings(deadline=timedelta(seconds=5), max_examples=300, suppress_health_check=list(HealthCheck))
@given(records())
def test_values_and_comments_survive_and_twice_is_as_once(text: str) -> None:
    assume(not document.read("", text.encode())[1])
    after = formatted(text)
    assert said(after) == said(text)
    assert formatted(after) == after
    assert "\r" not in after
    assert after.endswith("\n")


@settings(deadline=timedelta(seconds=5), max_examples=200, suppress_health_check=list(HealthCheck))
@given(records())
def test_other_readers_see_the_texts_that_we_see(text: str) -> None:
    read, problems = document.read("", text.encode())
    assume(not problems)
    for ours, theirs in _leaves(read.data, yaml.safe_load(formatted(text))):
        if isinstance(ours, str):
            assert ours == (theirs.isoformat() if isinstance(theirs, date) else theirs)


def _leaves(ours: Any, theirs: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 -- whatever YAML may say
    if isinstance(ours, dict):
        return [pair for name in ours for pair in _leaves(ours[name], theirs[name])]
    if isinstance(ours, tuple):
        return [pair for one, other in zip(ours, theirs, strict=True) for pair in _leaves(one, other)]
    return [(ours, theirs)]


# What it leaves alone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id: [", "Y116"),
        ("id: a\nid: b\n", "Y110"),
        ("id: &a b\n", "Y108"),
        ("id:\tb\n", "Y105"),
        ("\ufeffid: b\n", "Y102"),
        ("", "Y106"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_left_alone_and_named(text: str, code: str, workshop: Workshop) -> None:
    file = workshop.write(RECORD, text)
    (done,) = format_files(workshop.dataset, [str(file)], write=True)
    assert [finding.code for finding in done.findings] == [code]
    assert file.read_bytes() == text.encode()
    assert f"{RECORD}: left alone, as it cannot be read whole" in report([done], written=True)


def test_bytes_that_are_no_text_are_left_alone(workshop: Workshop) -> None:
    file = workshop.write(RECORD, b"id: \xff\n")
    (done,) = format_files(workshop.dataset, [str(file)], write=True)
    assert [finding.code for finding in done.findings] == ["Y101"]
    assert file.read_bytes() == b"id: \xff\n"


def test_a_file_that_would_not_stay_what_it_is_is_left_alone(workshop: Workshop) -> None:
    text = "title: |+\n  kept with the blank lines below\nid: a\n\ntype: b\n"
    file = workshop.write(RECORD, text)
    (done,) = format_files(workshop.dataset, [str(file)], write=True)
    assert done.left_alone
    assert not done.changed
    assert file.read_text(encoding="utf-8") == text
    assert "house style would change what it says" in report([done], written=True)


@pytest.mark.parametrize("spoilt", ["id: other\n", "id: [", "id: a # lost\n"])
def test_a_step_that_spoils_a_file_is_found_out(spoilt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "STEPS", (*style.STEPS, lambda _layout, _known: spoilt))
    (done,) = format_piped(b"id: a\n")
    assert done == Formatted("standard input", reason=done.reason)
    assert done.left_alone


def test_a_step_that_never_comes_to_rest_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "STEPS", (lambda layout, _known: layout.text + "\n",))
    assert format_piped(b"id: a\n")[0].left_alone


# Files


def test_only_files_that_change_are_written_and_keep_their_mode(workshop: Workshop) -> None:
    ugly = workshop.write("data/actors/DEU.yaml", workshop.text("data/actors/DEU.yaml") + "\n\n")
    ugly.chmod(0o640)
    before = {file: file.stat().st_mtime_ns for file in workshop.dataset.root.rglob("*.yaml")}
    done = format_files(workshop.dataset, [str(workshop.dataset.data / "actors")], write=True)
    assert [one.path for one in done if one.changed] == ["data/actors/DEU.yaml"]
    assert ugly.stat().st_mode & 0o777 == 0o640
    after = {file: file.stat().st_mtime_ns for file in before}
    assert {file for file in before if before[file] != after[file]} == {ugly}
    assert not list(workshop.dataset.root.rglob(".*"))


def test_without_writing_nothing_is_written(workshop: Workshop) -> None:
    file = workshop.write(RECORD, "title: x\nid: a\n")
    (done,) = format_files(workshop.dataset, [str(file)], write=False)
    assert done.changed
    assert file.read_text(encoding="utf-8") == "title: x\nid: a\n"


def test_one_broken_file_does_not_keep_the_others_from_house_style(workshop: Workshop) -> None:
    workshop.write("data/actors/AAA.yaml", "id: [")
    workshop.write("data/actors/ZZZ.yaml", "kind: state\nid: ZZZ\n")
    format_files(workshop.dataset, (), write=True)
    assert workshop.text("data/actors/ZZZ.yaml") == "id: ZZZ\nkind: state\n"


def test_a_link_that_leads_out_of_the_dataset_is_not_followed(workshop: Workshop, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("title: x\nid: a\n", encoding="utf-8")
    link = workshop.dataset.root / "data/actors/out.yaml"
    link.symlink_to(outside)
    (done,) = format_files(workshop.dataset, [str(link)], write=True)
    assert [finding.code for finding in done.findings] == ["Y120"]
    assert outside.read_text(encoding="utf-8") == "title: x\nid: a\n"


def test_a_link_inside_the_dataset_stays_a_link(workshop: Workshop) -> None:
    file = workshop.write("data/actors/AAA.yaml", "kind: state\nid: AAA\n")
    link = workshop.dataset.root / "data/actors/BBB.yaml"
    link.symlink_to(file)
    format_files(workshop.dataset, [str(link)], write=True)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "id: AAA\nkind: state\n"


def test_a_record_outside_of_any_dataset_is_brought_to_house_style(workshop: Workshop, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("stance: pledge\nid: draft\n", encoding="utf-8")
    (done,) = format_files(workshop.dataset, [str(draft)], write=True)
    assert (done.path, draft.read_text(encoding="utf-8")) == ("draft.yaml", "id: draft\nstance: pledge\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_to_is_told(workshop: Workshop) -> None:
    file = workshop.write(RECORD, "title: x\nid: a\n")
    file.parent.chmod(0o500)
    (done,) = format_files(workshop.dataset, [str(file)], write=True)
    file.parent.chmod(0o700)
    assert done.reason == "it cannot be written: permission denied"
    assert not done.changed


def test_a_disk_that_is_full_is_told_and_leaves_the_old_file(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = workshop.write(RECORD, "title: x\nid: a\n")
    monkeypatch.setattr(Path, "replace", full)
    (done,) = format_files(workshop.dataset, [str(file)], write=True)
    assert done.reason == "it cannot be written: no space left on device"
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert file.read_text(encoding="utf-8") == "title: x\nid: a\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.yaml", "neither a file nor a folder"),
        ("seeds/article.txt", "is not a record: its name does not end in .yaml"),
    ],
)
def test_a_path_that_names_no_record_is_refused_before_anything_is_written(
    path: str, message: str, workshop: Workshop
) -> None:
    file = workshop.write(RECORD, "title: x\nid: a\n")
    with pytest.raises(CommitmentsError, match=message):
        format_files(workshop.dataset, [str(file), str(workshop.dataset.root / path)], write=True)
    assert file.read_text(encoding="utf-8") == "title: x\nid: a\n"


def test_a_finding_still_points_at_the_letter_in_a_quotation_that_was_folded() -> None:
    words = "word " * 30 + "amiss " + "word " * 10
    text = formatted(f"evidence:\n  - quote: {words.strip()}\n")
    read, _ = document.read("", text.encode())
    place = read.within(("evidence", 0, "quote"), words.index("amiss"))
    assert place
    assert read.excerpt(place[0])[place[1] - 1 :].startswith("amiss")
    assert read.within(("evidence", 0, "quote"), len(words)) is None


# What is told


def test_a_patch_shows_hidden_characters_and_missing_line_ends() -> None:
    (done,) = format_piped(b"title: x\r\nid: a")
    assert patch([done]) == (
        "--- a/standard input\n+++ b/standard input\n@@ -1,2 +1,2 @@\n"
        "-title: x\\u000d\n-id: a\n\\ No newline at end of file\n+id: a\n+title: x\n"
    )


def test_a_path_cannot_smuggle_lines_into_the_report() -> None:
    done = Formatted("data/a\n::error::b\x1b[2J.yaml", "a", "b")
    assert report([done], written=False).splitlines()[0] == "data/a ::error::b\\u001b[2J.yaml: not in house style"
