"""What may never go: the ids of records, and the words that records used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.curate import corpus as corpora
from commitments.curate import revisions
from commitments.curate.corpus import Corpus, Entry
from commitments.findings import Finding, Span
from commitments.model.records import FOLDERS


def check(corpus: Corpus, base: str) -> Iterator[Finding]:
    """Find the ids and words that records had at an earlier revision and that are gone from a corpus.

    Raises CommitmentsError where git does not know the revision.
    """
    with revisions.unpacked(corpus.dataset, base) as before:
        earlier, _ = corpora.read(before)
    yield from _gone_ids(corpus, earlier, base)
    yield from _gone_words(corpus, earlier, base)


def _gone_ids(corpus: Corpus, earlier: Corpus, base: str) -> Iterator[Finding]:
    for folder in FOLDERS:
        for record_id, (entry, *_) in earlier.by_id[folder].items():
            unreadable = (corpus.dataset.root / entry.path).exists()  # has a finding of its own
            if record_id not in corpus.by_id[folder] and not unreadable:
                yield Finding(
                    Span(entry.path),
                    "X110",
                    f"the id '{record_id}' is gone, and was there at {base}",
                    record=record_id,
                    hint=_remedy(folder),
                )


def _remedy(folder: str) -> str:
    if folder == "commitments":
        return "keep the record, and set `replaced_by` or `withdrawn`"
    return "keep the record, and say in `notes` why it is no longer used"


def _gone_words(corpus: Corpus, earlier: Corpus, base: str) -> Iterator[Finding]:
    broken = {entry.id for entry in corpus.entries if entry.folder == "vocabulary" and not entry.record}
    for (vocabulary, word), users in sorted(earlier.users.items()):
        gone = word in earlier.terms.get(vocabulary, {}) and word not in corpus.terms.get(vocabulary, {})
        if gone and vocabulary not in broken:
            told = f"the word '{word}' is gone, and was used at {base}: {_listed(users)}"
            yield Finding(_place(corpus, vocabulary), "X111", told, record=vocabulary, hint="keep the word in the list")


def _listed(users: Sequence[str]) -> str:
    first, *others = users
    return f"{first} and {len(others)} more" if others else first


def _place(corpus: Corpus, vocabulary: str) -> Span:
    entries: tuple[Entry, ...] = corpus.by_id["vocabulary"].get(vocabulary, ())
    return entries[0].document.at(("terms",), key=True) if entries else Span(f"schema/vocabulary/{vocabulary}.yaml")
