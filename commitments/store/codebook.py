"""The codebook: when to use each word and when its neighbour, with an example from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from types import MappingProxyType
from urllib.parse import quote

from commitments.curate.corpus import Corpus, Entry
from commitments.curate.shape import MODELS
from commitments.escaping import for_markdown, on_one_line
from commitments.model.fields import Route, Strict, Word, marked, marker_of, models_in
from commitments.model.records import Actor, Commitment, Instrument, Record, Source
from commitments.model.vocabulary import Term, Vocabulary

HEAD = """\
# Codebook

Every word that a record may use: when to use it, when to use its neighbour, and the first record that uses it. This
page is written by `commitments schema` from the word lists in this folder and the records in `data/`: change those, and
never this page. [CONTRIBUTING.md](../../CONTRIBUTING.md) tells how, and [DECISIONS.md](../DECISIONS.md) how cases were
decided that recurred.
"""
DERIVED = MappingProxyType(
    {
        "claim-credibilities": "the second character of `grade` in the evidence",
        "guarantee-families": "follows from `type`; never typed",
        "strengths": "follows from stance, legal history and status; never typed",
        "verifications": "found out by looking a quotation up in its archived text; never typed",
    }
)
EXCERPT = 160
IN_ORDER = ("commitments", "instruments", "sources", "actors")
"""The folders in which examples are looked for, the best first."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place in the data where a word is used."""

    entry: Entry
    record: Record
    route: Route


def codebook(records: Corpus) -> str:
    """Write the codebook as one page of Markdown, a section to a word list."""
    lists = [entry.record for entry in records.entries if isinstance(entry.record, Vocabulary)]
    ordered = sorted(lists, key=lambda words: words.title.casefold())
    uses = _first_uses(records.entries)
    contents = "\n".join(f"- [{for_markdown(words.title)}](#{quote(words.id)})" for words in ordered)
    return "\n".join([HEAD, contents, *(_section(words, uses) for words in ordered)])


def _section(words: Vocabulary, uses: Mapping[tuple[str, str], Use]) -> str:
    where = ", ".join(f"`{name}`" for name in _fields(words.id)) or DERIVED.get(words.id, "no field yet")
    parts = [
        f'\n<a id="{quote(words.id)}"></a>\n\n## {for_markdown(words.title)}',
        for_markdown(words.description),
        f"File: [{quote(words.id)}.yaml]({quote(words.id)}.yaml). Where: {where}.",
    ]
    parts += ["\n".join(_term(term, uses.get((words.id, term.id)))) for term in words.terms]
    return "\n\n".join(parts) + "\n"


def _term(term: Term, use: Use | None) -> Iterator[str]:
    yield f"### {for_markdown(term.labels.get('en', term.id))}\n"
    yield f"{_code(term.id)}: {for_markdown(term.definition)}\n"
    for other in term.instead:
        yield f"- Use {_code(other.term)} where {for_markdown(other.when)}."
    if use:
        yield f"- Example: {_example(use)}"
    if term.crosswalk:
        known = "; ".join(f"{for_markdown(book)}: {for_markdown(code)}" for book, code in term.crosswalk.items())
        yield f"- In other codebooks: {known}"


def _code(word: str) -> str:
    return f"`{on_one_line(word).replace('`', chr(39))}`"


def _example(use: Use) -> str:
    words = _quotation(use)
    said = f", “{for_markdown(shorten(words, EXCERPT, placeholder=' …'))}”" if words else ""
    link = f"[{for_markdown(use.entry.id)}](../../{quote(use.entry.path)})"
    return f"{link}: {for_markdown(_title(use.record))}{said}"


def _title(record: Record) -> str:
    if isinstance(record, Actor):
        return record.name
    return f"{record.publisher}, {record.title}" if isinstance(record, Source) else record.title


def _quotation(use: Use) -> str:
    """Find words that bear the field in which the word is used, in English where there is a translation."""
    if not isinstance(use.record, Commitment | Instrument):
        return ""
    quoted = (
        evidence.translation or evidence.quote
        for evidence in use.record.evidence
        if use.route[0] in {field.partition(".")[0] for field in evidence.supports}
    )
    return next((words for words in quoted if words), "")


def _first_uses(entries: Iterable[Entry]) -> dict[tuple[str, str], Use]:
    """Find for each word of each list the first record by id that uses it, commitments before all others."""
    found: dict[tuple[str, str], Use] = {}
    for entry in sorted(
        (entry for entry in entries if entry.folder in IN_ORDER),
        key=lambda entry: (IN_ORDER.index(entry.folder), entry.id, entry.path),
    ):
        if isinstance(entry.record, Vocabulary) or entry.record is None or _is_withdrawn(entry.record):
            continue
        for route, word, marker in marked(entry.record):
            if isinstance(marker, Word):
                found.setdefault((marker.vocabulary, word), Use(entry, entry.record, route))
    return found


def _is_withdrawn(record: Record) -> bool:
    return isinstance(record, Commitment) and record.withdrawn is not None


def _fields(vocabulary: str) -> list[str]:
    """Name the fields that take words of a list, such as `commitment.conditions.kind`."""
    named = (name for folder in IN_ORDER for name, words in _words_of(MODELS[folder]) if words == vocabulary)
    return list(dict.fromkeys(named))


def _words_of(model: type[Strict], route: str = "") -> Iterator[tuple[str, str]]:
    """Give every field that takes a word, by its route, with the list that the word stands in."""
    for name, field in model.model_fields.items():
        here = f"{route or model.__name__.lower()}.{field.alias or name}"
        marker = marker_of(model, name)
        if isinstance(marker, Word):
            yield here, marker.vocabulary
        for inner in models_in(field.annotation):
            yield from _words_of(inner, here)
