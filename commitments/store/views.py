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
)

SEARCH = """
CREATE VIRTUAL TABLE commitment_text USING fts5( -- words of titles, notes, quotations and translations, evened out
  commitment_id UNINDEXED, title, words, tokenize = 'unicode61 remove_diacritics 2')
"""

TEXTS = """
SELECT commitment.id, commitment.title,
  coalesce(commitment.notes, '') || char(10) || coalesce((
    SELECT group_concat(coalesce(quote, '') || char(10) || coalesce(translation, '') || char(10)
      || coalesce(paraphrase, '') || char(10) || coalesce(speaker_name, ''), char(10))
    FROM (SELECT * FROM evidence WHERE evidence.commitment_id = commitment.id ORDER BY position)), '')
FROM commitment ORDER BY commitment.id
"""
