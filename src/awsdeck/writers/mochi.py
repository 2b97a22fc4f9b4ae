"""Notes as a file that the app Mochi imports.

In: notes. Out: a ``.mochi`` file: a zip with ``data.json`` (Transit) and the pictures. A card is one text of
Markdown, its sides parted by a rule. Ids are made of guids, so that an export again updates the same cards.

The form: https://mochi.cards/docs/import-and-export/mochi-format-reference/; Transit's strings:
https://github.com/cognitect/transit-format, "Strings".
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from string import ascii_letters, digits
from typing import Any

from awsdeck.model import Blocks
from awsdeck.notes import DECK_SEPARATOR, Note
from awsdeck.writers import Files, Part, markdown, pictures, sides, zipped

VERSION = 2
_ID_LENGTH = 16
_ALPHABET = digits + ascii_letters
_KINDS = {"jpg": "jpeg", "svg": "svg+xml"}
# Mochi hides what is in double braces, links what is in double brackets, and takes #word for a tag.
_SPECIAL = re.compile(r"[{}]|#(?=\w)")

_OPEN, _CLOSE = "\ue000", "\ue001"  # of the private use area: no document says anything with them


def export(parts: Sequence[Part]) -> Files:
    """The file."""
    notes = [note for part in parts for note in part.notes]
    values = {"~:version": VERSION, "~:decks": [_deck(path, notes) for path in _paths(notes)]}
    data = json.dumps(values, ensure_ascii=False).encode()
    return {"": zipped.archive({"data.json": data, **pictures.bare(parts)})}


def _paths(notes: Iterable[Note]) -> list[str]:
    """Every deck, those above a note's own included, in the order of the notes."""
    found: dict[str, None] = {}
    for note in notes:
        names = note.deck.split(DECK_SEPARATOR)
        for end in range(1, len(names) + 1):
            found.setdefault(DECK_SEPARATOR.join(names[:end]))
    return list(found)


def _deck(path: str, notes: Iterable[Note]) -> dict[str, Any]:
    above, _, name = path.rpartition(DECK_SEPARATOR)
    values: dict[str, Any] = {"~:id": _id(path), "~:name": _string(name)}
    if above:
        values["~:parent-id"] = _id(above)
    values["~:cards"] = [_card(note) for note in notes if note.deck == path]
    return values


def _card(note: Note) -> dict[str, Any]:
    names = {src: f"@media/{media.name}" for src, media in note.pictures.items()}
    to = markdown.Dialect(_SPECIAL, names)
    values: dict[str, Any] = {
        "~:id": _id(note.identity.guid),
        "~:deck-id": _id(note.deck),
        "~:name": _string(note.card.title),
        "~:content": _string(_content(note, to)),
        "~:pos": f"{note.due:06}",
        "~:tags": {"~#set": [_string(tag.replace("::", "/")) for tag in note.tags]},
    }
    if note.pictures:
        values["~:attachments"] = {
            media.name: {"~:size": len(media.data), "~:type": _kind(media.name)}
            for media in note.pictures.values()
        }
    return values


def _content(note: Note, to: markdown.Dialect) -> str:
    """Both sides; a cloze card has one, in which Mochi hides what stands in double braces."""
    if note.hidden is None:
        return "\n\n---\n\n".join(
            (_text((*sides.context(note), *sides.front(note)), to), _text(sides.back(note), to))
        )
    whole = (*sides.context(note), *sides.front(note)[:1], *sides.marked(note, _OPEN, _CLOSE))
    return _text(whole, to).replace(_OPEN, "{{").replace(_CLOSE, "}}")


def _text(blocks: Blocks, to: markdown.Dialect) -> str:
    return "\n".join(markdown.blocks(blocks, to)).rstrip("\n")


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return f"image/{_KINDS.get(ending, ending)}"


def _id(name: str) -> str:
    """A keyword made of a name: letters and figures only."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    figures = []
    for _ in range(_ID_LENGTH):
        number, at = divmod(number, len(_ALPHABET))
        figures.append(_ALPHABET[at])
    return "~:" + "".join(figures)


def _string(text: str) -> str:
    """A string as Transit writes it: some first characters would make it a keyword, a date, a reference."""
    return f"~{text}" if text.startswith(("~", "^", "`")) else text
