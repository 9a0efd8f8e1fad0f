"""Pictures say what the tables say, to every reader, in every script, and the same each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib import font_manager
from PIL import Image

from commitments.ask.heading import Heading
from commitments.ask.matrix import Basis, Matrix
from commitments.ask.timeline import Event
from commitments.escaping import on_one_line
from commitments.findings import CommitmentsError
from commitments.render import charts
from commitments.render import matrix as signs
from commitments.render.charts import themes
from tests import hostile
from tests.conftest import REPOSITORY
from tests.render import drawn

SVG = "{http://www.w3.org/2000/svg}"
PAIRS = [("light", "svg"), ("light", "png"), ("dark", "svg"), ("dark", "png")]


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 -- we wrote it


def texts(content: bytes) -> list[str]:
    """Give the texts of an SVG in the order in which they were drawn."""
    return ["".join(each.itertext()) for each in parsed(content).iter(f"{SVG}text")]


def squeezed(text: str) -> str:
    return "".join(text.split())


def inches(content: bytes) -> tuple[float, float]:
    wide, high = (float(parsed(content).attrib[side].removesuffix("pt")) / 72 for side in ("width", "height"))
    return wide, high


def test_a_matrix_has_the_sign_of_every_cell_and_the_names_of_rows_and_columns() -> None:
    matrix = drawn.grid(drawn.names(45), 12)
    shown = texts(drawn.matrix(matrix))
    for actor in matrix.actors:
        assert shown.count(actor.name) == 1
    for column in matrix.columns:
        assert shown.count(column.name) == 1
    rows = shown[shown.index("Actor 0") :]
    told = [signs.sign(matrix.cells.get((actor.id, column.id))) for actor in matrix.actors for column in matrix.columns]
    expected = [text for number, actor in enumerate(matrix.actors) for text in (actor.name, *told[12 * number :][:12])]
    assert rows[: len(expected)] == expected


def test_a_broad_matrix_names_actors_on_both_sides() -> None:
    assert texts(drawn.matrix(drawn.grid(drawn.names(3), 40))).count("Actor 1") == 2


def test_a_legend_explains_what_is_used_and_no_more() -> None:
    matrix = drawn.grid(["France"], 1)
    one = texts(drawn.matrix(matrix))
    assert "operational" in one
    assert {"binding", "hangs on a condition", "only others say so", "nobody has looked"} & set(one) == set()
    every = texts(drawn.matrix(drawn.grid(drawn.names(20), 12)))
    labels = {cell.strength_label for cell in drawn.grid(drawn.names(20), 12).cells.values()}
    assert labels | {"hangs on a condition", "sources differ", "only others say so", "nobody has looked"} <= set(every)
    assert len(labels) == len(signs.LETTERS)


@pytest.mark.parametrize("day", ["as of 2026-11-23", "as last seen"])
def test_title_and_day_are_said(day: str) -> None:
    heading = Heading("Security guarantees to Ukraine", "since 2024", day)
    content, _ = charts.matrix(drawn.grid(["France"], 1), heading, "svg", charts.THEMES["light"])
    assert {"Security guarantees to Ukraine", "since 2024", day.capitalize()} <= set(texts(content))
    root = parsed(content)
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == [heading.title, f"since 2024 · {day}"]


def test_words_that_are_not_an_actors_own_are_drawn_otherwise() -> None:
    shapes = set()
    for basis in (Basis.OWN, Basis.GROUP, Basis.OTHERS, Basis.LOOKED_FOR):
        matrix = drawn.grid(["France"], 1)
        ((key, cell),) = matrix.cells.items()
        changed = type(cell)(
            *key, basis, "pledged", "pledged", conditional=False, disputed=False, refused=False, ids=()
        )
        svg = drawn.matrix(Matrix("type", matrix.actors, matrix.columns, {key: changed})).decode()
        shapes.add(tuple(re.findall(r'id="patch_2">\s*<path[^>]*style="([^"]*)"', svg)))
    assert len(shapes) == 4


@pytest.mark.parametrize("theme", charts.THEMES)
def test_signs_read_on_every_colour_and_rungs_lead_away_from_the_paper(theme: str) -> None:
    colours = charts.THEMES[theme]
    for colour in [*colours.strengths.values(), *map(colours.mixed, colours.strengths.values()), colours.accent]:
        assert contrast(themes.on(colour), colour) >= 4.5
    for colour in (colours.ink, colours.quiet, colours.warning):
        assert contrast(colour, colours.paper) >= 4.5
    ladder = [contrast(colours.strengths[rung], colours.paper) for rung in themes.RUNGS]
    assert all(weaker * 1.15 < firmer for weaker, firmer in pairwise(ladder))


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart (WCAG 2.2)."""
    low, high = sorted((themes.luminance(one), themes.luminance(other)))
    return (high + 0.05) / (low + 0.05)


BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""How readers who lack a kind of cones see colours (Machado, Oliveira and Fernandes 2009)."""


@pytest.mark.parametrize("theme", charts.THEMES)
@pytest.mark.parametrize("kind", BLIND)
def test_refusals_stand_apart_from_every_rung_for_the_colour_blind(theme: str, kind: str) -> None:
    strengths = charts.THEMES[theme].strengths
    for refusal in ("rejects", "not-planned"):
        for rung in themes.RUNGS:
            pairs = zip(seen(strengths[refusal], kind), seen(strengths[rung], kind), strict=True)
            assert sum((one - other) ** 2 for one, other in pairs) ** 0.5 > 0.2


def seen(colour: str, kind: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in BLIND[kind]]


@pytest.mark.parametrize("theme", charts.THEMES)
def test_paper_is_opaque(theme: str) -> None:
    picture = Image.open(io.BytesIO(drawn.matrix(drawn.grid(["France"], 1), "png", theme)))
    assert picture.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    assert f"fill: {charts.THEMES[theme].paper}" in drawn.matrix(drawn.grid(["France"], 1), "svg", theme).decode()


@pytest.mark.parametrize(("theme", "kind"), PAIRS)
def test_the_same_data_gives_the_same_bytes_whatever_the_settings_of_matplotlib(
    tmp_path: Path, theme: str, kind: str
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\nsavefig.dpi: 20\nfont.family: serif\n")
    program = (
        "import sys; from tests.render import drawn; "
        f"sys.stdout.buffer.write(drawn.matrix(drawn.grid(drawn.names(5), 5), '{kind}', '{theme}'))"
    )
    environment = {
        **os.environ,
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=REPOSITORY, env=environment
    )
    assert there.stdout == drawn.matrix(drawn.grid(drawn.names(5), 5), kind, theme)


def test_pictures_grow_with_what_they_show() -> None:
    narrow, low = inches(drawn.matrix(drawn.grid(drawn.names(1), 1)))
    broad, high = inches(drawn.matrix(drawn.grid(drawn.names(40), 40)))
    assert (narrow < 7, low < 4, broad > 20, high > 12) == (True,) * 4


def test_a_picture_too_large_for_viewers_is_drawn_coarser() -> None:
    small = Image.open(io.BytesIO(drawn.matrix(drawn.grid(["France"], 1), "png")))
    large = Image.open(io.BytesIO(drawn.matrix(drawn.grid(drawn.names(700), 1), "png")))
    assert small.info["dpi"][0] > large.info["dpi"][0]
    assert max(large.size) <= 30_002


SHORT = tuple(text for text in hostile.TEXTS if len(text) < 100)
"""Those that a picture has room for; of others it shows the beginning."""


@pytest.mark.parametrize("place", ["actor", "column", "title"])
def test_hostile_names_are_shown_as_themselves(place: str) -> None:
    for start in range(0, len(SHORT), 40):
        some = SHORT[start : start + 40]
        heading = drawn.HEADING
        if place == "title":
            heading = Heading(" ".join(some), "", "as last seen")
        matrix = drawn.grid(some, 1) if place != "column" else drawn.turned(drawn.grid(some, 1))
        svg = charts.matrix(matrix, heading, "svg", charts.THEMES["light"])[0]
        shown = squeezed("".join(texts(svg)))
        for text in some:
            assert squeezed(on_one_line(text)) in shown
        assert outward(svg) == []


def test_hostile_events_are_shown_as_themselves() -> None:
    for text in SHORT:
        svg = drawn.timeline(drawn.happened(1, told=text))
        assert squeezed(f"announced (France, Spain): {on_one_line(text)}") in squeezed("".join(texts(svg)))
        assert outward(svg) == []


def outward(svg: bytes) -> list[str]:
    """Whatever in a picture could have a viewer fetch or run something."""
    root = parsed(svg)
    names = [element.tag for element in root.iter() if re.search(r"script|image|use|foreignObject|}a$", element.tag)]
    links = [
        value
        for element in root.iter()
        for name, value in element.attrib.items()
        if re.search(r"href|^on", name) or re.search(r"url\((?!#)", value)
    ]
    styles = [element.text or "" for element in root.iter() if element.tag.endswith("}style")]
    return names + links + re.findall(r"<!DOCTYPE|<!ENTITY", svg.decode()) + re.findall("@import", "".join(styles))


def test_letters_that_no_font_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    asked = drawn.grid(["日本", "فرنسا"], 1), drawn.HEADING
    assert charts.matrix(*asked, "png", charts.THEMES["light"])[1] == [
        "no font of this machine has 日本: they show as boxes; an .svg keeps them as text"
    ]
    svg, remarks = charts.matrix(*asked, "svg", charts.THEMES["light"])
    assert ("日本" in texts(svg), "فرنسا" in texts(svg), remarks) == (True, True, [])


def test_nothing_is_not_drawn() -> None:
    with pytest.raises(CommitmentsError, match="nothing to draw"):
        drawn.timeline([])
    with pytest.raises(CommitmentsError, match="nothing to draw"):
        drawn.matrix(Matrix("type", [], [], {}))


def test_without_matplotlib_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CommitmentsError, match=r"pip install '\.\[charts\]'"):
        drawn.timeline(drawn.happened(1))


def test_matplotlib_is_imported_only_to_draw() -> None:
    program = "import sys, commitments.render.charts, commitments.cli; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def numbers(shown: list[str]) -> int:
    """Add up the marks that have a number."""
    return sum(int(text.lstrip("×?")) for text in shown if re.fullmatch(r"[×?]?\d{1,3}", text))


def on(date: str, step: str = "announced", family: str | None = "economy", told: str = "It is so") -> Event:
    return Event(date, date[:7] + "-01", date[:7] + "-28", "commitment", "id", step, step, "", family, told)


def test_events_have_a_row_for_each_date_and_are_told_whole() -> None:
    shown = texts(drawn.timeline([on("2024-05-01"), on("2024-05-01", told="So too"), on("2025-01", family=None)]))
    assert shown.count("2024-05-01") == shown.count("2025-01") == 1
    assert {"announced: It is so", "announced: So too", "economic support", "treaties and papers", "2"} <= set(shown)
    assert "force presence" not in shown
    assert "3 events; distances are not to scale" in shown


def test_many_days_become_months_and_many_months_become_years_and_what_is_not_told_is_counted() -> None:
    for number, apart, row, rows in ((60, 3, "2020-02", 6), (700, 30, "2047", 58)):
        shown = texts(drawn.timeline(drawn.happened(number, apart=apart)))
        assert row in shown
        dates = [text for text in shown if re.fullmatch(r"\d{4}(-\d\d)?", text)]
        assert (len(dates), dates) == (rows, sorted(dates))
        told = [text for text in shown if re.match(r"\d{4}-\d\d-\d\d ", text)]
        assert f"{number} events; distances are not to scale; {number - len(told)} are marks without words" in shown
        left = [int(match[1]) for text in shown if (match := re.fullmatch(r"and (\d+) more", text))]
        assert sum(left) == number - len(told)


def test_papers_are_told_first_and_what_was_replaced_or_not_found_last() -> None:
    same = [on("2024-05-01", "superseded", told="old"), on("2024-05-01", "nothing-found", told="sought")]
    same += [on("2024-05-01", told=f"new {number}") for number in range(150)]
    same += [on("2024-05-01", "signed", None, "treaty"), *(on(f"20{year}-01", told="later") for year in range(30, 55))]
    shown = texts(drawn.timeline(same))
    assert shown.index("signed: treaty") < shown.index("announced: new 0") < shown.index("and 150 more")
    assert not {"superseded: old", "nothing-found: sought"} & set(shown)
    assert {"×", "?", "150"} <= set(shown)


def test_an_event_of_long_ago_with_an_open_beginning_stands_in_the_year_in_which_it_ends() -> None:
    early = Event("../2030-05-01", None, "2030-05-01", "commitment", "id", "signed", "signed", "", None, "early")
    shown = texts(drawn.timeline([early, *drawn.happened(700, apart=30)]))
    assert [text for text in shown if re.fullmatch(r"\d{4}", text)] == [str(year) for year in range(2020, 2078)]
    assert "by 2030-05-01 signed: early" in shown


def test_who_did_it_is_told_where_the_words_do_not_say_it() -> None:
    event = Event(
        "2024", "2024-01-01", "2024-12-31", "commitment", "id", "agreed", "agreed", "A1, B1, C1, D1", None, "x"
    )
    assert "agreed (A1, B1 and 2 more): x" in texts(drawn.timeline([event]))
