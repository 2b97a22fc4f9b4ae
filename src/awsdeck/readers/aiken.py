"""Questions in Aiken's format: a line that asks, lettered options, ``ANSWER: B``.

In: the lines of a document. Out: a `Sheet` if nothing else stands in it but a title. It must not know how
questions are found otherwise: where each has a number, or a reason stands below its answer, they are found as
in any other text.

https://docs.moodle.org/en/Aiken_format
"""

from collections.abc import Sequence

from awsdeck.late import late
from awsdeck.readers import exported, options
from awsdeck.readers.exported import Draft, Option
from awsdeck.readers.lines import Line, chunks
from awsdeck.readers.marks import peel
from awsdeck.readers.spreadsheet import Sheet

_FEWEST = 2
_ANSWER = late(r"ANSWER:\s*+(?P<letter>[A-H])")


def find(lines: Sequence[Line]) -> Sheet | None:
    """The questions of the document, if it holds nothing else."""
    drafts: list[Draft] = []
    above: list[Line] = []
    for chunk in chunks(lines):
        start = 0
        for at, line in enumerate(chunk):
            if answer := _ANSWER.fullmatch(line.bare):
                draft = _draft(chunk[start:at], answer["letter"])
                if draft is None:
                    return None
                drafts.append(draft._replace(last=line.number))
                start = at + 1
        if start < len(chunk):
            if drafts or above or len(chunk) > 1:
                return None
            above = chunk
    return exported.sheet(drafts, (), "Aiken's format", above) if len(drafts) >= _FEWEST else None


def _draft(lines: Sequence[Line], letter: str) -> Draft | None:
    offered = options.lettered(lines, 1, len(lines)) if lines else ()
    count = len(offered)
    if (
        not count
        or offered != tuple(range(len(lines) - count, len(lines)))
        or letter > options.LETTERS[count - 1]
    ):
        return None
    asked = lines[: offered[0]]
    if (mark := peel(0, asked[0])) and mark.number is not None:
        return None
    found = tuple(
        Option(lines[at], options.is_next(lines[at], options.LETTERS.index(letter))) for at in offered
    )
    return Draft(exported.joined(asked), found)
