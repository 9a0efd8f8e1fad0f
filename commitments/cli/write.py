"""Commands that write records: new, new source."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from commitments import dataset as datasets
from commitments.cli.options import DatasetOption, on_terminal, say, shown
from commitments.findings import CommitmentsError

if TYPE_CHECKING:
    from commitments.curate.additions import NewFile
    from commitments.curate.corpus import Corpus
    from commitments.curate.questions import Answers, Question
    from commitments.dataset import Dataset

Given: TypeAlias = Mapping[str, str | Sequence[str] | None]
"""What options hold, by the name of the question that each answers."""

app = typer.Typer()
new = typer.Typer(invoke_without_command=True)
app.add_typer(new, name="new")


@new.callback()
def commitment(
    context: typer.Context,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="What is guaranteed.")] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", metavar="NAME", help="A party, by any of its names; repeatable.")
    ] = None,
    stance: Annotated[str | None, typer.Option("--stance", metavar="STANCE", help="What was said of it.")] = None,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", metavar="ROLE", help="The part all actors play; or one for each, in their order."),
    ] = None,
    attribution: Annotated[
        str | None, typer.Option("--attribution", metavar="WORD", help="How several actors are bound.")
    ] = None,
    beneficiary: Annotated[
        str | None, typer.Option("--beneficiary", metavar="NAME", help="The side that is protected.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Of the words or the signature: 2026-01-06 or 2026-01.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="One line in English.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Id of the source.")] = None,
    searched: Annotated[
        list[str] | None,
        typer.Option("--searched", metavar="TEXT", help="For the stance not-found: a place searched; repeatable."),
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help="The words, letter for letter as in the source.")
    ] = None,
    translation: Annotated[str | None, typer.Option("--translation", metavar="TEXT", help="Of the quotation.")] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="TEXT", help="Name of the person quoted.")] = None,
    office: Annotated[str | None, typer.Option("--office", metavar="TEXT", help="Office of the speaker.")] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", metavar="ID", help="Id of the instrument it stands on.")
    ] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="STATUS", help="What came of it that day.")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Another id than the one suggested.")] = None,
    dataset: DatasetOption = None,
) -> None:
    """Write a new commitment; `new source FILE` archives a text and writes its source.

    On a terminal, what no option answers is asked. The path of the new file is printed, then what is left to mend.

    Example: commitments new --type troops --actor Germany --stance non-committal --date 2026-01-06
    --source mustaqila-2026-01-07 --title "No German answer yet on troops in Ukraine"
    """
    given = {
        "type": type_, "actor": actor, "stance": stance, "role": role, "attribution": attribution,
        "beneficiary": beneficiary, "date": date, "title": title, "source": source, "searched": searched,
        "quote": quote, "translation": translation, "speaker": speaker, "office": office, "instrument": instrument,
        "status": status, "id": id_,
    }  # fmt: skip
    if context.invoked_subcommand:
        _refuse_options_before(context.invoked_subcommand, given)
        return
    from commitments.curate import questions, scaffold

    found, corpus = _opened(dataset)
    answers = _answered(corpus, questions.COMMITMENT, given)
    added = scaffold.commitment(corpus, answers)
    _say_how_the_quotation_was_found(corpus, answers)
    _add(found, [added])


@new.command("source")
def source(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text, in UTF-8, byte for byte as obtained.")],
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="TEXT", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title as printed.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="Language of the text, such as en or ar.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Date of publication: 2026-01-07 or 2026-01.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it was published.")] = None,
    class_: Annotated[
        str | None, typer.Option("--class", metavar="CLASS", help="Sort of source, such as national-media.")
    ] = None,
    grade: Annotated[str | None, typer.Option("--grade", metavar="A-F", help="How far it can be trusted.")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Another id than the one suggested.")] = None,
    dataset: DatasetOption = None,
) -> None:
    """Archive a text in seeds/, byte for byte, and write the record of its source.

    Example: commitments new source article.txt --publisher AFP --title "Paris talks" --language en
    --class wire --grade B
    """
    from commitments.curate import additions, questions, scaffold

    given = {
        "publisher": publisher, "title": title, "language": language, "published": published, "url": url,
        "class": class_, "grade": grade, "id": id_,
    }  # fmt: skip
    found, corpus = _opened(dataset)
    content = additions.text_of(corpus, file)
    answers = _answered(corpus, questions.SOURCE, given)
    _add(found, scaffold.source(corpus, answers, file.name, content))


def _opened(dataset: str | None) -> tuple[Dataset, Corpus]:
    from commitments.curate import additions, corpus

    found = datasets.find(dataset)
    additions.refuse_installed(found)
    return found, corpus.read(found)[0]


def _refuse_options_before(command: str, given: Given) -> None:
    for name, value in given.items():
        if value:
            raise CommitmentsError(f"--{name} stands before '{command}', whose own options come after it")


def _answered(corpus: Corpus, asking: Sequence[Question], given: Given) -> Answers:
    """Give the answers that the options hold; what else is needed is asked, where somebody is there to be asked."""
    from commitments.curate import questions

    options = {name: [value] if isinstance(value, str) else value or [] for name, value in given.items()}
    answers = questions.read(corpus, asking, options)
    missing = questions.missing(asking, answers)
    if missing and not (on_terminal(sys.stdin) and on_terminal(sys.stdout)):
        raise CommitmentsError(f"this needs also {', '.join(f'--{name}' for name in missing)}; on a terminal it asks")
    for question in asking if missing else ():
        if not answers[question.name] and question.asked(answers):
            answers[question.name] = tuple(_asked(corpus, question, answers))
    return questions.with_defaults(corpus, asking, answers)


def _asked(corpus: Corpus, question: Question, answers: Answers) -> Iterator[str]:
    """Ask one question; where there can be many answers, until there is no other."""
    say("\n".join(("", f"{question.name}: {question.about}", *question.choices(corpus))))
    default, needed = question.default(corpus, answers), question.needed(answers)
    label = question.name if default or needed else f"{question.name} (Enter for none)"
    typed = _typed(corpus, question, label, default, needed=needed)
    while typed:
        yield typed
        typed = _typed(corpus, question, f"another {question.name} (Enter for none)") if question.many else ""


def _typed(corpus: Corpus, question: Question, label: str, default: str = "", *, needed: bool = False) -> str:
    """Read one answer from the terminal, and again until it can be one; empty where none is needed and none given."""
    while True:
        text = str(typer.prompt(label, default=default, show_default=bool(default), err=True))
        try:
            if text.strip() or not needed:
                return question.read(corpus, text) if text.strip() else ""
        except CommitmentsError as error:
            say(str(error))


def _say_how_the_quotation_was_found(corpus: Corpus, answers: Answers) -> None:
    from commitments.curate.comparison import compare
    from commitments.render import quotes

    source = corpus.source("".join(answers["source"]))
    archive = corpus.archive(source) if source else None
    if archive and answers["quote"]:
        say(f"the quotation: {quotes.text(compare(archive, answers['quote'][0]))}")


def _add(dataset: Dataset, added: Sequence[NewFile]) -> None:
    """Add a record, with the text it archives if there is one; print its path, and say what is left to mend in it."""
    from commitments.curate import additions, checking
    from commitments.render import findings as render

    additions.create(dataset, added)
    for text in added[:-1]:
        say(f"archived as {text.path}, {len(text.content):,} bytes")
    record = added[-1].path
    typer.echo(shown(dataset.root / record))
    checked = checking.check(dataset)
    left = [finding for finding in checked.findings if finding.span.path == record]
    say(
        render.FORMATS["text"](left)
        + (render.summary(left, checked.files) if left else "nothing is left to mend in it")
    )
