"""The one road, end to end: source → reader → document → identity → notes.

In: the path of a document, the settings, the time. Out: a `Deck`: the document, its notes, its problems,
and what its lock is to become. Nothing is written here. It must not know how a deck is shown, nor which of
its notes are written where.
"""

import glob
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from awsdeck import check, identity, lock, media, readers, render, source
from awsdeck.config import DEFAULTS, Config
from awsdeck.derived import Parents, derive
from awsdeck.forms import LeftOut
from awsdeck.identity import Moment, Resolution, Subject
from awsdeck.lock import Lock
from awsdeck.media import Media
from awsdeck.model import Document, Location
from awsdeck.notes import Note, deck_path, is_ready, tags_of
from awsdeck.problems import AwsdeckError, Problem, error, in_order, warning
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
_KIN = 0.5  # the share of its questions that a lock must find in a document to be taken for its own


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
    found, known = _lock_of(path, document)
    _refuse_wrong_clock(found, known, now)
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
                *_identity_problems(document.path, derived.resolution),
                *_adoption(document.path, found, lock.path_for(path)),
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
            ),
            deck=deck_path(document.title, card.category),
            ready=is_ready(card),
            services=tuple([evidence.slug for evidence in found]),
            stated=bool(card.stated_services),
        )
        for card, found in zip(document.cards, services, strict=True)
    ]


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


def _refuse_wrong_clock(found: Path | None, known: Lock | None, now: int) -> None:
    """If most cards changed in the future, the clock is wrong: its times would be too old for Anki."""
    entries = known.entries if known else ()
    ahead = [entry for entry in entries if entry.changed > now + identity.DAY]
    if found and len(ahead) * 2 > len(entries):
        raise AwsdeckError(
            error(
                Location(str(found)),
                "wrong-clock",
                f"most cards changed more than a day after now ({now} seconds since 1970)",
                "set this machine's clock; if the lock is wrong, correct its times",
            )
        )


# --- the lock --------------------------------------------------------------------------------------


def _lock_of(path: Path, document: Document) -> tuple[Path | None, Lock | None]:
    """The lock of a document, or that of one that is gone and whose questions this document asks."""
    own = lock.path_for(path)
    known = _sound(own, lock.load(own))
    if known is not None:
        _refuse_twins_lock(path, document, known)
        return own, known
    left = [place for place in orphans(path.parent) if lock.is_lock(place)]
    if not left:
        return None, None
    best: tuple[int, Path, Lock] | None = None
    kin = _kinship(document)
    for place in left:
        other = _sound(place, lock.load(place))
        share, count = kin(other) if other else (0.0, 0)
        if other and share >= _KIN and (best is None or count > best[0]):
            best = count, place, other
    return (best[1], best[2]) if best else (None, None)


def _kinship(document: Document) -> Callable[[Lock], tuple[float, int]]:
    """Tells of a lock which share of its cards the document has, and how many these are."""
    questions = [card.title for card in document.cards]
    answers = [found.fingerprint for found in identity.of_answers(document.path, document.cards)]
    return lambda known: identity.kin(known.entries, questions, answers)


def _refuse_twins_lock(path: Path, document: Document, known: Lock) -> None:
    """A document whose name another one in the folder has, too, must not take over that one's cards.

    Raises:
        AwsdeckError: the lock of this name is the other's.

    """
    names = sorted(other.name for other in path.parent.glob(f"{glob.escape(path.stem)}.*"))
    twins = [name for name in names if name != path.name and Path(name).suffix.lower() in readers.READERS]
    if twins and known.entries and _kinship(document)(known)[0] < _KIN:
        raise AwsdeckError(
            error(
                Location(str(path)),
                "shared-lock",
                f"its lock holds the cards of another document, most likely {twins[0]}",
                "rename one of the two documents, and its lock with it",
            )
        )


def _sound(path: Path, known: Lock | None) -> Lock | None:
    """The lock, if each of its cards has a note of its own.

    Raises:
        AwsdeckError: two of them have one, and an import would lose a card.

    """
    wrong = identity.usurper((*known.entries, *known.parts)) if known else None
    if wrong is not None:
        raise AwsdeckError(
            lock.damaged(path, wrong, "its seed stands for no note, or for that of another card")
        )
    return known


def orphans(folder: Path) -> list[Path]:
    """The locks in a folder whose document isn't there any more."""
    names = sorted(path for path in folder.iterdir() if path.is_file())
    documents = {path.stem for path in names if path.suffix.lower() in readers.READERS}
    return [path for path in names if path.suffix == lock.SUFFIX and path.stem not in documents]


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


_BACK = "put the lock file back as it was before this build"


def _identity_problems(path: str, resolution: Resolution) -> list[Problem]:
    problems = []
    for doubt in resolution.doubts:
        at = Location(path, doubt.card.first_line)
        was, now = doubt.entry.question, doubt.card.title
        derived = doubt.entry.origin is not None
        if doubt.paired:
            message = f"taken for the same card as before, but not surely: {was!r} is now {now!r}"
            hint = f"if it is another, {_BACK}, write <!-- id: … --> with a new id under it, and build"
            if derived:
                hint = f"if it is another, {_BACK}, build once without it, then with it"
        else:
            message = f"taken for a new card, but it may be an old one: {was!r} became {now!r}"
            hint = f"if it is the same card, write <!-- id: {doubt.entry.id} --> under the question"
            if derived:
                hint = f"if it is the same, {_BACK}, and change its name and its text in two builds"
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
