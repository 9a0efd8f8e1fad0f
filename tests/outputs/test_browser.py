"""Pages and pictures that commands write, in a real browser: nothing runs, nothing is fetched, nothing is foreign."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitments.dataset import Dataset
from tests import hostile
from tests.outputs import poisoned
from tests.outputs.screen import shown
from tests.pages.browser import look

ASK = """() => ({
  foreign: [...document.querySelectorAll("script, img, iframe, object, embed, form, input, video, link, base")]
    .map((each) => each.outerHTML),
  links: [...document.querySelectorAll("a")].map((each) => each.getAttribute("href") ?? "")
    .filter((to) => !/^(#fn|data\\/|https:\\/\\/example\\.org\\/)/.test(to)),
  title: document.title,
  words: document.documentElement.textContent.length,
})"""
WRITTEN = {
    "Ukraine.html": ["brief", "Ukraine"], "France.html": ["brief", "FRA", "--lang", "ar"],
    "troops.html": ["brief", "troops", "--lang", "fr"], "declaration.html": ["brief", "declaration", "--lang", "uk"],
    "matrix.svg": ["matrix"], "timeline.svg": ["timeline"],
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_runs_in_a_browser_and_nothing_is_fetched(made: Dataset, tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    for number in (0, 1):  # so that texts of pages stand in all places, and all others too
        texts = hostile.TEXTS if number else hostile.PAGES
        changed = poisoned.database(made.database, tmp_path / "changed.sqlite", texts)
        assert shown([*WRITTEN[name], "-o", str(page), "--db", str(changed)]).code == 0
        seen = look(page=page, ask=ASK)
        assert (seen.requests, seen.errors) == ([], [])
        assert (seen.answer["foreign"], seen.answer["links"]) == ([], [])
        assert seen.answer["words"] > 500
