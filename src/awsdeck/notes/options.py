"""The options of a multiple-choice question.

In: a card. Out: what its question asks, its options, and which of them its answer names. It must not know how
they are drawn. It is imported for questions of several lines alone.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.model import Card, LineBreak, Paragraph, Span, Spans, plain

_FEWEST = 2
_LETTERED = re.compile(r"\s*\(?(?P<letter>[A-Ha-h])[.):]\s+\S")
_LETTERS = re.compile(r"\(?[A-Ha-h]\)?(?:\s*(?:[,;/&+]|\band\b)\s*\(?[A-Ha-h]\)?)*[.)]?")
_LETTER = re.compile(r"\b[A-H]\b")


class Choice(NamedTuple):
    """What is asked, and the options with their letters; ``right`` are positions of those to be chosen."""

    asked: Spans
    options: tuple[Spans, ...]
    right: frozenset[int]


def choice_of(card: Card) -> Choice | None:
    """The options that end a question, lettered from A; None if it has none."""
    parts = _parts(card.question)
    first = next((at for at in range(1, len(parts)) if _letter(parts[at]) == "A"), len(parts))
    options: list[Spans] = []
    for part in parts[first:]:
        if _letter(part) == chr(ord("A") + len(options)):
            options.append(part)
        else:  # a line of its own within an option
            options[-1] += (LineBreak(), *part)
    if len(options) < _FEWEST:
        return None
    asked = tuple(span for part in parts[:first] for span in (LineBreak(), *part))[1:]
    return Choice(asked, tuple(options), _right(card, len(options)))


def _parts(spans: Spans) -> Sequence[Spans]:
    """The spans between line breaks."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        if isinstance(span, LineBreak):
            parts.append([])
        else:
            parts[-1].append(span)
    return [tuple(part) for part in parts if part]


def _letter(part: Spans) -> str | None:
    found = _LETTERED.match(plain(part))
    return found["letter"].upper() if found else None


def _right(card: Card, count: int) -> frozenset[int]:
    """The options that the answer begins with: nothing but their letters, or one with its words."""
    first = next(iter(card.answer), None)
    if not isinstance(first, Paragraph):
        return frozenset()
    said = plain(first.spans).strip()
    if _LETTERS.fullmatch(said):
        named = frozenset(ord(letter) - ord("A") for letter in _LETTER.findall(said.upper()))
        return named if max(named) < count else frozenset()
    letter = _letter(first.spans)
    if letter is None or ord(letter) - ord("A") >= count:
        return frozenset()
    return frozenset((ord(letter) - ord("A"),))
