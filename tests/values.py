"""What a record says, as plain data: the ways to its values, and the same data with another value in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commitments.model.fields import Route


def routes(value: Any, route: Route = ()) -> Iterator[Route]:  # noqa: ANN401 -- whatever a record may say
    """Give the way to everything in a value, and to the value itself, which is the empty one."""
    yield route
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, tuple) else ()
    for step in steps:
        yield from routes(value[step], (*route, step))


def at(value: Any, route: Route) -> Any:  # noqa: ANN401 -- as above
    for step in route:
        value = value[step]
    return value


def put(value: Any, route: Route, new: Any) -> Any:  # noqa: ANN401 -- as above
    """Put something in a place, which a mapping need not have yet; three points take away what is there."""
    if not route:
        return new
    step, *inner = route
    changed = put(value[step], tuple(inner), new) if inner else new
    if isinstance(value, dict):
        return {name: part for name, part in {**value, step: changed}.items() if part is not ...}
    return tuple(part for part in (*value[:step], changed, *value[int(step) + 1 :]) if part is not ...)
