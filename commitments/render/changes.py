"""A change of data for people and for programs: one function per format."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from commitments import escaping
from commitments.curate.changes import Changes, Event, RecordChange, SeedChange
from commitments.escaping import for_markdown, on_one_line
from commitments.render.change_words import LOUD, Line, Safe, about, lines, named, shortened

VERSION = 1
COMMENT = 65_000  # letters; GitHub takes no comment of more than 65,536
RECORD = 6_000  # letters of one record in a comment, so that none crowds out the others
FOLDED = 20  # records under one heading from which a comment folds them away
LABEL = 14

KINDS = ("commitments", "instruments", "sources", "actors", "vocabulary")
MAIN = KINDS[0]
GROUPS: MappingProxyType[str, tuple[Event, ...]] = MappingProxyType(
    {
        "New": (Event.NEW,),
        "Corrected": (Event.CHANGED, Event.RENAMED, Event.MENDED, Event.BROKEN),
        "Withdrawn": (Event.WITHDRAWN, Event.REMOVED),
    }
)
ONLY_FILES = (Event.MOVED, Event.REWRITTEN)
MARKS = MappingProxyType(
    dict.fromkeys(Event, "~") | dict.fromkeys((*LOUD, Event.BROKEN), "!") | {Event.NEW: "+", Event.WITHDRAWN: "-"}
)
MENTION = re.compile(r"(#|\bGH-)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """Records under a heading."""

    title: str
    records: Sequence[RecordChange]


def text(changes: Changes, width: int | None = None) -> str:
    """Set a change for a terminal of the given width."""
    columns = width or 100
    blocks = [f"Since {on_one_line(shortened(changes.since))}"] if changes.since else []
    blocks.append("\n".join(textwrap.wrap(on_one_line(summary(changes)), columns)))
    for section in _sections(changes):
        blocks += [section.title.capitalize()] if section.title != MAIN else []
        blocks += ["\n".join(_text_record(record, columns)) for record in section.records]
    blocks += ["\n".join(_text_line(line, columns)) for line in _files(changes, on_one_line)]
    return "\n\n".join(blocks) + "\n"


def markdown(changes: Changes, width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Set a change as GitHub-flavoured Markdown that fits into one comment."""
    blocks = [f"## Since {_for_comment(shortened(changes.since))}"] if changes.since else []
    blocks += [f"**{_for_comment(summary(changes))}**", *_caution(changes.records)]
    files = "\n".join(_fitting([f"- *{label}* {told}" for label, told in _files(changes, _for_comment)], 3 * RECORD))
    sections = list(_sections(changes))
    room = COMMENT - len(files) - sum(map(len, blocks)) - 200 * len(sections)  # for headings, and for what is cut
    for section in sections:
        shown = _fitting([_markdown_record(record) for record in section.records], room)
        room -= sum(map(len, shown)) + len(shown)
        blocks.append(_markdown_section(section, shown))
    return "\n\n".join(filter(None, [*blocks, files])) + "\n"


def as_json(changes: Changes, width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Write a change as one object: what is compared, how many records of each kind, and each with its changes."""
    counts = {folder: _counts(changes, folder) for folder in KINDS}
    written = {"version": VERSION, "summary": counts, **asdict(changes)}
    return escaping.as_json(written, 2) + "\n"


FORMATS: MappingProxyType[str, Callable[[Changes, int | None], str]] = MappingProxyType(
    {"text": text, "markdown": markdown, "json": as_json}
)


def summary(changes: Changes) -> str:
    """Say in one line how many commitments are new, changed and withdrawn, and what else there is."""
    if not changes.records and not changes.seeds:
        return f"no change of data from {changes.base} to {changes.head}"
    usual = dict.fromkeys((Event.NEW, Event.CHANGED, Event.WITHDRAWN), 0)
    told = [" · ".join(_counted(usual | _counts(changes, MAIN)))]
    told += [f"{folder}: {', '.join(_counted(found))}" for folder in KINDS[1:] if (found := _counts(changes, folder))]
    told += [f"seeds: {len(changes.seeds)} changed"] if changes.seeds else []
    return "; ".join(told)


def _counts(changes: Changes, folder: str) -> dict[Event, int]:
    found = Counter(record.event for record in changes.records if record.folder == folder)
    return {event: found[event] for event in Event if found[event]}


def _counted(counts: dict[Event, int]) -> list[str]:
    return [f"{count} {event.upper() if event in LOUD else event}" for event, count in counts.items()]


def _sections(changes: Changes) -> Iterator[Section]:
    """Put records under headings: by kind, and in the log of a release by what became of them before."""
    groups = GROUPS if changes.since else {"": tuple(event for event in Event if event not in ONLY_FILES)}
    for group, events in groups.items():
        for folder in KINDS:
            records = [record for record in changes.records if record.folder == folder and record.event in events]
            title = f"{group} {folder}".strip()
            if records:
                yield Section(title, sorted(records, key=lambda record: record.event not in LOUD))


def _text_record(record: RecordChange, columns: int) -> Iterator[str]:
    head, told = f"{MARKS[record.event]} {on_one_line(shortened(record.id))}", about(record, on_one_line)
    beside = f"{head:<32}  {told}".rstrip()
    yield from [beside] if len(beside) <= columns else [head, *_indented(told, 4, columns)]
    for line in lines(record, on_one_line):
        yield from _text_line(line, columns)


def _text_line(line: Line, columns: int) -> list[str]:
    label, told = line
    first, *more = _indented(told, 4 + LABEL, columns) or [""]
    return [f"    {label:<{LABEL - 1}} {first.lstrip()}", *more]


def _indented(told: str, indent: int, columns: int) -> list[str]:
    wrapped = textwrap.wrap(told, max(20, columns - indent), break_long_words=False, break_on_hyphens=False)
    return [" " * indent + line for line in wrapped]


def _for_comment(text: str) -> str:
    """Show text in a comment as itself; an invisible space keeps GitHub from linking issues."""
    return MENTION.sub(r"\1&#8203;", for_markdown(text))


def _caution(records: Iterable[RecordChange]) -> list[str]:
    gone = [record.old_id or record.id for record in records if record.event in LOUD]
    told = named(gone, _for_comment)
    return [f"> [!CAUTION]\n> {len(gone)} ids are gone{f': {told}' if len(told) <= RECORD else ''}"] if gone else []


def _markdown_record(record: RecordChange) -> str:
    head = f"- **{record.event}** {_for_comment(shortened(record.id))}"
    told = about(record, _for_comment)
    inner = _fitting([_markdown_line(line) for line in lines(record, _for_comment)], RECORD, "  ")
    return "\n".join([f"{head} — {told}" if told else head, *inner])


def _markdown_line(line: Line) -> str:
    label, told = line
    return f"  - *{label}* {told}" if label else f"    - {told}"


def _fitting(told: Sequence[str], room: int, indent: str = "") -> list[str]:
    """Keep what fits into so many letters, and say how much more there is."""
    kept = []
    for block in told:
        if len(block) < room:
            kept.append(block)
            room -= len(block) + 1
    return kept if len(kept) == len(told) else [*kept, f"{indent}- … and {len(told) - len(kept)} more"]


def _markdown_section(section: Section, shown: Sequence[str]) -> str:
    title, listed = section.title.capitalize(), "\n".join(shown)
    if len(section.records) > FOLDED:
        return f"<details><summary>{title}: {len(section.records)}</summary>\n\n{listed}\n\n</details>"
    return listed if section.title == MAIN else f"**{title}**\n\n{listed}"


def _files(changes: Changes, safe: Safe) -> Iterator[Line]:
    """Tell of files that were moved or written anew and say the same, and of archived texts."""
    by_event = {event: [record for record in changes.records if record.event is event] for event in ONLY_FILES}
    if moved := by_event[Event.MOVED]:
        yield "moved", named((f"{record.old_path} to {record.path}" for record in moved), safe)
    if rewritten := by_event[Event.REWRITTEN]:
        yield "rewritten", f"same content, written differently: {named((record.id for record in rewritten), safe)}"
    if changes.seeds:
        yield "seeds", named(map(_seed, changes.seeds), safe)


def _seed(seed: SeedChange) -> str:
    cited = f", cited by {', '.join(seed.sources)}" if seed.sources else ""
    if seed.before and seed.after:
        return f"{seed.file} changed (sha256 {seed.before[:12]} to {seed.after[:12]}{cited})"
    return f"{seed.file} {'new' if seed.after else 'REMOVED'} (sha256 {(seed.after or seed.before or '')[:12]}{cited})"
