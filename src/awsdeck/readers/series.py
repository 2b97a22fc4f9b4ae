"""Which numbered lines are one series of questions: answers hold numbers and numbered lists as well.

In: the numbered marks of one form, in order. Out: those that begin questions, and those that may. It must
not know why a form counts: `convention` decides that for the form as a whole.

Every mark is scored by named features, some of which depend on the mark before it in the series. Of all
series that can be made of the marks, the one whose marks are furthest above the threshold is taken.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers import difficulty, verbatim
from awsdeck.readers.headings import is_title_case
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import LONE, Mark, asks, next_text, without_remark

CERTAIN = 3
POSSIBLE = 2
_IN_CHAPTER = late(r"\d{1,3}(?:\.\d{1,3})++")
_NUMBER_ENDS = 30  # characters from the beginning of a line
_REGULAR = 5  # so many numbers in a row, and the document counts its questions
_LEAP = 20
_MARGIN = 0.5  # a mark right at the threshold is worth taking


class Series(NamedTuple):
    """The marks that begin questions, and those of which it isn't sure."""

    marks: tuple[Mark, ...]
    possible: tuple[Mark, ...] = ()


class _Step(NamedTuple):
    """The best series that ends with one mark: its worth, and the step before."""

    mark: Mark
    worth: float
    before: "_Step | None"


def choose(marks: Sequence[Mark], lines: Sequence[Line]) -> Series:
    """The series among the marks of one form; those numbered by chapters count as one on from each other."""
    if marks and "n.n" in marks[0].form.split(" "):
        by_place = {mark.at: mark for mark in marks}
        found = _choose(_counted_through(marks, lines), lines)
        return Series(tuple(by_place[mark.at] for mark in found.marks))
    return _choose(marks, lines)


def _counted_through(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """The marks with numbers that go on over the chapters, with a leap where theirs don't."""
    numbers = [chapter(lines[mark.at]) for mark in marks]
    number = 1
    found: list[Mark] = []
    for mark, before, own in zip(marks, [(), *numbers], numbers, strict=False):
        if before:
            number += 1 if _is_next(before, own) else _LEAP + 1
        found.append(mark._replace(number=number))
    return found


def chapter(line: Line) -> tuple[int, ...]:
    """The numbers of a line such as ``2.10 What …``: those of its chapter, then its own."""
    number = _IN_CHAPTER.search(line.text[:_NUMBER_ENDS])
    return tuple(map(int, number[0].split("."))) if number else ()


def _is_next(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """It counts on in its chapter, or begins a later one."""
    if number[:-1] == before[:-1]:
        return number[-1] == before[-1] + 1
    return number[-1:] == (1,) and number > before


def _choose(marks: Sequence[Mark], lines: Sequence[Line]) -> Series:
    regular = longest_run([mark.number or 0 for mark in marks]) >= _REGULAR
    own = {mark.at: _own(mark, lines, after) for mark, after in zip_longest(marks, marks[1:])}
    counting = [_step_weight(step, begins=False, regular=regular) for step in range(_LEAP + 1)]
    last: dict[int, _Step] = {}
    best: _Step | None = None
    for mark in marks:
        begun = _begun(mark, own[mark.at], best, regular=regular)
        step = _best_step(begun, own[mark.at], last, best, counting)
        number = mark.number or 0
        if number not in last or step.worth > last[number].worth:
            last[number] = step
        if best is None or step.worth > best.worth:
            best = step
    taken: list[Mark] = []
    while best:
        taken.append(best.mark)
        best = best.before
    taken.reverse()
    return Series(tuple(taken), _possible(marks, taken, own, regular=regular))


def _begun(mark: Mark, own: int, best: _Step | None, *, regular: bool) -> _Step:
    """The mark at the beginning of a series, or behind the best one so far if that is worth more."""
    alone = _Step(mark, own + _after(mark, None, regular=regular) - CERTAIN + _MARGIN, None)
    if best is None or best.mark.below > mark.at:
        return alone
    worth = best.worth + own + _after(mark, best.mark, regular=regular) - CERTAIN + _MARGIN
    return _Step(mark, worth, best) if worth > alone.worth else alone


def _best_step(
    begun: _Step, own: int, last: Mapping[int, _Step], best: _Step | None, counting: Sequence[int]
) -> _Step:
    """The mark behind one of the series that end with a number shortly before its own, if that is worth more.

    ``counting`` has the weight of each step from one number to another.
    """
    mark, worth, chosen = begun
    number = mark.number or 0
    nears = range(max(0, number - _LEAP), number)
    if chosen is best is not None and best.mark.number in nears:
        nears = nears[-1:]  # the best one counts up as well: only the number right before is worth more
    for near in nears:
        before = last.get(near)
        if before:
            found = before.worth + own + counting[number - near] - CERTAIN + _MARGIN
            if found > worth and before.mark.below <= mark.at:
                worth, chosen = found, before
    return _Step(mark, worth, chosen)


def _possible(
    marks: Sequence[Mark], taken: Sequence[Mark], own: dict[int, int], *, regular: bool
) -> tuple[Mark, ...]:
    """Lone numbers just under the threshold, seen from the question before them."""
    chosen = {mark.at for mark in taken}
    found: list[Mark] = []
    before: Mark | None = None
    for mark in marks:
        if mark.at in chosen:
            before = mark
        elif mark.form == LONE and (before is None or before.below <= mark.at):
            score = own[mark.at] + _after(mark, before, regular=regular)
            found.extend([mark] if score >= POSSIBLE else [])
    return tuple(found)


def longest_run(numbers: Sequence[int]) -> int:
    """The longest run of numbers that count up by one, others between them left out."""
    ends: dict[int, int] = {}
    for number in numbers:
        ends[number] = max(ends.get(number, 0), ends.get(number - 1, 0) + 1)
    return max(ends.values(), default=0)


def _own(mark: Mark, lines: Sequence[Line], after: Mark | None) -> int:
    """What speaks for a mark by itself."""
    alone = mark.form == LONE
    text = Line(0, mark.text)
    asked = difficulty.at_end(mark.text)[0]
    above = lines[mark.at - 1] if mark.at else None
    counts_on = after is not None and mark.number is not None and after.number == mark.number + 1
    listed = after is not None and counts_on and after.at == next_text(lines, mark.below)
    features: tuple[tuple[str, int, bool], ...] = (
        (
            "a difficulty follows",
            2,
            mark.level is not None or difficulty.in_brackets(mark.text)[1] is not None,
        ),
        ("asks something", 2, asks(asked)),
        ("ends with a question mark", 1, without_remark(asked).endswith(("?", "？"))),
        ("output of the command above", -2, alone and above is not None and verbatim.is_prompt(above)),
        ("code follows", -4, alone and verbatim.is_preformatted(text)),
        ("goes on in small letters", -3, mark.text[:1].islower()),
        ("a list item follows", -3, alone and text.is_item),
        ("the next number follows at once, as in a list", -3, listed),
        ("begins again under a heading", 3, not alone and mark.number == 1 and is_headed(mark.at, lines)),
    )
    return sum([weight for _, weight, holds in features if holds])


def is_headed(at: int, lines: Sequence[Line]) -> bool:
    """What looks like the name of a part stands right above the line."""
    above = next((lines[i] for i in range(at - 1, -1, -1) if not lines[i].blank), None)
    if above is None or above.is_item or above.is_label:
        return False
    return above.bare.startswith("#") or is_title_case(above)


def _after(mark: Mark, before: Mark | None, *, regular: bool) -> int:
    """What speaks for a mark because of the question before it."""
    number = mark.number or 0
    last = (before.number or 0) if before else 0
    return _step_weight(number - last, begins=number == 1, regular=regular)


@lru_cache(maxsize=1024)  # of all the steps of a series few differ
def _step_weight(step: int, *, begins: bool, regular: bool) -> int:
    """What speaks for a number so many above the one before it; ``begins`` tells that it is 1."""
    features: tuple[tuple[str, int, bool], ...] = (
        ("the next number", 2, step == 1),
        ("in a document of numbered questions", 1, regular and step == 1),
        ("a leap in the numbers", -3, step > _LEAP),
        ("a number from before", -1, step < 0 and not begins),
    )
    return sum([weight for _, weight, holds in features if holds])
