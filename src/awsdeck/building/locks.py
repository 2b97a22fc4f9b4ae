"""What a build does with lock files: waits for others, compares, writes.

In: decks. Out: their lock files. It must not know how a lock is made.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from awsdeck import drafts, lock
from awsdeck.model import Location
from awsdeck.pipeline import Deck
from awsdeck.pipeline.locks import orphans
from awsdeck.problems import AwsdeckError, Problem, error, warning
from awsdeck.writers import files


def hold(stack: ExitStack, documents: Sequence[Path]) -> None:
    """Hold the folders of the documents until the stack is closed; a second build waits for the first.

    What a killed build left in them is removed.

    Raises:
        AwsdeckError: another build takes longer than anybody should wait.

    """
    for folder in sorted({path.parent.resolve() for path in documents}):
        try:
            stack.enter_context(files.alone_in(folder))
            drafts.tidy(folder)
        except files.Busy:
            told = "another build has been busy here for a minute"
            raise AwsdeckError(error(Location(str(folder)), "busy", told, "wait for it, or end it")) from None
        except OSError:
            # a folder that can't be held can't be written to either; that is reported when it is tried
            continue


def would_change(deck: Deck) -> bool:
    """The document's lock is not as a build would write it."""
    return _differs(deck, lock.text_of(deck.resolution.lock))


def _differs(deck: Deck, text: str) -> bool:
    return deck.lock_found != deck.lock_path or _text(deck.lock_found) != text


def _text(path: Path | None) -> str | None:
    return path.read_text("utf-8") if path else None


def write(deck: Deck) -> Problem | None:
    """Write the lock of a document if it changed; one of its former name takes the new name first."""
    if deck.lock_found is None and not deck.resolution.lock.entries:
        return None
    text = lock.text_of(deck.resolution.lock)
    try:
        if _differs(deck, text):
            if deck.lock_found not in (None, deck.lock_path):
                deck.lock_found.replace(deck.lock_path)  # a killed build leaves one lock, never two or none
            data = text.encode()
            files.replace(deck.lock_path, data)
            changes = deck.resolution.changes
            lock.remember(
                deck.lock_path, data, (found.after for found in changes if found.after != found.before)
            )
    except OSError as failure:
        return warning(
            Location(str(deck.lock_path)),
            "unwritten-lock",
            f"the lock file was not written: {failure.strerror or failure}",
            "without it a reworded question becomes a new card; make the folder writable",
        )
    return None


def left_behind(documents: Sequence[Path]) -> Iterator[Problem]:
    """A document that was deleted leaves its lock, and its cards in Anki."""
    for folder in sorted({path.parent for path in documents}):
        for left in orphans(folder):
            if lock.is_lock(left):
                yield warning(
                    Location(str(left)),
                    "left-lock",
                    "its document is gone; its cards stay in Anki",
                    "put the document back, or delete the lock and the deck in Anki",
                )
