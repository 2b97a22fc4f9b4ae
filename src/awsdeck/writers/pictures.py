"""The pictures of notes as files.

In: notes. Out: their pictures by file name. It must not know how a format refers to them.
"""

from collections.abc import Iterable

from awsdeck.writers import Files, Part

FOLDER = "media"


def beside(parts: Iterable[Part]) -> Files:
    """The pictures, each once, in a folder of their own."""
    return {f"{FOLDER}/{name}": data for name, data in bare(parts).items()}


def bare(parts: Iterable[Part]) -> Files:
    """The pictures by their names, sorted."""
    found = {
        media.name: media.data for part in parts for note in part.notes for media in note.pictures.values()
    }
    return dict(sorted(found.items()))
