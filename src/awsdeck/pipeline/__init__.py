"""The one road, end to end: source → reader → document → identity → notes.

In: the path of a document, the settings, the time. Out: a `Deck`: the document, its notes, its problems,
and what its lock is to become. Nothing is written here. It must not know how a deck is shown, nor which of
its notes are written where.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from awsdeck import check, identity, lock, media, readers, render, source
from awsdeck.config import DEFAULTS, Config
from awsdeck.derived import Parents, derive
from awsdeck.forms import LeftOut
from awsdeck.identity import Moment, Resolution, Subject
from awsdeck.media import Media
from awsdeck.model import Card, Document, LineBreak
from awsdeck.notes import Note, deck_path, is_ready, tags_of
from awsdeck.pipeline import doubts, locks
from awsdeck.problems import AwsdeckError, Problem, in_order
from awsdeck.services import Catalogue, Evidence, services_of_all
from awsdeck.services import load as load_catalogue

# Problems behind which cards may hide that are still in the document.
_HIDING = frozenset(
    (
        "no-questions",
        "unsure-questions",
        "no-question",
        "unclosed-fence",
        "no-space-after-hashes",
        "unsure-question",
        "second-title",
    )
)


class Deck(NamedTuple):
    """A document read, with a note for each of its cards and all that is wrong with it.

    ``notes`` has the whole question of every card; ``made`` is what this build wants: those of them that are
    wanted and the cards made of them, and ``ready`` those that can be learned. ``left_out`` is what was not
    made of a question, and why; ``forms`` are those that are wanted of any card.
    ``lock_path`` is where its lock belongs; ``lock_found`` where one was found, which is another place if
    the document was renamed, or None.
    """

    document: Document
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    resolution: Resolution
    lock_path: Path
    lock_found: Path | None
    made: tuple[Note, ...] = ()
    ready: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    forms: frozenset[str] = frozenset()

    @property
    def has_errors(self) -> bool:
        """At least one problem makes a card wrong or missing."""
        return any(problem.severity == "error" for problem in self.problems)


def catalogue_for(config: Config) -> Catalogue:
    """The catalogue of services with what a project adds to it."""
    return load_catalogue().extended(config.services)


def load(path: Path, config: Config = DEFAULTS, now: int | None = None) -> Deck:
    """Read one document; ``now`` is in seconds since 1970, by default the clock's.

    Raises:
        AwsdeckError: the file can't be read as a document at all, or its lock is damaged.

    """
    return read(path, config, catalogue_for(config), int(time.time()) if now is None else now)


def read(path: Path, config: Config, catalogue: Catalogue, now: int, *, mark_removed: bool = False) -> Deck:
    """Read a document and make its notes; ``now`` is in seconds since 1970.

    Raises:
        AwsdeckError: the file can't be read as a document at all, or its lock is damaged.

    """
    document, problems = document_of(path, config, catalogue)
    pictures, missing = media.collect(document, config.largest_image)
    services = services_of_all(document.path, document.cards, catalogue)
    tags = [
        tags_of(card, found, document.levels, config.tag_root)
        for card, found in zip(document.cards, services, strict=True)
    ]
    found, known = locks.lock_of(path, document)
    locks.refuse_wrong_clock(found, known, now)
    wrong = (*problems, *missing, *check.check(document, catalogue))
    moment = Moment(
        now=now,
        born=min(now, int(path.stat().st_mtime)),
        render=render.VERSION,
        whole=not any(problem.code in _HIDING for problem in wrong),
        mark_removed=mark_removed,
    )
    subjects = _subjects(document, config, pictures, services)
    resolution = identity.resolve(document.title, subjects, known, moment, document.path)
    notes = _notes(document, resolution, services, tags, catalogue, pictures)
    parents = Parents(document, notes, subjects, resolution, pictures)
    derived = derive(parents, known, config, moment)
    return Deck(
        document,
        notes,
        in_order(
            (
                *wrong,
                *doubts.problems(document.path, derived.resolution),
                *locks.takeover(document.path, found, lock.path_for(path)),
            )
        ),
        derived.resolution,
        lock.path_for(path),
        found,
        derived.notes,
        tuple(note for note in derived.notes if note.is_ready),
        derived.left_out,
        derived.forms,
    )


def read_all(
    paths: Sequence[Path], config: Config, catalogue: Catalogue, now: int, *, mark_removed: bool = False
) -> tuple[tuple[Deck, ...], tuple[Problem, ...]]:
    """Read documents; those that can't be read are problems, as long as one can.

    Raises:
        AwsdeckError: no document can be read.

    """
    decks: list[Deck] = []
    unreadable: list[Problem] = []
    for path in paths:
        try:
            decks.append(read(path, config, catalogue, now, mark_removed=mark_removed))
        except AwsdeckError as failure:
            unreadable.extend(failure.problems)
    if not decks:
        raise AwsdeckError(*unreadable)
    return tuple(decks), tuple(unreadable)


def document_of(path: Path, config: Config, catalogue: Catalogue) -> tuple[Document, tuple[Problem, ...]]:
    """A document as it stands in its file, without asking which card is which.

    Raises:
        AwsdeckError: the file can't be read as a document at all.

    """
    return readers.read(source.load(path), catalogue.words(), config.hints_for(path))


def _subjects(
    document: Document,
    config: Config,
    pictures: Mapping[str, Media],
    services: Sequence[tuple[Evidence, ...]],
) -> list[Subject]:
    """The cards with what their author says of them."""
    return [
        Subject(
            card,
            details=(
                *(card.category, card.difficulty, document.levels, config.tag_root),
                media.names_of(card, pictures),
                *_how_drawn(card),
            ),
            deck=deck_path(document.title, card.category),
            ready=is_ready(card),
            services=tuple([evidence.slug for evidence in found]),
            stated=bool(card.stated_services),
        )
        for card, found in zip(document.cards, services, strict=True)
    ]


def _how_drawn(card: Card) -> tuple[str, ...]:
    """A detail of cards with options alone, whose look came later: other cards stay as they were."""
    if LineBreak() not in card.question:
        return ()
    from awsdeck.notes.options import choice_of

    return ("options",) if choice_of(card) else ()


def _notes(
    document: Document,
    resolution: Resolution,
    services: Sequence[tuple[Evidence, ...]],
    tags: Sequence[tuple[str, ...]],
    catalogue: Catalogue,
    pictures: Mapping[str, Media],
) -> tuple[Note, ...]:
    return tuple(
        Note(
            card=card,
            identity=known,
            services=found,
            service_names=tuple([catalogue.name(evidence.slug) for evidence in found]),
            tags=tagged,
            deck=deck_path(document.title, card.category),
            due=due,
            source=document.title,
            pictures=media.shown_by(card, pictures),
        )
        for due, (card, known, found, tagged) in enumerate(
            zip(document.cards, resolution.identities, services, tags, strict=True), start=1
        )
    )
