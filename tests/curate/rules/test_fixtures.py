"""Every code is found where its fixture expects it, and nowhere else.

A fixture holds one file or several, which are written over the dataset in base/. A line `=== PATH` begins a file. The
comment `# expect: R101` says that this code is reported on its line, `# expect-next: R101` that it is on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from commitments.curate.checking import Checked
from commitments.curate.rules import CATALOGUE
from commitments.render import findings
from tests.conftest import Workshop, sound
from tests.golden import Golden

FIXTURES = Path(__file__).parent / "fixtures"
BYTES = frozenset({"Y101", "Y102", "Y117", "Y118", "Y119", "Y120"})
"""Codes that need bytes or a file system: ../test_files.py and ../test_document.py have their tests."""
REVISIONS = frozenset({"X110", "X111"})
"""Codes that need an earlier revision: ../test_permanence.py has their tests."""
EXPECTED = re.compile(r"# expect(?P<next>-next)?: (?P<codes>[A-Z]\d{3}(, [A-Z]\d{3})*)$")

Place = tuple[str, int, str]


def _files(fixture: str) -> dict[str, str]:
    parts = re.split(r"^=== (\S+)\n", fixture, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _expected(path: str, text: str) -> Iterator[Place]:
    for number, line in enumerate(text.split("\n"), start=1):
        if found := EXPECTED.search(line):
            for code in found["codes"].split(", "):
                yield path, number + bool(found["next"]), code


@cache
def _checked(fixture: Path) -> tuple[dict[str, str], Checked]:
    """Write a fixture over the base in a folder of its own, and check the whole."""
    files = _files(fixture.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        workshop = sound(Path(folder) / "dataset")
        for path, text in files.items():
            workshop.write(path, text)
        return files, workshop.check()


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_fixture_gets_the_findings_it_expects_and_no_others(fixture: Path) -> None:
    files, checked = _checked(fixture)
    expected = {place for path, text in files.items() for place in _expected(path, text)}
    assert fixture.stem in {code for _, _, code in expected}, "the fixture expects nothing of its own code"
    assert {(finding.span.path, finding.span.line, finding.code) for finding in checked.findings} == expected


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_finding_tells_place_field_remedy_and_related_places(fixture: Path, golden: Golden) -> None:
    _, checked = _checked(fixture)
    golden(f"rule-{fixture.stem}.txt", findings.text(checked.findings))


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_fixture_has_a_good_file_without_expectations(fixture: Path) -> None:
    files = _files(fixture.read_text(encoding="utf-8"))
    good = {path: text for path, text in files.items() if "good" in path.rpartition("/")[2]}
    assert good
    assert not [place for path, text in good.items() for place in _expected(path, text)]


def test_the_base_of_the_fixtures_is_sound(workshop: Workshop) -> None:
    assert workshop.found() == []


def test_every_code_has_a_fixture_or_is_known_to_need_more() -> None:
    assert {path.stem for path in FIXTURES.glob("*.txt")} | BYTES | REVISIONS == set(CATALOGUE)


def test_every_fixture_is_of_a_code_that_exists() -> None:
    assert {path.stem for path in FIXTURES.iterdir()} <= set(CATALOGUE)
    assert {path.suffix for path in FIXTURES.iterdir()} == {".txt"}
