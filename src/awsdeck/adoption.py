"""Adopting a deck that was made elsewhere: its notes become the notes of a document's cards.

In: a deck, and the package of another tool. Out: which note is which card, and the lock in which those cards
have the guids of those notes. It must not know how a choice is asked for or shown.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from awsdeck import lock
from awsdeck.identity import adopted_seed, guid
from awsdeck.identity.adoption import Asked, pair
from awsdeck.lock import Entry, Lock
from awsdeck.model import Card
from awsdeck.notes import Note
from awsdeck.packages import Package, PackagedNote
from awsdeck.packages.fieldtext import lines
from awsdeck.pipeline import Deck

Standing = Literal["new", "built", "adopted", "unusable"]
NEW: Standing = "new"
BUILT: Standing = "built"
ADOPTED: Standing = "adopted"
UNUSABLE: Standing = "unusable"


class Match(NamedTuple):
    """A card and the note it is taken for.

    ``standing`` is what the lock says of the card: ``new`` if it isn't in the lock, ``built`` if it is and
    has another guid, ``adopted`` if it has this note's guid already, and ``unusable`` if the guid belongs to
    another card, or can't be written into a lock.
    """

    note: Note
    old: PackagedNote
    sure: bool
    standing: Standing

    @property
    def question(self) -> str:
        """What the old note asks."""
        return asked(self.old)

    @property
    def needs_other_type(self) -> bool:
        """Anki updates a note only if its note type is that of the package."""
        return self.old.kind.id != self.note.note_type.id


class Adoption(NamedTuple):
    """What was found: matches in the order of the document, and what is left on both sides."""

    matches: tuple[Match, ...]
    cards_left: tuple[Card, ...]
    notes_left: tuple[PackagedNote, ...]

    def chosen(self, *, doubtful: bool, built: bool) -> tuple[Match, ...]:
        """The matches to be adopted; ``doubtful`` and ``built`` ones only if they are asked for."""
        wanted = {NEW, ADOPTED, BUILT} if built else {NEW, ADOPTED}
        return tuple(match for match in self.matches if match.standing in wanted and (match.sure or doubtful))


def compare(deck: Deck, package: Package) -> Adoption:
    """Find the notes of a package among the cards of a document."""
    ready = [note for note in deck.notes if note.is_ready]
    pairs = pair([note.card for note in ready], [Asked(asked(old), _answered(old)) for old in package.notes])
    built = {change.after.id for change in deck.resolution.changes if change.before is not None}
    owners = {guid(entry.seed): entry.id for entry in deck.resolution.lock.entries}
    matches = []
    for found in pairs:
        note, old = ready[found.card], package.notes[found.note]
        matches.append(Match(note, old, found.sure, _standing(note.identity.id, old, built, owners)))
    cards, notes = {found.card for found in pairs}, {found.note for found in pairs}
    return Adoption(
        tuple(matches),
        tuple(note.card for at, note in enumerate(ready) if at not in cards),
        tuple(note for at, note in enumerate(package.notes) if at not in notes),
    )


def _standing(card: str, old: PackagedNote, built: set[str], owners: dict[str, str]) -> Standing:
    if owners.get(old.guid) == card:
        return ADOPTED
    if old.guid in owners or not lock.can_hold(old.guid):
        return UNUSABLE
    return BUILT if card in built else NEW


def asked(old: PackagedNote) -> str:
    """What a note asks: its first field, which Anki itself takes for what tells notes apart."""
    return " ".join(lines(old.fields[0] if old.fields else ""))


def _answered(old: PackagedNote) -> str:
    """What a note answers: the longest of its other fields."""
    return max(("\n".join(lines(field)) for field in old.fields[1:]), key=len, default="")


def lock_with(deck: Deck, matches: Iterable[Match], now: int) -> Lock:
    """The lock of a document in which these cards have the guids of the notes they are taken for.

    They are dated ``now`` (seconds since 1970): else the next import would find them no newer than what was
    done to the note in Anki. All other cards stay as they were when they were last built.
    """
    guids = {match.note.identity.id: match.old.guid for match in matches}
    entries = [
        _adopted(change.after, guids[change.after.id], now) if change.after.id in guids else change.before
        for change in deck.resolution.changes
        if change.after.origin is None
    ]
    known = lock.load(deck.lock_found) if deck.lock_found else None
    return Lock(
        tuple(entry for entry in entries if entry is not None),
        known.render if known else deck.resolution.lock.render,
        known.parts if known else (),
    )


def _adopted(entry: Entry, old: str, now: int) -> Entry:
    seed = entry.seed if guid(entry.seed) == old else adopted_seed(old)
    return entry._replace(seed=seed, changed=max(now, entry.changed + 1))


def other_types(matches: Sequence[Match]) -> dict[str, int]:
    """How many of the matches have a note type that an import can't update, by its name."""
    counts: dict[str, int] = {}
    for match in matches:
        if match.needs_other_type:
            counts[match.old.kind.name] = counts.get(match.old.kind.name, 0) + 1
    return counts
