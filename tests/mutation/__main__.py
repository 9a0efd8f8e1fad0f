"""Change the rules and the matcher of quotations in every small way, and count what no test notices.

`python -m tests.mutation` tells the mutants that survive, and one line of JSON with the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.scope import MODULES, PACKAGE, equivalents
from tests.mutation.trials import ROOT, passes


def main() -> None:
    """Try what is asked for, and print what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"some of: {', '.join(MODULES)}; all, where none is named")
    parser.add_argument("--kept", type=Path, help="file of the mutants killed so far: they are not tried again")
    asked = parser.parse_args()
    if unknown := set(asked.modules) - set(MODULES):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    figures = [_module(name, asked.kept) for name in asked.modules or MODULES]
    told = {"what": "mutants", **{word: sum(each[word] for each in figures) for word in figures[0]}}
    sys.stdout.write(f"{json.dumps(told | {'modules': dict(zip(asked.modules or MODULES, figures, strict=True))})}\n")


def _module(name: str, kept: Path | None) -> dict[str, int]:
    """Try all mutants of a module but the equivalent ones."""
    path = PACKAGE / name
    source = (ROOT / path).read_text(encoding="utf-8")
    figures = {"killed": 0, "survived": 0, "equivalent": 0}
    with tempfile.TemporaryDirectory() as folder:
        if not passes(path, source, MODULES[name], Path(folder)):
            sys.exit(f"{name}: its tests fail without any change")
        for mutant in mutants(source):
            verdict = _verdict(name, mutant, kept, Path(folder))
            figures[verdict] += 1
            if verdict == "survived":
                sys.stdout.write(f"{path}:{mutant.line}: {mutant.name}\n")
                sys.stdout.flush()
    sys.stderr.write(f"{name}: {json.dumps(figures)}\n")
    return figures


def _verdict(name: str, mutant: Mutant, kept: Path | None, folder: Path) -> str:
    """Say what becomes of a mutant; what was killed before is not tried again, what survived is."""
    if mutant.name in equivalents().get(name, {}):
        return "equivalent"
    digest = sha256(mutant.source.encode()).hexdigest()
    if kept and kept.exists() and digest in kept.read_text(encoding="ascii"):
        return "killed"
    if passes(PACKAGE / name, mutant.source, MODULES[name], folder, first=mutant.where.partition(" ")[0]):
        return "survived"
    if kept:
        with kept.open("a", encoding="ascii") as file:
            file.write(f"{digest}\n")
    return "killed"


if __name__ == "__main__":
    main()
