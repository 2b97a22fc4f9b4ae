"""Lines that somebody drew between the parts of a text: ``-----``, ``=====``, ``* * *``.

In: the lines of a document, and the marks of its questions. Out: the positions of such lines. It must not
know what the parts are.

Such a line may belong to a table, to output or to a diagram as well: there it touches what is no prose on one
side, or text on both.
"""

from collections.abc import Collection, Sequence

from awsdeck.late import late
from awsdeck.readers import verbatim
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import Mark, last_text, next_text

_DRAWN = late(r"(?P<sign>[-=_*─━═—–])(?: ?(?P=sign)){2,}+")
_LONGEST = 200
_CELLS = ("|", "\t", "+-", "   ")


def find(lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int] = ()) -> frozenset[int]:
    """The positions of lines that part questions or paragraphs; ``hidden`` are those of code."""
    asked = {mark.at for mark in marks}
    return frozenset(at for at in positions(lines, is_drawn) if at not in hidden and _parts(lines, at, asked))


def is_drawn(line: Line) -> bool:
    """Nothing but one sign again and again."""
    return 2 < len(line.bare) <= _LONGEST and _DRAWN.fullmatch(line.bare) is not None


def _parts(lines: Sequence[Line], at: int, asked: Collection[int]) -> bool:
    """The line stands right above a question, ends the document, or touches prose on one side at most."""
    above, below = last_text(lines, 0, at), next_text(lines, at + 1)
    if below is None or below in asked:
        return True
    near = [lines[place] for place in (above, below) if place is not None and abs(place - at) == 1]
    if any(verbatim.is_preformatted(line) or any(sign in line.bare for sign in _CELLS) for line in near):
        return False
    return len(near) < 2
