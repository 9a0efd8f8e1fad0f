"""What the pages say of the data: title, licence, what tables and columns hold, and how each table is first shown."""

from __future__ import annotations

import sqlite3
from types import MappingProxyType
from typing import Any

from commitments.browse.questions import QUESTIONS, Question
from commitments.imprint import CREATOR, LICENCE, NAME, SENTENCE, TITLE
from commitments.store.dictionary import Table, dictionary

FACETS = MappingProxyType(
    {
        "pledge": (
            "family_label", "type_label", "strength_label", "status", "beneficiary_name", "voice", "verification",
            "bindingness", "review_state",
        ),
        "commitment": ("type", "strength", "status", "beneficiary", "voice", "stance", "verification", "instrument"),
        "actor": ("kind",),
        "condition": ("kind", "role", "actor"),
        "evidence": ("verification", "language", "grade", "speaker_actor"),
        "hedge": ("kind", "language"),
        "history": ("status",),
        "instrument": ("form", "bindingness"),
        "instrument_evidence": ("verification", "language"),
        "legal_step": ("step",),
        "membership": ("group",),
        "money": ("measure", "currency", "nature"),
        "party": ("role", "actor"),
        "passage": ("kind", "field"),
        "signatory": ("role", "actor"),
        "source": ("class", "grade", "language"),
        "term": ("vocabulary",),
        "term_name": ("vocabulary", "language"),
        "actor_name": ("language",),
        "terms_force_presence": ("location",),
        "terms_item": ("field", "value"),
    }
)  # fmt: skip
"""Columns whose values are counted and can be chosen beside a table."""
LABELS = MappingProxyType({"actor": "name", "commitment": "title", "instrument": "title", "source": "title"})
"""What a reference to a row of a table is shown as."""
ORDERS = MappingProxyType(
    {
        "pledge": "strength_rank",
        "commitment": "stated_earliest",
        "history": "date_earliest",
        "instrument": "date_earliest",
        "legal_step": "date_earliest",
        "source": "published_earliest",
        "money": "amount_max",
    }
)
"""The column by which a table is first ordered, the highest or latest first."""
HIDDEN = ("passage_text", "file")
"""The index for words with its own tables, and what only `commitments verify` reads."""


def metadata(connection: sqlite3.Connection) -> dict[str, Any]:
    """Write what Datasette shows beside the data of a database."""
    (commit,) = connection.execute("SELECT value FROM meta WHERE name = 'commit'").fetchone()
    told = {table.name: _table(table) for table in dictionary(connection)}
    hidden = {name: {**told.get(name, {}), "hidden": True} for name in HIDDEN}
    queries = {question.id: _query(question) for question in QUESTIONS}
    about = f"{SENTENCE}: a database of security guarantees."
    return {
        "title": TITLE,
        "description": about,
        "license": LICENCE.name,
        "license_url": LICENCE.url,
        "source": f"{CREATOR}, revision {commit}",
        "extra_css_urls": ["/static/browse.css"],
        "databases": {NAME: {"title": TITLE, "description": about, "tables": {**told, **hidden}, "queries": queries}},
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns if column.description},
        "facets": list(FACETS.get(table.name, ())),
        **({"label_column": LABELS[table.name]} if table.name in LABELS else {}),
        **({"sort_desc": ORDERS[table.name]} if table.name in ORDERS else {}),
    }


def _query(question: Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "description": question.description,
        "sql": question.sql.strip(),
        "params": list(question.blanks),
        "blanks": question.blanks,
        "hide_sql": True,
    }
