"""What the headings of a document say of its plan: a title, categories, questions.

In: lines, and the positions of those that are no text. Out: named evidence that headings of the third level
are questions. It must not know what the headings say, but for versions and days.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import next_text

_HEADING = late(r" {0,3}(?P<marks>#{1,3})\s+\S")
_RELEASE = late(
    r"[^0-9A-Za-z]{0,4}(?:v(?:ersion)?\s?)?\d{1,4}\.\d{1,4}|.{0,60}\b\d{4}-\d\d-\d\d\b", re.IGNORECASE
)
# A heading in a guide tells its reader what to do next; a question asks to explain, design, compare…
_STEP = late(
    r"(?:\d{1,3}[.)]\s)?(?:add|attach|build|check|choose|clean|click|configure|connect|copy|create|delete|deploy|enable|"
    r"generate|get|go|handle|install|launch|log|make|open|prepare|push|read|register|remove|run|select|set|sign|start|stop|"
    r"test|update|upload|verify|wait|watch|write)\b(?!.*\?)",
    re.IGNORECASE,
)


def evidence(lines: Sequence[Line], hidden: Collection[int]) -> tuple[tuple[str, float], ...]:
    """What speaks for the third level, each with its weight."""
    found = list(_headings(lines, hidden))
    levels = [level for _, level in found]
    if {1, 2} <= set(levels):
        place = ("the level of questions, under a title and categories", 2.0)
    else:
        place = ("the level of questions", 1.0)
    texts = [(level, lines[at].text.lstrip("# ")) for at, level in found]
    if not _is_plain(found, lines) or any(_RELEASE.match(text) for _, text in texts):
        return (place,)
    third = [text for level, text in texts if level == 3]
    steps = sum(bool(_STEP.match(text)) for text in third) / len(third)
    return (
        place,
        ("an outline of nothing but questions", 2.5),
        *([(f"{steps:.0%} tell what to do, as steps", -2.5 * steps)] if steps else []),
    )


def _headings(lines: Sequence[Line], hidden: Collection[int]) -> Iterator[tuple[int, int]]:
    """The positions of headings down to the third level, and their levels."""
    for at, line in enumerate(lines):
        match = None if at in hidden else _HEADING.match(line.text)
        if match:
            yield at, len(match["marks"])


def _is_plain(found: Sequence[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """At most one title, at the top, and below a category its first question at once."""
    levels = [level for _, level in found]
    categories_hold_questions = all(
        after == 3 and next_text(lines, at + 1) == next_at
        for (at, level), (next_at, after) in pairwise(found)
        if level == 2
    )
    return 3 in levels and levels[-1] == 3 and 1 not in levels[1:] and categories_hold_questions
