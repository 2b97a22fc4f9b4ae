"""The zip file of a package: the database in it, and the names of its media.

In: bytes. Out: the bytes of the database and media names. What the file declares is not believed: every
entry is read up to a limit, whatever its size is said to be. It must not know what is in the database.

Three forms exist (Anki's source, ``rslib/src/import_export/package/meta.rs``). ``collection.anki2`` and
``collection.anki21`` are plain databases and the list of media is JSON. In the current form
``collection.anki21b`` and the list are compressed with Zstandard and the list is a protobuf message; the
``collection.anki2`` beside it only asks old versions of Anki to be updated.
"""

import io
import json
import struct
import zipfile
import zlib
from typing import Protocol

from awsdeck.packages import protobuf
from awsdeck.packages.refusal import DAMAGED, UNSAFE, Refused

CURRENT = "collection.anki21b"
FORMS = (CURRENT, "collection.anki21", "collection.anki2")  # the newest first

_MIB = 1024 * 1024
MOST_DATABASE = 512 * _MIB
MOST_LIST = 32 * _MIB  # of media names
MOST_ENTRIES = 200_000
MOST_GROWTH = 200  # times that an entry of more than _GROWN bytes may grow; a real database grows tenfold
_GROWN = 64 * _MIB
_ENCRYPTED = 1  # the first bit of an entry's flags (APPNOTE.TXT, 4.4.4)
_CHUNK = 1 * _MIB
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what zipfile raises over damaged files, found by damaging files at random
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Archive:
    """An opened package.

    Raises:
        Refused: it is no zip file, or one that no Anki would have written.

    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise Refused("it is not a package: no zip file, or one that is cut off", DAMAGED) from None
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Refused(f"it has {len(entries)} entries, more than {MOST_ENTRIES}", UNSAFE)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if self._entries.setdefault(entry.filename, entry) is not entry:
                raise Refused(f"it has two entries named {entry.filename!r}", UNSAFE)
            _refuse_place(entry.filename)
        self.form = next((name for name in FORMS if name in self._entries), "")
        if not self.form:
            raise Refused(f"it is a zip file without a collection: no {', '.join(FORMS)}", DAMAGED)

    def database(self) -> bytes:
        """The bytes of the database."""
        return self._read(self.form, MOST_DATABASE)

    def media(self) -> tuple[str, ...]:
        """The names of the media; a package may have none."""
        if "media" not in self._entries:
            return ()
        text = self._read("media", MOST_LIST)
        names = protobuf.media_names(text) if self.form == CURRENT else _names_in_json(text)
        for name in names:
            _refuse_place(name)
        return names

    def _read(self, name: str, limit: int) -> bytes:
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED:
            raise Refused(f"{name} is encrypted", "Anki makes no such packages; ask for a plain one")
        if entry.compress_type not in _PLAIN:
            raise Refused(f"{name} is damaged: compressed in a way that Anki doesn't know", DAMAGED)
        if entry.file_size > limit:
            raise Refused(f"{name} claims {entry.file_size // _MIB} MiB, more than {limit // _MIB}", UNSAFE)
        try:
            with self._zip.open(entry) as file:
                data = _bounded(file, limit, entry.compress_size, name)
        except _DAMAGE:
            raise Refused(f"{name} is damaged", DAMAGED) from None
        return _decompressed(data, limit, name) if self.form == CURRENT else data


def _bounded(file: _Readable, limit: int, packed: int, name: str) -> bytes:
    """All of a file, unless it is more than it may be."""
    found = bytearray()
    while chunk := file.read(_CHUNK):
        found += chunk
        if len(found) > limit:
            raise Refused(f"{name} is larger than {limit // _MIB} MiB", UNSAFE)
        if len(found) > max(_GROWN, packed * MOST_GROWTH):
            raise Refused(f"{name} grows more than {MOST_GROWTH} times when it is unpacked", UNSAFE)
    return bytes(found)


def _decompressed(data: bytes, limit: int, name: str) -> bytes:
    import zstandard

    try:
        # without a bound on the window a small file could ask for gigabytes of memory
        reader = zstandard.ZstdDecompressor(max_window_size=128 * _MIB).stream_reader(data)
        return _bounded(reader, limit, len(data), name)
    except zstandard.ZstdError:
        raise Refused(f"{name} is damaged: no Zstandard data, or cut off", DAMAGED) from None


def _names_in_json(text: bytes) -> tuple[str, ...]:
    try:
        names = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("its list of media is damaged", DAMAGED) from None
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise Refused("its list of media is damaged", DAMAGED)
    return tuple(names.values())


def _refuse_place(name: str) -> None:
    """A name that leads out of the folder it is put into has no good purpose."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or "\0" in name or name[1:2] == ":":
        raise Refused(f"it names a file outside the package: {name[:80]!r}", UNSAFE)
