"""What a document says of itself, where no form is certain by its own lines.

In: weighed patterns, and lines. Out: the patterns with what the document as a whole adds to them. It must not
know which lines have a form, nor which patterns stay certain beside each other.
"""

from collections.abc import Collection, Sequence

from awsdeck.model import Pattern
from awsdeck.readers import outline
from awsdeck.readers.evidence import FEW, raised
from awsdeck.readers.headings import OF_QUESTIONS
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ROW

_TITLE_LINES = 3  # of text, among which a document says what it is


def weighed(patterns: Sequence[Pattern], lines: Sequence[Line], hidden: Collection[int]) -> list[Pattern]:
    """The patterns weighed anew, the heaviest first."""
    found = [
        raised(pattern, *outline.evidence(lines, hidden)) if pattern.form == "h3" else pattern
        for pattern in patterns
    ]
    filled = sum(not line.blank for line in lines)
    found = [
        raised(pattern, ("nothing but such rows", 2.5))
        if pattern.form == ROW and FEW <= pattern.count >= filled - 1
        else pattern
        for pattern in found
    ]
    found.sort(key=lambda pattern: (-pattern.score, -pattern.count))
    if _speaks_of_questions(lines) and found[0].count >= FEW:
        found[0] = raised(found[0], ("the document says that it holds questions", 2.0))
    return found


def _speaks_of_questions(lines: Sequence[Line]) -> bool:
    """The first lines say that questions follow."""
    first = [line.bare for line in lines[: 4 * _TITLE_LINES] if not line.blank][:_TITLE_LINES]
    return any(OF_QUESTIONS.search(text) for text in first)
