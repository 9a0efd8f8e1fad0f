"""Measure our commands beside floors and peers, and tell it in one table: `python -m tests.benchmarks`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import ours, peers
from tests.benchmarks.machine import header
from tests.benchmarks.ours import Bench
from tests.benchmarks.table import Row, render

GROUPS = ours.GROUPS | {"peers": peers.rows}
"""What is measured, by the word that asks for it."""


def main() -> None:
    """Measure what is asked for, and print the table."""
    asked = _asked()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        _measure(asked, asked.keep)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(asked, Path(folder))


def _asked() -> argparse.Namespace:
    beside = Path(sys.executable).parent
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=_sizes, default=(1000, 10_000), help="commitments per dataset, parted by commas"
    )
    parser.add_argument("--only", type=_groups, default=tuple(GROUPS), help=f"some of: {', '.join(GROUPS)}")
    parser.add_argument("--repeat", type=int, default=11, help="runs of each command")
    parser.add_argument("--seconds", type=float, default=60, help="no more runs of a command once they took so long")
    parser.add_argument("--peers-from", type=Path, default=beside, help="folder with the peers' commands")
    parser.add_argument("--peers-at", type=_sizes, default=(1000,), help="sizes at which slow peers are measured")
    parser.add_argument("--keep", type=Path, help="keep the datasets in this folder, and use those that are there")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def _measure(asked: argparse.Namespace, folder: Path) -> None:
    bench = Bench(folder.resolve(), asked.peers_from, asked.peers_at, asked.repeat, asked.seconds)
    sizes = ", ".join(f"{size:,}" for size in asked.sizes)
    machine = header(asked.peers_from)
    table = render(_rows(bench, asked), markdown=asked.markdown)
    sys.stdout.write(f"{machine}\nDatasets: {sizes} commitments; starts at {ours.START:,}\n\n{table}\n")


def _rows(bench: Bench, asked: argparse.Namespace) -> Iterator[Row]:
    for name in asked.only:
        sys.stderr.write(f"measuring: {name}\n")
        yield from GROUPS[name](bench, asked.sizes)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def _groups(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(GROUPS):
        raise argparse.ArgumentTypeError(f"there is no group {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    main()
