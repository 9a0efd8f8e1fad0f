"""What is changed, which tests have to notice, and which changes nobody could notice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

PACKAGE = Path("commitments")
FIXTURES = ("tests/curate/rules",)
MODULES: dict[str, tuple[str, ...]] = {
    "curate/rules/__init__.py": FIXTURES,
    "curate/rules/registry.py": FIXTURES,
    "curate/rules/evidence.py": FIXTURES,
    "curate/rules/history.py": FIXTURES,
    "curate/rules/identity.py": (*FIXTURES, "tests/curate/test_corpus.py"),
    "curate/rules/parties.py": FIXTURES,
    "curate/rules/quantities.py": FIXTURES,
    "curate/rules/review.py": FIXTURES,
    "curate/rules/sources.py": (*FIXTURES, "tests/curate/test_files.py", "tests/curate/test_corpus.py"),
    "curate/quotes.py": ("tests/curate/test_quotes.py", "tests/curate/test_quotes_explained.py", *FIXTURES),
    "curate/suppressions.py": ("tests/curate/test_suppressions.py", *FIXTURES),
    "model/coded.py": ("tests/model/test_coded.py", *FIXTURES),
    "model/dates.py": ("tests/model/test_dates.py", *FIXTURES),
    "model/folding.py": ("tests/model/test_folding.py", "tests/ask/test_search.py"),
    "model/ladder.py": ("tests/model/test_strength.py",),
    "model/strength.py": ("tests/model/test_strength.py",),
}
"""Every module that is changed, and the tests that have to notice."""


@cache
def equivalents() -> dict[str, dict[str, str]]:
    """Mutants that do what the module does, by module and name, each with the reason."""
    text = (Path(__file__).parent / "equivalent.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = yaml.safe_load(text) or {}
    return told
