"""Which commitments are there: by country, type, beneficiary and the rest, each with what it takes to list it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from commitments.ask.standing import AsOf, Stood, ladder
from commitments.escaping import as_json
from commitments.model.roles import promising
from commitments.store.connection import AMONG, Connection, Row

Pledge: TypeAlias = dict[str, Any]
"""One commitment: as it was found, with the columns of a `Detail`; once it is spelled out, with all those of the view
`pledge`, and lists of its parties, their names and its conditions.

`via` is the group by way of which it was found, or None; `joint` tells whether several parties say it as one; `stood`
tells, for a question as of a day, whether it stood then, and `status` is then that of the day.
"""


class Filters(NamedTuple):
    """What a question narrows the commitments down to; everything is by id, and an empty filter lets all through.

    `since` and `until` are days (YYYY-MM-DD) and meet every date that can lie within them; `as_of` is the day on which
    a commitment has to have stood, as far as its dates tell. A condition is a kind, or a kind and an actor it turns on:
    `backstop:USA`.
    """

    country: str | None = None
    types: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    min_strength: str | None = None
    status: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    disputed: bool = False
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


class Answer(NamedTuple):
    """Commitments that a question found: an actor's own, and those of groups it belongs to."""

    own: list[Pledge]
    via: list[Pledge]

    @property
    def all(self) -> list[Pledge]:
        """Own commitments first, then those of groups."""
        return self.own + self.via


CLAUSES = {
    "types": "type IN ({})",
    "beneficiary": """(beneficiary IN ({0}) OR EXISTS (
      SELECT 1 FROM party
      WHERE commitment_id = pledge.id AND actor IN ({0}) AND role = 'beneficiary'
        AND coalesce(since_earliest <= :as_of, TRUE)))""",
    "role": """EXISTS (
      SELECT 1 FROM party
      WHERE commitment_id = pledge.id AND role IN ({}) AND actor = coalesce(via, :country, actor)
        AND coalesce(since_earliest <= :as_of, TRUE))""",
    "stance": "stance IN ({})",
    "min_strength": "strength_rank >= (SELECT rank FROM term WHERE vocabulary = 'strengths' AND id = {})",
    "status": "status IN ({})",
    "instrument": "instrument IN ({})",
    "condition": """EXISTS (
      SELECT 1 FROM condition
      WHERE commitment_id = pledge.id AND (kind IN ({0}) OR kind || ':' || actor IN ({0})))""",
    "domain": """EXISTS (
      SELECT 1 FROM terms_item WHERE commitment_id = pledge.id AND field = 'domains' AND value IN ({}))""",
    "voice": "voice IN ({})",
    "verification": "verification IN ({})",
    "disputed": "(disputes > 0) = {}",
    "since": "coalesce(stated_latest, '9999') >= {}",
    "until": "coalesce(stated_earliest, '0000') <= {}",
}
"""What each filter asks of a commitment; the braces stand for the names of its parameters."""

OF_THE_DAY = frozenset({"status", "min_strength"})
"""Filters on what a commitment was on a day, which is worked out from its history."""

ALL = "SELECT NULL AS via, pledge.* FROM pledge"

OWN = f"""{ALL}
WHERE id IN (
  SELECT commitment_id FROM party WHERE actor = :country AND coalesce(since_earliest <= :as_of, TRUE))"""  # noqa: S608 -- our own SQL

GROUPS = """
SELECT membership."group" AS via, pledge.* FROM pledge
JOIN party ON party.commitment_id = pledge.id
JOIN membership ON membership."group" = party.actor AND membership.actor = :country
WHERE coalesce(membership.since_earliest, '0000') <= coalesce(pledge.stated_latest, '9999')
  AND coalesce(membership.until_latest, '9999') >= coalesce(pledge.stated_earliest, '0000')
"""


class Detail(NamedTuple):
    """What a question asks of each commitment that it finds, since a column costs time in each row; and their order."""

    columns: str
    order: str = ""


STANDING = """
via, id, stance, strength, bindingness, attribution, status, instrument, NULL AS stood, :as_of AS day,
CASE attribution WHEN 'collective'
  THEN (SELECT min(actor) <> max(actor) FROM party WHERE commitment_id = pledge.id) ELSE FALSE END AS joint
"""
IN_ORDER = Detail(
    STANDING,
    """ORDER BY strength_rank IS NULL, strength_rank DESC, parties NULLS FIRST, stated_earliest DESC NULLS LAST,
  type, id""",
)
"""What it takes to tell which commitments there are, the firmest first, and under which heading."""
TO_COUNT = Detail(
    f"""{STANDING}, type, voice, stated_earliest, stated_latest,
    EXISTS (SELECT 1 FROM dispute WHERE commitment_id = pledge.id) AS disputed,
    EXISTS (SELECT 1 FROM condition WHERE commitment_id = pledge.id AND role = 'precondition') AS conditional"""  # noqa: S608 -- likewise
)
"""What it takes to count commitments; `with_parties` adds the rest."""

PARTIES = f"""
SELECT commitment_id, actor, role, name, since_earliest FROM party JOIN actor ON id = actor
WHERE commitment_id {AMONG} ORDER BY position
"""  # noqa: S608 -- our own SQL
CONDITIONS = f"""
SELECT commitment_id, kind, role, actor FROM condition WHERE commitment_id {AMONG} ORDER BY position
"""  # noqa: S608 -- likewise


def find(connection: Connection, filters: Filters, *, direct: bool = False, detail: Detail = IN_ORDER) -> Answer:
    """Find what a question asks for; with `direct`, leave out what groups say that the country belongs to.

    A group's commitment is given once, with `via` naming the group; it is never counted as the member's own.
    """
    own = _select(connection, OWN if filters.country else ALL, filters, detail)
    if direct or not filters.country:
        return Answer(own, [])
    seen = {pledge["id"] for pledge in own}
    through = _select(connection, GROUPS, filters, detail)
    return Answer(own, once(pledge for pledge in through if pledge["id"] not in seen))


def once(found: Iterable[Pledge]) -> list[Pledge]:
    """Give each commitment once, as it comes first."""
    kept: dict[str, Pledge] = {}
    for pledge in found:
        kept.setdefault(pledge["id"], pledge)
    return list(kept.values())


def membership_days(connection: Connection) -> list[Row]:
    """Every membership: actor, group, and the first and last day that it can have had, or None."""
    query = 'SELECT actor, "group", since_earliest, until_latest FROM membership ORDER BY actor, "group"'
    return connection.execute(query).fetchall()


def hidden_by(connection: Connection, filters: Filters, *, direct: bool) -> dict[str, int]:
    """For each filter but the country: how many commitments there would be without it, where there are any."""
    active = [name for name, value in filters._asdict().items() if name != "country" and value]
    empty = Filters()
    without = {name: filters._replace(**{name: getattr(empty, name)}) for name in active}
    counts = {name: number(connection, relaxed, direct=direct) for name, relaxed in without.items()}
    return {name: count for name, count in counts.items() if count}


def number(connection: Connection, filters: Filters, *, direct: bool = False) -> int:
    """How many commitments a question finds."""
    return len(find(connection, filters, direct=direct, detail=TO_COUNT).all)


def spelled_out(connection: Connection, found: Iterable[Pledge]) -> list[Pledge]:
    """Give commitments that were found with everything that it takes to list them."""
    kept = list(found)
    whole = _by_id(connection, kept)
    return [_with_its_parties(whole[pledge["id"]] | pledge) for pledge in kept]


def _with_its_parties(pledge: Pledge) -> Pledge:
    parties = _of_the_day(pledge["parties"], pledge)
    names = list(dict.fromkeys(party["name"] for party in parties))
    own = [{"actor": party["actor"], "role": party["role"]} for party in parties]
    return {**pledge, "party_names": names, "parties": own}


def _of_the_day(parties: Sequence[Mapping[str, Any]], pledge: Pledge) -> Sequence[Mapping[str, Any]]:
    """The parties that a commitment had by the day that was asked for, as far as is known; all of them without one."""
    day = pledge["day"]
    if not day:
        return parties
    return [party for party in parties if not party["since_earliest"] or party["since_earliest"] <= day]


def with_parties(connection: Connection, found: Iterable[Pledge]) -> list[Pledge]:
    """Give commitments that were found with their parties, their families and their places on the ladder.

    `promising` are the actors that speak or promise.
    """
    parties = _all_parties(connection)
    families = dict(connection.execute("SELECT id, family FROM term WHERE vocabulary = 'guarantee-types'").fetchall())
    rungs = ladder(connection)
    for pledge in (kept := list(found)):
        pledge["parties"], pledge["family"] = _of_the_day(parties[pledge["id"]], pledge), families[pledge["type"]]
        pledge["promising"] = promising(pledge["parties"])
        pledge["strength_label"], pledge["strength_rank"] = rungs[pledge["strength"]]
    return kept


def _all_parties(connection: Connection) -> Mapping[str, list[dict[str, Any]]]:
    gathered: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    query = "SELECT commitment_id, actor, role, since_earliest FROM party ORDER BY commitment_id, position"
    for owner, actor, role, since in connection.execute(query):
        gathered[owner].append({"actor": actor, "role": role, "since_earliest": since})
    return gathered


def _select(connection: Connection, query: str, filters: Filters, detail: Detail) -> list[Pledge]:
    parameters: dict[str, Any] = {"country": filters.country, "as_of": filters.as_of}
    wanted = ["SELECT", detail.columns, "FROM (", query, ") AS pledge WHERE TRUE"]
    for name, clause in CLAUSES.items():
        if name in OF_THE_DAY and filters.as_of:
            continue
        values = getattr(filters, name) or ()
        named = {
            f"{name}_{number}": value for number, value in enumerate(values if isinstance(values, tuple) else (values,))
        }
        parameters |= named
        wanted += ["AND", clause.format(", ".join(f":{place}" for place in named))] if named else []
    found = connection.execute(" ".join([*wanted, detail.order]), parameters)
    columns = [column[0] for column in found.description]
    return _as_of(connection, [dict(zip(columns, row, strict=True)) for row in found], filters)


def _as_of(connection: Connection, found: list[Pledge], filters: Filters) -> list[Pledge]:
    """Leave out what did not stand on a day, and give the rest the status and the strength of that day."""
    if not filters.as_of:
        return found
    day = AsOf(connection, filters.as_of)
    then = [day.as_it_was(pledge) for pledge in found]
    least = day.rungs[filters.min_strength][1] if filters.min_strength else None
    return [
        pledge
        for pledge in then
        if pledge["stood"] != Stood.NO
        and (not filters.status or pledge["status"] in filters.status)
        and (least is None or (pledge["strength_rank"] is not None and pledge["strength_rank"] >= least))
    ]


def _by_id(connection: Connection, found: Iterable[Pledge]) -> dict[str, Pledge]:
    """Read the rows of the view for some commitments, with parties, names of parties and conditions."""
    ids = as_json(list({pledge["id"] for pledge in found}))
    parties, conditions = (_children(connection, query, ids) for query in (PARTIES, CONDITIONS))
    whole = {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM pledge WHERE id {AMONG}", {"ids": ids})}  # noqa: S608 -- likewise
    for name, pledge in whole.items():
        pledge["parties"], pledge["conditions"] = parties[name], conditions[name]
    return whole


def _children(connection: Connection, query: str, ids: str) -> Mapping[str, list[dict[str, Any]]]:
    gathered: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = connection.execute(query, {"ids": ids})
    columns = [column[0] for column in rows.description[1:]]
    for owner, *values in rows:
        gathered[owner].append(dict(zip(columns, values, strict=True)))
    return gathered
