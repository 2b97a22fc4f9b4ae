"""What readers of a page said below its questions: ``cloudy_anna``, ``2 months ago``, …, ``upvoted 3 times``.

In: the lines of a document, and the marks of its questions. Out: the positions of lines that belong to such
comments. It must not know where an answer begins, nor of comments below the last one that name themselves.

A time by itself may stand in any answer: names above such lines, and votes or buttons below, add up. What
stands between the first sign of a comment and the next question is the comments'.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import Mark, is_answer_label, last_text, next_text

CERTAIN = 4
_SEVERAL = 2
_NAME_WORDS, _LONGEST_NAME = 3, 40
_LONGEST = 60  # characters of a line that tells when something was said
_FEWEST_BUTTONS = 3  # one below the other
_UNIT = r"(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year)s?\.?"
_AGO = late(
    rf"[•·]?\s*+(?:\d{{1,3}}|an?|one)\s?{_UNIT}(?:,? \d{{1,2}} {_UNIT})? ago(?: \(?edited\)?)?", re.IGNORECASE
)
_VOTED = late(r"upvoted \d{1,5} times?", re.IGNORECASE)
_BADGES = frozenset(("highly voted", "most recent", "op", "mod", "author", "•", "·"))
_INTRODUCE = late(
    r"comments?(?: section)?(?: \(\d+\))?|\d+ comments?|by .{1,40} at \D{3,9}\d.{3,40}", re.IGNORECASE
)
_BUTTONS = frozenset(("upvote", "downvote", "reply", "share", "award", "report", "like", "save", "follow"))


def find(lines: Sequence[Line], marks: Sequence[Mark]) -> frozenset[int]:
    """The positions of lines from where readers begin to speak to the last above the next question."""
    times = [at for at in positions(lines, _is_time) if _name_above(lines, at) is not None]
    feet = [*positions(lines, _is_vote), *_rows_of_buttons(lines)]
    parts = [*pairwise([*(mark.at for mark in marks), len(lines)])]
    begun = [
        (found, end)
        for start, end in parts
        if (found := _beginning(lines, start, end, times, feet)) is not None
    ]
    features = (
        ("several lines say how long ago, below a name", 2, len(times) >= _SEVERAL),
        ("votes or buttons stand below several", 2, len(feet) >= _SEVERAL),
        ("below several questions", 1, len(begun) >= _SEVERAL),
    )
    if sum(weight for _, weight, holds in features if holds) < CERTAIN:
        return frozenset()
    return frozenset(
        at for start, end in begun for at in range(start, 1 + (last_text(lines, start, end) or start))
    )


def _is_time(line: Line) -> bool:
    return 0 < len(line.bare) <= _LONGEST and _AGO.fullmatch(line.bare) is not None


def _is_vote(line: Line) -> bool:
    return line.bare[:1] in "uU" and _VOTED.fullmatch(line.bare[:_LONGEST]) is not None


def _is_button(line: Line) -> bool:
    return line.bare.casefold() in _BUTTONS


def _rows_of_buttons(lines: Sequence[Line]) -> Iterator[int]:
    """Where several buttons begin that stand one below the other, with figures between them."""
    behind = 0
    for at in positions(lines, _is_button):
        if at < behind:
            continue
        end: int | None = at
        said: set[str] = set()
        while end is not None and (_is_button(lines[end]) or lines[end].bare.isdecimal()):
            said.add(lines[end].bare.casefold())
            behind = end + 1
            end = next_text(lines, end + 1)
        if len(said & _BUTTONS) >= _FEWEST_BUTTONS or {"upvote", "downvote"} <= said:
            yield at


def _name_above(lines: Sequence[Line], at: int) -> int | None:
    """The position of who spoke, above a line that says when."""
    above = last_text(lines, 0, at)
    while above is not None and lines[above].bare.casefold() in _BADGES:
        above = last_text(lines, 0, above)
    if above is None or len(lines[above].bare) > _LONGEST_NAME or lines[above].is_label:
        return None
    line = lines[above]
    named = len(line.bare.split()) <= _NAME_WORDS and not line.is_sentence and not is_answer_label(line)
    return above if named else None


def _beginning(
    lines: Sequence[Line], start: int, end: int, times: Collection[int], feet: Collection[int]
) -> int | None:
    """Where the comments below a question begin: not before something stands below its first line."""
    first = next_text(lines, start + 1)
    names = [name for at in times if start < at < end and (name := _name_above(lines, at)) is not None]
    found = min([at for at in (*names, *feet) if first is not None and first < at < end], default=None)
    while found is not None:
        above = last_text(lines, start + 1, found)
        if above is None or not _INTRODUCE.fullmatch(lines[above].bare[:_LONGEST]):
            break
        found = above
    return found
