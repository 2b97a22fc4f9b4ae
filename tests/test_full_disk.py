"""A disk that is full or broken at any step of writing: that is said, files are old or new, none is left."""

import errno
import itertools
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from awsdeck.cli import COMMANDS
from awsdeck.writers import FORMATS

from . import kills
from .conftest import Run
from .test_adopt import DOCUMENT as ADOPTING
from .test_adopt import old_deck
from .test_push import state
from .test_push_faults import LATER, Start, go, start

__all__ = ["start"]  # a fixture

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)
OLD = f"{kills.OLD}\n![a picture](p.png)\n"
NEW = f"{kills.NEW}\n### What is SNS?\n\nNews.\n\n![another](q.png)\n"
FAULTS = (errno.ENOSPC, errno.EIO)
EPOCH = 1_700_000_000

Files = dict[str, bytes]


@dataclass(frozen=True)
class Writing:
    """A command that writes; ``least`` steps of it can fail. It is run on documents that were edited since.

    ``hidden`` are its failures that nobody need be told of; ``again``: it was run before that edit, too.
    """

    arguments: tuple[str, ...]
    least: int
    hidden: bool = False
    env: Mapping[str, str] | None = None
    again: bool = True


WRITING = {
    "build": Writing(("build", "d.md"), 20),
    "build --mark-removed": Writing(("build", "d.md", "--mark-removed"), 20),
    "build --split": Writing(("build", "d.md", "--split", "category"), 20),
    "preview": Writing(("preview", "d.md", "--no-open"), 6),
    "inspect": Writing(("inspect", "d.md", "--write-config"), 6, again=False),
    "convert": Writing(("convert", "d.md", "-o", "tidy.md", "--force"), 6),
    "new": Writing(("new", "n.md"), 6, again=False),
    "adopt": Writing(("adopt", "old.apkg", "a.md", "--yes"), 12, again=False),
    **{f"export --to {name}": Writing(("export", "d.md", "--to", name), 12) for name in FORMATS},
    "list": Writing(("list", "d.md"), 4, hidden=True, env={"AWSDECK_CACHE": "cache"}),
    "check": Writing(("check", "d.md"), 4, hidden=True, env={"AWSDECK_CACHE": "cache"}),
}
ELSEWHERE = {
    "push": "test_a_push",
    "watch": "builds as build does",
    "diff": "",
    "stats": "",
    "completion": "",
}


def test_every_command_is_tried() -> None:
    """A command has a row here, or writes nothing."""
    assert {name.split(" ")[0] for name in WRITING} | set(ELSEWHERE) == set(COMMANDS)


def contents() -> Files:
    """Every file here but the cache's."""
    return {
        str(path): path.read_bytes()
        for path in Path().rglob("*")
        if path.is_file() and path.parts[0] != "cache"
    }


def restore(kept: Files) -> None:
    """Bring back the folder."""
    shutil.rmtree("cache", ignore_errors=True)
    for name in contents().keys() - kept.keys():
        Path(name).unlink()
    for name, data in kept.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
        os.utime(name, (EPOCH, EPOCH))


def prepare(run: Run, writing: Writing) -> Files:
    """A document that was built, exported and so on, and then edited; what is there."""
    old_deck(Path("old.apkg"))
    pictures = {"p.png": PICTURE, "q.png": PICTURE + b"q"}
    restore({"d.md": OLD.encode(), "a.md": ADOPTING.encode(), **pictures, **contents()})
    run("build", "d.md")
    if writing.again:
        run(*writing.arguments)
    restore({**contents(), "d.md": NEW.encode()})
    return contents()


def failing(
    at: int, code: int, names: Sequence[str] = (*kills.STEPS, "write")
) -> tuple[Callable[[str], None], list[str]]:
    """What lets the step of this number fail, of those with such names, and the steps that there were."""
    seen: list[str] = []

    def act(name: str) -> None:
        if name not in names:
            return
        seen.append(name)
        if len(seen) == at and name != "unlink":
            raise OSError(code, os.strerror(code))

    return act, seen


@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_fails_at_any_step(
    tmp_path: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each step fails once: that is said, every file is old or new, none is left, the next run mends all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    writing = WRITING[name]
    folder = prepare(run_here, writing)
    env = dict(writing.env or {})
    whole = run_here(*writing.arguments, **env)
    new = contents()
    run_here(*writing.arguments, **env)
    settled = contents()  # what is kept of a removed card is what the learner has, with the mark
    told = 0
    for at in itertools.count(1):
        code = FAULTS[at % 2]
        restore(folder)
        act, steps = failing(at, code)
        with kills.counted(act):
            done = run_here(*writing.arguments, **env)
        now = contents()
        if len(steps) < at:
            break
        assert now.keys() <= folder.keys() | new.keys(), "a file is left over"
        assert all(now[path] in (folder.get(path), new.get(path)) for path in now), steps[at - 1]
        assert folder.keys() & new.keys() <= now.keys(), "a file is gone"
        if writing.hidden or done.stderr == whole.stderr:
            assert now == new
            assert (done.returncode, done.stdout) == (whole.returncode, whole.stdout)
        else:
            told += 1
            assert os.strerror(code) in done.stderr, steps[at - 1]
            assert done.returncode == 1 or "the lock file was not written" in done.stderr
        assert not list(Path().rglob(".awsdeck-*"))
        if now != new:
            assert run_here(*writing.arguments, **env).returncode == whole.returncode
            assert contents() in (new, settled), steps[at - 1]
    assert at > writing.least
    assert writing.hidden or told >= writing.least // 2


def test_a_disk_that_fails_in_mid_push(start: Start) -> None:
    """A push that can't write stops and says so; the next one finishes, and Anki holds what it should."""
    later = LATER.replace("A quarter of an hour", "![a clock](p.png)\n\nA quarter of an hour")
    assert later != LATER
    undisturbed: dict[str, object] = {}
    for at in itertools.count():
        act, steps = failing(at, FAULTS[at % 2], ("write", "replace"))
        with start.again() as person:
            person.write(later)
            (person.folder / "p.png").write_bytes(PICTURE)
            with kills.counted(act):
                code = go(person)
            if at and len(steps) < at:
                break
            assert code == (1 if at else 0), steps
            assert not list(person.folder.rglob(".awsdeck-*"))
            assert not list(person.folder.rglob("awsdeck-push*"))
            assert go(person) == 0
            undisturbed = undisturbed or state(person.anki)
            assert state(person.anki) == undisturbed, (at, steps)
    assert at > 10
