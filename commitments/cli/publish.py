"""Commands that publish: build, verify, browse, export, schema."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from commitments import dataset as datasets
from commitments.cli.options import (
    DatabaseOption,
    DatasetOption,
    FormatOption,
    OutputOption,
    address,
    chosen,
    named_form,
    opened,
    opened_file,
    say,
    screen_width,
    shown,
    write,
)
from commitments.cli.progress import Progress
from commitments.findings import CommitmentsError
from commitments.imprint import installing

app = typer.Typer()


@app.command("build")
def build(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build even if the database is as new as the data.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out records with errors, and build the rest.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="On a server: go back to what was published before, and build nothing.")
    ] = False,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Check the data and build the database from it; with the address of a server, publish it there.

    Examples: commitments build --db commitments.sqlite; commitments build --db postgresql+psycopg://db.example.org/desk
    """
    from commitments.store import publishing

    there = address(db)
    if rollback:
        if rebuild or keep_going:
            raise CommitmentsError("--rollback builds nothing: it goes with no other option but --db")
        _roll_back(there)
        return
    found = datasets.find(dataset)
    place = Path(db) if db and not there else found.database
    done = publishing.publish(found, place, rebuild=rebuild, keep_going=keep_going, watch=Progress())
    for line in done.told:
        say(line)
    if done.built and there:
        _publish(there, done.path, anew=rebuild)
    elif done.built:
        typer.echo(shown(done.path))
    raise typer.Exit(1 if done.errors else 0)


def _publish(there: str, path: Path, *, anew: bool) -> None:
    from commitments.store.postgresql import publishing
    from commitments.store.postgresql.address import place

    done = publishing.publish(there, path, anew=anew)
    if not done.readers:
        say(f"WARNING: there is no role {publishing.readers()}, so that nobody but the publisher can read it")
    if not done.new:
        say("what is published there is as new as the data")
    typer.echo(f"{place(there)}, publication {done.number}")


def _roll_back(there: str | None) -> None:
    if not there:
        raise CommitmentsError("--rollback is for a server: a database file is built anew in a moment")
    from commitments.store.postgresql import publishing
    from commitments.store.postgresql.address import place

    typer.echo(f"{place(there)}, publication {publishing.roll_back(there)}")


@app.command("verify")
def verify(dataset: DatasetOption = None, db: DatabaseOption = None) -> None:
    """Prove that the database says what the data says; exit 1 when it does not.

    Example: commitments verify --db commitments.sqlite
    """
    found = datasets.find(dataset)
    for line in (differences := _differences(found, db)):
        say(line)
    if not differences:
        say("the database is whole, and says what the data says")
    raise typer.Exit(1 if differences else 0)


def _differences(found: datasets.Dataset, db: str | None) -> list[str]:
    if there := address(db):
        from commitments.store.postgresql import verification as published

        return published.verify(found, there)
    from commitments.store import verification

    return verification.verify(found, Path(db) if db else found.database)


@app.command("browse")
def browse(
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=0, max=65535, help="Port on 127.0.0.1; 0 is any free one.")
    ] = 8001,
    no_open: Annotated[bool, typer.Option("--no-open", help="Name the address, and open no browser.")] = False,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Look at the database in a browser: questions, filters, every table. Shown to this machine alone, until Ctrl-C.

    Example: commitments browse --port 0 --no-open
    """
    if not find_spec("datasette"):
        raise CommitmentsError(f"the pages need Datasette: {installing('browse')}")
    from commitments.browse import server

    with opened_file(dataset, db) as connection:
        server.serve(connection, port, say, shown=not no_open)


@app.command("export")
def export(
    directory: Annotated[str, typer.Argument(metavar="DIR", help="A new folder, or that of an earlier export.")],
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="csv, jsonl or parquet; repeatable; all unless named."),
    ] = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write every table as CSV, JSON Lines and Parquet, with the database, a data package and checksums.

    Parquet needs pyarrow: pip install '.[parquet]' in the folder of the project.

    Examples: commitments export commitments-2026-11; commitments export tables -f csv -f jsonl
    """
    from commitments.export import folder, forms

    named = [chosen(forms.FORMS, name) for name in formats or forms.FORMS]
    with opened_file(dataset, db) as connection:
        folder.export(connection, Path(directory), [form for form in forms.FORMS.values() if form in named])
    typer.echo(shown(Path(directory)))


@app.command("schema")
def schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is not current.")] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help="Write nothing; explain the tables and views of the database.")
    ] = False,
    form: FormatOption = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write the JSON Schemas, database.sql and the codebook into schema/; or explain the tables of the database.

    Examples: commitments schema --check; commitments schema --tables; commitments schema --tables -f markdown
    """
    if tables and check:
        raise CommitmentsError("--check holds the files in schema/, and --tables explains the database: ask for one")
    if tables:
        _explain_tables(form, output, dataset, db)
        return
    if output or form:
        raise CommitmentsError("--format and --output are for --tables: the files in schema/ have names of their own")
    from commitments.curate import additions
    from commitments.store import schemas

    found = datasets.find(dataset)
    additions.refuse_installed(found)
    stale = schemas.write(found, check=check)
    for path in stale:
        say(f"{path} {'is not current' if check else 'written'}")
    raise typer.Exit(1 if check and stale else 0)


def _explain_tables(form: str | None, output: str | None, dataset: str | None, db: str | None) -> None:
    from commitments.render import dictionary as render
    from commitments.render import tables
    from commitments.store.dictionary import dictionary

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    with opened(dataset, db) as connection:
        told = dictionary(connection)
    write(write_table(render.listing(told), screen_width()), output)
