"""Which lines and branches of the package the default tests run, also in the commands that they start.

`python -m tests.figures.coverage` tells the lines that none runs, and one line of JSON with the figures; what stands
after it goes to pytest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LEFT_OUT = ("--ignore", "tests/crash/test_kills.py")
"""What breaks system calls, and with them those that keep the measure."""
COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def main() -> int:
    """Run the tests under measurement, and print what they reach; exit as pytest does."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "data")}
        ended = _run(environment, "run", "-m", "pytest", "-p", "no:cacheprovider", *LEFT_OUT, *sys.argv[1:])
        _run(environment, "combine", "-q")
        _run(environment, "report", "--skip-covered", "--show-missing")
        _run(environment, "json", "-q", "-o", str(Path(folder) / "report.json"))
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    figures = {"what": "coverage", **_counts(report["totals"]), "packages": packages(report["files"])}
    sys.stdout.write(f"{json.dumps(figures)}\n")
    return ended


def packages(files: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Sum up the report on files for each package; modules beside the packages stand under the name of the whole."""
    sums: dict[str, dict[str, int]] = {}
    for path, file in sorted(files.items()):
        package = "/".join(Path(path).parts[:-1][:2])
        before = sums.setdefault(package, dict.fromkeys(COUNTS, 0))
        sums[package] = {name: before[name] + count for name, count in _counts(file["summary"]).items()}
    return sums


def _counts(summary: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(summary[name]) for name in COUNTS}


def _run(environment: Mapping[str, str], *arguments: str) -> int:
    command = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
