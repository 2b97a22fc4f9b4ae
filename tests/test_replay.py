"""A command says again what it said, if and only if it would say the same."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from awsdeck.cli import replay
from awsdeck.config import FILE_NAME

from .conftest import Run

SOURCE = """# My questions

## Storage

### What is a bucket?

A place for *objects*.

![a bucket](bucket.png)

### What is a role?

What a caller may do.

### What has no answer?
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)
COMMANDS = (("build", "deck.md"), ("list", "deck.md"), ("list", "--json", "deck.md"), ("check", "deck.md"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document that shows a picture, written long enough ago for changes to be later."""
    place = tmp_path / "work"
    place.mkdir()
    (place / "deck.md").write_text(SOURCE)
    os.utime(place / "deck.md", (1_700_000_000, 1_700_000_000))
    (place / "bucket.png").write_bytes(PICTURE)
    return place


def run(folder: Path, *arguments: str, cache: str | None = None, **variables: str) -> tuple[int, str, str]:
    """Run a command with a cache of the test's own, or with none."""
    place = str(folder.parent / "cache") if cache is None else cache
    environment = {**os.environ, "AWSDECK_CACHE": place, **variables}
    done = subprocess.run(
        [sys.executable, "-m", "awsdeck", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_replayed(folder: Path, *arguments: str) -> bool:
    """The command doesn't read the document again: no reader is imported."""
    program = (
        "import sys\nfrom awsdeck.cli import main\n"
        "try: main(sys.argv[1:], prog_name='awsdeck')\n"
        "except SystemExit: pass\n"
        "sys.exit('awsdeck.readers' in sys.modules)"
    )
    environment = {**os.environ, "AWSDECK_CACHE": str(folder.parent / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_what_is_said_again_is_what_would_be_said(folder: Path, arguments: tuple[str, ...]) -> None:
    """With and without a cache a command says and writes the same, the first and every other time."""
    run(folder, *arguments)
    files = contents(folder)
    replayed = run(folder, *arguments)
    assert is_replayed(folder, *arguments)
    assert contents(folder) == files
    assert run(folder, *arguments, cache="") == replayed
    assert contents(folder) == files


def _edit_source(folder: Path) -> None:
    path = folder / "deck.md"
    path.write_text(path.read_text().replace("caller", "person"))


def _edit_unnoticeably(folder: Path) -> None:
    """The same length and the same time as before."""
    path = folder / "deck.md"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("caller", "person"))
    os.utime(path, ns=times)


CHANGES: tuple[Callable[[Path], object], ...] = (
    _edit_source,
    _edit_unnoticeably,
    lambda folder: (folder / "bucket.png").write_bytes(PICTURE + b"!"),
    lambda folder: (folder / "bucket.png").unlink(),
    lambda folder: (folder / FILE_NAME).write_text('tag_root = "mine"\n'),
    lambda folder: (folder.parent / FILE_NAME).write_text('tag_root = "mine"\n'),
    lambda folder: (folder / "deck.lock").unlink(),
    lambda folder: (folder / "other.md").write_text(SOURCE),
    lambda folder: (folder / "build" / "deck.apkg").unlink(),
    lambda folder: (folder / "build" / "deck.apkg").write_bytes(b"PK"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(folder: Path, change: Callable[[Path], object]) -> None:
    """Whatever a build depends on or has written: if it is another, the build is done again."""
    run(folder, "build", "deck.md")
    assert is_replayed(folder, "build", "deck.md")
    change(folder)
    changed = contents(folder)
    said = run(folder, "build", "deck.md")
    written = contents(folder)
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in changed:
            path.unlink()
    for name, data in changed.items():
        (folder / name).write_bytes(data)
    assert run(folder, "build", "deck.md", cache="") == said
    assert contents(folder).keys() == written.keys()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["deck.md", "deck.lock", "bucket.png", "build/deck.apkg"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder: Path, name: str) -> None:
    """What was a file when a command was remembered may be anything by now."""
    for command in ("build", "check"):
        run(folder, command, "deck.md")
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert run(folder, "check", "deck.md") == run(folder, "check", "deck.md", cache="")
    assert "Traceback" not in run(folder, "build", "deck.md")[2]


EDITS_WHILE_READING = """
import sys
from pathlib import Path
from awsdeck import readers
from awsdeck.cli import main
document, read = Path("deck.md"), readers.read
def edit_and_read(*given):
    document.write_text(document.read_text().replace("caller", "person"))
    return read(*given)
readers.read = edit_and_read
main(sys.argv[1:], prog_name="awsdeck")
"""


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_what_is_saved_while_a_command_runs_is_news(folder: Path, arguments: tuple[str, ...]) -> None:
    """Whoever saves the document after it was read finds the change in the next build."""
    environment = {**os.environ, "AWSDECK_CACHE": str(folder.parent / "cache")}
    run(folder, *arguments)
    (folder / "deck.md").write_text(SOURCE.replace("objects", "files"))
    subprocess.run(
        [sys.executable, "-c", EDITS_WHILE_READING, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert "person" in (folder / "deck.md").read_text()
    assert not is_replayed(folder, *arguments)
    assert run(folder, *arguments) == run(folder, *arguments, cache="")


ADDS_WHILE_READING = """
import sys
from pathlib import Path
from awsdeck import readers
from awsdeck.cli import main
read = readers.read
def add_and_read(*given):
    Path("source/late.md").write_text("# Late\\n\\n### What is late?\\n\\nThis one.\\n")
    return read(*given)
readers.read = add_and_read
main(sys.argv[1:], prog_name="awsdeck")
"""


@pytest.mark.parametrize("command", ["build", "list", "check"])
def test_a_document_that_comes_while_a_command_runs_is_news(folder: Path, command: str) -> None:
    """It is no file of the command's own, although the command may write into its folder."""
    (folder / "source").mkdir()
    (folder / "deck.md").rename(folder / "source" / "deck.md")
    (folder / "bucket.png").rename(folder / "source" / "bucket.png")
    environment = {**os.environ, "AWSDECK_CACHE": str(folder.parent / "cache")}
    program = [sys.executable, "-c", ADDS_WHILE_READING, command]
    subprocess.run(program, cwd=folder, env=environment, capture_output=True, check=False)
    assert (folder / "source" / "late.md").exists()
    assert not is_replayed(folder, command)
    assert run(folder, command) == run(folder, command, cache="")


def test_a_folder_whose_name_begins_like_another_is_another(folder: Path) -> None:
    """Only what lies in the cache, or where libraries are, is none of a command's inputs."""
    beside = folder.rename(folder.with_name("cache-of-questions"))
    assert "caller" in run(beside, "list", "deck.md", "--json")[1]
    assert is_replayed(beside, "list", "deck.md", "--json")
    _edit_source(beside)
    assert "caller" not in run(beside, "list", "deck.md", "--json")[1]
    assert not replay._is_within("/develop/deck.md", ("/dev", "/sys"))
    assert replay._is_within("/dev/null", ("/dev", "/sys"))
    assert replay._is_within("/dev", ("/dev", "/"))


def test_documents_where_libraries_lie_are_read_each_time(
    folder: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There a command can't tell its inputs from code, so it remembers nothing."""
    monkeypatch.setattr(replay, "_LIBRARIES", (str(folder.parent),))
    cache = {"AWSDECK_CACHE": str(folder.parent / "cache")}
    assert "caller" in run_here("list", "deck.md", "--json", cwd=folder, **cache).stdout
    _edit_source(folder)
    assert "caller" not in run_here("list", "deck.md", "--json", cwd=folder, **cache).stdout


def test_what_is_known_of_files_is_found_out_again_when_they_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that depends on files is remembered as long as they are the same."""
    monkeypatch.setenv("AWSDECK_CACHE", str(folder.parent / "cache"))
    looked: list[str] = []

    def text() -> str:
        looked.append((folder / "deck.md").read_text())
        return looked[-1]

    assert replay.known(("text",), text) == replay.known(("text",), text) == SOURCE
    assert len(looked) == 1
    _edit_source(folder)
    assert replay.known(("text",), text) != SOURCE
    assert replay.known(("other",), lambda: 1) == 1
    monkeypatch.setenv("AWSDECK_CACHE", "")
    assert replay.known(("text",), lambda: "anew") == "anew"


def test_a_changed_build_tells_what_changed_once(folder: Path) -> None:
    """What changed since the last build is said by the build that changes it, and by no other."""
    run(folder, "build", "deck.md")
    _edit_source(folder)
    assert "since the last build: 1 answer changed" in run(folder, "build", "deck.md")[2]
    again = run(folder, "build", "deck.md")
    assert "since the last build" not in again[2]
    assert is_replayed(folder, "build", "deck.md")


def test_a_lock_from_the_future_is_never_remembered(folder: Path) -> None:
    """What is said of a lock that speaks of the future depends on the clock."""
    ahead = str(int(time.time()) + 40 * 24 * 3600)
    run(folder, "build", "deck.md", SOURCE_DATE_EPOCH=ahead)
    _edit_source(folder)
    run(folder, "build", "deck.md", SOURCE_DATE_EPOCH=ahead)
    for _ in range(2):
        assert not is_replayed(folder, "list", "deck.md")


@pytest.fixture
def entry(folder: Path) -> Path:
    """The entry of the cache that holds what a build said."""
    run(folder, "build", "deck.md")
    (found,) = (path for path in (folder.parent / "cache").iterdir() if b'"states"' in path.read_bytes())
    return found


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: data[:40] + b"x" + data[41:], lambda _: b""]
)
def test_a_damaged_entry_is_as_good_as_none(
    folder: Path, entry: Path, damage: Callable[[bytes], bytes]
) -> None:
    """An entry that was cut off or changed is not used, and is replaced."""
    said = run(folder, "build", "deck.md")
    entry.write_bytes(damage(entry.read_bytes()))
    assert not is_replayed(folder, "build", "deck.md")
    assert run(folder, "build", "deck.md") == said
    assert is_replayed(folder, "build", "deck.md")


def test_a_cache_that_cannot_be_written_to_is_no_error(folder: Path) -> None:
    """Where the cache's folder should be lies a file: everything works as without a cache."""
    (folder.parent / "cache").write_text("in the way")
    assert run(folder, "build", "deck.md") == run(folder, "build", "deck.md", cache="")


def test_the_settings_file_has_one_name() -> None:
    """The name that is looked for is the one that settings are read from."""
    assert replay.SETTINGS == FILE_NAME
