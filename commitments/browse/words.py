"""How the pages read the database: texts made safe to show, names and words looked up, the search box of a table."""

from __future__ import annotations

import contextlib
import sqlite3

from datasette import Request
from datasette.filters import FilterArguments
from pluggy import HookimplMarker

from commitments.ask import search
from commitments.ask.statements import LONGEST
from commitments.escaping import for_terminal
from commitments.findings import CommitmentsError
from commitments.model.folding import fold
from commitments.store import views

hook = HookimplMarker("datasette")
SEARCHED = ("commitment", "pledge")
"""Tables that can be searched."""
FOUND = f"id IN (SELECT record FROM {views.SEARCHED} WHERE kind = 'commitment' AND passage_text MATCH asked(:search))"  # noqa: S608 -- our own SQL


@hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the functions for names and words, hold it to texts of some length, and show hidden characters."""
    conn.text_factory = lambda raw: for_terminal(str(raw, "utf-8", "replace"))
    conn.create_function("fold", 1, lambda text: fold(str(text)), deterministic=True)
    conn.create_function("asked", 1, _asked, deterministic=True)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def _asked(text: object) -> str:
    """What a person typed, in the language of the index; where it has no words, what nothing matches."""
    with contextlib.suppress(CommitmentsError):
        return search.matching(search.phrases(str(text)))
    return '""'


@hook(trylast=True)
def filters_from_request(request: Request, table: str) -> FilterArguments | None:
    """Answer the search box above a table from the index for words."""
    if table not in SEARCHED:
        return None
    text = request.args.get("_search") or ""
    shown = {"supports_search": True, "search": text}
    if not text:
        return FilterArguments([], extra_context=shown)
    return FilterArguments([FOUND], {"search": text}, [f"it says “{text}”"], shown)
