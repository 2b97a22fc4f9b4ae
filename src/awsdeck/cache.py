"""What earlier runs found out, kept in the user's cache folder.

In: a key and bytes. Out: the bytes that were kept under that key, or None. It must not know what they mean.

The folder may be deleted at any time. Every entry is a file of its own, written beside its place and moved
there in one step, so that two runs at once do each other no harm. It begins with a checksum of what follows:
an entry that is cut off or damaged in any way is as good as none, so nobody waits for it to reach the disk.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import awsdeck
from awsdeck import disk, drafts

VARIABLE = "AWSDECK_CACHE"
_MOST_BYTES = 200_000_000
_MOST_ENTRIES = 500  # a document has some ten
_KEPT = 0.9  # of both, where room has to be made: the next entries find it
_DIGEST_SIZE = 32


def folder() -> Path | None:
    """Where entries are kept; None if ``AWSDECK_CACHE`` is empty, which turns the cache off."""
    if VARIABLE in os.environ:
        named = os.environ[VARIABLE]
        return Path(named) if named else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "awsdeck" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "awsdeck"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "awsdeck"


@cache
def edition() -> bytes:
    """A digest of this awsdeck and of the libraries beside it: another one may find out other things."""
    digest = hashlib.sha256(sys.version.encode())
    for part in (*_modules(os.path.dirname(awsdeck.__file__)), *_libraries()):
        digest.update(f"{part}\n".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    """The modules and data of awsdeck itself, by time and size."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _modules(entry.path)
            else:
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size


def _libraries() -> list[str]:
    """The libraries that lie beside click, each by its name and version."""
    spec = find_spec("click")
    folder = os.path.dirname(os.path.dirname(spec.origin)) if spec and spec.origin else ""
    return sorted(name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))


def get(key: bytes) -> memoryview | None:
    """What is kept under a key, without a copy of it."""
    place = folder()
    if place is None:
        return None
    try:
        data = disk.read(_path(place, key), _MOST_BYTES, follow=False)
    except OSError:
        return None
    value = memoryview(data)[_DIGEST_SIZE:]
    return value if data[:_DIGEST_SIZE] == _checksum(key, value) else None


def put(key: bytes, value: bytes) -> None:
    """Keep something under a key. A cache that can't be written to is no reason to fail."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        checksum = _checksum(key, value)
        _make_room(place, len(checksum) + len(value))
        handle, name = drafts.new(place)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(checksum)
                file.write(value)
            os.replace(name, _path(place, key))
        except OSError:
            os.unlink(name)
            raise


def _path(place: Path, key: bytes) -> Path:
    return place / hashlib.sha256(key).hexdigest()


def _checksum(key: bytes, value: bytes | memoryview) -> bytes:
    """Of the key too: an entry under another's name is damaged as well."""
    digest = hashlib.sha256(len(key).to_bytes(8, "big") + key)
    digest.update(value)
    return digest.digest()


_filled: dict[Path, tuple[int, int]] = {}
"""How many entries a folder has and of how many bytes: looked at once, and counted from then on."""


def _make_room(place: Path, size: int) -> None:
    """See that an entry of this size fits in."""
    number, total = _filled.get(place, (_MOST_ENTRIES, _MOST_BYTES))
    if number >= _MOST_ENTRIES or total + size > _MOST_BYTES:
        number, total = _cleared(place, size)
    _filled[place] = number + 1, total + size


def _cleared(place: Path, size: int) -> tuple[int, int]:
    """Remove the oldest entries where one of this size doesn't fit in; what number and size are left."""
    drafts.tidy(place)
    with os.scandir(place) as found:
        known = ((entry.stat(follow_symlinks=False), entry.path) for entry in found)
        entries = sorted((state.st_mtime, state.st_size, path) for state, path in known)
    number, total = len(entries), sum(length for _, length, _ in entries)
    if number < _MOST_ENTRIES and total + size <= _MOST_BYTES:
        return number, total
    for _, length, path in entries:
        if number < _KEPT * _MOST_ENTRIES and total + size <= _KEPT * _MOST_BYTES:
            break
        Path(path).unlink(missing_ok=True)
        number, total = number - 1, total - length
    return number, total
