"""Everything the database holds of one instrument, and what stands on it."""

from __future__ import annotations

from commitments.ask.names import UnknownNameError
from commitments.ask.record import DISPUTES, EVIDENCE, Row
from commitments.store.connection import Connection

WHOLE = """
SELECT instrument.*, form.label AS form_label, effect.label AS bindingness_label FROM instrument
JOIN label AS form ON form.vocabulary = 'instrument-forms' AND form.id = form
JOIN label AS effect ON effect.vocabulary = 'bindingness' AND effect.id = bindingness
WHERE instrument.id = :id
"""
PARTS = {
    "signatories": """
        SELECT signatory.actor, name, role, label AS role_label, person, office FROM signatory
        JOIN actor ON actor.id = actor JOIN label ON vocabulary = 'party-roles' AND label.id = role
        WHERE instrument_id = :id ORDER BY signatory.position""",
    "legal_history": """
        SELECT date, step, label AS step_label, legal_step.actor, name AS actor_name, source, note FROM legal_step
        JOIN label ON vocabulary = 'formalisation-steps' AND label.id = step LEFT JOIN actor ON actor.id = actor
        WHERE instrument_id = :id ORDER BY legal_step.position""",
    "changes": "SELECT draft, final, sources FROM draft_change WHERE instrument_id = :id ORDER BY position",
    "sources": """
        SELECT source.id, publisher, title, published, language, url FROM instrument_source
        JOIN source ON source.id = source WHERE instrument_id = :id ORDER BY instrument_source.position""",
    "evidence": EVIDENCE.format(owned="", table="instrument_evidence", owner="instrument_id", which="= :id"),
    "disputes": DISPUTES.format(owned="", table="instrument_dispute", owner="instrument_id", which="= :id"),
    "commitments": """
        SELECT id, title, type, type_label, strength, strength_label, hangs_on FROM pledge
        WHERE instrument = :id ORDER BY strength_rank IS NULL, strength_rank DESC, type, id""",
}


def whole(connection: Connection, instrument_id: str) -> Row:
    """Give an instrument with all its parts, and the commitments that stand on it.

    Raises UnknownNameError where there is no such id.
    """
    row = connection.execute(WHOLE, {"id": instrument_id}).fetchone()
    if row is None:
        raise UnknownNameError(f"there is no instrument '{instrument_id}'")
    parts = {name: list(map(dict, connection.execute(query, {"id": instrument_id}))) for name, query in PARTS.items()}
    return {**dict(row), **parts}


def exists(connection: Connection, instrument_id: str) -> bool:
    """Whether an id is that of an instrument."""
    return connection.execute("SELECT 1 FROM instrument WHERE id = :id", {"id": instrument_id}).fetchone() is not None
