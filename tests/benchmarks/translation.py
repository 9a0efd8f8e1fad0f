"""A dataset in the forms that peers read: `python -m tests.benchmarks.translation DATASET FOLDER`.

Commitments alone: in one file of YAML, in JSON lines, and as LinkML wants them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

WHOLE, LINES, LINKED = "commitments.yaml", "commitments.jsonl", "linkml.yaml"
UNLINKED = frozenset({"terms", "searched", "review"})
"""Fields that are objects of their own or of several shapes, which LinkML is spared."""


def translate(dataset: Path, folder: Path) -> None:
    """Write the commitments of a dataset in all forms."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, lines, linked = (folder / name for name in (WHOLE, LINES, LINKED))
    texts = [path.read_text("utf-8") for path in sorted((dataset / "data" / "commitments").rglob("*.yaml"))]
    records = [yaml.load(text, yaml.CBaseLoader) for text in texts]  # noqa: S506 -- it makes texts of all values
    whole.write_text("".join(_as_item(text) for text in texts), "utf-8")
    lines.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), "utf-8")
    said = {"records": [_linked(record) for record in records]}
    linked.write_text(yaml.dump(said, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


def _as_item(text: str) -> str:
    """Set a record in as an item of a list, without its first comment."""
    kept = [line for line in text.splitlines() if not line.startswith("#")]
    return "".join(f"{'- ' if place == 0 else '  '}{line}\n" for place, line in enumerate(kept))


def _linked(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what LinkML is spared; an id that holds inside one record alone is a label to it."""
    kept = {field: value for field, value in record.items() if field not in UNLINKED}
    evidence = [{"label": piece["id"], **piece} for piece in record.get("evidence", ())]
    for piece in evidence:
        del piece["id"]
    return kept | ({"evidence": evidence} if evidence else {})


if __name__ == "__main__":
    translate(Path(sys.argv[1]), Path(sys.argv[2]))
