"""Commands that ask for records: list, show, search, brief."""

from __future__ import annotations

from pathlib import Path
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
    wanted,
)
from commitments.cli.options import (
    LIMIT,
    DatabaseOption,
    DatasetOption,
    FormatOption,
    LimitOption,
    OutputOption,
    changed_since,
    chosen,
    day,
    named_form,
    opened,
    parted,
    read,
    say,
    screen_width,
    write,
)
from commitments.english import counted, listed, quoted
from commitments.escaping import on_a_line
from commitments.findings import CommitmentsError

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
    limit: Annotated[int | None, LIMIT] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """List commitments by country, type of guarantee, condition, and whatever else a record says.

    Examples: commitments list -c Germany -t troops; commitments list --condition ceasefire-in-force;
    commitments list --condition backstop:USA; commitments list --beneficiary Ukraine --as-of 2025-12-31 -f csv
    """
    from commitments.ask import arrangement, names, questions
    from commitments.render import pledges, tables

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    asked = wanted(
        types=types, beneficiary=beneficiary, role=role, stance=stance, min_strength=min_strength, status=status,
        instrument=instrument, condition=condition, domain=domain, voice=voice, verification=verification,
        disputed=disputed, since=since, until=until, as_of=as_of, direct=direct,
    )  # fmt: skip
    with opened(dataset, db) as connection:
        each = names.distinct(connection, countries or ()) or (None,)
        answers = [questions.find(connection, asked._replace(country=name)) for name in each]
        say(*(remark for answered in answers for remark in answered.remarks))
        blocks = [block for answered in answers for block in answered.blocks]
        shown, total = arrangement.arranged(connection, blocks, parted(sort), limit)
        text = write_table(pledges.listing(shown, parted(columns)), screen_width())
    write(text, output)
    if limit and limit < total:
        say(f"shown are the first {limit} of {total} records")


@app.command("show")
def show(
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=completion.record, help="Id of a commitment or of an instrument."),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="text or json; else what the ending of -o names."),
    ] = None,
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

    named = named_form(page.FORMATS, form, output)
    write_page, write_paper = chosen(page.FORMATS, named), chosen(paper.FORMATS, named)
    record_id = record_id.lower()  # as ids are written
    with opened(dataset, db) as connection:
        if instrument.exists(connection, record_id):
            text = write_paper(instrument.whole(connection, record_id), screen_width())
        else:
            text = write_page(record.whole(connection, record_id), screen_width())
    write(text, output)


@app.command("search")
def search(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='Words; "a phrase" in quotation marks; the beginning of a word: mine*')
    ],
    limit: LimitOption = 20,
    form: FormatOption = None,
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

    write_table = chosen(tables.FORMATS, named_form(tables.FORMATS, form, output))
    with opened(dataset, db) as connection:
        hits, total = asking.search(connection, text, limit)
        near = [] if hits else asking.near(connection, text)
    if not hits:
        words = listed(f"{word} ({counted(number, 'record')})" for word, number in near) if near else ""
        say(f"no record has all of these words: {quoted(on_a_line(text))}" + (f"; near are {words}" if near else ""))
    write(write_table(render.listing(hits), screen_width()), output)
    if len(hits) < total:
        say(f"shown are the first {len(hits)} of {total} records")


@app.command("brief")
def brief(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            autocompletion=completion.briefed,
            help="A country, organisation, type of guarantee or instrument; several countries side by side.",
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="All: every actor, family and instrument, with an index, into -o DIR."),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE|REVISION", help="Only what changed since a date, or a git revision."),
    ] = None,
    as_of: AsOfOption = None,
    language: Annotated[str, typer.Option("--lang", metavar="LANGUAGE", help="en, ar, uk or fr.")] = "en",
    template: Annotated[
        str | None, typer.Option("--template", metavar="FILE", help="A layout of your own, as a Jinja template.")
    ] = None,
    link_base: Annotated[
        str | None,
        typer.Option("--link-base", metavar="URL", help="Where links of a page lead: an address, or '' for none."),
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The date to write on it (YYYY-MM-DD).")
    ] = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write a briefing: on a beneficiary, a country, a type, an instrument, or countries side by side.

    It is Markdown; with -o, a name that ends in .html makes it a page, and one in .docx a document for Word.

    Examples: commitments brief Ukraine; commitments brief troops -o troops.html; commitments brief France Germany;
    commitments brief Україна --lang uk; commitments brief Poland --since 2026-01-06;
    commitments brief paris-declaration-2026-01-06 --as-of 2026-01-31; commitments brief --all -o briefings
    """
    from commitments.ask.questions import Wanted, filtered
    from commitments.brief import briefing, collection, forms
    from commitments.brief.phrasebook import phrasebook

    write_form = forms.form(output, link_base)
    if everything and (names or since is not None or write_form or output in {None, "", "-"}):
        raise CommitmentsError("--all goes with no name and no --since, and needs a folder to write into: --all -o DIR")
    if not everything and not names:
        raise CommitmentsError("name what the briefing is about, or write them all into a folder: --all -o DIR")
    if template == "":
        raise CommitmentsError("--template is empty: name a file")
    layout, changes = read(template) if template else None, changed_since(since, dataset)
    with opened(dataset, db) as connection:
        then = filtered(connection, Wanted(as_of=as_of)).as_of
        asked = briefing.Asked(names or (), day(today), then, language, layout, since, changes)
        if everything:
            say(f"{counted(collection.write(connection, asked, Path(str(output))), 'file')} in {output}")
        else:
            text, book = briefing.brief(connection, asked), phrasebook(connection, language)
            write(write_form(text, book) if write_form else text, output)
