"""Which lock is a document's.

In: the path of a document, and the document. Out: its lock and where that is, or why it can't be taken. It
must not know which card is which.
"""

import glob
from collections.abc import Callable
from pathlib import Path

from awsdeck import identity, lock, readers
from awsdeck.lock import Lock
from awsdeck.model import Document, Location
from awsdeck.problems import AwsdeckError, Problem, error, warning

_KIN = 0.5  # the share of its questions that a lock must find in a document to be taken for its own


def lock_of(path: Path, document: Document) -> tuple[Path | None, Lock | None]:
    """The lock of a document, or that of one that is gone and whose questions this document asks.

    Raises:
        AwsdeckError: the lock is damaged, or another document's.

    """
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


def takeover(path: str, found: Path | None, own: Path) -> list[Problem]:
    """What to tell of a document that takes over the lock of one that is gone."""
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


def refuse_wrong_clock(found: Path | None, known: Lock | None, now: int) -> None:
    """If most cards changed in the future, the clock is wrong: its times would be too old for Anki.

    Raises:
        AwsdeckError: they did.

    """
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
