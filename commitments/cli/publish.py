"""Commands that publish: build, verify, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commitments import dataset as datasets
from commitments.cli.options import DatabaseOption, DatasetOption, say, shown

app = typer.Typer()


@app.command()
def build(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build even if the database is as new as the data.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out records with errors, and build the rest.")
    ] = False,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Check the data and build the database from it.

    Example: commitments build --db commitments.sqlite
    """
    from commitments.store import publishing

    found = datasets.find(dataset)
    done = publishing.publish(found, Path(db) if db else found.database, rebuild=rebuild, keep_going=keep_going)
    for line in done.told:
        say(line)
    if done.built:
        typer.echo(shown(done.path))
    raise typer.Exit(1 if done.errors else 0)


@app.command()
def verify(dataset: DatasetOption = None, db: DatabaseOption = None) -> None:
    """Prove that the database says what the data says; exit 1 when it does not.

    Example: commitments verify --db commitments.sqlite
    """
    from commitments.store import verification

    found = datasets.find(dataset)
    differences = verification.verify(found, Path(db) if db else found.database)
    for line in differences:
        say(line)
    if not differences:
        say("the database is whole, and says what the data says")
    raise typer.Exit(1 if differences else 0)


@app.command()
def schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is not current.")] = False,
    dataset: DatasetOption = None,
) -> None:
    """Write the JSON Schemas, database.sql and the codebook into schema/.

    Example: commitments schema --check
    """
    from commitments.curate import additions
    from commitments.store import schemas

    found = datasets.find(dataset)
    additions.refuse_installed(found)
    stale = schemas.write(found, check=check)
    for path in stale:
        say(f"{path} {'is not current' if check else 'written'}")
    raise typer.Exit(1 if check and stale else 0)
