"""The command line: what a person may type, and nothing else."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO, TextIOWrapper
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn, Protocol, TextIO, runtime_checkable

from commitments.english import quoted
from commitments.escaping import as_unicode, for_terminal, on_a_line
from commitments.findings import CommitmentsError, reason

if TYPE_CHECKING:
    import typer


@runtime_checkable
class Wrong(Protocol):
    """What Typer raises for a wrong option or argument; its class has no public name."""

    exit_code: int

    def show(self, file: TextIO) -> None:
        """Write what is wrong, and how the command is used."""


COMPLETING = "_COMMITMENTS_COMPLETE"
"""The environment variable by which a shell asks what it can offer."""
COMMANDS = MappingProxyType(
    {
        **dict.fromkeys(("list", "show", "search", "brief"), "ask"),
        **dict.fromkeys(("stats", "matrix", "timeline", "compare", "sql"), "survey"),
        **dict.fromkeys(("check", "diff", "fmt", "quote", "rules"), "curate"),
        "new": "write",
        **dict.fromkeys(("build", "verify", "browse", "export", "schema"), "publish"),
    }
)
"""Every command with the module that holds it; only that of the command that is called is imported."""
MUCH = 100_000
"""How many objects there are to be more of before it is looked which of them nobody can reach."""


def app(called: str = "") -> typer.Typer:
    """Make the command line: with all commands, or with the one that is called alone, if there is such a one."""
    import typer

    whole = typer.Typer(
        help="Who promised what to whom, in which words, on which conditions, and what came of it.",
        no_args_is_help=True,
        add_completion=called not in COMMANDS,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for module in dict.fromkeys([COMMANDS[called]] if called in COMMANDS else COMMANDS.values()):
        commands: typer.Typer = import_module(f"commitments.cli.{module}").app
        whole.add_typer(_alone(commands, called) if called in COMMANDS else commands)
    return whole


def _alone(commands: typer.Typer, called: str) -> typer.Typer:
    """Leave out all commands but one; a group of commands stays whole."""
    import typer

    kept = typer.Typer()
    kept.registered_groups = commands.registered_groups
    kept.registered_commands = [command for command in commands.registered_commands if command.name == called]
    return kept


def main() -> None:
    """Run the command line: exit 0 when answered, 1 with findings, 2 for a request that cannot be answered."""
    _gather_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a closed stream is none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(_run(list(map(_typed, sys.argv[1:]))))
    except BrokenPipeError:
        _discard(sys.stdout)
        sys.exit(0)
    except CommitmentsError as error:
        _refuse(str(error))
    except UnicodeEncodeError as error:
        _refuse(_why_not_written(error))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        _refuse(_why_not_read(error))
    except OSError as error:
        place = f"'{error.filename}' cannot be used" if error.filename else "the output cannot be written"
        _refuse(f"{place}: {reason(error)}")


def _gather_seldom() -> None:
    """Spare an answer the looking for objects that nobody can reach, which takes about a tenth of its time."""
    gc.set_threshold(MUCH)
    atexit.register(gc.freeze)  # the end of the program would look once more


def _run(arguments: Sequence[str]) -> int:
    """Run the command that is called, and give how it ends; what is typed wrongly is told with nothing hidden in it."""
    import typer
    from typer.main import get_command

    from commitments.cli.plain import take_plain_values

    called = [] if COMPLETING in os.environ else arguments[:1]
    command = get_command(app(*called))
    take_plain_values(command)
    try:
        return int(command.main(arguments, standalone_mode=False) or 0)
    except typer.Abort:
        typer.echo("Aborted!", err=True)
        return 1
    except Exception as error:
        if not isinstance(error, Wrong):
            raise
        told = StringIO()
        error.show(told)
        typer.echo(for_terminal(told.getvalue()), err=True, nl=False)
        return error.exit_code


def _typed(argument: str) -> str:
    """Read an argument as UTF-8 whatever the locale; one that is not UTF-8 stays as Python read it."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _why_not_read(error: sqlite3.DatabaseError | UnicodeDecodeError) -> str:
    from commitments.store import database

    if database.is_locked(error):
        return f"the database {database.IN_USE}"
    if database.is_unreadable(error):
        return f"the database cannot be read ({error}): try again"
    return (
        f"the database is damaged ({database.told_by_sqlite(error)}): build it anew with `commitments build --rebuild`"
    )


def _why_not_written(error: UnicodeEncodeError) -> str:
    text = as_unicode(str(error.object))
    if error.encoding == "utf-8":
        return f"{quoted(text)} is not UTF-8 text"
    return f"{quoted(text)} cannot be said in the encoding of this terminal, {error.encoding}: set PYTHONUTF8=1"


def _refuse(why: str) -> NoReturn:
    import typer

    with contextlib.suppress(OSError):
        typer.echo(f"commitments: {on_a_line(why)}", err=True)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            _discard(stream)
    sys.exit(2)


def _discard(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that the end of the program does not try it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


__all__ = ["app", "main"]
