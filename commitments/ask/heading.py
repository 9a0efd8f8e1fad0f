"""What an answer is about, in words that can stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.ask import names, questions
from commitments.ask.questions import Wanted
from commitments.english import listed
from commitments.store.connection import Connection


class Heading(NamedTuple):
    """A title, what narrows the answer down, and the day that it tells of."""

    title: str
    narrowed: str
    day: str


def heading(connection: Connection, wanted: Wanted, countries: Sequence[str] = ()) -> Heading:
    """Say a question as a heading: "Poland and security guarantees to Ukraine: force presence".

    Raises what `questions.answer` raises.
    """
    who = list(dict.fromkeys(names.actor(connection, name).name for name in countries))
    protected = [names.actor(connection, name).name for name in wanted.beneficiary]
    kinds = [names.types(connection, name)[0].name for name in wanted.types]
    title = listed([*who, "security guarantees" if who else "Security guarantees"])
    title += f" to {listed(protected)}" if protected else ""
    title += f": {listed(kinds)}" if kinds else ""
    return Heading(title, " · ".join(_narrowed(connection, wanted)), _day(connection, wanted))


def _narrowed(connection: Connection, wanted: Wanted) -> Iterator[str]:
    for name in wanted.instrument:
        yield names.instrument(connection, name).name
    if wanted.condition:
        hanging = questions.filtered(connection, wanted).condition
        yield f"hanging on {listed((_condition(connection, text) for text in hanging), 'or')}"
    if wanted.since:
        yield f"since {wanted.since}"
    if wanted.until:
        yield f"until {wanted.until}"


def _condition(connection: Connection, text: str) -> str:
    """Say a kind of condition, or the kind and the actor it turns on, in words."""
    kind, _, actor = text.partition(":")
    label = names.labels(connection, "condition-kinds")[kind]
    return f"{label} ({names.actor(connection, actor).name})" if actor else label


def _day(connection: Connection, wanted: Wanted) -> str:
    if wanted.as_of:
        return f"as of {questions.filtered(connection, wanted).as_of}"
    newest = connection.execute("SELECT max(date_earliest) FROM history WHERE status <> 'nothing-found'").fetchone()[0]
    return f"as last seen; the newest entry is of {newest}" if newest else "as last seen"
