"""Remarks that copied text sets apart by a word: ``Tip: …``, ``⚠️ Warning: …``.

In: lines of prose. Out: which of them begin a remark, and call-outs. It must not know where a remark ends.
"""

import re
from collections.abc import Sequence

from awsdeck.model import Callout, Paragraph, Text
from awsdeck.readers.lines import Line

_NAMED = re.compile(
    r"(?:[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*+)?+"
    r"(?P<whole>(?P<pro>Pro[ -])?+(?P<kind>Tip|Note|Important|Warning|Caution)\s*+[:：]\s++(?P<text>\S.*))$",
    re.IGNORECASE,
)


def is_named(line: Line) -> bool:
    """The line begins with the word of a remark."""
    return _NAMED.match(line.bare) is not None


def find(lines: Sequence[Line], *, below_block: bool) -> list[int]:
    """The positions of lines that begin a remark.

    Each stands below the end of a sentence or below another remark, or all of them apart below a block; else
    the word may begin a text like any other.
    """
    named = [is_named(line) for line in lines]
    apart = below_block and all(named)
    found: list[int] = []
    for at in range(len(lines)):
        below = at > 0 and (lines[at - 1].is_sentence or found[-1:] == [at - 1])
        if named[at] and (apart or below):
            found.append(at)
    return found


def callout(lines: Sequence[Line]) -> Callout:
    """A remark without its word, which becomes its kind, if it has one; ``Pro tip`` says more and stays."""
    text = " ".join(line.bare for line in lines)
    named = _NAMED.match(text)
    kind = named["kind"].lower() if named else None
    said = named["whole" if named["pro"] else "text"] if named else text
    return Callout((Paragraph((Text(said),), line=lines[0].number),), kind, line=lines[0].number)
