"""Writes an Anki package. The only importer of genanki.

In: notes. Out: the bytes of an ``.apkg``, the same for the same notes. It must not know of documents.

genanki makes the tables, note types and decks. This module keeps it from adding what differs from run to run
(a time stamp, a temporary file, the date of zip entries), fills the tables at once, as there may be many
thousand notes, and deflates the entries.
"""

import errno
import functools
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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

# What differs from note to note and from card to card of a new package:
_NoteRow = tuple[int, str, int, int, str, str, str]
_NOTE = """
insert into notes (id, guid, mid, mod, tags, flds, sfld, usn, csum, flags, data)
values (?, ?, ?, ?, ?, ?, ?, -1, 0, 0, '')
"""
_CardRow = tuple[int, int, int, int, int]
_CARD = """
insert into cards (id, nid, did, mod, due,
    usn, ord, type, queue, ivl, factor, reps, lapses, left, odue, odid, flags, data)
values (?, ?, ?, ?, ?, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')
"""


def write(notes: Sequence[Note], path: Path) -> None:
    """Write the notes to a package.

    Raises:
        OSError: the file can't be written; an existing one is untouched.

    """
    files.replace(path, package(notes))


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
    by_deck: dict[str, list[Note]] = {}
    for note in notes:
        by_deck.setdefault(note.deck, []).append(note)
    media = {item.name: item for note in notes for item in note.pictures.values()}
    return _zip(_database(by_deck), [media[name] for name in sorted(media)])


def _deck_id(name: str) -> int:
    """An id made of the name, far from 1, which is Anki's Default deck."""
    digest = hashlib.sha256(name.casefold().encode()).digest()
    return _FIRST_ID + int.from_bytes(digest[:4], "big")


def _database(by_deck: Mapping[str, Sequence[Note]]) -> bytes:
    """The bytes of the collection.

    Raises:
        OSError: there is no room for it.

    """
    # a private file that is gone with the connection, and is only written to when the cards are many
    connection = sqlite3.connect("")
    try:
        connection.execute(f"pragma page_size = {_PAGE_SIZE}")
        connection.execute(f"pragma cache_size = -{_PAGES_KB}")
        _fill(connection.cursor(), by_deck)
        connection.commit()
        data = connection.serialize()
    except sqlite3.OperationalError as failure:
        raise OSError(errno.ENOSPC, f"no room for the collection: {failure}") from None
    finally:
        connection.close()
    # SQLite may note its own version here, for information only; it would differ between machines.
    start, end = _SQLITE_WRITER_VERSION
    if not any(data[start:end]):
        return data
    return b"".join((memoryview(data)[:start], bytes(end - start), memoryview(data)[end:]))


def _fill(cursor: sqlite3.Cursor, by_deck: Mapping[str, Sequence[Note]]) -> None:
    """Make the tables and write what they hold: decks and note types once, notes and cards in one go each."""
    genanki.Package([]).write_to_db(cursor, _FIRST_ID / 1000, iter(()))  # the tables
    decks = [genanki.Deck(_deck_id(name), name) for name in by_deck]
    kinds = {note.note_type.id: note.note_type for notes in by_deck.values() for note in notes}
    for column, added in (
        ("decks", {str(deck.deck_id): deck.to_json() for deck in decks}),
        ("models", {str(number): _Model(kind).to_json(0, 1) for number, kind in kinds.items()}),
    ):
        (known,) = cursor.execute(f"select {column} from col").fetchone()
        cursor.execute(f"update col set {column} = ?", (json.dumps({**json.loads(known), **added}),))
    with _indexed_at_last(cursor):
        cards: list[_CardRow] = []
        cursor.executemany(_NOTE, _note_rows(by_deck, cards))
        cursor.executemany(_CARD, cards)


@contextmanager
def _indexed_at_last(cursor: sqlite3.Cursor) -> Iterator[None]:
    """Rows that are written meanwhile are put into the indexes together, in half of the time."""
    indexes = cursor.execute("select name, sql from sqlite_master where type = 'index'").fetchall()
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    yield
    for _, made_by in indexes:
        cursor.execute(made_by)


def _note_rows(by_deck: Mapping[str, Sequence[Note]], cards: list[_CardRow]) -> Iterator[_NoteRow]:
    """The rows of the notes, deck by deck; that of each one's card is added to ``cards``."""
    rows = all_fields([note for notes in by_deck.values() for note in notes])
    number = _FIRST_ID
    for name, notes in by_deck.items():
        deck = _deck_id(name)
        for note in notes:
            fields, modified = next(rows), note.modified
            cards.append((number + 1, number, deck, modified, note.due))
            yield (
                *(number, note.identity.guid, note.note_type.id, modified),
                *(f" {' '.join(note.tags)} ", "\x1f".join(fields), fields[0]),
            )
            number += 2


def _zip(database: bytes, media: Sequence[Media]) -> bytes:
    names = {str(index): item.name for index, item in enumerate(media)}
    return zipped.archive(
        {
            "collection.anki2": database,
            "media": json.dumps(names, ensure_ascii=False).encode(),
            **{str(index): item.data for index, item in enumerate(media)},
        }
    )
