"""What a page puts beside each of its questions: ``Hide Solution Discussion 14``.

In: the lines of a document, and the marks of its questions. Out: the lines without such furniture, and what
was taken out. It must not know of furniture that stands in a document once, nor how an answer is read.

The same words (numbers in them may differ) at the same place of several questions are weighed together by
named features: what answers repeat, such as "Example", is no furniture.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, furniture, options, pagewords
from awsdeck.readers.lines import Line, Lines, distinct, positions
from awsdeck.readers.marks import Mark, asks, is_answer_label, last_text, next_text
from awsdeck.source import Source

CERTAIN = 4
POSSIBLE = 3
_EVERY, _MOST = 0.8, 0.5  # of the questions
_FEW = 3  # questions: what two share may be chance
_DEEPEST = 4  # lines between the number of a question and what it asks
_RESULT = "result"
_RESULTS = frozenset(("correct", "incorrect", "skipped", "unanswered", "unattempted"))  # of who took a test
_HEAD = late(r"(?P<head>Q[a-z]{0,10} ?#?\d{1,4}) ?(?P<beside>[A-Z][a-z]{2,15} \d{1,4})")
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
    heads = {text: match for text, match in heads.items() if pagewords.is_worded(match["beside"])}
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
        elif (
            score >= POSSIBLE and pagewords.is_worded(group[0].text) and (len(group) > 1 or place == _OPTION)
        ):
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
        if pagewords.may_be_worded(line)
        and (pagewords.may_stand_alone(line) or line.is_label or pagewords.counts_thumbs(line.bare))
    }
    told = (*positions(lines, options.is_lettered), *positions(lines, is_answer_label))
    for question, (start, end) in enumerate(parts if worded or told else ()):
        for at in (at for at in range(start, end) if worded and lines[at].text in worded):
            if at not in hidden and at not in begun:
                found[pagewords.shape(lines[at].bare), _OWN].append(_Seen(at, lines[at].bare, question))
        for at in positions(lines, options.is_lettered, start, end):
            if at not in hidden and (text := pagewords.behind_option(lines[at].bare)):
                found[pagewords.shape(text), _OPTION].append(_Seen(at, text, question))
        for at in positions(lines, is_answer_label, start, end):
            if at not in hidden and (text := pagewords.behind_letters(lines[at])):
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
        ("made of words that pages put beside questions", 3, pagewords.is_worded(group[0].text)),
        ("the word on a button", 2, place == _OWN and pagewords.is_button(group[0].text)),
        ("thumbs and their number", 3, place == _OWN and pagewords.counts_thumbs(group[0].text)),
        ("a sign and no word, behind the letters of an answer", 3, place == _LETTERS),
        ("below the number, above what the question asks", 2, place == _TOP),
        ("votes stand below it", 2, place == _OWN and all(_votes_below(lines, seen.at) for seen in group)),
        ("between two lines of an answer", -2, inner > _MOST * len(group)),
        ("there are but two questions", -1, len(parts) < _FEW),
    )
    return sum(weight for _, weight, holds in features if holds)


def _is_inner(lines: Sequence[Line], at: int, part: tuple[int, int]) -> bool:
    """Neither the question nor its options, its answer's label, its end or votes stand next to the line."""
    start, end = part
    above, below = last_text(lines, start, at), next_text(lines, at + 1)
    if above in (None, start) or below is None or below >= end:
        return False
    if (
        asks(lines[above].bare)
        or pagewords.is_share_of_votes(lines[below])
        or pagewords.may_be_worded(lines[below])
    ):
        return False
    if furniture.is_of_page(lines[below].bare) or pagewords.is_word(lines[above].bare):
        return False
    near = (lines[above], lines[below])
    return not any(options.is_lettered(line) or is_answer_label(line) for line in near)


def _votes_below(lines: Sequence[Line], at: int) -> bool:
    below = next_text(lines, at + 1)
    return below is not None and pagewords.is_share_of_votes(lines[below])


def _tallies(lines: Sequence[Line], taken: Collection[int]) -> Iterator[int]:
    """The lines right below furniture that say how many people voted for an option."""
    for at in taken:
        below = at + 1
        while below < len(lines) and (lines[below].blank or pagewords.is_share_of_votes(lines[below])):
            if not lines[below].blank:
                yield below
            below += 1


def _names_above(lines: Sequence[Line], taken: Collection[int]) -> Iterator[int]:
    """One word of a page alone, right above what was taken and right below it: ``Explanation``."""
    for at in taken:
        above = last_text(lines, 0, at)
        if above is None or above in taken or not pagewords.is_word(lines[above].bare):
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
                shape = pagewords.shape(lines[at].bare)
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
    if (
        below is None
        or not pagewords.may_stand_alone(line)
        or asks(line.bare)
        or difficulty.is_badge(line.bare)
    ):
        return False
    return not (options.is_lettered(lines[below]) or is_answer_label(lines[below]))
