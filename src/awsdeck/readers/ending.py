"""Whether a pasted page goes on behind the last answer: its tags, or what stands apart as nothing else does.

In: the lines of the last answer and of the others. Out: where that begins, or where it isn't sure. It must
not know of sections that name themselves, such as ``Related posts``: `furniture` does.

What could be an answer stays one: tags are told by features that add up, and by the other answers.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from awsdeck.readers import verbatim
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import is_answer_label, next_text
from awsdeck.readers.options import is_lettered

CERTAIN = 5
POSSIBLE = 4
_TAG_WORDS = 4
_FEWEST_OTHERS = 2
_FEWEST_TAGS = 2
_MANY_OTHERS = 6

_HASHTAGS = re.compile(r"(?:#[^\W\d_][\w-]*+[\s,]*+)++")
_OF_POSTS = re.compile(
    r"\b(?:aws|amazon web services|cloud(?: computing)?|devops|interviews?(?: questions?)?|programming|"
    r"technology|software|engineering|careers?|tutorials?|certifications?|learning)\b",
    re.IGNORECASE,
)


class Ending(NamedTuple):
    """The position at which the page goes on, or ``unsure`` where it may."""

    at: int | None = None
    unsure: int | None = None


def find(
    lines: Sequence[Line],
    last: tuple[int, int],
    others: Sequence[tuple[int, int]],
    hidden: Collection[int] = (),
) -> Ending:
    """Look behind the last answer; ``hidden`` are positions of code."""
    run = _run(lines, *last, hidden)
    if not run:
        return Ending()
    tags = [lines[at].bare for at in run if not lines[at].blank]
    ends = [_last(lines, start, end) for start, end in others]
    hashed = any(is_hashtags(lines[at]) for at in run)
    features = (
        ("short lines that state nothing, behind a sentence", 2, hashed or len(tags) >= _FEWEST_TAGS),
        ("no other answer ends so", 1, len(ends) >= _FEWEST_OTHERS and not any(map(_is_tag, ends))),
        ("hashtags", 2, hashed),
        (
            "words that posts are tagged with",
            1,
            sum(bool(_OF_POSTS.search(text)) for text in tags) * 2 >= len(tags),
        ),
    )
    score = sum(weight for _, weight, holds in features if holds)
    if score >= CERTAIN:
        return Ending(at=run[0])
    return Ending(unsure=run[0]) if score >= POSSIBLE else Ending()


def below_gap(lines: Sequence[Line], last: tuple[int, int], others: Sequence[tuple[int, int]]) -> Ending:
    """Look below a blank line in the last answer, where the other answers have none between paragraphs."""
    if len(others) < _FEWEST_OTHERS or any(_gap(lines, *other) is not None for other in others):
        return Ending()
    at = _gap(lines, *last)
    if at is None:
        return Ending()
    features = (
        ("no other answer goes on below a blank line", 2, True),
        ("there are many others", 1, len(others) >= _MANY_OTHERS),
        ("a few words stand first, as a heading does", 1, _is_tag(lines[at]) and not is_lettered(lines[at])),
        ("each answer has its label", 1, all(_is_labelled(lines, *part) for part in (last, *others))),
        ("nothing but lists and code stands there", -2, not any(line.is_sentence for line in lines[at:])),
    )
    score = sum(weight for _, weight, holds in features if holds)
    if score >= CERTAIN:
        return Ending(at=at)
    return Ending(unsure=at) if score >= POSSIBLE else Ending()


def _gap(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The first line below a blank line within an answer, but beside code and below an announcement."""
    above = next_text(lines, start)
    while above is not None and above < end:
        below = next_text(lines, above + 1)
        if below is None or below >= end:
            return None
        if below > above + 1 and not (
            lines[above].is_label or _is_set(lines[above]) or _is_set(lines[below])
        ):
            return below
        above = below
    return None


def _is_set(line: Line) -> bool:
    """Code, an item, or what is indented."""
    return line.is_item or line.indent > 0 or verbatim.is_preformatted(line)


def _is_labelled(lines: Sequence[Line], start: int, end: int) -> bool:
    first = next_text(lines, start)
    return first is not None and first < end and is_answer_label(lines[first])


def is_hashtags(line: Line) -> bool:
    """Nothing but ``#words``."""
    return line.bare[:1] == "#" and bool(_HASHTAGS.fullmatch(line.bare[:500]))


def _run(lines: Sequence[Line], start: int, end: int, hidden: Collection[int]) -> range:
    """The lines at the end that look like tags, if a blank line parts them from a sentence above."""
    first = at = end
    while at > start and at - 1 not in hidden and (lines[at - 1].blank or _is_tag(lines[at - 1])):
        at -= 1
        if not lines[at].blank and at > start and lines[at - 1].blank:
            first = at
    before = _last(lines, start, first)
    return range(first, end) if first < end and before and before.is_sentence else range(0)


def _last(lines: Sequence[Line], start: int, end: int) -> Line | None:
    return next((lines[at] for at in range(end - 1, start - 1, -1) if not lines[at].blank), None)


def _is_tag(line: Line | None) -> bool:
    """A few words without an end, or hashtags."""
    if line is None or line.is_item:
        return False
    few = 1 <= len(line.words) <= _TAG_WORDS and line.bare[:1].isupper() and line.bare[-1].isalnum()
    return few or is_hashtags(line)
