"""What stands beside the tables: views that open lists and spell names out, and the index for words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "evidence_support": """
CREATE VIEW evidence_support AS -- opens evidence.supports
SELECT commitment_id, evidence.id AS evidence, field.value AS field, field.key AS position
FROM evidence JOIN json_each('["' || replace(supports, ' ', '","') || '"]') AS field WHERE supports <> ''
""",
        "history_evidence": """
CREATE VIEW history_evidence AS -- opens history.evidence
SELECT commitment_id, history.position AS step, named.value AS evidence
FROM history JOIN json_each('["' || replace(history.evidence, ' ', '","') || '"]') AS named WHERE history.evidence <> ''
""",
        "coded_value": """
CREATE VIEW coded_value AS -- opens commitment.coded_values
SELECT commitment.id AS commitment_id, value.key AS field, value.value AS sources
FROM commitment JOIN json_each(coded_values) AS value
""",
        "label": """
CREATE VIEW label AS -- every term with its label in English
SELECT term.vocabulary, term.id, term.position, term.rank, term.family, term_name.name AS label
FROM term JOIN term_name ON term_name.vocabulary = term.vocabulary AND term_name.term = term.id
WHERE term_name.language = 'en'
""",
        "pledge": """
CREATE VIEW pledge AS -- one row per commitment, with strength, status and names spelled out
SELECT
  commitment.id, commitment.title,
  commitment.type,
  (SELECT label FROM label WHERE vocabulary = 'guarantee-types' AND label.id = commitment.type) AS type_label,
  (SELECT family FROM term WHERE vocabulary = 'guarantee-types' AND term.id = commitment.type) AS family,
  (SELECT family.label FROM term JOIN label AS family ON family.id = term.family
    WHERE term.vocabulary = 'guarantee-types' AND term.id = commitment.type
      AND family.vocabulary = 'guarantee-families') AS family_label,
  (SELECT group_concat(name, ', ') FROM (
    SELECT actor.name, min(party.position) AS place FROM party JOIN actor ON actor.id = party.actor
    WHERE party.commitment_id = commitment.id GROUP BY actor.id ORDER BY place) AS named) AS parties,
  commitment.beneficiary, beneficiary.name AS beneficiary_name,
  commitment.stance, commitment.strength,
  (SELECT label FROM label WHERE vocabulary = 'strengths' AND label.id = commitment.strength) AS strength_label,
  (SELECT rank FROM term WHERE vocabulary = 'strengths' AND term.id = commitment.strength) AS strength_rank,
  commitment.bindingness, commitment.attribution, commitment.voice, commitment.status,
  commitment.instrument, instrument.title AS instrument_title,
  commitment.stated_on, commitment.stated_earliest, commitment.stated_latest, commitment.last_seen,
  (SELECT group_concat(label, ', ') FROM (
    SELECT label.label, min(condition.position) AS place FROM condition
    JOIN label ON label.vocabulary = 'condition-kinds' AND label.id = condition.kind
    WHERE condition.commitment_id = commitment.id AND condition.role IN ('precondition', 'trigger')
    GROUP BY label.label ORDER BY place) AS hanging) AS hangs_on,
  (SELECT count(*) FROM hedge WHERE hedge.commitment_id = commitment.id) AS hedges,
  (SELECT count(DISTINCT dispute.position) FROM dispute WHERE dispute.commitment_id = commitment.id) AS disputes,
  commitment.verification, commitment.review_state
FROM commitment
LEFT JOIN actor AS beneficiary ON beneficiary.id = commitment.beneficiary
LEFT JOIN instrument ON instrument.id = commitment.instrument
WHERE commitment.withdrawn_on IS NULL
""",
        "passage": """
CREATE VIEW passage AS -- every text of a commitment or instrument, by its field, the title first
SELECT id AS record, 'commitment' AS kind, 'title' AS field, title AS text FROM commitment
UNION ALL SELECT commitment_id, 'commitment', 'title', title FROM commitment_title
UNION ALL SELECT commitment_id, 'commitment', 'quotation', quote FROM evidence WHERE quote IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'translation', translation FROM evidence WHERE translation IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'report', paraphrase FROM evidence WHERE paraphrase IS NOT NULL
UNION ALL SELECT commitment_id, 'commitment', 'speaker', speaker_name FROM evidence WHERE speaker_name IS NOT NULL
UNION ALL SELECT party.commitment_id, 'commitment', 'name', actor_name.name
  FROM party JOIN actor_name ON actor_name.actor = party.actor
UNION ALL SELECT commitment.id, 'commitment', 'name', actor_name.name
  FROM commitment JOIN actor_name ON actor_name.actor = commitment.beneficiary
UNION ALL SELECT commitment.id, 'commitment', 'type', term_name.name
  FROM commitment JOIN term_name ON term_name.vocabulary = 'guarantee-types' AND term_name.term = commitment.type
UNION ALL SELECT commitment.id, 'commitment', 'instrument', instrument.title
  FROM commitment JOIN instrument ON instrument.id = commitment.instrument
UNION ALL SELECT id, 'commitment', 'notes', notes FROM commitment WHERE notes IS NOT NULL
UNION ALL SELECT id, 'instrument', 'title', title FROM instrument
UNION ALL SELECT instrument_id, 'instrument', 'quotation', quote FROM instrument_evidence WHERE quote IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'translation', translation FROM instrument_evidence
  WHERE translation IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'report', paraphrase FROM instrument_evidence
  WHERE paraphrase IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'speaker', speaker_name FROM instrument_evidence
  WHERE speaker_name IS NOT NULL
UNION ALL SELECT instrument_id, 'instrument', 'speaker', person FROM signatory WHERE person IS NOT NULL
UNION ALL SELECT signatory.instrument_id, 'instrument', 'name', actor_name.name
  FROM signatory JOIN actor_name ON actor_name.actor = signatory.actor
UNION ALL SELECT id, 'instrument', 'notes', notes FROM instrument WHERE notes IS NOT NULL
""",
    }
)
"""What stands beside the tables, by name, in the order in which it is made."""

# the first column costs least, and there are most words in names
SEARCH = """
CREATE VIRTUAL TABLE passage_text USING fts5( -- words of every passage, evened out; a word of its own parts passages
  names, words, notes, title, content = '', tokenize = 'unicode61 remove_diacritics 0')
"""

FOUND_IN = """
CREATE TABLE passage_text_record ( -- which record the words of a row of passage_text are those of
  number INTEGER PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL) STRICT
"""

SEARCHED = "passage_text JOIN passage_text_record ON number = passage_text.rowid"
"""The index for words with the records that it leads to."""

WEIGHTS = {"names": 4, "words": 4, "notes": 1, "title": 10}
"""How much a word counts in each column of the index."""
BEST_FIRST = f"bm25(passage_text, {', '.join(map(str, WEIGHTS.values()))})"
"""What answers from the index are ordered by: a word counts most in a title, and least in a note."""

INDEXED = {
    "speaker": "names", "name": "names", "type": "names", "instrument": "names", "quotation": "words",
    "translation": "words", "report": "notes", "notes": "notes", "title": "title",
}  # fmt: skip
"""The column of the index for words that holds the passages of a field."""
