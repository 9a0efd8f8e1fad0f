"""What the front page and the page of a commitment show beside the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeAlias
from urllib.parse import urlencode

from datasette import Request
from datasette.app import Datasette
from datasette.utils import tilde_decode
from pluggy import HookimplMarker

from commitments.ask import record
from commitments.browse.questions import QUESTIONS
from commitments.imprint import NAME
from commitments.render.record import facts, origin, speaker

Parts: TypeAlias = dict[str, Any]
"""What a template is filled with, by name."""

hook = HookimplMarker("datasette")
LISTED = ("id", "title", "parties", "strength_label", "beneficiary_name", "stated_on", "status", "hangs_on")
"""The columns of a commitment that the list of all shows."""


@hook
def extra_template_vars(
    table: str | None, view_name: str, request: Request, datasette: Datasette
) -> Callable[[], Awaitable[Parts]]:
    """Give the front page its questions and tables, and the page of a commitment the whole record."""

    async def parts() -> Parts:
        if view_name == "index":
            return await _front(datasette)
        if (view_name, table) == ("row", "commitment"):
            found: Parts = await datasette.get_database(NAME).execute_fn(
                partial(_commitment, tilde_decode(request.url_vars["pks"]))
            )
            return found
        return {}

    return parts


async def _front(datasette: Datasette) -> Parts:
    database, told = datasette.get_database(NAME), datasette.metadata("tables", database=NAME)
    tables = [
        {"name": name, "description": told[name]["description"], "rows": rows}
        for name, rows in sorted((await database.table_counts()).items())
        if name in told and not told[name].get("hidden")
    ]
    return {
        "name": NAME,
        "questions": QUESTIONS,
        "tables": tables,
        "columns": urlencode([("_col", column) for column in LISTED]),
        "pledges": (await database.execute("SELECT count(*) FROM pledge")).single_value(),
    }


def _commitment(record_id: str, connection: sqlite3.Connection) -> Parts:
    whole = record.whole(connection, record_id)
    evidence = [{**words, "speaker": speaker(words), "told": origin(words)} for words in whole["evidence"]]
    return {"record": {**whole, "evidence": evidence}, "facts": list(facts(whole))}
