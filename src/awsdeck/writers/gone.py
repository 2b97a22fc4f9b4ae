"""What the cards that are gone from a document looked like when they were last built.

In: notes as packages hold them. Out: a JSON file beside the package, read again when a learner is to be
told. It must not know which cards are gone.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from awsdeck import disk
from awsdeck.packages import Stored
from awsdeck.writers import files

_LARGEST = 256 * 1024 * 1024  # bytes


def path_for(package: Path) -> Path:
    """The file for a package."""
    return package.with_suffix(".removed.json")


def load(path: Path) -> dict[str, Stored]:
    """The notes in a file by guid; empty if there is none that can be read."""
    try:
        values = json.loads(disk.read(path, _LARGEST))
        json.dumps(values, ensure_ascii=False).encode()  # half a character can be read, but never written
        return {
            guid: Stored(
                tuple(map(str, entry["fields"])), tuple(map(str, entry["tags"])), int(entry["modified"])
            )
            for guid, entry in values.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def save(path: Path, notes: Mapping[str, Stored]) -> None:
    """Write the notes; without any there is no file.

    Raises:
        OSError: the file can't be written.

    """
    if not notes:
        path.unlink(missing_ok=True)
        return
    values = {
        guid: {"fields": list(note.fields), "tags": list(note.tags), "modified": note.modified}
        for guid, note in notes.items()
    }
    files.replace(path, json.dumps(values, ensure_ascii=False, indent=1).encode())
