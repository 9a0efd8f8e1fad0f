"""Commands that ask: list, show, brief."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from commitments.cli.options import (
    DatabaseOption,
    DatasetOption,
    OutputOption,
    chosen,
    day,
    opened,
    say,
    screen_width,
    write,
)

app = typer.Typer()


@app.command("list")
def list_(
    countries: Annotated[
        list[str] | None,
        typer.Option("--country", "-c", metavar="NAME", help="A party in any role, by any of its names; repeatable."),
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", metavar="TYPE", help="A type or family of guarantee; repeatable."),
    ] = None,
    beneficiary: Annotated[
        str | None, typer.Option("--beneficiary", metavar="NAME", help="The side that is protected.")
    ] = None,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="ROLE", help="Part a party plays, such as lead; repeatable.")
    ] = None,
    stance: Annotated[
        list[str] | None, typer.Option("--stance", metavar="STANCE", help="What was said, such as pledge; repeatable.")
    ] = None,
    min_strength: Annotated[
        str | None, typer.Option("--min-strength", metavar="STRENGTH", help="This firm or firmer, such as declared.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="What came of it, as last seen; repeatable.")
    ] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", metavar="ID", help="Id of the paper it stands on.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Stated on this date or later: 2026, 2026-01 or 2026-01-06."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Stated on this date or earlier.")
    ] = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Leave out what groups say that the country belongs to.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, markdown, csv or json.")
    ] = "table",
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """List commitments by country and type of guarantee.

    Examples: commitments list -c Germany -t troops; commitments list --beneficiary Ukraine --stance pledge -f csv
    """
    from commitments.ask import questions
    from commitments.render import rows

    write_rows = chosen(rows.FORMATS, form)
    wanted = questions.Wanted(
        types=tuple(types or ()), beneficiary=beneficiary, role=tuple(role or ()),
        stance=tuple(stance or ()), min_strength=min_strength, status=tuple(status or ()), instrument=instrument,
        since=since, until=until, direct=direct,
    )  # fmt: skip
    with opened(dataset, db) as connection:
        answers = [questions.answer(connection, replace(wanted, country=name)) for name in countries or (None,)]
    for remark in (remark for answered in answers for remark in answered.remarks):
        say(remark)
    blocks = [rows.Block(heading, pledges) for answered in answers for heading, pledges in answered.blocks]
    if blocks or form in {"csv", "json"}:
        write(write_rows(blocks, screen_width()), output)


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a commitment.")],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show one commitment whole: words, hedges, conditions, and how each quotation was verified.

    Example: commitments show deu-2026-01-forward-posture
    """
    from commitments.ask import record
    from commitments.render import record as page

    write_page = chosen(page.FORMATS, form)
    with opened(dataset, db) as connection:
        found = record.whole(connection, record_id)
    write(write_page(found, screen_width()), output)


@app.command()
def brief(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A country, an organisation or a type of guarantee, by any of its names."),
    ],
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The date to write on it (YYYY-MM-DD).")
    ] = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write a briefing in Markdown on a beneficiary, a country or a type of guarantee.

    Examples: commitments brief Ukraine; commitments brief troops -o troops.md
    """
    from commitments.brief import briefing

    with opened(dataset, db) as connection:
        text = briefing.brief(connection, name, day(today))
    write(text, output)
