"""Tables of terms: one per class of terms, derived from the class, and one for the lists in all of them."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast, get_args

from sqlmodel import Field, SQLModel

from commitments.model.fields import Refers, Strict, Word, marker_of
from commitments.model.terms import TERMS
from commitments.store.database import terms_table
from commitments.store.tables.columns import STRICT, key, word


class TermsItem(SQLModel, table=True):
    """An entry of a list in the terms of a commitment, such as a domain of its forces."""

    __tablename__: ClassVar[str] = "terms_item"
    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    field: str = key()
    position: int = key()
    value: str


def _terms_table(kind: str, model: type[Strict]) -> type[SQLModel]:
    """Derive the table for one kind of terms: a column for each field that is not a list."""
    columns = {"commitment_id": (str, key("commitment.id")), **dict(_terms_columns(model))}
    namespace = {
        "__module__": __name__,
        "__doc__": model.__doc__,
        "__tablename__": terms_table(kind),
        "__table_args__": STRICT,
        "__annotations__": {name: annotation for name, (annotation, _) in columns.items()},
        **{name: field for name, (_, field) in columns.items()},
    }
    make_class: Any = type(SQLModel)
    return cast("type[SQLModel]", make_class(f"Terms{kind}", (SQLModel,), namespace, table=True))


def _terms_columns(model: type[Strict]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Give the columns of a kind of terms.

    A field that takes a number or a word for its absence gets two columns: `count` and `count_missing`.
    """
    for name, field in model.model_fields.items():
        kinds = {_plain(part) for part in (field.annotation, *get_args(field.annotation))}
        if name == "kind" or tuple in kinds:
            continue
        marker, number = marker_of(model, name), next((kind for kind in (bool, int) if kind in kinds), None)
        yield name, ((number or str) | None, _column(None if number else marker))
        if number and isinstance(marker, Word):
            yield f"{name}_missing", (str | None, _column(marker))


def _plain(part: Any) -> Any:  # noqa: ANN401 -- any type annotation may stand here
    return getattr(part, "__origin__", part)


def _column(marker: Word | Refers | None) -> Any:  # noqa: ANN401 -- SQLModel's Field stands for any default
    if isinstance(marker, Word):
        return word(marker.vocabulary)
    return Field(foreign_key="actor.id") if marker else Field()


TERMS_TABLES = {kind: _terms_table(kind, model) for kind, model in TERMS.items()}
