"""Where one sheet of paper ends and the next begins, and what is printed there on every one.

In: the lines of a document, and those that name a page. Out: the positions of lines that belong to the paper.
It must not know what is printed between.

A bare number may be that of a page, of a question, of a step, or a figure. Those that count up by one beside
the same words are weighed by named features.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.readers import difficulty
from awsdeck.readers.lines import Line, distinct, positions, whole
from awsdeck.readers.marks import asks, last_text, next_text, peel

CERTAIN = 4
POSSIBLE = 3
_FEWEST = 3  # pages
_NEARLY_ALL = 0.8
_SHORT, _LONG = 5, 12  # lines of a page
_HALF = 0.5
_MOST_LINES = 3  # that are printed at one end of every page
_LONGEST_NUMBER = 4  # figures
_LONGEST_HEAD = 80  # characters
_FIGURES = frozenset("0123456789")
_BARS = " \t|·•–—-"
FORM_FEED = "\f"


class Printed(NamedTuple):
    """The positions of lines that belong to the paper, and of a first number that only may be a page's."""

    at: frozenset[int]
    unsure: int | None = None


class _Break(NamedTuple):
    """Between two sheets: what stands above ``start``, what stands from ``end`` on, with numbers between."""

    start: int
    end: int


def find(lines: Sequence[Line], named: Collection[int] = ()) -> Printed:
    """The lines that are printed at the ends of pages; ``named`` are positions of such as "Page 3 of 9"."""
    numbers, weight = _page_numbers(lines)
    certain = weight >= CERTAIN
    found = {*(numbers if certain else ()), *named}
    if not certain:
        found |= _numbered_heads(lines, named)
    breaks = [*_runs(sorted(found)), *(_Break(at, at) for at in _fed(lines) if at not in found)]
    breaks.sort()
    if breaks:
        found |= _printed(lines, breaks, found, up=True)
        found |= _printed(lines, breaks, found, up=False)
    return Printed(frozenset(found), None if certain or weight < POSSIBLE else numbers[0])


def _fed(lines: Sequence[Line]) -> Iterator[int]:
    """The positions of lines before which a printer takes a new sheet."""
    return positions(lines, is_fed)


def is_fed(line: Line) -> bool:
    """A printer takes a new sheet before the line."""
    return line.text[:1] == FORM_FEED


def _runs(found: Sequence[int]) -> Iterator[_Break]:
    """Lines that touch are one break."""
    start = None
    for at, after in pairwise([*found, -1]):
        start = at if start is None else start
        if after != at + 1:
            yield _Break(start, at + 1)
            start = None


# --- numbers of pages ------------------------------------------------------------------------------------


def _page_numbers(lines: Sequence[Line]) -> tuple[Sequence[int], int]:
    """The positions of bare numbers that may count the pages, and what speaks for it."""
    bare = tuple(positions(lines, _is_number))
    if len(bare) < _FEWEST:
        return (), 0
    weighed: list[tuple[int, Sequence[int]]] = []
    for up in (True, False):
        groups: dict[str, list[int]] = defaultdict(list)
        alone: list[int] = []
        for at in bare:
            near = _near(lines, at, up=up)
            (alone if near is None else groups[lines[near].bare]).append(at)
        best = sorted([*max(groups.values(), key=len, default=[]), *alone])  # the document ends beside one
        if _counts(lines, best):
            weighed.append((_weight(lines, best, up=up), best))
    weight, found = max(weighed, default=(0, ()))
    return found, weight


def _is_number(line: Line) -> bool:
    return line.bare.isdecimal() and len(line.bare) <= _LONGEST_NUMBER


def _counts(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Enough numbers, each by one greater than that before."""
    values = [int(lines[at].bare) for at in group]
    steps = sum(after == value + 1 for value, after in pairwise(values))
    return len(group) >= _FEWEST and steps >= _NEARLY_ALL * (len(group) - 1)


def _weight(lines: Sequence[Line], group: Sequence[int], *, up: bool) -> int:
    """What speaks for the numbers' being those of pages; the same line stands on one side of each."""
    apart = (group[-1] - group[0]) / (len(group) - 1)
    other = [near for at in group if (near := _near(lines, at, up=not up)) is not None]
    most = max(Counter(lines[at].bare for at in other).values(), default=0)
    fed = sum(is_fed(lines[near]) for at in group if (near := _near(lines, at, up=False)) is not None)
    alike = most >= max(_FEWEST - 1, _NEARLY_ALL * len(other))
    asking = sum(_asks_below(lines, at, deep=up and alike) for at in group)
    features = (
        ("the same line on one side", 2, True),
        ("the same line on the other side", 1, alike),
        ("a new sheet is taken beside most of them", 2, fed > _HALF * len(group)),
        ("several lines apart", 1, apart >= _SHORT),
        ("as far apart as pages are long", 1, apart >= _LONG),
        ("a question without a mark stands below", -4, asking > _HALF * len(group)),
    )
    return sum(weight for _, weight, holds in features if holds)


def _asks_below(lines: Sequence[Line], at: int, *, deep: bool) -> bool:
    """A question that has no mark or is rated stands below, or below what may be the head of a page."""
    first = _near(lines, at, up=False)
    second = _near(lines, first, up=False) if deep and first is not None else None
    below = [lines[near] for near in (first, second) if near is not None]
    return any(_asks(line) for line in below)


def _asks(line: Line) -> bool:
    text, level = difficulty.at_end(line.bare)
    return (level is not None or asks(text)) and not peel(0, line)


def _near(lines: Sequence[Line], at: int, *, up: bool) -> int | None:
    return last_text(lines, 0, at) if up else next_text(lines, at + 1)


# --- numbers beside words on one line ------------------------------------------------------------------


class _Head(NamedTuple):
    """The number and the words on a line; ``wide`` tells that more than a space parts them."""

    number: int
    words: str
    before: bool
    wide: bool


def _numbered_heads(lines: Sequence[Line], named: Collection[int]) -> frozenset[int]:
    """The positions of heads or feet such as ``12  The Book`` and ``Databases  13``, if they count pages."""
    by_text = {
        text: head
        for text, line in distinct(lines).items()
        if (line.bare[-1:] in _FIGURES or line.bare[:1] in _FIGURES)
        and not line.bare.isdecimal()
        and (head := _head(line))
    }
    found = [(at, by_text[lines[at].text]) for at in whole(lines).among(by_text)]
    counts = Counter(head.words for _, head in found)
    found = [(at, head) for at, head in found if counts[head.words] > 1]
    places, heads = [at for at, _ in found], [head for _, head in found]
    numbers = [head.number for head in heads]
    counting = sum(after == number + 1 for number, after in pairwise(numbers))
    if len(heads) < _FEWEST or counting < _NEARLY_ALL * (len(heads) - 1):
        return frozenset()
    apart = (places[-1] - places[0]) / (len(places) - 1)
    features = (
        ("more than a space between the number and the words", 2, all(head.wide for head in heads)),
        ("the number stands now before, now behind", 2, len({head.before for head in heads}) > 1),
        ("text goes on over one", 2, any(_goes_on_over(lines, at) for at in places)),
        (
            "beside what names a page",
            2,
            sum(_is_beside(lines, at, named) for at in places) > _HALF * len(places),
        ),
        ("counts from another number than 1", 1, numbers[0] > 1),
        ("several lines apart", 1, apart >= _SHORT),
        ("as far apart as pages are long", 1, apart >= _LONG),
        ("one word before a number, as above a part", -2, not any(" " in head.words for head in heads)),
    )
    return (
        frozenset(places) if sum(weight for _, weight, holds in features if holds) >= CERTAIN else frozenset()
    )


def _head(line: Line) -> _Head | None:
    """The line as a number before or behind words, if it is no mark of a question."""
    text = line.bare
    if len(text) > _LONGEST_HEAD:
        return None
    for before in (True, False):
        number, *words = text.split(None, 1) if before else text.rsplit(None, 1)[::-1]
        said = words[0].strip(_BARS) if words else ""
        if number.isdecimal() and len(number) <= _LONGEST_NUMBER and any(map(str.isalpha, said)):
            if not before and peel(0, line):
                return None
            wide = len(text) > len(number) + 1 + len(said)
            return _Head(int(number), said.casefold(), before, wide)
    return None


def _goes_on_over(lines: Sequence[Line], at: int) -> bool:
    """A sentence begins above the line and ends below it."""
    above, below = _near(lines, at, up=True), _near(lines, at, up=False)
    if above is None or below is None:
        return False
    return lines[above].bare[-1].isalpha() and lines[below].bare[0].islower()


def _is_beside(lines: Sequence[Line], at: int, named: Collection[int]) -> bool:
    return any(_near(lines, at, up=up) in named for up in (True, False))


# --- what is printed beside them --------------------------------------------------------------------------


def _printed(
    lines: Sequence[Line], breaks: Sequence[_Break], known: Collection[int], *, up: bool
) -> set[int]:
    """The lines that are the same at one end of nearly every page, but for a title in the very first."""
    outer = len(lines) if up else -1  # the last page and the first have one end that is no break
    ends = [outer, *((found.start if up else found.end - 1) for found in breaks)]
    title = next_text(lines, 0)
    found: set[int] = set()
    for _ in range(_MOST_LINES):
        near = {end: at for end in ends if (at := _beyond(lines, end, known, up=up)) is not None}
        text, most = max(Counter(lines[at].bare for at in near.values()).items(), key=_count, default=("", 0))
        if most < _FEWEST or most < _NEARLY_ALL * len(near):
            break
        alike = {end: at for end, at in near.items() if lines[at].bare == text}
        found |= {at for at in alike.values() if at != title}
        ends = list(alike.values())
    return found


def _count(item: tuple[str, int]) -> int:
    return item[1]


def _beyond(lines: Sequence[Line], at: int, known: Collection[int], *, up: bool) -> int | None:
    """The position of the next line with text that isn't known to be of the paper."""
    near = _near(lines, at, up=up)
    while near is not None and near in known:
        near = _near(lines, near, up=up)
    return near
