"""Reads what an Anki package holds, whoever made it.

In: the bytes of an ``.apkg``, which may be damaged or hostile. Out: a `Package`: its decks, note types,
notes, tags and media names. Nothing is written, no file of a package is unpacked, and nothing in its
database is run. It must not know how packages are written.

`archive` opens the zip file, `database` the collection within it, `tables` reads its rows, `fieldtext`
tells what a person reads of a field. They are imported when a package is read: a build seldom reads one.
"""

from pathlib import Path

from awsdeck.packages.stored import Stored, stored_notes
from awsdeck.packages.values import Package, PackagedNote, PackagedType

__all__ = ["Package", "PackagedNote", "PackagedType", "Stored", "load", "read", "stored_notes"]


def load(path: Path) -> Package:
    """The package at a path; see `reading.load`."""
    from awsdeck.packages import reading

    return reading.load(path)


def read(data: bytes) -> Package:
    """The package that these bytes are; see `reading.read`."""
    from awsdeck.packages import reading

    return reading.read(data)
