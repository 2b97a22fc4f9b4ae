"""Which card of an edited document is which entry of its lock.

In: cards and entries. Out: pairs, with what is doubtful about them. It must not know what follows from a
pair (ids, times).

From sure to unsure: a stated id, the same question, the same answer; what remains is scored by wording,
answer, number and place, and paired so that all scores together are the greatest.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from awsdeck.identity import prints
from awsdeck.identity.assignment import best_pairs
from awsdeck.identity.similarity import Wording
from awsdeck.lock import Entry
from awsdeck.text import words

SURE = 0.55  # from here on a match is not worth a remark
LIKELY = 0.42  # taken for the same card, with a remark
POSSIBLE = 0.33  # taken for a new card, with a remark

_QUESTION, _ANSWER, _NUMBER, _PLACE = 0.45, 0.40, 0.08, 0.07
_REMOVED = -0.10  # a card that went away is less likely meant than one that was still there
_CANDIDATES = 8  # looked at for each card
_COMMON_WORD = 40  # a word in more questions than this names no candidate
_TELLING_ANSWER = 6 * 4  # an answer of so many sketched words is nobody else's by chance


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card as the matching sees it."""

    stated_id: str | None
    question: str
    number: int | None
    answer_print: str
    sketch: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that may be wrong, or two that may be one; positions of the card and of the entry."""

    card: int
    entry: int
    paired: bool


@dataclass
class Matching:
    """Pairs of positions, card → entry, and the doubts about them."""

    entry_of: dict[int, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def match(cards: Sequence[Candidate], entries: Sequence[Entry]) -> Matching:
    """Pair cards with entries."""
    return _Matcher(cards, entries).run()


class _Matcher:
    def __init__(self, cards: Sequence[Candidate], entries: Sequence[Entry]) -> None:
        self._cards = cards
        self._entries = entries
        self._result = Matching()
        self._taken: set[int] = set()

    def run(self) -> Matching:
        self._pair_stated_ids()
        for removed in (False, True):
            # the narrower key first: of two cards with one question, the one with the same answer is meant
            self._pair_equal(lambda c: (words(c.question), c.answer_print), _asked_and_answered, removed)
            self._pair_equal(lambda c: words(c.question), lambda e: words(e.question), removed)
            self._pair_equal(_telling_answer, _telling_answer, removed, alone=True)
        self._pair_alike()
        return self._result

    def _pair(self, card: int, entry: int) -> None:
        self._result.entry_of[card] = entry
        self._taken.add(entry)

    def _free_cards(self) -> list[int]:
        return [at for at in range(len(self._cards)) if at not in self._result.entry_of]

    def _free_entries(self, removed: bool | None = None) -> list[int]:
        return [
            at
            for at, entry in enumerate(self._entries)
            if at not in self._taken and removed in (None, entry.removed)
        ]

    def _pair_stated_ids(self) -> None:
        by_id = {entry.id: at for at, entry in enumerate(self._entries)}
        for at, card in enumerate(self._cards):
            found = by_id.get(card.stated_id or "")
            if found is not None and found not in self._taken:
                self._pair(at, found)

    def _pair_equal(
        self,
        card_key: Callable[[Candidate], Hashable],
        entry_key: Callable[[Entry], Hashable],
        removed: bool,
        *,
        alone: bool = False,
    ) -> None:
        """Pair what has the same key, in order; with ``alone`` only where the key is unique on both sides."""
        cards = _grouped(self._free_cards(), lambda at: card_key(self._cards[at]))
        entries = _grouped(self._free_entries(removed), lambda at: entry_key(self._entries[at]))
        for key, found in cards.items():
            others = entries.get(key, [])
            if alone and (len(found) > 1 or len(others) > 1):
                continue
            for card, entry in zip(found, others, strict=False):
                self._pair(card, entry)

    # --- what is only alike --------------------------------------------------------------------

    def _pair_alike(self) -> None:
        cards, entries = self._free_cards(), self._free_entries()
        if not cards or not entries:
            return
        asked = [*(card.question for card in self._cards), *(entry.question for entry in self._entries)]
        wording = Wording([words(question) for question in asked])
        index = _Index(self._entries, entries)
        places = self._places()
        scores = {
            card: {
                entry: score
                for entry in index.candidates(self._cards[card])
                if (score := self._score(card, entry, wording, places)) >= POSSIBLE
            }
            for card in cards
        }
        pairs = best_pairs({card: self._acceptable(card, found) for card, found in scores.items()})
        for card, entry in pairs.items():
            self._pair(card, entry)
            if scores[card][entry] < SURE:
                self._result.doubts.append(Doubt(card, entry, paired=True))
        for card in cards:
            rest = {entry: score for entry, score in scores[card].items() if entry not in self._taken}
            if card not in pairs and rest and self._cards[card].stated_id is None:
                self._result.doubts.append(Doubt(card, max(rest, key=lambda at: rest[at]), paired=False))

    def _acceptable(self, card: int, scores: dict[int, float]) -> dict[int, float]:
        """The partners that may be taken; an author who wrote a new id has ruled out the doubtful ones."""
        stated = self._cards[card].stated_id is not None
        return {
            entry: score
            for entry, score in scores.items()
            if score >= (SURE if stated or self._entries[entry].removed else LIKELY)
        }

    def _score(self, at: int, entry_at: int, wording: Wording, places: "_Places") -> float:
        card, entry = self._cards[at], self._entries[entry_at]
        question = wording.likeness(words(card.question), words(entry.question))
        if card.sketch and entry.sketch:
            alike = _QUESTION * question + _ANSWER * prints.likeness(card.sketch, entry.sketch)
        else:
            alike = (_QUESTION + _ANSWER) * question
        same_number = card.number is not None and card.number == entry.number
        same_place = places.of_card[at] == places.of_entry[entry_at]
        if entry.removed:
            return alike + _REMOVED
        return alike + _NUMBER * same_number + _PLACE * same_place

    def _places(self) -> "_Places":
        """For each card and entry the pair that stands before it: what lies between the same two is close."""
        of_card, of_entry = [], []
        last = -1
        for at in range(len(self._cards)):
            of_card.append(last)
            last = self._result.entry_of.get(at, last)
        last = -1
        for at in range(len(self._entries)):
            of_entry.append(last)
            last = at if at in self._taken else last
        return _Places(of_card, of_entry)


@dataclass(frozen=True, slots=True)
class _Places:
    of_card: Sequence[int]
    of_entry: Sequence[int]


class _Index:
    """Finds the few entries that a card may be, by what they share."""

    def __init__(self, entries: Sequence[Entry], free: Iterable[int]) -> None:
        self._by_mark: dict[Hashable, list[int]] = {}
        for at in free:
            entry = entries[at]
            for mark in _marks(entry.question, entry.sketch, entry.number):
                self._by_mark.setdefault(mark, []).append(at)

    def candidates(self, card: Candidate) -> list[int]:
        """The entries that share most with a card."""
        shared: dict[int, int] = {}
        for mark in _marks(card.question, card.sketch, card.number):
            found = self._by_mark.get(mark, ())
            if len(found) <= _COMMON_WORD:
                for at in found:
                    shared[at] = shared.get(at, 0) + 1
        return sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]


def _marks(question: str, sketch: str, number: int | None) -> Iterable[Hashable]:
    yield from set(words(question))
    yield from (("answer", sketch[at : at + 4]) for at in range(0, len(sketch), 4))
    if number is not None:
        yield ("number", number)


def _asked_and_answered(entry: Entry) -> Hashable:
    return (words(entry.question), entry.answer_print)


def _telling_answer(found: Candidate | Entry) -> Hashable:
    """The answer's fingerprint, where the answer is long enough to be told from others."""
    return found.answer_print if len(found.sketch) >= _TELLING_ANSWER else id(found)


def _grouped(positions: Iterable[int], key: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for at in positions:
        groups.setdefault(key(at), []).append(at)
    return groups


def kinship(entries: Sequence[Entry], questions: Iterable[str]) -> float:
    """The share of the entries still in use whose question is among the given ones, 0 to 1."""
    asked = {words(question) for question in questions}
    used = [entry for entry in entries if not entry.removed]
    return sum(words(entry.question) in asked for entry in used) / len(used) if used else 0.0
