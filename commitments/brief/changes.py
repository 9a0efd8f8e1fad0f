"""What changed since a day, by the steps of the records; or since a revision, by what was written in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from commitments.ask.standing import ENDED
from commitments.brief.footnotes import Footnotes
from commitments.brief.history import Happening, told
from commitments.brief.markdown import Markdown, Record
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import entry, looked_for, who
from commitments.model import dates
from commitments.model.ladder import RUNGS, rung

if TYPE_CHECKING:
    from commitments.curate.changes import Changes, RecordChange

ORDER = ("new", "firmer", "weaker", "ended", "broken", "corrected", "steps", "nowhere")
"""What can have become of a record, by the names of the headings, in their order."""
LAST = "9999-12-31"

Say: TypeAlias = Callable[[Phrasebook, Footnotes], Markdown]
"""Makes the statement once its turn has come, so that footnotes are numbered as they are read."""
Change: TypeAlias = tuple[str, Say]
"""The kind of a change, one of ORDER, and what there is to say of it."""


def since_day(records: Sequence[Record], day: str) -> Iterator[Change]:
    """Give what was said, and what came of it, on a day (YYYY-MM-DD) or later, as far as dates tell."""
    for record in records:
        first, *later = record["history"]
        if (dates.latest(first["date"]) or LAST) >= day:
            name, say = _now(record)
            yield name, say if (dates.earliest(first["date"]) or "") >= day else partial(_maybe_older, say)
            continue
        for before, step in zip(record["history"], later, strict=False):
            if (dates.latest(step["date"]) or LAST) >= day:
                yield _step(record, before, step)


def _step(record: Record, before: Record, step: Record) -> Change:
    """A step as one that ended, firmed or weakened a commitment, or as one that did none of this."""
    happened = partial(told, Happening(record, step))
    old, new = (_strength(record, each) for each in (before, step))
    if step["status"] in ENDED:
        return "ended", happened
    if step["status"] == "not-honoured":
        return "broken", happened
    return ("steps", happened) if old == new else _moved(happened, old, new)


def since_revision(records: Mapping[str, Record], changes: Changes) -> Iterator[Change]:
    """Give what became of some records, by id, in the data since an earlier revision of it."""
    for change in changes.records:
        if change.folder == "commitments" and change.id in records:
            yield from _change(records[change.id], change)


def _change(record: Record, change: RecordChange) -> Iterator[Change]:
    from commitments.curate.changes import Event

    now = partial(_entry, record)
    if change.event is Event.NEW:
        yield _now(record)
    elif change.event is Event.WITHDRAWN or record["withdrawn_on"]:
        yield "ended", now
    elif change.strength:
        yield _moved(now, change.strength.before, change.strength.after)
    elif fields := list(dict.fromkeys(str(each.path[0]) for each in change.changes if each.path)):
        yield "corrected", partial(_corrected, now, fields)


def _now(record: Record) -> Change:
    """A record that is new, or tells of a search in vain."""
    if record["stance"] == "not-found":
        return "nowhere", partial(_looked_for, record)
    return "new", partial(_entry, record)


def _entry(record: Record, book: Phrasebook, notes: Footnotes) -> Markdown:
    """A record as a statement that names its actor."""
    return book.say("condensed", actor=who(record, book), groups=entry(record, book, notes))


def _looked_for(record: Record, book: Phrasebook, _: Footnotes) -> Markdown:
    return looked_for(record, book)


def _maybe_older(now: Say, book: Phrasebook, notes: Footnotes) -> Markdown:
    return book.say("maybe_older", entry=now(book, notes))


def _corrected(now: Say, fields: Sequence[str], book: Phrasebook, notes: Footnotes) -> Markdown:
    return book.say("corrected", entry=now(book, notes), fields=book.listed(map(book.field, fields)))


def _moved(now: Say, before: str, after: str) -> Change:
    return "firmer" if _place(after) > _place(before) else "weaker", partial(_with_before, now, before)


def _with_before(now: Say, before: str, book: Phrasebook, notes: Footnotes) -> Markdown:
    return book.say("before", entry=now(book, notes), before=book.label("strengths", before))


def _strength(record: Record, step: Record) -> str:
    return rung(record["stance"], record["bindingness"], step["status"], in_force=record["strength"] == "binding")


def _place(strength: str) -> int:
    """The place of a strength on the ladder; what stands beside it is below all rungs."""
    return RUNGS.index(strength) if strength in RUNGS else -1


def by_kind(changes: Iterator[Change], book: Phrasebook, notes: Footnotes) -> dict[str, list[Markdown]]:
    """Say all changes, by kind and in the order of kinds."""
    gathered: dict[str, list[Say]] = {name: [] for name in ORDER}
    for name, say in changes:
        gathered[name].append(say)
    return {name: [say(book, notes) for say in those] for name, those in gathered.items()}


def summary(lines: Mapping[str, Sequence[Markdown]], since: str, seen: str, book: Phrasebook) -> Markdown:
    """Say how many changes there are of each kind, or that none is recorded, and until when anybody saw anything.

    What was looked for in vain is no change.
    """
    counts = {name: len(told_of) for name, told_of in lines.items()}
    if any(number for name, number in counts.items() if name != "nowhere"):
        return book.say("changed", **counts)
    return book.say("unchanged", since=since, seen=seen)
