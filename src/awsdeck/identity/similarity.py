"""How likely two questions are the same one before and after an edit.

In: the words of questions. Out: a number from 0 to 1. Words that few questions use say most: "What is
Amazon S3?" and "What is Amazon SQS?" differ in the only word that matters. A misspelt word counts as the
word it is most like.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

_SAME_WORD = 0.8  # the likeness at which two words are one word with a typing error
_SHORTEST_TYPO = 4
_LEAST = 0.1  # what a word says that every question has


class Wording:
    """Weighs words by how rare they are among the given questions."""

    def __init__(self, questions: Iterable[Collection[str]]) -> None:
        counts: Counter[str] = Counter()
        self._total = 0
        for words in questions:
            counts.update(set(words))
            self._total += 1
        self._counts = counts

    def weight(self, word: str) -> float:
        """How much a word says: near 0 if every question has it."""
        return _LEAST + math.log((self._total + 1) / (self._counts[word] + 1))

    def likeness(self, a: Collection[str], b: Collection[str]) -> float:
        """The weighted share of words that two questions have in common."""
        first, second = set(a), set(b)
        common = sum(self.weight(word) for word in first & second)
        only_first, only_second = sorted(first - second), sorted(second - first)
        for word in only_first:
            match = _misspelt(word, only_second)
            if match:
                only_second.remove(match)
                common += (self.weight(word) + self.weight(match)) / 2
        total = sum(map(self.weight, first)) + sum(map(self.weight, second))
        return min(1.0, 2 * common / total) if total else 0.0


def _misspelt(word: str, others: Collection[str]) -> str | None:
    """The word among others that this one is a misspelling of, if there is one."""
    if len(word) < _SHORTEST_TYPO:
        return None
    near = [
        other
        for other in others
        if len(other) >= _SHORTEST_TYPO and SequenceMatcher(None, word, other).ratio() >= _SAME_WORD
    ]
    return near[0] if near else None
