"""The page that explains an export to whoever opens the folder."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from commitments import imprint
from commitments.ask.standing import ENDED
from commitments.english import listed
from commitments.export import parquet_page
from commitments.export.about import About
from commitments.export.descriptors import DATABASE, DEFUSED
from commitments.export.forms import Form

WIDTH = 120
HEAD = """\
# {title}

{description}

- {folders}: every table, and the views `pledge` and `label`.
- `{database}`: all of them in one file.
- `datapackage.json`: what every column holds and means, which words it may have, what refers to what.
- `dataset.jsonld`: an entry for catalogues of data (DCAT, schema.org).
- `SHA256SUMS`: `sha256sum -c SHA256SUMS` tells whether all files are whole.

Begin with `pledge`: one row per commitment, with strength and names spelled out. `party` says who speaks, one row per
actor; `condition`, `hedge`, `history`, `evidence` and others join on `commitment_id`. Before you count:

- `voice`: only `own` is what an actor said itself. What one says of another is no pledge of the other's.
- `attribution`: `collective` and `as-member` do not bind the members of a group one by one.
- `status`: what is {ended} has ended.
- `strength_rank` runs from -2 (rejects) to 7 (operational), and is empty for words beside the ladder: demands,
  endorses, not-found. `not-found` is a search without result; what has no row was never looked for.
- `stated_on` and other dates may be partial (`2025-09`, `2025/..`); columns that end in `_earliest` and `_latest` are
  days.
- Sums are as stated, in their own currency. One that is `part_of` another must not be added to it.
"""
CSV = """
{defused}

In CSV no value is an empty cell, and an empty text a pair of quotation marks; most readers take both for no value. So
that NA, the code of Namibia, stays a text, read with `pandas.read_csv(path, keep_default_na=False, na_values=[""])` or
`read.csv(path, na.strings = "")`.
"""
PARQUET = """
In Parquet a table is a folder, such as `parquet/pledge`, and there is one more: `record` has all of `pledge`, and
conditions, hedges, history, evidence, sums and the rest as lists in the row that they belong to, so that nothing need
be joined. It lies in parts by `family`. `{page}` has the schema, and how DuckDB, Spark, Arrow and pandas read it.
"""
FOOT = """
Version {version}, revision `{commit}` of the data.
Licence: {licence} (`LICENSE`). To cite: "{title}", with version and revision.
"""


def readme(about: About, forms: Sequence[Form]) -> str:
    """Write the page: what is in the folder, and what misleads those who do not know it."""
    folders = listed(f"`{form.name}/`" for form in forms)
    ended = listed((f"`{status}`" for status in sorted(ENDED)), "or")
    title, description = imprint.FULL_TITLE, fill(about.description, WIDTH)
    head = HEAD.format(title=title, description=description, folders=folders, database=DATABASE, ended=ended)
    csv = CSV.format(defused=fill(DEFUSED, WIDTH)) if any(form.name == "csv" for form in forms) else ""
    parquet = PARQUET.format(page=parquet_page.NAME) if any(form.write_record for form in forms) else ""
    foot = FOOT.format(version=about.version, commit=about.commit, licence=imprint.LICENCE.name, title=title)
    return head + parquet + csv + foot
