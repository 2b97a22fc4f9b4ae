"""What a push will do to each note.

In: a deck, what Anki holds, what was last pushed, what the learner wishes. Out: a `Plan`; nothing is done.
It must not know how it is carried out.
"""

from collections.abc import Collection as Container
from collections.abc import Mapping
from typing import NamedTuple

from awsdeck.identity import guid, is_adopted
from awsdeck.lock import Entry
from awsdeck.notes import Note, fields
from awsdeck.notetype import NoteType
from awsdeck.packages import Stored
from awsdeck.packages.fieldtext import lines
from awsdeck.pipeline import Deck
from awsdeck.push.collection import AnkiNote, Collection
from awsdeck.push.finding import Sought, find
from awsdeck.push.record import Profile
from awsdeck.push.steps import Comparison, NoteStep, Wishes


class Gone(NamedTuple):
    """A note whose question is gone from the document."""

    entry: Entry
    found: AnkiNote

    @property
    def guid(self) -> str:
        """The note's guid."""
        return guid(self.entry.seed)


class Plan(NamedTuple):
    """All steps: ``new`` notes, those that are there, those of removed questions.

    ``missing`` are cards that were adopted from another deck and whose note isn't found: they can't be
    added, for Anki may have the note under a type of its own. ``deleted`` are notes that a push brought and
    the learner deleted. ``forgotten`` are guids of removed questions that have no note any more.
    """

    path: str
    title: str
    profile: str
    notes: tuple[Note, ...]
    steps: tuple[NoteStep, ...]
    new: tuple[Note, ...]
    missing: tuple[Note, ...]
    deleted: tuple[Note, ...]
    forgotten: frozenset[str]
    gone: tuple[Gone, ...]
    kinds: tuple[NoteType, ...]
    sought: tuple[Sought, ...]
    wishes: Wishes

    @property
    def acting(self) -> tuple[NoteStep, ...]:
        """The notes to which something is done."""
        return tuple(step for step in self.steps if step.acts)


def make(
    deck: Deck,
    collection: Collection,
    known: Profile,
    stored: Mapping[str, Stored],
    wishes: Wishes,
    alive: Container[str] = (),
) -> Plan:
    """Compare a document with a collection.

    ``stored`` are the notes of the last package, which the learner may have imported; ``alive`` the guids
    of cards in other documents, which are not removed even if this one lost them.
    """
    entries = (*deck.resolution.lock.entries, *deck.resolution.lock.parts)
    seeds = {guid(entry.seed): entry.seed for entry in entries}
    sought = [_sought(note, seeds) for note in deck.ready]
    alive = {card.guid for card in sought} | set(alive)
    removed = [entry for entry in entries if entry.removed and guid(entry.seed) not in alive]
    left = [Sought(guid(entry.seed), entry.id, entry.question, entry.seed) for entry in removed]
    found = find([*sought, *left], deck.document.title, collection, known)
    before = {guid(change.after.seed): change.before for change in deck.resolution.changes if change.before}
    absent = [note for note in deck.ready if note.identity.guid not in found]
    adopted = [note for note in absent if is_adopted(seeds.get(note.identity.guid, ""))]
    brought = {key for key, pushed in known.notes.items() if pushed.was_pushed}
    deleted = [note for note in absent if note.identity.guid in brought and wishes.settle != "mine"]
    left_out = {note.identity.guid for note in (*adopted, *deleted)}
    compare = Comparison(collection, known, stored, before, wishes)
    return Plan(
        path=deck.document.path,
        title=deck.document.title,
        profile=collection.profile,
        notes=deck.ready,
        steps=tuple(
            compare.step(note, found[note.identity.guid])
            for note in deck.ready
            if note.identity.guid in found
        ),
        new=tuple(note for note in absent if note.identity.guid not in left_out),
        missing=tuple(note for note in adopted if note.identity.guid not in brought),
        deleted=tuple(deleted),
        forgotten=frozenset(card.guid for card in left if card.guid not in found),
        gone=tuple(Gone(entry, found[guid(entry.seed)]) for entry in removed if guid(entry.seed) in found),
        kinds=tuple({note.note_type.id: note.note_type for note in deck.ready}.values()),
        sought=tuple(sought),
        wishes=wishes,
    )


def _sought(note: Note, seeds: Mapping[str, str]) -> Sought:
    key = note.identity.guid
    return Sought(key, note.identity.id, " ".join(lines(fields(note)[0])), seeds.get(key, ""))
