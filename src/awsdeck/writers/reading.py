"""Reads back what a package holds.

In: the path of an ``.apkg`` that awsdeck wrote. Out: its notes by guid. It must not know how packages are
written, and needs no library but Python's own.
"""

import sqlite3
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stored:
    """A note as a package holds it: its fields, tags and modification time."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int


def stored_notes(path: Path) -> dict[str, Stored]:
    """The notes of a package by guid; empty if there is none, or none that can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            database = archive.read("collection.anki2")
    except (OSError, KeyError, zipfile.BadZipFile):
        return {}
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        rows = connection.execute("select guid, flds, tags, mod from notes").fetchall()
    except sqlite3.DatabaseError:
        return {}
    finally:
        connection.close()
    return {
        guid: Stored(tuple(fields.split("\x1f")), tuple(tags.split()), modified)
        for guid, fields, tags, modified in rows
    }
