"""Which line before a question of copied text is its category.

In: the lines of a document and the openings of its questions. Out: a `Category` for each question that has
one of its own, and problems for lines of which it isn't sure. It must not know what becomes of them.

A line is a category if it weighs enough as a heading (`headings`), or nearly enough and stands as others do.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from awsdeck.hints import Hints
from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, furniture, headings, pagetitles, series, verbatim
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import last_text, next_text
from awsdeck.readers.pageopenings import Opening
from awsdeck.readers.quiz import Quiz
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

_FEWEST_ALIKE = 2
_LONGEST = 100  # characters of the name of a chapter
_CHAPTER = late(
    r"(?:(?:chapter|part|section|module|unit)\s++)?+(?P<number>\d{1,3}(?:\.\d{1,3})*+)[.):–—-]*+\s++(?P<name>[^\W\d_].*)",
    re.IGNORECASE,
)


class Category(NamedTuple):
    """A line that names a category, by its position."""

    at: int
    name: str


def find(
    source: Source,
    lines: Sequence[Line],
    openings: Sequence[Opening],
    words: Vocabulary,
    hints: Hints,
    known: Quiz,
) -> tuple[dict[int, Category], list[Problem]]:
    """The category line before each question that has one, by the question's position."""
    if hints.category_pattern or hints.category_level:
        return _said_categories(source, lines, openings, hints), []
    found = _chapters(lines, openings)
    likely: dict[int, Category] = {}
    hopeful: dict[str, bool] = {}  # the same line ends many an answer
    for index, opening in enumerate(openings):
        floor = openings[index - 1].answer_at if index else 1
        at = last_text(lines, floor, opening.at)
        if at is None or index in found:
            continue
        if lines[at].text not in hopeful:
            hopeful[lines[at].text] = headings.may_be(lines[at]) and not difficulty.legend(lines[at].bare)
        if not hopeful[lines[at].text]:
            continue
        if index and at == next_text(lines, floor) and openings[index - 1].at not in known.answers:
            continue  # it is all there is of the answer above
        above = openings[index - 1].at if index else at - 1
        result = headings.score(lines[at], lines[above:at], words)
        if result.score >= headings.CERTAIN:
            found[index] = Category(at, lines[at].bare)
        elif result.score >= headings.POSSIBLE:
            likely[index] = Category(at, lines[at].bare)
    alone = frozenset(found) <= {0}
    likely = _without_title(lines, openings, likely, alone=alone)
    found = _without_title(lines, openings, found, alone=alone)
    if _are_alike(lines, found, likely):
        return dict(sorted((found | likely).items())), []
    return found, [_unsure_category(source, lines[category.at]) for category in likely.values()]


def _chapters(lines: Sequence[Line], openings: Sequence[Opening]) -> dict[int, Category]:
    """The lines that name a chapter above the first of its questions: ``2. Storage`` above ``2.1 What …``."""
    found: dict[int, Category] = {}
    for index, opening in enumerate(openings):
        if "n.n" in opening.mark.form.split(" "):
            at = last_text(lines, openings[index - 1].answer_at if index else 0, opening.at)
            if at is not None and (name := _chapter(lines, at, opening)):
                found[index] = Category(at, name)
    return found


def _chapter(lines: Sequence[Line], at: int, opening: Opening) -> str:
    """What the line names, if it has the number of the chapter whose first question this is."""
    if lines[at].is_sentence or lines[at].bare[-1] in "?:;,":
        return ""
    numbers = series.chapter(lines[opening.at])
    head = _CHAPTER.fullmatch(lines[at].bare[:_LONGEST])
    if head is None or numbers[-1:] != (1,) or head["number"] != ".".join(map(str, numbers[:-1])):
        return ""
    return head["name"]


def _without_title(
    lines: Sequence[Line], openings: Sequence[Opening], categories: Mapping[int, Category], *, alone: bool
) -> dict[int, Category]:
    """The categories without the title of the page, which may stand right above the first question.

    Where others were found, the line there is one as they are.
    """
    texts = [line for line in lines[: openings[0].at] if not line.blank]
    return {
        index: category
        for index, category in categories.items()
        if index or not alone or pagetitles.title(texts) is not lines[category.at]
    }


def _are_alike(lines: Sequence[Line], found: Mapping[int, Category], likely: Mapping[int, Category]) -> bool:
    """Lines that only may be categories are, if there are several of one kind and the first question has one.

    All stand apart, and what is above them is a whole sentence or no text at all.
    """
    several = len(likely) >= _FEWEST_ALIKE or (bool(likely) and _same_place(lines, found, likely))
    return (
        several
        and (0 in likely or 0 in found)
        and all(
            category.at
            and lines[category.at - 1].blank
            and not lines[category.at].is_label
            and (above := last_text(lines, 0, category.at)) is not None
            and (not index or not _is_short(lines[above]))
            for index, category in likely.items()
        )
    )


def _same_place(lines: Sequence[Line], found: Mapping[int, Category], likely: Mapping[int, Category]) -> bool:
    """As many blank lines stand around the likely ones as around those that were found."""

    def place(category: Category) -> tuple[bool, bool]:
        return lines[category.at - 1].blank, lines[category.at + 1].blank

    places = {place(category) for category in found.values()}
    return all(place(category) in places for category in likely.values())


def _is_short(line: Line) -> bool:
    """A few words without an end: the line below it may be one more of the same."""
    return not line.is_sentence and line.bare[-1:] not in ".!?" and not verbatim.is_preformatted(line)


def _said_categories(
    source: Source, lines: Sequence[Line], openings: Sequence[Opening], hints: Hints
) -> dict[int, Category]:
    """The last line before each question that the pattern of the hints matches."""
    found: dict[int, Category] = {}
    if hints.category_pattern:
        from awsdeck.readers.patterns import Expression

        expression = Expression(source, hints.category_pattern)
        for index, opening in enumerate(openings):
            floor = openings[index - 1].answer_at if index else 1
            for at in range(opening.at - 1, floor - 1, -1):
                if not lines[at].blank and expression.match(lines[at]):
                    found[index] = Category(at, lines[at].bare)
                    break
    return found


def _unsure_category(source: Source, line: Line) -> Problem:
    told = f"not sure whether this line is a category: {line.bare!r}"
    hint = "put a blank line before it and capitalise its words if it is, delete it if it is none of the text"
    if line.number > 1 and furniture.announces_advert(source.lines[line.number - 2]):
        told = f"not sure whether this line is an advert, a category or a part of the answer: {line.bare!r}"
        hint = "delete it if it is an advert, put a blank line before it if it is a category"
    return warning(source.at(line.number), "unsure-category", told, hint)
