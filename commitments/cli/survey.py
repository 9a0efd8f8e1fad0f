"""Commands that look across records: stats, matrix, timeline, compare, sql."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli import completion
from commitments.cli.filters import (
    AsOfOption,
    BeneficiaryOption,
    ConditionOption,
    CountryOption,
    HappenedSinceOption,
    HappenedUntilOption,
    InstrumentOption,
    SinceOption,
    TypeOption,
    UntilOption,
    wanted,
)
from commitments.cli.options import (
    DatabaseOption,
    DatasetOption,
    FormatOption,
    LimitOption,
    OutputOption,
    PictureOption,
    ThemeOption,
    chosen,
    named_form,
    opened,
    picture,
    say,
    screen_width,
    words,
    write,
)
from commitments.findings import CommitmentsError

app = typer.Typer()


@app.command("stats")
def stats(
    countries: CountryOption = None,
    types: TypeOption = None,
    beneficiary: BeneficiaryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="KEY", help="family, type, strength, status, country, year, coverage; repeatable."
        ),
    ] = None,
    quality: Annotated[
        bool, typer.Option("--quality", help="Instead, how good the data is: what its values rest on.")
    ] = False,
    form: FormatOption = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Count commitments by family, strength, status, country and year, or measure what they rest on.

    Examples: commitments stats; commitments stats -c Germany --by type; commitments stats --quality -f json
    """
    from commitments.ask import quality as measures
    from commitments.ask import stats as counting
    from commitments.render import stats as render
    from commitments.render import tables

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    asked = wanted(types=types, beneficiary=beneficiary, since=since, until=until, as_of=as_of)
    if quality and (countries or by or asked != wanted()):
        raise CommitmentsError("--quality measures the whole database: leave out --by and what narrows it down")
    with opened(dataset, db) as connection:
        if quality:
            listing = render.shares(measures.quality(connection))
        else:
            groups, remarks = counting.answer(connection, asked, countries or (), by or ())
            say(*remarks)
            listing = render.listing(groups, bars=screen_width() is not None)
    write(write_table(listing, screen_width()), output)


@app.command("matrix")
def matrix(
    countries: CountryOption = None,
    types: TypeOption = None,
    beneficiary: BeneficiaryOption = None,
    instrument: InstrumentOption = None,
    condition: ConditionOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHAT", help="Columns by type or by family of guarantee.")
    ] = None,
    form: FormatOption = None,
    output: PictureOption = None,
    theme: ThemeOption = "light",
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Set actors against types of guarantee: in each cell the firmest word, and what it hangs on.

    What has ended is left out; with --as-of, what did not stand on that day.

    Examples: commitments matrix --beneficiary Ukraine; commitments matrix --type force-presence -f markdown;
    commitments matrix --beneficiary Ukraine -o matrix.svg
    """
    from commitments.ask import matrix as asking
    from commitments.ask.heading import heading
    from commitments.render import charts, tables
    from commitments.render import matrix as render

    write_table, kind = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output)), picture(output, form)
    colours = chosen(charts.THEMES, theme, "theme")
    asked = wanted(
        types=types, beneficiary=beneficiary, instrument=instrument, condition=condition, since=since, until=until,
        as_of=as_of,
    )  # fmt: skip
    with opened(dataset, db) as connection:
        made, remarks = asking.matrix(connection, asked, countries or (), by)
        told = heading(connection, asked, countries or ())
    say(*remarks)
    if kind:
        _write_picture(charts.matrix(made, told, kind, colours), output)
    else:
        write(write_table(render.listing(made), screen_width()), output)


@app.command("timeline")
def timeline(
    countries: CountryOption = None,
    types: TypeOption = None,
    beneficiary: BeneficiaryOption = None,
    instrument: InstrumentOption = None,
    since: HappenedSinceOption = None,
    until: HappenedUntilOption = None,
    form: FormatOption = None,
    output: PictureOption = None,
    theme: ThemeOption = "light",
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Tell what happened when: steps of commitments and of their instruments. Markdown has a Mermaid diagram.

    Examples: commitments timeline -c Poland; commitments timeline -t troops --since 2026 -f markdown;
    commitments timeline -c Poland -o poland.png
    """
    from commitments.ask import names
    from commitments.ask import timeline as asking
    from commitments.ask.heading import heading
    from commitments.render import charts, tables
    from commitments.render import timeline as render

    named, kind = named_form(tables.FORMATS, form, output), picture(output, form)
    write_table, colours = chosen(tables.FORMATS, named), chosen(charts.THEMES, theme, "theme")
    asked = wanted(types=types, beneficiary=beneficiary, instrument=instrument, since=since, until=until)
    with opened(dataset, db) as connection:
        events, remarks = asking.timeline(connection, asked, countries or ())
        told, families = heading(connection, asked, countries or ()), names.labels(connection, "guarantee-families")
    say(*remarks)
    if kind:
        _write_picture(charts.timeline(events, families, told, kind, colours), output)
        return
    text = render.markdown(events) if named == "markdown" else write_table(render.listing(events), screen_width())
    write(text, output)


def _write_picture(drawn: tuple[bytes, list[str]], output: str | None) -> None:
    """Write a picture, and say what there is to say beside it."""
    content, remarks = drawn
    say(*remarks)
    write(content, output)


@app.command("compare")
def compare(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...", autocompletion=completion.compared, help="Two or more instruments, or countries."
        ),
    ],
    types: TypeOption = None,
    beneficiary: BeneficiaryOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Set instruments or countries side by side, field by field, with the differences marked.

    What has ended is left out; with --as-of, what did not stand on that day.

    Examples: commitments compare France Germany -t force-presence;
    commitments compare paris-declaration-2026-01-06 budapest-memorandum-1994-12-05
    """
    from commitments.ask import comparison
    from commitments.render import comparison as render
    from commitments.render import tables

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    asked = wanted(types=types, beneficiary=beneficiary, as_of=as_of)
    with opened(dataset, db) as connection:
        compared, remarks = comparison.compare(connection, names, asked)
    say(*remarks)
    write(write_table(render.listing(compared), screen_width()), output)


@app.command("sql")
def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A SELECT; - reads it from standard input.")],
    limit: LimitOption = 10_000,
    form: FormatOption = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Ask in SQL. Nothing can be changed; `commitments schema --tables` explains tables and views.

    Examples: commitments sql "SELECT type, count(*) FROM commitment GROUP BY type";
    commitments sql - -f csv < query.sql
    """
    from commitments.ask import statements
    from commitments.render import statements as render
    from commitments.render import tables

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    with opened(dataset, db) as connection:
        result = statements.run(connection, words(query, "there is no query: write a SELECT"), limit)
    write(write_table(render.listing(result), screen_width()), output)
    if result.cut:
        say(f"shown {'is the first row' if limit == 1 else f'are the first {limit} rows'}; there are more")
