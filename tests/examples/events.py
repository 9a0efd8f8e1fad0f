"""Make up a table of events, who did what to whom on which day: `events.py FILE [ROWS]` inside the folder of an export.

The same rows each time, ten million unless another number is named, in some ten seconds. They say nothing of the world:
who acts is drawn from those who promise, and whom it is done to from those whom something is promised to.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

SEED, ROWS, AT_ONCE = 2026, 10_000_000, 1_000_000
FIRST, DAYS = np.datetime64("2022-01-01"), 5 * 365 + 1
KINDS = pa.array(["material-conflict", "material-cooperation", "verbal-conflict", "verbal-cooperation"])
SCHEMA = pa.schema({"id": pa.int64(), "day": pa.date32(), "actor": pa.string(), "kind": pa.string(),
                    "target": pa.string()})  # fmt: skip


def main(file: str, rows: int) -> None:
    """Write the table, sorted by day, a million rows at a time."""
    chance = np.random.default_rng(SEED)
    actors = parquet.read_table("parquet/party", columns=["actor"])["actor"].combine_chunks()
    targets = parquet.read_table("parquet/pledge", columns=["beneficiary"])["beneficiary"].drop_null().combine_chunks()
    with parquet.ParquetWriter(Path(file), SCHEMA) as writer:
        for start in range(0, rows, AT_ONCE):
            ids = np.arange(start, min(start + AT_ONCE, rows))
            drawn = [values.take(pa.array(chance.integers(len(values), size=len(ids))))
                     for values in (actors, KINDS, targets)]  # fmt: skip
            writer.write_table(pa.table([ids, FIRST + ids * DAYS // rows, *drawn], schema=SCHEMA))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else ROWS)
