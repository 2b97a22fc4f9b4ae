"""Which note in Anki belongs to which card.

In: cards, what Anki holds, what was last pushed. Out: pairs. AnkiConnect doesn't tell guids, so a note is
known by what a push remembers of it, else by the id in its field ID, else by its question; the last two only
for notes that come from this document. It must not know what is to be done with a note.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from awsdeck.identity import is_adopted
from awsdeck.packages.fieldtext import lines
from awsdeck.push.collection import AnkiNote, Collection
from awsdeck.push.merge import print_of
from awsdeck.push.record import Profile, Pushed
from awsdeck.text import slug, words

# an id that awsdeck made ends with a hash of title and question; an author may write one in two documents
_MADE = re.compile(r"-[0-9a-f]{8}(?:~\d+)?$")


class Sought(NamedTuple):
    """A card whose note is looked for; ``seed`` is that of its guid, empty if it isn't known."""

    guid: str
    id: str
    question: str
    seed: str


Pairs = Iterator[tuple[str, AnkiNote]]


def find(cards: Sequence[Sought], title: str, collection: Collection, known: Profile) -> dict[str, AnkiNote]:
    """The notes of these cards of a document, by guid; no note is found for two cards."""
    kinds = {look.name for look in collection.looks.values()}
    own = [note for note in collection.notes.values() if note.kind in kinds]
    found: dict[str, AnkiNote] = {}
    taken: set[int] = set()
    for pairs in (
        _remembered(cards, collection, known),
        _by_id(cards, title, own),
        _asked(cards, title, own),
    ):
        for key, note in pairs:
            if key not in found and note.id not in taken:
                found[key] = note
                taken.add(note.id)
    return found


def _remembered(cards: Sequence[Sought], collection: Collection, known: Profile) -> Pairs:
    for card in cards:
        pushed = known.notes.get(card.guid)
        note = collection.notes.get(pushed.note) if pushed and pushed.note is not None else None
        if note is not None and pushed and (pushed.was_pushed or _resembles(note, pushed)):
            yield card.guid, note


def _resembles(note: AnkiNote, pushed: Pushed) -> bool:
    """A field is as it was in the package that was adopted: ids alone may be another note's elsewhere."""
    return any(print_of(text) == pushed.fields.get(name) for name, text in note.fields.items())


def _by_id(cards: Sequence[Sought], title: str, notes: Sequence[AnkiNote]) -> Pairs:
    of_id = _grouped(notes, lambda note: unescape(note.fields.get("ID", "")))
    for card in cards:
        for note in of_id.get(card.id, ()):
            if _MADE.search(card.id) or _is_from(note, card, title):
                yield card.guid, note


def _asked(cards: Sequence[Sought], title: str, notes: Sequence[AnkiNote]) -> Pairs:
    """By the question, where just one note asks it; a note that was given our type by hand has no source."""
    asking = _grouped(notes, question_of)
    for card in cards:
        same = [
            note
            for note in asking.get(words(card.question), ())
            if _is_from(note, card, title) or (is_adopted(card.seed) and not note.fields.get("ID"))
        ]
        if len(same) == 1:
            yield card.guid, same[0]


def _grouped(
    notes: Sequence[AnkiNote], key: Callable[[AnkiNote], Hashable]
) -> dict[Hashable, list[AnkiNote]]:
    groups: dict[Hashable, list[AnkiNote]] = {}
    for note in notes:
        groups.setdefault(key(note), []).append(note)
    return groups


def _is_from(note: AnkiNote, card: Sought, title: str) -> bool:
    """The note names the document as its source, under its title now or when the card was first built."""
    source = slug(unescape(note.fields.get("Source", "")))
    born, separator, _ = card.seed.partition("/")
    at_birth = bool(separator) and not is_adopted(card.seed) and slug(source, len(born)) == born
    return bool(source) and (source == slug(title) or at_birth)


def question_of(note: AnkiNote) -> tuple[str, ...]:
    """The words of what a note asks."""
    return words(" ".join(lines(next(iter(note.fields.values()), ""))))
