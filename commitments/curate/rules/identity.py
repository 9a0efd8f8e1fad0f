"""Is each record what its file says, known by one id and one name, and does it point at records that exist?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from commitments.curate.corpus import ADDRESS, DERIVED, NAME, Corpus, Entry
from commitments.curate.problems import Problem
from commitments.curate.rules.registry import Case, rule
from commitments.curate.shape import Record
from commitments.model.fields import Route
from commitments.model.folding import fold
from commitments.model.ladder import OF_STANCE
from commitments.model.records import Actor, Commitment, Instrument, Source
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Vocabulary


@rule("R101", Commitment, Instrument, Source, Actor, Vocabulary)
def id_is_the_name_of_the_file(case: Case[Record]) -> Iterator[Problem]:
    """The id of a record is the name of its file.

    Why: a record is found by its id, and links to it must not break when files are moved between folders.
    Bad: `id: deu-forward-posture` in deu-2026-01-forward-posture.yaml.
    Good: `id: deu-2026-01-forward-posture` in deu-2026-01-forward-posture.yaml.
    """
    if case.record.id != case.entry.id:
        yield Problem(
            f"the id '{case.record.id}' is not the name of the file",
            ("id",),
            f"write '{case.entry.id}', or rename the file",
        )


@rule("R104", Commitment, Instrument, Source, Actor)
def word_is_in_its_vocabulary(case: Case[Record]) -> Iterator[Problem]:
    """A coded value is a word of its vocabulary.

    Why: only words with a definition can be counted and compared.
    Bad: `stance: conditional-ofer`.
    Good: `stance: conditional-offer`; schema/vocabulary/stances.yaml lists the words.
    """
    for route, text, vocabulary in case.entry.words:
        terms = case.corpus.terms.get(vocabulary, {})
        broken = not terms and vocabulary in case.corpus.by_id["vocabulary"]
        if text not in terms and not broken:
            known = f"the words are in schema/vocabulary/{vocabulary}.yaml"
            yield Problem(f"'{text}' is not in {vocabulary}", route, _meant(text, terms) or known)


@rule("X101", Commitment, Instrument, Source, Actor, Vocabulary)
def id_is_used_once(case: Case[Record]) -> Iterator[Problem]:
    """An id belongs to one record of its kind.

    Why: a reference to an id that two records share could mean either.
    Bad: two files of the same name in two folders of data/commitments.
    Good: a new id for the newer record.
    """
    if first := case.corpus.namesake(case.entry):
        related = (first.related(("id",), "first defined here"),)
        yield Problem(
            f"the id '{case.entry.id}' is taken", ("id",), "give this record an id of its own", related=related
        )


@rule("X102", Commitment, Instrument, Source, Actor)
def reference_leads_to_a_record(case: Case[Record]) -> Iterator[Problem]:
    """An instrument, source or commitment that a record names exists.

    Why: the database cannot hold a link that leads nowhere.
    Bad: `source: mustaqila-2026-01-70`, with no such file in data/sources.
    Good: `source: mustaqila-2026-01-07`.
    """
    for route, text, folder in _dangling(case):
        if folder != "actors":
            yield Problem(
                f"there is no {folder.removesuffix('s')} '{text}'",
                route,
                _meant(text, case.corpus.by_id[folder]) or f"add data/{folder}/{text}.yaml first",
            )


@rule("X103", Commitment, Instrument, Actor)
def actor_is_known(case: Case[Record]) -> Iterator[Problem]:
    """An actor that a record names exists.

    Why: a misspelt state would be counted as another state.
    Bad: `actor: GER`.
    Good: `actor: DEU`; states go by ISO 3166 alpha-3, others by the name of their file in data/actors.
    """
    for route, text, folder in _dangling(case):
        if folder == "actors":
            yield Problem(
                f"there is no actor '{text}'", route, _actor_meant(text, case) or f"add data/actors/{text}.yaml first"
            )


@rule("X104", Commitment)
def chain_of_records_ends(case: Case[Commitment]) -> Iterator[Problem]:
    """A record is not replaced by itself, and no sum is part of itself, even by way of others.

    Why: a reader who follows the links must arrive somewhere.
    Bad: `replaced_by` naming a record whose `replaced_by` names this one.
    Good: the last record of the chain has no `replaced_by`.
    """
    if case.record.id in _reached(case.record.replaced_by, case.corpus, _replaced_by):
        yield Problem("the record is replaced by itself in the end", ("replaced_by",))
    for position, money in enumerate(case.record.money):
        if case.record.id in _reached(money.part_of, case.corpus, _contained_in):
            yield Problem("the sum is part of itself in the end", ("money", position, "part_of"))


@rule("X105", Source)
def source_is_described_once(case: Case[Source]) -> Iterator[Problem]:
    """A web address belongs to one source.

    Why: a text described twice would count as two witnesses.
    Bad: two files in data/sources with the same `url`.
    Good: one file, cited by both records.
    """
    if case.record.url and (first := case.corpus.sharing(case.entry, ADDRESS, case.record.url)):
        yield Problem(
            "this address is that of another source",
            ("url",),
            f"cite '{first.id}' instead",
            related=(first.related(("url",), "first described here"),),
        )


@rule("X106", Actor)
def name_means_one_actor(case: Case[Actor]) -> Iterator[Problem]:
    """A name or alias means one actor, whatever its language, accents and capitals.

    Why: a question by name must have one answer.
    Bad: the alias `Congo` for two states.
    Good: `Congo-Kinshasa` and `Congo-Brazzaville`.
    """
    named = [(("names", language), name) for language, name in case.record.names.items()]
    named += [(("aliases", position), alias) for position, alias in enumerate(case.record.aliases)]  # type: ignore[misc]
    for route, name in named:
        if first := case.corpus.sharing(case.entry, NAME, fold(name)):
            yield Problem(
                f"the name '{name}' is taken by {first.id}",
                route,
                "use a longer name",
                related=(first.related(("id",), "the other actor"),),
            )


@rule("X107", Vocabulary)
def term_is_defined_once(case: Case[Vocabulary]) -> Iterator[Problem]:
    """A term, and each label in a language, stands once in its list.

    Why: a word with two definitions has none.
    Bad: two terms with `id: may`.
    Good: one term, or two with ids and labels of their own.
    """
    seen: dict[tuple[Route, str], Route] = {}
    for position, term in enumerate(case.record.terms):
        names = {("id",): term.id} | {("labels", language): fold(label) for language, label in term.labels.items()}
        for part, name in names.items():
            here: Route = ("terms", position, *part)
            first = seen.setdefault((part, name), here)
            if first != here:
                related = (case.entry.related(first, "first here"),)
                yield Problem(f"'{name}' stands here a second time", here, related=related)


@rule("X108", Vocabulary)
def neighbour_is_in_the_list(case: Case[Vocabulary]) -> Iterator[Problem]:
    """A neighbour that a term points to is another term of the same list.

    Why: whoever follows the pointer must arrive at a word that may be used in the same field.
    Bad: `instead: [{term: promise, when: …}]` where no term of the list has the id `promise`.
    Good: the id of another term of the list.
    """
    known = {term.id for term in case.record.terms}
    for position, term in enumerate(case.record.terms):
        for place, other in enumerate(term.instead):
            if other.term not in known - {term.id}:
                route: Route = ("terms", position, "instead", place, "term")
                yield Problem(f"'{other.term}' is no other term of this list", route)


@rule("X109", Vocabulary)
def family_and_class_of_terms_exist(case: Case[Vocabulary]) -> Iterator[Problem]:
    """The family of a type of guarantee is in its list, and the class of its terms is one that the model has.

    Why: a type in no family is found by no question about families; terms of an unknown class cannot be read.
    Bad: `terms_class: force-presense`.
    Good: `terms_class: force-presence`, a class in commitments/model/terms.py.
    """
    families = case.corpus.terms.get("guarantee-families", {})
    for position, term in enumerate(case.record.terms):
        for name, written, known in (("family", term.family, families), ("terms_class", term.terms_class, TERMS)):
            if written and written not in known:
                yield Problem(f"there is no '{written}'", ("terms", position, name), _meant(written, known))


@rule("X112", Vocabulary)
def derived_words_are_in_their_list(case: Case[Vocabulary]) -> Iterator[Problem]:
    """A list has the words that the tool itself works out, and every stance has its place on the ladder of strengths.

    Why: strength, and how far a quotation was verified, follow from other values; without the word the database
    refuses the record, and of a stance that the ladder does not know no strength follows.
    Bad: strengths.yaml without `binding`; a new stance in stances.yaml alone.
    Good: all the words; a new stance in commitments/model/ladder.py too.
    """
    known = {term.id for term in case.record.terms}
    for word in DERIVED.get(case.record.id, ()):
        if word not in known:
            yield Problem(f"the word '{word}' is missing, which the tool works out itself", ("terms",), key=True)
    for position, term in enumerate(case.record.terms if case.record.id == "stances" else ()):
        if term.id not in OF_STANCE:
            hint = "name its strength in commitments/model/ladder.py"
            yield Problem(f"no strength follows from the stance '{term.id}'", ("terms", position, "id"), hint)


def _dangling(case: Case[Record]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for route, text, folder in case.entry.references:
        if text not in case.corpus.by_id[folder]:
            yield route, text, folder


def _reached(first: str | None, corpus: Corpus, links: Callable[[Commitment], Iterable[str | None]]) -> set[str]:
    """Give the ids of all commitments that one can come to from the first by links of a kind."""
    found: set[str] = set()
    ahead = [first]
    while ahead:
        here = ahead.pop()
        if here and here not in found:
            found.add(here)
            record = corpus.commitment(here)
            ahead += links(record) if record else ()
    return found


def _replaced_by(record: Commitment) -> tuple[str | None]:
    return (record.replaced_by,)


def _contained_in(record: Commitment) -> list[str | None]:
    return [money.part_of for money in record.money]


def _meant(text: str, known: Iterable[str]) -> str:
    close = get_close_matches(text, known, n=1)
    return f"did you mean '{close[0]}'?" if close else ""


def _actor_meant(text: str, case: Case[Record]) -> str:
    named: tuple[Entry, ...] = case.corpus.by_name.get(fold(text), ())
    return f"did you mean '{named[0].id}'?" if named else _meant(text, case.corpus.by_id["actors"])
