"""Run every long command that tries the package, and write what each found on one page: `python -m tests.figures`.

Names of figures may follow; the others are then those of the last run, which are kept in build/.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from tests.figures.commands import COMMANDS, KEPT, PAGE, ROOT
from tests.figures.page import page


def main() -> None:
    """Run what is asked for, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.figures", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(COMMANDS)}; all, where none is named")
    asked = parser.parse_args().names or list(COMMANDS)
    if unknown := set(asked) - set(COMMANDS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in asked:
        found[name] = _figures(name)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(found), encoding="utf-8")
    PAGE.write_text(page({name: found[name] for name in COMMANDS if name in found}), encoding="utf-8")


def _figures(name: str) -> dict[str, Any]:
    """Run a command, and take the figures from the lines of JSON that it prints."""
    sys.stderr.write(f"{name}: {' '.join(COMMANDS[name])}\n")
    done = subprocess.run([sys.executable, *COMMANDS[name]], cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    return {"on": time.strftime("%Y-%m-%d"), "ended with": done.returncode, "figures": list(_told(done.stdout))}


def _told(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        if line.startswith('{"what"'):
            yield json.loads(line)


if __name__ == "__main__":
    main()
