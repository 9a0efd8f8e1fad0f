"""What a curator calls an actor, a word of a vocabulary, a source or an instrument, and the id that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from commitments.curate.cited import CitedSource
from commitments.curate.corpus import Corpus
from commitments.curate.quotes import Archive
from commitments.english import listed
from commitments.findings import CommitmentsError
from commitments.model.folding import fold
from commitments.model.records import Source


def actor(corpus: Corpus, text: str) -> str:
    """Find the actor that a name, alias or code means, in any language.

    Raises CommitmentsError with suggestions where no actor bears the name, or more than one.
    """
    found = {entry.id for entry in corpus.by_name.get(fold(text), ())}
    if len(found) > 1:
        raise CommitmentsError(f"'{text}' could be {listed(sorted(found), 'or')}: use the id")
    known = {name: entries[0].id for name, entries in corpus.by_name.items()}
    return _meant("actor", text, known, "add it to data/actors first")


def word(corpus: Corpus, vocabulary: str, text: str) -> str:
    """Find the word of a vocabulary that an id, a label in any language or a short name means.

    Raises CommitmentsError with suggestions where the vocabulary has no such word.
    """
    terms = corpus.terms.get(vocabulary, {})
    called = {fold(name): term.id for term in terms.values() for name in (*term.aliases, *term.labels.values())}
    known = called | {fold(name): name for name in terms} | {fold(name.replace("-", " ")): name for name in terms}
    return _meant("word", text, known, f"the words are in schema/vocabulary/{vocabulary}.yaml", f" in {vocabulary}")


def source(corpus: Corpus, text: str) -> str:
    """Find the source of this id.

    Raises CommitmentsError with suggestions where there is none.
    """
    return _meant("source", text, _ids(corpus, "sources"), "`commitments new source FILE` adds one")


def instrument(corpus: Corpus, text: str) -> str:
    """Find the instrument of this id.

    Raises CommitmentsError with suggestions where there is none.
    """
    return _meant("instrument", text, _ids(corpus, "instruments"), f"add data/instruments/{text}.yaml first")


def archive(corpus: Corpus, text: str) -> Archive:
    """Find the archived text of the source of this id.

    Raises CommitmentsError where there is no such source, or no archived text of it that can be read and is unchanged.
    """
    (entry, *_) = corpus.by_id["sources"][source(corpus, text)]
    found = entry.record
    if not isinstance(found, Source):
        raise CommitmentsError(f"the record of the source '{text}' has errors: see `commitments check`")
    if not found.archive:
        raise CommitmentsError(
            f"nothing is archived of the source '{text}', so its words cannot be looked up: "
            f"put the text into seeds/, and name it under `archive` in data/sources/{text}.yaml"
        )
    file, read = corpus.archives.get(found.archive.file), corpus.archive(CitedSource.of(found))
    if not read or not file or file.sha256 != found.archive.sha256:
        place = f"seeds/{found.archive.file}"
        raise CommitmentsError(
            f"{place}, the text of '{text}', is not there as it was archived: see `commitments check`"
        )
    return read


def _ids(corpus: Corpus, folder: str) -> dict[str, str]:
    return {fold(name): name for name in corpus.by_id[folder]}


def _meant(what: str, text: str, known: Mapping[str, str], otherwise: str, where: str = "") -> str:
    """Find the id that a name stands for.

    Raises CommitmentsError with the ids of names that are close, or else with what can be done.
    """
    if fold(text) in known:
        return known[fold(text)]
    close = get_close_matches(fold(text), known, n=3, cutoff=0.7)
    meant = list(dict.fromkeys(known[name] for name in close))
    hint = f"did you mean {listed(meant, 'or')}?" if meant else otherwise
    raise CommitmentsError(f"no {what}{where} is called '{text}'; {hint}")
