"""Diagrams as Mermaid draws them: whatever a title holds, it is shown as itself, and nothing of it takes effect."""

from __future__ import annotations

import pytest

from commitments.ask.timeline import Event
from commitments.dataset import Dataset
from commitments.escaping import on_one_line
from commitments.render import timeline
from tests import hostile
from tests.fixtures import Run
from tests.pages.browser import MODULES, look

MERMAID = MODULES / "mermaid" / "dist" / "mermaid.min.js"
DRAW = """async (given) => {
  mermaid.initialize({ startOnLoad: false });
  const drawn = [];
  for (const [number, text] of given.entries()) {
    const place = document.createElement("div");
    document.body.append(place);
    try {
      place.innerHTML = (await mermaid.render(`diagram${number}`, text)).svg;
      drawn.push([...place.querySelectorAll("svg text")].map((each) => each.textContent));
    } catch (error) {
      drawn.push(String(error));
    }
    place.remove();
  }
  return drawn;
}"""
"""Draws diagrams one by one, and gives the texts of each, or what Mermaid says against it."""
WORDS = (
    "end", "a end b", "section x", "title x", "timeline", "direction LR", "accTitle: x", "accDescr { x }", "click x",
    "%% comment", "%%{init: {'theme': 'dark'}}%%", "---\ntitle: x\n---", "a : b : c", "a; b; c", "::icon(fa fa-book)",
    "fa:fa-car", "@{ shape: x }", "50% of 100 %", "x" * 300, "word " * 80, "日本国との相互協力及び安全保障条約",
    "اتفاق: (باريس) 2026", "<br>", "a<br/>b", '"`**strong**`"', "\\n", "a\\nb", "#", ":", "-", "0",
)  # fmt: skip
CODES = ("#35; and #quot; and #amp;", "#58;", "&amp; &#35; &lt;", "ﬂ°°58¶ß", "ﬂ°quot¶ß", "¶ß")
"""Codes for letters, in Mermaid's spelling, in that of HTML, and as Mermaid has them inside."""
TEXTS = (*hostile.TEXTS, *WORDS, *CODES)


def event(told: str, date: str = "2026-01-06") -> Event:
    return Event(date, date, date, "commitment", "id", "announced", "announced", "France", "political", told)


def diagram(markdown: str) -> str:
    """Give the diagram that a page in Markdown holds."""
    _, fence, rest = markdown.partition("```mermaid\n")
    assert fence
    return rest.partition("\n```")[0]


def squeezed(text: str) -> str:
    """Leave out white space, which Mermaid uses to break lines."""
    return "".join(text.split())


def test_titles_are_shown_as_themselves() -> None:
    seen = look(scripts=[MERMAID], ask=DRAW, given=[diagram(timeline.mermaid([event(text)])) for text in TEXTS])
    for text, drawn in zip(TEXTS, seen.answer, strict=True):
        shown = ["2026", "2026-01-06", f"announced: {on_one_line(text)}"]
        assert [squeezed(each) for each in drawn] == [squeezed(each) for each in shown]
    assert (seen.requests, seen.errors) == ([], [])


def test_events_of_a_day_share_a_place_and_a_year_is_a_section_even_where_a_beginning_is_open() -> None:
    early = Event("../2026-01-07", None, "2026-01-07", "commitment", "id", "announced", "announced", "", None, "early")
    drawn = look(
        scripts=[MERMAID],
        ask=DRAW,
        given=[diagram(timeline.mermaid([early, event("old", "1994-12-05"), event("one"), event("two")]))],
    ).answer[0]
    told = [
        "1994", "1994-12-05", "announced: old",
        "2026", "by 2026-01-07", "announced: early", "2026-01-06", "announced: one", "announced: two",
    ]  # fmt: skip
    assert [squeezed(each) for each in drawn] == [squeezed(each) for each in told]


@pytest.mark.parametrize("question", [(), ("-c", "France"), ("--beneficiary", "Ukraine")])
def test_a_diagram_of_real_answers_is_drawn(made: Dataset, run: Run, question: tuple[str, ...]) -> None:
    text = run("timeline", *question, "-f", "markdown", "--db", str(made.database)).out
    seen = look(scripts=[MERMAID], ask=DRAW, given=[diagram(text)])
    assert isinstance(seen.answer[0], list)
    assert len(seen.answer[0]) > 3
    assert (seen.requests, seen.errors) == ([], [])
