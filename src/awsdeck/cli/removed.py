"""Cards that are gone from a document: what they looked like, and how a learner is told.

Their last look comes from the package they were in, and is kept beside it when that package is replaced.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import request

if TYPE_CHECKING:
    from awsdeck.lock import Entry
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck
    from awsdeck.writers.reading import Stored

BUILD_FOLDER = Path("build")


def package_path(stem: str, subset: str = "") -> Path:
    """The package for a document or a subset of it, under a name that Anki takes for a deck."""
    from awsdeck.writers.names import safe_name

    return BUILD_FOLDER / safe_name(f"{stem}-{subset}" if subset else stem)


def marked(decks: Sequence["Deck"]) -> dict[int, list["Note"]]:
    """For each document the notes of cards that are gone, as they were last built."""
    from awsdeck.identity import guid
    from awsdeck.notes import removed_note

    root = request.settings().tag_root
    found: dict[int, list[Note]] = {}
    alive = {note.identity.guid for deck in decks for note in deck.notes}
    for deck in decks:
        stored = last_built(deck)
        notes = found.setdefault(id(deck), [])
        for entry in _removed(deck):
            if guid(entry.seed) in alive:
                continue  # it moved to another document
            last = stored.get(guid(entry.seed))
            if last is None:
                told = "can't be marked as removed: build/ doesn't hold its answer any more"
                click.echo(f"{deck.document.path}: warning: {entry.id} {told}", err=True)
            else:
                notes.append(
                    removed_note(entry, len(deck.notes) + len(notes) + 1, root, last.fields, last.tags)
                )
    return found


def _removed(deck: "Deck") -> list["Entry"]:
    return [entry for entry in deck.resolution.lock.entries if entry.removed]


def last_built(deck: "Deck") -> dict[str, "Stored"]:
    """The notes of the last package, and those of cards that went away before it."""
    from awsdeck.writers import gone
    from awsdeck.writers.reading import stored_notes

    found: dict[str, Stored] = {}
    for place in (deck.lock_found, deck.lock_path):  # a renamed document was built under its former name
        if place is not None:
            package = package_path(place.stem)
            found |= gone.load(gone.path_for(package)) | stored_notes(package)
    return found


def keep(deck: "Deck") -> None:
    """Keep what removed cards looked like, before the package that still has them is replaced."""
    from awsdeck.identity import guid
    from awsdeck.writers import gone

    guids = {guid(entry.seed) for entry in _removed(deck)}
    kept = {key: note for key, note in last_built(deck).items() if key in guids}
    path = gone.path_for(package_path(Path(deck.document.path).stem))
    try:
        if kept != gone.load(path):
            gone.save(path, kept)
    except OSError as failure:
        raise click.ClickException(f"can't write {path}: {failure.strerror or failure}") from None
