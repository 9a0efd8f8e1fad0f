"""Datasets made of sound records with slips in them: what passes the check is built, and what does not is not.

COMMITMENTS_EXAMPLES says how many datasets are tried.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from commitments.curate import checking
from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.model.fields import Route, Word, marked
from commitments.store import build, database
from tests.conftest import Workshop
from tests.fixtures import copied
from tests.values import at, put, routes

EXAMPLES = int(os.environ.get("COMMITMENTS_EXAMPLES", "25"))
PLAIN = (
    "2026-01-06", "2026-02-30", "2025", "2026/..", "../2024", "1000", "9" * 400, "0", "-1", "", " ", "x", "nobody",
    "EUR",
    "en", "B2", "https://example.org/readout", "https://example.org/new", "a\nb", "=1+1", "UKR", "stance", "terms",
    "history",
)  # fmt: skip
VALUES: tuple[Any, ...] = (*PLAIN, None, True, 0, -1, 2**63 - 1, 1.5, (), {}, ("x",), {"x": "y"})
CODES = ("R101", "R104", "R204", "R301", "R302", "R303", "R304", "R411", "X102", "Q301", "S001", "Z999")


@dataclass(frozen=True)
class Made:
    """The files of a sound dataset as texts, and the same as data, to make others of."""

    texts: dict[str, str]
    data: dict[str, Any]
    words: dict[str, list[tuple[Route, str, str]]]
    vocabularies: dict[str, list[str]]
    folders: dict[str, list[str]]


@cache
def _sound(root: Path) -> Made:
    corpus = Corpus(Dataset(root))
    entries = list(corpus.entries)
    words = {
        entry.path: [
            (route, "word", marker.vocabulary) if isinstance(marker, Word) else (route, "record", marker.folder)
            for route, _, marker in marked(entry.record)
            if _is_written(entry.document.data, route)
        ]
        for entry in entries
        if entry.record
    }
    return Made(
        {entry.path: entry.document.text for entry in entries},
        {entry.path: entry.document.data for entry in entries},
        words,
        {name: list(terms) for name, terms in corpus.terms.items()},
        {name: list(folder) for name, folder in corpus.by_id.items()},
    )


def _is_written(value: Any, route: Route) -> bool:  # noqa: ANN401 -- whatever a record may say
    for step in route:
        if isinstance(value, dict) and step not in value:
            return False  # it is the default
        value = value[step]
    return True


def _slip(drawn: DataObject, made: Made, files: dict[str, str]) -> None:
    """Make one slip in a dataset: a value, a word, a link, a list entry, a comment to the checks, or a whole file."""
    path = drawn.draw(st.sampled_from(sorted(files.keys() & made.texts.keys())), label="file")
    match drawn.draw(st.sampled_from(("value", "word", "word", "entry", "comment", "copy", "gone")), label="slip"):
        case "value":
            route = drawn.draw(st.sampled_from(list(routes(made.data[path]))[1:]), label="route")
            new = drawn.draw(st.sampled_from((*VALUES, ...)), label="value")
            files[path] = _written(put(made.data[path], route, new))
        case "word" if made.words[path]:
            route, what, name = drawn.draw(st.sampled_from(made.words[path]), label="route")
            known = made.vocabularies[name] if what == "word" else made.folders[name]
            new = drawn.draw(st.sampled_from([*known, "nobody"]), label="word")
            files[path] = _written(put(made.data[path], route, new))
        case "entry":
            lists = [route for route in routes(made.data[path]) if isinstance(at(made.data[path], route), tuple)]
            if lists:
                route = drawn.draw(st.sampled_from(lists), label="list")
                turn = drawn.draw(st.sampled_from((lambda items: items[::-1], lambda items: (*items, *items[:1]))))
                files[path] = _written(put(made.data[path], route, turn(at(made.data[path], route))))
        case "comment":
            lines = files[path].split("\n")
            place = drawn.draw(st.integers(0, len(lines) - 1), label="line")
            lines[place] += f"  # commitments: ignore[{drawn.draw(st.sampled_from(CODES))}] as agreed"
            files[path] = "\n".join(lines)
        case "copy":
            name = drawn.draw(st.sampled_from(("copy.yaml", path.rpartition("/")[2])), label="name")
            files[f"{path.rpartition('/')[0]}/more/{name}"] = files[path]
        case "gone":
            del files[path]


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(copied(tmp_path_factory.mktemp("generated") / "dataset"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_what_passes_the_check_is_built_and_what_does_not_is_told_in_its_place(
    scene: Workshop, drawn: DataObject
) -> None:
    made = _sound(scene.dataset.root)
    files = dict(made.texts)
    for _ in range(drawn.draw(st.integers(1, 3), label="slips")):
        _slip(drawn, made, files)
    _lay_out(scene, files)
    checked = checking.check(scene.dataset)
    target = scene.dataset.root / "build" / "generated.sqlite"
    built = build.build(scene.dataset, target)
    assert built.findings == checked.findings
    assert (built.records is None) == bool(checked.errors)
    for found in checked.findings:
        lines = files.get(found.span.path, "").split("\n")
        assert found.code == "Y119" or 1 <= found.span.line <= len(lines), found
    _can_be_built_without_what_is_wrong(scene.dataset, target)


def _lay_out(scene: Workshop, files: dict[str, str]) -> None:
    """Write the files of a dataset over those of the one before."""
    for place in (scene.dataset.data, scene.dataset.vocabulary):
        for path in place.rglob("*.yaml"):
            if str(path.relative_to(scene.dataset.root)) not in files:
                path.unlink()
    for name, text in files.items():
        file = scene.dataset.root / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            scene.write(name, text)


def _can_be_built_without_what_is_wrong(dataset: Dataset, target: Path) -> None:
    try:
        built = build.build(dataset, target, keep_going=True)
    except CommitmentsError as error:
        assert "word list" in str(error)  # noqa: PT017 -- the one thing that nothing can be built without
        return
    assert built.records is not None
    with closing(database.open_database(target)) as connection:
        assert connection.execute("SELECT count(*) FROM pledge").fetchone()[0] <= built.records
        files = {row[0] for row in connection.execute("SELECT path FROM commitment UNION SELECT path FROM instrument")}
    assert not files & set(built.left_out)
