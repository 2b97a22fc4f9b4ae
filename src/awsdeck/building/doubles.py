"""Cards that stand in more than one document.

In: decks. Out: problems. Anki knows a note by its guid alone, whatever document it came from.
"""

from collections.abc import Sequence

from awsdeck.model import Location
from awsdeck.pipeline import Deck
from awsdeck.problems import Problem, error, warning


def doubled_cards(decks: Sequence[Deck], *, together: bool) -> tuple[Problem, ...]:
    """Anki would make two notes of a guid that is twice in a package, and one of two packages' notes."""
    owner: dict[str, Deck] = {}
    doubled: dict[tuple[str, str], list[int]] = {}
    for deck in decks:
        for note in deck.ready:
            other = owner.setdefault(note.identity.guid, deck)
            if other is not deck:
                pair = (deck.document.path, other.document.path)
                doubled.setdefault(pair, []).append(note.card.first_line)
    say = error if together else warning
    return tuple(
        say(
            Location(path, lines[0]),
            "doubled-cards",
            f"{len(lines)} card{'' if len(lines) == 1 else 's'} of this document also in {other_path}",
            "build one of the documents only; they are the same notes in Anki",
        )
        for (path, other_path), lines in doubled.items()
    )
