"""The CSV that the pages give out, with nothing in it that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
import re

from commitments.browse.fence import App, Message, Receive, Send
from commitments.escaping import for_spreadsheet

KINDS = (b"text/csv", b"text/plain")
"""What Datasette calls CSV: a file, and what a browser shows; it calls nothing else so."""
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


def defused(app: App) -> App:
    """Let answers pass as they are, but for CSV, which is given out when it is there whole."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        held: list[bytes] = []
        is_csv = False

        async def give(message: Message) -> None:
            nonlocal is_csv
            if message["type"] == "http.response.start":
                is_csv = dict(message["headers"]).get(b"content-type", b"").startswith(KINDS)
            elif is_csv:
                held.append(message.get("body", b""))
                if message.get("more_body"):
                    return
                message = {**message, "body": written(b"".join(held).decode()).encode()}
            await send(message)

        await app(scope, receive, give)

    return answer


def written(text: str) -> str:
    """Write CSV anew, with texts that would be formulas as texts."""
    told = io.StringIO()
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(told).writerows(
        [cell if NUMBER.fullmatch(cell) else for_spreadsheet(cell) for cell in row] for row in rows
    )
    return told.getvalue()
