"""What is generated into schema/: a JSON Schema for each kind of record, the SQL of the database, the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from commitments import whole
from commitments.curate import corpus
from commitments.curate.corpus import Corpus
from commitments.curate.shape import MODELS
from commitments.dataset import Dataset
from commitments.escaping import as_json
from commitments.findings import CommitmentsError
from commitments.store import codebook, filling
from commitments.store.findings_schema import FINDINGS
from commitments.store.json_schema import json_schema

HEAD = "-- The tables of the database, written by `commitments schema` from commitments/store/tables/.\n\n"


def write(dataset: Dataset, *, check: bool = False) -> list[str]:
    """Write the schemas that are not current, or with `check` only name them; gives their paths.

    Raises CommitmentsError where a word list has errors, or a file cannot be written.
    """
    records, findings = corpus.read(dataset)
    broken = any(finding.span.path.startswith("schema/") for finding in findings)
    if broken or "guarantee-types" not in records.terms:
        raise CommitmentsError("the word lists in schema/vocabulary have errors: see `commitments check`")
    stale = []
    for name, text in _schemas(records):
        path = dataset.schema / name
        try:
            if path.exists() and path.read_bytes() == text.encode():
                continue
            stale.append(f"schema/{name}")
            if not check:
                whole.write(path, text.encode())
        except OSError as error:
            raise CommitmentsError(f"schema/{name} cannot be written ({error.strerror})") from error
    return stale


def _schemas(records: Corpus) -> Iterator[tuple[str, str]]:
    yield "database.sql", HEAD + filling.schema(records.terms).rstrip() + "\n"
    for folder, model in MODELS.items():
        schema = json_schema(folder, records.terms)
        yield f"{model.__name__.lower()}.schema.json", as_json(schema, 2) + "\n"
    yield "findings.schema.json", as_json(FINDINGS, 2) + "\n"
    yield "vocabulary/README.md", codebook.codebook(records)
