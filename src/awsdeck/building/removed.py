"""Cards that are gone from a document: what they looked like, and how a learner is told.

In: decks. Out: notes that say so. Their last look comes from the package they were in, and is kept beside it
when that package is replaced.
"""

from collections.abc import Container, Sequence
from pathlib import Path

from awsdeck.building import packages
from awsdeck.building.errors import unwritable
from awsdeck.forms import QA
from awsdeck.identity import guid
from awsdeck.lock import Entry
from awsdeck.model import Location
from awsdeck.notes import Note, removed_note
from awsdeck.packages import Stored, stored_notes
from awsdeck.pipeline import Deck
from awsdeck.problems import Problem, warning
from awsdeck.writers import gone


def marked(decks: Sequence[Deck], root: str) -> tuple[dict[str, list[Note]], tuple[Problem, ...]]:
    """For each document the notes of its removed cards as they were last built, and what is known of none."""
    found: dict[str, list[Note]] = {}
    problems: list[Problem] = []
    alive = {note.identity.guid for deck in decks for note in (*deck.notes, *deck.made)}
    for deck in decks:
        stored = last_built(deck)
        notes = found.setdefault(deck.document.path, [])
        for entry in _removed(deck):
            if guid(entry.seed) in alive or _form(entry) not in deck.forms:
                continue  # it moved to another document, or nobody asks for its kind today
            last = stored.get(guid(entry.seed))
            if last is None:
                problems.append(_unknown(deck, entry))
            else:
                notes.append(
                    removed_note(entry, len(deck.notes) + len(notes) + 1, root, last.fields, last.tags)
                )
    return found, tuple(problems)


def _unknown(deck: Deck, entry: Entry) -> Problem:
    return warning(
        Location(deck.document.path),
        "unknown-answer",
        f"{entry.id} can't be marked as removed: build/ doesn't hold its answer any more",
        "find it in Anki by its field ID",
    )


def _form(entry: Entry) -> str:
    return entry.origin.form if entry.origin else QA


def _removed(deck: Deck) -> list[Entry]:
    lock = deck.resolution.lock
    return [entry for entry in (*lock.entries, *lock.parts) if entry.removed]


def last_built(deck: Deck, guids: Container[str] | None = None) -> dict[str, Stored]:
    """The notes of the last package by guid, and those of cards that went away before it.

    Of the package those with one of ``guids``, or all.
    """
    found: dict[str, Stored] = {}
    # a renamed document was built under its former name
    for place in dict.fromkeys((deck.lock_found, deck.lock_path)):
        if place is not None:
            package = packages.place(place.stem)
            found |= gone.load(gone.path_for(package)) | stored_notes(package, guids)
    return found


def keep(deck: Deck) -> None:
    """Keep what removed cards looked like, before the package that still has them is replaced.

    Raises:
        AwsdeckError: the file can't be written.

    """
    built = {note.identity.guid for note in deck.made}
    guids = {guid(entry.seed) for entry in _removed(deck)}
    # a card of a form that isn't wanted today may be gone tomorrow, when it is
    guids |= {guid(entry.seed) for entry in deck.resolution.lock.parts} - built
    kept = {key: note for key, note in last_built(deck, guids).items() if key in guids} if guids else {}
    path = gone.path_for(packages.place(Path(deck.document.path).stem))
    try:
        if kept != gone.load(path):
            gone.save(path, kept)
    except OSError as failure:
        raise unwritable(path, failure) from None
