"""The rows of Anki's tables as values.

In: a `Database`. Out: note types, decks and notes. Anki has kept note types and decks in two ways: as JSON in
the table ``col`` (schema 11, all packages but the current form), and in tables of their own (schema 15 and
later). It must not know where the database came from.
"""

import json
from collections.abc import Container, Mapping
from typing import Any

from awsdeck.packages.database import Database
from awsdeck.packages.refusal import DAMAGED, Refused
from awsdeck.packages.values import PackagedNote, PackagedType

_FIELD_SEPARATOR = "\x1f"
_DECK_SEPARATOR = "\x1f"  # within names of the tables; JSON has them with ::
_WRONG = "its collection isn't as Anki writes it"


def note_types(database: Database) -> dict[int, PackagedType]:
    """The note types by id."""
    if "notetypes" not in database.tables:
        return _types_in_json(_column(database, "models"))
    fields: dict[int, list[str]] = {}
    for kind, name in database.rows("select ntid, name from fields order by ntid, ord", ["fields"]):
        fields.setdefault(kind, []).append(name)
    cards = dict(database.rows("select ntid, count(*) from templates group by ntid", ["templates"]))
    return {
        _number(kind): PackagedType(
            kind, _text(name), tuple(map(_text, fields.get(kind, ()))), cards.get(kind, 0)
        )
        for kind, name in database.rows("select id, name from notetypes order by id", ["notetypes"])
    }


def _types_in_json(models: Mapping[str, Any]) -> dict[int, PackagedType]:
    try:
        found = [
            PackagedType(
                int(key),
                _text(model["name"]),
                tuple(_text(field["name"]) for field in model["flds"]),
                len(model["tmpls"]),
            )
            for key, model in models.items()
        ]
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Refused(_WRONG, DAMAGED) from None
    return {kind.id: kind for kind in found}


def decks(database: Database) -> dict[int, str]:
    """The names of the decks by id."""
    if "decks" in database.tables:
        rows = database.rows("select id, name from decks", ["decks"])
        return {_number(deck): _text(name).replace(_DECK_SEPARATOR, "::") for deck, name in rows}
    try:
        return {int(key): _text(deck["name"]) for key, deck in _column(database, "decks").items()}
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Refused(_WRONG, DAMAGED) from None


def _column(database: Database, name: str) -> Mapping[str, Any]:
    """A column of the only row of ``col``, which holds JSON."""
    try:
        value = json.loads(database.rows(f"select {name} from col", ["col"])[0][0])
    except (IndexError, TypeError, ValueError, RecursionError):
        raise Refused(_WRONG, DAMAGED) from None
    if not isinstance(value, dict):
        raise Refused(_WRONG, DAMAGED)
    return value


def notes(
    database: Database,
    kinds: Mapping[int, PackagedType],
    names: Mapping[int, str],
    guids: Container[str] | None = None,
) -> list[PackagedNote]:
    """The notes in the order of their ids, which are the times at which they were made.

    With ``guids`` only those that have one of them.
    """
    places: dict[int, list[str]] = {}
    # a card in a filtered deck belongs to the deck it came from
    query = "select nid, case odid when 0 then did else odid end from cards order by nid, ord"
    for note, deck in database.rows(query, ["cards"]):
        places.setdefault(note, []).append(names.get(deck, "Default"))
    wanted = ""
    if guids is not None:
        database.asking("is_wanted", guids.__contains__)
        wanted = "where is_wanted(guid)"
    query = f"select id, guid, mid, mod, flds, tags from notes {wanted} order by id"
    return [
        PackagedNote(
            id=_number(note),
            guid=_text(guid),
            kind=kinds.get(kind) or PackagedType(_number(kind), f"unknown {kind}", (), 0),
            modified=_number(modified),
            fields=tuple(_text(fields).split(_FIELD_SEPARATOR)),
            tags=tuple(_text(tags).split()),
            decks=tuple(places.get(note, ())),
        )
        for note, guid, kind, modified, fields, tags in database.rows(query, ["notes"])
    ]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused(_WRONG, DAMAGED)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise Refused(_WRONG, DAMAGED)
    return value
