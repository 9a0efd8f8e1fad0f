"""Commands that curate: check, rules."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments import dataset as datasets
from commitments.cli.options import DatasetOption, OutputOption, chosen, say, write

app = typer.Typer()


@app.command()
def check(
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only these codes, or codes that begin so: Q301, Y.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="None of these codes, or that begin so.")] = None,
    output: OutputOption = None,
    dataset: DatasetOption = None,
) -> None:
    """Check every record; exit 1 when something is found.

    Examples: commitments check; commitments check --select Q -f json
    """
    from commitments.curate import checking
    from commitments.render import findings as render

    write_findings = chosen(render.FORMATS, form)
    checked = checking.check(datasets.find(dataset), tuple(select or ()), tuple(ignore or ()))
    write(write_findings(checked.findings), output)
    say(render.summary(checked.findings, checked.files))
    raise typer.Exit(1 if checked.findings else 0)


@app.command()
def rules(code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Explain this code.")] = None) -> None:
    """List what is checked, or explain one code.

    Examples: commitments rules; commitments rules Q301
    """
    from commitments.curate.rules import CATALOGUE
    from commitments.render import pages

    write(pages.page(CATALOGUE, code) if code else pages.index(CATALOGUE))
