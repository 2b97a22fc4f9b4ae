"""What a page puts beside each of its questions: ``Hide Solution Discussion 14``.

In: the lines of a document, and the marks of its questions. Out: the lines without such furniture, and what
was taken out. It must not know of furniture that stands in a document once, nor how an answer is read.

The same words (numbers in them may differ) at the same place of several questions are weighed together by
named features: what answers repeat, such as "Example", is no furniture.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, furniture, options, verbatim
from awsdeck.readers.lines import Line, Lines, distinct, positions
from awsdeck.readers.marks import Mark, asks, behind_label, is_answer_label, last_text, next_text
from awsdeck.source import Source

CERTAIN = 4
POSSIBLE = 3
_EVERY, _MOST = 0.8, 0.5  # of the questions
_FEW = 3  # questions: what two share may be chance
_MOST_WORDS = 6
_DEEPEST = 4  # lines between the number of a question and what it asks
_WORDS = frozenset(
    (
        *("topic", "question", "questions", "answer", "answers", "solution", "solutions", "explanation"),
        *("show", "hide", "view", "reveal", "report", "bookmark", "flag", "next", "previous"),
        *("discussion", "discussions", "comments", "community", "distribution"),
        *("vote", "votes", "voted", "upvoted", "most", "upvote", "upvotes", "downvote", "downvotes"),
        *("section", "none", "reference", "references"),
        *("share", "copy", "copied", "link", "reply", "replies", "likes"),
    )
)
_BUTTONS = frozenset(
    ("share", "report", "reply", "permalink", "bookmark", "flag", "follow", "upvote", "downvote")
)
_THUMBS = frozenset("👍👎❤♥⬆⬇▲▼△▽💬👏⭐")
_BESIDE_THUMBS = frozenset("0123456789 .,k+|·\ufe0f")
_RESULT = "result"
_RESULTS = frozenset(("correct", "incorrect", "skipped", "unanswered", "unattempted"))  # of who took a test
_PARTED = str.maketrans("/:()", "    ")
_HEAD = late(r"(?P<head>Q[a-z]{0,10} ?#?\d{1,4}) ?(?P<beside>[A-Z][a-z]{2,15} \d{1,4})")
_DIGITS = re.compile(r"\d+")
_SHARE_OF_VOTES = re.compile(r"(?:[A-H]{1,6}\s*+)?+\(?\d{1,3}(?:\.\d+)?+\s?%\)?")
_SIGNED = re.compile(
    r"[A-H](?:(?:\s?[,&/])?\s?[A-H])*+\s++(?P<sign>[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]{1,4})"
)
_FIRST_SIGN = "\u2190"
_LONGEST = 60  # characters of such a line or sign

_OWN, _TOP, _OPTION, _LETTERS = "line", "below the number", "behind an option", "behind the letters"


class Found(NamedTuple):
    """The lines without furniture, the furniture, and lines that only may be some.

    ``whole`` are the positions of lines that were nothing else.
    """

    lines: Sequence[Line]
    furniture: tuple[Line, ...] = ()
    whole: frozenset[int] = frozenset()
    unsure: tuple[Line, ...] = ()

    def problems(self, source: Source) -> Iterator[Problem]:
        """What to tell of the lines that only may be furniture."""
        for line in self.unsure:
            yield warning(
                source.at(line.number),
                "unsure-furniture",
                f"not sure whether this is of the page or of its questions: {line.bare!r}",
                "delete it wherever it stands if it belongs to the page",
            )


class _Seen(NamedTuple):
    """Text that may be furniture: the line at ``at``, or its end, within the ``question``-th question."""

    at: int
    text: str
    question: int


def divided(lines: Lines) -> Lines:
    """The lines with what a page puts behind the number of each question on a line of its own.

    ``Question #1Topic 1`` is how a browser copies two things that stand beside each other.
    """
    heads = {
        text: match
        for text, line in distinct(lines).items()
        if line.bare[:1] in "Qq" and line.bare[-1:].isdecimal() and (match := _HEAD.fullmatch(line.bare))
    }
    heads = {text: match for text, match in heads.items() if _is_worded(match["beside"])}
    if len(heads) < _FEW:
        return lines
    found: list[Line] = []
    for line in lines:
        match = heads.get(line.text)
        parts = (
            [line]
            if match is None
            else [Line(line.number, match["head"]), Line(line.number, match["beside"])]
        )
        found += parts
    return Lines(found)


def find(lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int] = ()) -> Found:
    """Take out what comes back with the questions; ``hidden`` are the positions of code."""
    if len(marks) < 2:
        return Found(lines)
    taken: dict[int, str] = {}
    unsure: list[int] = []
    parts = [*pairwise([*(mark.at for mark in marks), len(lines)])]
    groups = _groups(lines, marks, parts, hidden)
    for (_, place), group in groups.items():
        score = _score(lines, place, group, parts)
        if score >= CERTAIN:
            taken |= {seen.at: seen.text for seen in group}
        elif score >= POSSIBLE and _is_worded(group[0].text) and (len(group) > 1 or place == _OPTION):
            unsure.append(group[0].at)
    taken |= {at: lines[at].bare for at in _tallies(lines, taken)}
    taken |= {at: lines[at].bare for at in _names_above(lines, taken)}
    taken |= {at: lines[at].bare for at in _below_numbers(lines, marks, parts, taken)}
    doubtful = tuple(lines[at] for at in unsure if at not in taken)
    if not taken:
        return Found(lines, unsure=doubtful)
    kept = list(lines)
    for at, text in taken.items():
        kept[at] = Line(lines[at].number, lines[at].text.rstrip()[: -len(text)].rstrip(), lines[at].joined)
    return Found(
        Lines(kept),
        tuple(Line(lines[at].number, text) for at, text in sorted(taken.items())),
        frozenset(at for at in taken if kept[at].blank),
        doubtful,
    )


def _groups(
    lines: Sequence[Line], marks: Sequence[Mark], parts: Sequence[tuple[int, int]], hidden: Collection[int]
) -> Mapping[tuple[str, str], list[_Seen]]:
    """What may be furniture, by its words and its place."""
    found: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    begun = {mark.at for mark in marks}
    worded = {
        text
        for text, line in distinct(lines).items()
        if _may_be_worded(line) and (_may_stand_alone(line) or line.is_label or _counts_thumbs(line.bare))
    }
    told = (*positions(lines, options.is_lettered), *positions(lines, is_answer_label))
    for question, (start, end) in enumerate(parts if worded or told else ()):
        for at in (at for at in range(start, end) if worded and lines[at].text in worded):
            if at not in hidden and at not in begun:
                found[_shape(lines[at].bare), _OWN].append(_Seen(at, lines[at].bare, question))
        for at in positions(lines, options.is_lettered, start, end):
            if at not in hidden and (text := _behind_option(lines[at].bare)):
                found[_shape(text), _OPTION].append(_Seen(at, text, question))
        for at in positions(lines, is_answer_label, start, end):
            if at not in hidden and (text := _behind_letters(lines[at])):
                found[text, _LETTERS].append(_Seen(at, text, question))
    return found


def _score(
    lines: Sequence[Line], place: str, group: Sequence[_Seen], parts: Sequence[tuple[int, int]]
) -> int:
    """What speaks for some words' being furniture; ``parts`` are where each question begins and ends."""
    share = len({seen.question for seen in group}) / len(parts)
    inner = sum(place == _OWN and _is_inner(lines, seen.at, parts[seen.question]) for seen in group)
    features = (
        ("with nearly every question", 2, share >= _EVERY),
        ("with most questions", 1, _MOST <= share < _EVERY),
        ("made of words that pages put beside questions", 3, _is_worded(group[0].text)),
        ("the word on a button", 2, place == _OWN and _is_button(group[0].text)),
        ("thumbs and their number", 3, place == _OWN and _counts_thumbs(group[0].text)),
        ("a sign and no word, behind the letters of an answer", 3, place == _LETTERS),
        ("below the number, above what the question asks", 2, place == _TOP),
        ("votes stand below it", 2, place == _OWN and all(_votes_below(lines, seen.at) for seen in group)),
        ("between two lines of an answer", -2, inner > _MOST * len(group)),
        ("there are but two questions", -1, len(parts) < _FEW),
    )
    return sum(weight for _, weight, holds in features if holds)


def _may_stand_alone(line: Line) -> bool:
    """A few words that state nothing, ask nothing and announce nothing."""
    few = 1 <= len(line.words) <= _MOST_WORDS and len(line.bare) <= _LONGEST
    return few and not (
        line.is_item
        or line.is_label
        or line.is_sentence
        or options.is_lettered(line)
        or is_answer_label(line)
        or verbatim.is_preformatted(line)
    )


def _is_inner(lines: Sequence[Line], at: int, part: tuple[int, int]) -> bool:
    """Neither the question nor its options, its answer's label, its end or votes stand next to the line."""
    start, end = part
    above, below = last_text(lines, start, at), next_text(lines, at + 1)
    if above in (None, start) or below is None or below >= end:
        return False
    if asks(lines[above].bare) or _is_share(lines[below]) or _may_be_worded(lines[below]):
        return False
    if furniture.is_of_page(lines[below].bare) or lines[above].bare.casefold() in _WORDS:
        return False
    near = (lines[above], lines[below])
    return not any(options.is_lettered(line) or is_answer_label(line) for line in near)


def _may_be_worded(line: Line) -> bool:
    if not 0 < len(line.bare) <= _LONGEST or (":" in line.bare and not _labels_nothing(line.bare)):
        return False
    words = line.bare.casefold().translate(_PARTED).split()
    worded = not _WORDS.isdisjoint(words) and _is_worded(line.bare)
    return worded or _is_button(line.bare) or _counts_thumbs(line.bare)


def _labels_nothing(text: str) -> bool:
    """A label with nothing behind it, or with the word that there is nothing: ``Section: (none)``."""
    _, _, value = text.partition(":")
    return value.strip(" ()").casefold() in ("", "none")


def _is_button(text: str) -> bool:
    return text.casefold() in _BUTTONS


def _counts_thumbs(text: str) -> bool:
    """How many people liked it, and nothing else."""
    signs = _THUMBS.intersection(text) if not text.isascii() else ()
    return bool(signs) and any(map(str.isdecimal, text)) and not set(text) - _THUMBS - _BESIDE_THUMBS


def _is_worded(text: str) -> bool:
    """Two words of a page or more, or one with a number, and no other word."""
    words = Line(0, text).words
    told = all(word.casefold() in _WORDS for word in words)
    return told and len(words) + bool(_DIGITS.search(text)) >= 2 and bool(words)


def _shape(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text.casefold()).split())


def _behind_option(text: str) -> str:
    """The words of a page at the end of an option, as they stand there."""
    rest = text
    for _ in range(_MOST_WORDS):
        two = rest.rsplit(None, 1)
        if len(two) < 2 or two[1].casefold() not in _WORDS:
            break
        rest = two[0]
    end = text[len(rest) :].strip()
    return end if end[:1].isupper() and _is_worded(end) and len(rest.split()) > 1 else ""


def _behind_letters(line: Line) -> str:
    """The sign at the end of the line of an answer that is nothing but letters."""
    if line.bare[-1] < _FIRST_SIGN or len(line.bare) > _LONGEST:
        return ""
    said = _SIGNED.fullmatch(behind_label(line.text) or "")
    return said["sign"] if said else ""


def _votes_below(lines: Sequence[Line], at: int) -> bool:
    below = next_text(lines, at + 1)
    return below is not None and _is_share(lines[below])


def _is_share(line: Line) -> bool:
    return "%" in line.bare and _SHARE_OF_VOTES.fullmatch(line.bare[:_LONGEST]) is not None


def _tallies(lines: Sequence[Line], taken: Collection[int]) -> Iterator[int]:
    """The lines right below furniture that say how many people voted for an option."""
    for at in taken:
        below = at + 1
        while below < len(lines) and (lines[below].blank or _is_share(lines[below])):
            if not lines[below].blank:
                yield below
            below += 1


def _names_above(lines: Sequence[Line], taken: Collection[int]) -> Iterator[int]:
    """One word of a page alone, right above what was taken and right below it: ``Explanation``."""
    for at in taken:
        above = last_text(lines, 0, at)
        if above is None or above in taken or lines[above].bare.casefold() not in _WORDS:
            continue
        if last_text(lines, 0, above) in taken:
            yield above


def _below_numbers(
    lines: Sequence[Line],
    marks: Sequence[Mark],
    parts: Sequence[tuple[int, int]],
    taken: Collection[int],
) -> Iterator[int]:
    """The same line in nearly every question between its number and what it asks."""
    alone = [mark for mark in marks if not mark.text]
    starts = [mark.below for mark in alone]
    for _ in range(_DEEPEST):
        group: dict[str, list[_Seen]] = defaultdict(list)
        for question, start in enumerate(starts):
            at = next(
                (at for at in range(start, len(lines)) if at not in taken and not lines[at].blank), None
            )
            if at is not None and _may_stand_above(lines, at):
                shape = _shape(lines[at].bare)
                group[_RESULT if shape in _RESULTS else shape].append(_Seen(at, lines[at].bare, question))
        found = max(group.values(), key=len, default=[])
        if not found or len(alone) < _FEW or _score(lines, _TOP, found, parts) < CERTAIN:
            return
        for seen in found:
            yield seen.at
            starts[seen.question] = seen.at + 1


def _may_stand_above(lines: Sequence[Line], at: int) -> bool:
    """The line may be furniture, and what the question asks stands below it."""
    line, below = lines[at], next_text(lines, at + 1)
    if below is None or not _may_stand_alone(line) or asks(line.bare) or difficulty.is_badge(line.bare):
        return False
    return not (options.is_lettered(lines[below]) or is_answer_label(lines[below]))
