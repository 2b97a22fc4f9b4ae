"""Documents whose lock is lost, while the package that was last built of them is still there.

In: decks. Out: those of them that can be built, and what is wrong with the others. Without its lock a card
that was ever reworded would become another one, and the new package would take the place of the last file
that knows its note.
"""

from collections.abc import Sequence
from pathlib import Path

from awsdeck.building import packages
from awsdeck.model import Location
from awsdeck.pipeline import Deck
from awsdeck.problems import AwsdeckError, Problem, error

_KIN = 0.5  # the share of a package's notes that must be found in a document to be taken for made of it


def parted(decks: Sequence[Deck]) -> tuple[tuple[Deck, ...], tuple[Problem, ...]]:
    """The decks that lose no history, and the problems of the others.

    Raises:
        AwsdeckError: all would lose some.

    """
    lost = {deck.document.path: problem for deck in decks if (problem := lost_lock(deck))}
    if lost and len(lost) == len(decks):
        raise AwsdeckError(*lost.values())
    return tuple(deck for deck in decks if deck.document.path not in lost), tuple(lost.values())


def lost_lock(deck: Deck) -> Problem | None:
    """The problem of a document without a lock, some of whose cards have other notes in the last package."""
    package = packages.place(Path(deck.document.path).stem)
    if deck.lock_found is not None or not _is_there(package):
        return None
    from awsdeck.adoption import compare, is_own  # seldom needed
    from awsdeck.packages import load

    try:
        built = load(package)
    except AwsdeckError:
        return None  # nobody can take over what can't be read
    built = built._replace(notes=tuple(note for note in built.notes if is_own(note)))
    cards = {note.identity.guid for note in deck.notes}
    if all(note.guid in cards for note in built.notes):
        return None
    matches = compare(deck, built).matches
    others = [match for match in matches if match.old.guid != match.note.identity.guid]
    if not others or len(matches) < _KIN * len(built.notes):
        return None
    first, number = others[0], len(others)
    cards_have = "1 card has" if number == 1 else f"{number} cards have"
    return error(
        Location(deck.document.path, first.note.card.first_line),
        "lost-lock",
        f"{deck.lock_path.name} is missing, and {cards_have} another note in {package}; "
        f"the first is {first.note.card.title!r}",
        f"restore {deck.lock_path.name} from version control, or run: awsdeck adopt {package} "
        f"{deck.document.path}; to begin anew without the history, delete {package}",
    )


def _is_there(path: Path) -> bool:
    """The file is there. It is opened, so that `cli.replay` sees that the answer depends on it."""
    try:
        path.open("rb").close()
    except OSError:
        return False
    return True
