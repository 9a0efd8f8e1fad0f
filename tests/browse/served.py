"""The pages as people get them: the command started, and asked over HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
WAIT = 30


@dataclass(frozen=True, slots=True)
class Pages:
    """A running `commitments browse`."""

    process: subprocess.Popen[str]
    port: int
    told: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> tuple[HTTPResponse, str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=WAIT)) as connection:
            connection.request(method, path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer, answer.read().decode()

    def rows(self, path: str, **blanks: str) -> list[dict[str, Any]]:
        """Give the rows of a table, a view or an answer."""
        answer, text = self.ask("GET", f"/commitments/{path}.json?{urlencode({**blanks, '_shape': 'array'})}")
        assert answer.status == 200, text
        found: list[dict[str, Any]] = json.loads(text)
        return found

    def end(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Stop the command; give its exit status and what it still had to say."""
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=WAIT)
        return self.process.returncode, out, err


@contextmanager
def serving(
    database: Path, options: Sequence[str] = ("--no-open",), environment: Mapping[str, str] | None = None
) -> Iterator[Pages]:
    """Start the command on a free port, and stop it in the end."""
    command = [sys.executable, "-m", "commitments", "browse", "--port", "0", "--db", str(database), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    ) as process:
        try:
            assert process.stderr
            told = process.stderr.readline()
            found = ADDRESS.match(told)
            if not found:
                process.kill()
                raise AssertionError(told + process.stderr.read())
            yield Pages(process, int(found[1]), told)
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[str]) -> None:
    """End the command as a person does, so that it clears away its copy; by force where it does not end."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
