"""Notes as a folder that the add-on CrowdAnki imports and that diffs well in git.

In: notes of one document. Out: ``deck.json`` and the pictures. CrowdAnki matches notes by guid, and decks,
presets and note types by a uuid, which is made here of their names: the same in every export.

The form: what the add-on's ``representation`` package reads (https://github.com/Stvad/CrowdAnki).
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from awsdeck.notes import DECK_SEPARATOR, Note, fields
from awsdeck.notetype import NoteType
from awsdeck.writers import Files, Part, pictures

FILE_NAME = "deck.json"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/Stvad/CrowdAnki#awsdeck")
_PRESET = "awsdeck"


def export(parts: Sequence[Part]) -> Files:
    """The files of the folder."""
    (part,) = parts
    notes = part.notes
    root = notes[0].deck.split(DECK_SEPARATOR)[0] if notes else part.document.title
    values = _deck(root, notes)
    values["deck_configurations"] = [
        {"__type__": "DeckConfig", "crowdanki_uuid": _uuid("preset", _PRESET), "name": _PRESET, "dyn": False}
    ]
    types = {note.note_type.id: note.note_type for note in notes}
    values["note_models"] = [_note_model(kind) for _, kind in sorted(types.items())]
    text = json.dumps(values, ensure_ascii=False, indent=4, sort_keys=True) + "\n"
    return {FILE_NAME: text.encode(), **pictures.beside(parts)}


def _uuid(kind: str, name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{name}"))


def _deck(path: str, notes: Iterable[Note]) -> dict[str, Any]:
    """A deck with the decks below it; one below the first is named by its last part alone."""
    own: list[Note] = []
    below: dict[str, list[Note]] = {}
    for note in notes:
        inner = note.deck[len(path) + len(DECK_SEPARATOR) :]
        if inner:
            below.setdefault(inner.split(DECK_SEPARATOR)[0], []).append(note)
        else:
            own.append(note)
    children = [_deck(f"{path}{DECK_SEPARATOR}{name}", inside) for name, inside in below.items()]
    return {
        "__type__": "Deck",
        "crowdanki_uuid": _uuid("deck", path),
        "deck_config_uuid": _uuid("preset", _PRESET),
        "name": path.split(DECK_SEPARATOR)[-1],
        "desc": "",
        "dyn": 0,
        "extendNew": 0,
        "extendRev": 0,
        "media_files": sorted({media.name for note in own for media in note.pictures.values()}),
        "notes": [_note(note) for note in own],
        "children": children,
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "__type__": "Note",
        "data": "",
        "fields": list(fields(note)),
        "flags": 0,
        "guid": note.identity.guid,
        "note_model_uuid": _uuid("note type", note.note_type.name),
        "tags": list(note.tags),
    }


def _note_model(kind: NoteType) -> dict[str, Any]:
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": _uuid("note type", kind.name),
        "css": kind.style(),
        "flds": list(_fields(kind.fields)),
        "latexPost": "",
        "latexPre": "",
        "latexsvg": False,
        "name": kind.name,
        "req": [[0, "any", [0]]],
        "sortf": 0,
        "tags": [],
        "tmpls": [
            {
                "name": kind.template_name,
                "id": kind.template_id,
                "ord": 0,
                "qfmt": kind.front(),
                "afmt": kind.back(),
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
        ],
        "type": int(kind.cloze),
        "vers": [],
    }


def _fields(names: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for at, (name, number) in enumerate(names.items()):
        yield {
            "name": name,
            "id": number,
            "ord": at,
            "font": "Arial",
            "size": 20,
            "media": [],
            "rtl": False,
            "sticky": False,
        }
