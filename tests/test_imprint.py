"""What the project says of itself is the same everywhere, and its advice on installing is true."""

from __future__ import annotations

import re
import tomllib

import yaml

from commitments import imprint
from commitments.cli import app
from tests.conftest import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADVICE = re.compile(r"installing\(.(\w+).\)|'\.\[(\w+)\]'")


def texts() -> list[str]:
    """Read every module of the package, and the README."""
    files = [*(REPOSITORY / "commitments").rglob("*.py"), REPOSITORY / "README.md"]
    return [path.read_text(encoding="utf-8") for path in files]


def test_title_words_and_licence_are_those_of_the_citation() -> None:
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    assert (imprint.FULL_TITLE, list(imprint.KEYWORDS)) == (cited["title"], cited["keywords"])
    assert imprint.LICENCE.id in cited["license"]
    assert cited["authors"][0]["name"] == imprint.CREATOR


def test_the_sentence_is_that_of_the_package_the_readme_and_the_command() -> None:
    assert PROJECT["description"].casefold().endswith(f"{imprint.SENTENCE}.".casefold())
    assert imprint.SENTENCE in " ".join((REPOSITORY / "README.md").read_text(encoding="utf-8").split())
    assert app().info.help == f"{imprint.SENTENCE}."


def test_what_people_are_told_to_install_is_an_extra_of_this_project() -> None:
    assert imprint.installing("browse") == "install it with `pip install '.[browse]'` in the folder of the project"
    named = {one or other for text in texts() for one, other in ADVICE.findall(text)}
    assert {"browse", "charts", "parquet"} <= named <= {*PROJECT["optional-dependencies"]}


def test_nobody_is_told_to_install_whatever_bears_the_name_on_an_index() -> None:
    assert [text for text in texts() if re.search(r"pip install \S?commitments", text)] == []
