"""The one road, end to end: source → reader → document → identity → notes.

In: the path of a document, the settings, the time. Out: a `Deck`: the document, its notes, its problems,
and what its lock is to become. Nothing is written here. It must not know how a deck is shown, nor which of
its notes are written where.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from awsdeck import check, identity, lock, media, readers, render, source
from awsdeck.config import Config
from awsdeck.identity import Resolution, Subject
from awsdeck.lock import Lock
from awsdeck.media import Media
from awsdeck.model import Card, Document, Location
from awsdeck.notes import Note, deck_path, is_ready, tags_of
from awsdeck.problems import Problem, in_order, warning
from awsdeck.services import Catalogue, Evidence, load, services_of

_KIN = 0.5  # the share of its questions that a lock must find in a document to be taken for its own


@dataclass(frozen=True, slots=True)
class Deck:
    """A document read, with a note for each of its cards and all that is wrong with it.

    ``lock_path`` is where its lock belongs; ``lock_found`` where one was found, which is another place if
    the document was renamed, or None.
    """

    document: Document
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    resolution: Resolution
    lock_path: Path
    lock_found: Path | None

    @property
    def ready(self) -> tuple[Note, ...]:
        """The notes that can be learned: those with a question and an answer."""
        return tuple(note for note in self.notes if note.is_ready)

    @property
    def has_errors(self) -> bool:
        """At least one problem makes a card wrong or missing."""
        return any(problem.severity == "error" for problem in self.problems)


def catalogue_for(config: Config) -> Catalogue:
    """The catalogue of services with what a project adds to it."""
    return load().extended(config.services)


def read(path: Path, config: Config, catalogue: Catalogue, now: int) -> Deck:
    """Read a document and make its notes; ``now`` is in seconds since 1970.

    Raises:
        AwsdeckError: the file can't be read as a document at all, or its lock is damaged.

    """
    text = source.load(path)
    document, problems = readers.read(text, catalogue.words())
    pictures, missing = media.collect(document)
    services = [services_of(card, catalogue) for card in document.cards]
    tags = [
        tags_of(card, found, document.levels, config.tag_root)
        for card, found in zip(document.cards, services, strict=True)
    ]
    found, known = _lock_of(path, document)
    resolution = identity.resolve(
        document.title,
        _subjects(document, tags, pictures),
        known,
        now=now,
        born=min(now, int(path.stat().st_mtime)),
        render=render.VERSION,
    )
    return Deck(
        document,
        _notes(document, resolution, services, tags, catalogue, pictures),
        in_order(
            (
                *problems,
                *missing,
                *check.check(document, catalogue),
                *_identity_problems(document.path, resolution),
                *_adoption(document.path, found, lock.path_for(path)),
            )
        ),
        resolution,
        lock.path_for(path),
        found,
    )


def _subjects(
    document: Document, tags: Sequence[tuple[str, ...]], pictures: Mapping[str, Media]
) -> list[Subject]:
    return [
        Subject(
            card,
            details=(card.category, card.difficulty, found, _picture_names(card, pictures)),
            deck=deck_path(document.title, card.category),
            ready=is_ready(card),
        )
        for card, found in zip(document.cards, tags, strict=True)
    ]


def _picture_names(card: Card, pictures: Mapping[str, Media]) -> tuple[str, ...]:
    return tuple(sorted(shown.name for shown in media.shown_by(card, pictures).values()))


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
            service_names=tuple(catalogue.name(evidence.slug) for evidence in found),
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


# --- the lock --------------------------------------------------------------------------------------


def _lock_of(path: Path, document: Document) -> tuple[Path | None, Lock | None]:
    """The lock of a document, or that of one that is gone and whose questions this document asks."""
    own = lock.path_for(path)
    known = lock.load(own)
    if known is not None:
        return own, known
    questions = [card.title for card in document.cards]
    shares = [
        (identity.kinship(other.entries, questions), place)
        for place in _orphans(path.parent)
        if (other := lock.load(place)) is not None
    ]
    best = max(shares, default=(0.0, own))
    if best[0] < _KIN:
        return None, None
    return best[1], lock.load(best[1])


def _orphans(folder: Path) -> list[Path]:
    """The locks in a folder whose document isn't there any more."""
    return [
        place
        for place in sorted(folder.glob(f"*{lock.SUFFIX}"))
        if not any(place.with_suffix(ending).exists() for ending in readers.READERS)
    ]


def _adoption(path: str, found: Path | None, own: Path) -> list[Problem]:
    if found is None or found == own:
        return []
    return [
        warning(
            Location(path, 1),
            "renamed-document",
            f"takes over {found.name}: its document is gone and most of its questions are here",
            f"if this is another document, move {found.name} elsewhere before you build",
        )
    ]


def _identity_problems(path: str, resolution: Resolution) -> list[Problem]:
    problems = []
    for doubt in resolution.doubts:
        at = Location(path, doubt.card.first_line)
        was, now = doubt.entry.question, doubt.card.title
        if doubt.paired:
            message = f"taken for the same card as before, but not surely: {was!r} is now {now!r}"
            hint = "if it is another card, write <!-- id: … --> with a new id under the question"
        else:
            message = f"taken for a new card, but it may be an old one: {was!r} became {now!r}"
            hint = f"if it is the same card, write <!-- id: {doubt.entry.id} --> under the question"
        problems.append(warning(at, "unsure-identity", message, hint))
    for entry in resolution.future:
        problems.append(
            warning(
                Location(path),
                "future-time",
                f"the lock says that {entry.id!r} changed more than a day from now; it is dated now instead",
                "check the clocks of the machines that build: Anki refuses decks from the future",
            )
        )
    return problems
