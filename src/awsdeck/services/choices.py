"""What of a multiple-choice card says which services it is about.

In: a card. Out: what it asks without its options, and what is right: a wrong option names a service only to
mislead. It must not know how services are found in a text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Card, block_text

_LETTERS = "ABCDEFGH"
_FEWEST = 2
_LONGEST = 5000  # characters of a question
_OPTION = late(r"(?:^|(?<=[\s(]))\(?(?P<letter>[A-Ha-h])[.):]\s|^☐ ", re.MULTILINE)
_RIGHT = late(
    r"\s*\(?(?P<letters>[A-Ha-h](?:\s*+(?:,|&|/|\+|and\b)\s*+[A-Ha-h]\b)*+|[A-H]{2,4})(?:[.):,]|\s[-–—(]|$)"
)

_BETWEEN = late(r"\band\b|[^A-Za-z]")


Option = tuple[str, str]
"""A letter, or nothing for a box, and what stands behind it."""


class Said(NamedTuple):
    """The right options, and the rest of the answer."""

    right: str
    explained: str


def said(card: Card, options: Sequence[Option]) -> Said:
    """What a card answers; of one without options nothing is right and all is explained."""
    answer = [block_text(block) for block in card.answer]
    if not options:
        return Said("", "\n\n".join(answer))
    first, *rest = answer or [""]
    letters, behind = _right(first)
    chosen = [text for letter, text in options if letter in letters]
    return Said("\n".join(chosen if letters else [first]), "\n\n".join([behind, *rest]))


def _right(text: str) -> tuple[frozenset[str], str]:
    """The letters at the beginning of an answer or of each of its lines, and what stands behind them."""
    letters: set[str] = set()
    rest: list[str] = []
    for line in text.split("\n"):
        match = _RIGHT.match(line)
        letters |= set(_BETWEEN.sub("", match["letters"]).upper()) if match else set()
        rest.append(line[match.end() :] if match else line)
    return frozenset(letters), "\n".join(rest)


def divided(title: str) -> tuple[str, list[Option]]:
    """A question and its options by letter: lettered in order from A, or boxes."""
    marks: list[tuple[int, int, str]] = []
    for match in _OPTION.finditer(title[:_LONGEST]):
        letter = (match["letter"] or "").upper()
        if letter == _LETTERS[len(marks) : len(marks) + 1] or not letter:
            marks.append((match.start(), match.end(), letter))
    if len(marks) < _FEWEST:
        return title, []
    ends = [*(start for start, _, _ in marks[1:]), len(title)]
    options = [(letter, title[begin:end]) for (_, begin, letter), end in zip(marks, ends, strict=True)]
    return title[: marks[0][0]], options
