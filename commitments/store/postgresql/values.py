"""Values as they come from a server and go there: those that SQLite has as it has them, all else as text."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from types import MappingProxyType, NoneType
from typing import Any

from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.postgres import types
from psycopg.types.bool import BoolDumper
from psycopg.types.none import NoneDumper
from psycopg.types.numeric import FloatDumper, FloatLoader, IntDumper, IntLoader
from psycopg.types.string import StrDumperUnknown, TextLoader

LONGEST_WHOLE = 1000
"""From so many digits on a whole number is told as if it had a fraction."""


class _Truth(Loader):
    """A truth value as SQLite has it: 1 or 0."""

    def load(self, data: Any) -> int:  # noqa: ANN401 -- a buffer
        return int(bytes(data) == b"t")


class _Number(Loader):
    """A number of any length, as far as Python and SQLite have such a one; else as it is written."""

    def load(self, data: Any) -> int | float | str:  # noqa: ANN401 -- a buffer
        written = bytes(data).decode()
        if written.lstrip("-").isdecimal() and len(written) < LONGEST_WHOLE:
            return int(written)
        number = float(written)
        return number if isfinite(number) else written


LOADERS: Mapping[type[Loader], tuple[str, ...]] = MappingProxyType(
    {_Truth: ("bool",), _Number: ("numeric",), IntLoader: ("int2", "int4", "int8"), FloatLoader: ("float4", "float8")}
)
"""What reads values, with the types as PostgreSQL calls them."""
DUMPERS: Mapping[type, type[Dumper]] = MappingProxyType(
    {str: StrDumperUnknown, int: IntDumper, float: FloatDumper, bool: BoolDumper, NoneType: NoneDumper}
)
"""What writes values."""


def adapters() -> AdaptersMap:
    """Give what reads and writes the values of a connection."""
    made = AdaptersMap(types=types)
    made.register_loader(0, TextLoader)
    for loader, names in LOADERS.items():
        for name in names:
            made.register_loader(name, loader)
    for kind, dumper in DUMPERS.items():
        made.register_dumper(kind, dumper)
    return made
