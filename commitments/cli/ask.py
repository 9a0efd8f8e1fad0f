"""Commands that ask for records: list, show, search, brief."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from commitments.cli import completion
from commitments.cli.filters import (
    AsOfOption,
    BeneficiaryOption,
    ConditionOption,
    CountryOption,
    DisputedOption,
    DomainOption,
    InstrumentOption,
    MinStrengthOption,
    RoleOption,
    SinceOption,
    StanceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    VerificationOption,
    VoiceOption,
)
from commitments.cli.options import (
    DatabaseOption,
    DatasetOption,
    FormatOption,
    OutputOption,
    at_least_one,
    chosen,
    day,
    opened,
    parted,
    say,
    screen_width,
    write,
)

app = typer.Typer()


@app.command("list")
def list_(
    countries: CountryOption = None,
    types: TypeOption = None,
    beneficiary: BeneficiaryOption = None,
    role: RoleOption = None,
    stance: StanceOption = None,
    min_strength: MinStrengthOption = None,
    status: StatusOption = None,
    instrument: InstrumentOption = None,
    condition: ConditionOption = None,
    domain: DomainOption = None,
    voice: VoiceOption = None,
    verification: VerificationOption = None,
    disputed: DisputedOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Leave out what groups say that the country belongs to.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="NAMES", help="Fields to show, parted by commas: id,title,status."),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option("--sort", metavar="NAMES", help="Fields to sort by, parted by commas; -stated_on turns it round."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="NUMBER", help="At most so many records.")] = None,
    form: FormatOption = "table",
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """List commitments by country, type of guarantee, condition, and whatever else a record says.

    Examples: commitments list -c Germany -t troops; commitments list --condition ceasefire-in-force;
    commitments list --condition backstop:USA; commitments list --beneficiary Ukraine --as-of 2025-12-31 -f csv
    """
    from commitments.ask import arrangement, questions
    from commitments.render import pledges, tables

    write_table = chosen(tables.FORMATS, form)
    wanted = questions.Wanted(
        types=tuple(types or ()), beneficiary=tuple(beneficiary or ()), role=tuple(role or ()),
        stance=tuple(stance or ()), min_strength=min_strength, status=tuple(status or ()),
        instrument=tuple(instrument or ()), condition=tuple(condition or ()), domain=tuple(domain or ()),
        voice=tuple(voice or ()), verification=tuple(verification or ()), disputed=disputed,
        since=since, until=until, as_of=as_of, direct=direct,
    )  # fmt: skip
    with opened(dataset, db) as connection:
        answers = [questions.answer(connection, replace(wanted, country=name)) for name in countries or (None,)]
    for remark in (remark for answered in answers for remark in answered.remarks):
        say(remark)
    blocks = arrangement.ordered([block for answered in answers for block in answered.blocks], parted(sort))
    shown, total = arrangement.limited(blocks, at_least_one(limit) if limit is not None else None)
    write(write_table(pledges.listing(shown, parted(columns)), screen_width()), output)
    if limit and limit < total:
        say(f"shown are the first {limit} of {total} records")


@app.command()
def show(
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=completion.record, help="Id of a commitment or of an instrument."),
    ],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show one commitment or instrument whole: words, hedges, conditions, and how each quotation was verified.

    Examples: commitments show deu-2026-01-forward-posture; commitments show paris-declaration-2026-01-06
    """
    from commitments.ask import instrument, record
    from commitments.render import instrument as paper
    from commitments.render import record as page

    write_page, write_paper = chosen(page.FORMATS, form), chosen(paper.FORMATS, form)
    with opened(dataset, db) as connection:
        if instrument.exists(connection, record_id):
            text = write_paper(instrument.whole(connection, record_id), screen_width())
        else:
            text = write_page(record.whole(connection, record_id), screen_width())
    write(text, output)


@app.command()
def search(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='Words; "a phrase" in quotation marks; the beginning of a word: mine*')
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", help="At most so many records.")] = 20,
    form: FormatOption = "table",
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Look words up in titles, quotations, translations, names and notes, in any script.

    Accents, vowel signs, forms of alef and capitals make no difference. Whatever is typed is looked up.

    Examples: commitments search "إعلان نوايا"; commitments search 'Macron "several thousand"';
    commitments search 'mine*'
    """
    from commitments.ask import search as asking
    from commitments.render import search as render
    from commitments.render import tables

    write_table = chosen(tables.FORMATS, form)
    with opened(dataset, db) as connection:
        hits, total = asking.search(connection, text, at_least_one(limit))
    if not hits:
        say(f"no record has all of these words: {text}")
    write(write_table(render.listing(hits), screen_width()), output)
    if len(hits) < total:
        say(f"shown are the first {len(hits)} of {total} records")


@app.command()
def brief(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.country,
            help="A country, an organisation or a type of guarantee, by any of its names.",
        ),
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
