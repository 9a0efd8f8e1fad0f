"""Every command and every format that puts out text, each as it is asked: the list that tests of outputs go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from commitments.brief.phrasebook import LANGUAGES

TABLES = ("table", "markdown", "csv", "tsv", "json", "jsonl", "yaml")
PAGES = ("text", "json")
PICTURES = ("svg", "png")
BRIEFINGS = ("md", "html", "docx")
SUBJECTS = (("Ukraine",), ("FRA",), ("troops",), ("declaration",), ("FRA", "DEU"))
TERMINAL = ("table", "text", "auto")
"""Formats that are meant for a terminal."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its arguments, the format in which it answers, and the file that it writes, if it writes one."""

    command: str
    form: str
    arguments: tuple[str, ...]
    file: str = ""

    @property
    def on_screen(self) -> bool:
        """Whether the answer is meant for a terminal, wide or narrow."""
        return self.form in TERMINAL


def _forms(command: str, forms: Sequence[str], *asked: Sequence[str]) -> list[Asked]:
    """Ask each question in each format."""
    return [Asked(command, form, (command, *rest, "-f", form)) for rest, form in product(asked, forms)]


def _files(command: str, kinds: Sequence[str], *asked: Sequence[str]) -> list[Asked]:
    """Ask each question into a file of each kind."""
    return [Asked(command, kind, (command, *rest), f"answer.{kind}") for rest, kind in product(asked, kinds)]


DATABASE = MappingProxyType(
    {
        "list": _forms(
            "list", TABLES, (), ("-c", "France"), ("--columns", "id,title,parties,instrument,conditions,via")
        ),
        "show": _forms("show", PAGES, ("fra-2026-01-troops",), ("deu-2026-01-troops",), ("declaration",), ("treaty",)),
        "search": _forms("search", TABLES, ("Ukraine",), ("evil",), ("a*",)),
        "matrix": [
            *_forms("matrix", TABLES, (), ("--by", "type")),
            *_files("matrix", PICTURES, (), ("--theme", "dark")),
        ],
        "timeline": [*_forms("timeline", TABLES, (), ("-c", "France")), *_files("timeline", PICTURES, ())],
        "compare": _forms("compare", TABLES, ("FRA", "DEU"), ("declaration", "treaty")),
        "stats": _forms("stats", TABLES, (), ("--quality",), ("--by", "country")),
        "sql": _forms(
            "sql",
            TABLES,
            ("SELECT * FROM pledge",),
            ("SELECT * FROM passage ORDER BY record, kind, field, text",),
            ("SELECT * FROM evidence",),
        ),
        "brief": [
            *(
                asked
                for language in LANGUAGES
                for asked in _files("brief", BRIEFINGS, *((*subject, "--lang", language) for subject in SUBJECTS))
            ),
            Asked("brief", "set", ("brief", "--all"), "set"),
        ],
        "export": [Asked("export", form, ("export", "-f", form), "export") for form in ("csv", "jsonl", "parquet")],
        "schema": _forms("schema", TABLES, ("--tables",)),
        "verify": [Asked("verify", "text", ("verify",))],
    }
)
"""Commands that answer from the database."""
RECORDS = MappingProxyType(
    {
        "check": _forms("check", ("auto", "text", "json", "github", "sarif"), ()),
        "diff": _forms("diff", ("text", "markdown", "json"), ("before",)),
        "fmt": [Asked("fmt", "patch", ("fmt", "--diff")), Asked("fmt", "text", ("fmt", "--check"))],
        "quote": _forms("quote", PAGES, ("article", "words of nobody")),
        "rules": [Asked("rules", "text", ("rules",))],
        "build": [Asked("build", "text", ("build", "--keep-going"))],
    }
)
"""Commands that read the records themselves."""
ELSEWHERE = MappingProxyType(
    {
        "browse": "tests/outputs/test_browser.py asks the pages as a browser and a spreadsheet do",
        "new": "tests/outputs/test_typed.py gives it what a person types",
        "new source": "likewise",
    }
)
"""Commands that answer otherwise than by what they print, and where they are tried."""


def everything() -> Iterator[Asked]:
    """Give every command in every format."""
    for asked in (*DATABASE.values(), *RECORDS.values()):
        yield from asked
