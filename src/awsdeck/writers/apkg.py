"""Writes an Anki package. The only importer of genanki.

In: notes. Out: the bytes of an ``.apkg``, the same for the same notes. It must not know of documents.

genanki makes the tables; this module keeps it from adding what differs from run to run (a time stamp on
every note, a temporary file, the date of zip entries) and stores the entries deflated.
"""

import errno
import functools
import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from awsdeck.writers.standin import in_place_of, later

# functools has the one name that genanki takes from the first, which imports all of asyncio for another;
# the second one reads note types, which ours don't need
with in_place_of("cached_property", functools), in_place_of("yaml", later("yaml")):
    import genanki

from awsdeck.media import Media
from awsdeck.notes import Note, all_fields
from awsdeck.notetype import NoteType
from awsdeck.writers import files, zipped

_FIRST_ID = 1_700_000_000_000  # ids are times in ms; one later than tomorrow fails the whole import
_SQLITE_WRITER_VERSION = 96, 100  # https://www.sqlite.org/fileformat.html, "database header"
_PAGE_SIZE = 8_192  # bytes; pages of the usual 4,096 hold two notes each, and much of nothing
_PAGES_KB = 16_000  # held in memory; by default SQLite begins to write to the disk at 2,000


def write(notes: Sequence[Note], path: Path) -> None:
    """Write the notes to a package.

    Raises:
        OSError: the file can't be written; an existing one is untouched.

    """
    files.replace(path, package(notes))


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a modification time of its own.

    genanki's looks for blanks in its tags, and waits for other threads before it makes its cards.
    """

    tags: Sequence[str] = ()
    guid = ""
    cards = property(genanki.Note.cards.func)

    def __init__(self, modified: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._modified = modified

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:  # noqa: ARG002 -- genanki's signature
        super().write_to_db(cursor, self._modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """All fields come from an allow-list, so there is no need to look for what isn't HTML."""


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


class _Deck(genanki.Deck):  # type: ignore[misc]
    """A deck whose notes alone are written with it; `_Package` writes what all decks have in common.

    genanki's own writes all decks again with each of them, which takes minutes for some thousand, and holds
    all notes at once.
    """

    def __init__(self, name: str, coming: Iterable[_Note]) -> None:
        super().__init__(_deck_id(name), name)
        self._coming = coming

    def write_to_db(self, cursor: Any, timestamp: float, id_gen: Iterator[int]) -> None:
        for note in self._coming:
            self.add_model(note.model)
            note.write_to_db(cursor, timestamp, self.deck_id, id_gen)


class _Package(genanki.Package):  # type: ignore[misc]
    """A package whose decks and note types are written once."""

    def write_to_db(self, cursor: Any, timestamp: float, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, timestamp, id_gen)
        models = {str(key): model for deck in self.decks for key, model in deck.models.items()}
        for column, added in (
            ("decks", {str(deck.deck_id): deck.to_json() for deck in self.decks}),
            ("models", {key: model.to_json(timestamp, 1) for key, model in models.items()}),
        ):
            (known,) = cursor.execute(f"select {column} from col").fetchone()
            cursor.execute(f"update col set {column} = ?", (json.dumps({**json.loads(known), **added}),))


def package(notes: Sequence[Note]) -> bytes:
    """The bytes of a package with these notes."""
    by_deck: dict[str, list[Note]] = {}
    for note in notes:
        by_deck.setdefault(note.deck, []).append(note)
    rows = all_fields([note for found in by_deck.values() for note in found])
    kinds = {note.note_type.id: note.note_type for note in notes}
    models = {number: _Model(kind) for number, kind in kinds.items()}
    decks = [_Deck(name, _coming(found, rows, models)) for name, found in by_deck.items()]
    media = {item.name: item for note in notes for item in note.pictures.values()}
    return _zip(_database(decks), [media[name] for name in sorted(media)])


def _coming(
    notes: Iterable[Note], rows: Iterator[tuple[str, ...]], models: Mapping[int, _Model]
) -> Iterator[_Note]:
    """Notes for genanki, made when they are written; ``rows`` has their fields, then those of later ones."""
    for note in notes:
        yield _Note(
            note.modified,
            model=models[note.note_type.id],
            fields=list(next(rows)),
            tags=note.tags,
            guid=note.identity.guid,
            due=note.due,
        )


def _deck_id(name: str) -> int:
    """An id made of the name, far from 1, which is Anki's Default deck."""
    digest = hashlib.sha256(name.casefold().encode()).digest()
    return _FIRST_ID + int.from_bytes(digest[:4], "big")


def _database(decks: Sequence[Any]) -> bytes:
    """The bytes of the collection.

    Raises:
        OSError: there is no room for it.

    """
    # a private file that is gone with the connection, and is only written to when the cards are many
    connection = sqlite3.connect("")
    try:
        connection.execute(f"pragma page_size = {_PAGE_SIZE}")
        connection.execute(f"pragma cache_size = -{_PAGES_KB}")
        writer = _Package(list(decks))
        writer.write_to_db(connection.cursor(), _FIRST_ID / 1000, itertools.count(_FIRST_ID))
        connection.commit()
        data = connection.serialize()
    except sqlite3.OperationalError as failure:
        raise OSError(errno.ENOSPC, f"no room for the collection: {failure}") from None
    finally:
        connection.close()
    # SQLite notes its own version here, for information only; it would differ between machines.
    start, end = _SQLITE_WRITER_VERSION
    return b"".join((memoryview(data)[:start], bytes(end - start), memoryview(data)[end:]))


def _zip(database: bytes, media: Sequence[Media]) -> bytes:
    names = {str(index): item.name for index, item in enumerate(media)}
    return zipped.archive(
        {
            "collection.anki2": database,
            "media": json.dumps(names, ensure_ascii=False).encode(),
            **{str(index): item.data for index, item in enumerate(media)},
        }
    )
