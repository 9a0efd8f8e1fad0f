"""The process in which atheris looks for inputs, and which it may end; its own options follow the name of a target."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["commitments", "yaml"]):  # so that it sees which lines an input comes to
    from tests.fuzz.guided import TARGETS


def main() -> None:
    """Hand the target that is named first to atheris."""
    with tempfile.TemporaryDirectory() as place:
        atheris.Setup(sys.argv, TARGETS[sys.argv.pop(1)](Path(place)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
