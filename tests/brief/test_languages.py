"""The languages of briefings: each has all the words of English, in every form that it needs, and no English ones."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from babel import Locale

from commitments.brief.briefing import Asked, brief
from commitments.brief.phrasebook import LANGUAGES, PLACE, Phrasebook, phrasebook
from commitments.brief.statements import ROLES, TERM_ACTORS, TERM_WORDS
from commitments.model.fields import Refers, Word, marker_of
from commitments.model.ladder import OF_STANCE
from commitments.model.records.commitment import Commitment
from commitments.model.records.instrument import Instrument
from commitments.model.terms import TERMS
from commitments.store import database
from tests.golden import Golden

TODAY = date(2026, 11, 23)
OTHERS = [language for language in LANGUAGES if language != "en"]
NAMES = [
    "Ukraine",
    "Germany",
    "France",
    "Norway",
    "United States",
    "coalition",
    "troops",
    "sanctions",
    "treaty",
    "declaration",
]
FORMS = {"zero", "one", "two", "few", "many", "other"}
WRITTEN_BY_OTHERS = {
    "evidence": ("speaker_name", "speaker_office", "quote", "translation", "paraphrase", "source_error"),
    "instrument_evidence": ("speaker_name", "speaker_office", "quote", "translation", "paraphrase", "source_error"),
    "source": ("publisher", "title"),
    "instrument": ("title", "place", "duration", "termination"),
    "signatory": ("person", "office"),
    "legal_step": ("note",),
    "draft_change": ("draft", "final"),
    "commitment": ("searched_where",),
    "condition": ("words",),
    "hedge": ("words",),
    "dispute": ("value", "reason"),
    "instrument_dispute": ("value", "reason"),
    "money": ("as_stated",),
    "terms_item": ("value",),
    "terms_facilities": ("purpose",),
    "terms_monitoring": ("body",),
}
"""What records quote or tell in words of their own, which no briefing translates."""
NOT_PROSE = re.compile(
    r"\]\([^)]*\)|`[^`]*`|<[^>]*>|^```mermaid$|^timeline$|^    section|\[\^\d+\]"  # links, ids, addresses, a diagram
    r"|(?<=, |، )[a-z]{2}(?=, |، |\u200f?\. )|\b(?:[A-F][1-6]?|gD)\b",  # languages and grades of sources
    re.MULTILINE,
)


def words(language: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load((PLACE / f"{language}.yaml").read_text(encoding="utf-8"))
    return told


def phrases(told: Mapping[str, Any], *above: str) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Give every phrase with its forms; one that does not go by a number has the form `other` alone."""
    for key, value in told.items():
        if not isinstance(value, dict):
            yield (*above, key), {"other": str(value)}
        elif value.keys() <= FORMS:
            yield (*above, key), value
        else:
            yield from phrases(value, *above, key)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def own_words(text: str) -> list[str]:
    """Give the stretches of a phrase between its placeholders that are words."""
    stretches = (literal.strip(" .,:;*—()“”") for literal, *_ in Formatter().parse(text))
    return [stretch for stretch in stretches if re.search(r"\w{2}", stretch)]


def book(language: str) -> Phrasebook:
    return Phrasebook(language, {}, {})


def written(connection: sqlite3.Connection, name: str, language: str) -> str:
    return brief(connection, Asked([name], TODAY, language=language))


@pytest.fixture
def wordless(spare: Path) -> Iterator[sqlite3.Connection]:
    """Give a database in which nothing is left of what others wrote, so that every word of a briefing is ours."""
    with closing(sqlite3.connect(spare)) as opened:
        for table, columns in WRITTEN_BY_OTHERS.items():
            for column in columns:
                opened.execute(f"UPDATE {table} SET {column} = '…' WHERE {column} IS NOT NULL")  # noqa: S608
        opened.commit()
    with closing(database.open_database(spare)) as connection:
        yield connection


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_exactly_the_phrases_of_english(language: str) -> None:
    assert [key for key, _ in phrases(words(language))] == [key for key, _ in phrases(words("en"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_filled_with_the_same_in_every_language(language: str) -> None:
    english = {key: set().union(*map(placeholders, forms.values())) for key, forms in phrases(words("en"))}
    for key, forms in phrases(words(language)):
        assert set().union(*map(placeholders, forms.values())) == english[key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_that_goes_by_a_number_has_every_form_of_the_language(language: str) -> None:
    rule = Locale.parse(words(language)["locale"]).plural_form
    counted = dict(phrases(words("en")))
    for key, forms in phrases(words(language)):
        if len(counted[key]) > 1:
            assert forms.keys() == {*rule.tags, "other"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_its_number_stands_for_one_number_only(language: str) -> None:
    rule = Locale.parse(words(language)["locale"]).plural_form
    for key, forms in phrases(words(language)):
        for form, text in forms.items():
            if len(forms) > 1 and "n" not in placeholders(text):
                assert sum(rule(number) == form for number in range(1000)) == 1, (key, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_words_for_all_that_a_record_may_say(language: str) -> None:
    told = words(language)
    assert told["stances"].keys() == OF_STANCE.keys()
    assert told["conditions"].keys() == set(ROLES)
    fields = {name.removesuffix("_missing") for kind in TERMS.values() for name in kind.model_fields} - {"kind"}
    in_other_words = {"lead_missing", "representation_missing", "within_hours_missing", "reciprocal_missing"}
    in_other_words |= {"strength_about"}
    assert told["terms"].keys() == fields | in_other_words
    assert told["fields"].keys() == fields | (Commitment.model_fields.keys() | Instrument.model_fields.keys()) - {"id"}


def test_a_briefing_knows_which_terms_are_words_of_a_list_and_which_name_actors() -> None:
    markers = {name: marker_of(kind, name) for kind in TERMS.values() for name in kind.model_fields}
    lists = {name: marker.vocabulary for name, marker in markers.items() if isinstance(marker, Word)}
    assert {name: told for name, told in lists.items() if told != "missing-values"} == TERM_WORDS
    assert {name for name, marker in markers.items() if isinstance(marker, Refers)} == TERM_ACTORS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_words_for_every_way_of_verifying(connection: sqlite3.Connection, language: str) -> None:
    query = "SELECT term FROM term_name WHERE vocabulary = 'verifications' AND language = 'en'"
    assert words(language)["verifications"].keys() == {row[0] for row in connection.execute(query)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_stances_are_told_in_the_same_words(language: str) -> None:
    told = list(words(language)["stances"].values())
    assert len(set(told)) == len(told)
    assert [(one, other) for one in told for other in told if one != other and other.startswith(f"{one}:")] == []


NO_STRONGER = {
    "en": ("not honoured", "Not honoured, as recorded: …."),
    "fr": ("non honoré", "Non honoré, selon les données\u00a0: …."),
    "ar": ("لم يُوفَ به", "لم يُوفَ به، حسب المسجَّل: …."),
    "uk": ("недотримано", "Недотримано, як записано: …."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_honoured_is_told_no_more_strongly_than_its_definition(
    connection: sqlite3.Connection, language: str
) -> None:
    told = phrasebook(connection, language)
    label, sentence = NO_STRONGER[language]
    assert told.label("lifecycle-statuses", "not-honoured") == label
    assert told.say("broken", who="…") == sentence
    assert told.heading("broken").lower() == sentence.rstrip("….\u00a0: ").lower()
    assert label in told.say("broken_sign")


AS_LAST_SEEN = {
    "en": "as last seen",
    "fr": "au dernier constat",
    "ar": "حسب آخر رصد",
    "uk": "за останнім спостереженням",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_being_carried_out_is_told_as_last_seen(language: str) -> None:
    assert AS_LAST_SEEN[language] in book(language).say("carried_out", who="…")


NOTHING_RECORDED = {
    "en": "Nothing recorded since 2026; the newest record was last seen: 2025.",
    "fr": "Rien d’enregistré (depuis\u00a0: 2026)\u202f; dernier constat de la fiche la plus récente\u00a0: 2025.",
    "ar": "لا شيء مسجَّل منذ 2026؛ آخر رصد لأحدث سجل: 2025.",
    "uk": "Нічого не записано (починаючи з: 2026); останнє спостереження найновішого запису: 2025.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_time_that_nobody_looked_at(language: str) -> None:
    assert book(language).say("unchanged", since="2026", seen="2025") == NOTHING_RECORDED[language]


@pytest.mark.parametrize("language", ["ar", "uk"])
@pytest.mark.parametrize("name", NAMES)
def test_a_briefing_in_another_script_has_no_latin_word_of_ours(
    wordless: sqlite3.Connection, name: str, language: str
) -> None:
    text = NOT_PROSE.sub("", written(wordless, name, language))
    assert re.findall(r"[A-Za-z]{2,}", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_french_briefing_has_no_english_phrase_or_label(wordless: sqlite3.Connection, name: str) -> None:
    text = NOT_PROSE.sub("", written(wordless, name, "fr")).lower()
    french = {stretch for _, forms in phrases(words("fr")) for form in forms.values() for stretch in own_words(form)}
    english = {stretch for _, forms in phrases(words("en")) for form in forms.values() for stretch in own_words(form)}
    query = "SELECT name, language FROM term_name UNION SELECT name, language FROM actor_name"
    for label, language in wordless.execute(query):
        {"fr": french, "en": english}.get(language, set()).add(label)
    known = " ".join(french).lower()
    foreign = [stretch for stretch in english if not re.search(rf"\b{re.escape(stretch.lower())}\b", known)]
    assert [stretch for stretch in foreign if re.search(rf"\b{re.escape(stretch.lower())}\b", text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_actors_and_labels_have_their_names_in_the_language(wordless: sqlite3.Connection, language: str) -> None:
    text = written(wordless, "Ukraine", language)
    actors = "SELECT name FROM actor_name WHERE language = ? AND actor IN ('DEU', 'FRA', 'USA')"
    types = (
        "SELECT name FROM term_name WHERE language = ? AND vocabulary = 'guarantee-types'"
        " AND term IN (SELECT type FROM commitment WHERE withdrawn_on IS NULL AND beneficiary = 'UKR')"
    )
    names = [row[0] for query in (actors, types) for row in wordless.execute(query, (language,))]
    assert len(names) > 3
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["Ukraine", "Germany"])
def test_a_briefing_in_each_language(connection: sqlite3.Connection, golden: Golden, name: str, language: str) -> None:
    golden(f"brief-{name.lower()}.{language}.md", written(connection, name, language))


DATES = [
    ("en", "2026-01-07", "7 January 2026"),
    ("en", "2026-01", "January 2026"),
    ("en", "../2026-01-07", "by 7 January 2026"),
    ("en", "2025/..", "since 2025"),
    ("en", "2026-01-06/2026-01-07", "6 January 2026 to 7 January 2026"),
    ("fr", "2026-01-01", "1er janvier 2026"),
    ("fr", "2026-01-11", "11 janvier 2026"),
    ("fr", "2026-01", "janvier 2026"),
    ("fr", "../2026-01-07", "7 janvier 2026 au plus tard"),
    ("fr", "2026-01-07/..", "depuis le 7 janvier 2026"),
    ("fr", "2026-01/..", "depuis janvier 2026"),
    ("fr", "2025/..", "depuis 2025"),
    ("fr", "2026-01-06/2026-01-07", "6 janvier 2026 – 7 janvier 2026"),
    ("uk", "2026-01-07", "7 січня 2026 р."),
    ("uk", "2026-01", "січень 2026 р."),
    ("uk", "2025", "2025 р."),
    ("uk", "../2026-01-07", "7 січня 2026 р. або раніше"),
    ("uk", "2026-01-07/..", "з 7 січня 2026 р."),
    ("uk", "2026-02/..", "з лютого 2026 р."),
    ("uk", "2025/..", "з 2025 р."),
    ("ar", "2026-01-07", "7 يناير 2026"),
    ("ar", "2026-01", "يناير 2026"),
    ("ar", "../2026-01-07", "7 يناير 2026 أو قبل ذلك"),
    ("ar", "2025/..", "منذ 2025"),
    ("ar", "2026-01-06/2026-01-07", "من 6 يناير 2026 إلى 7 يناير 2026"),
]


@pytest.mark.parametrize(("language", "text", "told"), DATES)
def test_a_date_is_said_as_the_language_says_it(language: str, text: str, told: str) -> None:
    assert " ".join(book(language).date(text).split()) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_holds_a_colon_which_would_break_a_diagram(language: str) -> None:
    told = book(language)
    assert all(":" not in told.date(text) for text in ("2025", "2026-01", "../2026-01-07", "2025/..", "2025/2026"))


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("ar", 1, "سجل واحد"), ("ar", 2, "سجلان"), ("ar", 3, "3 سجلات"), ("ar", 11, "11 سجلا"), ("ar", 100, "100 سجل"),
        ("uk", 21, "21 запис"), ("uk", 22, "22 записи"), ("uk", 25, "25 записів"), ("uk", 11, "11 записів"),
        ("fr", 0, "0 fiche"), ("fr", 1, "1 fiche"), ("fr", 2, "2 fiches"), ("fr", 1_000_000, "1 000 000 fiches"),
    ],
)  # fmt: skip
def test_a_number_goes_with_the_form_of_its_noun(language: str, number: int, told: str) -> None:
    assert " ".join(book(language).say("records", n=number).split()) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "an end.", "“an end.”"),
        ("en", "قد يشمل", "“قد يشمل”\u200e"),
        ("ar", "قد يشمل", "«قد يشمل»"),
        ("ar", "an end.", "\u200f«\u200ean end.\u200e»\u200f"),
        ("uk", "an end.", "«an end.»"),
        ("fr", "*an end*", "«\u00a0\\*an end\\*\u00a0»"),
    ],
)
def test_words_in_quotation_marks_keep_their_direction(language: str, text: str, told: str) -> None:
    assert book(language).quoted(text) == told
