"""How a value is shown: ids as links, and a text that is read from the right beginning there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType

from datasette.app import Datasette
from datasette.utils import tilde_encode
from markupsafe import Markup
from pluggy import HookimplMarker

from commitments.escaping import runs_leftward
from commitments.imprint import NAME
from commitments.store.tables import Commitment

hook = HookimplMarker("datasette")
TABLES = Commitment.metadata.tables
REFERENCES: Mapping[tuple[str | None, str], str] = MappingProxyType(
    {
        (table.name, key.parent.name): key.column.table.name
        for table in TABLES.values()
        for key in table.foreign_keys
        if key.constraint and len(key.constraint.columns) == 1
    }
)
"""The table that a column of a table refers to, where one column does."""
LINKED = MappingProxyType({column: target for (_, column), target in REFERENCES.items()} | {"pledge.id": "commitment"})
"""The table that an id in a view, or in an answer, is the id of."""


@hook
def render_cell(
    value: object, column: str, table: str | None, datasette: Datasette
) -> Markup | Callable[[], Awaitable[Markup]] | None:
    """Link ids where Datasette does not, and lay out texts in the direction in which they are read."""
    target = REFERENCES.get((table, column))
    if target and isinstance(value, dict):
        return _reference(target, value["value"], value["label"])
    if not isinstance(value, str):
        return None
    if target:
        return partial(_named, datasette, (str(table), column), target, value)
    if table not in TABLES and (target := LINKED.get(f"{table}.{column}") or LINKED.get(column)):
        return _link(target, value, value)
    if runs_leftward(value):
        return Markup('<div dir="auto">{}</div>').format(value)
    return None


async def _named(datasette: Datasette, of: tuple[str, str], target: str, value: str) -> Markup:
    """A reference on the page of a row, where Datasette has not looked its name up as it does in a table."""
    table, column = of
    names = await datasette.expand_foreign_keys(NAME, table, column, [value])
    return _reference(target, value, names.get((column, value), value))


def _reference(target: str, value: str, name: str) -> Markup:
    return _link(target, value, name) + Markup(" <em>{}</em>").format(value)


def _link(target: str, value: str, name: str) -> Markup:
    return Markup('<a href="/{}/{}/{}" dir="auto">{}</a>').format(NAME, target, tilde_encode(value), name)
