"""How good the data is: what its values rest on, and how far that was checked."""

from __future__ import annotations

from typing import NamedTuple

from commitments.store.connection import Connection

WHOLES = """
WITH
  record AS (SELECT * FROM commitment WHERE withdrawn_on IS NULL),
  said AS (SELECT * FROM record WHERE stance <> 'not-found'),
  value AS (SELECT coded_value.* FROM coded_value JOIN said ON said.id = commitment_id),
  piece AS (SELECT evidence.* FROM evidence JOIN record ON record.id = commitment_id),
  quotation AS (SELECT * FROM piece WHERE quote IS NOT NULL),
  resting AS (
    SELECT said.id, count(DISTINCT source.witness) AS sources, min(source.grade) AS best,
      max(CASE WHEN source.class = 'primary-text' THEN 1 ELSE 0 END) AS has_text,
      max(CASE WHEN source.class IN ('primary-text', 'official-readout', 'parliament-record') THEN 1 ELSE 0 END)
        AS has_official
    FROM said JOIN piece ON piece.commitment_id = said.id JOIN source ON source.id = piece.source GROUP BY said.id)
"""
"""What is counted: records that were withdrawn do not count, what was not found has nothing to rest on, and a report
with its copies is one source."""


class Measure(NamedTuple):
    """One share: the rows of a whole that meet a condition."""

    id: str
    label: str
    whole: str
    condition: str


MEASURES = (
    Measure("values-with-evidence", "coded values that rest on words in a source", "value", "sources > 0"),
    Measure("values-two-sources", "… in two independent sources or more", "value", "sources > 1"),
    Measure("evidence-quoted", "pieces of evidence that quote the words", "piece", "quote IS NOT NULL"),
    Measure("quotations-exact", "quotations found word for word in an archived text", "quotation",
            "verification = 'exact'"),
    Measure("quotations-normalised", "… after evening out spaces and marks", "quotation",
            "verification = 'normalised'"),
    Measure("quotations-cited-only", "… cited only, their text not archived here", "quotation",
            "verification = 'cited-only'"),
    Measure("one-source", "commitments that rest on one independent source", "resting", "sources = 1"),
    Measure("two-sources", "… on two independent sources", "resting", "sources = 2"),
    Measure("more-sources", "… on three or more", "resting", "sources > 2"),
    Measure("primary-text", "commitments with the primary text among their sources", "resting", "has_text = 1"),
    Measure("official", "… with that, an official readout or a parliament’s record", "resting", "has_official = 1"),
    Measure("low-grade-alone", "commitments that rest on sources of grade D or lower alone", "resting", "best > 'C'"),
    Measure("other-voice", "commitments that rest on the words of others alone", "said", "voice <> 'own'"),
    Measure("partial-date", "commitments whose first day is not known to the day", "said",
            "coalesce(stated_earliest, '') <> coalesce(stated_latest, '')"),
    Measure("disputed", "commitments on which sources differ", "record",
            "id IN (SELECT commitment_id FROM dispute)"),
    Measure("not-found", "commitments looked for and not found", "record", "stance = 'not-found'"),
    Measure("reviewed", "commitments reviewed by a second person", "record", "review_state = 'reviewed'"),
    Measure("sources-dated", "sources with a date of publication", "source", "published IS NOT NULL"),
    Measure("sources-archived", "sources whose text is archived here", "source", "archive_file IS NOT NULL"),
)  # fmt: skip


class Share(NamedTuple):
    """A measure with its figures; `of` is never less than `number`."""

    id: str
    label: str
    number: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, to a tenth; None of nothing."""
        return round(100 * self.number / self.of, 1) if self.of else None


def quality(connection: Connection) -> list[Share]:
    """Take every measure of a database."""
    return [_taken(connection, measure) for measure in MEASURES]


def _taken(connection: Connection, measure: Measure) -> Share:
    query = f"{WHOLES} SELECT count(*) FILTER (WHERE {measure.condition}), count(*) FROM {measure.whole}"  # noqa: S608 -- our own words
    return Share(measure.id, measure.label, *connection.execute(query).fetchone())
