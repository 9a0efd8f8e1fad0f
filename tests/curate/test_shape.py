"""From plain data to a record: what is missing, unknown or of the wrong kind is told in plain words, in its place."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.curate import document
from commitments.curate.document import Document
from commitments.curate.plain_data import Value
from commitments.curate.problems import Problem
from commitments.curate.shape import MODELS, shape
from commitments.model.records import Actor, Commitment, Instrument, Source
from commitments.model.terms import Consultation, Facilities, ForcePresence
from commitments.model.vocabulary import Vocabulary
from tests.conftest import BASE, REPOSITORY

CLASSES = MappingProxyType(
    {
        "troop-deployment": "force-presence",
        "military-hub": "facilities",
        "consultation": "consultation",
        "monitoring-verification": "monitoring",
        "political-support": "",
    }
)
COMMITMENT = """\
id: x
title: A title
type: political-support
parties:
  - {actor: DEU, role: guarantor}
stance: pledge
history:
  - {date: 2026-01-06, status: announced}
"""
PYDANTIC = re.compile(
    r"[Ii]nput|valid|Field required|permitted|should|Extra|instance|dictionary|string|tuple|Value error|integer"
)


def shaped(folder: str, text: str) -> tuple[object, Document, list[Problem]]:
    """Shape a record from YAML."""
    written, unreadable = document.read("x.yaml", text.encode())
    assert unreadable == []
    record, problems = shape(folder, written, CLASSES)
    for problem in problems:
        assert not PYDANTIC.search(problem.message), problem.message
        assert not PYDANTIC.search(problem.hint), problem.hint
    return record, written, problems


def told(text: str, folder: str = "commitments") -> list[tuple[str, int, int, str]]:
    """Give code, line, column and message of what is wrong."""
    _, written, problems = shaped(folder, text)
    spans = [(problem, written.at(problem.route, key=problem.key)) for problem in problems]
    return [(problem.code, span.line, span.column, problem.message) for problem, span in spans]


def hint(text: str, folder: str = "commitments") -> str:
    """Give the hint of the one thing that is wrong."""
    (problem,) = shaped(folder, text)[2]
    return problem.hint


def terms(kind: str, written: str) -> str:
    """Write a commitment of a type, with terms on its tenth line."""
    return COMMITMENT.replace("political-support", kind) + f"evidence: []\nterms: {written}\n"


@pytest.mark.parametrize(
    ("folder", "path", "model"),
    [
        ("actors", BASE / "data/actors/DEU.yaml", Actor),
        ("commitments", BASE / "data/commitments/deu/deu-weapons.yaml", Commitment),
        ("instruments", BASE / "data/instruments/declaration.yaml", Instrument),
        ("sources", BASE / "data/sources/article.yaml", Source),
        ("vocabulary", REPOSITORY / "schema/vocabulary/stances.yaml", Vocabulary),
    ],
)
def test_a_folder_tells_the_kind_of_its_records(folder: str, path: Path, model: type) -> None:
    written, _ = document.read("x.yaml", path.read_bytes())
    record, problems = shape(folder, written, CLASSES)
    assert problems == []
    assert isinstance(record, model)
    assert MODELS[folder] is model


def test_the_shortest_record_has_honest_defaults() -> None:
    record, _, problems = shaped("commitments", COMMITMENT)
    assert problems == []
    assert isinstance(record, Commitment)
    assert (record.voice, record.bindingness, record.review.state) == ("own", "unclear", "draft")
    assert (record.attribution, record.beneficiary, record.terms, record.evidence) == (None, None, None, ())


def test_a_field_that_is_missing_is_told_at_the_record() -> None:
    assert told(COMMITMENT.replace("stance: pledge\n", "")) == [("S001", 1, 1, "'stance' is missing")]


def test_a_missing_field_comes_with_what_it_is_for() -> None:
    assert hint(COMMITMENT.replace("stance: pledge\n", "")) == Commitment.model_fields["stance"].description
    described = Source.model_fields["source_class"].description
    assert hint("id: x\npublisher: y\ntitle: z\nlanguage: en\ngrade: B", "sources") == described


def test_a_field_that_is_missing_inside_a_list_is_told_at_its_entry() -> None:
    text = COMMITMENT.replace("{actor: DEU, role: guarantor}", "{actor: DEU, role: guarantor}\n  - actor: FRA")
    assert told(text) == [("S001", 6, 5, "'role' is missing")]


def test_every_missing_field_is_told() -> None:
    assert [message for *_, message in told("id: x\n", "actors")] == ["'kind' is missing", "'names' is missing"]


@pytest.mark.parametrize("empty", ["[]", "{}"])
def test_an_empty_list_or_mapping_is_no_value(empty: str) -> None:
    text = f"id: FRA\nkind: state\nnames: {empty}\n" if empty == "{}" else None
    if text:
        assert told(text, "actors") == [("S001", 3, 1, "'names' is empty")]
    else:
        assert told(COMMITMENT.replace("\n  - {actor: DEU, role: guarantor}", " []")) == [
            ("S001", 4, 1, "'parties' is empty")
        ]


def test_a_list_of_wrong_entries_is_not_called_empty_besides() -> None:
    assert told(COMMITMENT.replace("{actor: DEU, role: guarantor}", "DEU")) == [
        ("S003", 5, 5, "entry 1 of 'parties' must be fields and their values, not text")
    ]


def test_an_unknown_field_is_told_at_its_name_with_what_was_meant() -> None:
    assert told(COMMITMENT + "condtions: []\n") == [("S002", 9, 1, "'condtions' is not a field here")]
    assert hint(COMMITMENT + "condtions: []\n") == "did you mean 'conditions'?"


def test_an_unknown_field_inside_a_list_is_compared_with_the_fields_of_the_list() -> None:
    text = COMMITMENT.replace("role: guarantor", "role: guarantor, rolle: host")
    assert told(text) == [("S002", 5, 35, "'rolle' is not a field here")]
    assert hint(text) == "did you mean 'role'?"


def test_a_field_like_no_other_comes_with_the_list_of_fields() -> None:
    assert hint(COMMITMENT.replace("role: guarantor", "role: guarantor, xyz: host")) == "known here: actor, role, since"


def test_an_alias_is_the_name_that_is_suggested() -> None:
    text = "id: x\npublisher: y\ntitle: z\nlanguage: en\ngrade: B\nclass: wire\nclas: wire"
    assert hint(text, "sources") == "did you mean 'class'?"


def test_an_unknown_field_of_the_terms_is_compared_with_those_of_its_type() -> None:
    text = terms("troop-deployment", "{loction: beneficiary}")
    assert told(text) == [("S002", 10, 9, "'loction' is not a field here")]
    assert hint(text) == "did you mean 'location'?"
    assert hint(terms("consultation", "{xyz: 1}")) == "known here: within_hours, reciprocal, invoked_by"


def test_terms_of_another_type_do_not_fit() -> None:
    assert told(terms("consultation", "{strength_min: 5}")) == [("S002", 10, 9, "'strength_min' is not a field here")]


def test_the_class_of_the_terms_follows_from_the_type() -> None:
    for kind, written, expected in (
        ("troop-deployment", "{strength_min: 5}", ForcePresence(strength_min=5)),
        ("military-hub", "{count: not-stated}", Facilities(count="not-stated")),
        ("consultation", "{within_hours: 24}", Consultation(within_hours=24)),
    ):
        record, _, problems = shaped("commitments", terms(kind, written))
        assert problems == []
        assert isinstance(record, Commitment)
        assert record.terms == expected


def test_the_class_of_the_terms_is_never_typed_by_hand() -> None:
    text = terms("troop-deployment", "{kind: force-presence}")
    assert told(text) == [("S002", 10, 9, "'kind' is not a field here")]
    assert hint(text) == "it follows from the type"


def test_terms_with_a_type_that_has_none_are_told_and_the_record_stays() -> None:
    record, _, (problem,) = shaped("commitments", terms("political-support", "{location: beneficiary}"))
    assert isinstance(record, Commitment)
    assert record.terms is None
    assert (problem.code, problem.message) == ("S008", "the type 'political-support' takes no terms of its own")


def test_terms_with_an_unknown_type_are_not_judged() -> None:
    record, _, problems = shaped("commitments", terms("troop-deploymnt", "{location: beneficiary}"))
    assert isinstance(record, Commitment)
    assert (record.terms, problems) == (None, [])


def test_terms_without_a_type_leave_the_missing_type_to_be_told() -> None:
    text = terms("x", "{location: beneficiary}").replace("type: x\n", "")
    assert told(text) == [("S001", 1, 1, "'type' is missing")]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("title: 2026", "'title' must be text, not the number 2026"),
        ("title: 1.10", "'title' must be text, not the number 1.1"),
        ("title: true", "'title' must be text, not true"),
        ("title:", "'title' must be text, not empty"),
        ("title: [a]", "'title' must be text, not a list"),
        ("title: {a: b}", "'title' must be text, not fields and their values"),
        ("notes: 5", "'notes' must be text, not the number 5"),
        ("conditions: armed-attack", "'conditions' must be a list, not text"),
        ("conditions: {kind: armed-attack}", "'conditions' must be a list, not fields and their values"),
        ("conditions:", "'conditions' must be a list, not empty"),
        ("conditions: [armed-attack]", "entry 1 of 'conditions' must be fields and their values, not text"),
        ("titles: [a]", "'titles' must be fields and their values, not a list"),
        ("titles: {en: 5}", "'en' must be text, not the number 5"),
        ("review: reviewed", "'review' must be fields and their values, not text"),
        ("searched: {on: 2026-11-23, where: here}", "'where' must be a list, not text"),
        ("searched: {on: 2026-11-23, where: [here, 5]}", "entry 2 of 'where' must be text, not the number 5"),
        ("money: [{measure: pledge, up_to: 'yes'}]", "'up_to' must be true or false, not text"),
        ("money: [{measure: pledge, up_to: 1}]", "'up_to' must be true or false, not the number 1"),
        ("money: [{measure: pledge, amount_min: 2.5}]", "'amount_min' must be text, not the number 2.5"),
        ("money: [{measure: pledge, amount_min: true}]", "'amount_min' must be text, not true"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(written: str, message: str) -> None:
    name = written.partition(":")[0]
    text = re.sub(f"^{name}:.*\n", "", COMMITMENT, flags=re.MULTILINE) + written + "\n"
    ((code, line, _, said),) = told(text)
    assert (code, line, said) == ("S003", text.count("\n"), message)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("notes: 5", "put it in quotes to make it text"),
        ("notes: false", "put it in quotes to make it text"),
        ("titles: {en: }", "leave the field out, or give it a value"),
        ("conditions: armed-attack", "begin each entry with '- '"),
        ("money: [{measure: pledge, amount_min: 2.5}]", "put it in quotes to make it text"),
        ("money: [{measure: pledge, up_to: maybe}]", ""),
    ],
)
def test_a_value_of_the_wrong_kind_comes_with_a_remedy(written: str, remedy: str) -> None:
    assert hint(COMMITMENT + written + "\n") == remedy


@pytest.mark.parametrize(
    ("kind", "written", "code", "message"),
    [
        ("military-hub", "{count: -5}", "S007", "-5 is less than 0"),
        ("military-hub", "{count: 1.5}", "S003", "'count' must be a whole number, not the number 1.5"),
        ("military-hub", "{count: [3]}", "S003", "'count' must be a whole number, not a list"),
        ("military-hub", "{count: {least: 3}}", "S003", "'count' must be a whole number, not fields and their values"),
        ("military-hub", "{count: true}", "S003", "'count' must be a whole number, not true"),
        ("consultation", "{reciprocal: 1}", "S003", "'reciprocal' must be true or false, not the number 1"),
        ("troop-deployment", "{strength_min: -1}", "S007", "-1 is less than 0"),
        ("troop-deployment", "{strength_min: '5'}", "S003", "'strength_min' must be a whole number, not text"),
        ("troop-deployment", "{strength_min: not-stated}", "S003", "'strength_min' must be a whole number, not text"),
        ("troop-deployment", "{domains: land}", "S003", "'domains' must be a list, not text"),
    ],
)
def test_a_wrong_value_in_the_terms_is_told_once_in_its_place(kind: str, written: str, code: str, message: str) -> None:
    ((found, line, _, said),) = told(terms(kind, written))
    assert (found, line, said) == (code, 10, message)


@pytest.mark.parametrize("written", ["{count: 0}", "{count: 3}", "{count: not-stated}", "{count: }", "{}"])
def test_a_number_or_a_word_for_why_there_is_none_may_stand(written: str) -> None:
    assert told(terms("military-hub", written)) == []


@pytest.mark.parametrize("written", ["many", "[]", "5"])
def test_terms_that_are_no_fields_are_told(written: str) -> None:
    ((code, line, _, message),) = told(terms("military-hub", written))
    assert (code, line) == ("S003", 10)
    assert message.startswith("'terms' must be fields and their values, not")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2025-02-30", "2025-02-30: 2025-02 has 28 days"),
        ("1960-13-19", "1960-13-19: there is no month 13"),
        ("0000", "0000: there is no year 0000"),
        ("6 January 2026", "'6 January 2026' is not written as a date"),
        ("2026-1-6", "'2026-1-6' is not written as a date"),
        ("2026/2025", "the span ends (2025) before it begins (2026)"),
        ("../..", "a span needs at least one end that is known"),
        ("2026-01-06T12:00", "'2026-01-06T12:00' is not written as a date"),
    ],
)
def test_an_impossible_date_is_told_at_the_date(written: str, message: str) -> None:
    if written == "0000":
        written = "'0000'"
    assert told(COMMITMENT.replace("2026-01-06", written)) == [("S005", 8, 12, message)]


@pytest.mark.parametrize(
    "written", ["'2025'", "2025-09", "2025-09-30", "2025/..", "../2025", "2025-01/2026-03-05", "'1949'"]
)
def test_a_vague_date_is_a_date(written: str) -> None:
    record, _, problems = shaped("commitments", COMMITMENT.replace("2026-01-06", written))
    assert problems == []
    assert isinstance(record, Commitment)
    assert record.history[0].date == written.strip("'")


@pytest.mark.parametrize(
    ("folder", "written", "message"),
    [
        ("commitments", "id: Germany 2026", "'Germany 2026' is not an id: small letters, digits and single hyphens"),
        ("commitments", "id: a--b", "'a--b' is not an id: small letters, digits and single hyphens"),
        ("actors", "id: Fra", "'Fra' is not an actor's id: ISO 3166 alpha-3 for a state, a slug for others"),
        ("actors", "iso2: fr", "'fr' is not an ISO 3166 alpha-2 code"),
        ("actors", "wikidata: Q0142", "'Q0142' is not a Wikidata item, such as Q212"),
        (
            "commitments",
            "instrument: The Paris Declaration",
            "'The Paris Declaration' is not an id: small letters, digits and single hyphens",
        ),
        (
            "commitments",
            "money: [{measure: pledge, amount_min: '3,000'}]",
            "'3,000' is not an amount: digits, and a point before any fraction",
        ),
        (
            "commitments",
            "money: [{measure: pledge, amount_min: -5}]",
            "'-5' is not an amount: digits, and a point before any fraction",
        ),
        (
            "commitments",
            "money: [{measure: pledge, currency: euro}]",
            "'euro' is not an ISO 4217 currency code, such as EUR",
        ),
        (
            "commitments",
            "hedges: [{kind: may, words: x, language: Arabic}]",
            "'Arabic' is not a language tag, such as en or ar",
        ),
    ],
)
def test_a_text_that_has_not_its_form_is_told(folder: str, written: str, message: str) -> None:
    sound = COMMITMENT if folder == "commitments" else "id: FRA\nkind: state\nnames: {en: France}\n"
    name = written.partition(":")[0]
    text = re.sub(f"^{name}:.*\n", "", sound, flags=re.MULTILINE) + written + "\n"
    ((code, line, _, said),) = told(text, folder)
    assert (code, line, said) == ("S006", text.count("\n"), message)


def test_a_language_that_is_none_is_told_at_its_name() -> None:
    text = "id: FRA\nkind: state\nnames:\n  fr: France\n  English: France\n"
    assert told(text, "actors") == [("S006", 5, 3, "'English' is not a language tag, such as en or ar")]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("2500000000", "2500000000"), ("'2.50'", "2.50"), ("0", "0"), ("010", "10"), ("'010'", "010")],
)
def test_an_amount_is_digits_whether_in_quotes_or_not(written: str, amount: str) -> None:
    record, _, problems = shaped("commitments", COMMITMENT + f"money: [{{measure: pledge, amount_min: {written}}}]")
    assert problems == []
    assert isinstance(record, Commitment)
    assert record.money[0].amount_min == amount


@pytest.mark.parametrize("written", ['""', '"  "', "'\u00a0'"])
def test_an_empty_text_is_told(written: str) -> None:
    assert told(COMMITMENT + f"notes: {written}\n") == [("S004", 9, 8, "empty text says nothing: leave the field out")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = COMMITMENT.replace("A title", "5").replace("stance: pledge\n", "").replace("2026-01-06", "now") + "x: y\n"
    assert sorted(code for code, *_ in told(text)) == ["S001", "S002", "S003", "S005"]


def test_what_is_no_mapping_is_left_to_the_reader_of_yaml() -> None:
    assert shape("commitments", Document("x.yaml"), CLASSES) == (None, [])
    assert shape("commitments", Document("x.yaml", data=("a",)), CLASSES) == (None, [])


names = st.sampled_from(
    [
        "id",
        "title",
        "titles",
        "type",
        "parties",
        "stance",
        "terms",
        "money",
        "history",
        "evidence",
        "names",
        "kind",
        "searched",
        "review",
        "actor",
        "role",
        "count",
        "date",
        "quote",
        "conditions",
        "disputes",
        "int",
        "str",
        "x",
    ]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-9, 9)
    | st.sampled_from(["military-hub", "a", ""])
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=2).map(tuple) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(MODELS)), st.dictionaries(names, trees, max_size=9))
def test_any_data_gives_a_record_or_problems_in_plain_words(folder: str, written: dict[str, Value]) -> None:
    record, problems = shape(folder, Document("x.yaml", data=written), CLASSES)
    assert record or problems
    for problem in problems:
        assert re.fullmatch(r"S\d{3}", problem.code)
        assert problem.message
        assert not PYDANTIC.search(problem.message)
        assert "another kind of value" not in problem.message


def test_a_year_alone_is_a_date_without_quotes() -> None:
    record, _, problems = shaped("commitments", COMMITMENT.replace("2026-01-06", "2025"))
    assert problems == []
    assert isinstance(record, Commitment)
    assert record.history[0].date == "2025"
