"""What was last pushed into whose collection.

In: fingerprints by guid. Out: a JSON file in ``build/``. It is one learner's, where the lock is everybody's,
so it isn't committed. Without it nothing is lost: a field of which nobody knows whether it was edited is
kept as it is in Anki, and the learner is told.

What is about to be sent is written down before it is sent. If the push breaks off, the next one knows both
versions that Anki may hold.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from awsdeck import disk
from awsdeck.writers import files

VERSION = 1
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pushed:
    """A note as a push left it, or is about to: fingerprints of its fields by name, its tags and its deck.

    ``note`` is its id in Anki; ``suspended`` tells that a push has suspended it.
    """

    note: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] | None = None
    deck: str | None = None
    suspended: bool = False

    @property
    def was_pushed(self) -> bool:
        """A push has seen the note in Anki; an adopted one is known from its package only."""
        return self.deck is not None or self.tags is not None or self.suspended


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one profile of Anki; ``looks`` are fingerprints of note types by id."""

    notes: Mapping[str, Pushed] = field(default_factory=dict)
    sent: Mapping[str, Pushed] = field(default_factory=dict)
    looks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of each profile, by its name; the last one that was pushed into stands last.

    ``adopted`` are notes of decks that were made elsewhere, as their packages have them: in whichever
    profile they are, they are most likely so.
    """

    profiles: Mapping[str, Profile] = field(default_factory=dict)
    adopted: Mapping[str, Pushed] = field(default_factory=dict)

    @property
    def last(self) -> str | None:
        """The profile of the last push."""
        return next(reversed([*self.profiles]), None)

    def of(self, profile: str) -> Profile:
        """What is known of a profile."""
        known = self.profiles.get(profile, Profile())
        return replace(known, notes={**self.adopted, **known.notes})

    def having(self, profile: str, known: Profile) -> "Record":
        """The record with something else known of a profile, which becomes the last one."""
        others = {name: value for name, value in self.profiles.items() if name != profile}
        return replace(self, profiles={**others, profile: known})


def path_for(package: Path) -> Path:
    """The record for a document, beside its package."""
    return package.with_suffix(".pushed.json")


def load(path: Path) -> Record:
    """The record in a file; an empty one if there is none that can be read."""
    try:
        values = json.loads(disk.read(path, _LARGEST))
        json.dumps(values, ensure_ascii=False).encode()  # half a character can be read, but never written
        if values["version"] != VERSION:
            return Record()
        return Record(
            {str(name): _profile(value) for name, value in values["profiles"].items()},
            {str(guid): _pushed(note) for guid, note in values["adopted"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return Record()


def _profile(value: Mapping[str, Any]) -> Profile:
    return Profile(
        {str(guid): _pushed(note) for guid, note in value["notes"].items()},
        {str(guid): _pushed(note) for guid, note in value["sent"].items()},
        {str(kind): str(look) for kind, look in value["looks"].items()},
    )


def _pushed(value: Mapping[str, Any]) -> Pushed:
    return Pushed(
        None if value["note"] is None else int(value["note"]),
        {str(name): str(found) for name, found in value["fields"].items()},
        None if value["tags"] is None else tuple(map(str, value["tags"])),
        None if value["deck"] is None else str(value["deck"]),
        bool(value["suspended"]),
    )


def save(path: Path, record: Record) -> None:
    """Write the record.

    Raises:
        OSError: the file can't be written.

    """
    values = {"version": VERSION, **asdict(record)}
    files.replace(path, json.dumps(values, ensure_ascii=False, indent=1).encode())
