"""The options of a multiple-choice question.

In: lines below a question. Out: the positions of its options, and of those that are marked as right. It must
not know of answers that stand elsewhere than on the options themselves.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers.lines import Line, positions

FEWEST = 2
LETTERS = "ABCDEFGH"
_LETTERS = frozenset(LETTERS + LETTERS.lower())
_LONGEST = 500  # characters of an option
_WRAPPED_LINES = 4
_LINES_ABOVE = 8  # of a question above its options

_LETTERED = late(r"\s*+(?:[-*+☐•◦]\s++)?+(?:\[[ xX]\]\s*+)?+(?:\*\*|\*)?+\(?+(?P<letter>[A-Ha-h])[.):]\s++\S")
_BULLET = late(r"\s*+(?:[-*+☐☑•◦]\s++)?+(?:\[[ xX]\]\s++)?+")
_BOX = late(r"\s*+(?:[-*+]\s++\[(?P<tick>[ xX])\]|[☐☑✅❌])\s++\S")
_BEGIN_BOXES = tuple("-*+☐☑✅❌")
_SAYS_RIGHT = r"(?:[✅✔☑]\ufe0f?|[(\[](?:correct|right)(?: answer)?[)\]])"
_RIGHT = late(
    rf"\s*+(?:[-*+]\s++)?+(?:\[[xX]\]\s|[☑✅✔])|.*{_SAYS_RIGHT}[*\s]*+$|"
    r"\s*+(?:[-+]\s++)?+\*\*\S.*\*\*\s*+$|\s*+\*\(?[A-Ha-h][.)]",
    re.IGNORECASE,
)
_CHOSEN = late(
    r"\s*+(?:\*\*|__)?+"
    r"(?:(?:correct|right)(?: (?:answer|option|choice))?+(?: is)?+\s*+[:：–-]\s*+(?:\*\*|__)?+)?+"
    r"\(?+(?P<letter>[A-Ha-h])(?:\*\*|__)?+(?:[.):,：]|\s+[-–—]\s|\s*+$)",
    re.IGNORECASE,
)
_MARKS_OF_RIGHT = late(_SAYS_RIGHT, re.IGNORECASE)
_STARS = late(r"^\*+|\*\*$")


class Options(NamedTuple):
    """The positions of a question's options, and of those marked as right."""

    offered: tuple[int, ...] = ()
    right: tuple[int, ...] = ()


def lettered(lines: Sequence[Line], start: int, end: int) -> tuple[int, ...]:
    """The positions of options lettered from A on; none if there is but one."""
    found: list[int] = []
    for at in positions(lines, is_lettered, start, end):
        if is_next(lines[at], len(found)):
            found.append(at)
    return tuple(found) if len(found) >= FEWEST else ()


def is_next(line: Line, count: int) -> bool:
    """The line is an option that may stand behind ``count`` others."""
    letter = LETTERS[count : count + 1]
    if line.blank or (line.bare[0].isalpha() and line.bare[0].upper() != letter):
        return False
    match = _LETTERED.match(line.text)
    return match is not None and match["letter"].upper() == letter


def is_lettered(line: Line) -> bool:
    """The line begins with a letter as options do."""
    if line.blank or (line.bare[0].isalpha() and line.bare[0] not in _LETTERS):
        return False
    return _LETTERED.match(line.text) is not None


def chosen(line: Line, count: int) -> bool:
    """The line begins with the letter of one of so many options, as an answer does: ``B. …``, ``(B)``."""
    match = _CHOSEN.match(line.text)
    return match is not None and match["letter"].upper() in LETTERS[:count]


def answered(lines: Sequence[Line], start: int, end: int) -> tuple[int, ...]:
    """The positions of options together below a question, and right above the letter of one of them."""
    found = lettered(lines, start, end)
    if not found or sum(not lines[at].blank for at in range(start, found[0])) > _LINES_ABOVE:
        return ()
    together = all(at in found or not begins_text(lines[at]) for at in range(found[0], found[-1]))
    answer_at = next((at for at in range(behind(lines, found[-1], end), end) if not lines[at].blank), end)
    return found if together and answer_at < end and chosen(lines[answer_at], len(found)) else ()


def behind(lines: Sequence[Line], last: int, end: int) -> int:
    """The position behind the last option, which may be wrapped."""
    at = last + 1
    while at < min(end, last + _WRAPPED_LINES) and not begins_text(lines[at]) and not lines[at].blank:
        at += 1
    return at


def begins_text(line: Line) -> bool:
    """The line is text that goes on with nothing above it."""
    return not line.blank and not line.bare[0].islower()


def may_be_marked(lines: Sequence[Line]) -> bool:
    """A glance: False only if none of the lines is an option that is marked as right."""
    offered = chain(positions(lines, is_lettered), positions(lines, _is_box))
    return any(_RIGHT.match(lines[at].text[:_LONGEST]) for at in offered)


def _is_box(line: Line) -> bool:
    return line.bare[:1] in _BEGIN_BOXES and _BOX.match(line.text) is not None


def marked(lines: Sequence[Line], start: int, end: int) -> Options:
    """The lettered lines or boxes right below a question, if some, but not all, are marked as right."""
    offered: list[int] = []
    for at in range(start, end):
        line = lines[at]
        if not line.blank:
            if not (is_next(line, len(offered)) or _is_box(line)):
                break
            offered.append(at)
    right = [at for at in offered if _RIGHT.match(lines[at].text[:_LONGEST])]
    return Options(tuple(offered), tuple(right)) if 0 < len(right) < len(offered) else Options()


def right(line: Line) -> str:
    """A right option as it stands, without the mark of a list and without stars."""
    text = _BULLET.sub("", line.text[:_LONGEST], count=1).strip()
    starred = _RIGHT.match(line.text[:_LONGEST])
    return (_STARS.sub("", text).strip() if starred else text) + line.text[_LONGEST:]


def shown(line: Line) -> str:
    """An option among others: with its letter or an empty box, and nothing that tells the right one."""
    text = right(line)
    text = (_MARKS_OF_RIGHT.sub("", text[:_LONGEST]) + text[_LONGEST:]).strip()
    return text if is_lettered(line) else f"☐ {text}"
