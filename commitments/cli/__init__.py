"""The command line: what a person may type, and nothing else."""

from __future__ import annotations

import os
import sqlite3
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer

from commitments.cli import ask, curate, publish, survey, write
from commitments.escaping import for_terminal
from commitments.findings import CommitmentsError, reason

app = typer.Typer(
    help="Who promised what to whom, in which words, on which conditions, and what came of it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for commands in (ask.app, survey.app, curate.app, write.app, publish.app):
    app.add_typer(commands)


def main() -> None:
    """Run the command line: exit 0 when answered, 1 with findings, 2 for a request that cannot be answered."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a closed stream is none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except CommitmentsError as error:
        _refuse(str(error))
    except sqlite3.DatabaseError as error:
        _refuse(f"the database is damaged ({error}): build it anew with `commitments build --rebuild`")
    except OSError as error:
        place = f"'{error.filename}' cannot be used" if error.filename else "the output cannot be written"
        _refuse(f"{place}: {reason(error)}")


def _refuse(why: str) -> NoReturn:
    typer.echo(f"commitments: {for_terminal(why)}", err=True)
    sys.exit(2)


__all__ = ["app", "main"]
