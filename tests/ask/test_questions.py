"""Questions find what plain SQL over the tables finds, and say why when they find nothing."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from commitments.ask import pledges, questions
from commitments.ask.names import UnknownNameError
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError

RUNGS = [
    "rejects", "not-planned", "non-committal", "considering", "conditional", "pledged", "declared", "signed", "binding",
    "operational",
]  # fmt: skip
SAID = """
SELECT commitment.id FROM commitment
JOIN term ON term.vocabulary = 'guarantee-types' AND term.id = type
LEFT JOIN (SELECT id AS rung, rank AS height FROM term WHERE vocabulary = 'strengths') ON rung = strength
WHERE withdrawn_on IS NULL
"""
CONDITIONS: dict[str, tuple[str, list[Any]]] = {
    "types": ("(type = :types OR family = :types)", ["force-presence", "troop-deployment", "political-support"]),
    "beneficiary": ("beneficiary = :beneficiary", ["UKR", "POL"]),
    "stance": ("stance = :stance", ["pledge", "conditional-offer", "not-found"]),
    "min_strength": ("height >= :rank", RUNGS),
    "status": ("status = :status", ["announced", "floated", "agreed"]),
    "instrument": ("instrument = :instrument", ["declaration", "treaty"]),
    "since": ("ifnull(stated_latest, '9999') >= :since", ["2024", "2026-01", "2026-01-06", "2026-03-15", "2027"]),
    "until": ("ifnull(stated_earliest, '0000') <= :until", ["2023-04", "2023-05", "2026-01-05", "2026-03", "2026"]),
}
OF_ACTOR = "commitment.id IN (SELECT commitment_id FROM party WHERE actor = :who {role})"
OF_ANY = "commitment.id IN (SELECT commitment_id FROM party WHERE TRUE {role})"


def day(name: str, text: str) -> str:
    """First or last day of a date that the table above has, written out by hand."""
    first = {"2023-04": "2023-04-01", "2023-05": "2023-05-01", "2026": "2026-01-01"}.get(text, text)
    last = {"2023-04": "2023-04-30", "2023-05": "2023-05-31", "2026-03": "2026-03-31", "2026": "2026-12-31"}
    return {"since": (first + "-01-01")[:10], "until": last.get(text, text)}[name]


def by_plain_sql(connection: sqlite3.Connection, who: str | None, wanted: dict[str, Any]) -> set[str]:
    parameters = {name: day(name, value) if name in {"since", "until"} else value for name, value in wanted.items()}
    role = "AND role = :role" if "role" in wanted else ""
    said = SAID + "".join(f" AND {CONDITIONS[name][0]}" for name in wanted if name != "role")
    said += f" AND {(OF_ACTOR if who else OF_ANY).format(role=role)}"
    rank = RUNGS.index(wanted["min_strength"]) - 2 if "min_strength" in wanted else 0
    return {row[0] for row in connection.execute(said, {**parameters, "who": who, "rank": rank})}


def asked(connection: sqlite3.Connection, **wanted: Any) -> dict[str, set[str]]:  # noqa: ANN401 -- values of filters
    """Ask, and give the ids found under "" (own) and under each group."""
    several = {"types", "role", "stance", "status", "beneficiary", "instrument"}
    plural: dict[str, Any] = {name: (value,) if name in several else value for name, value in wanted.items()}
    found: dict[str, set[str]] = {}
    for _, block in questions.answer(connection, Wanted(**plural)).blocks:
        for pledge in block:
            found.setdefault(pledge["via"] or "", set()).add(pledge["id"])
    return found


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(values) for name, (_, values) in CONDITIONS.items()},
        "role": st.sampled_from(["guarantor", "lead", "co-lead", "objector", "participant"]),
    },
)
MEMBERS = {
    "FRA": {"coalition-2026-01-monitoring", "coalition-2026-09-commission"},
    "DEU": {"coalition-2026-01-monitoring"},
}
"""What the coalition said while a state belonged to it."""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(country=st.sampled_from([None, "FRA", "DEU", "NOR", "USA", "coalition"]), wanted=FILTERS)
def test_filters_alone_and_together_find_what_plain_sql_finds(
    connection: sqlite3.Connection, country: str | None, wanted: dict[str, Any]
) -> None:
    days = [day(name, wanted[name]) for name in ("since", "until") if name in wanted]
    assume(days == sorted(days))
    found = asked(connection, country=country, **wanted)
    assert found.pop("", set()) == by_plain_sql(connection, country, wanted)
    through = by_plain_sql(connection, "coalition", wanted) & MEMBERS.get(country or "", set())
    assert found == ({"coalition": through} if through else {})


@pytest.mark.parametrize("wanted", [{name: value} for name, (_, values) in CONDITIONS.items() for value in values])
def test_each_filter_alone_finds_what_plain_sql_finds(connection: sqlite3.Connection, wanted: dict[str, Any]) -> None:
    assert asked(connection, **wanted).get("", set()) == by_plain_sql(connection, None, wanted)


def test_two_words_for_one_filter_mean_either(connection: sqlite3.Connection) -> None:
    answered = questions.answer(connection, Wanted(stance=("objects", "not-planned"), types=("troops", "hubs")))
    ((_, found),) = answered.blocks
    assert {pledge["id"] for pledge in found} == {"nor-2026-02-troops", "rus-2026-02-troops"}


@pytest.mark.parametrize(
    "name",
    [
        "France", "france", "FRANCE", " France ", "FRA", "fra", "FR", "فرنسا", "Франція", "франція", "Frankreich",
        "French Republic",
    ],
)  # fmt: skip
def test_a_country_goes_by_any_of_its_names(connection: sqlite3.Connection, name: str) -> None:
    assert asked(connection, country=name) == asked(connection, country="FRA")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("États-Unis", "USA"), ("etats-unis", "USA"), ("ETATS–UNIS", "USA"), ("الولايات المتحدة", "USA"),
        ("Сполучені Штати", "USA"), ("Norvege", "NOR"), ("NO", "NOR"), ("النرويج", "NOR"), ("المانيا", "DEU"),
        ("Німеччина", "DEU"), ("Allemagne", "DEU"), ("coalition des volontaires", "coalition"),
    ],
)  # fmt: skip
def test_names_are_found_in_every_language_without_accents_and_in_lower_case(
    connection: sqlite3.Connection, name: str, meant: str
) -> None:
    assert asked(connection, country=name) == asked(connection, country=meant) != {}


@pytest.mark.parametrize("name", ["troops", "troop deployment", "troop-deployment", "Troop Deployment"])
def test_a_type_goes_by_its_id_label_and_short_names(connection: sqlite3.Connection, name: str) -> None:
    assert asked(connection, types=name) == {
        "": {"fra-2026-01-troops", "deu-2026-01-troops", "nor-2026-02-troops", "rus-2026-02-troops"}
    }


def test_the_words_of_a_group_stand_in_a_block_of_their_own(connection: sqlite3.Connection) -> None:
    (own, _), (via, through) = questions.answer(connection, Wanted(country="France")).blocks
    assert own == "France · 5 records of its own"
    assert via.startswith("France, through Coalition of the Willing · 2 records")
    assert "does not bind members one by one" in via
    assert {pledge["via"] for pledge in through} == {"coalition"}


def test_what_a_group_said_before_or_after_a_membership_is_not_a_members(connection: sqlite3.Connection) -> None:
    assert asked(connection, country="Germany")["coalition"] == {"coalition-2026-01-monitoring"}
    assert "coalition" not in asked(connection, country="Norway")


def test_direct_leaves_out_what_groups_say(connection: sqlite3.Connection) -> None:
    assert set(asked(connection, country="France", direct=True)) == {""}


def test_a_role_is_that_of_the_country_or_of_its_group(connection: sqlite3.Connection) -> None:
    assert asked(connection, country="Germany", role="co-lead") == {"": {"fra-deu-2026-03-storage"}}
    assert asked(connection, country="Germany", role="lead") == {}
    assert asked(connection, country="Germany", role="participant") == {"coalition": {"coalition-2026-01-monitoring"}}


def test_a_withdrawn_record_is_not_listed(connection: sqlite3.Connection) -> None:
    assert "deu-2025-12-support" not in asked(connection)[""]


@pytest.mark.parametrize(
    ("wanted", "remark"),
    [
        ({"country": "Poland"}, ["Poland is known, but no record has it as a party"]),
        (
            {"country": "Ukraine", "types": ("troops",)},
            [
                "nothing found; without --type: 1 record",
                "Ukraine is the protected side of 18 records: --beneficiary UKR",
            ],
        ),
        ({"country": "Norway", "status": ("agreed",)}, ["nothing found; without --status: 3 records"]),
        (
            {"country": "Germany", "role": ("participant",), "direct": True},
            ["nothing found; without --role: 4 records", "nothing found; without --direct: 1 record"],
        ),
        (
            {"country": "Norway", "status": ("agreed",), "since": "2027"},
            ["nothing found; the filters hide every record only together"],
        ),
        ({"beneficiary": ("Poland",)}, ["nothing found; without --beneficiary: 18 records"]),
    ],
)
def test_an_empty_answer_says_why(connection: sqlite3.Connection, wanted: dict[str, Any], remark: list[str]) -> None:
    answered = questions.answer(connection, Wanted(**wanted))
    assert (answered.blocks, answered.remarks) == ([], remark)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"country": "Frnce"}, "no country or organisation is called 'Frnce'; did you mean France?"),
        ({"country": "Атлантида"}, "no country or organisation is called 'Атлантида'"),
        ({"beneficiary": ("Ukrain",)}, "did you mean Ukraine?"),
        ({"types": ("trops",)}, "no type of guarantee is called 'trops'; did you mean troops"),
        ({"stance": ("pledged!",)}, "no stance is called 'pledged!'; did you mean pledge"),
        ({"role": ("boss",)}, "no role is called 'boss'; known are guarantor"),
        ({"status": ("done",)}, "no status is called 'done'; known are floated"),
        ({"min_strength": "firm"}, "no strength is called 'firm'; known are rejects"),
        ({"min_strength": "demands"}, "'demands' stands beside the ladder of strengths"),
        ({"instrument": ("declaratoin",)}, "no instrument is called 'declaratoin'; did you mean declaration?"),
        ({"since": "2025-02-30"}, "2025-02-30: 2025-02 has 28 days: write"),
        ({"until": "yesterday"}, "'yesterday' is not written as a date: write"),
    ],
)
def test_a_word_that_means_nothing_is_an_error_with_a_suggestion(
    connection: sqlite3.Connection, wanted: dict[str, Any], told: str
) -> None:
    with pytest.raises(CommitmentsError) as error:
        questions.answer(connection, Wanted(**wanted))
    assert told in str(error.value)


@pytest.mark.parametrize("text", ["", "'", '"; DROP TABLE actor; --', "%", "_", "* OR 1=1", "\x00", "x" * 10_000])
def test_a_name_is_data_and_never_sql(connection: sqlite3.Connection, text: str) -> None:
    for name in ("country", "beneficiary", "instrument"):
        with pytest.raises(UnknownNameError):
            asked(connection, **{name: text})


def test_the_firmest_stand_first_and_what_is_beside_the_ladder_last(connection: sqlite3.Connection) -> None:
    found = pledges.spelled_out(connection, pledges.find(connection, pledges.Filters()).own)
    ranks = [pledge["strength_rank"] for pledge in found]
    assert ranks == sorted((rank for rank in ranks if rank is not None), reverse=True) + [None] * ranks.count(None)
    assert [pledge["strength"] for pledge in found[-3:]] == ["not-found", "demands", "endorses"]


def test_a_span_that_ends_before_it_begins_is_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="--since 2026 is later than --until 2025"):
        questions.answer(connection, Wanted(since="2026", until="2025"))


def test_of_how_many_records_it_is_not_known_whether_they_stood_on_the_day_is_said(
    connection: sqlite3.Connection,
) -> None:
    found, remarks = questions.gathered(connection, Wanted(as_of="2023-05-15"), ["France"])
    assert [pledge["stood"] for pledge in found] == ["unknown"]
    assert remarks == ["for 1 record it is not known whether it stood on 2023-05-15; it is counted"]
    found, remarks = questions.gathered(connection, Wanted(as_of="2023"), ["France"])
    assert ([pledge["stood"] for pledge in found], remarks) == (["yes"], [])


def test_of_what_comes_twice_the_first_is_kept() -> None:
    told: list[pledges.Pledge] = [{"id": "a", "via": None}, {"id": "b", "via": None}, {"id": "a", "via": "coalition"}]
    assert pledges.once(told) == told[:2]
