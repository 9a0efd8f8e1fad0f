"""Records for programs: CSV, TSV, JSON, JSON Lines and YAML, with nothing in them that could take effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.escaping import HIDDEN, as_json, for_spreadsheet, for_terminal
from commitments.render.tables.listing import Listing


def csv(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Write records as CSV, with lists inside a cell parted by semicolons."""
    return _separated(listing, ",")


def tsv(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- likewise
    """Write records as CSV with tabs between the cells."""
    return _separated(listing, "\t")


def json(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- likewise
    """Write records as a list of objects; control characters are written as JSON escapes them."""
    return as_json(_told(listing), 2) + "\n"


def jsonl(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- likewise
    """Write each record as an object on a line of its own (JSON Lines)."""
    return "".join(f"{as_json(told)}\n" for told in _told(listing))


def yaml(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- likewise
    """Write records as a YAML list; control characters are written as YAML escapes them."""
    import yaml as yaml_module

    class Dumper(yaml_module.SafeDumper):
        """Puts texts with hidden characters into double quotes, where they can be escaped."""

    def text(dumper: yaml_module.SafeDumper, value: str) -> yaml_module.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if HIDDEN.search(value) else None)

    Dumper.add_multi_representer(str, text)
    Dumper.add_representer(str, text)
    told = yaml_module.dump(_told(listing), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)
    return for_terminal(told)


def _told(listing: Listing) -> list[dict[str, Any]]:
    return [{name: record[name] for name in listing.fields} for record in listing.records]


def _separated(listing: Listing, separator: str) -> str:
    import csv as csv_module
    import io

    text = io.StringIO()
    writer = csv_module.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(for_spreadsheet(for_terminal(name)) for name in listing.fields)
    for record in listing.records:
        writer.writerow(for_spreadsheet(for_terminal(flat(record[name]))) for name in listing.fields)
    return text.getvalue()


def flat(value: object) -> str:
    """Say a value in one cell: lists parted by semicolons, the values of objects by spaces."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return "; ".join(map(flat, value))
        case Mapping():
            return " ".join(flat(part) for part in value.values() if part is not None)
        case _:
            return str(value)
