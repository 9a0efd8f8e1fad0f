"""Pictures to look at: matrices and events of any size, made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle

from commitments.ask.heading import Heading
from commitments.ask.matrix import Basis, Cell, Matrix
from commitments.ask.names import Named
from commitments.ask.timeline import Event
from commitments.render import charts
from commitments.render.matrix import LETTERS

HEADING = Heading("Security guarantees to Ukraine", "since 2024", "as of 2026-11-23")
FAMILIES = {"defence-response": "response to attack", "force-presence": "force presence", "economy": "economic support"}
STEPS = ("announced", "agreed", "superseded", "nothing-found", "delivering")


def names(number: int, name: str = "Actor") -> list[str]:
    """Make up names."""
    return [f"{name} {each}" for each in range(number)]


def grid(actors: Sequence[str], columns: int) -> Matrix:
    """Make up a matrix in which all strengths and bases come in turn, and every seventh cell is blank."""
    rows = [Named(f"a{number}", name) for number, name in enumerate(actors)]
    types = [Named(f"c{number}", f"kind of guarantee {number}") for number in range(columns)]
    strengths, bases, marks = (
        cycle(LETTERS),
        cycle((Basis.OWN, Basis.JOINT, Basis.GROUP, Basis.OTHERS)),
        cycle(range(8)),
    )
    cells = {}
    for number, key in enumerate((row.id, column.id) for row in rows for column in types):
        strength, basis, mark = next(strengths), next(bases), next(marks)
        if number % 7 != 6:
            basis = Basis.LOOKED_FOR if strength == "not-found" else basis
            signs = bool(mark & 1), bool(mark & 2), bool(mark & 4)
            joint = basis is Basis.JOINT
            cells[key] = Cell(*key, basis, strength, strength.replace("-", " "), *signs, ("id",), joint=joint)
    return Matrix("type", rows, types, cells)


def happened(number: int, told: str = "France says that it will", apart: int = 3) -> list[Event]:
    """Make up events, some days apart, in all families in turn and among them papers."""
    families, steps = cycle((None, *FAMILIES)), cycle(STEPS)
    days = [str(date(2020, 1, 1) + timedelta(days=apart * each)) for each in range(number)]
    return [
        Event(
            day, day, day, "commitment", f"id{each}", step := next(steps), step, "France, Spain", next(families), told
        )
        for each, day in enumerate(days)
    ]


def matrix(shown: Matrix, kind: str = "svg", theme: str = "light") -> bytes:
    """Draw a matrix."""
    return charts.matrix(shown, HEADING, kind, charts.THEMES[theme])[0]


def timeline(events: Sequence[Event], kind: str = "svg", theme: str = "light") -> bytes:
    """Draw events."""
    return charts.timeline(events, FAMILIES, HEADING, kind, charts.THEMES[theme])[0]


def turned(shown: Matrix) -> Matrix:
    """Turn rows into columns."""
    cells = {
        (column, actor): cell._replace(actor=column, column=actor) for (actor, column), cell in shown.cells.items()
    }
    return Matrix("type", shown.columns, shown.actors, cells)
