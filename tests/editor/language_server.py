"""A language server for YAML, as an editor runs it: a process that is spoken to in JSON-RPC on its standard streams."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

PATIENCE = 60.0
"""Seconds to wait for an answer, on a slow machine."""


class LanguageServer:
    """One session of yaml-language-server with the settings of an editor; lines and columns count from 1."""

    def __init__(self, process: subprocess.Popen[bytes], settings: dict[str, Any], root: Path) -> None:
        """Introduce the editor to a server that has just been started."""
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin: IO[bytes] = process.stdin
        self._settings = settings
        self._root = root
        self._numbers = count(1)
        self._answers: Queue[dict[str, Any]] = Queue()
        self._published: Queue[dict[str, Any]] = Queue()
        self._marks: dict[str, list[tuple[int, str]]] = {}
        self.asked: set[str] = set()
        Thread(target=self._listen, args=(process.stdout,), daemon=True).start()
        self._introduce()

    def complete(self, path: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Give what can stand at a place of an open file, by its label."""
        found = self._request("textDocument/completion", self._place(path, line, column))
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: str, line: int, column: int) -> str:
        """Give what is shown when the mouse rests on a place of an open file."""
        found = self._request("textDocument/hover", self._place(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def open(self, path: str, text: str) -> None:
        """Open a file, which need not be on the disk."""
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def marks(self, path: str) -> list[tuple[int, str]]:
        """Give the line and the message of everything that is marked in a file that was opened."""
        uri = self._uri(path)
        while uri not in self._marks:
            found = self._published.get(timeout=PATIENCE)
            marks = [(each["range"]["start"]["line"] + 1, each["message"]) for each in found["diagnostics"]]
            self._marks[found["uri"]] = sorted(marks)
        return self._marks.pop(uri)

    def _introduce(self) -> None:
        completion = {"completionItem": {"documentationFormat": ["plaintext"], "snippetSupport": True}}
        workspace = {"configuration": True, "workspaceFolders": True}
        uri = self._root.as_uri()
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": self._root.name}],
                "capabilities": {
                    "workspace": workspace,
                    "textDocument": {"completion": completion, "publishDiagnostics": {}},
                },
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}})

    def _request(self, method: str, parameters: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- whatever JSON is answered
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        answer = self._answers.get(timeout=PATIENCE)
        assert answer["id"] == number, answer
        assert "error" not in answer, answer
        return answer["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._stdin.flush()

    def _listen(self, stream: IO[bytes]) -> None:
        for message in _messages(stream):
            if "method" not in message:
                self._answers.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._published.put(message["params"])
            elif "id" in message:
                self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        """Give a server the settings it asks for, and nothing else that it may ask of an editor."""
        self.asked.add(message["method"])
        result = None
        if message["method"] == "workspace/configuration":
            result = [self._settings.get(item["section"]) for item in message["params"]["items"]]
        self._send({"id": message["id"], "result": result})

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _place(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": self._uri(path)},
            "position": {"line": line - 1, "character": column - 1},
        }


def _messages(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    while header := stream.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            header = stream.readline()
        yield json.loads(stream.read(length))


@contextmanager
def started(
    command: list[str], settings: dict[str, Any], root: Path, environment: Mapping[str, str]
) -> Iterator[LanguageServer]:
    """Start a language server for a folder, and stop it afterwards."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root, env=environment) as process:
        try:
            yield LanguageServer(process, settings, root)
        finally:
            process.kill()
