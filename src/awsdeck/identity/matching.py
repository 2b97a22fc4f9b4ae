"""Which card of an edited document is which entry of its lock.

In: cards and entries. Out: pairs, with what is doubtful about them. It must not know what follows from a
pair (ids, times).

From sure to unsure: a stated id, the same question, the same answer; what remains is scored by wording,
answer, number and place, and paired so that all scores together are the greatest.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from awsdeck.identity import prints
from awsdeck.identity.assignment import best_pairs
from awsdeck.identity.similarity import Wording, names, terms
from awsdeck.lock import Entry
from awsdeck.text import words

SURE = 0.58  # from here on a match is not worth a remark
LIKELY = 0.42  # taken for the same card, with a remark
POSSIBLE = 0.33  # taken for a new card, with a remark

_QUESTION, _ANSWER, _NUMBER, _PLACE = 0.45, 0.40, 0.08, 0.07
_OTHER_ANSWER = -0.12  # long answers without a common word speak against a match
_REMOVED = -0.10  # a card that went away is less likely meant than one that was still there
_CANDIDATES = 8  # looked at for each card
_COMMON_WORD = 40  # a word in more questions than this names no candidate
_ALIKE = 0.07  # of an answer's words: one of sixteen
_TELLING_WORDS = 6  # an answer of so many sketched words is nobody else's by chance
_LONG_ANSWER, _SAME_ANSWER = 10, 0.85  # so many words, nearly all of them kept: the same card, however asked
_HAIR = 0.001  # two questions that name different things are never the same beyond doubt


class Candidate(NamedTuple):
    """A card as the matching sees it."""

    stated_id: str | None
    question: str
    number: int | None
    answer_print: str
    sketch: str
    deck: str


Key = Callable[[Candidate | Entry], Hashable]
"""What cards and entries are compared by."""


class Doubt(NamedTuple):
    """A pair that may be wrong, or two that may be one; positions of the card and of the entry."""

    card: int
    entry: int
    paired: bool


class Matching(NamedTuple):
    """Pairs of positions, card → entry, and the doubts about them."""

    entry_of: dict[int, int]
    doubts: list[Doubt]


def match(cards: Sequence[Candidate], entries: Sequence[Entry]) -> Matching:
    """Pair cards with entries."""
    return _Matcher(cards, entries).run()


class _Matcher:
    def __init__(self, cards: Sequence[Candidate], entries: Sequence[Entry]) -> None:
        self._cards = cards
        self._entries = entries
        self._result = Matching({}, [])
        self._taken: set[int] = set()

    def run(self) -> Matching:
        self._pair_stated_ids()
        for removed in (False, True):
            # the narrower key first: of two cards with one question, the one with the same answer is meant
            for key in (_asked_and_answered, _asked_where, _asked, _asked_loosely):
                self._pair_equal(key, removed)
            self._pair_equal(_telling_answer, removed, alone=True)
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

    def _pair_equal(self, key: Key, removed: bool, *, alone: bool = False) -> None:
        """Pair what has the same key, in order; with ``alone`` only where the key is unique on both sides."""
        if len(self._result.entry_of) == len(self._cards):
            return
        free = self._free_entries(removed)
        if not free:
            return
        entries = _grouped(free, lambda at: key(self._entries[at]))
        cards = self._free_cards()
        if alone:
            alike = _grouped(cards, lambda at: key(self._cards[at]))
            entries = {value: found for value, found in entries.items() if len(found) == 1}
            cards = [found[0] for found in alike.values() if len(found) == 1]
        waiting = {value: iter(found) for value, found in entries.items()}
        for card in cards:
            entry = next(waiting.get(key(self._cards[card]), iter(())), None)
            if entry is not None:
                self._pair(card, entry)

    # --- what is only alike --------------------------------------------------------------------

    def _pair_alike(self) -> None:
        cards, entries = self._free_cards(), self._free_entries()
        if not cards or not entries:
            return
        asked = [*(card.question for card in self._cards), *(entry.question for entry in self._entries)]
        wording = Wording([terms(question) for question in asked])
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
            if card not in pairs and self._cards[card].stated_id is None:
                self._doubt(card, scores[card], places)

    def _doubt(self, card: int, scores: dict[int, float], places: "_Places") -> None:
        """A new card that may be an old one: by its score, or because it stands in the place of one."""
        rest = {entry: score for entry, score in scores.items() if entry not in self._taken}
        if rest:
            self._result.doubts.append(Doubt(card, max(rest, key=lambda at: rest[at]), paired=False))
            return
        number = self._cards[card].number
        heirs = [
            at
            for at in self._free_entries(removed=False)
            if places.of_entry[at] == places.of_card[card]
            or (number is not None and self._entries[at].number == number)
        ]
        news = [at for at in self._free_cards() if places.of_card[at] == places.of_card[card]]
        if heirs and len(news) <= len(heirs):
            order = news.index(card) if card in news else 0
            self._result.doubts.append(Doubt(card, heirs[min(order, len(heirs) - 1)], paired=False))

    def _acceptable(self, card: int, scores: dict[int, float]) -> dict[int, float]:
        """The partners that may be taken; an author who wrote a new id has said that it is a new card."""
        if self._cards[card].stated_id is not None:
            return {}
        return {
            entry: score
            for entry, score in scores.items()
            if score >= (SURE if self._entries[entry].removed else LIKELY)
        }

    def _score(self, at: int, entry_at: int, wording: Wording, places: "_Places") -> float:
        card, entry = self._cards[at], self._entries[entry_at]
        question = wording.likeness(_terms(card.question), _terms(entry.question))
        answer = prints.likeness(card.sketch, entry.sketch)
        length = min(len(card.sketch), len(entry.sketch)) // prints.MARK
        # an answer of a word or two is anybody's, so its share goes to the question
        share = _ANSWER * min(1.0, length / _TELLING_WORDS)
        alike = (_QUESTION + _ANSWER - share) * question + share * answer
        if length >= _TELLING_WORDS and answer < _ALIKE:
            alike += _OTHER_ANSWER
        if entry.removed:
            return alike + _REMOVED
        same_number = card.number is not None and card.number == entry.number
        same_place = places.of_card[at] == places.of_entry[entry_at]
        score = alike + _NUMBER * same_number + _PLACE * same_place
        if length >= _LONG_ANSWER and answer >= _SAME_ANSWER:
            return max(score, SURE)
        mine, theirs = names(card.question), names(entry.question)
        return min(score, SURE - _HAIR) if mine - theirs and theirs - mine else score

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


class _Places(NamedTuple):
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


@lru_cache(maxsize=1 << 13)  # a question is weighed against several others
def _terms(question: str) -> tuple[str, ...]:
    return terms(question)


def _marks(question: str, sketch: str, number: int | None) -> Iterable[Hashable]:
    yield from set(_terms(question))
    yield from (("answer", sketch[at : at + prints.MARK]) for at in range(0, len(sketch), prints.MARK))
    if number is not None:
        yield ("number", number)


def _asked_and_answered(found: Candidate | Entry) -> Hashable:
    return (found.question, found.answer_print)


def _asked_where(found: Candidate | Entry) -> Hashable:
    return (found.question, found.deck)


def _asked(found: Candidate | Entry) -> Hashable:
    return found.question


def _asked_loosely(found: Candidate | Entry) -> Hashable:
    return words(found.question)


def _telling_answer(found: Candidate | Entry) -> Hashable:
    """The answer's fingerprint, where the answer is long enough to be told from others."""
    return found.answer_print if len(found.sketch) >= _TELLING_WORDS * prints.MARK else id(found)


def _grouped(positions: Iterable[int], key: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for at in positions:
        groups.setdefault(key(at), []).append(at)
    return groups


def kin(
    entries: Sequence[Entry], questions: Iterable[str], answer_prints: Iterable[str]
) -> tuple[float, int]:
    """Of the entries in use, the share and number whose question or answer is among the given ones."""
    asked, answered = {words(question) for question in questions}, set(answer_prints)
    used = [entry for entry in entries if not entry.removed]
    found = sum(words(entry.question) in asked or entry.answer_print in answered for entry in used)
    return (found / len(used) if used else 0.0), found
