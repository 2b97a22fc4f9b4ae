"""How likely two questions are the same one before and after an edit.

In: questions. Out: a number from 0 to 1. Words that few questions use say most: "What is Amazon S3?" and
"What is Amazon SQS?" differ in the only word that matters. Forms of a word and misspellings of it count as
the word; scripts that don't part words are compared by pairs of letters.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from awsdeck.late import late
from awsdeck.text import words_of

_SAME_WORD = 0.8  # the likeness at which two words are one word with a typing error
_SHORTEST_TYPO = 4
_LEAST = 0.1  # what a word says that every question has
_ASKING = 0.15  # the share that is left to words of asking
_ASKING_WORDS = frozenset(
    (
        *("a", "an", "the", "what", "which", "who", "how", "when", "where", "why", "is", "are", "do", "does"),
        *("did", "can", "could", "should", "would", "will", "you", "your", "it", "its", "in", "on", "of"),
        *("for", "to", "and", "or", "with", "from", "by", "between", "difference", "explain", "describe"),
        *("tell", "use", "used", "work", "works", "amazon", "aws"),
    )
)
_STEM, _STEM_SHARE = 4, 0.6  # letters two forms of a word share at the least, and their share of the longer
_UNPARTED = late(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[\uf900-\ufaff\u0e00-\u0e7f])++")
_NAME = late(r"(?<![^\s(\"'/])(?:[A-Z]\w*|\w*\d\w*)")


def terms(text: str) -> tuple[str, ...]:
    """The words of a text; of scripts without spaces every two neighbouring letters."""
    parted = words_of(text)
    if text.isascii() or not _UNPARTED.search(" ".join(parted)):
        return parted
    found: list[str] = []
    for word in parted:
        rest = 0
        for run in _UNPARTED.finditer(word):
            found.extend(part for part in (word[rest : run.start()],) if part)
            found.extend(_pairs(run[0]))
            rest = run.end()
        found.extend(part for part in (word[rest:],) if part)
    return tuple(found)


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


def names(question: str) -> frozenset[str]:
    """What a question names: words with a capital or figure, except the first."""
    found = list(_NAME.finditer(question))
    return frozenset(match[0] for match in found if match.start() > 0 or any(c.isdigit() for c in match[0]))


class Wording:
    """Weighs terms by how rare they are among the given questions."""

    def __init__(self, questions: Iterable[Collection[str]]) -> None:
        counts: Counter[str] = Counter()
        self._total = 0
        for found in questions:
            counts.update(set(found))
            self._total += 1
        self._counts = counts

    def weight(self, term: str) -> float:
        """How much a term says: near 0 if every question has it, or if it only asks."""
        rarity = _LEAST + math.log((self._total + 1) / (self._counts[term] + 1))
        return rarity * (_ASKING if term in _ASKING_WORDS else 1)

    def likeness(self, a: Collection[str], b: Collection[str]) -> float:
        """The weighted share of terms that two questions have in common."""
        first, second = set(a), set(b)
        common = sum(self.weight(term) for term in first & second)
        only_first, only_second = sorted(first - second), sorted(second - first)
        for term in only_first:
            match = _form_of(term, only_second)
            if match:
                only_second.remove(match)
                common += (self.weight(term) + self.weight(match)) / 2
        weights = (sum(map(self.weight, first)), sum(map(self.weight, second)))
        if not all(weights):
            return 0.0
        shared = 2 * common / sum(weights)
        # a long question that was cut short has all of the short one's terms
        contained = common / (min(weights) + 1)
        return min(1.0, max(shared, (shared + contained) / 2))


def _form_of(term: str, others: Collection[str]) -> str | None:
    """The term among others that is another form or a misspelling of this one, if there is one."""
    return next((other for other in others if _is_form(term, other)), None)


def _is_form(a: str, b: str) -> bool:
    # another beginning makes another word: inbound and outbound, synchronous and asynchronous
    if min(len(a), len(b)) < _SHORTEST_TYPO or a[0] != b[0]:
        return False
    same = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    stem = same >= _STEM and same >= _STEM_SHARE * max(len(a), len(b))
    if stem:
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, a, b).ratio() >= _SAME_WORD
