"""A cache that is damaged, taken away, full or nobody's to write to changes nothing that anybody sees."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .test_interrupted import filled
from .test_replay import PICTURE, SOURCE, contents
from .test_replay import run as run_in

ROOT = Path(__file__).parents[1]
DAMAGES = 60
EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}
LATER = SOURCE.replace("caller", "person")

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the tests make children, pipes and disks as Unix does"
)


def test_a_cache_damaged_at_random_or_taken_away_is_never_noticed(tmp_path: Path) -> None:
    """The same words, files and exit codes as without a cache, the next time too, and nothing left over."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.damages", str(DAMAGES), "1", "3"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "AWSDECK_CACHE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts.pop("damaged") == DAMAGES
    assert sum(counts.values()) > DAMAGES
    assert min(counts.values()) > 0
    assert counts["full once"] > 5  # moments at which a cache is touched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document that was built with a cache, and then edited."""
    place = tmp_path / "work"
    place.mkdir()
    (place / "bucket.png").write_bytes(PICTURE)
    (place / "deck.md").write_text(SOURCE, "utf-8")
    run_in(place, "build", "deck.md", **EPOCH)
    (place / "deck.md").write_text(LATER, "utf-8")
    return place


def builds_the_same(folder: Path, build: Callable[[], tuple[int, str, str]]) -> None:
    """A build with the cache as it is, and one with none, say and write the same."""
    before = contents(folder)
    outcome = build(), contents(folder)
    for name in contents(folder).keys() - before.keys():
        (folder / name).unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    assert outcome == (run_in(folder, "build", "deck.md", cache="", **EPOCH), contents(folder))


def as_owner(folder: Path) -> tuple[int, str, str]:
    """Build as a person to whom modes of files apply, which they don't to root."""
    command = [sys.executable, "-m", "awsdeck", "build", "deck.md"]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may read and write everything here")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", *command]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **EPOCH, "AWSDECK_CACHE": str(folder.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("of_folder", "of_files"), [(0o555, 0o444), (0o755, 0), (0, 0)])
def test_a_cache_that_may_not_be_read_or_written(folder: Path, of_folder: int, of_files: int) -> None:
    """A folder or files that are somebody else's are no error, and no reason to say anything."""
    cache = folder.parent / "cache"
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        path.chmod(of_files)
    cache.chmod(of_folder)
    try:
        builds_the_same(folder, lambda: as_owner(folder))
    finally:
        cache.chmod(0o755)


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A cache on a disk of its own with 64 KB."""
    cache = folder.parent / "cache"
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(cache)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may mount nothing")
    yield cache
    subprocess.run(["umount", str(cache)], check=True)


def test_a_cache_on_a_disk_that_really_is_full(folder: Path, small_disk: Path) -> None:
    """Filled up to the last pages: builds are what they are, and no half entry is kept or left over."""
    for free in (0, 1):
        filler = filled(small_disk / "filler", free)
        builds_the_same(folder, lambda: run_in(folder, "build", "deck.md", **EPOCH))
        assert not [path for path in small_disk.iterdir() if path.suffix == ".tmp"]
        filler.unlink()
    builds_the_same(folder, lambda: run_in(folder, "build", "deck.md", **EPOCH))


@pytest.mark.parametrize("place", ["work", "work/deck.md", "", "\udcff/x"])
def test_a_cache_in_an_odd_place(folder: Path, place: str) -> None:
    """Among the documents, where a file lies, under no proper name: edits are noticed all the same."""
    cache = str(folder.parent / place)
    for text in (SOURCE, LATER):
        (folder / "deck.md").write_text(text, "utf-8")
        said = run_in(folder, "list", "deck.md", cache=cache)
        assert said == run_in(folder, "list", "deck.md", cache="")
