"""Questions that analysts ask often, ready on the pages: SQL over the tables, with the words of its own functions.

`fold(text)` evens a name out as the tables of names have it; `asked(text)` puts what a person typed into the language
of the index for words.
"""

# ruff: noqa: S608 -- what is put into the SQL is our own SQL

from __future__ import annotations

from dataclasses import dataclass

from commitments.render.pledges import NAMED
from commitments.store.views import BEST_FIRST, SEARCHED


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer in SQL; `blanks` are what the reader fills in, each with an example."""

    id: str
    title: str
    description: str
    sql: str
    blanks: dict[str, str]


PARTIES = f"""(
  SELECT group_concat(name, ', ') FILTER (WHERE place <= {NAMED})
    || iif(count(*) > {NAMED}, ' and ' || (count(*) - {NAMED}) || ' more', '')
  FROM (
    SELECT actor.name, row_number() OVER (ORDER BY min(party.position)) AS place
    FROM party JOIN actor ON actor.id = party.actor
    WHERE party.commitment_id = pledge.id GROUP BY actor.id ORDER BY place)) AS parties"""
"""As many parties by name as the tool's own lists name, each once, and how many more there are, as `few` says it."""

COUNTRY = f"""
SELECT pledge.id AS commitment_id, strength_label AS strength, title, {PARTIES}, beneficiary_name AS "for",
  stated_on, status, voice, hangs_on
FROM pledge
WHERE :country = '' OR pledge.id IN (
  SELECT commitment_id FROM party WHERE actor IN (SELECT actor FROM actor_name WHERE folded = fold(:country)))
ORDER BY strength_rank DESC NULLS LAST, stated_earliest DESC, pledge.id
"""
HANGS_ON = f"""
SELECT pledge.id AS commitment_id, strength_label AS strength, title, {PARTIES}, kinds.label AS "condition",
  condition.role, actor.name AS turns_on, condition.words, status
FROM condition
JOIN pledge ON pledge.id = condition.commitment_id
JOIN label AS kinds ON kinds.vocabulary = 'condition-kinds' AND kinds.id = condition.kind
LEFT JOIN actor ON actor.id = condition.actor
WHERE condition.role IN ('precondition', 'trigger') AND condition.kind IN (
  SELECT term FROM term_name WHERE vocabulary = 'condition-kinds'
  AND folded LIKE fold(coalesce(nullif(:condition, ''), 'ceasefire in force')) || '%')
ORDER BY strength_rank DESC NULLS LAST, stated_earliest DESC, pledge.id
"""
REFUSED = f"""
SELECT pledge.id AS commitment_id, strength_label AS strength, stance, title, {PARTIES}, type_label AS type,
  stated_on, voice
FROM pledge
WHERE strength IN ('rejects', 'not-planned') AND (
  type IN (SELECT term FROM term_name WHERE vocabulary = 'guarantee-types'
    AND folded = fold(coalesce(nullif(:type, ''), 'troop deployment')))
  OR family IN (SELECT term FROM term_name WHERE vocabulary = 'guarantee-families' AND folded = fold(:type)))
ORDER BY strength_rank, stated_earliest DESC, pledge.id
"""
DISPUTED = """
SELECT commitment_id, NULL AS instrument_id, field, told.value AS side, (
  SELECT group_concat(publisher, ', ') FROM (
    SELECT DISTINCT publisher FROM evidence JOIN source ON source.id = evidence.source
    WHERE evidence.commitment_id = told.commitment_id
    AND instr(' ' || told.evidence || ' ', ' ' || evidence.id || ' '))) AS resting_on, reason
FROM dispute AS told JOIN commitment ON commitment.id = commitment_id WHERE withdrawn_on IS NULL
UNION ALL
SELECT NULL, instrument_id, field, told.value, (
  SELECT group_concat(publisher, ', ') FROM (
    SELECT DISTINCT publisher FROM instrument_evidence AS evidence JOIN source ON source.id = evidence.source
    WHERE evidence.instrument_id = told.instrument_id
    AND instr(' ' || told.evidence || ' ', ' ' || evidence.id || ' '))), reason
FROM instrument_dispute AS told
"""
NOT_FOUND = """
SELECT pledge.id AS commitment_id, parties, type_label AS type, pledge.title, searched_on, searched_where
FROM pledge JOIN commitment ON commitment.id = pledge.id
WHERE pledge.strength = 'not-found' ORDER BY parties, type_label, pledge.id
"""
WORD_FOR_WORD = """
SELECT evidence.commitment_id, speaker_name AS speaker, actor.name AS speaks_for, quote, translation,
  source.publisher, line, evidence.source
FROM evidence
JOIN commitment ON commitment.id = evidence.commitment_id AND withdrawn_on IS NULL
JOIN source ON source.id = evidence.source
LEFT JOIN actor ON actor.id = speaker_actor
WHERE evidence.verification = 'exact' ORDER BY source.published DESC, evidence.source, line
"""
SEARCH = f"""
SELECT pledge.id AS commitment_id, strength_label AS strength, pledge.title, {PARTIES}, type_label AS type, stated_on
FROM {SEARCHED} JOIN pledge ON pledge.id = record AND kind = 'commitment'
WHERE passage_text MATCH asked(:words)
ORDER BY {BEST_FIRST}, pledge.id
"""
QUESTIONS = (
    Question(
        "country",
        "What has a country said?",
        "Every record in which it is a party, the firmest first. Any name will do, in any language: France, FR, فرنسا. "
        "Left blank, all countries. What a group says stands under the group, and is not its members’ word one by one.",
        COUNTRY,
        {"country": "France"},
    ),
    Question(
        "hangs-on",
        "What hangs on a ceasefire?",
        "Records that wait for a condition or are set off by it, with the words that say so. Left blank, the condition "
        "is a ceasefire in force; another is a backstop, or a peace agreement.",
        HANGS_ON,
        {"condition": "peace agreement"},
    ),
    Question(
        "refused",
        "Who refuses troops?",
        "Who rules something out, objects to it, or says that it has no plans for it. Left blank, it is troops; any "
        "type or family of guarantee will do: air policing, sanctions.",
        REFUSED,
        {"type": "troop deployment"},
    ),
    Question(
        "disputed",
        "On what do sources differ?",
        "Every value on which they do, one row to a side, and why the value in the record was chosen.",
        DISPUTED,
        {},
    ),
    Question(
        "not-found",
        "What was looked for and not found?",
        "Absence that somebody has checked, with the day and the places. What nobody looked for is in no table.",
        NOT_FOUND,
        {},
    ),
    Question(
        "word-for-word",
        "Which quotations stand word for word in an archived text?",
        "Quotations that were looked up in the archived text of their source, and found letter for letter.",
        WORD_FOR_WORD,
        {},
    ),
    Question(
        "search",
        "Where do words stand?",
        "Looks words up in titles, quotations, translations, names and notes, in any script, the best match first. "
        'All of them have to be there; "several words" in quotation marks stand together; mine* is a beginning.',
        SEARCH,
        {"words": "إعلان نوايا"},
    ),
)
