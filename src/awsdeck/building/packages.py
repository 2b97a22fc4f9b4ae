"""Which notes go into which package.

In: decks, and the notes that are wanted. Out: packages on disk. It must not know of locks.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from awsdeck.building.errors import unwritable
from awsdeck.model import Location
from awsdeck.notes import Note
from awsdeck.pipeline import Deck
from awsdeck.problems import Problem, warning
from awsdeck.selection import split as split_by
from awsdeck.text import slug
from awsdeck.writers.names import safe_name

FOLDER = Path("build")


class Package(NamedTuple):
    """A file with its notes, and notes of cards that are gone, marked so; without either it isn't written."""

    path: Path
    notes: tuple[Note, ...]
    marked: tuple[Note, ...] = ()

    @property
    def is_empty(self) -> bool:
        """There is nothing to write."""
        return not self.notes and not self.marked


def place(stem: str, subset: str = "") -> Path:
    """The package for a document or a subset of it, under a name that Anki takes for a deck."""
    return FOLDER / safe_name(f"{stem}-{subset}" if subset else stem)


def plan(decks: Sequence[Deck], output: Path | None, subset: str) -> list[tuple[Path, Sequence[Deck]]]:
    """Which documents go into which file."""
    if output:
        return [(output, decks)]
    return [(place(Path(deck.document.path).stem, subset), [deck]) for deck in decks]


def left_behind(decks: Sequence[Deck]) -> Iterator[Problem]:
    """A document that was renamed leaves the package of its former name."""
    for deck in decks:
        if deck.lock_found not in (None, deck.lock_path):
            left = place(deck.lock_found.stem)
            if left.exists():
                yield warning(
                    Location(str(left)),
                    "left-package",
                    f"made when {Path(deck.document.path).name} had another name",
                    "delete it, so that nobody imports old cards",
                )


def write(whole: Package, split: str | None) -> Iterator[Package]:
    """Write a package, or its parts; those are given that were written, and empty ones that weren't.

    Raises:
        AwsdeckError: a file can't be written.

    """
    from awsdeck.writers import apkg  # genanki is heavy, and who compares needs none

    for package in (whole,) if split is None or whole.is_empty else _parts(whole, split):
        if not package.is_empty:
            try:
                apkg.write([*package.notes, *package.marked], package.path)
            except OSError as failure:
                raise unwritable(package.path, failure) from None
        yield package


def _parts(whole: Package, split: str) -> Iterator[Package]:
    used: set[str] = set()
    for value, notes in split_by(whole.notes, split).items():
        wanted = f"{whole.path.stem}-{slug(value)}"
        name, number = safe_name(wanted), 1
        while name.casefold() in used:  # categories may differ in their punctuation only
            number += 1
            name = safe_name(wanted, f"-{number}.apkg")
        used.add(name.casefold())
        yield Package(whole.path.with_name(name), notes)
