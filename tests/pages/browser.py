"""A real browser that looks at pages, without a network; `npm ci` in this folder installs what drives it.

COMMITMENTS_PAGE_TESTS=must makes the absence of node, of a browser or of what drives it a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.needed import missing

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300
"""Seconds to wait for a page, on a slow machine."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page answered, what it tried to fetch beside itself, and what went wrong in it."""

    answer: Any
    requests: list[str]
    errors: list[str]


def look(  # noqa: PLR0913 -- all of it is how a reader may look at a page
    *,
    page: Path | None = None,
    html: str = "",
    scripts: Sequence[Path] = (),
    ask: str = "",
    given: object = None,
    width: int = 1280,
    dark: bool = False,
    on_paper: bool = False,
    picture: Path | None = None,
) -> Seen:
    """Open a file, or the text of a page, and ask it by a function in JavaScript, which is called with `given`.

    `scripts` are loaded into the page first; `picture` is a PNG to write of all of it. Skips the test where there is
    no browser, and fails it where there has to be one.
    """
    wanted = {
        "page": page.resolve().as_uri() if page else None, "html": html, "scripts": [str(path) for path in scripts],
        "ask": ask, "given": given, "width": width, "dark": dark, "print": on_paper,
        "picture": str(picture) if picture else None,
    }  # fmt: skip
    return Seen(**answered(HERE / "look.js", wanted))


def answered(script: Path, wanted: object) -> Any:  # noqa: ANN401 -- whatever the script writes
    """Run a script that drives a browser, and give what it writes; skips and fails the test as `look` does."""
    node, browser = found()
    done = subprocess.run(
        [node, str(script)],
        input=json.dumps(wanted).encode(), capture_output=True, check=False, timeout=PATIENCE,
        env={**os.environ, "BROWSER_FOR_TESTS": browser},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def found() -> tuple[str, str]:
    """Name the program node and a browser, or skip or fail the test."""
    node, browser = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), None)
    if not (node and browser and (MODULES / "playwright-core").exists()):
        missing("PAGE", "NO PAGE TESTS: node, chromium or playwright-core is missing; run `npm ci` in tests/pages")
    return node, browser
