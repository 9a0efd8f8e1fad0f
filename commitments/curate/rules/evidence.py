"""Does every coded value rest on words, and do the words bear it?"""

from __future__ import annotations

from collections.abc import Iterator

from commitments.curate.problems import Problem
from commitments.curate.quotes import Archive, Divergence
from commitments.curate.rules.registry import Case, rule
from commitments.findings import Severity
from commitments.model import coded
from commitments.model.fields import Strict
from commitments.model.records import Commitment, Evidence, Instrument

LOW = frozenset("DEF")
SOME_LETTERS = 3  # fewer than these stand together in any text
NOTHING: tuple[object, ...] = (None, (), {})

Quoting = Commitment | Instrument


@rule("R301", Commitment, Instrument)
def evidence_supports_something(case: Case[Quoting]) -> Iterator[Problem]:
    """Evidence names the fields that rest on it.

    Why: a quotation that bears no value is decoration, and a reader cannot tell what it proves.
    Bad: an entry under `evidence:` without `supports`.
    Good: `supports: [stance, conditions]`.
    """
    used = {name for step in _steps(case.record) for name in step}
    used |= {name for dispute in case.record.disputes for side in dispute.sides for name in side.evidence}
    for position, evidence in enumerate(case.record.evidence):
        if not evidence.supports and evidence.id not in used:
            yield Problem(
                f"the evidence '{evidence.id}' supports nothing", ("evidence", position), "add `supports: [...]`"
            )


@rule("R302", Commitment, Instrument)
def supported_field_is_there(case: Case[Quoting]) -> Iterator[Problem]:
    """A field that evidence supports has a value in the record.

    Why: evidence for a value that is not there was moved or misspelt.
    Bad: `supports: [conditions]` in a record without conditions.
    Good: the condition is coded, or not named.
    """
    supported = {name for evidence in case.record.evidence for name in evidence.supports}
    missing = {name for name in supported if _value(case.record, name) in NOTHING}
    for position, evidence in enumerate(case.record.evidence if missing else ()):
        for place, name in enumerate(evidence.supports):
            if name in missing:
                yield Problem(f"the record has no '{name}' to support", ("evidence", position, "supports", place))


@rule("R303", Commitment)
def coded_value_rests_on_evidence(case: Case[Commitment]) -> Iterator[Problem]:
    """Type, parties, stance, instrument, conditions and money each rest on some evidence.

    Why: a coded value that no words bear is an opinion.
    Bad: a record with `conditions` that no evidence names under `supports`.
    Good: `supports: [type, parties, stance, conditions]`. Records of `not-found` rest on `searched` instead.
    """
    if case.record.stance == "not-found":
        return
    borne = {name for evidence in case.record.evidence for name in evidence.supports}
    for name, route in coded.outright(case.record):
        if name not in borne:
            yield Problem(f"no evidence supports '{name}'", route, "name it under `supports` of the evidence", key=True)


@rule("R304", Commitment, Instrument)
def evidence_id_is_used_once(case: Case[Quoting]) -> Iterator[Problem]:
    """An id of evidence stands once in its record.

    Why: a step of the history that names it must mean one quotation.
    Bad: two entries with `id: starmer`.
    Good: `id: starmer` and `id: starmer-hubs`.
    """
    first: dict[str, int] = {}
    for position, evidence in enumerate(case.record.evidence):
        if evidence.id in first:
            related = (case.entry.related(("evidence", first[evidence.id], "id"), "first here"),)
            yield Problem(
                f"the evidence '{evidence.id}' stands here a second time", ("evidence", position, "id"), related=related
            )
        first.setdefault(evidence.id, position)


@rule("R305", Commitment, Instrument)
def evidence_says_something(case: Case[Quoting]) -> Iterator[Problem]:
    """Evidence quotes its source, or says in our words what the source says.

    Why: a bare reference cannot be checked.
    Bad: an entry with `source` and `supports` alone.
    Good: `quote` and `language`; or `paraphrase`.
    """
    for position, evidence in enumerate(case.record.evidence):
        if not evidence.quote and not evidence.paraphrase:
            yield Problem(
                f"the evidence '{evidence.id}' gives no words", ("evidence", position), "add `quote` or `paraphrase`"
            )
        if evidence.quote and not evidence.language:
            yield Problem(
                "the quotation is in no language", ("evidence", position, "quote"), "add `language`", key=True
            )


@rule("R307", Commitment, Instrument)
def quotation_is_translated(case: Case[Quoting]) -> Iterator[Problem]:
    """A quotation that is not in English has a translation.

    Why: a reviewer who does not read the language must be able to follow.
    Bad: an Arabic `quote` without `translation`.
    Good: the quotation with a close English `translation`.
    """
    for position, evidence in enumerate(case.record.evidence):
        foreign = evidence.language and _primary(evidence.language) != "en"
        if evidence.quote and foreign and not evidence.translation:
            yield Problem(
                "the quotation has no translation", ("evidence", position, "quote"), "add `translation`", key=True
            )


@rule("R308", Commitment)
def hedge_stands_in_a_quotation(case: Case[Commitment]) -> Iterator[Problem]:
    """The words of a hedge or condition stand in a quotation of the record.

    Why: a hedge is the fact; in other words it is another hedge.
    Bad: `words: might` where the quotation has "could".
    Good: `words: could`.
    """
    quoted = [Archive(evidence.quote) for evidence in case.record.evidence if evidence.quote]
    hedges = [(("hedges", position, "words"), hedge.words) for position, hedge in enumerate(case.record.hedges)]
    conditions = [
        (("conditions", position, "words"), item.words) for position, item in enumerate(case.record.conditions)
    ]
    for route, words in (*hedges, *conditions):
        if words and not any(quotation.find(words) for quotation in quoted):
            yield Problem("these words are in no quotation of this record", route)


@rule("R310", Commitment)
def search_and_not_found_go_together(case: Case[Commitment]) -> Iterator[Problem]:
    """A record of `not-found` says where and when it was looked for; others rest on evidence.

    Why: absence is a finding only if somebody looked.
    Bad: `stance: not-found` without `searched`; any other stance without `evidence`.
    Good: `searched: {on: 2026-11-23, where: [website of the government]}`.
    """
    if case.record.stance == "not-found" and not case.record.searched:
        yield Problem("looked for where, and when?", ("stance",), "add `searched: {on: ..., where: [...]}`")
    if case.record.stance != "not-found" and case.record.searched:
        yield Problem("`searched` belongs to the stance 'not-found' alone", ("searched",), key=True)
    if case.record.stance != "not-found" and not case.record.evidence:
        yield Problem("the record rests on no evidence", ("stance",), "add `evidence:`")


@rule("R312", Commitment)
def own_voice_is_that_of_a_party(case: Case[Commitment]) -> Iterator[Problem]:
    """A record in a party's own voice rests on that party's words.

    Why: what Zelensky says of American readiness is no American pledge.
    Bad: `voice: own` for the United States, with a speaker of Ukraine as the support of the stance.
    Good: `voice: other-party`.
    """
    parties = {party.actor for party in case.record.parties}
    own = [(position, evidence) for position, evidence in enumerate(case.record.evidence) if _bears_stance(evidence)]
    speakers = {evidence.speaker.actor for _, evidence in own if evidence.speaker}
    if case.record.voice != "own" or speakers & parties:
        return
    for position, evidence in own:
        if evidence.speaker and evidence.speaker.actor:
            yield Problem(
                f"{evidence.speaker.actor} is not a party, so this is not a party's own voice",
                ("evidence", position, "speaker", "actor"),
                "write `voice: other-party`",
            )


@rule("R313", Commitment, Instrument)
def dispute_is_about_this_record(case: Case[Quoting]) -> Iterator[Problem]:
    """A dispute names a field and evidence of the same record.

    Why: a reader must be able to set the sides against each other.
    Bad: `evidence: [elysee]` where no evidence has that id.
    Good: every side with the id of an entry under `evidence:`.
    """
    known = {evidence.id for evidence in case.record.evidence}
    for position, dispute in enumerate(case.record.disputes):
        if dispute.field.partition(".")[0] not in type(case.record).model_fields:
            yield Problem(f"'{dispute.field}' is not a field of this record", ("disputes", position, "field"))
        for place, side in enumerate(dispute.sides):
            for number, name in enumerate(side.evidence):
                if name not in known:
                    route = ("disputes", position, "sides", place, "evidence", number)
                    yield Problem(f"there is no evidence '{name}' in this record", route)


@rule("R314", Commitment)
def weak_source_does_not_stand_alone(case: Case[Commitment]) -> Iterator[Problem]:
    """A source of grade D or lower does not bear a record alone.

    Why: a page that is known for errors is a lead, not a witness.
    Bad: one piece of evidence, from a source of grade D.
    Good: a second source of grade C or better, or no record.
    """
    grades = {source.grade for _, _, source in case.cited}
    if grades and grades <= LOW:
        yield Problem(
            "only weak sources bear this record", ("evidence",), "add a source of grade C or better", key=True
        )


@rule("R315", Commitment, Instrument)
def grade_fits_the_source(case: Case[Quoting]) -> Iterator[Problem]:
    """The letter of a grade is the grade of the source.

    Why: the letter speaks of the source in general, only the figure of this claim.
    Bad: `grade: A2` for a source of grade B.
    Good: `grade: B2`.
    """
    for position, evidence, source in case.cited:
        if evidence.grade and evidence.grade[0] != source.grade:
            yield Problem(
                f"the source '{source.id}' is of grade {source.grade}",
                ("evidence", position, "grade"),
                f"write '{source.grade}{evidence.grade[1]}', or grade the source anew",
            )


@rule("Q301", Commitment, Instrument)
def quotation_stands_in_the_archive(case: Case[Quoting]) -> Iterator[Problem]:
    """A quotation stands in the archived text of its source.

    Why: the words are the fact; one letter can turn "could" into "will".
    Bad: a quotation from memory, shortened, or put together from two places.
    Good: words copied from the archived text, without omissions.
    """
    for position, quote, archive in case.archived:
        if not archive.find(quote):
            parting, route = archive.part_from(quote), ("evidence", position, "quote")
            place = case.entry.document.within(route, len(parting.shared))
            yield Problem("these words are not in the archived text", route, _told(parting), place=place)


@rule("Q305", Commitment, Instrument, severity=Severity.WARNING)
def quotation_is_word_for_word(case: Case[Quoting]) -> Iterator[Problem]:
    """A quotation stands in the archived text in just these letters.

    Why: a reader who searches the source for the quotation should find it.
    Bad: straight quotation marks where the source has “curly” ones.
    Good: the letters, marks and spaces of the archived text.
    """
    for position, quote, archive in case.archived:
        match = archive.find(quote)
        if match and match.verification != "exact":
            yield Problem(
                f"found on line {match.line} only after evening out spaces, marks or letter forms",
                ("evidence", position, "quote"),
                "copy the words from the archived text",
            )


@rule("Q307", Commitment, Instrument)
def quotation_has_whole_words(case: Case[Quoting]) -> Iterator[Problem]:
    """A quotation begins and ends with whole words.

    Why: "able to send troops" stands in "unable to send troops", and says the contrary.
    Bad: a quotation that begins or ends inside a word of the archived text; a single mark.
    Good: the whole words.
    """
    for position, quote, archive in case.archived:
        if archive.is_cut(quote) or (archive.find(quote) and not any(letter.isalnum() for letter in quote)):
            yield Problem(
                "the quotation begins or ends inside a word", ("evidence", position, "quote"), "quote whole words"
            )


@rule("Q304", Commitment, Instrument)
def quotation_is_in_the_language_of_its_source(case: Case[Quoting]) -> Iterator[Problem]:
    """A quotation is in the language of its source.

    Why: a translation is not a quotation.
    Bad: `language: en` for words from an Arabic article.
    Good: the Arabic words under `quote`, the English ones under `translation`.
    """
    for position, evidence, source in case.cited:
        if evidence.quote and evidence.language and _primary(evidence.language) != _primary(source.language):
            yield Problem(
                f"the source is in '{source.language}', the quotation in '{evidence.language}'",
                ("evidence", position, "language"),
                "quote the original, and put the other words under `translation`",
            )


def _told(parting: Divergence) -> str:
    if len(parting.shared.strip()) < SOME_LETTERS:
        return "not even their beginning is there"
    goes_on = f"it goes on “{parting.archive_goes_on}”" if parting.archive_goes_on else "its line ends"
    return f"the archive parts from them after “{parting.shared[-40:]}”, line {parting.line}: {goes_on}"


def _bears_stance(evidence: Evidence) -> bool:
    return "stance" in evidence.supports


def _steps(record: Quoting) -> Iterator[tuple[str, ...]]:
    if isinstance(record, Commitment):
        yield from (step.evidence for step in record.history)


def _value(record: Strict, name: str) -> object:
    """Value of a field, or of a field of the terms (`terms.location`); None where there is no such field."""
    first, _, rest = name.partition(".")
    value = getattr(record, first) if first in type(record).model_fields else None
    if not rest:
        return value
    return _value(value, rest) if isinstance(value, Strict) else None


def _primary(language: str) -> str:
    return language.partition("-")[0]
