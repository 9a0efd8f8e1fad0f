"""Text that others wrote, made safe for the place where it is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import bidirectional

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
MARKUP = re.compile(
    r"([\\`*_\[\]<|~$@]"  # emphasis, code, links, HTML, tables, mathematics, addresses
    r"|(?<=^)[>#+=-]"  # quotations, headings and lists, where a line begins
    r"|:(?=//)|(?<=www)\.(?=\w)"  # bare web addresses
    r"|&(?=#?\w+;))",  # character references
    re.IGNORECASE,
)
SIGN, SPLIT = "\\@", "\\@&ZeroWidthSpace;"
"""The sign in addresses of mail and people, escaped; and with an invisible space, as GitHub links it all the same."""
NUMBERED = re.compile(r"^(\d{1,9})(?=[.)])")
RIGHT_TO_LEFT = frozenset({"R", "AL"})
INNER_FORMULA = re.compile(r"(?<=[;,\t\r\n])(?=[=+@＝＋－＠-])")
"""Where a formula would begin if another sign parted the cells than does: what parts them differs from land to land."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_unicode(text: str) -> str:
    """Show bytes of a name that are not UTF-8, which Python reads as surrogates, as what they are."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def for_terminal(text: str) -> str:
    """Show control characters and direction overrides as what they are, so that none takes effect."""
    return HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def on_a_line(text: str) -> str:
    """The same, and line breaks too."""
    return for_terminal(text).replace("\n", "\\u000a")


def on_one_line(text: str) -> str:
    """Show text on one line, with all white space as single spaces, and control characters as what they are."""
    return for_terminal(" ".join(text.split()))


@lru_cache(maxsize=4096)  # a briefing names the same actors and dates over and over
def for_markdown(text: str) -> str:
    """Show text in Markdown as itself, on one line: nothing in it becomes markup, a link, HTML or a footnote."""
    return NUMBERED.sub(r"\1\\", MARKUP.sub(r"\\\1", on_one_line(text)).replace(SIGN, SPLIT))


def as_json(value: object, indent: int | None = None) -> str:
    """Write a value as JSON in which control characters and direction overrides are written as JSON escapes them."""
    import json  # noqa: PLC0415 -- answers for people do without it

    return for_terminal(json.dumps(value, ensure_ascii=False, indent=indent))


def runs_leftward(text: str) -> bool:
    """Whether there are letters in a text that are read from right to left, such as Arabic ones."""
    return not text.isascii() and any(bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def for_spreadsheet(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (OWASP, CSV injection)."""
    inner = INNER_FORMULA.sub("'", text)
    return f"'{inner}" if inner.startswith(FORMULA) else inner
