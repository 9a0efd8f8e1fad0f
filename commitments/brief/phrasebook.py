"""The words of a briefing in one language, with dates, numbers, plural forms and lists as CLDR has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name

from commitments.brief.markdown import LEFT_TO_RIGHT_MARK, Markdown, joined, safe
from commitments.escaping import runs_leftward
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.store.connection import Connection

PLACE = Path(__file__).parent / "languages"
LANGUAGES = tuple(sorted(path.stem for path in PLACE.glob("*.yaml")))
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
RIGHT_TO_LEFT_MARK = "\u200f"
MONTH, DAY = 7, 10
"""How long a month and a day are as written: 2026-01, 2026-01-06."""


@cache
def _words(language: str) -> Mapping[str, Any]:
    text = (PLACE / f"{language}.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- safe
    return words


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


class Phrasebook(NamedTuple):
    """Says things in one language; names of actors and words of lists come from the database."""

    language: str
    actors: Mapping[str, str]
    labels: Mapping[tuple[str, str], str]

    @property
    def words(self) -> Mapping[str, Any]:
        """The file of the language."""
        return _words(self.language)

    @property
    def locale(self) -> Locale:
        """The language as CLDR knows it."""
        return _locale(self.words["locale"])

    def say(self, key: str, part: str = "phrases", /, **values: object) -> Markdown:
        """Fill a phrase; whatever is not Markdown already is shown as itself, and the number `n` picks the form."""
        pattern = self.words[part][key]
        if isinstance(pattern, dict):
            pattern = pattern.get(self.locale.plural_form(int(str(values["n"]))), pattern["other"])
        told = str(pattern).strip().format(**{name: safe(self._told(value)) for name, value in values.items()})
        return Markdown(TWO_STOPS.sub(".", told) if ".." in told else told)  # a year may end with one: "2026 р."

    def heading(self, name: str) -> Markdown:
        """The heading of a part."""
        return Markdown(self.words["headings"][name])

    def _told(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def label(self, vocabulary: str, word: str) -> str:
        """What people call a word of a list."""
        return self.labels.get((vocabulary, word), word)

    def field(self, name: str) -> Markdown:
        """What people call a field of a record, or a part of one: `terms.strength`."""
        return self.separated("comma", (self.words["fields"].get(part, part) for part in name.split(".")))

    def actor(self, actor: str) -> str:
        """What people call an actor."""
        return self.actors.get(actor, actor)

    def number(self, number: float | Decimal) -> Markdown:
        """A number with its groups of digits, and with the spaces between them kept that do not break."""
        return Markdown(format_decimal(number, locale=self.locale))

    def currency(self, code: str, amount: float) -> str:
        """The name of a currency, in the form that goes with an amount."""
        whole = int(amount) if amount == int(amount) else Decimal(str(amount))
        return str(get_currency_name(code, count=whole, locale=self.locale))

    def listed(self, items: Iterable[object]) -> Markdown:
        """Join items, each once, as the language joins the members of a list."""
        once = list(dict.fromkeys(map(safe, items)))
        return Markdown(format_list(once, locale=self.locale)) if once else Markdown("")

    def separated(self, separator: str, items: Iterable[object]) -> Markdown:
        """Join items with the comma or the semicolon of the language."""
        return joined(str(self.words["phrases"][separator]), items)

    def quoted(self, text: str) -> Markdown:
        """Put words in quotation marks; a mark of direction keeps what stands beside words of another script in place.

        After Arabic words among Latin ones it stands outside, so that what follows does not turn round with them;
        around Latin words among Arabic ones on both sides of the quotation marks, so that these stay where the words
        begin and end, and the full stops and brackets of the words stay with them.
        """
        first, last = self.words["quotes"]
        rightward, leftward = LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK
        if self.words["direction"] == "rtl" and not runs_leftward(text):
            return Markdown(f"{leftward}{first}{rightward}{safe(text)}{rightward}{last}{leftward}")
        turned = self.words["direction"] == "ltr" and runs_leftward(text)
        return Markdown(f"{first}{safe(text)}{last}{rightward if turned else ''}")

    def date(self, text: str) -> Markdown:
        """A date as written in a record, said as people do: a day, a month, a year, a span, an open end.

        What is no date is said as it is: a database can have been changed since it was built.
        """
        if dates.problem(text):
            return safe(text)
        start, slash, end = text.partition("/")
        if not slash:
            return self._single(text)
        if start == dates.OPEN:
            return self.say("by", day=self._single(end))
        if end == dates.OPEN:
            return self.say("since", day=self._governed(start))
        return self.say("span", first=self._single(start), last=self._single(end))

    def _single(self, text: str) -> Markdown:
        if len(text) == DAY:
            return self._day(text)
        if len(text) == MONTH:
            return Markdown(format_skeleton("yMMMM", _month(text), locale=self.locale))
        return self.say("year", year=text)

    def _governed(self, text: str) -> Markdown:
        """A date after a word that governs it: a day with its article, a month in the case that it has beside a day."""
        if len(text) == DAY:
            return self.say("on", day=self._single(text))
        if len(text) == MONTH:
            beside_a_day = str(self.locale.datetime_skeletons["yMMMM"].pattern).replace("L", "M")
            return Markdown(format_date(_month(text), beside_a_day, locale=self.locale))
        return self._single(text)

    def _day(self, text: str) -> Markdown:
        """A day; the first of a month has an ordinal number in some languages."""
        written = format_date(date.fromisoformat(text), "long", locale=self.locale)
        return Markdown(re.sub(r"^1\b", self.say("first_day"), written))


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def phrasebook(connection: Connection, language: str) -> Phrasebook:
    """Open the phrasebook of a language; what has no name in it keeps its English one.

    Raises CommitmentsError for a language that there is none for.
    """
    if language not in LANGUAGES:
        raise CommitmentsError(f"no briefing is written in '{language}'; known are {', '.join(LANGUAGES)}")
    query = "SELECT actor, name FROM actor_name WHERE language = :language"
    own = dict(connection.execute("SELECT id, name FROM actor").fetchall())
    labels = {(row[0], row[1]): row[2] for row in connection.execute("SELECT vocabulary, id, label FROM label")}
    words = "SELECT vocabulary, term, name FROM term_name WHERE language = :language"
    labels |= {(row[0], row[1]): row[2] for row in connection.execute(words, {"language": language})}
    return Phrasebook(language, own | dict(connection.execute(query, {"language": language}).fetchall()), labels)
