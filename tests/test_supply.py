"""What the project is made with: few packages, each with a reason, locked by their hashes; SECURITY.md tells facts."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from commitments.curate.rules import CATALOGUE
from tests.conftest import REPOSITORY

LOCKED = REPOSITORY / "locked"
LOCKS = {"runtime.txt": (), "dev.txt": ("dev",), "release.txt": ("release",), "spark.txt": ("spark",)}
ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| (?P<where>[a-z, ]+) \| (?P<reason>.+) \| (?P<licence>.+) \| (?P<last>.+) \| (?P<keeper>.+) \|$", re.MULTILINE)  # fmt: skip  # noqa: E501 -- one row of the table
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<only>[^\\]+?))? \\$")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
GROUPS = {"runtime": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
ROWS = list(ROW.finditer((LOCKED / "README.md").read_text(encoding="utf-8")))[1:]
"""The rows of the table, without that of its headings."""


def asked_for(group: str) -> list[Requirement]:
    """What a group of pyproject.toml asks for, with what it takes from other groups."""
    found = []
    for requirement in map(Requirement, GROUPS[group]):
        if requirement.name == PROJECT["name"]:
            found += [inner for extra in sorted(requirement.extras) for inner in asked_for(extra)]
        else:
            found.append(requirement)
    return found


def locked(name: str) -> dict[str, list[str]]:
    """The versions in a lock by package; more than one where they differ from one Python to another."""
    found = defaultdict(list)
    for line in (LOCKED / name).read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            found[match["name"]].append(match["version"])
    return found


def test_every_package_of_the_project_stands_in_the_table_and_none_more() -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for group, requirements in GROUPS.items():
        for requirement in map(Requirement, requirements):
            if requirement.name != PROJECT["name"]:
                groups[requirement.name].append(group)
    assert {row["name"]: sorted(row["where"].split(", ")) for row in ROWS} == {
        name: sorted(where) for name, where in groups.items()
    }
    assert len(ROWS) == len(groups)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_table_gives_licence_last_release_and_keeper(row: re.Match[str]) -> None:
    assert re.fullmatch(r"[\d.]+, 20\d\d-\d\d-\d\d", row["last"])
    asked_for_alone = "|LGPL" if row["where"] in {"test", "postgresql"} else ""
    assert re.search(f"\\b(MIT|BSD|Apache|PSF|MPL{asked_for_alone})", row["licence"])
    assert len(row["reason"]) > 4
    assert len(row["keeper"]) > 3


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_a_lock_holds_what_pyproject_asks_for(name: str, extras: tuple[str, ...]) -> None:
    versions = locked(name)
    for requirement in [*asked_for("runtime"), *(one for extra in extras for one in asked_for(extra))]:
        assert versions[canonicalize_name(requirement.name)], requirement
        assert all(Version(one) in requirement.specifier for one in versions[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_version_or_a_hash_and_no_address(name: str) -> None:
    lines = (LOCKED / name).read_text(encoding="utf-8").splitlines()[2:]
    assert [line for line in lines if not PINNED.match(line) and not HASH.fullmatch(line)] == []
    bare = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if PINNED.match(line) and not HASH.fullmatch(after)]  # fmt: skip  # noqa: E501
    assert bare == []


def imported() -> set[str]:
    """Names of the packages that the package imports anywhere."""
    modules: set[str] = set()
    for path in (REPOSITORY / "commitments").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(str(node.module).partition(".")[0])
    found = packages_distributions()
    return {canonicalize_name(name) for module in modules - sys.stdlib_module_names for name in found.get(module, ())}


def test_nothing_is_asked_for_at_runtime_that_the_package_does_not_import() -> None:
    assert {canonicalize_name(requirement.name) for requirement in asked_for("runtime")} - imported() == set()


def test_nothing_is_imported_that_is_not_locked() -> None:
    assert imported() - {*locked("dev.txt"), PROJECT["name"]} == set()


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name
)
def test_workflows_install_locked_packages_alone(path: Path) -> None:
    installs = re.findall(r"pip .*\binstall (.*)", path.read_text(encoding="utf-8"))
    assert [one for one in installs if "--require-hashes -r locked/" not in one and "--no-deps" not in one] == []


def test_a_release_is_audited_strictly_and_listed() -> None:
    text = (REPOSITORY / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "pip-audit --strict --require-hashes" in text
    assert "--output-file dist/commitments.cdx.json" in text
    assert text.index("pip-audit") < text.index("cyclonedx-py") < text.index("Checksums")


def test_the_threats_name_rules_that_there_are_and_no_address_to_write_to() -> None:
    text = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
    codes = set(re.findall(r"\b[YSRXQ]\d{3}\b", text))
    assert len(codes) > 10
    assert codes <= CATALOGUE.keys()
    assert "@" not in text
    places = re.findall(r"\]\(([^)]+)\)", text)
    assert [place for place in places if not (REPOSITORY / place).exists()] == []
