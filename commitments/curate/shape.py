"""From plain data to a record: every field is there, known, and of the kind that the model asks for."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from commitments.curate.document import Document
from commitments.curate.plain_data import Value
from commitments.curate.problems import Problem
from commitments.model.fields import Route, models_in
from commitments.model.records import FOLDERS, Commitment
from commitments.model.records import Record as DataRecord
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Vocabulary

Record = DataRecord | Vocabulary
MODELS: MappingProxyType[str, type[Record]] = MappingProxyType({**FOLDERS, "vocabulary": Vocabulary})

KINDS = MappingProxyType(
    {
        "string_type": "text",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "tuple_type": "a list",
        "dict_type": "fields and their values",
        "model_type": "fields and their values",
        "model_attributes_type": "fields and their values",
        "dict_attributes_type": "fields and their values",
    }
)


def shape(folder: str, document: Document, classes: MappingProxyType[str, str]) -> tuple[Record | None, list[Problem]]:
    """Make a record of a document's data: the record, or None and what is wrong with its shape.

    `classes` gives for each type of guarantee the class of its terms (schema/vocabulary/guarantee-types.yaml).
    """
    model = MODELS[folder]
    data = document.data
    problems: list[Problem] = []
    if not isinstance(data, dict):
        return None, []
    if model is Commitment:
        data, problems = _with_kind_of_terms(data, classes)
    try:
        return model.model_validate(data), problems
    except ValidationError as error:
        return None, problems + list(_problems(model, error, document.data))


def _with_kind_of_terms(
    data: dict[str, Value], classes: MappingProxyType[str, str]
) -> tuple[dict[str, Value], list[Problem]]:
    """Add to the terms which class they are of; it follows from the type and is never typed by hand.

    Where the type is not known the terms cannot be judged: the type is reported, as a word that stands in no list.
    """
    terms, kind = data.get("terms"), classes.get(str(data.get("type")))
    if not isinstance(terms, dict):
        return data, []
    if kind not in TERMS:
        known = f"the type '{data.get('type')}' takes no terms of its own"
        without = {name: value for name, value in data.items() if name != "terms"}
        surplus = Problem(known, ("terms",), "say it in another field, or in notes", key=True, code="S008")
        return without, [] if kind is None else [surplus]
    typed = Problem("'kind' is not a field here", ("terms", "kind"), "it follows from the type", key=True, code="S002")
    return {**data, "terms": {**terms, "kind": kind}}, [typed] if "kind" in terms else []


def _problems(model: type[BaseModel], error: ValidationError, data: Value) -> Iterator[Problem]:
    """Say in our own words what Pydantic found, once for each place.

    A list whose entries are wrong counts as too short besides: that is not said. Of what could stand in one place
    instead, such as a number or a word for why there is none, the first is named.
    """
    details = [(detail, _route(detail, data)) for detail in error.errors(include_url=False)]
    inside = {route[:length] for _, route in details for length in range(len(route))}
    told = (
        _problem(model, detail, route)
        for detail, route in details
        if detail["type"] != "too_short" or route not in inside
    )
    first: dict[Route, Problem] = {}
    for problem in told:
        first.setdefault(problem.route, problem)
    yield from first.values()


def _problem(model: type[BaseModel], detail: Any, route: Route) -> Problem:  # noqa: ANN401 -- a TypedDict private to Pydantic
    kind, location, name = detail["type"], detail["loc"], _name(route)
    if kind == "missing":
        return Problem(f"{name} is missing", route, _description(model, location), code="S001", key=True)
    if kind == "extra_forbidden":
        return Problem(f"{name} is not a field here", route, _meant(model, location), code="S002", key=True)
    if kind == "too_short":
        return Problem(f"{name} is empty", route, "give it one entry or more", code="S001", key=True)
    if kind == "greater_than_equal":
        return Problem(f"{detail['input']} is less than {detail['ctx']['ge']}", route, code="S007")
    if kind.startswith("S0"):
        return Problem(detail["msg"], route, code=kind, key=location[-1] == "[key]")
    wanted = KINDS.get(kind, "another kind of value")
    return Problem(
        f"{name} must be {wanted}, not {_called(detail['input'])}", route, _remedy(kind, detail["input"]), code="S003"
    )


def _name(route: Route) -> str:
    """Say what a value is called: its field, or which entry of a list it is."""
    last = route[-1] if route else ""
    return f"'{last}'" if isinstance(last, str) else f"entry {last + 1} of '{route[-2]}'"


def _route(detail: Any, data: Value) -> Route:  # noqa: ANN401 -- as above
    """Follow Pydantic's location through the data; names of unions and of their members are not in it."""
    parts, route, here = detail["loc"], [], data
    for position, part in enumerate(parts):
        inside = isinstance(here, dict) and part in here
        if inside or (isinstance(here, tuple) and isinstance(part, int) and part < len(here)):
            route.append(part)
            here = here[part]  # type: ignore[index]
        elif detail["type"] == "missing" and position == len(parts) - 1:
            route.append(part)
    return tuple(route)


def _called(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case tuple():
            return "a list"
        case dict():
            return "fields and their values"
        case _:
            return "text"


def _remedy(kind: str, value: object) -> str:
    if kind == "string_type" and isinstance(value, bool | int | float):
        return "put it in quotes to make it text"
    if kind == "string_type" and value is None:
        return "leave the field out, or give it a value"
    return "begin each entry with '- '" if kind == "tuple_type" else ""


def _model_at(model: type[BaseModel], location: Route) -> type[BaseModel] | None:
    """Find the class that describes the mapping in which Pydantic's location ends; terms name theirs on the way."""
    here: Any = model
    for part in location[:-1]:
        if part in TERMS:
            here = TERMS[str(part)]
        elif isinstance(part, str):
            inner = list(models_in(here.model_fields[part].annotation)) if here and part in here.model_fields else []
            here = inner[0] if len(inner) == 1 else None
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _fields(model: type[BaseModel], location: Route) -> dict[str, str]:
    """Give the fields that may stand where a location ends, with their descriptions; `kind` is never typed by hand."""
    found = _model_at(model, location)
    described = found.model_fields.items() if found else ()
    own = {field.alias or name: field.description or "" for name, field in described}
    return {name: text for name, text in own.items() if text}


def _description(model: type[BaseModel], location: Route) -> str:
    return _fields(model, location).get(str(location[-1]), "")


def _meant(model: type[BaseModel], location: Route) -> str:
    known = _fields(model, location)
    close = get_close_matches(str(location[-1]), known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"known here: {', '.join(known)}" if known else ""
