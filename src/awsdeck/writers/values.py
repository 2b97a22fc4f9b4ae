"""Notes as JSON with all that awsdeck knows of them.

In: notes. Out: one object, described by ``export.schema.json`` in this folder. Keys may be added within a
version; `VERSION` grows when one changes its meaning or goes.
"""

import json
from collections.abc import Sequence
from typing import Any

from awsdeck.notes import Note, fields
from awsdeck.writers import Files, Part, listing, pictures

VERSION = 1


def export(parts: Sequence[Part]) -> Files:
    """The file, and the pictures in a folder beside it."""
    values = {"format": "awsdeck", "version": VERSION, "documents": [document(part) for part in parts]}
    return {"": (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode(), **pictures.beside(parts)}


def document(part: Part) -> dict[str, Any]:
    """A document with its cards."""
    return {
        "title": part.document.title,
        "source": part.document.path,
        "levels": dict(part.document.levels),
        "cards": [card(note) for note in part.notes],
        "problems": [listing.problem_values(problem) for problem in part.problems],
    }


def card(note: Note) -> dict[str, Any]:
    """What `listing` tells of a card, and its note as it is in Anki: fields as HTML, order, time."""
    return {
        **listing.card(note),
        "form": note.form,
        "order": note.due,
        "modified": note.modified,
        "note_type": note.note_type.name,
        "fields": dict(zip(note.note_type.fields, fields(note), strict=True)),
        "pictures": [media.name for media in note.pictures.values()],
    }
