"""Which commitments are there: by country, type, beneficiary and the rest, each with what it takes to list it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeAlias

from commitments.ask.standing import AsOf, Stood

Pledge: TypeAlias = dict[str, Any]
"""One commitment: the columns of the view `pledge`, with lists of its parties, their names and its conditions.

`via` is the group by way of which it was found, or None; `stood` tells, for a question as of a day, whether it stood
then, and `status` is then that of the day.
"""


@dataclass(frozen=True, slots=True)
class Filters:
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


@dataclass(frozen=True, slots=True)
class Answer:
    """Commitments that a question found: an actor's own, and those of groups it belongs to."""

    own: list[Pledge] = field(default_factory=list)
    via: list[Pledge] = field(default_factory=list)

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

OWN = """
SELECT NULL AS via, pledge.* FROM pledge
WHERE EXISTS (
  SELECT 1 FROM party
  WHERE commitment_id = pledge.id AND actor = :country AND coalesce(since_earliest <= :as_of, TRUE))
"""

GROUPS = """
SELECT membership."group" AS via, pledge.* FROM pledge
JOIN party ON party.commitment_id = pledge.id
JOIN membership ON membership."group" = party.actor AND membership.actor = :country
WHERE coalesce(membership.since_earliest, '0000') <= coalesce(pledge.stated_latest, '9999')
  AND coalesce(membership.until_latest, '9999') >= coalesce(pledge.stated_earliest, '0000')
"""

PARTIES = """
SELECT commitment_id, {} FROM party JOIN actor ON id = actor
WHERE coalesce(since_earliest <= :day, TRUE) ORDER BY position"""
"""The parties of every commitment that it had by a day; all of them without a day."""

ORDER = "ORDER BY strength_rank IS NULL, strength_rank DESC, parties, stated_earliest DESC, type, id"


def ask(connection: sqlite3.Connection, filters: Filters, *, direct: bool = False) -> Answer:
    """Answer a question; with `direct`, leave out what groups say that the country belongs to.

    A group's commitment is given once, with `via` naming the group; it is never counted as the member's own.
    """
    own = _select(connection, OWN if filters.country else ALL, filters)
    if direct or not filters.country:
        return Answer(own)
    seen = {pledge["id"] for pledge in own}
    return Answer(own, once(pledge for pledge in _select(connection, GROUPS, filters) if pledge["id"] not in seen))


def once(found: Iterable[Pledge]) -> list[Pledge]:
    """Give each commitment once, as it comes first."""
    kept: dict[str, Pledge] = {}
    for pledge in found:
        kept.setdefault(pledge["id"], pledge)
    return list(kept.values())


def membership_days(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """Every membership: actor, group, and the first and last day that it can have had, or None."""
    query = 'SELECT actor, "group", since_earliest, until_latest FROM membership ORDER BY actor, "group"'
    return connection.execute(query).fetchall()


def hidden_by(connection: sqlite3.Connection, filters: Filters, *, direct: bool) -> dict[str, int]:
    """For each filter but the country: how many commitments there would be without it, where there are any."""
    active = [item.name for item in fields(filters) if item.name != "country" and getattr(filters, item.name)]
    empty = Filters()
    without = {name: replace(filters, **{name: getattr(empty, name)}) for name in active}
    counts = {name: len(ask(connection, relaxed, direct=direct).all) for name, relaxed in without.items()}
    return {name: count for name, count in counts.items() if count}


def _select(connection: sqlite3.Connection, query: str, filters: Filters) -> list[Pledge]:
    parameters: dict[str, Any] = {"country": filters.country, "as_of": filters.as_of}
    wanted = ["SELECT * FROM (", query, ") AS pledge WHERE TRUE"]
    for name, clause in CLAUSES.items():
        if name in OF_THE_DAY and filters.as_of:
            continue
        values = getattr(filters, name) or ()
        named = {
            f"{name}_{number}": value for number, value in enumerate(values if isinstance(values, tuple) else (values,))
        }
        parameters |= named
        wanted += ["AND", clause.format(", ".join(f":{place}" for place in named))] if named else []
    found = [dict(row) for row in connection.execute(" ".join([*wanted, ORDER]), parameters)]
    return _with_children(connection, _as_of(connection, found, filters), filters.as_of)


def _as_of(connection: sqlite3.Connection, found: list[Pledge], filters: Filters) -> list[Pledge]:
    """Leave out what did not stand on a day, and give the rest the status and the strength of that day."""
    if not filters.as_of:
        return [{**pledge, "stood": None} for pledge in found]
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


def _with_children(connection: sqlite3.Connection, found: list[Pledge], day: str | None) -> list[Pledge]:
    """Add what a commitment has several of; of its parties those that it had by a day, as far as is known."""
    parties = _children(connection, PARTIES.format("actor, role"), day)
    names = _children(connection, PARTIES.format("name"), day)
    conditions = _children(connection, "SELECT commitment_id, kind, role, actor FROM condition ORDER BY position")
    for pledge in found:
        pledge["party_names"] = list(dict.fromkeys(party["name"] for party in names[pledge["id"]]))
        pledge["parties"] = parties[pledge["id"]]
        pledge["conditions"] = conditions.get(pledge["id"], [])
    return found


def _children(connection: sqlite3.Connection, query: str, day: str | None = None) -> Mapping[str, list[dict[str, Any]]]:
    gathered: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(query, {"day": day}):
        values = dict(row)
        gathered[values.pop("commitment_id")].append(values)
    return gathered
