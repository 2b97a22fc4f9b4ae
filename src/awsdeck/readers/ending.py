"""Whether a pasted page goes on behind the last answer: its tags, or what stands apart as nothing else does.

In: the lines of the last answer and of the others. Out: where that begins, or where it isn't sure. It must
not know of sections that name themselves, such as ``Related posts``: `furniture` does.

What could be an answer stays one: tags are told by features that add up, and by the other answers.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from awsdeck.late import late
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
_COMMON = 0.25  # of the other answers hold a word, and it tells nothing of one
_SEVERAL = 2
_LONG_WORD, _STEM = 4, 6  # letters
_MARKS = ".-'’"
# Who wrote a page, who reads it, and the page: where no other answer speaks of them, they tell of its end.
_PERSONS = (
    frozenset(("i", "i've", "i'm", "we", "we've", "me", "us", "my", "our", "author")),
    frozenset(("you", "your", "you're", "you've", "yours", "yourself")),
    frozenset(("interview", "interviews", "questions", "list", "article", "post", "guide", "page", "blog")),
)

_HASHTAGS = late(r"(?:#[^\W\d_][\w-]*+[\s,]*+)++")
_OF_POSTS = late(
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


def below_gap(
    lines: Sequence[Line],
    last: tuple[int, int],
    others: Sequence[tuple[int, int]],
    asked: Sequence[tuple[int, int]] = (),
) -> Ending:
    """Look below a blank line in the last answer, where the other answers have none between paragraphs.

    ``asked`` is where each question stands, that of the last answer behind all others.
    """
    if len(others) < _FEWEST_OTHERS or any(_gap(lines, *other) is not None for other in others):
        return Ending()
    at = _gap(lines, *last)
    if at is None:
        return Ending()
    found = _weighed(lines, at, last, others)
    if found.at is None and found.unsure is not None and asked:
        above = _Above(lines, asked, others, (last[0], at))
        while at is not None and above.is_taken_up(lines[at : _paragraph_end(lines, at)]):
            at = next_text(lines, _paragraph_end(lines, at))
        return Ending() if at is None or at >= last[1] else _weighed(lines, at, last, others)
    return found


def _weighed(
    lines: Sequence[Line], at: int, last: tuple[int, int], others: Sequence[tuple[int, int]]
) -> Ending:
    """Whether the page goes on at a line below a blank one, as no other answer does."""
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


def _paragraph_end(lines: Sequence[Line], at: int) -> int:
    return next((below for below in range(at, len(lines)) if lines[below].blank), len(lines))


class _Above:
    """What the last question and its answer speak of, beside what the others do."""

    def __init__(
        self,
        lines: Sequence[Line],
        asked: Sequence[tuple[int, int]],
        others: Sequence[tuple[int, int]],
        answer: tuple[int, int],
    ) -> None:
        questions = [_subjects(lines[start:end]) for start, end in asked]
        answers = [_subjects(lines[start:end]) for start, end in (*others, answer)]
        parts = [question | said for question, said in zip(questions, answers, strict=True)]
        counts = Counter(word for part in parts[:-1] for word in part)
        common = {word for word, count in counts.items() if count > max(1, _COMMON * len(others))}
        self._asked = questions[-1] - common
        self._said = parts[-1] - common
        self._others = [question - common - self._said for question in questions[:-1]]
        spoken = {
            word.casefold() for start, end in others for line in lines[start:end] for word in line.words
        }
        self._persons = [words for words in _PERSONS if words.isdisjoint(spoken)]

    def is_taken_up(self, paragraph: Sequence[Line]) -> bool:
        """It goes on with what stands above, and neither sums up the document nor turns to who reads it."""
        said = _subjects(paragraph)
        spoken = {word.strip(_MARKS).casefold() for line in paragraph for word in line.words}
        if any(spoken & words for words in self._persons):
            return False
        if sum(bool(said & other) for other in self._others) >= _SEVERAL:
            return False
        return bool(said & self._asked) or len(said & self._said) >= _SEVERAL


def _subjects(lines: Sequence[Line]) -> frozenset[str]:
    """The beginnings of words that carry a meaning: of the long ones and of abbreviations."""
    found = (word.strip(_MARKS) for line in lines for word in line.words)
    return frozenset(
        word[:_STEM].casefold()
        for word in found
        if len(word) >= _LONG_WORD or any(letter.isupper() or letter.isdigit() for letter in word[1:])
    )


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
