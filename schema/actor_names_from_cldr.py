"""Write the names of states, of the EU and of the UN from the Unicode CLDR into the actor records.

Run `python schema/actor_names_from_cldr.py` in a checkout. It needs the package babel, which carries the CLDR
(`pip install commitments[names]`). Only the names in the seven languages change; a second run changes nothing.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["babel>=2.17"]
# ///

# Where the names and codes in data/actors came from:
# - names: CLDR 47, as carried by babel 2.18.0.
# - cow, gleditsch_ward: countrycode 1.8.0, github.com/vincentarelbundock/countrycode at 284d6a2f,
#   dictionary/codelist_without_cldr.csv (country_converter 1.3.2 has the same Gleditsch-Ward numbers,
#   but for Czechia that of Czechoslovakia).
# - iso2, and wikidata of states: github.com/opensanctions/rigour at 8f4044dd (2.2.3), resources/territories.
# - wikidata of organisations: github.com/opensanctions/opensanctions at b71c7389, zavod/zavod/shed/wikidata/igo.py;
#   of the G7 and the G20: github.com/johnmorrisdotca/kuni at 6dd503fa, scripts/groupings-config.ts.

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel import Locale

ACTORS = Path(__file__).resolve().parent.parent / "data" / "actors"
LANGUAGES = ("en", "ar", "uk", "fr", "de", "ru", "pl")
ORGANISATIONS = {"eu": "EU", "un": "UN"}
"""Organisations that the CLDR names among its regions, by actor id; they have no ISO 3166 code of their own."""

ISO2 = re.compile(r"^iso2: \"?([A-Z]{2})\"?$", re.MULTILINE)
NAMES = re.compile(r"^names:\n((?:  .+\n)+)", re.MULTILINE)


def region(actor: str, record: str) -> str | None:
    """Find the CLDR region that a record stands for, if there is one."""
    found = ISO2.search(record)
    return found[1] if found else ORGANISATIONS.get(actor)


def cldr_names(code: str) -> dict[str, str]:
    """Give the name of a region in each of the languages."""
    return {language: Locale.parse(language).territories[code] for language in LANGUAGES}


def renamed(record: str, names: dict[str, str]) -> str:
    """Put names into a record, before those that it has in other languages."""

    def block(old: re.Match[str]) -> str:
        others = [line for line in old[1].splitlines() if line.split(":")[0].strip() not in names]
        return "\n".join(["names:", *(f"  {language}: {name}" for language, name in names.items()), *others, ""])

    return NAMES.sub(block, record, count=1)


def main() -> None:
    """Bring the names in all actor records up to date, and say which records changed."""
    for path in sorted(ACTORS.glob("*.yaml")):
        record = path.read_text(encoding="utf-8")
        code = region(path.stem, record)
        if code and (new := renamed(record, cldr_names(code))) != record:
            path.write_text(new, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path.name}: names from CLDR region {code}\n")


if __name__ == "__main__":
    main()
