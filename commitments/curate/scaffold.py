"""A new record, written from a template: what was answered, with notes on every field in the words of the model."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from commitments.curate import additions, document
from commitments.curate.additions import NewFile
from commitments.curate.corpus import Corpus
from commitments.curate.document import Document
from commitments.curate.formatting.style import style
from commitments.curate.problems import Problem
from commitments.curate.questions import Answers, slug
from commitments.curate.scalars import written
from commitments.curate.shape import MODELS, shape
from commitments.escaping import on_one_line
from commitments.findings import CommitmentsError
from commitments.model.fields import Strict, Word, marker_of
from commitments.model.records import Commitment, Evidence, Party, Searched, Source, Speaker, Step
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Term

SPOKEN_OF: tuple[type[Strict], ...] = (Commitment, Evidence, Party, Searched, Source, Speaker, Step, *TERMS.values())
CLASSES = MappingProxyType({model.__name__: model for model in SPOKEN_OF})
"""The classes whose fields templates speak of."""
WIDTH = 110


def commitment(corpus: Corpus, answers: Answers) -> NewFile:
    """Write a commitment from the answers to the questions in COMMITMENT.

    Raises CommitmentsError where the record would not have the shape of a commitment.
    """
    told = _single(answers)
    actors, roles = answers["actor"], _roles(answers)
    source = corpus.source(told["source"])
    supports = ["parties", "type", "stance", *(name for name in ("beneficiary", "instrument") if told[name])]
    told |= {
        "parties": list(zip(actors, roles, strict=True)),
        "roles": list(dict.fromkeys(roles)),
        "searched": answers["searched"],
        "evidence": _evidence_id(told["speaker"]),
        "language": source.language if source else "",
        "supports": supports,
        "terms": _fields_of_terms(corpus, told["type"]),
    }
    _refuse_taken(corpus, "commitments", told["id"])
    return _filled(corpus, "commitments", f"data/commitments/{actors[0].lower()}/{told['id']}.yaml", told)


def source(corpus: Corpus, answers: Answers, name: str, content: bytes) -> tuple[NewFile, ...]:
    """Write a source from the answers to the questions in SOURCE, and archive its text: the text first, if it is new.

    Raises CommitmentsError where the record would not have the shape of a source.
    """
    told = _single(answers)
    _refuse_taken(corpus, "sources", told["id"])
    seed = additions.name_in_seeds(corpus, name, told["id"], content)
    told |= {"file": seed, "sha256": sha256(content).hexdigest()}
    record = _filled(corpus, "sources", f"data/sources/{told['id']}.yaml", told)
    return (record,) if seed in corpus.archives else (NewFile(f"seeds/{seed}", content), record)


def _single(answers: Answers) -> dict[str, Any]:
    return {name: texts[0] if texts else "" for name, texts in answers.items()}


def _roles(answers: Answers) -> Sequence[str]:
    actors, roles = answers["actor"], answers["role"]
    if len(roles) not in {1, len(actors)}:
        raise CommitmentsError(f"{len(roles)} roles for {len(actors)} actors: give one role for all, or one for each")
    return roles if len(roles) == len(actors) else roles * len(actors)


def _evidence_id(speaker: str) -> str:
    return slug(speaker).rpartition("-")[2] or "statement"


def _fields_of_terms(corpus: Corpus, guarantee: str) -> list[str]:
    kind = TERMS.get(corpus.terms["guarantee-types"][guarantee].terms_class or "")
    return [f"{kind.__name__}.{name}" for name in kind.model_fields if name != "kind"] if kind else []


def _refuse_taken(corpus: Corpus, folder: str, record_id: str) -> None:
    if taken := corpus.by_id[folder].get(record_id):
        raise CommitmentsError(f"the id '{record_id}' is taken by {taken[0].path}: choose another with --id")


def _filled(corpus: Corpus, folder: str, path: str, told: Mapping[str, Any]) -> NewFile:
    """Fill the template of a kind of record, see that it has the shape of one, and bring it to house style."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 -- YAML is not HTML: every text that was typed passes through `yaml`
    )
    environment.filters["yaml"] = written
    template = environment.get_template(f"{folder.removesuffix('s')}.yaml.j2")
    text = template.render(told, note=partial(_note, corpus), offer=partial(_offer, corpus))
    found, problems = document.read(path, text.encode())
    _refuse_misshapen(corpus, folder, found, problems)
    return NewFile(path, (style(found, [MODELS[folder]]) or text).encode())


def _refuse_misshapen(corpus: Corpus, folder: str, found: Document, problems: Sequence[Problem]) -> None:
    classes = {term.id: term.terms_class or "" for term in corpus.terms.get("guarantee-types", {}).values()}
    misshapen = problems or shape(folder, found, MappingProxyType(classes))[1]
    if misshapen:
        raise CommitmentsError("; ".join(problem.message for problem in misshapen))


def _note(corpus: Corpus, field: str, word: str = "", indent: int = 0) -> str:
    """Say above a field what it is for; beside the word of a vocabulary, what it and the words next to it mean."""
    model, name = _field(field)
    about = _explained(model.model_fields[name].description or "", indent)
    meanings = (_explained(line, indent, "  ") for line in _meanings(corpus, model, name, word))
    return "\n".join((about, *meanings))


def _offer(corpus: Corpus, field: str, indent: int = 0, within: int = 0) -> str:
    """Give a field that has no answer: what it is for, its words, and behind a # an example set in by `within`."""
    model, name = _field(field)
    described, words = model.model_fields[name], [term.id for term in _terms(corpus, model, name)]
    about = f"{described.description} ({', '.join(words)})" if words else described.description or ""
    example = _block(described.alias or name, (described.examples or [""])[0])
    return "\n".join((_explained(about, indent), *(f"{' ' * indent}# {' ' * within}{line}" for line in example)))


def _field(field: str) -> tuple[type[Strict], str]:
    name, _, inside = field.partition(".")
    return CLASSES[name], inside


def _meanings(corpus: Corpus, model: type[Strict], name: str, word: str) -> Iterator[str]:
    for term in _next_to(_terms(corpus, model, name), word):
        yield f"{term.id}: {term.definition}"


def _terms(corpus: Corpus, model: type[Strict], name: str) -> Sequence[Term]:
    marker = marker_of(model, name)
    return tuple(corpus.terms.get(marker.vocabulary, {}).values()) if isinstance(marker, Word) else ()


def _next_to(terms: Sequence[Term], word: str) -> Sequence[Term]:
    """Give a word of a vocabulary with those before and after it, of the same family if it has one."""
    family = next((term.family for term in terms if term.id == word), None)
    kin = [term for term in terms if term.family == family]
    place = next((place for place, term in enumerate(kin) if term.id == word), -1)
    return kin[max(0, place - 1) : place + 2] if place >= 0 else ()


def _explained(text: str, indent: int, within: str = "") -> str:
    """Set a text in lines that begin with ##, which tells them from the # before a field that is offered."""
    begin = f"{' ' * indent}## {within}"
    return textwrap.fill(
        on_one_line(text),
        WIDTH,
        initial_indent=begin,
        subsequent_indent=begin + within,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _block(name: str, example: Any) -> Iterator[str]:  # noqa: ANN401 -- examples are of any kind that a field can be
    """Write an example as records do: a list of entries one to a line, all else on the line of its field."""
    if isinstance(example, list) and any(isinstance(entry, dict) for entry in example):
        yield f"{name}:"
        yield from (f"  - {_inline(entry)}" for entry in example)
    else:
        yield f"{name}: {_inline(example)}"


def _inline(example: Any) -> str:  # noqa: ANN401 -- as above
    match example:
        case dict():
            return "{" + ", ".join(f"{name}: {_inline(value)}" for name, value in example.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, example)) + "]"
        case bool():
            return str(example).lower()
        case str():
            return (
                written(example) if re.fullmatch(r"[^,\[\]{}]*", example) else json.dumps(example, ensure_ascii=False)
            )
        case _:
            return str(example)
