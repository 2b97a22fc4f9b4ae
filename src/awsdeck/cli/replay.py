"""A command whose inputs are all as they were says again what it said, without doing its work again.

In: a command that depends on its options and on files alone. Out: the same command, quicker when nothing has
changed. It must not know what the command does.

What a command depends on is noted while it runs, by Python's audit events: every file that it opens and every
folder that it lists, also those that aren't there. Together with the options, the surroundings and awsdeck's
own modules they are all it depends on. What a command says is remembered under the options, with the state of
each of those files before it was first looked at: so what somebody else writes to one meanwhile is news the
next time. Of what the command wrote itself the state counts that it left behind. One that has written files
is remembered only if it told what it would say if it ran again.
"""

import functools
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

import awsdeck
from awsdeck import cache, disk
from awsdeck.cli import voice

SETTINGS = "awsdeck.toml"  # as awsdeck.config has it, which is slow to import
_PACKAGE = os.path.dirname(awsdeck.__file__)
_STANDARD = os.path.dirname(os.__file__)
_INSTALLED = os.path.dirname(os.path.dirname(click.__file__))  # each beside the name of its version
# Nobody's documents: what is opened there is code, which the key names, or isn't kept on a disk.
_LIBRARIES = (_STANDARD, _INSTALLED, _PACKAGE, "/proc", "/sys")
_MOST_BYTES = 1 << 32  # of a file; no document, lock or picture that is read has as many
_SURROUNDINGS = ("LANG", "NO_COLOR", "SOURCE_DATE_EPOCH", "TERM", "COLUMNS", "HOME")
_PREFIXES = ("AWSDECK_", "LC_", "PYTHON")
_WRITING = os.O_WRONLY | os.O_RDWR
_LOCK_TIME = re.compile(rb"\t(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\t")


class _Listener:
    """What one run of a command says, opens and writes.

    ``states`` has each input as it was before the command looked at it; those of ``seen`` were looked at
    before. ``changed`` are the paths that the command wrote or removed, and the folders which hold them;
    ``names`` are those that each folder had.
    """

    def __init__(self, cached: str, seen: dict[str, str]) -> None:
        self._apart = (cached, *_LIBRARIES)
        self._seen = seen
        self._is_looking = False
        self.said: list[tuple[str, str]] = []
        self.states: dict[str, str] = {}
        self.names: dict[str, frozenset[str]] = {}
        self.changed: set[str] = set()
        self.wrote = False
        self.told_next = False
        self.silent = False

    def noted(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take in an audit event."""
        if self._is_looking:
            return
        if event == "open":
            path, _, flags = arguments
            writing = isinstance(flags, int) and bool(flags & _WRITING)
            if not writing and isinstance(path, str | bytes | os.PathLike):
                self._add(path)
        elif event in ("os.listdir", "os.scandir"):
            self._add(arguments[0] if arguments[0] is not None else ".")
        elif event in ("os.rename", "os.remove"):
            path = arguments[1] if event == "os.rename" else arguments[0]
            self._change(path)
            self.wrote |= self._add(path)
        elif event == "os.mkdir":
            self._change(arguments[0])

    def _add(self, path: Any) -> bool:
        """Note a path, unless what lies there is none of the command's inputs; whether it was noted."""
        absolute = "" if isinstance(path, int) else os.path.abspath(os.fsdecode(path))
        if not absolute or _is_within(absolute, self._apart):
            return False
        if absolute not in self.states:
            self._is_looking = True
            # what the command changes is looked at in the end
            known = "" if absolute in self.changed else self._seen.get(absolute)
            self.states[absolute] = _state(absolute) if known is None else known
            if os.path.isdir(absolute):
                self.names[absolute] = _names(absolute)
            self._is_looking = False
        return True

    def was_alone(self, folder: str) -> bool:
        """Nobody but the command has put a file into a folder, or taken one out of it."""
        own = {os.path.basename(path) for path in self.changed if os.path.dirname(path) == folder}
        return _names(folder) - own == self.names[folder] - own

    def _change(self, path: Any) -> None:
        absolute = os.path.abspath(os.fsdecode(path))
        self.changed.update((absolute, os.path.dirname(absolute)))


class _Stream:
    """A stream that notes what is written to it."""

    def __init__(self, stream: Any, name: str, listener: _Listener) -> None:
        self.stream, self._name, self._listener = stream, name, listener

    def write(self, text: str) -> int:
        # the stream comes first: it refuses bytes, by which click tells streams of text from others
        length = len(text) if self._listener.silent else int(self.stream.write(text))
        self._listener.said.append((self._name, text))
        return length

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


_listener: _Listener | None = None
_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _listener is not None:
        _listener.noted(event, arguments)


def replays(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command that depends on options and files alone say again what it said."""

    @functools.wraps(command)
    def wrapped(**options: Any) -> None:
        place = cache.folder()
        if place is None or voice.is_verbose() or not (_is_plain(sys.stdout) and _is_plain(sys.stderr)):
            command(**options)
            return
        own = os.path.abspath(place)
        if any(_is_within(asked, (own, *_LIBRARIES)) for asked in _asked(options.get("sources", ()))):
            command(**options)  # a document there would pass for a file of ours, whose changes don't count
            return
        key = _key(click.get_current_context())
        seen = _say_again(key)
        with _listening(own, seen) as listener:
            code: int | None = 0
            try:
                command(**options)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else None
                raise
            except BaseException:
                code = None
                raise
            finally:
                if code is not None and (listener.told_next or not listener.wrote):
                    _remember(key, listener, said=listener.said, code=code)

    return wrapped


def next_time(say: Callable[[], None]) -> None:
    """Tell what the command would say if it ran again: what ``say`` prints, which nobody sees now."""
    if _listener is not None:
        _listener.said.clear()
        _listener.silent, _listener.told_next = True, True
        say()


def unheard(stream: TextIO) -> TextIO:
    """The stream itself, for what passes while a command runs and is no part of what it says."""
    return stream.stream if isinstance(stream, _Stream) else stream


def _asked(sources: Sequence[Path]) -> Iterator[str]:
    """Where a command works, and the documents that it was given."""
    for path in (Path(), *sources):
        yield from (os.path.abspath(path), os.path.realpath(path))


def _is_within(path: str, folders: Sequence[str]) -> bool:
    """A path is one of the folders, or in one of them: ``/devel`` is not in ``/dev``."""
    return any(path == folder or path.startswith(os.path.join(folder, "")) for folder in folders)


def _is_plain(stream: Any) -> bool:
    """Text is written to the stream as it is, so that it can be listened to."""
    return str(getattr(stream, "encoding", None)).lower().replace("-", "") == "utf8"


@contextmanager
def _listening(cached: str, seen: dict[str, str]) -> Iterator[_Listener]:
    global _listener, _hooked
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    _listener = _Listener(cached, seen)
    streams = sys.stdout, sys.stderr
    sys.stdout = _Stream(sys.stdout, "out", _listener)
    sys.stderr = _Stream(sys.stderr, "err", _listener)
    try:
        yield _listener
    finally:
        sys.stdout, sys.stderr = streams
        _listener = None


# --- what is remembered --------------------------------------------------------------------------------


def _say_again(key: bytes) -> dict[str, str]:
    """Say what was said, and end, if everything is as it was; else the states that were looked at."""
    seen: dict[str, str] = {}
    memory = _remembered(key, seen)
    if memory is None:
        return seen
    streams = {"out": sys.stdout, "err": sys.stderr}
    for name, text in memory["said"]:
        streams[name].write(text)
    raise SystemExit(memory["code"])


def known(what: tuple[object, ...], find: Callable[[], Any]) -> Any:
    """What ``find`` gives, or gave when all files that it looks at were as they are.

    It must be a value of JSON and depend on ``what``, on those files and the surroundings alone.
    """
    place = cache.folder()
    if place is None:
        return find()
    key = repr((what, *_around())).encode("utf-8", "surrogateescape")
    seen: dict[str, str] = {}
    memory = _remembered(key, seen)
    if memory is not None:
        return memory["value"]
    with _listening(os.path.abspath(place), seen) as listener:
        value = find()
    _remember(key, listener, value=value)
    return value


def _remembered(key: bytes, seen: dict[str, str]) -> Any:
    """What is kept under a key, if everything is as it was; ``seen`` takes up the states looked at."""
    kept = cache.get(key)
    memory = json.loads(bytes(kept)) if kept else None
    if memory is None or memory["now"] > time.time():
        return None
    for path in sorted(memory["states"], key=_modified, reverse=True):  # what was edited comes first
        seen[path] = _state(path)
        if seen[path] != memory["states"][path]:
            return None
    return memory


def _modified(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0


def _remember(key: bytes, listener: _Listener, **values: Any) -> None:
    if not all(listener.was_alone(path) for path in listener.names.keys() & listener.changed):
        return  # what came meanwhile may have come too late to be seen
    states = {
        path: _state(path) if path in listener.changed else state
        for path, state in sorted(listener.states.items())
    }
    if not listener.told_next and any(_speaks_of_future(path) for path in states):
        return  # what is said of it depends on the clock, as what is told of the next time doesn't
    cache.put(key, json.dumps({"now": time.time(), "states": states, **values}).encode())


def _speaks_of_future(path: str) -> bool:
    if not path.endswith(".lock"):
        return False
    try:
        times = _LOCK_TIME.findall(disk.read(Path(path), _MOST_BYTES))
    except OSError:
        return False
    return max(times, default=b"") > datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def _names(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()


def _state(path: str) -> str:
    """What can be seen of a file or folder: a digest of its content, or of its names and links."""
    try:
        if os.path.isdir(path):
            names = sorted(os.listdir(path))
            links = [os.path.realpath(os.path.join(path, name)) for name in names]
            content = "\n".join((*names, *links)).encode("utf-8", "surrogateescape")
        else:
            content = disk.read(Path(path), _MOST_BYTES)  # nobody waits for a pipe that took a file's place
    except OSError as failure:
        return type(failure).__name__
    return hashlib.sha256(content).hexdigest()


def _key(context: click.Context) -> bytes:
    """Everything but files that a command depends on."""
    said = [(name, value) for name, value in context.meta.items() if name.startswith("awsdeck.")]
    parts = (
        *(context.info_name, sorted(context.params.items()), said),
        *(sys.stdout.isatty(), sys.stderr.isatty(), *_around()),
    )
    return repr(parts).encode("utf-8", "surrogateescape")


def _around() -> tuple[object, ...]:
    """What every command depends on beside its options and files."""
    surroundings = {
        name: value
        for name, value in sorted(os.environ.items())
        if name in _SURROUNDINGS or name.startswith(_PREFIXES)
    }
    return os.getcwd(), surroundings, sys.version, tuple(_settings_files()), cache.edition()


def _settings_files() -> Iterator[tuple[str, bool]]:
    """Where a file of settings could lie, and whether one does: nobody opens one that isn't there."""
    here = Path.cwd()
    for place in (here, *here.parents):
        yield str(place), (place / SETTINGS).exists()
