"""Builds that are killed: ``python -m tests.kills COUNT`` in an empty folder tells what so many of them left.

Each build is the command itself with a cache, in a child of a process that has everything imported, so that
its moments are those of the build. Half of the children are killed at a random moment, the others at a random
step of writing, that of the cache as well.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from awsdeck import building, config
from awsdeck.building import Order
from awsdeck.writers import apkg, files  # noqa: F401 -- imported before the children are made

OLD = "## A\n\n### What is S3?\n\nObjects.\n\n### What is EBS?\n\nBlocks.\n\n### What is EFS?\n\nFiles.\n"
NEW = "## B\n\n### What is S3 now?\n\nObjects.\n\n### What is EBS?\n\nDisks.\n\n### What is SQS?\n\nQueues.\n"
FIRST, SECOND = 1_700_000_000, 1_700_100_000
CACHE = Path("../cache")
WRITTEN = ("d.lock", "build/d.apkg", "build/d.removed.json")
STEPS = ("mkstemp", "fdopen", "fsync", "chmod", "replace", "link", "unlink")


def build(now: int = SECOND) -> None:
    """Build the document in the current folder."""
    building.build(Order((Path("d.md"),)), config.Config(), now)


@contextmanager
def counted(act: Callable[[str], None]) -> Iterator[None]:
    """Call ``act`` before each step of writing a file, and when half of it is written."""
    originals: list[tuple[Any, str, Any]] = []

    def watch(owner: Any, name: str) -> None:
        original = getattr(owner, name)
        originals.append((owner, name, original))

        def step(*args: Any, **kwargs: Any) -> Any:
            if name == "fdopen" and "w" not in args[1]:
                return original(*args, **kwargs)  # a file that is read
            act(name)
            return _Halving(original(*args, **kwargs), act) if name == "fdopen" else original(*args, **kwargs)

        setattr(owner, name, step)

    for name in STEPS:
        watch(tempfile if name == "mkstemp" else os, name)
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


class _Halving:
    """A file that writes half of its content, then asks whether to go on."""

    def __init__(self, file: Any, act: Callable[[str], None]) -> None:
        self._file, self._act = file, act

    def __enter__(self) -> "_Halving":
        self._file.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._file.__exit__(*why)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> None:
        """Write both halves."""
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._act("write")
        self._file.write(data[half:])


def state() -> dict[str, bytes | None]:
    """What is written, by name."""
    return {name: Path(name).read_bytes() if Path(name).exists() else None for name in WRITTEN}


def restore(kept: dict[str, bytes | None]) -> None:
    """Bring back what was written."""
    for name, data in kept.items():
        if data is None:
            Path(name).unlink(missing_ok=True)
        else:
            Path(name).write_bytes(data)


def strays() -> list[str]:
    """Files that nobody asked for."""
    return [str(path) for path in Path().rglob("*") if path.is_file() and str(path) not in ("d.md", *WRITTEN)]


def child(act: Callable[[], None]) -> int:
    """The id of a child that builds."""
    pid = os.fork()
    if pid == 0:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        try:
            act()
        finally:
            os._exit(0)
    return pid


def killed_at_step(at: int) -> None:
    """Build, and die before a step."""
    seen = 0

    def act(_name: str) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with counted(act):
        command()


def command(now: int = SECOND) -> None:
    """Run the command, which keeps things in a cache beside the folder."""
    from awsdeck.cli import main

    os.environ |= {"AWSDECK_CACHE": str(CACHE.absolute()), "SOURCE_DATE_EPOCH": str(now)}
    main(["build", "d.md"], prog_name="awsdeck")


def import_all() -> None:
    """Build something else in this process, which leaves nothing behind but what it imported."""
    from click.testing import CliRunner

    from awsdeck.cli import main

    Path("first.md").write_text("# First\n\n### What is KMS?\n\nIt keeps *keys*.\n", "utf-8")
    done = CliRunner().invoke(main, ["build", "first.md"], env={"AWSDECK_CACHE": ""})
    assert done.exit_code == 0
    for path in (*Path().glob("first.*"), *Path("build").iterdir()):
        path.unlink()


def _finished(act: Callable[[], None]) -> float:
    """Let a child end by itself; how many seconds it took."""
    began = time.monotonic()
    _, status = os.waitpid(child(act), 0)
    assert status == 0
    return time.monotonic() - began


def _steps() -> list[bool]:
    """Whether the cache was being written, for each step of writing of a build."""
    place = CACHE.with_name("steps")

    def act() -> None:
        seen: list[bool] = []
        with counted(lambda _: seen.append(bool(_drafts()))), suppress(SystemExit):
            command()
        place.write_text(json.dumps(seen))

    _finished(act)
    return [bool(value) for value in json.loads(place.read_text())]


def _drafts() -> list[Path]:
    return list(CACHE.glob(".awsdeck-*"))


def main(count: int, seed: int) -> dict[str, int]:
    """Kill so many builds; how often each state was left behind. Fails if one of them is wrong."""
    chance = random.Random(seed)
    Path("work").mkdir()
    os.chdir("work")
    import_all()
    document = Path("d.md")
    document.write_text(OLD, "utf-8")
    _finished(partial(command, FIRST))
    old, warm = state(), CACHE.with_name("warm")
    shutil.copytree(CACHE, warm)
    document.write_text(NEW, "utf-8")
    lasted = _finished(command)
    new = state()
    restore(old)
    shutil.rmtree(CACHE)
    steps = _steps()
    assert state() == new
    left: Counter[str] = Counter()
    for number in range(count):
        restore(old)
        shutil.rmtree(CACHE)
        shutil.copytree(warm, CACHE)
        if number % 2:
            pid = child(partial(killed_at_step, chance.randint(1, len(steps))))
        else:
            pid = child(command)
            time.sleep(chance.uniform(0, lasted))
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        now = state()
        for name in WRITTEN:
            assert now[name] in (old[name], new[name]), f"{name} is neither old nor new"
        assert now["build/d.apkg"] == old["build/d.apkg"] or now["d.lock"] == new["d.lock"], (
            "cards without lock"
        )
        kind = ", ".join(f"{name} {'new' if now[name] != old[name] else 'old'}" for name in WRITTEN)
        left[kind] += 1
        left["with stray files"] += bool(strays())
        left["with stray files in the cache"] += bool(_drafts())
        _finished(command)
        assert state() == new, "the next build made something else"
        assert not strays(), strays()
        assert not _drafts(), "the next build left something in the cache"
    return {"killed": count, "steps": len(steps), "steps of the cache": sum(steps), **left}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int((*sys.argv, "1")[2]))))
