"""Pictures as a browser shows them, in whatever fonts it has: nothing is cut off, and no words cover others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import hostile
from tests.pages.browser import look
from tests.render import drawn

BOXES = """() => {
  const { width, height } = document.documentElement.viewBox.baseVal;
  const texts = [...document.querySelectorAll("text")].map((each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect();
    const turned = /rotate\\(-45/.test(each.getAttribute("transform"));
    return { text: each.textContent, left, top, right, bottom, turned };
  });
  const { right, bottom } = document.documentElement.getBoundingClientRect();
  return { texts, right, bottom };
}"""
"""Gives where every text stands, and the size of the picture."""
Kind = Callable[[], bytes]


def shown(content: bytes, place: Path) -> dict[str, Any]:
    place.write_bytes(content)
    seen = look(page=place, ask=BOXES)
    assert (seen.requests, seen.errors) == ([], [])
    answer: dict[str, Any] = seen.answer
    return answer


def covered(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one text covers more of another than the space above and below its letters."""
    across: float = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down: float = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 4


PICTURES: dict[str, Kind] = {
    "one cell": lambda: drawn.matrix(drawn.grid(drawn.names(1), 1)),
    "families": lambda: drawn.matrix(drawn.grid(drawn.names(45), 12)),
    "types": lambda: drawn.matrix(drawn.grid(drawn.names(45), 40)),
    "long names": lambda: drawn.matrix(
        drawn.grid(drawn.names(6, "The International Commission of Very Long Names"), 6)
    ),
    "Arabic": lambda: drawn.matrix(drawn.grid(drawn.names(3, "منظمة الأمن والتعاون في أوروبا"), 3), theme="dark"),
    "Japanese": lambda: drawn.matrix(
        drawn.grid(drawn.names(3, "日本国とアメリカ合衆国との間の相互協力及び安全保障条約"), 3)
    ),
    "one event": lambda: drawn.timeline(drawn.happened(1)),
    "days": lambda: drawn.timeline(drawn.happened(40)),
    "months": lambda: drawn.timeline(drawn.happened(400)),
    "years": lambda: drawn.timeline(drawn.happened(700, apart=30)),
    "long events": lambda: drawn.timeline(drawn.happened(30, told="word " * 60), theme="dark"),
}


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES.keys())
def test_nothing_is_cut_off_and_no_words_cover_others(draw: Kind, tmp_path: Path) -> None:
    seen = shown(draw(), tmp_path / "picture.svg")
    level = [text for text in seen["texts"] if not text["turned"] and text["text"].strip()]
    outside = [
        text["text"] for text in seen["texts"]
        if text["left"] < 0 or text["top"] < 0 or text["right"] > seen["right"] or text["bottom"] > seen["bottom"]
    ]  # fmt: skip
    assert outside == []
    assert [
        (one["text"], other["text"])
        for number, one in enumerate(level)
        for other in level[number + 1 :]
        if covered(one, other)
    ] == []


def test_hostile_texts_do_nothing_in_a_picture_but_stand_in_it(tmp_path: Path) -> None:
    texts = shown(drawn.matrix(drawn.grid(hostile.TEXTS, 1)), tmp_path / "picture.svg")["texts"]
    words = {"".join(text["text"].split()) for text in texts}
    assert {"<script>alert(1)</script>", "$x^2$", "نصعربي(بينقوسين)123"} <= words
