"""Remarks that copied text sets apart by a word: ``Tip: …``, ``⚠️ Warning: …``.

In: lines of prose. Out: which of them begin a remark, and call-outs. It must not know where a remark ends.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Callout, Paragraph, Text
from awsdeck.readers.lines import Line

_ICON = r"(?:[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*+)?+"
_WORD = r"(?P<pro>Pro[ -])?+(?P<kind>Tip|Note|Important|Warning|Caution)"
_NAMED = late(rf"{_ICON}(?P<whole>{_WORD}\s*+[:：]\s++(?P<text>\S.*))$", re.IGNORECASE)
_ALONE = late(rf"{_ICON}{_WORD}\s*+[:：]?$", re.IGNORECASE)
_ENDS = late(r"[.!?…][\"'”’)\]]*+$")


class Remark(NamedTuple):
    """The positions of the line with the word of a remark, and of the line with its first text."""

    first: int
    text: int


def is_named(line: Line) -> bool:
    """The line begins with the word of a remark."""
    return _NAMED.match(line.bare) is not None


def find(lines: Sequence[Line], *, below_block: bool) -> list[Remark]:
    """Where remarks begin.

    Each stands below the end of a sentence or below another remark, or all of them apart below a block; else
    the word may begin a text like any other.
    """
    named = _named(lines)
    apart = below_block and sum(remark.text - remark.first + 1 for remark in named) == len(lines)
    found: list[Remark] = []
    for remark in named:
        above = remark.first - 1
        below = above >= 0 and (
            _ENDS.search(lines[above].bare) or above in (last.text for last in found[-1:])
        )
        if apart or below:
            found.append(remark)
    return found


def _named(lines: Sequence[Line]) -> list[Remark]:
    """Each word with text behind it, or alone on the line above a sentence."""
    found: list[Remark] = []
    for at, line in enumerate(lines):
        if is_named(line):
            found.append(Remark(at, at))
        elif _ALONE.match(line.bare) and at + 1 < len(lines) and _begins_sentence(lines[at + 1]):
            found.append(Remark(at, at + 1))
    return found


def _begins_sentence(line: Line) -> bool:
    return line.is_sentence and not line.bare[0].islower()


def callout(lines: Sequence[Line]) -> Callout:
    """A remark without its word, which becomes its kind, if it has one; ``Pro tip`` says more and stays."""
    alone = _ALONE.match(lines[0].bare) if len(lines) > 1 else None
    text = " ".join(line.bare for line in lines[1 if alone else 0 :])
    named = alone or _NAMED.match(text)
    if named and named["pro"]:
        text = f"{named['pro']}{named['kind']}: {text}" if alone else named["whole"]
    elif named and not alone:
        text = named["text"]
    kind = named["kind"].lower() if named else None
    return Callout((Paragraph((Text(text),), line=lines[0].number),), kind, line=lines[0].number)
