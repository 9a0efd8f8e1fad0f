"""What has happened by today can be a step of a history; what is to come cannot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import Workshop


@pytest.mark.parametrize(("days", "codes"), [(0, []), (1, ["R209"])])
def test_a_step_may_be_of_today_and_not_of_tomorrow(days: int, codes: list[str], workshop: Workshop) -> None:
    day = date.today() + timedelta(days=days)  # noqa: DTZ011 -- the curator's own day
    workshop.change("data/commitments/deu/deu-weapons.yaml", "date: 2026-01-06", f"date: {day.isoformat()}")
    assert [code for _, _, code in workshop.found()] == codes
