"""A cache that is damaged or taken away: ``python -m tests.damages COUNT [SEED [EVERY]]`` in an empty folder.

It tells how often each thing was done to the cache.

Each command is a child of a process that has everything imported, and knows nothing of its siblings. What it
says and writes has to be what it says and writes without a cache. Nothing here knows how the cache is kept:
whatever lies in its folder is damaged.
"""

import errno
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from click.testing import CliRunner

from awsdeck.cli import COMMANDS, main

CACHE = Path("cache").absolute()
PATIENCE = 60.0  # seconds until a command counts as hanging
MEMORY = 4_000_000_000  # bytes of addresses; what reads without end has to fail rather than take the machine
EPOCH = 1_700_000_000

OLD = (
    "# Drill\n\n## Storage\n\n### What is S3?\n\nObjects in *buckets*.\n\n```sh\naws s3 ls\n```\n\n"
    "### What is EBS?\n\n| a | b |\n| - | - |\n| blocks | disks |\n\n"
    "### What is EFS?\n\n- Files\n- shared\n\n![a picture](p.png)\n\n### What has no answer?\n"
)
NEW = OLD.replace("Objects in", "Things in").replace(
    "### What is EFS?", "### What was EFS?\n\nNew.\n\n### Why?"
)
OTHER = "# Other\n\n### What is SQS?\n\nQueues of messages.\n\n### What is S3?\n\nObjects in *buckets*.\n"
# Of the same kinds of blocks in other words: the parent reads it, so that it has everything imported.
FIRST = (
    "# Warm\n\n## Up\n\n### What is KMS?\n\nKeys in *vaults*.\n\n```sh\naws kms help\n```\n\n"
    "| k | v |\n| - | - |\n| m | n |\n\n"
    "- One\n- Two\n\n![a key](p.png)\n"
)
ASKED: tuple[tuple[str, ...], ...] = (
    ("build", "d.md"),
    ("build", "d.md", "--cards", "qa,terms,reversed"),
    ("list", "d.md", "--json"),
    ("list", "d.md", "--why", "--ids"),
    ("check", "d.md"),
)


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def run(*arguments: str, cache: bool = True, first: Callable[[], object] = lambda: None) -> Said:
    """A command in a child, which does ``first`` something else; a child that hangs is an error."""
    out, err = Path("..", "out"), Path("..", "err")
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _become(arguments, out, err, cache=cache, first=first)
    return Said(_ended(pid), out.read_text("utf-8"), err.read_text("utf-8"))


def _become(
    arguments: Sequence[str], out: Path, err: Path, *, cache: bool, first: Callable[[], object]
) -> None:
    code = 70
    try:
        for path, number in ((out, 1), (err, 2)):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, number)
            os.close(handle)
        os.environ["AWSDECK_CACHE"] = str(CACHE) if cache else ""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        first()
        main(arguments, prog_name="awsdeck")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # told through stderr
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _ended(pid: int) -> int:
    end = time.monotonic() + PATIENCE
    pause = 0.001
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise AssertionError("the command hangs")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


# --- damages -----------------------------------------------------------------------------------------


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 3) if data else 0):
        data[chance.randrange(len(data))] ^= chance.randint(1, 255)
    path.write_bytes(data)


def _cut(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    os.truncate(path, chance.choice((max(0, size - 1), chance.randint(0, size), min(size, 32), size // 2)))


def _empty(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def _append(path: Path, chance: random.Random) -> None:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.randint(1, 5000)))


def _twice(path: Path, _: random.Random) -> None:
    path.write_bytes(path.read_bytes() * 2)


def _noise(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(chance.randint(1, 5000)))


def _long(path: Path, _: random.Random) -> None:
    os.truncate(path, 3_000_000_000)  # which takes no room on the disk


def _swap(path: Path, chance: random.Random) -> None:
    """With another file of the cache, if there is one."""
    other = chance.choice(_files())
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def _gone(path: Path, _: random.Random) -> None:
    path.unlink()


def _folder(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()
    if chance.random() < 0.5:
        (path / "x").write_bytes(b"x")


def _pipe(path: Path, _: random.Random) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path, chance: random.Random) -> None:
    """To nothing, to itself, to what never ends, to what nobody writes to."""
    path.unlink()
    os.mkfifo(CACHE.parent / "pipe") if not (CACHE.parent / "pipe").exists() else None
    path.symlink_to(chance.choice(("nothing", path.name, "/dev/zero", str(CACHE.parent / "pipe"), "..")))


def _stranger(path: Path, chance: random.Random) -> None:
    """A valid file of another document."""
    path.write_bytes(chance.choice(list(_kept("other-cache").values())))


def _beside(path: Path, chance: random.Random) -> None:
    """Something new beside the file."""
    new = path.with_name(chance.choice(("x", ".x", f"{path.name}.tmp", "0" * 64, "ü", "-")))
    if new.exists():
        return
    path.rename(new) if chance.random() < 0.5 else shutil.copy(path, new)


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_flip, _flip, _flip, _cut, _cut, _empty, _append, _twice, _noise, _long, _swap, _gone),
    *(_folder, _pipe, _link, _stranger, _beside),
)


# --- the folder ------------------------------------------------------------------------------------------


def _files() -> list[Path]:
    return sorted(path for path in CACHE.rglob("*") if path.is_file() and path.stat().st_size < 10_000_000)


def _kept(name: str) -> dict[str, bytes]:
    place = CACHE.parent / name
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def contents() -> dict[str, bytes]:
    """Every file of the documents' folder."""
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def digests() -> dict[str, str]:
    """The same, short enough to be shown."""
    return {name: hashlib.sha256(data).hexdigest()[:12] for name, data in contents().items()}


def restore(kept: dict[str, bytes]) -> None:
    """Bring back the documents' folder, with one time for all that is in it."""
    for path in [path for path in Path().rglob("*") if path.is_file() and str(path) not in kept]:
        path.unlink()
    for name, data in kept.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
        os.utime(name, (EPOCH, EPOCH))


def _fill() -> None:
    """Bring back the cache as it was left by commands that nobody disturbed."""
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.unlink(missing_ok=True)
    shutil.copytree(CACHE.parent / "warm", CACHE)


@contextmanager
def prepared() -> Iterator[tuple[dict[str, bytes], dict[str, bytes]]]:
    """The folder as it was built, and with an edit; the caches ``warm`` and ``other-cache`` beside it."""
    os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
    assert set(COMMANDS) >= {words[0] for words in ASKED}
    Path("work").mkdir()
    os.chdir("work")
    picture = {"p.png": b"\x89PNG\r\n\x1a\n" + bytes(20)}
    restore({"w.md": FIRST.encode(), **picture})
    for words in ASKED:
        CliRunner().invoke(main, [words[0], "w.md", *words[2:]], env={"AWSDECK_CACHE": ""})
    restore({"o.md": OTHER.encode(), **picture})
    for words in ASKED:
        run(words[0], "o.md", *words[2:])
    shutil.copytree(CACHE, CACHE.parent / "other-cache")
    restore({"d.md": OLD.encode(), **picture})
    for _ in range(2):  # the second one says less of what changed
        for words in ASKED:
            run(*words)
    shutil.copytree(CACHE, CACHE.parent / "warm")
    built = contents()
    yield built, {**built, "d.md": NEW.encode()}


class Commands:
    """Commands in a folder, and what they say and leave there without a cache, twice in a row."""

    def __init__(self, states: Sequence[dict[str, bytes]]) -> None:
        self._states = states
        self._expected: dict[tuple[int, int], list[tuple[Said, dict[str, str]]]] = {}

    def check(
        self, state: int, asked: int, spoil: Callable[[], object], *, during: bool, twice: bool
    ) -> None:
        """Spoil the cache before a command or while it runs, and compare; then perhaps go on unspoilt."""
        if (state, asked) not in self._expected:
            restore(self._states[state])
            self._expected[state, asked] = [(run(*ASKED[asked], cache=False), digests()) for _ in range(2)]
        _fill()
        restore(self._states[state])
        if not during:
            spoil()
        for again, wanted in enumerate(self._expected[state, asked][: 1 + twice]):
            got = run(*ASKED[asked], first=spoil if during and not again else _nothing), digests()
            assert got == wanted, f"{ASKED[asked]} said, the {again + 1}. time:\n{got}\n{wanted}"
        assert not [path for path in CACHE.rglob(".awsdeck-*.tmp") if path.is_file()], "a stray file"


def _nothing() -> None:
    pass


def damaged(commands: Commands, count: int, chance: random.Random) -> Counter[str]:
    """Damage the cache so often; how often in each way."""
    done: Counter[str] = Counter()
    for number in range(count):
        names: list[str] = []

        def spoil(names: list[str] = names) -> None:
            for _ in range(chance.choice((1, 1, 2, 5))):
                if found := _files():
                    damage = chance.choice(DAMAGES)
                    damage(chance.choice(found), chance)
                    names.append(damage.__name__)

        try:
            commands.check(
                chance.randrange(2), chance.randrange(len(ASKED)), spoil, during=False, twice=not number % 3
            )
        except AssertionError as failure:
            raise AssertionError(f"damage {number}, {names}: {failure}") from None
        done.update(names)
    return done


# --- while a command runs --------------------------------------------------------------------------------

# But for removing, which a full disk allows too, and without which nobody could tidy up.
_TOUCHING = {"open", "os.scandir", "os.listdir", "os.rename", "os.mkdir", "os.truncate"}


def _delete() -> None:
    shutil.rmtree(CACHE, ignore_errors=True)


def _replace_by_file() -> None:
    _delete()
    CACHE.write_bytes(b"in the way")


def _fail(code: int) -> None:
    raise OSError(code, os.strerror(code))


DISTURBANCES: dict[str, tuple[Callable[[], None], bool]] = {  # whether it goes on from then on
    "deleted": (_delete, False),
    "replaced by a file": (_replace_by_file, False),
    "full once": (partial(_fail, errno.ENOSPC), False),
    "full from then on": (partial(_fail, errno.ENOSPC), True),
    "broken from then on": (partial(_fail, errno.EIO), True),
    "no longer ours": (partial(_fail, errno.EACCES), True),
}
REACHED = Path("../reached")


def _disturb(at: int, act: Callable[[], None], lasting: bool) -> None:
    """Do something the next time that the cache is touched for the so manieth time."""
    seen = 0
    inside = False

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen, inside
        if inside or event not in _TOUCHING or not any(_is_in_cache(value) for value in arguments):
            return
        seen += 1
        if seen == at or (lasting and seen > at):
            inside = True
            try:
                REACHED.touch()
                act()
            finally:
                inside = False

    sys.addaudithook(listen)


def _is_in_cache(value: object) -> bool:
    return isinstance(value, str | os.PathLike) and os.path.abspath(value).startswith(str(CACHE))


def disturbed(commands: Commands, every: int = 1) -> Counter[str]:
    """Take the cache away at each moment, or at some, at which a command touches it; how many there were."""
    done: Counter[str] = Counter()
    for state, asked in ((1, 0), (0, 2), (1, 2)):  # built after an edit, listed before and after it
        for name, (act, lasting) in DISTURBANCES.items():
            at = 0
            while not at or REACHED.exists():
                REACHED.unlink(missing_ok=True)
                at += every
                try:
                    commands.check(
                        state, asked, partial(_disturb, at, act, lasting), during=True, twice=lasting is False
                    )
                except AssertionError as failure:
                    raise AssertionError(f"{name} at {at}: {failure}") from None
                done[name] += REACHED.exists()
    return done


def tried(count: int, seed: int, every: int) -> dict[str, int]:
    """Damage the cache so often, and take it away at every moment. Fails if that was noticed outside."""
    with prepared() as states:
        commands = Commands(states)
        damages = damaged(commands, count, random.Random(seed))
        return {"damaged": count, **damages, **disturbed(commands, every)}


if __name__ == "__main__":
    count, seed, every = map(int, (*sys.argv[1:], "1", "1")[:3])
    print(json.dumps(tried(count, seed, every)))
