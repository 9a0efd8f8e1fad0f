"""What the project says of itself wherever it is named: title, creator, licence, and how to install it whole."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "commitments"
"""How programs name it."""
TITLE = "Commitments"
FULL_TITLE = f"{TITLE}: a database of security guarantees"
SENTENCE = "Who promised what to whom, in which words, on which conditions, and what came of it"
KEYWORDS = ("security guarantees", "treaties", "international relations", "Ukraine")
CREATOR = "The Commitments contributors"


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms on which something may be used: as programs name them, as people do, in full, and where they stand."""

    id: str
    name: str
    title: str
    url: str


LICENCE = Licence(
    "CC-BY-4.0",
    "CC BY 4.0",
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)
"""That of the data."""


def installing(extra: str) -> str:
    """Say how to install what a part of the tool needs beside the rest, by the name of its extra, such as `charts`."""
    return f"install it with `pip install '.[{extra}]'` in the folder of the project"
