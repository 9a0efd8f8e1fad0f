"""Commands that curate: check, diff, fmt, quote, rules."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments import dataset as datasets
from commitments.cli.options import DatasetOption, OutputOption, chosen, piped, say, screen_width, words, write
from commitments.cli.progress import Progress

app = typer.Typer()


@app.command("check")
def check(
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="text, json, github or sarif; auto is github in GitHub Actions."
        ),
    ] = "auto",
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Only these codes, or codes that begin so: Q301, Y."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="None of these codes, or that begin so.")
    ] = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REVISION", help="Also check that no id or word has gone since this revision."),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar="REVISION", help="Only what the changes since this revision can have caused."
        ),
    ] = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
) -> None:
    """Check every record; exit 1 when something is found.

    A comment at the end of a line, or alone on the line above it, lets a finding stand:
    # commitments: ignore[R411] and the reason.

    Examples: commitments check; commitments check --select Q -f json;
    commitments check --base origin/main --changed-since origin/main -f sarif -o findings.sarif
    """
    from commitments.curate import checking
    from commitments.render import findings as render

    write_findings = chosen(render.FORMATS, form)
    found, wanted, unwanted = datasets.find(dataset), tuple(select or ()), tuple(ignore or ())
    if found.is_installed:
        say("no dataset is here: these are the records that came with the tool")
    checked = checking.check(found, wanted, unwanted, base=base, changed_since=changed_since, watch=Progress())
    write(write_findings(checked.findings), output)
    say(render.summary(checked.findings, checked.files))
    if changed_since:
        say(f"told is only what the changes since {changed_since} can have caused")
    raise typer.Exit(1 if checked.findings else 0)


@app.command("diff")
def diff(
    base: Annotated[
        str | None, typer.Argument(metavar="BASE", help="A git revision or a folder; without it, the last commit.")
    ] = None,
    head: Annotated[
        str | None, typer.Argument(metavar="HEAD", help="Another; without it, the files as they lie here.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TAG", help="Log what came, was corrected or withdrawn since."),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, markdown or json.")] = "text",
    output: OutputOption = None,
    dataset: DatasetOption = None,
) -> None:
    """Tell a change of data in words, record by record and field by field.

    Examples: commitments diff; commitments diff origin/main; commitments diff v1 v2 -f markdown;
    commitments diff --since v1; commitments diff ../before ../after
    """
    from commitments.curate import changes
    from commitments.render import changes as render

    write_changes = chosen(render.FORMATS, form)
    told = changes.between(datasets.find(dataset), base, head, since)
    write(write_changes(told, screen_width()), output)


@app.command("fmt")
def fmt(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files or folders; - reads standard input; the whole dataset where none is named."
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    dataset: DatasetOption = None,
) -> None:
    """Bring records to house style: order of fields, indentation, quotes, spaces. What they say stays the same.

    Comments stay with their fields. A file that cannot be read whole is left alone and named; exit 1 then.

    Examples: commitments fmt; commitments fmt --check data; commitments fmt --diff data/actors/FRA.yaml
    """
    from commitments.curate import additions
    from commitments.curate import fmt as formatting
    from commitments.render import formatting as render

    writes = not (check or diff)
    if paths == ["-"]:
        done = formatting.format_piped(piped())
        write(done[0].after if writes else "")
    else:
        found = datasets.find(dataset)
        additions.refuse_installed(found)
        done = formatting.format_files(found, paths or (), write=writes)
    write(render.patch(done) if diff else "")
    say(render.report(done, written=writes))
    raise typer.Exit(1 if any(one.left_alone or (check and one.changed) for one in done) else 0)


@app.command("quote")
def quote(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Id of the source, as in data/sources.")],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="The words to look up; - reads them from standard input.")
    ],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    output: OutputOption = None,
    dataset: DatasetOption = None,
) -> None:
    """Say whether words stand in the archived text of a source; exit 1 when they do not.

    Examples: commitments quote mustaqila-2026-01-07 "على سبيل المثال";
    commitments quote mustaqila-2026-01-07 - < words.txt
    """
    from commitments.curate import corpus, names
    from commitments.curate.comparison import compare
    from commitments.render import quotes as render

    write_comparison = chosen(render.FORMATS, form)
    archive = names.archive(corpus.read(datasets.find(dataset))[0], source)
    compared = compare(archive, words(text, "there are no words to look up"))
    write(write_comparison(compared), output)
    raise typer.Exit(0 if compared.match else 1)


@app.command("rules")
def rules(code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Explain this code.")] = None) -> None:
    """List what is checked, or explain one code.

    Examples: commitments rules; commitments rules Q301
    """
    from commitments.curate.rules import CATALOGUE
    from commitments.render import pages

    write(pages.page(CATALOGUE, code) if code else pages.index(CATALOGUE))
