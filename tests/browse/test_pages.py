"""The pages as a browser lays them out, with no way to any other machine; tests/pages installs what drives it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from commitments.browse.questions import QUESTIONS
from tests import hostile
from tests.browse.served import Pages, serving
from tests.pages.browser import Seen, answered, found

HERE = Path(__file__).parent
NARROW = 400
SCRIPTS = (*hostile.PAGES, "{{ 7 * 7 }}{% raw %}", "\u202egnp.exe")
TEXTS = (
    ("commitment", "title"),
    ("commitment", "notes"),
    ("commitment", "searched_where"),
    ("actor", "name"),
    ("source", "title"),
    ("source", "publisher"),
    ("instrument", "title"),
    ("evidence", "quote"),
    ("evidence", "language"),
    ("evidence", "translation"),
    ("evidence", "paraphrase"),
    ("evidence", "speaker_name"),
    ("evidence", "source_error"),
    ("hedge", "words"),
    ("condition", "words"),
    ("dispute", "value"),
    ("dispute", "reason"),
    ("history", "note"),
)
PLACES = (
    "/",
    "/commitments",
    "/commitments/pledge",
    "/commitments/pledge?_search=Ukraine",
    "/commitments/commitment",
    "/commitments/commitment/fra-2026-01-troops",
    "/commitments/evidence",
    "/commitments/evidence/fra-2026-01-troops,macron",
    "/commitments/source",
    "/commitments/source/article",
    "/commitments/actor/FRA",
    "/commitments/instrument/declaration",
    "/commitments/passage",
    "/commitments?sql=select+*+from+commitment",
    "/commitments/nothing",
    *(f"/commitments/{question.id}" for question in QUESTIONS),
)


Visit: TypeAlias = Callable[..., list[Seen]]


@pytest.fixture(scope="session")
def visit() -> Visit:
    """Give a function that visits pages, asks each the same, and tells what was seen."""
    found()

    def visited(addresses: list[str], ask: str = "", width: int = 1200) -> list[Seen]:
        wanted = [{"address": address, "ask": ask, "width": width} for address in addresses]
        return [Seen(**seen) for seen in answered(HERE / "visit.js", wanted)]

    return visited


def all_places(pages: Pages) -> list[str]:
    return [f"{pages.address}{place}" for place in PLACES]


def test_the_first_page_leads_to_every_question_and_to_all_commitments(visit: Visit, pages: Pages) -> None:
    (seen,) = visit(
        [f"{pages.address}/"], "() => [...document.links].map((a) => [a.innerText, a.getAttribute('href')])"
    )
    links = dict(seen.answer)
    for question in QUESTIONS:
        assert links[question.title] == f"/commitments/{question.id}"
    total = len(pages.rows("pledge", _size="max"))
    assert links[f"All {total} commitments, with filters"].startswith("/commitments/pledge?_col=id&_col=title")


def test_a_table_has_its_facets_beside_it_and_its_columns_explained(visit: Visit, pages: Pages) -> None:
    ask = """() => {
      const place = (found) => document.querySelector(found).getBoundingClientRect();
      return {
        facets: [...document.querySelectorAll(".facet-info")].map((facet) => facet.dataset.column),
        chosen: [...document.querySelectorAll("#facet-strength_label a")].map((a) => a.innerText),
        beside: place(".facet-results").right <= place(".table-wrapper").left,
        below: place("dl.column-descriptions").top >= place(".table-wrapper").bottom,
        means: document.querySelector("dl.column-descriptions").innerText,
        search: !!document.querySelector("input[name=_search]"),
      };
    }"""
    (seen,) = visit([f"{pages.address}/commitments/pledge"], ask)
    assert {"family_label", "type_label", "strength_label", "status", "beneficiary_name", "voice", "verification"} <= {
        *seen.answer["facets"]
    }
    assert "declared" in seen.answer["chosen"]
    assert seen.answer["beside"]
    assert seen.answer["below"]
    assert seen.answer["search"]
    assert "what it hangs on" in seen.answer["means"] or "preconditions" in seen.answer["means"]


def test_references_are_shown_by_name_in_a_table_and_on_the_page_of_a_row(visit: Visit, pages: Pages) -> None:
    ask = "() => [...document.querySelectorAll('td a, dd a')].map((a) => [a.innerText, a.getAttribute('href')])"
    table, row = visit(
        [f"{pages.address}/commitments/evidence", f"{pages.address}/commitments/evidence/fra-2026-01-troops,macron"],
        ask,
    )
    for seen in (table, row):
        assert [
            "French forces in Ukraine once there is a peace deal",
            "/commitments/commitment/fra-2026-01-troops",
        ] in (seen.answer)
        assert ["France", "/commitments/actor/FRA"] in seen.answer
        assert ["ختام اجتماع الحلفاء في باريس", "/commitments/source/article"] in seen.answer


def test_every_question_shows_rows_that_lead_to_their_records(visit: Visit, pages: Pages) -> None:
    ask = """() => ({
      rows: document.querySelectorAll("tbody tr").length,
      said: document.querySelector(".export-links strong").innerText,
      links: [...document.querySelectorAll("td a")].map((a) => a.getAttribute("href")),
    })"""
    addresses = [
        f"{pages.address}/commitments/{question.id}?{'&'.join('='.join(blank) for blank in question.blanks.items())}"
        for question in QUESTIONS
    ]
    for question, seen in zip(QUESTIONS, visit(addresses, ask), strict=True):
        assert seen.answer["rows"] > 0, question.id
        assert seen.answer["said"] == f"{seen.answer['rows']} row{'' if seen.answer['rows'] == 1 else 's'}"
        assert any(link.startswith("/commitments/commitment/") for link in seen.answer["links"]), question.id


def test_the_page_of_a_commitment_has_the_whole_record(visit: Visit, pages: Pages) -> None:
    (seen,) = visit([f"{pages.address}/commitments/commitment/fra-2026-01-troops"], "() => document.body.innerText")
    for text in (
        "French forces in Ukraine once there is a peace deal",
        "France (guarantor)",
        "peace agreement — precondition “بعد اتفاق السلام”",
        "“وقعنا إعلان نوايا لإرسال قوات بعد اتفاق السلام”",
        "We signed a declaration of intent to send forces after the peace agreement",
        "found word for word, line 2",
        "Paris sees no legal obligation in the text.",
        "bindingness: binding on its signatories (macron)",
    ):
        assert text in seen.answer


def test_arabic_is_laid_out_from_the_right_and_english_from_the_left(visit: Visit, pages: Pages) -> None:
    ask = """() => [...document.querySelectorAll("[dir=auto]")].filter((e) => e.innerText.trim()).map((e) => {
      const style = getComputedStyle(e);
      return [e.innerText, style.direction, style.textAlign];
    })"""
    places = ("word-for-word", "evidence", "commitment/fra-2026-01-troops", "source/article", "source")
    for seen in visit([f"{pages.address}/commitments/{place}" for place in places], ask):
        arabic = {tuple(told) for told in seen.answer if "\u0600" <= told[0].strip("“")[0] <= "\u06ff"}
        assert arabic
        assert {(direction, align) for _, direction, align in arabic} == {("rtl", "start")}
        others = {direction for text, direction, _ in seen.answer if text.strip("“")[0].isascii()}
        assert others <= {"ltr"}


def test_no_page_goes_elsewhere_and_none_has_an_error(visit: Visit, pages: Pages) -> None:
    for place, seen in zip(PLACES, visit(all_places(pages)), strict=True):
        assert [url for url in seen.requests if not url.startswith(f"{pages.address}/")] == []
        missing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
        assert seen.errors == (missing if place.endswith("nothing") else []), place


def test_every_page_fits_a_narrow_screen(visit: Visit, pages: Pages) -> None:
    ask = "() => document.documentElement.scrollWidth"
    for place, seen in zip(PLACES, visit(all_places(pages), ask, NARROW), strict=True):
        assert seen.answer <= NARROW, place


@pytest.fixture
def poisoned(spare: Path) -> Path:
    """Give a database in which every text that a record may have is one that is meant to run."""
    with closing(sqlite3.connect(spare)) as connection:
        for table, column in TEXTS:
            changed = f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" IS NOT NULL'  # noqa: S608 -- our own names
            connection.execute(changed, (" ".join(SCRIPTS),))
        connection.execute("UPDATE source SET url = 'javascript:alert(9)' WHERE length(id) % 2")
        connection.execute(
            "UPDATE source SET url = ? WHERE NOT length(id) % 2", ("https://evil.example/<script>alert(8)",)
        )
        connection.commit()
    return spare


def test_what_strangers_wrote_is_text_and_nothing_more(visit: Visit, poisoned: Path) -> None:
    ask = """() => ({
      text: document.body.innerText,
      made: document.querySelectorAll("td img, td svg, td script, td iframe, dd img, dd svg, dd script, "
        + "h1 *, article svg, article script, article img, .facet-info script, .facet-info img").length,
      links: [...document.links].map((a) => a.protocol),
    })"""
    with serving(poisoned) as pages:
        seen = visit(all_places(pages), ask)
    for place, page in zip(PLACES, seen, strict=True):
        assert [error for error in page.errors if "404" not in error] == [], place
        assert [url for url in page.requests if not url.startswith(f"{pages.address}/")] == [], place
        assert page.answer["made"] == 0, place
        assert set(page.answer["links"]) <= {"http:", "https:"}, place
        assert "\u202e" not in page.answer["text"], place
    shown = "".join(page.answer["text"] for page in seen)
    assert [text for text in SCRIPTS if "\u202e" not in text and text not in shown] == []
    assert "\\u202egnp.exe" in shown


def test_what_a_reader_types_is_text_and_nothing_more(visit: Visit, pages: Pages) -> None:
    typed = [
        f"{pages.address}/commitments/{place}{json.dumps(text)[1:-1]}"
        for text in (*SCRIPTS[:4], *hostile.SQL[:2])
        for place in (
            "country?country=",
            "search?words=",
            "pledge?_search=",
            "pledge?title=",
            "pledge?title__contains=",
        )
    ]
    for address, seen in zip(typed, visit(typed), strict=True):
        assert [error for error in seen.errors if "Failed to load" not in error] == [], address
        assert [url for url in seen.requests if not url.startswith(f"{pages.address}/")] == [], address
