"""What ``export`` does, from the documents to files for other programs.

In: an `ExportOrder`. Out: what was `Exported`. Ids, guids and times are those of a build, so the locks are
kept as in a build, and written first: an edit between two exports, or after one that broke off, costs nobody
their history. It must not know any format.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from awsdeck import pipeline, writers
from awsdeck.building import locks, lost
from awsdeck.building.doubles import doubled_cards
from awsdeck.building.errors import unwritable
from awsdeck.building.packages import FOLDER
from awsdeck.building.parts import parts_of
from awsdeck.config import Config
from awsdeck.model import Location
from awsdeck.notes import Note
from awsdeck.pipeline import Deck
from awsdeck.problems import AwsdeckError, Problem, error
from awsdeck.selection import EVERYTHING, Wish, select
from awsdeck.writers import FORMATS, Files, files
from awsdeck.writers.names import safe_name


class ExportOrder(NamedTuple):
    """What is to be written: ``format`` is a key of `writers.FORMATS`.

    Without ``output`` every document becomes a file of its own in ``build/``; with it all of them become one.
    """

    documents: tuple[Path, ...]
    format: str
    wish: Wish = EVERYTHING
    output: Path | None = None


class Made(NamedTuple):
    """A file or folder with its notes; ``files`` are those in it and beside it."""

    path: Path
    notes: tuple[Note, ...]
    files: Files


class Exported(NamedTuple):
    """What came of an order; ``unreadable`` and ``remarks`` are what a person must be told."""

    decks: tuple[Deck, ...]
    unreadable: tuple[Problem, ...]
    made: tuple[Made, ...]
    remarks: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """A document could not be read, or not all of it."""
        return bool(self.unreadable) or any(deck.has_errors for deck in self.decks)


def export(order: ExportOrder, config: Config, now: int) -> Exported:
    """Read the documents, write the locks, then the files; ``now`` is in seconds since 1970.

    Raises:
        AwsdeckError: no document can be read, a file can't be written, it would replace a document, or
            one file would hold a card twice.
        SelectionError: nothing is as the order's wish has it.

    """
    with ExitStack() as stack:
        locks.hold(stack, order.documents)
        catalogue = pipeline.catalogue_for(config)
        decks, unreadable = pipeline.read_all(order.documents, config, catalogue, now)
        decks, without_lock = lost.parted(decks)
        unreadable += without_lock
        doubled = doubled_cards(decks, together=order.output is not None)
        if order.output and doubled:
            raise AwsdeckError(*doubled)
        wanted = select([note for deck in decks for note in deck.ready], order.wish, catalogue)
        made = tuple(_made(order, decks, wanted))
        _refuse_twins(made)
        for one in made:
            _refuse_document(one.path, order.documents)
        unwritten = tuple(problem for deck in decks if (problem := locks.write(deck)))
        for one in made:
            _write(one, folder=FORMATS[order.format].folder)
    return Exported(decks, unreadable, made, (*doubled, *unwritten))


def _made(order: ExportOrder, decks: Sequence[Deck], wanted: Sequence[Note]) -> Iterator[Made]:
    for path, together in _places(order, decks):
        taken = [note for note in wanted if note.parent is None] if FORMATS[order.format].whole else wanted
        parts = parts_of(together, taken)
        notes = tuple(note for part in parts for note in part.notes)
        if notes:
            yield Made(path, notes, writers.export(order.format, parts))


def _places(order: ExportOrder, decks: Sequence[Deck]) -> Iterator[tuple[Path, Sequence[Deck]]]:
    """Which documents go into which file."""
    if order.output:
        yield order.output, decks
        return
    subset = f"-{order.wish.name}" if order.wish.name else ""
    for deck in decks:
        stem = Path(deck.document.path).stem
        yield FOLDER / safe_name(f"{stem}{subset}", FORMATS[order.format].ending), [deck]


def _refuse_twins(made: Sequence[Made]) -> None:
    """Two documents of one name in different folders, or of names that are one elsewhere."""
    seen: set[Path] = set()
    for one in made:
        if one.path in seen:
            told = "two documents would both become this file, so nothing was written"
            raise AwsdeckError(
                error(Location(str(one.path)), "doubled-output", told, "export one, or use -o")
            )
        seen.add(one.path)


def _refuse_document(path: Path, documents: Sequence[Path]) -> None:
    if any(path.exists() and path.samefile(document) for document in documents):
        told = "this is the document itself, so nothing was written"
        raise AwsdeckError(error(Location(str(path)), "output-is-source", told, "name another file with -o"))


def _write(made: Made, *, folder: bool) -> None:
    place = made.path if folder else made.path.parent
    for name, data in made.files.items():
        target = place / name if name else made.path
        try:
            files.replace(target, data)
        except OSError as failure:
            raise unwritable(target, failure) from None
