"""One mutant under the tests that concern it: the changed module takes the place of its file in a forked process."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import hypothesis
import pytest

import commitments.model.records

ROOT = Path(__file__).parents[2]
SECONDS = 40
"""Time of the processor that a trial may take: a change may make a loop that never ends."""
MEMORY = 4 << 30
"""Bytes that a trial may take."""
LOADED = commitments.model.records
"""What takes long to load, and is loaded before trials are forked off: the models, with pydantic."""


class _Changed(SourceFileLoader):
    """Loads a module from its changed source instead of its file, and leaves no compiled copy of it behind."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        code: CodeType = compile(self.source, self.path, "exec", dont_inherit=True)
        return code


class _Finder(MetaPathFinder):
    """Finds the changed module before its file is found."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.spec = spec_from_file_location(name, path, loader=_Changed(name, str(path), source))

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        del path, target
        return self.spec if self.spec and fullname == self.spec.name else None


class _First:
    """Lets tests with a word in their name run before the others."""

    def __init__(self, word: str) -> None:
        self.word = word

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.word not in item.name)


def passes(module: Path, source: str, tests: Sequence[str], folder: Path, first: str = "") -> bool:
    """Whether the tests pass with another source in the place of a module, whose path is relative to the repository.

    Tests with the word `first` in their name run first, then those that failed the last time in this folder. A trial
    that takes too much time or memory fails.
    """
    trial = multiprocessing.get_context("fork").Process(target=_run, args=(module, source, tests, folder, first))
    trial.start()
    trial.join()
    return trial.exitcode == 0


def _run(module: Path, source: str, tests: Sequence[str], folder: Path, first: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ |= {"COMMITMENTS_WORKERS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    _make_repeatable()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    name = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    if name in sys.modules:
        _forget_our_modules()
    sys.meta_path.insert(0, _Finder(name, ROOT / module, source))
    kept = ("-o", f"cache_dir={folder / 'cache'}", f"--basetemp={folder / 'files'}", f"--rootdir={ROOT}")
    os._exit(pytest.main(["-x", "--failed-first", "--tb=no", *kept, *tests], plugins=[_First(first)]))


def _make_repeatable() -> None:
    """Let Hypothesis try the same examples in every trial, without looking for simpler ones that fail as well."""
    settings = hypothesis.settings(
        derandomize=True,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.register_profile("mutation", settings)
    hypothesis.settings.load_profile("mutation")


def _forget_our_modules() -> None:
    """Let all modules of ours be loaded anew, as they may have been made of the one that is changed."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"commitments", "tests"}]:
        del sys.modules[name]
