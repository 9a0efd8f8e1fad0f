"""Layouts: what is told, filled into a template, ours or that of another, within bounds of reach, time and size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateRuntimeError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from commitments.brief.markdown import safe
from commitments.findings import CommitmentsError

OURS = Path(__file__).parent / "templates" / "briefing.md.j2"
BROKEN = (TemplateError, ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What filling a layout raises where the layout is wrong: that of Jinja, and of whatever the layout computes."""
OTHERS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
SECONDS = 5
"""How long a layout may compute; ours takes less than a tenth of a second."""
LARGEST = 5_000_000
"""How many letters a text of a layout may have, and how large a number may be; ours makes a tenth of that."""
WIDENING = frozenset({
    "batch", "center", "expandtabs", "format", "format_map", "indent", "ljust", "lipsum", "rjust", "slice", "tojson",
    "zfill",
})  # fmt: skip
"""Filters, functions and methods that make a text or a list of any length out of a number."""


def fill(told: dict[str, Any], template: str | None = None) -> str:
    """Fill a layout, ours or the text of another; nothing in it can reach outside what it is given.

    Raises CommitmentsError for a layout that is no Jinja template, names what there is not, takes too long, makes too
    much, or makes nothing.
    """
    try:
        layout, bounds = _layout(template)
        bounds.end = process_time() + SECONDS
        text = str(layout.render(told)).strip()
    except BROKEN as error:
        line = getattr(error, "lineno", None)
        why = str(error) or "it takes more memory than there is"
        raise CommitmentsError(f"the layout cannot be filled{f', line {line}' if line else ''}: {why}") from error
    if not text:
        raise CommitmentsError("the layout gives nothing but blanks: write into it what to tell, such as {{ title }}")
    return f"{text}\n"


@cache
def _layout(template: str | None) -> tuple[Template, Bounds]:
    bounds = Bounds(
        finalize=safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown is not HTML: `finalize` shows as itself all that is not Markdown already
    )
    tree = bounds.parse(OURS.read_text(encoding="utf-8") if template is None else template)
    for node in tree.find_all(OTHERS):
        raise CommitmentsError(f"the layout cannot be filled, line {node.lineno}: a layout cannot include other files")
    return bounds.from_string(Watching().visit(tree)), bounds


class Bounds(SandboxedEnvironment):
    """A sandbox in which loops, calls and texts come to an end."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    end = 0.0

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- those of Jinja
        super().__init__(**options)
        for names in (self.filters, self.globals):
            for name in WIDENING & names.keys():
                del names[name]
        self.filters |= {"watched": self.watched, "together": lambda texts: self.concat(map(str, texts))}

    def go_on(self) -> None:
        """Raise an error of the layout where its time is up."""
        if process_time() > self.end:
            raise TemplateRuntimeError(f"it computes for more than {SECONDS} seconds: let it loop less")

    def watched(self, items: Iterable[Any]) -> Iterator[Any]:
        """Give items one by one, as long as there is time."""
        for item in items:
            self.go_on()
            yield item

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- a layout's own
        """Call what a layout calls, as long as there is time."""
        self.go_on()
        return super().call(context, called, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 -- likewise
        """Compute what does not become too large."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise TemplateRuntimeError("a layout can neither raise to a power nor format with %")
        if operator == "+":
            _within(_weight(left) + _weight(right))
        if operator == "*":
            _within(_weight(left) * _weight(right))
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 -- likewise
        """Whether a layout may reach for something: nothing of Python, and nothing that makes texts of any length."""
        return attr not in WIDENING and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 -- likewise
        """Let `format` of a text be what it is, so that nothing reaches for it."""

    @staticmethod
    def concat(pieces: Iterable[str], /) -> str:
        """Join the pieces of a text, as long as it does not become too large."""
        return "".join(_up_to_the_largest(pieces))


class Watching(NodeTransformer):
    """Changes a template so that its loops and the texts it puts together go through the bounds."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 -- Jinja's name for it
        """Let a loop go through `watched`."""
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "watched")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 -- likewise
        """Let texts be put together by `together`."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "together")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _up_to_the_largest(pieces: Iterable[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        _within(size)
        yield piece


def _weight(value: Any) -> float:  # noqa: ANN401 -- whatever a layout computes with
    if isinstance(value, Sized):
        return len(value)
    return abs(value) if isinstance(value, int | float) else 0


def _within(size: float) -> None:
    if size > LARGEST:
        raise TemplateRuntimeError(f"it makes more than {LARGEST:,} letters, or a larger number")
