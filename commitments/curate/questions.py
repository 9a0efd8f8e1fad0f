"""What a new record needs to be told: questions that a person answers, or that options of the same names answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from commitments.curate import names
from commitments.curate.corpus import Corpus
from commitments.curate.rules.parties import ROLE_OF_STANCE, SIGNED
from commitments.curate.scalars import refuse_hidden
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.model.fields import Strict
from commitments.model.records import Commitment, Evidence, Party, Searched, Source, Speaker

Answers: TypeAlias = Mapping[str, tuple[str, ...]]
"""What was answered, by the name of the question; nothing where a question has no answer."""

LONGEST_ID = 100


def _always(_: Answers) -> bool:
    return True


def _never(_: Answers) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a record needs or can bear; its name is that of the option.

    Its answer is a word of a vocabulary, or what `reading` makes of what was typed. `needed` and `asked` say whether
    a record with these answers cannot do without it, and whether a person is asked for it.
    """

    name: str
    model: type[Strict]
    field: str
    reading: Callable[[Corpus, str], str] | None = None
    vocabulary: str = ""
    needed: Callable[[Answers], bool] = _never
    asked: Callable[[Answers], bool] = _always
    default: Callable[[Corpus, Answers], str] = lambda *_: ""
    many: bool = False

    @property
    def about(self) -> str:
        """What the field says, in the words of the model."""
        return self.model.model_fields[self.field].description or ""

    def choices(self, corpus: Corpus) -> Iterator[str]:
        """Give the words to choose from: each with its definition, or where there are many, those of each family."""
        terms = list(corpus.terms.get(self.vocabulary, {}).values())
        families = {term.family for term in terms if term.family}
        for term in terms if not families else ():
            yield f"  {term.id}: {term.definition}"
        for family in dict.fromkeys(term.family for term in terms if families):
            yield f"  {family}: {', '.join(term.id for term in terms if term.family == family)}"

    def read(self, corpus: Corpus, text: str) -> str:
        """Make an answer of what was typed.

        Raises CommitmentsError for what cannot be an answer.
        """
        if self.vocabulary:
            return names.word(corpus, self.vocabulary, text)
        return self.reading(corpus, text) if self.reading else _text(text)


def read(
    corpus: Corpus, questions: Iterable[Question], given: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Read what was given in answer to questions; what is blank is no answer.

    Raises CommitmentsError for what cannot be an answer.
    """
    return {
        question.name: tuple(question.read(corpus, text) for text in given.get(question.name, ()) if text.strip())
        for question in questions
    }


def missing(questions: Iterable[Question], answers: Answers) -> list[str]:
    """Give the names of the questions that a record with these answers cannot do without, and that have none."""
    return [question.name for question in questions if question.needed(answers) and not answers[question.name]]


def with_defaults(corpus: Corpus, questions: Iterable[Question], answers: Answers) -> Answers:
    """Fill in what follows from other answers."""
    filled = dict(answers)
    for question in questions:
        if not filled[question.name] and (default := question.default(corpus, filled)):
            filled[question.name] = (default,)
    return filled


def _text(text: str) -> str:
    refuse_hidden(text)
    return text.strip()


def _id(_: Corpus, text: str) -> str:
    if text != slug(text) or len(text) > LONGEST_ID:
        raise CommitmentsError(
            f"'{text}' is not an id: small letters, digits and single hyphens, at most {LONGEST_ID} of them"
        )
    return text


def _date(_: Corpus, text: str) -> str:
    if wrong := dates.problem(text.strip()):
        raise CommitmentsError(f"{wrong}: write it as 2026-01-06, or 2026-01 or 2026 where no more is known")
    return text.strip()


def slug(text: str) -> str:
    """Make a text part of an id: small letters, digits and single hyphens; empty where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def free_id(corpus: Corpus, folder: str, *parts: str) -> str:
    """Put an id together from parts, and number it where it is taken."""
    wanted = "-".join(filter(None, parts))[:LONGEST_ID].strip("-")
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(corpus.by_id[folder]) + 3)))
    return next(candidate for candidate in candidates if candidate not in corpus.by_id[folder])


def _commitment_id(corpus: Corpus, answers: Answers) -> str:
    date = answers["date"][0].removeprefix("../").partition("/")[0]
    return free_id(corpus, "commitments", *map(slug, answers["actor"][:3]), date[:7], answers["type"][0])


def _source_id(corpus: Corpus, answers: Answers) -> str:
    publisher = slug("".join(answers["publisher"]))
    published = "".join(answers["published"]).removeprefix("../").partition("/")[0]
    return free_id(corpus, "sources", publisher, published) if publisher else ""


def _role(_: Corpus, answers: Answers) -> str:
    return ROLE_OF_STANCE.get("".join(answers["stance"]), "guarantor")


def _status(_: Corpus, answers: Answers) -> str:
    if _signed(answers):
        return "agreed"
    return "announced" if _found(answers) else "floated"


def _without_latin_name(answers: Answers) -> bool:
    return bool(answers["publisher"]) and not slug(answers["publisher"][0])


def _found(answers: Answers) -> bool:
    return answers["stance"] != ("not-found",)


def _not_found(answers: Answers) -> bool:
    return not _found(answers)


def _quoted(answers: Answers) -> bool:
    return bool(answers["quote"])


def _signed(answers: Answers) -> bool:
    return bool(SIGNED & set(answers["stance"]))


def _several(answers: Answers) -> bool:
    return len(answers["actor"]) > 1


COMMITMENT = (
    Question("type", Commitment, "type", vocabulary="guarantee-types", needed=_always),
    Question("actor", Party, "actor", names.actor, needed=_always, many=True),
    Question("stance", Commitment, "stance", vocabulary="stances", needed=_always),
    Question("role", Party, "role", vocabulary="party-roles", default=_role),
    Question("attribution", Commitment, "attribution", vocabulary="attributions", asked=_several),
    Question("beneficiary", Commitment, "beneficiary", names.actor),
    Question("date", Commitment, "history", _date, needed=_always),
    Question("title", Commitment, "title", needed=_always),
    Question("source", Evidence, "source", names.source, needed=_found, asked=_found),
    Question("searched", Searched, "where", needed=_not_found, asked=_not_found, many=True),
    Question("quote", Evidence, "quote", asked=_found),
    Question("translation", Evidence, "translation", asked=_quoted),
    Question("speaker", Speaker, "name", asked=_found),
    Question("office", Speaker, "office", asked=lambda answers: bool(answers["speaker"])),
    Question("instrument", Commitment, "instrument", names.instrument, asked=_signed),
    Question("status", Commitment, "history", vocabulary="lifecycle-statuses", asked=_never, default=_status),
    Question("id", Commitment, "id", _id, default=_commitment_id),
)
"""The questions of a new commitment, in the order to ask them; an answer can hang on those before it alone."""

SOURCE = (
    Question("publisher", Source, "publisher", needed=_always),
    Question("title", Source, "title", needed=_always),
    Question("language", Source, "language", needed=_always),
    Question("published", Source, "published", _date),
    Question("url", Source, "url"),
    Question("class", Source, "source_class", vocabulary="source-classes", needed=_always),
    Question("grade", Source, "grade", vocabulary="source-reliabilities", needed=_always),
    Question("id", Source, "id", _id, needed=_without_latin_name, default=_source_id),
)
"""The questions of a new source, in the order to ask them."""
