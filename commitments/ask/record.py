"""Everything the database holds of one commitment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeAlias

from commitments.ask.names import UnknownNameError
from commitments.english import quoted
from commitments.store import database

Row: TypeAlias = dict[str, Any]

TRUTH = frozenset({"reciprocal", "up_to"})
"""Columns that SQLite holds as 0 or 1, and that mean no or yes."""

EVIDENCE = """
    SELECT told.id, told.source, speaker_name, speaker_office, speaker_actor, actor.name AS speaker_for, quote,
      told.language, translation, paraphrase, locator, told.grade, source_error, verification, line,
      source.publisher, source.title AS source_title, source.published, source.language AS source_language, source.url,
      {supports} AS supports
    FROM {table} AS told JOIN source ON source.id = told.source LEFT JOIN actor ON actor.id = speaker_actor
    WHERE told.{owner} = :id ORDER BY told.position"""

SUPPORTS = """(SELECT group_concat(field, ' ') FROM (
  SELECT field FROM evidence_support AS named
  WHERE named.commitment_id = told.commitment_id AND named.evidence = told.id ORDER BY named.position))"""

DISPUTES = (
    "SELECT position, side, field, value, evidence, reason FROM {table} WHERE {owner} = :id ORDER BY position, side"
)

PARTS = {
    "parties": """
        SELECT party.actor, actor.name, role, label AS role_label, since
        FROM party JOIN actor ON actor.id = party.actor
        JOIN label ON label.vocabulary = 'party-roles' AND label.id = role
        WHERE commitment_id = :id ORDER BY party.position""",
    "hedges": """
        SELECT kind, label AS kind_label, words, language FROM hedge
        JOIN label ON label.vocabulary = 'hedges' AND label.id = kind
        WHERE commitment_id = :id ORDER BY hedge.position""",
    "conditions": """
        SELECT condition.kind, kinds.label AS kind_label, condition.role, roles.label AS role_label, condition.actor,
          actor.name AS actor_name, words, note
        FROM condition
        JOIN label AS kinds ON kinds.vocabulary = 'condition-kinds' AND kinds.id = condition.kind
        JOIN label AS roles ON roles.vocabulary = 'condition-roles' AND roles.id = condition.role
        LEFT JOIN actor ON actor.id = condition.actor
        WHERE commitment_id = :id ORDER BY condition.position""",
    "money": "SELECT * FROM money WHERE commitment_id = :id ORDER BY position",
    "history": """
        SELECT history.position, date, status, label AS status_label, note,
          (SELECT group_concat(evidence, ' ') FROM history_evidence AS named
           WHERE named.commitment_id = history.commitment_id AND named.step = history.position) AS evidence
        FROM history JOIN label ON label.vocabulary = 'lifecycle-statuses' AND label.id = status
        WHERE commitment_id = :id ORDER BY history.position""",
    "evidence": EVIDENCE.format(table="evidence", owner="commitment_id", supports=SUPPORTS),
    "disputes": DISPUTES.format(table="dispute", owner="commitment_id"),
    "lists": "SELECT field, value FROM terms_item WHERE commitment_id = :id ORDER BY field, position",
}

WHOLE = """
SELECT commitment.*, type_name.label AS type_label, type.family, family.label AS family_label,
  (SELECT strength_label FROM pledge WHERE pledge.id = commitment.id) AS strength_label,
  beneficiary.name AS beneficiary_name, instrument.title AS instrument_title,
  (SELECT hangs_on FROM pledge WHERE pledge.id = commitment.id) AS hangs_on,
  stance.label AS stance_label, bindingness.label AS bindingness_label, voice.label AS voice_label,
  attribution.label AS attribution_label, status.label AS status_label, type.terms_class
FROM commitment
LEFT JOIN actor AS beneficiary ON beneficiary.id = commitment.beneficiary
LEFT JOIN instrument ON instrument.id = commitment.instrument
JOIN term AS type ON type.vocabulary = 'guarantee-types' AND type.id = commitment.type
JOIN label AS type_name ON type_name.vocabulary = 'guarantee-types' AND type_name.id = commitment.type
LEFT JOIN label AS family ON family.vocabulary = 'guarantee-families' AND family.id = type.family
JOIN label AS stance ON stance.vocabulary = 'stances' AND stance.id = commitment.stance
JOIN label AS bindingness ON bindingness.vocabulary = 'bindingness' AND bindingness.id = commitment.bindingness
JOIN label AS voice ON voice.vocabulary = 'voices' AND voice.id = commitment.voice
JOIN label AS attribution ON attribution.vocabulary = 'attributions' AND attribution.id = commitment.attribution
JOIN label AS status ON status.vocabulary = 'lifecycle-statuses' AND status.id = commitment.status
WHERE commitment.id = :id
"""


def whole(connection: sqlite3.Connection, record_id: str) -> Row:
    """Give a commitment with all its parts: parties, hedges, conditions, money, terms, history, evidence, disputes.

    Raises UnknownNameError with suggestions where there is no such id.
    """
    row = connection.execute(WHOLE, {"id": record_id}).fetchone()
    if row is None:
        query = "SELECT id FROM commitment UNION SELECT id FROM instrument ORDER BY id"
        known = [str(found[0]) for found in connection.execute(query)]
        raise UnknownNameError(_unknown(record_id, known))
    parts = {name: _all(connection, query, record_id) for name, query in PARTS.items()}
    return {**dict(row), **parts, "terms": _terms(connection, record_id, row["terms_class"], parts.pop("lists"))}


def _terms(connection: sqlite3.Connection, record_id: str, kind: str | None, lists: Iterable[Row]) -> Row:
    if not kind:
        return {}
    query = f'SELECT * FROM "{database.terms_table(kind)}" WHERE commitment_id = ?'  # noqa: S608 -- our own word
    row = connection.execute(query, (record_id,)).fetchone()
    columns = _plain(row) if row else {}
    terms = {name: value for name, value in columns.items() if name != "commitment_id" and value is not None}
    for item in lists:
        terms.setdefault(item["field"], []).append(item["value"])
    return terms


def _all(connection: sqlite3.Connection, query: str, record_id: str) -> list[Row]:
    return [_plain(row) for row in connection.execute(query, {"id": record_id})]


def _plain(row: sqlite3.Row) -> Row:
    return {name: bool(value) if name in TRUTH and value is not None else value for name, value in dict(row).items()}


def _unknown(record_id: str, known: list[str]) -> str:
    parts = set(record_id.split("-"))
    shared = {name: len(parts & set(name.split("-"))) for name in known}
    kin = sorted((name for name in known if shared[name]), key=lambda name: -shared[name])
    close = get_close_matches(record_id, known, n=3) or kin[:3]
    return f"there is no record {quoted(record_id)}" + (f"; did you mean {', '.join(close)}?" if close else "")
