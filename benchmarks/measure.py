"""Runs programs in turn, several times, and notes how long each took and how much memory it held.

In: `Work` values. Out: a `Measured` for each. In turn, so that a machine that is busy for a while is busy for
all of them: only ratios within one run mean anything.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes; getrusage(2) of the two systems differs


def _nothing() -> None:
    """Nothing has to be prepared."""


@dataclass(frozen=True)
class Work:
    """A program to be run in a folder; ``prepare`` puts the folder in order before each run, unmeasured."""

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = _nothing
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Measured:
    """What the runs of a work took: seconds by the clock, and the most bytes that a process of it held."""

    seconds: list[float] = field(default_factory=list)
    peak: int = 0
    outputs: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


def cache_of(folder: Path) -> Path:
    """Where the programs that run in a folder have their cache: beside it, as a person's is elsewhere."""
    return folder.with_name(f"{folder.name}-cache")


def in_turn(works: Sequence[Work], rounds: int) -> dict[str, Measured]:
    """Run every work once, then all of them again, as many rounds as asked for."""
    found = {work.name: Measured() for work in works}
    for number in range(rounds):
        for work in works:
            print(f"\r\x1b[K{number + 1}/{rounds} {work.name}", end="", file=sys.stderr, flush=True)
            work.prepare()
            _run(work, found[work.name])
    print("\r\x1b[K", end="", file=sys.stderr)
    return found


def _run(work: Work, found: Measured) -> None:
    said = work.folder / "said.txt"
    with said.open("w") as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            work.command, cwd=work.folder, env=_environment(work), stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    found.outputs.append(said.read_text("utf-8"))
    if process.returncode:
        raise SystemExit(f"{work.name} ended with {process.returncode}:\n{found.outputs[-1][-2000:]}")
    found.seconds.append(took)
    found.peak = max(found.peak, usage.ru_maxrss * _MAXRSS_UNIT)


def _environment(work: Work) -> dict[str, str]:
    """As a person's, with a cache of its own; compiled modules are kept, as they are for a person."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "XDG_CACHE_HOME": str(cache_of(work.folder)), "NO_COLOR": "1", **work.environment}
