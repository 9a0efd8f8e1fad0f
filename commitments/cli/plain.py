"""Plain values of the command line, taken as they were typed."""

from __future__ import annotations

import re
from typing import Any

import typer

WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


def take_plain_values(command: Any) -> None:  # noqa: ANN401 -- a command or group of Typer, whose class has no public name
    """Let texts, lists of texts and whole numbers pass unjudged, in a command and in all that it groups."""
    for param in command.get_params(typer.Context(command)):  # with --help
        # From 0.29 on Typer judges even a text by way of Pydantic, which takes as long to import as all of Typer.
        # Versions that do not, before or after, have no such attribute, and nothing is changed in them.
        if getattr(param, "_runtime_param", param) is None:
            param._runtime_param = PlainValue()  # noqa: SLF001 -- there is no public way
    for grouped in getattr(command, "commands", {}).values():
        take_plain_values(grouped)


class PlainValue:
    """Stands where Typer has what judges a value; what is not plain, or out of bounds, goes to Typer's own judge."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 -- Typer's own types
        """Give the value of a parameter as its command takes it."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        wanted = param.type_descriptor.annotation
        if wanted is str:
            return str(value)
        if wanted == list[str] and not isinstance(value, str):
            return list(value)
        if wanted is int and _is_within(str(value), param.type_descriptor.parameter_info):
            return int(value)
        param._runtime_param = None  # noqa: SLF001 -- as above
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def _is_within(text: str, bounds: Any) -> bool:  # noqa: ANN401 -- likewise
    """Whether a text is a whole number within bounds, either of which there need not be."""
    if not WHOLE.fullmatch(text):
        return False
    number = int(text)
    return (bounds.min is None or number >= bounds.min) and (bounds.max is None or number <= bounds.max)
