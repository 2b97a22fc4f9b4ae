"""Writes an Anki package. The only importer of genanki.

In: notes. Out: the bytes of an ``.apkg``, the same for the same notes. It must not know of documents.

genanki makes the tables; this module keeps it from adding what differs from run to run (a time stamp on
every note, a temporary file, the date of zip entries) and stores the entries deflated.
"""

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import genanki

from awsdeck import progress
from awsdeck.media import Media
from awsdeck.notes import Note, fields
from awsdeck.notetype import NoteType
from awsdeck.writers import files, zipped

_FIRST_ID = 1_700_000_000_000  # ids are times in ms; one later than tomorrow fails the whole import
_SQLITE_WRITER_VERSION = slice(96, 100)  # https://www.sqlite.org/fileformat.html, "database header"


def write(notes: Sequence[Note], path: Path) -> None:
    """Write the notes to a package.

    Raises:
        OSError: the file can't be written; an existing one is untouched.

    """
    files.replace(path, package(notes))


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a modification time of its own."""

    def __init__(self, modified: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._modified = modified

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002 -- genanki's signature
        super().write_to_db(cursor, self._modified, deck_id, id_gen)


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with a modification time of its own and no default deck that varies by subset."""

    def __init__(self, kind: NoteType) -> None:
        super().__init__(
            kind.id,
            kind.name,
            fields=[{"name": name, "id": number} for name, number in kind.fields.items()],
            templates=[
                {
                    "name": kind.template_name,
                    "id": kind.template_id,
                    "qfmt": kind.front(),
                    "afmt": kind.back(),
                }
            ],
            css=kind.style(),
            model_type=genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
        )
        self._modified = kind.modified

    def to_json(self, timestamp: float, deck_id: int) -> Any:  # noqa: ARG002 -- genanki's signature
        return super().to_json(self._modified, 1)


def package(notes: Sequence[Note]) -> bytes:
    """The bytes of a package with these notes."""
    decks: dict[str, Any] = {}
    models: dict[int, _Model] = {}
    for note in progress.steps("Drawing", notes):
        if note.note_type.id not in models:
            models[note.note_type.id] = _Model(note.note_type)
        deck = decks.setdefault(note.deck, genanki.Deck(_deck_id(note.deck), note.deck))
        deck.add_note(
            _Note(
                note.modified,
                model=models[note.note_type.id],
                fields=list(fields(note)),
                tags=note.tags,
                guid=note.identity.guid,
                due=note.due,
            )
        )
    media = {item.name: item for note in notes for item in note.pictures.values()}
    return _zip(_database(list(decks.values())), [media[name] for name in sorted(media)])


def _deck_id(name: str) -> int:
    """An id made of the name, far from 1, which is Anki's Default deck."""
    digest = hashlib.sha256(name.casefold().encode()).digest()
    return _FIRST_ID + int.from_bytes(digest[:4], "big")


def _database(decks: Sequence[Any]) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        writer = genanki.Package(list(decks))
        writer.write_to_db(connection.cursor(), _FIRST_ID / 1000, itertools.count(_FIRST_ID))
        connection.commit()
        connection.execute("VACUUM")
        data = bytearray(connection.serialize())
    finally:
        connection.close()
    # SQLite notes its own version here, for information only; it would differ between machines.
    data[_SQLITE_WRITER_VERSION] = bytes(4)
    return bytes(data)


def _zip(database: bytes, media: Sequence[Media]) -> bytes:
    names = {str(index): item.name for index, item in enumerate(media)}
    return zipped.archive(
        {
            "collection.anki2": database,
            "media": json.dumps(names, ensure_ascii=False).encode(),
            **{str(index): item.data for index, item in enumerate(media)},
        }
    )
