"""The kinds of field a record is made of: text, dates, ids, words from a list, references to other records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias, cast, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError

from commitments.model import dates

Route: TypeAlias = tuple[str | int, ...]
"""Way to a value inside a record: field names and list positions, outermost first."""

MARK = "x-vocabulary"
"""The key under which a JSON Schema names the vocabulary of a text, until its words are filled in."""


class Strict(BaseModel):
    """A part of a record: nothing unknown, nothing converted, nothing changed once read."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a text that must stand in a vocabulary, named by its file in schema/vocabulary."""

    vocabulary: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Mark the text in the JSON Schema too, where its words are filled in when the schema is written."""
        return {**handler(core), MARK: self.vocabulary}


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text that names another record, by the folder of data/ where that record lies."""

    folder: str


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("S004", "empty text says nothing: leave the field out")
    return text


def _date(text: str) -> str:
    if wrong := dates.problem(text):
        raise PydanticCustomError("S005", "{wrong}", {"wrong": wrong})
    return text


def _matching(pattern: str, what: str) -> Callable[[str], str]:
    form = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise PydanticCustomError("S006", "'{text}' is not {what}", {"text": text, "what": what})
        return text

    return check


def _whole_number_as_text(value: Any) -> Any:  # noqa: ANN401 -- YAML gives whole numbers as int, years and amounts are text
    return str(value) if type(value) is int else value


def _in_schema(pattern: str, what: str) -> Any:  # noqa: ANN401 -- Field() gives what Pydantic says it gives
    """Say in the JSON Schema which form a text has, and in words what an editor is to say where it has another."""
    return Field(json_schema_extra={"pattern": pattern, "errorMessage": f"this must be {what}"})


def formed(pattern: str, what: str) -> tuple[AfterValidator, Any]:
    """Check a text against a pattern, and say in the JSON Schema that it is checked."""
    return AfterValidator(_matching(pattern, what)), _in_schema(f"^({pattern})$", what)


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"

Text = Annotated[str, AfterValidator(_not_blank), _in_schema(r"\S", "text; put it in quotes if it looks like a number")]
Date = Annotated[
    str,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=str | Annotated[int, Field(ge=1000, le=9999)]),
    AfterValidator(_date),
    _in_schema(dates.PATTERN, dates.FORMS),
]
Slug = Annotated[str, *formed(SLUG, "an id: small letters, digits and single hyphens")]
ActorId = Annotated[
    str, *formed(rf"[A-Z]{{3}}|{SLUG}", "an actor's id: ISO 3166 alpha-3 for a state, a slug for others")
]
FieldName = Annotated[str, *formed(r"[a-z_]+(\.[a-z_]+)?", "a field's name, such as stance or terms.location")]
Language = Annotated[str, *formed(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag, such as en or ar")]
Url = Annotated[str, *formed(r"https?://[^\s<>\x22{}|\\^`]+", "a web address that begins with http:// or https://")]
Sha256 = Annotated[str, *formed(r"[0-9a-f]{64}", "a sha256 of 64 hexadecimal digits")]
Grade = Annotated[str, *formed(r"[A-F][1-6]", "an Admiralty grade, such as B2")]
Currency = Annotated[str, *formed(r"[A-Z]{3}", "an ISO 4217 currency code, such as EUR")]
Amount = Annotated[
    str,
    BeforeValidator(_whole_number_as_text, json_schema_input_type=str | Annotated[int, Field(ge=0)]),
    *formed(r"[0-9]+(\.[0-9]+)?", "an amount: digits, and a point before any fraction"),
]
SeedFile = Annotated[str, *formed(r"[A-Za-z0-9][A-Za-z0-9._-]*", "the name of a file in seeds/")]

ActorRef = Annotated[Text, Refers("actors")]
SourceRef = Annotated[Slug, Refers("sources")]
InstrumentRef = Annotated[Slug, Refers("instruments")]
CommitmentRef = Annotated[Slug, Refers("commitments")]
Missing = Annotated[str, Word("missing-values")]

Role = Annotated[str, Word("party-roles")]
Names: TypeAlias = dict[Language, Text]
"""What something is called, by language tag."""

Marker: TypeAlias = Word | Refers


@cache
def _marker(annotation: Any) -> Marker | None:  # noqa: ANN401 -- any type annotation may stand here
    """Find the marker of the texts inside an annotation, through Optional, unions and tuples."""
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        if isinstance(part, Marker):
            return part
        if not isinstance(part, type) and (found := _marker(part)):
            return found
    return None


@cache
def _markers(model: type[BaseModel]) -> dict[str, tuple[str, Marker | None]]:
    def of(name: str) -> tuple[str, Marker | None]:
        field = model.model_fields[name]
        own = (part for part in field.metadata if isinstance(part, Marker))
        return field.alias or name, next(own, None) or _marker(cast("Any", field.annotation))

    return {name: of(name) for name in model.model_fields}


def models_in(annotation: Any) -> Iterator[type[Strict]]:  # noqa: ANN401 -- any type annotation may stand here
    """Find the classes of the parts of a record that an annotation allows, through Optional, unions and tuples."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def marker_of(model: type[BaseModel], name: str) -> Marker | None:
    """Find the marker of one field of a record's class."""
    return _markers(model)[name][1]


def vocabularies(model: type[BaseModel]) -> frozenset[str]:
    """Name every vocabulary whose words may stand in a record of a class, or in any of its parts."""
    found = {marker.vocabulary for _, marker in _markers(model).values() if isinstance(marker, Word)}
    parts = (part for field in model.model_fields.values() for part in models_in(field.annotation))
    return frozenset(found.union(*map(vocabularies, parts)))


@cache
def _telling(model: type[BaseModel]) -> tuple[tuple[str, str, Marker | None], ...]:
    """The fields in which marked texts may stand: name, name as written, and the marker of texts in the field."""
    return tuple(
        (name, written, marker)
        for name, (written, marker) in _markers(model).items()
        if marker or next(models_in(model.model_fields[name].annotation), None)
    )


def marked(model: BaseModel) -> list[tuple[Route, str, Marker]]:
    """Give every text of a record that is a word of a vocabulary or the id of another record, with its route."""
    found: list[tuple[Route, str, Marker]] = []
    _gather(model, (), found)
    return found


def _gather(model: BaseModel, route: Route, found: list[tuple[Route, str, Marker]]) -> None:
    values = model.__dict__
    for name, written, marker in _telling(type(model)):
        value = values[name]
        if isinstance(value, tuple):
            for position, item in enumerate(value):
                _gather_value(item, (*route, written, position), marker, found)
        elif value is not None:
            _gather_value(value, (*route, written), marker, found)


def _gather_value(value: Any, route: Route, marker: Marker | None, found: list[tuple[Route, str, Marker]]) -> None:  # noqa: ANN401 -- any field's value
    if isinstance(value, BaseModel):
        _gather(value, route, found)
    elif marker and isinstance(value, str):
        found.append((route, value, marker))
