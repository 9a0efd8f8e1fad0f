"""Tries very many inputs, and says in one line of JSON how many, and how many of them broke a promise.

python -m tests.fuzz records --number 20000
python -m tests.fuzz lines --seconds 600 --seed 1000000
python -m tests.fuzz guided loader --seconds 300
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.fuzz import guided
from tests.fuzz.campaigns import CAMPAIGNS
from tests.fuzz.oracles import patience

SHOWN = 3
"""How many inputs that broke a promise are shown whole."""


def main() -> int:
    """Run what is asked for; exit 1 if any input broke a promise, or none was tried."""
    reading = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    reading.add_argument("what", choices=[*CAMPAIGNS, "guided"])
    reading.add_argument("target", nargs="?", choices=list(guided.TARGETS), help="for guided: what is fed")
    reading.add_argument("--number", type=int, help="how many inputs; without it, as many as the time allows")
    reading.add_argument("--seconds", type=int, default=300, help="for how long at most")
    reading.add_argument("--seed", type=int, default=0, help="the number of the first input")
    asked = reading.parse_args()
    if asked.what == "guided":
        return _guided(asked.target or "loader", asked.seconds)
    return _campaign(asked.what, asked.seed, asked.number, asked.seconds)


def _campaign(what: str, seed: int, number: int | None, seconds: int) -> int:
    tried = sound = broken = 0
    with CAMPAIGNS[what]() as attempt:
        for one in _numbers(seed, number, seconds):
            tried += 1
            try:
                with patience():
                    sound += attempt(one)
            except Exception:  # noqa: BLE001 -- whatever is raised is what is looked for
                broken += 1
                if broken <= SHOWN:
                    sys.stderr.write(f"the input of number {one} broke a promise:\n{traceback.format_exc()}\n")
    told = {"what": f"mutated {what}", "tried": tried, "sound": sound, "broken": broken, "first": seed}
    sys.stdout.write(json.dumps(told) + "\n")
    return int(bool(broken) or not tried)


def _numbers(seed: int, number: int | None, seconds: int) -> Iterator[int]:
    end = time.monotonic() + seconds
    for one in count(seed):
        if (number is not None and one >= seed + number) or time.monotonic() > end:
            return
        yield one


def _guided(target: str, seconds: int) -> int:
    """Let atheris look for inputs by what they make the program do, in a process that it may end as it likes."""
    with tempfile.TemporaryDirectory() as place:
        begun, found = Path(place) / "begun", REPOSITORY / "build" / "fuzz" / target
        begun.mkdir()
        found.mkdir(parents=True, exist_ok=True)
        for position, content in enumerate(guided.beginnings(target)):
            (begun / f"{position:05}").write_bytes(content)
        command = [sys.executable, "-m", "tests.fuzz.process", target, str(begun), f"-max_total_time={seconds}"]
        limits = [
            "-max_len=4096",
            "-timeout=60",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
        ]
        done = subprocess.run([*command, *limits], check=False, capture_output=True, text=True)
    told = [line.split() for line in done.stderr.splitlines() if line.startswith("stat::number_of_executed_units")]
    tried = int(told[0][1]) if told else 0
    broken = int(done.returncode != 0)
    if broken or not tried:
        sys.stderr.write(done.stderr[-5000:])
    sys.stdout.write(
        json.dumps({"what": f"guided {target}", "tried": tried, "broken": broken, "seconds": seconds}) + "\n"
    )
    return int(bool(broken) or not tried)


if __name__ == "__main__":
    sys.exit(main())
