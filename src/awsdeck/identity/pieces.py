"""Which derived card is which after an edit.

In: cards that were made of a document's cards, as `Piece` values, the resolution of those cards, the lock.
Out: the resolution with the pieces in it. It must not know how pieces are made.

A piece belongs to its parent, whatever the parent is called by now, and is known there by a name (a term, a
row, a step). So pieces are matched within their parent, by the same steps from sure to unsure as cards are;
then a piece that went to another question as it is finds its entry there. Pieces of a form that isn't asked
for are neither looked for nor missed: their lines stay as they are.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from awsdeck.identity import prints
from awsdeck.identity.ids import guid, piece_id, piece_seed
from awsdeck.identity.matching import Candidate, match
from awsdeck.identity.names import Names
from awsdeck.identity.resolve import (
    DAY,
    Change,
    Doubt,
    Identity,
    Moment,
    Resolution,
    dated,
    gone,
    kinds_of,
)
from awsdeck.lock import IN_USE, Entry, Lock, Origin
from awsdeck.model import Blocks, Card
from awsdeck.text import one_line, words


class Piece(NamedTuple):
    """A card made of another; ``parent`` is the position of that one among the document's cards.

    ``substance`` is what it is recognised by beside its name: the definition, the row, the step.
    ``details`` is all that is on its note beside question, answer and services.
    """

    parent: int
    form: str
    name: str
    card: Card
    substance: Blocks
    details: tuple[object, ...]
    deck: str
    services: tuple[str, ...] = ()
    stated: bool = False


Wanted = Callable[[int | None, str], bool]
"""Whether a form is asked for, by the position of the parent; None for a parent that is gone."""


def resolve_pieces(
    pieces: Sequence[Piece], parents: Resolution, before: Lock | None, wanted: Wanted, moment: Moment
) -> tuple[tuple[Identity, ...], Resolution]:
    """An identity for each piece, and the resolution of the whole document."""
    if not pieces and not (before and before.parts):
        return (), parents
    work = _Work(pieces, parents, before, wanted, moment)
    work.pair()
    return work.result()


class _Work:
    def __init__(
        self,
        pieces: Sequence[Piece],
        parents: Resolution,
        before: Lock | None,
        wanted: Wanted,
        moment: Moment,
    ) -> None:
        self.pieces, self.parents, self.before = pieces, parents, before
        self.wanted, self.moment = wanted, moment
        self.entry_of: dict[int, int] = {}
        self.doubts: list[tuple[int, int, bool]] = []
        self.entries = [
            entry._replace(changed=self.moment.now) if self._is_ahead(entry) else entry
            for entry in (self.before.parts if self.before else ())
        ]
        self.position = {known.seed: at for at, known in enumerate(self.parents.identities)}
        self._candidates = [_candidate(piece) for piece in self.pieces]

    def _is_ahead(self, entry: Entry) -> bool:
        return entry.changed > self.moment.now + DAY

    def _is_on(self, entry: Entry) -> bool:
        origin = _origin(entry)
        return self.wanted(self.position.get(origin.parent_seed), origin.form)

    # --- pairs -----------------------------------------------------------------------------------

    def pair(self) -> None:
        """Find the entry of each piece: among those of its parent, then among all."""
        pieces = _grouped(range(len(self.pieces)), self._family)
        known = [at for at, entry in enumerate(self.entries) if self._is_on(entry)]
        entries = _grouped(known, lambda at: _family_of(self.entries[at]))
        for family, found in pieces.items():
            self._pair_within(found, entries.get(family, []))
        self._pair_moved(known)
        taken = set(self.entry_of.values())
        self.doubts = [
            doubt
            for doubt in self.doubts
            if doubt[2] or (doubt[0] not in self.entry_of and doubt[1] not in taken)
        ]

    def _family(self, at: int) -> Hashable:
        piece = self.pieces[at]
        return (self.parents.identities[piece.parent].seed, piece.form)

    def _pair_within(self, pieces: Sequence[int], entries: Sequence[int]) -> None:
        # a piece is compared by its name: the question on it changes with every rewording of the parent
        named = [self.entries[at]._replace(question=_origin(self.entries[at]).name) for at in entries]
        found = match([self._candidates[at] for at in pieces], named)
        for piece, entry in found.entry_of.items():
            self.entry_of[pieces[piece]] = entries[entry]
        self.doubts.extend((pieces[d.card], entries[d.entry], d.paired) for d in found.doubts)

    def _pair_moved(self, known: Iterable[int]) -> None:
        """A piece that stands under another question now, with the same name and substance."""
        taken = set(self.entry_of.values())
        left = [at for at in range(len(self.pieces)) if at not in self.entry_of]
        entries = _grouped((at for at in known if at not in taken), lambda at: _telling(self.entries[at]))
        for key, found in _grouped(left, lambda at: self._telling(at)).items():
            others = entries.get(key, [])
            if len(found) == len(others) == 1:
                self.entry_of[found[0]] = others[0]

    def _telling(self, at: int) -> Hashable:
        piece, candidate = self.pieces[at], self._candidates[at]
        return (piece.form, words(piece.name), candidate.answer_print)

    # --- what follows ----------------------------------------------------------------------------

    def result(self) -> tuple[tuple[Identity, ...], Resolution]:
        names = Names((*self.parents.lock.entries, *self.entries))
        redrawn = self.before is not None and self.before.render < self.moment.render
        changes: list[Change] = []
        identities: list[Identity] = []
        for at, piece in enumerate(self.pieces):
            before = self.entries[self.entry_of[at]] if at in self.entry_of else None
            fresh = self._entry(piece, self._candidates[at], before, names)
            now = self.moment.now if self.before else self.moment.born
            after = dated(fresh, before, now, redrawn=redrawn, stated=piece.stated)
            identities.append(Identity(after.id, guid(after.seed), after.changed, after.seed))
            changes.append(Change(kinds_of(before, after, redrawn=redrawn), piece.card, before, after))
        changes += self._left_over()
        untouched = [entry for entry in self.entries if not self._is_on(entry)]
        parts = sorted((*(change.after for change in changes), *untouched), key=self._place)
        return tuple(identities), self.parents._replace(
            lock=self.parents.lock._replace(parts=tuple(parts)),
            changes=(*self.parents.changes, *changes),
            doubts=(*self.parents.doubts, *self._doubts()),
            future=(
                *self.parents.future,
                *(entry for entry in (self.before.parts if self.before else ()) if self._is_ahead(entry)),
            ),
        )

    def _entry(self, piece: Piece, candidate: Candidate, before: Entry | None, names: Names) -> Entry:
        parent = self.parents.identities[piece.parent]
        shown = () if piece.card.answer == piece.substance else piece.card.answer
        wanted = before.id if before else piece_id(parent.id, piece.form, piece.name)
        card_id = names.id(wanted, before.seed if before else None)
        return Entry(
            id=card_id,
            seed=before.seed if before else names.seed(piece_seed(parent.seed, piece.form, piece.name)),
            changed=0,
            state=IN_USE,
            number=None,
            question_print=prints.fingerprint(piece.card.question),
            answer_print=candidate.answer_print,
            details_print=prints.fingerprint((card_id, shown, *piece.details)),
            services=",".join(piece.services),
            sketch=candidate.sketch,
            deck=piece.deck,
            question=one_line(piece.card.title),
            origin=Origin(piece.form, parent.seed, candidate.question),
        )

    def _left_over(self) -> list[Change]:
        """What becomes of the entries that no piece took, of forms that are asked for."""
        kept = set(self.entry_of.values())
        return [
            gone(entry, self.moment)
            for at, entry in enumerate(self.entries)
            if at not in kept and self._is_on(entry)
        ]

    def _place(self, entry: Entry) -> tuple[int, str]:
        origin = _origin(entry)
        return self.position.get(origin.parent_seed, len(self.position)), origin.form

    def _doubts(self) -> list[Doubt]:
        return [Doubt(self.pieces[at].card, self.entries[entry], paired) for at, entry, paired in self.doubts]


def _candidate(piece: Piece) -> Candidate:
    return Candidate(
        None,
        one_line(piece.name),
        None,
        prints.fingerprint(piece.substance),
        prints.sketch(piece.substance),
        piece.deck,
    )


def _origin(entry: Entry) -> Origin:
    assert entry.origin is not None, f"{entry.id} stands among the derived cards"
    return entry.origin


def _family_of(entry: Entry) -> Hashable:
    origin = _origin(entry)
    return (origin.parent_seed, origin.form)


def _telling(entry: Entry) -> Hashable:
    origin = _origin(entry)
    return (origin.form, words(origin.name), entry.answer_print)


def _grouped(positions: Iterable[int], key: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for at in positions:
        groups.setdefault(key(at), []).append(at)
    return groups
