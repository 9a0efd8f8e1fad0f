"""Everything the database holds of one commitment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias

from commitments.ask.names import UnknownNameError
from commitments.english import quoted
from commitments.escaping import as_json
from commitments.store import database
from commitments.store.connection import AMONG, Connection

Row: TypeAlias = dict[str, Any]

TRUTH = frozenset({"reciprocal", "up_to"})
"""Columns that SQLite holds as 0 or 1, and that mean no or yes."""

EVIDENCE = """
    SELECT {owned}told.id, told.source, speaker_name, speaker_office, speaker_actor, actor.name AS speaker_for, quote,
      told.language, translation, paraphrase, locator, told.grade, source_error, verification, line,
      source.publisher, source.title AS source_title, source.published, source.language AS source_language, source.url,
      nullif(supports, '') AS supports
    FROM {table} AS told JOIN source ON source.id = told.source LEFT JOIN actor ON actor.id = speaker_actor
    WHERE told.{owner} {which} ORDER BY told.position"""

DISPUTES = """
    SELECT {owned}position, side, field, value, evidence, reason FROM {table}
    WHERE {owner} {which} ORDER BY position, side"""

PARTS = {
    "parties": """
        SELECT commitment_id, party.actor, actor.name, role, label AS role_label, since FROM party
        JOIN actor ON actor.id = party.actor JOIN label ON label.vocabulary = 'party-roles' AND label.id = role
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY party.position""",
    "hedges": """
        SELECT commitment_id, kind, label AS kind_label, words, language FROM hedge
        JOIN label ON label.vocabulary = 'hedges' AND label.id = kind
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY hedge.position""",
    "conditions": """
        SELECT commitment_id, condition.kind, kinds.label AS kind_label, condition.role, roles.label AS role_label,
          condition.actor, actor.name AS actor_name, words, note
        FROM condition
        JOIN label AS kinds ON kinds.vocabulary = 'condition-kinds' AND kinds.id = condition.kind
        JOIN label AS roles ON roles.vocabulary = 'condition-roles' AND roles.id = condition.role
        LEFT JOIN actor ON actor.id = condition.actor
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY condition.position""",
    "money": """
        SELECT commitment_id AS owner, money.* FROM money
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY position""",
    "history": """
        SELECT commitment_id, history.position, date, status, label AS status_label, note,
          nullif(evidence, '') AS evidence
        FROM history JOIN label ON label.vocabulary = 'lifecycle-statuses' AND label.id = status
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY history.position""",
    "evidence": EVIDENCE.format(owned="told.commitment_id, ", table="evidence", owner="commitment_id", which=AMONG),
    "disputes": DISPUTES.format(owned="commitment_id, ", table="dispute", owner="commitment_id", which=AMONG),
    "lists": """
        SELECT commitment_id, field, value FROM terms_item
        WHERE commitment_id IN (SELECT value FROM json_each(:ids)) ORDER BY field, position""",
}
"""What belongs to commitments, each row behind the id of its commitment."""

LABEL = "(SELECT label FROM label WHERE label.vocabulary = '{list}' AND label.id = commitment.{field}) AS {field}_label"
SPELLED = {
    field: LABEL.format(list=name, field=field)
    for field, name in {
        "type": "guarantee-types", "stance": "stances", "bindingness": "bindingness", "voice": "voices",
        "attribution": "attributions", "status": "lifecycle-statuses",
    }.items()
}  # fmt: skip
"""The labels of words in a commitment; each is looked up by itself, since SQLite joins many of them badly."""

WHOLE = f"""
SELECT commitment.*, {SPELLED["type"]}, type.family,
  (SELECT label FROM label WHERE label.vocabulary = 'guarantee-families' AND label.id = type.family) AS family_label,
  (SELECT strength_label FROM pledge WHERE pledge.id = commitment.id) AS strength_label,
  (SELECT name FROM actor WHERE actor.id = commitment.beneficiary) AS beneficiary_name,
  (SELECT title FROM instrument WHERE instrument.id = commitment.instrument) AS instrument_title,
  (SELECT hangs_on FROM pledge WHERE pledge.id = commitment.id) AS hangs_on,
  {SPELLED["stance"]}, {SPELLED["bindingness"]}, {SPELLED["voice"]}, {SPELLED["attribution"]}, {SPELLED["status"]},
  type.terms_class
FROM commitment LEFT JOIN term AS type ON type.vocabulary = 'guarantee-types' AND type.id = commitment.type
WHERE commitment.id {AMONG}
"""  # noqa: S608 -- our own SQL


def whole(connection: Connection, record_id: str) -> Row:
    """Give a commitment with all its parts: parties, hedges, conditions, money, terms, history, evidence, disputes.

    Raises UnknownNameError with suggestions where there is no such id.
    """
    if found := wholes(connection, [record_id]):
        return found[record_id]
    query = "SELECT id FROM commitment UNION SELECT id FROM instrument ORDER BY id"
    known = [str(row[0]) for row in connection.execute(query)]
    raise UnknownNameError(_unknown(record_id, known))


def wholes(connection: Connection, record_ids: Sequence[str]) -> dict[str, Row]:
    """Give some commitments with all their parts, by id, as many as there are."""
    ids = as_json(record_ids)
    parts = {name: _by_owner(connection, query, ids) for name, query in PARTS.items()}
    found = {str(row["id"]): dict(row) for row in connection.execute(WHOLE, {"ids": ids})}
    for owner, row in found.items():
        del row["coded_values"]  # they count what stands in full under the evidence
        row |= {name: rows.get(owner, []) for name, rows in parts.items()}
        row["terms"] = _terms(connection, owner, row["terms_class"], row["lists"])
    return found


def _terms(connection: Connection, record_id: str, kind: str | None, lists: Iterable[Row]) -> Row:
    if not kind:
        return {}
    query = f'SELECT * FROM "{database.terms_table(kind)}" WHERE commitment_id = :id'  # noqa: S608 -- our own word
    row = connection.execute(query, {"id": record_id}).fetchone()
    columns = _plain(row.keys(), row) if row else {}
    terms = {name: value for name, value in columns.items() if name != "commitment_id" and value is not None}
    for item in lists:
        terms.setdefault(item["field"], []).append(item["value"])
    return terms


def _by_owner(connection: Connection, query: str, ids: str) -> dict[str, list[Row]]:
    """Gather rows by the id in their first column, which is left out of them."""
    gathered: defaultdict[str, list[Row]] = defaultdict(list)
    rows = connection.execute(query, {"ids": ids})
    columns = [column[0] for column in rows.description[1:]]
    for owner, *values in rows:
        gathered[owner].append(_plain(columns, values))
    return gathered


def _plain(columns: Iterable[str], values: Iterable[Any]) -> Row:
    row = dict(zip(columns, values, strict=True))
    for name in TRUTH & row.keys():
        row[name] = None if row[name] is None else bool(row[name])
    return row


def _unknown(record_id: str, known: list[str]) -> str:
    parts = set(record_id.split("-"))
    shared = {name: len(parts & set(name.split("-"))) for name in known}
    kin = sorted((name for name in known if shared[name]), key=lambda name: -shared[name])
    close = get_close_matches(record_id, known, n=3) or kin[:3]
    return f"there is no record {quoted(record_id)}" + (f"; did you mean {', '.join(close)}?" if close else "")
