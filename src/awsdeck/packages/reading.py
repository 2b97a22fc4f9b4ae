"""A package from its bytes to a value, or a problem that says why not.

In: a path, or bytes. Out: a `Package`. It must not know how a problem is shown.
"""

from collections.abc import Container
from pathlib import Path

from awsdeck import disk
from awsdeck.model import Location
from awsdeck.packages import tables
from awsdeck.packages.archive import Archive
from awsdeck.packages.database import opened
from awsdeck.packages.refusal import Refused
from awsdeck.packages.values import Package
from awsdeck.problems import AwsdeckError, error

MOST_BYTES = 2 * 1024**3  # export a deck without its media, and it is far smaller


def load(path: Path, guids: Container[str] | None = None) -> Package:
    """The package in a file; of its notes those with one of ``guids``, or all.

    Raises:
        AwsdeckError: it can't be read, or is refused.

    """
    try:
        data = disk.read(path, MOST_BYTES)
    except OSError as failure:
        raise _unreadable(path, failure.strerror or str(failure), "check the path") from None
    try:
        return read(data, guids)
    except Refused as refused:
        raise _unreadable(path, str(refused), refused.hint) from None


def read(data: bytes, guids: Container[str] | None = None) -> Package:
    """The package in these bytes; of its notes those with one of ``guids``, or all.

    Raises:
        Refused: it is damaged, or no package of Anki, or one that no Anki would have written.

    """
    archive = Archive(data)
    with opened(archive.database()) as database:
        kinds = tables.note_types(database)
        found = tables.notes(database, kinds, tables.decks(database), guids)
    used = {note.kind.id: note.kind for note in found}
    return Package(archive.form, tuple(found), tuple(used.values()), archive.media())


def _unreadable(path: Path, why: str, hint: str) -> AwsdeckError:
    return AwsdeckError(
        error(Location(str(path)), "unreadable-package", f"the package can't be read: {why}", hint)
    )
