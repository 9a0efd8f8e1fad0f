"""Join the export of the real data with a table of events, in DuckDB and in Spark, and hold their answers together.

    python -m tests.export [ROWS]

Ten million rows unless another number is named; that takes about a minute, most of it in Spark, which
`pip install -e '.[spark]'` and Java 17 or newer bring. Tells what each step took; ends with 1 where the answers differ.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from commitments.dataset import Dataset
from commitments.store import publishing
from tests.conftest import REPOSITORY
from tests.export import events
from tests.export.conftest import exported

ROWS = 10_000_000


def main(rows: int) -> int:
    with TemporaryDirectory() as place:
        database = Path(place) / "commitments.sqlite"
        publishing.publish(Dataset(REPOSITORY), database)
        export = exported(database, Path(place) / "export", "parquet")
        steps = {f"{rows:,} events made up": events.make(export, rows)}
        steps |= {"joined in DuckDB": events.of_duckdb(export), "joined in Spark": events.of_spark(export)}
    for name, ran in steps.items():
        print(f"{name}: {ran.seconds:.1f} s, {ran.memory} MiB")  # noqa: T201 -- a command tells
    _, one, other = steps.values()
    print(one.out)  # noqa: T201 -- likewise
    return int(one.out != other.out or not one.out)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
