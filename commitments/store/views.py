"""What stands beside the tables: views that spell names out, and the index for words."""

from __future__ import annotations

VIEWS = (
    """
CREATE VIEW label AS -- every term with its label in English
SELECT term.vocabulary, term.id, term.position, term.rank, term.family, term_name.name AS label
FROM term JOIN term_name ON term_name.vocabulary = term.vocabulary AND term_name.term = term.id
WHERE term_name.language = 'en'
""",
    """
CREATE VIEW pledge AS -- one row per commitment, with strength, status and names spelled out
SELECT
  commitment.id, commitment.title,
  commitment.type, type.label AS type_label, type.family, family.label AS family_label,
  (SELECT group_concat(name, ', ') FROM (
    SELECT actor.name FROM party JOIN actor ON actor.id = party.actor
    WHERE party.commitment_id = commitment.id ORDER BY party.position)) AS parties,
  commitment.beneficiary, beneficiary.name AS beneficiary_name,
  commitment.stance, commitment.strength, strength.label AS strength_label, strength.rank AS strength_rank,
  commitment.bindingness, commitment.attribution, commitment.voice, commitment.status,
  commitment.instrument, instrument.title AS instrument_title,
  commitment.stated_on, commitment.stated_earliest, commitment.stated_latest, commitment.last_seen,
  (SELECT group_concat(label, ', ') FROM (
    SELECT DISTINCT label.label FROM condition
    JOIN label ON label.vocabulary = 'condition-kinds' AND label.id = condition.kind
    WHERE condition.commitment_id = commitment.id AND condition.role IN ('precondition', 'trigger')
    ORDER BY condition.position)) AS hangs_on,
  (SELECT count(*) FROM hedge WHERE hedge.commitment_id = commitment.id) AS hedges,
  (SELECT count(DISTINCT dispute.position) FROM dispute WHERE dispute.commitment_id = commitment.id) AS disputes,
  commitment.verification, commitment.review_state
FROM commitment
JOIN label AS type ON type.vocabulary = 'guarantee-types' AND type.id = commitment.type
JOIN label AS strength ON strength.vocabulary = 'strengths' AND strength.id = commitment.strength
LEFT JOIN label AS family ON family.vocabulary = 'guarantee-families' AND family.id = type.family
LEFT JOIN actor AS beneficiary ON beneficiary.id = commitment.beneficiary
LEFT JOIN instrument ON instrument.id = commitment.instrument
WHERE commitment.withdrawn_on IS NULL
""",
    """
CREATE VIEW passage AS -- every text of a commitment by the field it stands in, those first that a reader looks at first
SELECT id AS commitment_id, 'title' AS field, title AS text FROM commitment
UNION ALL SELECT commitment_id, 'title', title FROM commitment_title
UNION ALL SELECT commitment_id, 'quotation', quote FROM evidence WHERE quote IS NOT NULL
UNION ALL SELECT commitment_id, 'translation', translation FROM evidence WHERE translation IS NOT NULL
UNION ALL SELECT commitment_id, 'report', paraphrase FROM evidence WHERE paraphrase IS NOT NULL
UNION ALL SELECT commitment_id, 'speaker', speaker_name FROM evidence WHERE speaker_name IS NOT NULL
UNION ALL SELECT party.commitment_id, 'name', actor_name.name
  FROM party JOIN actor_name ON actor_name.actor = party.actor
UNION ALL SELECT commitment.id, 'name', actor_name.name
  FROM commitment JOIN actor_name ON actor_name.actor = commitment.beneficiary
UNION ALL SELECT commitment.id, 'type', term_name.name
  FROM commitment JOIN term_name ON term_name.vocabulary = 'guarantee-types' AND term_name.term = commitment.type
UNION ALL SELECT commitment.id, 'instrument', instrument.title
  FROM commitment JOIN instrument ON instrument.id = commitment.instrument
UNION ALL SELECT id, 'notes', notes FROM commitment WHERE notes IS NOT NULL
""",
)

SEARCH = """
CREATE VIRTUAL TABLE commitment_text USING fts5( -- words of every passage, evened out; a word of its own parts passages
  commitment_id UNINDEXED, title, words, names, notes, tokenize = 'unicode61 remove_diacritics 0')
"""

INDEXED = {
    "title": "title", "quotation": "words", "translation": "words", "speaker": "names", "name": "names",
    "type": "names", "instrument": "names", "report": "notes", "notes": "notes",
}  # fmt: skip
"""The column of the index for words that holds the passages of a field."""
