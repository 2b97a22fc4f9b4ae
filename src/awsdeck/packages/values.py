"""What a package holds, as values.

In: nothing. Out: frozen values. They must not know of zip files or databases.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple


class PackagedType(NamedTuple):
    """A note type. ``cards`` is how many templates it has; a cloze type makes as many cards as it wants."""

    id: int
    name: str
    fields: tuple[str, ...]
    cards: int


class PackagedNote(NamedTuple):
    """A note with the deck of each of its cards; ``modified`` is in whole seconds since 1970."""

    id: int
    guid: str
    kind: PackagedType
    modified: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    decks: tuple[str, ...]

    @property
    def named(self) -> Mapping[str, str]:
        """The fields by their names; names that two fields share keep the first."""
        pairs = list(zip(self.kind.fields, self.fields, strict=False))
        return dict(reversed(pairs))

    @property
    def stated_id(self) -> str | None:
        """The id that awsdeck gave the card, if awsdeck made the note: the field ID."""
        return self.named.get("ID") or None


class Package(NamedTuple):
    """A package; its notes stand in the order of their ids. ``form`` is the name of the database in it."""

    form: str
    notes: tuple[PackagedNote, ...]
    kinds: tuple[PackagedType, ...]
    media: tuple[str, ...]

    @property
    def decks(self) -> Mapping[str, int]:
        """How many cards each deck has, by name."""
        counts = Counter(deck for note in self.notes for deck in note.decks)
        return dict(sorted(counts.items()))

    @property
    def tags(self) -> Mapping[str, int]:
        """How many notes have each tag, by name."""
        counts = Counter(tag for note in self.notes for tag in note.tags)
        return dict(sorted(counts.items()))
