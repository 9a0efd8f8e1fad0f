"""How columns are declared: keys, words of a vocabulary, references."""

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

STRICT = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Tables hold what their columns say, and nothing twice: a key without a hidden number is stored once."""
OPENED = {"info": {"view": True}}
"""A table that is not stored: a view of its name opens lists that stand in a column of another."""


def word(vocabulary: str) -> Any:  # noqa: ANN401 -- SQLModel's Field stands for any default
    """Declare a column that holds a word of a vocabulary."""
    return Field(sa_column_kwargs={"info": {"vocabulary": vocabulary}})


def key(target: str | None = None) -> Any:  # noqa: ANN401 -- as above
    """Declare a column of the primary key, which may name a row of another table."""
    return Field(primary_key=True, foreign_key=target) if target else Field(primary_key=True)


def evidence_key() -> ForeignKeyConstraint:
    """Declare that a row names, in its column `evidence`, a piece of evidence of its own record."""
    return ForeignKeyConstraint(["commitment_id", "evidence"], ["evidence.commitment_id", "evidence.id"])
