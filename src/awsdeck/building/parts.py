"""What is written or shown of documents: for each, the notes of it that are wanted.

In: decks and the notes that were asked for. Out: parts, one for each deck. It must not know what becomes of
them.
"""

from collections.abc import Iterable, Sequence

from awsdeck.notes import Note
from awsdeck.pipeline import Deck
from awsdeck.writers import Part


def parts_of(decks: Iterable[Deck], wanted: Sequence[Note]) -> tuple[Part, ...]:
    """The decks with those of their notes that are wanted, in their own order."""
    chosen = frozenset(map(id, wanted))
    return tuple(
        Part(deck.document, tuple(note for note in deck.ready if id(note) in chosen), deck.problems)
        for deck in decks
    )
