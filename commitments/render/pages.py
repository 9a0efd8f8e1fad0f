"""The pages of the rules: what is checked, why, and how it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from commitments.curate.problems import Explanation
from commitments.findings import CommitmentsError

FAMILIES = {
    "Y": "The file and its YAML",
    "S": "The shape of a record",
    "R": "What a record says",
    "X": "Between records",
    "Q": "Quotations and archived texts",
}


def index(pages: Mapping[str, Explanation]) -> str:
    """List all rules by family."""
    blocks = []
    for letter, title in FAMILIES.items():
        lines = [f"  {code}  {pages[code].summary}" for code in sorted(pages) if code.startswith(letter)]
        blocks.append("\n".join([title, *lines]))
    return "\n\n".join(blocks) + "\n"


def page(pages: Mapping[str, Explanation], code: str) -> str:
    """Give the page of one rule.

    Raises CommitmentsError with a suggestion where no rule has the code.
    """
    found = pages.get(code.upper())
    if not found:
        close = get_close_matches(code.upper(), pages, n=1)
        raise CommitmentsError(f"no rule has the code '{code}'" + (f"; did you mean {close[0]}?" if close else ""))
    return f"{found.code} ({found.severity}): {found.summary}\n\n{found.text}\n"


def markdown(pages: Mapping[str, Explanation]) -> str:
    """Set the pages of all rules as one document, with every code as an anchor."""
    parts = ["# Rules\n\nWritten from the rules themselves; `commitments rules CODE` shows the same."]
    for letter, title in FAMILIES.items():
        parts.append(f"## {title}")
        for code in sorted(code for code in pages if code.startswith(letter)):
            found = pages[code]
            text = found.text.replace("\nBad:", "  \nBad:").replace("\nGood:", "  \nGood:")
            parts.append(f"### {code}\n\n**{found.summary}** ({found.severity})\n\n{text}")
    return "\n\n".join(parts) + "\n"
