"""What the parts that parties play mean for whose word a commitment is."""

from __future__ import annotations

ASIDE = frozenset({"attendee", "beneficiary", "host"})
"""Roles of those who neither speak nor promise, unless nobody else is there to do it."""
