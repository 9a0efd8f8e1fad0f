"""The page that documents the schema of an export as Parquet: every table and column with its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.escaping import for_markdown
from commitments.export.descriptors import NESTED
from commitments.export.record import PARTED_BY, record
from commitments.store.database import SCHEMA_VERSION
from commitments.store.dictionary import Column, Kind, Table

NAME = "parquet.md"
HEAD = """\
# Parquet: the schema

Version {version} of the tables. Every table is a folder of files, `parquet/TABLE/part-0.parquet`, with the types below:

| here | Parquet | Arrow | Spark | DuckDB |
|---|---|---|---|---|
| string | string | string | string | VARCHAR |
| integer | int64 | int64 | bigint | BIGINT |
| number | double | double | double | DOUBLE |
| boolean | boolean | bool | boolean | BOOLEAN |
| date | date | date32 | date | DATE |
| list | list of three levels, no element empty | list | array | list |
| row | group | struct | struct | STRUCT |

What is a whole day in every row is a date; what may be a month or a year is a string, with its first and last day
beside it (`_earliest`, `_latest`). What is not marked *may be empty* never is: the files say so (`required`), Spark
takes every column for nullable whatever they say. A list without entries is an empty list. Rows stand in the order of
the key. The metadata of every file has `description`, `key` (its columns, parted by spaces), `schema_version`,
`version` of the tool, `commit` of the data and `licence`; that of every column has its `description`, and
`vocabulary` where its words stand in a list that the table `term` explains.

This page is written from the tables, and the tests hold the files against it as Arrow, DuckDB and Spark read them. A
change of it is told in CHANGELOG.md.

## Reading

`record` has everything that belongs to a commitment in one row, with lists, and lies in parts by family of guarantee:
`parquet/record/{parted}=sanctions/part-0.parquet`. One folder per family: a commitment has one at most, there are few,
and none is called like a number or a date. Where `{parted}` is asked for, the other parts are not read. The column
stands in the names of the folders alone: it is a string in Spark, DuckDB and Arrow, the last of all columns, and a
category in pandas. Commitments without a family stand in `{parted}=__HIVE_DEFAULT_PARTITION__`, which Spark, DuckDB and
Arrow read as null. All other tables are in one part.

`datapackage.json` has the same for programs, and what refers to what; `record` stands there under
`{nested}`.

```sql
SELECT id, family, len(evidence) FROM read_parquet('parquet/record/*/*.parquet', hive_partitioning = true);  -- DuckDB
SELECT id, unnest(party, recursive := true) FROM read_parquet('parquet/record/*/*.parquet', hive_partitioning = true);
SELECT * FROM 'parquet/actor/*.parquet';
```

```python
spark.read.parquet("parquet/record").selectExpr("id", "family", "inline(party)")  # Spark
pyarrow.dataset.dataset("parquet/record", partitioning="hive").to_table()  # Arrow
pandas.read_parquet("parquet/pledge")  # pandas
```

## Tables
"""


def page(tables: Sequence[Table]) -> str:
    """Write the page from the dictionary of the database."""
    head = HEAD.format(version=SCHEMA_VERSION, parted=PARTED_BY, nested=NESTED)
    return "\n".join((head, *(line for table in (record(tables), *tables) for line in _table(table))))


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n"
    yield f"{for_markdown(table.description)} Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield "| column | type | may be empty | says |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield from _column(column)
    yield ""


def _column(column: Column, within: str = "") -> Iterator[str]:
    """Write the line of a column, and those of the columns within it."""
    name, empty = f"{within}{column.name}", "" if column.required else "yes"
    words = f"; a word of the list {column.vocabulary}" if column.vocabulary else ""
    yield f"| `{name}` | {held(column)} | {empty} | {for_markdown(column.description + words)} |"
    for inner in column.columns:
        yield from _column(inner, f"{name}.")


def held(column: Column) -> str:
    """Say what stands in a cell of a column, in the words of the page."""
    one = "row" if column.kind is Kind.ROW else str(column.kind)
    return f"list of {one}s" if column.many else one
