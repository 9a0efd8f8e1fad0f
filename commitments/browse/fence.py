"""What stands between the pages and whoever asks for them: this machine alone, reading alone, nothing from outside."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import datasette
from datasette import Response

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

TEMPLATES = Path(datasette.__file__).parent / "templates"
SCRIPTED = ("_close_open_menus.html", "_codemirror_foot.html", "table.html")
"""Templates of Datasette that have a script in them: these run, and no other that stands in a page."""
SCRIPT = re.compile("<script>(.*?)</script>", re.DOTALL)


def fenced(app: App, port: int) -> App:
    """Let in only those who read, and who ask for this machine by name; let no page fetch anything from elsewhere.

    A page of another site that has its own name point here asks by that name, and is turned away.
    """
    names = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}
    headers = _headers()

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif dict(scope["headers"]).get(b"host") not in names:
            await Response.text("ask for 127.0.0.1", status=421).asgi_send(send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await Response.text("nothing can be changed here", status=405).asgi_send(send)
        else:
            await app(scope, receive, send_with_headers)

    return answer


def _headers() -> list[tuple[bytes, bytes]]:
    policy = (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
        "object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
        f"script-src 'self' {' '.join(_scripts())}"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
    ]


def _scripts() -> Iterator[str]:
    """Name the scripts that Datasette writes into its pages, by their sha256."""
    for name in SCRIPTED:
        for script in SCRIPT.findall((TEMPLATES / name).read_text(encoding="utf-8")):
            written = script.replace("{{ datasette_allow_facet }}", "true")
            yield f"'sha256-{b64encode(sha256(written.encode()).digest()).decode()}'"
