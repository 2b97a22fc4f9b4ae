"""Boxes that a page puts among its answers: a quiz of its own, with a counter.

In: the lines of a document. Out: the positions of lines of such boxes. It must not know where questions are.

A box says how many questions it has, and counts them: ``Suggested Quiz``, ``10 Questions``, …, ``1/10``. Only
where both numbers agree is it one.
"""

import re
from collections.abc import Iterator, Sequence

from awsdeck.late import late
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import next_text

_LONGEST = 40  # characters of a heading
_REACH = 30  # lines of a box
_HEADING = late(r"(?:\w++ ){0,3}(?:quiz(?:zes)?|test|poll)\W*", re.IGNORECASE)
_COUNT = late(r"(\d{1,3}) questions?", re.IGNORECASE)
_COUNTER = late(r"\d{1,3}\s?/\s?(\d{1,3})")
_STEP = late(r"\W*(?:next|previous|skip|submit)\W*", re.IGNORECASE)


def find(lines: Sequence[Line]) -> Iterator[int]:
    """The positions of lines that belong to a box, those with text."""
    behind = 0
    for at in positions(lines, is_heading):
        end = _end(lines, at) if at >= behind else None
        if end is not None:
            yield from (place for place in range(at, end) if not lines[place].blank)
            behind = end


def is_heading(line: Line) -> bool:
    """The line may be the heading of a box."""
    return 0 < len(line.bare) <= _LONGEST and _HEADING.fullmatch(line.bare) is not None


def _end(lines: Sequence[Line], at: int) -> int | None:
    """The position behind the box that a heading begins, if it is one."""
    below = next_text(lines, at + 1)
    count = None if below is None else _COUNT.fullmatch(lines[below].bare[:_LONGEST])
    if below is None or count is None:
        return None
    for place in range(below + 1, min(len(lines), at + _REACH)):
        counter = _COUNTER.fullmatch(lines[place].bare[:_LONGEST])
        if counter and counter[1] == count[1]:
            after = place + 1
            while after < len(lines) and _goes_on(lines[after]):
                after += 1
            return after
    return None


def _goes_on(line: Line) -> bool:
    """A button of the box, or its counter once more."""
    text = line.bare[:_LONGEST]
    return _STEP.fullmatch(text) is not None or _COUNTER.fullmatch(text) is not None
