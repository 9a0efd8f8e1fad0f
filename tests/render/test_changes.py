"""A change in words: short enough to be read, whole enough to be trusted, and safe where it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.curate.changes import Change, Changes, Event, Kind, RecordChange, SeedChange, of, read
from commitments.curate.changes.meaning import Strength
from commitments.curate.plain_data import Value
from commitments.escaping import HIDDEN, on_one_line
from commitments.findings import Finding, Span
from commitments.render import changes as render
from commitments.render.change_words import LONG, apart, lines, said
from tests import markdown
from tests.conftest import Workshop
from tests.curate.repository import commit
from tests.fixtures import Run, copied

TROOPS = "data/commitments/deu/deu-2026-01-troops.yaml"
HOSTILE = (
    "x\x1b[31m\n\n# y <script>alert(1)</script> [z](http://evil.example) @everyone #12 | `c` \u202egnp.exe ![p](q) <!--"
)


def told(*changes: Change, **more: object) -> list[tuple[str, str]]:
    record = RecordChange(Event.CHANGED, "commitments", "a", "data/commitments/a.yaml", changes=changes, **more)  # type: ignore[arg-type]
    return list(lines(record, on_one_line))


def changed(before: Value, after: Value, *path: str) -> Change:
    return Change(path or ("stance",), Kind.CHANGED, before, after)


def written(*records: RecordChange, since: str = "", seeds: tuple[SeedChange, ...] = ()) -> Changes:
    return Changes("before", "after", records, seeds, since)


def record(event: Event = Event.CHANGED, name: str = "a", folder: str = "commitments", **more: object) -> RecordChange:
    return RecordChange(event, folder, name, f"data/{folder}/{name}.yaml", **more)  # type: ignore[arg-type]


def test_a_changed_word_stands_before_and_after_an_arrow() -> None:
    assert told(changed("non-committal", "pledge")) == [("stance", "non-committal → pledge")]


def test_text_stands_in_quotation_marks_and_numbers_as_they_are() -> None:
    assert told(changed("a word", 5)) == [("stance", "“a word” → 5")]


def test_values_that_look_alike_say_how_they_differ() -> None:
    assert told(changed(1, "1")) == [("stance", "number 1 → text 1")]
    assert told(changed("two  words", "two words")) == [("stance", "white space only")]
    assert told(changed("long " * 30, "long " * 29 + "long\n")) == [("stance", "white space only")]


def test_strength_stands_beside_the_value_it_follows_from() -> None:
    strength = Strength("non-committal", "pledged", ("stance",))
    changes = (changed("x", "y", "notes"), changed("non-committal", "pledge"))
    assert told(*changes, strength=strength) == [
        ("notes", "x → y"),
        ("stance", "non-committal → pledge, so strength: non-committal → pledged"),
    ]


def test_strength_that_follows_from_another_record_stands_alone() -> None:
    strength = Strength("signed", "binding", ("legal history of the instrument",))
    assert told(strength=strength) == [("strength", "signed → binding, by the legal history of the instrument")]


def test_texts_that_run_from_right_to_left_stand_on_lines_of_their_own() -> None:
    assert told(changed("قد", "سوف", "hedges", "may", "words")) == [
        ("hedges", "may · words: was “قد”"),
        ("", "now “سوف”"),
    ]


def test_long_texts_are_cut_to_where_they_differ() -> None:
    start, end = "one two three " * 30, " four five six" * 30
    assert told(changed(f"{start}yes{end}", f"{start}no{end}", "notes")) == [
        ("notes", "was “…e two three one two three one two three ‹yes› four five six four five six four five s…”"),
        ("", "now “…e two three one two three one two three ‹no› four five six four five six four five s…”"),
    ]


def test_entries_that_came_and_went_say_what_stands_in_them() -> None:
    condition: Value = {"kind": "ceasefire-in-force", "role": "precondition", "note": "any ceasefire"}
    path = ("conditions", "ceasefire-in-force · precondition")
    assert told(Change(path, Kind.ADDED, None, condition), Change(path, Kind.REMOVED, condition)) == [
        ("conditions", "+ ceasefire-in-force · precondition: note: “any ceasefire”"),
        ("conditions", "- ceasefire-in-force · precondition: note: “any ceasefire”"),
    ]


def test_a_field_that_came_or_went_says_its_value() -> None:
    assert told(Change(("terms",), Kind.ADDED, None, {"location": "third-state", "domains": ("air", "land")})) == [
        ("terms", "+ location: third-state, domains (air, land)")
    ]
    assert told(Change(("notes",), Kind.REMOVED, "two words")) == [("notes", "- “two words”")]


def test_evidence_that_supports_another_value_is_one_line() -> None:
    path = ("evidence", "merz", "supports")
    changes = (Change((*path, "stance"), Kind.REMOVED, "stance"), Change((*path, "terms"), Kind.ADDED, None, "terms"))
    assert told(*changes) == [("evidence", "merz now supports terms, no longer supports stance")]
    assert told(changes[0]) == [("evidence", "merz no longer supports stance")]
    assert told(changes[1]) == [("evidence", "merz now supports terms")]


def test_a_word_in_a_list_is_named_once() -> None:
    assert told(Change(("terms", "domains", "air"), Kind.ADDED, None, "air")) == [("terms", "+ domains · air")]


def test_order_alone_is_said_as_order_only() -> None:
    order = Change(("parties",), Kind.REORDERED, ("a", "b"), ("b", "a"))
    assert told(order) == [("parties", "order only")]
    assert told(Change(("parties", "c"), Kind.ADDED, None, {"actor": "c"}), order)[1] == (
        "parties",
        "order changed too",
    )


def test_the_note_of_a_change_stands_with_it() -> None:
    added = Change(("evidence", "dpa"), Kind.ADDED, None, {"id": "dpa", "grade": "B1"}, "cited only: dpa")
    assert told(added) == [("evidence", "+ dpa: grade: B1 (cited only: dpa)")]
    moved = Change(("evidence", "dpa", "source"), Kind.CHANGED, "one", "two", "cited only: dpa")
    assert told(moved) == [("evidence", "dpa · source: one → two"), ("", "(cited only: dpa)")]


def test_what_became_of_a_record_is_told_first() -> None:
    finding = Finding(Span("data/commitments/a.yaml", 3, 2), "Y116", "the text here is not YAML")
    place = "data/commitments/a.yaml:3:2: Y116 the text here is not YAML"
    cases = [
        (record(Event.BROKEN, finding=finding), ("finding", place)),
        (record(Event.MENDED, finding=finding), ("mended", f"before {place}")),
        (record(Event.CHANGED, old_path="old.yaml"), ("moved", "from old.yaml")),
        (
            record(Event.WITHDRAWN, detail="on 2026-02-03: it was never said"),
            ("withdrawn", "on 2026-02-03: it was never said"),
        ),
    ]
    for changed_record, line in cases:
        assert next(lines(changed_record, on_one_line)) == line


def test_a_removed_and_a_renamed_record_are_told_loudly() -> None:
    removed = record(Event.REMOVED)
    renamed = record(Event.RENAMED, "b", old_id="a", changes=(changed("a", "b", "id"),))
    assert next(lines(removed, on_one_line))[0] == "REMOVED"
    assert list(lines(renamed, on_one_line)) == [
        ("RENAMED", "same content under a new id; it was a, and an id never changes")
    ]
    text = render.text(written(removed, renamed))
    assert "1 REMOVED · 1 RENAMED" in text
    assert "\n! a" in text
    assert "> [!CAUTION]\n> 2 ids are gone: a, a" in render.markdown(written(removed, renamed))


def test_words_of_a_vocabulary_name_the_records_they_touch() -> None:
    vocabulary = record(folder="vocabulary", touches=(("pledge", tuple(f"r{number}" for number in range(25))),))
    ((label, line),) = lines(vocabulary, on_one_line)
    assert label == "touches"
    assert line.startswith("pledge is used by r0, r1, ")
    assert line.endswith("r19, … and 5 more")


def test_the_summary_counts_commitments_and_then_the_rest() -> None:
    changes = written(
        record(Event.NEW),
        record(Event.REMOVED),
        record(Event.NEW, folder="sources"),
        seeds=(SeedChange("a.txt", None, "0" * 64, ()),),
    )
    assert render.summary(changes) == "1 new · 0 changed · 0 withdrawn · 1 REMOVED; sources: 1 new; seeds: 1 changed"
    assert render.summary(written()) == "no change of data from before to after"


def test_the_log_of_a_release_groups_what_is_new_corrected_and_withdrawn() -> None:
    records = (record(Event.WITHDRAWN), record(Event.CHANGED), record(Event.NEW), record(Event.NEW, folder="actors"))
    for form in (render.text, render.markdown):
        shown = form(written(*records, since="v1"))
        heads = ("Since v1", "New commitments", "New actors", "Corrected commitments", "Withdrawn commitments")
        places = [shown.index(head) for head in heads]
        assert places == sorted(places)


def test_files_that_say_the_same_are_named_together() -> None:
    moved = record(Event.MOVED, old_path="data/old.yaml")
    seeds = (SeedChange("a.txt", "0" * 64, "1" * 64, ("article",)), SeedChange("b.txt", "2" * 64, None, ()))
    text = " ".join(render.text(written(moved, record(Event.REWRITTEN, "b"), seeds=seeds)).split())
    assert "moved data/old.yaml to data/commitments/a.yaml" in text
    assert "rewritten same content, written differently: b" in text
    assert "a.txt changed (sha256 000000000000 to 111111111111, cited by article), b.txt REMOVED" in text


def test_json_is_versioned_and_holds_every_change() -> None:
    changes = written(record(changes=(changed("non-committal", "pledge"),)), since="v1")
    data = json.loads(render.as_json(changes))
    assert (data["version"], data["base"], data["head"], data["since"]) == (1, "before", "after", "v1")
    assert data["summary"]["commitments"] == {"changed": 1}
    assert data["records"][0]["changes"] == [
        {"path": ["stance"], "kind": "changed", "before": "non-committal", "after": "pledge", "note": ""}
    ]


@pytest.mark.parametrize("width", [10, 30, 80, 200])
def test_a_terminal_of_any_width_shows_every_word(width: int) -> None:
    entry = record(name="pol-2026-03", about="Poland · political support", changes=(changed("a b", "c d", "notes"),))
    shown = render.text(written(entry), width)
    assert "".join(shown.split()).endswith("~pol-2026-03Poland·politicalsupportnotes“ab”→“cd”")
    assert max(map(len, shown.splitlines())) <= max(width, 40)


# Text that others wrote.


def hostile(text: str) -> Changes:
    """Put a text everywhere where the text of a record, or the name of a file, can stand."""
    value: Value = {text: text, "x": (text, {text: text})}
    changes = (
        changed(text, f"{text}{text}", text, text, text),
        Change((text, text), Kind.ADDED, None, value, text),
        Change((text,), Kind.REMOVED, value, None, text),
        Change(("evidence", text, "supports", text), Kind.ADDED, None, text),
        Change((text,), Kind.REORDERED, (text,), (text,)),
        Change((), Kind.ADDED, None, value, text),
    )
    finding = Finding(Span(text), "Y101", text)
    return written(
        *(
            RecordChange(event, folder, text, text, text, text, text, text, changes, None, ((text, (text,)),), finding)
            for event in Event
            for folder in render.KINDS
        ),
        since=text,
        seeds=(SeedChange(text, text, None, (text,)),),
    )


FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
LAYOUT = {
    "heading",
    "paragraph",
    "inline",
    "text",
    "strong",
    "em",
    "bullet_list",
    "list_item",
    "blockquote",
    "softbreak",
}


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.just(HOSTILE), st.text(min_size=1), st.text("@#<>`*_[]()|!&;:/\\-+ \n.1a~$^=", min_size=1)))
def test_hostile_text_stays_text(text: str) -> None:
    changes = hostile(text)
    assert not FORBIDDEN.search(render.text(changes, 80))
    comment = render.markdown(changes)
    assert not FORBIDDEN.search(comment)
    folded = re.sub(r"</?details>(<summary>[\w ]+: \d+</summary>)?", "", comment)
    assert markdown.elements(folded) <= LAYOUT
    assert not HIDDEN.search(render.as_json(changes))
    assert json.loads(render.as_json(changes))["records"][0]["id"] == text


def test_a_hostile_text_reads_as_it_was_written() -> None:
    comment = render.markdown(written(record(about=HOSTILE.replace("\x1b", "").replace("\u202e", ""))))
    seen = markdown.read(comment).replace("\u200b", "")
    assert "# y <script>alert(1)</script> [z](http://evil.example) @everyone #12 | `c` gnp.exe ![p](q) <!--" in seen


def test_a_hostile_text_calls_nobody_and_links_nothing() -> None:
    comment = render.markdown(hostile("ask @everyone about #12 and GH-7"))
    assert "@everyone" not in comment
    assert "#12" not in comment
    assert "GH-7" not in comment


@pytest.mark.parametrize("letter", ["x", "@", "<", "\u202e", "ق", "word ", "\n"])
def test_texts_of_ten_thousand_letters_are_cut(letter: str) -> None:
    text = (letter * 10_000)[:10_000]
    assert len(render.text(hostile(text), 80)) < 2_000_000
    assert len(render.markdown(hostile(text))) < 65_536


def test_a_text_of_ten_thousand_letters_says_how_long_it_is() -> None:
    shown = said("a" * 10_000, on_one_line)
    assert len(shown) < LONG
    assert "10,000 letters" in shown


@given(st.text("ab ", max_size=300), st.text("ab ", max_size=300))
def test_two_texts_that_differ_differ_between_the_marks(before: str, after: str) -> None:
    if before != after:
        was, now = apart(before, after)
        (start, one, end), (other_start, other, other_end) = (re.split("[‹›]", text) for text in (was, now))
        assert (start, end) == (other_start, other_end)
        assert one != other


def test_a_comment_that_is_too_long_says_what_it_leaves_out() -> None:
    records = [record(Event.NEW, f"record-{number:05}", about="x" * 200) for number in range(2_000)]
    comment = render.markdown(written(*records, record(Event.REMOVED, "gone")))
    assert len(comment) < 65_536
    assert "> 1 ids are gone: gone" in comment
    (left,) = re.findall(r"^- … and (\d+) more$", comment, re.MULTILINE)
    assert comment.count("- **new** record-") + 1 + int(left) == 2_001
    assert "<details><summary>Commitments: 2001</summary>" in comment


def test_one_record_does_not_crowd_out_the_others_in_a_comment() -> None:
    many = tuple(changed("a" * 200, "b" * 200, f"field{number}") for number in range(500))
    comment = render.markdown(written(record(changes=many), record(name="other")))
    assert "- **changed** other" in comment
    assert re.search(r"^  - … and \d+ more$", comment, re.MULTILINE)
    assert len(render.text(written(record(changes=many))).splitlines()) > 500


# The command.


@pytest.fixture
def kept(tmp_path: Path) -> Workshop:
    """Give a dataset that was committed as `v1`, and in which a stance has changed since."""
    workshop = Workshop(copied(tmp_path / "kept"))
    commit(workshop, "v1")
    workshop.change(TROOPS, "stance: non-committal", "stance: pledge")
    return workshop


def test_the_command_tells_what_changed_since_the_last_commit(kept: Workshop, run: Run) -> None:
    ran = run("diff", "--dataset", str(kept.dataset.root))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "0 new · 1 changed · 0 withdrawn\n\n"
        "~ deu-2026-01-troops              Germany · troop deployment\n"
        "    stance        non-committal → pledge, so strength: non-committal → pledged\n"
    )


def test_the_command_ends_with_zero_where_nothing_changed(kept: Workshop, run: Run) -> None:
    ran = run("diff", "v1", "HEAD", "--dataset", str(kept.dataset.root))
    assert (ran.code, ran.out) == (0, "no change of data from v1 to HEAD\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("v2",), "git knows no revision 'v2' here"),
        (("/",), "'/' holds no dataset"),
        (("v1", "--since", "v1"), "--since v1 already says what to compare with"),
        (("-f", "yaml"), "no format is called 'yaml'"),
    ],
)
def test_a_request_that_cannot_be_answered_ends_with_two(
    kept: Workshop, run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("diff", *arguments, "--dataset", str(kept.dataset.root))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_the_command_writes_a_comment_to_a_file(kept: Workshop, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "comment.md"
    ran = run("diff", "--since", "v1", "-f", "markdown", "-o", str(target), "--dataset", str(kept.dataset.root))
    assert (ran.code, ran.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("## Since v1\n\n**0 new · 1 changed · 0 withdrawn**\n")


def test_every_value_of_a_record_that_changed_is_named_in_every_format(tmp_path: Path) -> None:
    before, after = Workshop(copied(tmp_path / "before")), Workshop(copied(tmp_path / "after"))
    for name in ("title", "stance", "type", "beneficiary"):
        text = after.text(TROOPS)
        after.write(TROOPS, re.sub(f"^{name}: .*$", f"{name}: changed-{name}", text, flags=re.MULTILINE))
    changes = of(read(before.dataset, "before"), read(after.dataset, "after"))
    for form in render.FORMATS.values():
        shown = form(changes, None)
        assert all(f"changed-{name}" in shown for name in ("title", "stance", "type", "beneficiary"))
