"""The command line: what a person may type, and nothing else."""

from __future__ import annotations

import os
import sys

import typer

from commitments.cli import ask, curate, publish
from commitments.escaping import for_terminal
from commitments.findings import CommitmentsError

app = typer.Typer(
    help="Who promised what to whom, in which words, on which conditions, and what came of it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for commands in (ask.app, curate.app, publish.app):
    app.add_typer(commands)


def main() -> None:
    """Run the command line: exit 0 when answered, 1 with findings, 2 for a request that cannot be answered."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except CommitmentsError as error:
        typer.echo(f"commitments: {for_terminal(str(error))}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


__all__ = ["app", "main"]
