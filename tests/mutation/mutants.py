"""Every small change of a module that a test should notice: README.md says which, and which are left out."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
SETS: dict[type[ast.operator], ast.operator] = {ast.BitAnd: ast.BitOr(), ast.BitOr: ast.BitAnd()}
OPPOSITES = {"any": "all", "all": "any", "max": "min", "min": "max", "earliest": "latest", "latest": "earliest"}
SENTENCE = re.compile(r"\w\W* \W*\w")
"""Texts of several words are messages for people, which are not changed."""
TOLD_APART = frozenset({"Problem", "isinstance", "rule"})
"""Calls whose arguments are of different kinds, so that any test would notice if two of them changed places."""
BEFORE, LONGEST = 40, 90
"""Letters that are shown before the place of a change, and in all."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: on which line, in which function, what became what, and the whole source with it."""

    line: int
    where: str
    change: str
    source: str

    @property
    def name(self) -> str:
        """What tells it from the other mutants of its module, whatever moves around it."""
        return f"{self.where}: {self.change}"


class Spot(NamedTuple):
    """A node in its place: the field of its parent that holds it, alone or in a list."""

    parent: ast.AST
    field: str
    place: int | None
    where: str

    @property
    def node(self) -> ast.AST:
        """The node that stands here now."""
        held = getattr(self.parent, self.field)
        node: ast.AST = held if self.place is None else held[self.place]
        return node

    def put(self, node: ast.AST) -> None:
        """Put another node here."""
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def mutants(source: str) -> Iterator[Mutant]:
    """Give every mutant of a module, in the order of its text; the same source gives the same mutants."""
    tree = ast.parse(source)
    seen: Counter[tuple[str, str]] = Counter()
    for spot in list(_spots(tree, "module")):
        node = spot.node
        for new in (new for new in _instead(node) if _told(new) != _told(node)):
            change = _change(_told(node), _told(new))
            seen[spot.where, change] += 1
            if (times := seen[spot.where, change]) > 1:
                change += f" ({times})"
            spot.put(new)
            text = ast.unparse(ast.fix_missing_locations(tree))
            spot.put(node)
            yield Mutant(_line(node), spot.where, change, text)


def _spots(parent: ast.AST, where: str) -> Iterator[Spot]:
    """Find the nodes that may change: no types, imports, docstrings, decorators but rules, or messages."""
    for field, held in ast.iter_fields(parent):
        if field in {"annotation", "returns", "type_params", "bases"}:
            continue
        for index, node in enumerate(held) if isinstance(held, list) else ((None, held),):
            if not isinstance(node, ast.AST) or _is_left_out(node, field):
                continue
            inner = where
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                inner = _named(node) if where == "module" else f"{where}.{node.name}"
            yield Spot(parent, field, index, where)
            if field != "decorator_list":
                yield from _spots(node, inner)


def _named(node: ast.FunctionDef | ast.ClassDef) -> str:
    """Name a function or class; a rule by its code as well."""
    match node.decorator_list:
        case [ast.Call(func=ast.Name(id="rule"), args=[ast.Constant(value=str(code)), *_])]:
            return f"{code} {node.name}"
        case _:
            return node.name


def _is_left_out(node: ast.AST, field: str) -> bool:
    match node:
        case ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case _:
            return field == "decorator_list" and not (isinstance(node, ast.Call) and _called(node) == "rule")


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """Give what may stand in the place of a node."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield from (_without(node, "values", place) for place in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=operator, right=right):
            yield from (left, right)
            if type(operator) in SETS:
                yield ast.BinOp(left, SETS[type(operator)], right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case _:
            yield from _parts(node)
            yield from _statements(node)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=value):
            yield from (ast.Constant(other) for other in _constants(value))
        case ast.Slice():
            yield from (_changed(node, **{end: None}) for end in ("lower", "upper") if getattr(node, end))
        case ast.Call():
            yield from _calls(node)
        case ast.comprehension():
            yield from (_without(node, "ifs", place) for place in range(len(node.ifs)))


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in OTHER_COMPARISONS[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _constants(value: object) -> tuple[bool | int | str, ...]:
    match value:
        case bool():
            return (not value,)
        case int():
            return (value + 1, value - 1)
        case str() if not SENTENCE.search(value):
            return (value + "x",)
        case _:
            return ()


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in OPPOSITES:
            yield _changed(node, func=ast.Name(OPPOSITES[name]))
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in OPPOSITES:
            yield _changed(node, func=ast.Attribute(value, OPPOSITES[name]))
    if _called(node) == "rule":
        yield from (_without(node, "args", place) for place in range(1, len(node.args)) if len(node.args) > 2)
    if len(node.args) > 1 and _called(node) not in TOLD_APART:
        yield _changed(node, args=[node.args[1], node.args[0], *node.args[2:]])
    yield from (_without(node, "keywords", place) for place in range(len(node.keywords)))


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If():
            yield from (_changed(node, test=ast.Constant(value)) for value in (True, False))
        case ast.While():
            yield _changed(node, test=ast.Constant(value=False))
        case ast.Return(value=ast.AST() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Return() | ast.Continue() | ast.Break():
            yield ast.Pass()


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _without(node: ast.AST, field: str, place: int) -> ast.AST:
    """Give a node without one of the parts that a field of it holds; the last of two operands stands alone."""
    held = getattr(node, field)
    left = [*held[:place], *held[place + 1 :]]
    alone: ast.AST = left[0] if isinstance(node, ast.BoolOp) and len(left) == 1 else _changed(node, **{field: left})
    return alone


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _line(node: ast.AST) -> int:
    line: int = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", 0)
    return line


def _told(node: ast.AST) -> str:
    """Say a node in one line."""
    match node:
        case ast.If(test=test) | ast.While(test=test):
            return f"if {ast.unparse(test)}"
        case _:
            return " ".join(ast.unparse(node).split())


def _change(old: str, new: str) -> str:
    """Say what became what, from a little before the place where the two part."""
    same = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - BEFORE)
    return " → ".join(f"`{'…' if start else ''}{text[start : start + LONGEST]}`" for text in (old, new))
