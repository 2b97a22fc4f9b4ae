"""Whose difficulty a line such as ``Level: Easy`` between two questions states.

In: lines, and where their questions begin. Out: the line of each question's difficulty, or of those of which
it can't be told. It must not know how an answer is read; a difficulty right under a question is its reader's.

Between an answer and the next question such a line may end the one or announce the other: the document as a
whole shows which. Every feature adds its weight, and `CERTAIN` is enough in either direction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from awsdeck.model import Difficulty, Passage
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty
from awsdeck.readers.lines import Line, Lines, positions
from awsdeck.readers.marks import Mark, next_text
from awsdeck.source import Source

CERTAIN = 2.0
_MOST = 0.6  # of the questions have such a line, or it heads a section
_FEWEST = 2
_LONGEST = 60  # characters
_HEADING_WORDS = 9


class Levels(NamedTuple):
    """Where difficulties stand between questions, and whose they are.

    ``of`` and ``lines`` hold by a question's position its difficulty and the position of the line that states
    it; ``unsure`` are positions of lines that state the difficulty of the question above or below them.
    """

    of: Mapping[int, Difficulty] = MappingProxyType({})
    lines: Mapping[int, int] = MappingProxyType({})
    unsure: tuple[int, ...] = ()


class _Between(NamedTuple):
    """A difficulty line at ``at``, the question above it and the one below; None beyond the ends."""

    at: int
    above: Mark | None
    below: Mark | None
    headed: bool
    """A heading stands between the line and the question below."""


def between(lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int] = ()) -> Levels:
    """Find the difficulty lines between questions, and whose they are."""
    if not any(True for _ in positions(lines, _is_rating)):
        return Levels()
    found = list(_lines_between(lines, marks, hidden))
    regular = len(found) >= max(_FEWEST, _MOST * len(marks))
    if not regular or any(mark.level for mark in marks):
        return Levels()
    below = _ends_answers(lines, found, marks)
    if abs(below) < CERTAIN:
        return Levels(unsure=tuple(line.at for line in found))
    places: dict[int, int] = {}
    for line in found:
        mark = line.above if below > 0 else line.below
        if mark:
            places[mark.at] = line.at
    stated = {at: difficulty.alone(lines[place].bare) for at, place in places.items()}
    return Levels({at: level for at, level in stated.items() if level}, places)


def without(lines: Sequence[Line], found: Levels) -> Sequence[Line]:
    """The lines with those blanked that state the difficulty of a question."""
    if not (found.lines or found.unsure):
        return lines
    rating = frozenset((*found.lines.values(), *found.unsure))
    return Lines([Line(line.number, "") if at in rating else line for at, line in enumerate(lines)])


def _ends_answers(lines: Sequence[Line], found: Sequence[_Between], marks: Sequence[Mark]) -> float:
    """How strongly the lines belong to the question above them; below 0, to the one below."""
    first, last = found[0], found[-1]
    inner = [line for line in found if line.above and line.below]
    leaning = sum(_leaning(lines, line) for line in inner) / max(1, len(inner))
    headed = sum(line.headed for line in inner) / max(1, len(inner))
    features = (
        ("one stands below the last answer", 3.0, last.above is marks[-1]),
        ("one stands above the first question", -3.0, first.below is marks[0]),
        ("they stand at the text above, apart from the question", 2 * leaning, True),
        ("categories stand between them and the question", 3.0, headed > 0),
    )
    return sum(weight for _, weight, holds in features if holds)


def _leaning(lines: Sequence[Line], found: _Between) -> int:
    """1 for a line that touches the text above only, -1 for one that touches the text below only."""
    above = found.at > 0 and not lines[found.at - 1].blank
    below = found.at + 1 < len(lines) and not lines[found.at + 1].blank
    return above - below


def _lines_between(
    lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int]
) -> Iterator[_Between]:
    """The difficulty lines that stand before the first question, behind the last, and between two."""
    before = _last_texts(lines, 0, marks[0].at) if marks else []
    if before and _states(lines, before[0], hidden):
        yield _Between(before[0], None, marks[0], headed=False)
    for mark, after in pairwise(marks):
        for depth, at in enumerate(_last_texts(lines, _answer(lines, mark), after.at)):
            if _states(lines, at, hidden):
                yield _Between(at, mark, after, headed=depth > 0)
                break
            if not _may_head(lines[at]):
                break
    for mark in marks[-1:]:
        rest = range(_answer(lines, mark), len(lines))
        stated = [at for at in rest if not lines[at].blank and _states(lines, at, hidden)]
        if len(stated) == 1:
            yield _Between(stated[0], mark, None, headed=False)


def _answer(lines: Sequence[Line], mark: Mark) -> int:
    """The position behind the first line of an answer: a difficulty there stands right under the question."""
    first = next_text(lines, mark.below)
    return mark.below if mark.rest or first is None else first + 1


def _last_texts(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """The positions of the last line with text, and of the one before it."""
    found: list[int] = []
    for at in range(end - 1, start - 1, -1):
        if not lines[at].blank and lines[at].bare.strip("-*_ "):
            found.append(at)
            if len(found) == 2:
                break
    return found


def _states(lines: Sequence[Line], at: int, hidden: Collection[int]) -> bool:
    """The line is nothing but a difficulty."""
    return at not in hidden and _is_rating(lines[at])


def _is_rating(line: Line) -> bool:
    return (
        len(line.bare) <= _LONGEST
        and difficulty.may_be_badge(line.bare)
        and not line.is_item
        and difficulty.is_badge(line.bare.strip("*_` "))
    )


def _may_head(line: Line) -> bool:
    """Few words that state nothing, as a category is written."""
    return line.bare.startswith("#") or (len(line.words) <= _HEADING_WORDS and not line.is_sentence)


def passages(lines: Sequence[Line], found: Levels) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The lines that state a question's difficulty, and those of which it can't be told whose they state."""

    def of(positions: Iterable[int], why: str) -> tuple[Passage, ...]:
        chosen = [lines[at] for at in sorted(positions)]
        return tuple(Passage(line.number, line.last, line.bare, why) for line in chosen)

    return (
        of(found.lines.values(), "the difficulty of a question"),
        of(found.unsure, "a difficulty, but of which question?"),
    )


def problems(source: Source, lines: Sequence[Line], found: Levels) -> list[Problem]:
    """One problem, at the first of the lines of which it can't be told whose they are."""
    return [
        warning(
            source.at(lines[at].number),
            "unsure-difficulty",
            f"not sure whether {lines[at].bare!r} is the difficulty of the question above or below it"
            f" ({len(found.unsure)} such lines)",
            "put each right under its question, or leave no blank line between it and the answer it follows",
        )
        for at in found.unsure[:1]
    ]
