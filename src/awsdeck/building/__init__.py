"""What ``build`` does, from the documents to packages and locks; ``watch`` goes the same road.

In: an `Order`. Out: what was `Built`, with everything that a person must be told. The documents' folders are
held meanwhile. It must not know how the order was given nor how the outcome is shown.

A build can be killed at any moment, so the order of writing matters: first the last look of removed cards,
which the old package still holds, then the locks, then packages. No learner can thus get a card that the lock
doesn't know, whose next rewording would make it another card; and a lock without its package loses nothing,
since the next build writes that package from the lock.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from awsdeck import pipeline
from awsdeck.building import locks, lost, packages, removed
from awsdeck.building.doubles import doubled_cards
from awsdeck.building.packages import Package
from awsdeck.config import Config
from awsdeck.model import Location
from awsdeck.notes import Note
from awsdeck.pipeline import Deck
from awsdeck.problems import Problem, error
from awsdeck.selection import EVERYTHING, Wish, select

__all__ = ["Built", "Order", "Package", "build"]


class Order(NamedTuple):
    """What is to be built.

    Without ``output`` every document becomes a package of its own in ``build/``. ``split`` makes one package
    for each value of ``category``, ``service`` or ``difficulty``. ``strict`` writes nothing if a document
    has errors, ``locked`` nothing if a lock would change. ``mark_removed`` adds cards that are gone.
    """

    documents: tuple[Path, ...]
    wish: Wish = EVERYTHING
    output: Path | None = None
    split: str | None = None
    strict: bool = False
    locked: bool = False
    mark_removed: bool = False


class Built(NamedTuple):
    """What came of an order.

    ``decks`` are the documents that could be read, ``unreadable`` says why others couldn't, or that their
    lock is lost. ``notes`` are
    those that were asked for. ``refused`` says why nothing was written, and is None if something was.
    ``remarks`` are about building itself: what the documents' own problems don't tell.
    """

    decks: tuple[Deck, ...]
    unreadable: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()
    packages: tuple[Package, ...] = ()
    remarks: tuple[Problem, ...] = ()
    refused: Problem | None = None

    @property
    def has_errors(self) -> bool:
        """A document could not be read, or not all of it."""
        return bool(self.unreadable) or any(deck.has_errors for deck in self.decks)


def build(order: Order, config: Config, now: int) -> Built:
    """Read the documents, write locks, then packages; ``now`` is in seconds since 1970.

    Raises:
        AwsdeckError: no document can be read, or each has lost its lock; a folder is held by another build;
            a package can't be written.
        SelectionError: nothing is as the order's wish has it.

    """
    with ExitStack() as stack:
        locks.hold(stack, order.documents)
        catalogue = pipeline.catalogue_for(config)
        decks, unreadable = pipeline.read_all(
            order.documents, config, catalogue, now, mark_removed=order.mark_removed
        )
        decks, without_lock = lost.parted(decks)
        unreadable += without_lock
        ready = [note for deck in decks for note in deck.ready]
        wanted = select(ready, order.wish, catalogue)
        doubled = doubled_cards(decks, together=order.output is not None)
        outcome = Built(decks, unreadable, wanted, remarks=doubled)
        refused = _refusal(outcome, order)
        if refused:
            return Built(decks, unreadable, wanted, remarks=doubled, refused=refused)
        gone, unknown = removed.marked(decks, config.tag_root) if order.mark_removed else ({}, ())
        written, unwritten = write(order, decks, wanted, gone)
        left = (*locks.left_behind(order.documents), *packages.left_behind(decks))
        return Built(decks, unreadable, wanted, written, (*doubled, *unknown, *unwritten, *left))


def write(
    order: Order, decks: Sequence[Deck], wanted: Sequence[Note], gone: Mapping[str, Sequence[Note]]
) -> tuple[tuple[Package, ...], tuple[Problem, ...]]:
    """Write the locks and packages of decks whose folders are held; what couldn't be written.

    Raises:
        AwsdeckError: a package can't be written.

    """
    for deck in decks:
        removed.keep(deck)
    unwritten = tuple(problem for deck in decks if (problem := locks.write(deck)))
    return _write(order, decks, wanted, gone), unwritten


def _write(
    order: Order, decks: Sequence[Deck], wanted: Sequence[Note], gone: Mapping[str, Sequence[Note]]
) -> tuple[Package, ...]:
    chosen = None if order.wish == EVERYTHING else frozenset(map(id, wanted))
    planned = packages.plan(decks, order.output, order.wish.name)
    written: list[Package] = []
    for path, parts in planned:
        ready = (note for deck in parts for note in deck.ready)
        notes = tuple(ready) if chosen is None else tuple(note for note in ready if id(note) in chosen)
        marked = tuple(note for deck in parts for note in gone.get(deck.document.path, ()))
        written.extend(packages.write(Package(path, notes, marked), order.split))
    return tuple(written)


def _refusal(outcome: Built, order: Order) -> Problem | None:
    """Why nothing shall be written, where the order asks for that."""
    if order.strict and outcome.has_errors:
        bad = [problem for deck in outcome.decks for problem in deck.problems if problem.severity == "error"]
        path = (*outcome.unreadable, *bad)[0].at.path
        return error(Location(path), "has-errors", "has errors, so nothing was written", "correct them first")
    if order.locked:
        for deck in outcome.decks:
            if locks.would_change(deck):
                return error(
                    Location(str(deck.lock_path)),
                    "lock-would-change",
                    "would change, so nothing was written",
                    "run awsdeck build and commit the lock file",
                )
    return next((problem for problem in outcome.remarks if problem.severity == "error"), None)
