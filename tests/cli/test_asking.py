"""The commands that ask: every option does what it says, alone and with others."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from commitments.ask.pledges import Filters
from commitments.dataset import Dataset
from tests.conftest import Workshop
from tests.fixtures import Run
from tests.running import Ran


@pytest.fixture
def ask(run: Run, made: Dataset) -> Run:
    """Run a command on the small dataset."""

    def on_it(*arguments: str) -> Ran:
        return run(*arguments, "--dataset", str(made.root))

    return on_it


def ids(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    told: list[dict[str, Any]] = json.loads(ran.out)
    return [record["id"] for record in told]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--condition", "ceasefire-in-force"],
         {"fra-deu-2026-03-storage", "deu-2026-01-forward-posture", "coalition-2026-01-monitoring",
          "coalition-2026-09-commission"}),
        (["--condition", "وقف إطلاق النار"], None),
        (["--condition", "violation attributed:Russia"], {"ukr-2026-01-snapback"}),
        (["--condition", "ceasefire-in-force:RUS"], set()),
        (["--condition", "violation-attributed", "--condition", "renewed-aggression"],
         {"ukr-2026-01-snapback", "fra-2024-02-consultation"}),
        (["--voice", "press"], {"usa-2026-02-intelligence"}),
        (["--voice", "press", "--voice", "other-party"], {"usa-2026-02-intelligence", "usa-2026-01-backstop"}),
        (["--domain", "land"], {"fra-2026-01-troops"}),
        (["--disputed"], {"fra-2026-01-troops"}),
        (["--verification", "exact", "-c", "DEU"],
         {"deu-2026-01-forward-posture", "deu-2026-01-political-support", "deu-2026-01-troops"}),
        (["--instrument", "declaration", "--instrument", "treaty", "-t", "troops", "-t", "consultation"],
         {"fra-2026-01-troops", "fra-2024-02-consultation"}),
        (["--beneficiary", "Ukraine", "--beneficiary", "Poland", "-c", "Norway"],
         {"nor-2026-02-air-policing", "nor-2026-02-troops", "nor-2026-11-hub"}),
        (["-c", "France", "-c", "Norway", "-t", "troops"], {"fra-2026-01-troops", "nor-2026-02-troops"}),
        (["--role", "objector", "--since", "2026", "--until", "2026-02"], {"rus-2026-02-troops"}),
    ],
)  # fmt: skip
def test_list_is_narrowed_by_any_filter_and_by_several_together(
    ask: Run, arguments: list[str], found: set[str] | None
) -> None:
    ran = ask("list", "-f", "json", *arguments)
    if found is None:
        assert (ran.code, ran.out) == (2, "")
        assert "no condition is called" in ran.err
    else:
        assert set(ids(ran)) == found


def test_what_may_have_stood_on_a_day_stands_apart_and_is_not_dropped(ask: Run) -> None:
    ran = ask("list", "-c", "France", "--as-of", "2023-05-15", "--direct")
    assert ran.out.splitlines()[0] == ("Not known whether it stood on 2023-05-15 · 1 record (the dates leave it open)")
    assert "fra-2023-training" in ran.out
    assert "fra-2024-02-consultation" not in ran.out


def test_a_day_may_be_given_as_a_month_or_year_and_then_means_its_end(ask: Run) -> None:
    assert ids(ask("list", "-c", "France", "--as-of", "2023", "-f", "json")) == ["fra-2023-training"]
    assert ask("list", "--as-of", "2025/..").code == 2
    assert "--as-of needs one day" in ask("list", "--as-of", "2025/..").err


def test_filters_that_hide_everything_are_named(ask: Run) -> None:
    ran = ask("list", "-c", "France", "--condition", "backstop")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing found; without --condition: 7 records" in ran.err


def test_columns_order_and_number_are_as_asked_for(ask: Run) -> None:
    ran = ask("list", "-c", "France", "--columns", "id, status", "--sort", "-id", "--limit", "2", "-f", "csv")
    assert ran.out == "id,status\nfra-deu-2026-03-storage,announced\nfra-2026-01-troops,announced\n"
    assert ran.err == "shown are the first 2 of 7 records\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "--columns", "colour"], "no column is called 'colour'"),
        (["list", "--sort", "colour"], "nothing can be sorted by 'colour'"),
        (["list", "--voice", "x"], "no voice is called 'x'"),
        (["list", "--domain", "x"], "no domain is called 'x'"),
        (["list", "--verification", "x"], "no check of a quotation is called 'x'"),
        (["list", "--condition", "backstop:Atlantis"], "no country or organisation is called 'Atlantis'"),
        (["list", "-c", "Німечина"], "did you mean Німеччина?"),
        (["stats", "--by", "colour"], "nothing is counted by 'colour'"),
        (["matrix", "--by", "colour"], "the columns cannot be by 'colour'"),
        (["matrix", "-c", "Atlantis"], "no country or organisation is called 'Atlantis'"),
        (["timeline", "--since", "soon"], "'soon' is not written as a date"),
        (["search", "  "], "there are no words to look up"),
        (["compare", "France"], "name two instruments, or two countries"),
        (["sql", "DELETE FROM commitment"], "only queries that read are answered"),
        (["sql", "SELECT 1", "-f", "xml"], "no format is called 'xml'"),
        (["sql", ""], "there is no query: write a SELECT"),
        (["stats", "--quality", "-c", "Atlantis"], "--quality measures the whole database"),
        (["stats", "--quality", "--by", "year"], "leave out --by and what narrows it down"),
        (["stats", "--quality", "--since", "2026"], "leave out --by and what narrows it down"),
        (["schema", "--check", "-f", "csv"], "--format and --output are for --tables"),
        (["schema", "-o", "x"], "--format and --output are for --tables"),
        (["schema", "--check", "--tables"], "ask for one"),
    ],
)
def test_a_question_that_cannot_be_answered_exits_2_with_one_sentence(
    ask: Run, arguments: list[str], told: str
) -> None:
    ran = ask(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json", "jsonl", "yaml"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["list"], ["stats"], ["stats", "--quality"], ["matrix"], ["timeline"], ["search", "Ukraine"],
        ["compare", "France", "Germany"], ["sql", "SELECT * FROM pledge"], ["schema", "--tables"],
    ],
)  # fmt: skip
def test_every_answer_comes_in_every_format(ask: Run, arguments: list[str], form: str) -> None:
    ran = ask(*arguments, "-f", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


@pytest.mark.parametrize("command", [["list"], ["search", "Ukraine"], ["sql", "SELECT 1"]])
@pytest.mark.parametrize("limit", ["0", "-1", "1000001", "99999999999999999999", "many"])
def test_a_limit_is_a_number_from_one_to_a_million(ask: Run, command: list[str], limit: str) -> None:
    ran = ask(*command, "--limit", limit)
    assert (ran.code, ran.out) == (2, "")
    assert [line for line in ran.err.splitlines() if line.startswith("Error")] == [ran.err.splitlines()[-1]]
    assert "'--limit'" in ran.err
    assert ask(*command, "--limit", "1000000").code == 0


def test_what_is_named_twice_is_answered_once(ask: Run) -> None:
    assert ask("list", "--columns", "id,ID,id", "-f", "csv").out.startswith("id\n")
    assert ask("stats", "--by", "family", "--by", "family").out.count("By family") == 1
    assert ask("list", "-c", "Germany", "-c", "DEU").out == ask("list", "-c", "Germany").out
    asked = [
        ask("matrix", "-t", "sanctions", *names).err for names in (["-c", "France"], ["-c", "France", "-c", "FRA"])
    ]
    assert asked[0] == asked[1] != ""


def test_columns_go_by_their_headings_too_however_written(ask: Run) -> None:
    named = ask("list", "--columns", "who,For,stated,hangs on,Hangs_On", "--sort", "-Stated,who", "-f", "csv")
    fields = ask(
        "list", "--columns", "parties,beneficiary,stated_on,conditions", "--sort", "-stated_on,parties", "-f", "csv"
    )
    assert (named.out, named.err) == (fields.out, "")
    assert ask("list", "--sort", "hangs on").code == 0


def test_a_record_is_shown_however_its_id_is_written(ask: Run) -> None:
    assert ask("show", "FRA-2026-01-Troops").out == ask("show", "fra-2026-01-troops").out
    assert ask("show", "Declaration").out == ask("show", "declaration").out


def test_a_limit_on_two_countries_counts_a_record_of_both_once(ask: Run) -> None:
    ran = ask("list", "-c", "France", "-c", "Germany", "--direct", "--limit", "1", "-f", "json")
    whole = ids(ask("list", "-c", "France", "-c", "Germany", "--direct", "-f", "json"))
    assert ids(ran) == whole[:1]
    assert ran.err == f"shown are the first 1 of {len(whole)} records\n"


@pytest.mark.parametrize("command", [["stats"], ["matrix"], ["compare", "Germany"]])
def test_what_may_not_have_stood_on_the_day_is_said_beside_every_answer(ask: Run, command: list[str]) -> None:
    france = ["France"] if command[0] == "compare" else ["-c", "France"]
    ran = ask(*command, *france, "--as-of", "2023-05-15")
    assert ran.code == 0
    assert "for 1 record it is not known whether it stood on 2023-05-15" in ran.err


def test_every_filter_of_an_empty_answer_is_named_by_its_option(ask: Run) -> None:
    ran = ask("list", "-c", "France", "-t", "sanctions")
    assert re.findall(r"without (--[a-z-]+)", ran.err) == ["--type"]
    ran = ask("list", "-c", "Norway", "--min-strength", "operational", "-t", "hubs")
    assert re.findall(r"without (--[a-z-]+)", ran.err) == ["--min-strength"]


def test_list_has_an_option_for_every_filter(run: Run) -> None:
    options = re.findall(r"--([a-z-]+) ", run("list", "--help").out)
    assert {name.replace("_", "-") for name in Filters._fields} - {"types"} <= set(options)


@pytest.mark.parametrize(("command", "told"), [("timeline", "Happened"), ("list", "Stated"), ("matrix", "Stated")])
def test_help_says_which_dates_a_span_of_time_is_about(run: Run, command: str, told: str) -> None:
    text = run(command, "--help").out
    assert " ".join(text.split()).count(f"{told} on this date or") == 2


def test_nothing_found_by_a_search_is_said_and_is_an_empty_list_for_programs(ask: Run) -> None:
    ran = ask("search", "atlantis", "-f", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert ran.err == "no record has all of these words: 'atlantis'\n"


def test_words_near_to_those_that_nobody_wrote_are_suggested_with_their_number(ask: Run) -> None:
    ran = ask("search", "Ukrane")
    number = len(ids(ask("search", "ukraine", "-f", "json")))
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(
        rf"no record has all of these words: 'Ukrane'; near are ukraine \({number} records\).*\n", ran.err
    )
    assert "near are" not in ask("search", "zzzzqqqq").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-c", "Coalition of"], "did you mean coalition?"),
        (["--instrument", "intent"], "did you mean declaration?"),
        (["-t", "deployment"], "did you mean"),
        (["-c", "Germany, France"], "no country or organisation is called 'Germany, France': name one at a time, and"),
        (["-t", "troops,consultation"], "name one at a time, and repeat the option"),
    ],
)
def test_a_part_of_a_name_or_several_at_once_get_a_hint(ask: Run, arguments: list[str], told: str) -> None:
    ran = ask("list", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_name_that_is_near_to_none_gets_no_hint(ask: Run) -> None:
    assert "did you mean" not in ask("list", "-c", "Atlantis").err
    assert "did you mean" not in ask("list", "-c", "X").err


def test_a_search_says_how_many_records_it_does_not_show(ask: Run) -> None:
    ran = ask("search", "Ukraine", "--limit", "2", "-f", "json")
    assert len(ids(ran)) == 2
    assert ran.err == "shown are the first 2 of 19 records\n"


def test_sql_reads_a_query_from_standard_input(made: Dataset) -> None:
    command = [sys.executable, "-m", "commitments", "sql", "-", "-f", "csv", "--db", str(made.database)]
    query = b"SELECT id, notes FROM commitment WHERE stance = 'objects';\n"
    done = subprocess.run(command, input=query, capture_output=True, check=True)
    assert list(csv.reader(io.StringIO(done.stdout.decode())))[1][0] == "rus-2026-02-troops"


def test_sql_says_that_there_are_more_rows(ask: Run) -> None:
    ran = ask("sql", "SELECT id FROM commitment", "--limit", "1", "-f", "csv")
    assert ran.err == "shown is the first row; there are more\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-c"], ["list", "-t"], ["list", "--stance"], ["list", "--since"], ["list", "--sort"],
        ["list", "--columns"], ["list", "-f"], ["list", "--instrument"], ["stats", "--by"], ["matrix", "--by"],
        ["show"], ["compare", "France"], ["brief"], ["search"],
    ],
)  # fmt: skip
def test_a_very_long_name_is_not_told_whole(ask: Run, arguments: list[str]) -> None:
    assert len(ask(*arguments, "x" * 100_000).err) < 1500


def test_markdown_of_a_timeline_begins_with_a_diagram(ask: Run) -> None:
    assert ask("timeline", "-f", "markdown").out.startswith("```mermaid\ntimeline\n")


def completed(database: str, *words: str) -> list[str]:
    """Ask as a shell does, with what stands on the line so far, and give what it is offered."""
    line = " ".join(("commitments", *words))
    environment = {
        **os.environ,
        "_COMMITMENTS_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
        "COMMITMENTS_DB": database,
    }
    program = "import sys; sys.argv = ['commitments']; from commitments.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["list", "-c", "Fran"], ["France", "Frankreich"]),
        (["list", "-c", "Фра"], ["Франція"]),
        (["list", "-c", "US"], ["US", "USA"]),
        (["list", "-c", "United"], []),
        (["matrix", "-t", "troop-"], ["troop-deployment"]),
        (["show", "rus"], ["rus-2026-02-troops"]),
        (["list", "--instrument", "decl"], ["declaration"]),
        (["list", "--stance", "rule"], ["rules-out"]),
        (["list", "-c", "Atlantis"], []),
        (["brief", "Fran"], ["France", "Frankreich"]),
        (["brief", "troop-"], ["troop-deployment"]),
        (["brief", "decl"], ["declaration"]),
        (["compare", "France", "Pol"], ["Poland", "Polska", "Pologne", "Polen"]),
        (["compare", "decl"], ["declaration"]),
        (["compare", "troop-"], []),
    ],
)
def test_a_shell_is_offered_countries_types_ids_and_words(made: Dataset, words: list[str], offered: list[str]) -> None:
    assert set(completed(str(made.database), *words)) <= set(offered)
    assert bool(completed(str(made.database), *words)) == bool(offered)


def test_without_a_database_a_shell_is_offered_nothing_and_told_nothing(own: Workshop) -> None:
    assert completed(str(own.dataset.root / "none.sqlite"), "list", "-c", "Fr") == []
