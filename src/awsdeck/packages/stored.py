"""What the last build of a document says of its notes.

In: the path of a package that awsdeck wrote. Out: its notes by guid. A package that isn't there or can't be
read says nothing.
"""

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from awsdeck.problems import AwsdeckError


class Stored(NamedTuple):
    """A note as a package holds it: its fields, tags and modification time in seconds."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int


def stored_notes(path: Path, guids: Container[str] | None = None) -> dict[str, Stored]:
    """The notes of a package by guid, those with one of ``guids`` or all; empty if none can be read."""
    from awsdeck.packages.reading import load

    try:
        package = load(path, guids)
    except AwsdeckError:
        return {}
    return {note.guid: Stored(note.fields, note.tags, note.modified) for note in package.notes}
