"""Adopting a deck that was made elsewhere: its notes become the notes of a document's cards.

In: a deck, and the package of another tool. Out: which note is which card, and the lock in which those cards
have the guids of those notes. It must not know how a choice is asked for or shown.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from awsdeck import lock
from awsdeck.identity import adopted_seed, guid
from awsdeck.identity.adoption import Asked, pair
from awsdeck.identity.ids import seed
from awsdeck.lock import Entry, Lock
from awsdeck.model import Card
from awsdeck.notes import Note, fields
from awsdeck.notetype import CLOZE, QA
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
    """Find the notes of a package among the cards of a document.

    Notes that awsdeck made of a part of a question are left out: they follow their question.
    """
    ready = [note for note in deck.notes if note.is_ready]
    whole = [old for old in package.notes if not _is_derived(old)]
    pairs = pair([note.card for note in ready], [Asked(asked(old), _answered(old)) for old in whole])
    built = {change.after.id for change in deck.resolution.changes if change.before is not None}
    owners = {guid(entry.seed): entry.id for entry in deck.resolution.lock.entries}
    matches = []
    for found in pairs:
        note, old = ready[found.card], whole[found.note]
        matches.append(Match(note, old, found.sure, _standing(note.identity.id, old, built, owners)))
    cards, notes = {found.card for found in pairs}, {found.note for found in pairs}
    return Adoption(
        tuple(matches),
        tuple(note.card for at, note in enumerate(ready) if at not in cards),
        tuple(note for at, note in enumerate(whole) if at not in notes),
    )


def _standing(card: str, old: PackagedNote, built: set[str], owners: dict[str, str]) -> Standing:
    if owners.get(old.guid) == card:
        return ADOPTED
    if old.guid in owners or not lock.can_hold(old.guid):
        return UNUSABLE
    return BUILT if card in built else NEW


def is_own(old: PackagedNote) -> bool:
    """A note of awsdeck's type for whole questions; who changed a note's type by hand left it no id."""
    return old.kind.id == QA.id and old.stated_id is not None and not _is_derived(old)


def _is_derived(old: PackagedNote) -> bool:
    """A note that awsdeck made of a part of a question."""
    if old.kind.id == QA.id:
        return bool(old.named.get("Context"))
    return old.kind.id == CLOZE.id


def asked(old: PackagedNote) -> str:
    """What a note asks: its first field, which Anki itself takes for what tells notes apart."""
    return " ".join(lines(old.fields[0] if old.fields else ""))


def _answered(old: PackagedNote) -> str:
    """What a note answers: the longest of its other fields."""
    return max(("\n".join(lines(field)) for field in old.fields[1:]), key=len, default="")


def lock_with(deck: Deck, matches: Iterable[Match], now: int) -> Lock:
    """The lock of a document in which these cards have the guids of the notes they are taken for.

    They are dated ``now`` (seconds since 1970): else the next import would find them no newer than what was
    done to the note in Anki. Where there was no lock, a card whose note is as it would be built keeps the
    note's time. All other cards stay as they were when they were last built.
    """
    found = {match.note.identity.id: match for match in matches}
    used = {change.after.id for change in deck.resolution.changes}
    entries = [
        _adopted(change.after, found[change.after.id], used, now, afresh=deck.lock_found is None)
        if change.after.id in found
        else change.before
        for change in deck.resolution.changes
        if change.after.origin is None
    ]
    known = lock.load(deck.lock_found) if deck.lock_found else None
    return Lock(
        tuple(entry for entry in entries if entry is not None),
        known.render if known else deck.resolution.lock.render,
        known.parts if known else (),
    )


def _adopted(entry: Entry, match: Match, used: set[str], now: int, *, afresh: bool) -> Entry:
    old, card = match.old, match.note.card
    if guid(entry.seed) == old.guid:
        unchanged = afresh and old.fields == fields(match.note)
        return entry._replace(changed=old.modified if unchanged else max(now, entry.changed + 1))
    own_seed = _seed_of(old)
    # the id that awsdeck gave the card is known to settings, and is the note's field ID
    old_id = old.stated_id if own_seed and not card.stated_id else None
    return entry._replace(
        id=old_id if old_id and old_id not in used else entry.id,
        seed=own_seed or adopted_seed(old.guid),
        changed=max(now, entry.changed + 1),
    )


def _seed_of(old: PackagedNote) -> str | None:
    """What awsdeck made the guid of a note of, where the note still says so.

    The guids of the cards that are made of the question follow from it.
    """
    title = " ".join(lines(old.named.get("Source", "")))
    card_id = " ".join(lines(old.stated_id or ""))
    made = seed(title, card_id)
    return made if guid(made) == old.guid else None


def other_types(matches: Sequence[Match]) -> dict[str, int]:
    """How many of the matches have a note type that an import can't update, by its name."""
    counts: dict[str, int] = {}
    for match in matches:
        if match.needs_other_type:
            counts[match.old.kind.name] = counts.get(match.old.kind.name, 0) + 1
    return counts
