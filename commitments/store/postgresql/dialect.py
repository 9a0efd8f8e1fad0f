"""How PostgreSQL says what is asked of SQLite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from commitments.store.connection import AMONG

NAMED = re.compile(r"(?<![:\w]):(\w+)")
IDIOMS = MappingProxyType(
    {
        AMONG: "IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))",
        "group_concat(name, ', ')": "string_agg(name, ', ' ORDER BY place)",
        "group_concat(label, ', ')": "string_agg(label, ', ' ORDER BY place)",
    }
)
"""What the two do not call alike, in questions and views."""

LONGEST = 500
"""The letters of a word that stand in the index: PostgreSQL takes 2,046 bytes, and a letter has up to four."""

OPENED: Mapping[str, str] = MappingProxyType(
    {
        "evidence_support": """
CREATE VIEW evidence_support AS
SELECT commitment_id, evidence.id AS evidence, field.value AS field, field.place - 1 AS position
FROM evidence CROSS JOIN LATERAL unnest(string_to_array(supports, ' ')) WITH ORDINALITY AS field(value, place)
WHERE supports <> ''
""",
        "history_evidence": """
CREATE VIEW history_evidence AS
SELECT commitment_id, history.position AS step, named.value AS evidence
FROM history CROSS JOIN LATERAL unnest(string_to_array(history.evidence, ' ')) AS named(value)
WHERE history.evidence <> ''
""",
        "coded_value": """
CREATE VIEW coded_value AS
SELECT commitment.id AS commitment_id, value.key AS field, CAST(value.value AS bigint) AS sources
FROM commitment CROSS JOIN LATERAL jsonb_each_text(CAST(coded_values AS jsonb)) AS value(key, value)
""",
    }
)
"""The views that open lists, which SQLite and PostgreSQL take apart each in its own way, by name."""


@cache
def said(query: str) -> str:
    """Say a question in PostgreSQL's words, with its parameters as its library takes them."""
    for ours, theirs in IDIOMS.items():
        query = query.replace(ours, theirs)
    return NAMED.sub(r"%(\1)s", query.replace("%", "%%"))


def lexeme(word: str) -> str:
    """Say a word of letters and digits in the language of PostgreSQL's index, which takes none that is very long."""
    return f"'{word[:LONGEST]}'"
