"""A build that is killed, or finds its disk full, leaves old files or new ones, and the next one mends it."""

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from awsdeck import drafts
from awsdeck.problems import AwsdeckError
from awsdeck.writers import files

from . import kills
from .conftest import Anki, Run

ROOT = Path(__file__).parents[1]
KILLS = 200
MEMORY = Path("/dev/shm")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tests make children and hold files as Unix does")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """An empty folder in memory, where the system has such: what is tested isn't how fast a disk is."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


def test_two_hundred_killed_builds_harm_nothing(quick: Path) -> None:
    """Every file is old or new, no card is in a package but not in the lock, and the next build mends all."""
    killed = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(KILLS)],
        cwd=quick,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == 0, killed.stderr
    left = json.loads(killed.stdout)
    assert left.pop("killed") == KILLS
    assert left.pop("with stray files") > 0  # some died while they wrote
    assert left.pop("with stray files in the cache") > 0
    assert left.pop("steps") > 20
    assert left.pop("steps of the cache") > 5
    assert len(left) >= 3, left  # and they died at various stages


@pytest.fixture
def built(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """A document that was built and then edited: what was written, and what the next build should write."""
    monkeypatch.chdir(quick)
    Path("d.md").write_text(kills.OLD, "utf-8")
    kills.build(kills.FIRST)
    old = kills.state()
    Path("d.md").write_text(kills.NEW, "utf-8")
    kills.build()
    new = kills.state()
    kills.restore(old)
    return old, new


def test_a_disk_that_is_full_at_any_step_harms_nothing(
    built: tuple[dict[str, bytes | None], dict[str, bytes | None]],
) -> None:
    """Each step of writing fails once: the failure is told, files are old or new, and none is left over."""
    old, new = built
    failing = seen = 0
    told: list[str] = []

    def fail(name: str) -> None:
        nonlocal seen
        seen += 1
        if seen == failing and name != "unlink":
            raise OSError(errno.ENOSPC, "No space left on device")

    while seen >= failing:
        failing, seen = failing + 1, 0
        kills.restore(old)
        with kills.counted(fail):
            try:
                kills.build()
            except AwsdeckError as failure:
                told.append(str(failure))
        now = kills.state()
        assert all(now[name] in (old[name], new[name]) for name in kills.WRITTEN)
        assert now["build/d.apkg"] == old["build/d.apkg"] or now["d.lock"] in (new["d.lock"], old["d.lock"])
        assert kills.strays() == []
        kills.build()
        assert kills.state() == new
    assert len(told) > 5
    assert all("No space left on device" in failure for failure in told)


def filled(filler: Path, free: int) -> Path:
    """A file that takes all of a disk but so many pages."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(filler, max(0, filler.stat().st_size // 4096 - free) * 4096)
    return filler


def test_a_disk_that_really_is_full(built: tuple[dict[str, bytes | None], dict[str, bytes | None]]) -> None:
    """On a small disk of its own, filled up to the last pages, builds fail and leave what was there."""
    old, new = built
    place = Path("small")
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may mount nothing")
    try:
        os.chdir(place)
        told: list[str] = []
        for free in range(8):
            for name, data in {**old, "d.md": kills.NEW.encode()}.items():
                path = Path(name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data) if data is not None else path.unlink(missing_ok=True)
            filler = filled(Path("filler"), free)
            try:
                kills.build()
            except AwsdeckError as failure:
                told.append(str(failure))
            now = kills.state()
            assert all(now[name] in (old[name], new[name]) for name in kills.WRITTEN)
            filler.unlink()
            assert kills.strays() == []
            kills.build()
            assert kills.state() == new
        assert any("No space left on device" in failure for failure in told)
    finally:
        os.chdir("..")
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def worn() -> Iterator[None]:
    """A disk that gives back other bytes than it was given."""
    original = os.fdopen

    class Worn:
        def __init__(self, *arguments: Any) -> None:
            self._file: Any = original(*arguments)

        def __getattr__(self, name: str) -> object:
            return getattr(self._file, name)

        def __enter__(self) -> "Worn":
            return self

        def __exit__(self, *why: object) -> None:
            self._file.close()

        def read(self) -> bytes:
            return b"nev"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fdopen", Worn)
        yield


def test_a_disk_that_gives_back_other_bytes_is_noticed(quick: Path) -> None:
    """What was written is read back before it takes the old file's place."""
    path = quick / "x"
    path.write_bytes(b"old")
    with worn(), pytest.raises(OSError, match="other bytes"):
        files.replace(path, b"new")
    assert [found.name for found in quick.iterdir()] == ["x"]
    assert path.read_bytes() == b"old"


def state_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_killed_build_costs_no_history(anki: Anki, run: Run, tmp_path: Path) -> None:
    """It died between lock and package; whatever the author does then, the learner's note stays the same."""
    document = tmp_path / "d.md"
    document.write_text(kills.OLD, "utf-8")
    run("build", "d.md", SOURCE_DATE_EPOCH=str(kills.FIRST))
    assert anki.load(tmp_path / "build" / "d.apkg") == {"new": 3}
    package = (tmp_path / "build" / "d.apkg").read_bytes()
    document.write_text(
        kills.OLD.replace("What is S3?", "What was S3 made for?") + "\n### New?\n\nYes.\n", "utf-8"
    )
    run("build", "d.md", SOURCE_DATE_EPOCH=str(kills.SECOND))
    (tmp_path / "build" / "d.apkg").write_bytes(package)  # as if it had been killed behind the lock
    assert anki.load(tmp_path / "build" / "d.apkg") == {"duplicate": 3}
    document.write_text(
        kills.OLD.replace("What is S3?", "Why was S3 made?").replace("Objects.", "To hold objects."), "utf-8"
    )
    run("build", "d.md", SOURCE_DATE_EPOCH=str(kills.SECOND + 60))
    assert anki.load(tmp_path / "build" / "d.apkg") == {"updated": 1, "duplicate": 2}


def test_builds_at_once_make_what_one_makes(
    built: tuple[dict[str, bytes | None], dict[str, bytes | None]],
) -> None:
    """Six builds of one document at the same time wait for each other, whichever comes first."""
    old, new = built
    for _ in range(3):
        kills.restore(old)
        children = [kills.child(kills.build) for _ in range(6)]
        for pid in children:
            os.waitpid(pid, 0)
        assert kills.state() == new
        assert kills.strays() == []


def test_what_is_being_written_is_no_stray(quick: Path) -> None:
    """A file that is held stays, one that nobody holds is removed, and other files are none of ours."""
    handle, name = drafts.new(quick)
    (quick / ".awsdeck-left.tmp").write_bytes(b"half")
    (quick / ".awsdeck-folder.tmp").mkdir()
    (quick / "mine.tmp").write_bytes(b"mine")
    try:
        drafts.tidy(quick)
        assert {path.name for path in quick.iterdir()} == {Path(name).name, "mine.tmp", ".awsdeck-folder.tmp"}
    finally:
        os.close(handle)
    drafts.tidy(quick)
    assert {path.name for path in quick.iterdir()} == {"mine.tmp", ".awsdeck-folder.tmp"}


def started(folder: Path, text: str) -> int:
    """The id of a child that runs the command on this text, which is there as a whole from one moment on."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "new").write_text(text, "utf-8")
    os.utime(folder / "new", (kills.FIRST, kills.FIRST))
    (folder / "new").replace(folder / "d.md")

    def act() -> None:
        os.chdir(folder)
        kills.command(kills.FIRST)

    return kills.child(act)


def state_in(folder: Path) -> dict[str, bytes | None]:
    """What is written in a folder, in which nothing may be left over."""
    with chdir(folder):
        assert kills.strays() == []
        return kills.state()


def in_a_row(folder: Path, *texts: str) -> dict[str, bytes | None]:
    """What is written by builds of these texts that never meet."""
    for text in texts:
        os.waitpid(started(folder, text), 0)
    return state_in(folder)


LAST = kills.NEW.replace("Queues", "Messages") + "\n### Why?\n\nBecause.\n"


@pytest.fixture
def ready(quick: Path) -> Path:
    """A folder for folders, and a process that has all imported which its children need."""
    with chdir(quick):
        kills.import_all()
    return quick


def test_two_builds_in_either_order_are_two_builds_in_a_row(ready: Path) -> None:
    """An edit comes between their starts; whichever holds the folder first, nothing is mixed or left over."""
    texts = kills.OLD, kills.NEW, LAST
    allowed = [in_a_row(ready / "all" / "w", *texts), in_a_row(ready / "last" / "w", texts[0], texts[2])]
    assert allowed[0] != allowed[1]
    for number in range(12):
        folder = ready / str(number) / "w"
        in_a_row(folder, texts[0])
        children = [started(folder, texts[1])]
        time.sleep(0.004 * number)
        children.append(started(folder, texts[2]))
        for pid in children:
            os.waitpid(pid, 0)
        assert state_in(folder) in allowed, number


def test_two_folders_share_a_cache(ready: Path) -> None:
    """Builds of two folders at the same time, which fill one cache, write what each writes on its own."""
    texts = kills.OLD, kills.NEW, LAST
    alone = [in_a_row(ready / str(at) / "w", *texts[: at + 1]) for at in range(3)]
    for number in range(4):
        folders = [ready / f"shared-{number}" / name for name in "ab"]
        for at in range(3):
            children = [started(folder, texts[at]) for folder in folders[:: 1 if number % 2 else -1]]
            for pid in children:
                os.waitpid(pid, 0)
            assert [state_in(folder) for folder in folders] == [alone[at]] * 2
