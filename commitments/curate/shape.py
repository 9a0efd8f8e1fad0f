"""From plain data to a record: every field is there, known, and of the kind that the model asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from commitments.curate.document import Document, Value
from commitments.curate.problems import Problem
from commitments.model.fields import Route
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
    """Add to the terms which class they are of; it follows from the type and is never typed by hand."""
    terms, kind = data.get("terms"), classes.get(str(data.get("type")))
    if not isinstance(terms, dict):
        return data, []
    if kind not in TERMS:
        known = f"the type '{data.get('type')}' takes no terms of its own"
        without = {name: value for name, value in data.items() if name != "terms"}
        return without, [Problem(known, ("terms",), "say it in another field, or in notes", key=True, code="S008")]
    typed = Problem("'kind' is not a field here", ("terms", "kind"), "it follows from the type", key=True, code="S002")
    return {**data, "terms": {**terms, "kind": kind}}, [typed] if "kind" in terms else []


def _problems(model: type[BaseModel], error: ValidationError, data: Value) -> Iterator[Problem]:
    """Say in our own words what Pydantic found, once for each place.

    A list whose entries are wrong counts as too short besides: that is not said.
    """
    details = [(detail, _route(detail["loc"], data)) for detail in error.errors(include_url=False)]
    inside = {route[:length] for _, route in details for length in range(len(route))}
    told = (
        _problem(model, detail, route)
        for detail, route in details
        if detail["type"] != "too_short" or route not in inside
    )
    yield from {(problem.code, problem.route): problem for problem in told}.values()


def _problem(model: type[BaseModel], detail: Any, route: Route) -> Problem:  # noqa: ANN401 -- a TypedDict private to Pydantic
    kind, name = detail["type"], str(route[-1]) if route else ""
    if kind == "missing":
        return Problem(f"'{name}' is missing", route, _description(model, route), code="S001", key=True)
    if kind == "extra_forbidden":
        return Problem(f"'{name}' is not a field here", route, _meant(name, model, route), code="S002", key=True)
    if kind == "too_short":
        return Problem(f"'{name}' needs at least {detail['ctx']['min_length']}", route, code="S001", key=True)
    if kind == "greater_than_equal":
        return Problem(f"{detail['input']} is less than {detail['ctx']['ge']}", route, code="S007")
    if kind.startswith("S0"):
        return Problem(detail["msg"], route, code=kind)
    wanted = KINDS.get(kind, "another kind of value")
    return Problem(
        f"'{name}' must be {wanted}, not {_called(detail['input'])}", route, _remedy(kind, detail["input"]), code="S003"
    )


def _route(location: Iterable[str | int], data: Value) -> Route:
    """Follow Pydantic's location through the data; names of unions and of their members are not in it."""
    parts, route, here = list(location), [], data
    for position, part in enumerate(parts):
        inside = isinstance(here, dict) and part in here
        if inside or (isinstance(here, tuple) and isinstance(part, int) and part < len(here)):
            route.append(part)
            here = here[part]  # type: ignore[index]
        elif isinstance(here, dict) and position == len(parts) - 1 and isinstance(part, str):
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


def _model_at(model: type[BaseModel], route: Route) -> type[BaseModel] | None:
    """Find the class that describes the mapping in which a route ends."""
    here: Any = model
    for part in route[:-1]:
        if isinstance(part, str):
            here = _model_in(here.model_fields[part].annotation) if here and part in here.model_fields else None
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 -- any type annotation may stand here
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part))]
    return inner[0] if len(inner) == 1 else None


def _description(model: type[BaseModel], route: Route) -> str:
    found = _model_at(model, route)
    described = found.model_fields.get(str(route[-1])) if found else None
    return (described.description or "") if described else ""


def _meant(name: str, model: type[BaseModel], route: Route) -> str:
    found = _model_at(model, route)
    known = [field.alias or key for key, field in found.model_fields.items()] if found else []
    close = get_close_matches(name, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"known here: {', '.join(known)}" if known else ""
