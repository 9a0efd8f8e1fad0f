"""Join the export of the real data with a table of events, in DuckDB and in Spark, and hold their answers together.

    python -m tests.export [ROWS]

Ten million rows unless another number is named; that takes about a minute, most of it in Spark, which
`pip install -e '.[spark]'` and Java 17 or newer bring. Tells what each step took; ends with 1 where the answers differ.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import REPOSITORY
from tests.export import events

ROWS = 10_000_000


def main(rows: int) -> int:
    with TemporaryDirectory() as place:
        export, database = Path(place) / "export", str(Path(place) / "commitments.sqlite")
        commitments("build", "--db", database)
        commitments("export", str(export), "--format", "parquet", "--db", database)
        steps = {f"{rows:,} events made up": events.make(export, rows)}
        steps |= {"joined in DuckDB": events.of_duckdb(export), "joined in Spark": events.of_spark(export)}
    for name, ran in steps.items():
        print(f"{name}: {ran.seconds:.1f} s, {ran.memory} MiB")  # noqa: T201 -- a command tells
    _, one, other = steps.values()
    print(one.out)  # noqa: T201 -- likewise
    return int(one.out != other.out or not one.out)


def commitments(*arguments: str) -> None:
    """Run the command in a process of its own: what is measured later takes no less memory than this one has."""
    subprocess.run([sys.executable, "-m", "commitments", *arguments], cwd=REPOSITORY, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
