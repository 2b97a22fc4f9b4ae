"""Which headings of a Markdown document are categories of its questions.

In: the lines, headings and questions of a document. Out: the category of each question, and the places that
name one. It must not know what becomes of a category.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from awsdeck.hints import Hints
from awsdeck.late import late
from awsdeck.readers import furniture, headings, mdlines
from awsdeck.readers.headings import OF_QUESTIONS
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ANSWER_LABEL, Mark, behind_label, next_text
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

_GROUP = 3  # a bare line heads so many questions on average, or it is a link to elsewhere
_INLINE_TAGS = late(r"<[^<>]+>|[\[\]*_`]|\([^()\s]*\)")
_HEADING = late(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*)$")
_LOWEST = 7  # a level below that of all headings
_FEWEST_BOLD = 2
_FEWEST_COUNTED = 2
_FEWEST_PARTS, _MOST_PARTS = 2, 0.6
_LINK = late(r"\]\(")
_BOLD_LINE = late(r"\s*(?:\*\*|__)(?P<text>[^*_]++)(?:\*\*|__)\s*+:?\s*+$")


class Title(NamedTuple):
    """A line that names what stands below it; ``level`` is 1 to 6 as of headings, or 7."""

    at: int
    level: int
    text: str

    @property
    def ends_page(self) -> bool:
        """What stands below it belongs to the page, such as ``Related posts``."""
        return furniture.begins_section(_INLINE_TAGS.sub("", self.text))


class Categories(NamedTuple):
    """For each question its path of titles; ``elsewhere`` are lines that only lead to other pages.

    ``levels`` are those of the headings that divide the questions.
    """

    paths: tuple[tuple[Title, ...], ...]
    elsewhere: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()


def titles(
    source: Source, lines: Sequence[Line], hidden: Collection[int], marks: Sequence[Mark], hints: Hints
) -> list[Title]:
    """The headings of a document, and what stands for them: bold lines right above questions."""
    asked = {mark.at for mark in marks}
    free = [at for at, line in enumerate(lines) if at not in hidden and at not in asked and not line.blank]
    found = [
        Title(at, len(match["marks"]), mdlines.without_closing_marks(match["text"]))
        for at in free
        if (match := _HEADING.match(lines[at].text))
    ]
    if hints.category_pattern:
        from awsdeck.readers.patterns import Expression

        expression = Expression(source, hints.category_pattern)
        named = [Title(at, _LOWEST, lines[at].bare) for at in free if expression.match(lines[at])]
        places = {title.at for title in named}
        return sorted(
            [*named, *(title for title in found if title.at not in places)], key=lambda title: title.at
        )
    found = _without_parts(found, lines, marks)
    found = found if hints.category_level else _named(found, lines, marks)
    return sorted([*found, *_bold_titles(lines, free, asked)], key=lambda title: title.at)


def _without_parts(found: Sequence[Title], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Title]:
    """The headings without those that name a part of each answer: the same words in most, with text below."""
    alike: dict[str, list[Title]] = {}
    for title in found:
        alike.setdefault(title.text.casefold(), []).append(title)
    asked = [mark.at for mark in marks]
    places = frozenset(asked)
    parts: set[int] = set()
    for same in alike.values():
        behind = {bisect_left(asked, title.at) for title in same} - {0}
        heads = any(next_text(lines, title.at + 1) in places for title in same)
        if not heads and len(behind) == len(same) >= max(_FEWEST_PARTS, _MOST_PARTS * len(marks)):
            parts.update(title.at for title in same)
    return [title for title in found if title.at not in parts]


def _named(found: list[Title], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Title]:
    """The headings; one that stands first, alone at its level, and tells of questions is the title."""
    first = found[0] if found else None
    if first is None or not marks or not 1 < first.level < _LOWEST or next_text(lines, 0) != first.at:
        return found
    alone = all(first.level < title.level for title in found[1:])
    deeper = all(mark.form[0] != "h" or mark.form[1] > str(first.level) for mark in marks)
    if alone and deeper and OF_QUESTIONS.search(first.text):
        return [first._replace(level=1), *found[1:]]
    return found


def _bold_titles(lines: Sequence[Line], free: Sequence[int], asked: Collection[int]) -> list[Title]:
    """Bold lines that stand right above questions, if that is what bold lines do in this document."""
    bold = [
        Title(at, _LOWEST, match["text"])
        for at in free
        if (match := _BOLD_LINE.match(lines[at].text))
        and not _LINK.search(match["text"])
        and not ANSWER_LABEL.match(lines[at].text)
    ]
    ends = [title for title in bold if title.ends_page and not furniture.may_be_text(title.text)]
    bold = [title for title in bold if title not in ends]
    heading = [title for title in bold if next_text(lines, title.at + 1) in asked]
    return [*ends, *(heading if len(heading) >= _FEWEST_BOLD and 2 * len(heading) > len(bold) else ())]


def paths(lines: Sequence[Line], marks: Sequence[Mark], titles: Sequence[Title]) -> dict[int, list[Title]]:
    """For each question, by position, the headings that it stands under, the highest first.

    Under a heading of its own level stands a question that is marked with Q, where nothing else stands there.
    """
    places = frozenset(mark.at for mark in marks)
    empty = {title.at for title in titles if next_text(lines, title.at + 1) in places}
    found: dict[int, list[Title]] = {}
    path: list[Title] = []
    waiting = iter(titles)
    heading = next(waiting, None)
    for mark in marks:
        while heading and heading.at < mark.at:
            path = [upper for upper in path if upper.level < heading.level]
            path.append(heading)
            heading = next(waiting, None)
        own = int(mark.form[1]) if re.match(r"h[1-6]", mark.form) else _LOWEST + 1
        found[mark.at] = [
            upper
            for upper in path
            if not upper.ends_page
            and (upper.level < own or (upper.level == own and upper.at in empty and _has_q(mark)))
        ]
    return found


def counted(
    lines: Sequence[Line], marks: Sequence[Mark], above: Mapping[int, Sequence[Title]]
) -> dict[int, tuple[Title, int]]:
    """For each question the heading right above it that only counts it, such as ``Card 3``, and the number.

    Nothing, unless every question has one, and they count up.
    """
    found: dict[int, tuple[Title, int]] = {}
    names: set[str] = set()
    for place, mark in enumerate(marks, 1):
        title = next(iter(above[mark.at][-1:]), None)
        name, _, number = title.text.strip(" *_:.").rpartition(" ") if title else ("", "", "")
        if title is None or not name.isalpha() or number.lstrip("#") != str(place):
            return {}
        if next_text(lines, title.at + 1) != mark.at or mark.number not in (None, place):
            return {}
        names.add(name.casefold())
        found[mark.at] = (title, place)
    return found if len(names) == 1 and len(found) >= _FEWEST_COUNTED else {}


def _has_q(mark: Mark) -> bool:
    return not {"Q", "Q#"}.isdisjoint(mark.form.split(" "))


def find(
    lines: Sequence[Line], marks: Sequence[Mark], above: Mapping[int, Sequence[Title]], hints: Hints
) -> Categories:
    """The categories of questions; ``above`` holds what `paths` gives."""
    trails = [above[mark.at] for mark in marks]
    levels = hints.category_level or _levels(marks, trails)
    if not levels:
        return _bare(lines, marks)
    return Categories(
        tuple(tuple(title for title in trail if title.level in levels) for trail in trails),
        levels=tuple(levels),
    )


def _levels(marks: Sequence[Mark], trails: Sequence[Sequence[Title]]) -> Sequence[int]:
    """The levels whose headings divide the questions.

    A level at which questions stand divides none; a heading above all questions names the document.
    """
    headings = [mark for mark in marks if mark.form[0] == "h" and mark.form[1:2].isdecimal()]
    asked = {int(mark.form[1]) for mark in headings if not _has_q(mark)}
    used = {title.level: set[int]() for trail in trails for title in trail if title.level not in asked}
    for trail in trails:
        for title in trail:
            if title.level in used:
                used[title.level].add(title.at)
    levels = sorted(used)
    if levels and levels[0] == 1 and len(used[1]) == 1:
        levels.pop(0)
    dividing = [level for level in levels if len(used[level]) > 1]
    return dividing or levels


def _bare(lines: Sequence[Line], marks: Sequence[Mark]) -> Categories:
    """Categories from bare lines before questions, where the document has no headings."""
    words = Vocabulary(lines)
    bare: dict[int, Title] = {}
    for index, mark in enumerate(marks):
        at = next((i for i in range(mark.at - 1, -1, -1) if not lines[i].blank), None)
        before = marks[index - 1]
        if index and at is not None and at > before.at + 1 and not _is_all_there_is(lines, before, at):
            score = headings.score(lines[at], lines[before.at : at], words).score
            if score >= headings.CERTAIN:
                bare[index] = Title(at, 6, lines[at].bare)
    groups: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        groups.setdefault(mark.form, []).append(index)
    found: list[tuple[Title, ...]] = [()] * len(marks)
    elsewhere: list[int] = []
    for group in groups.values():
        heads = [index for index in group if index in bare]
        real = bool(heads) and len(group) - group.index(heads[0]) >= _GROUP * len(heads)
        elsewhere += [] if real else [bare[index].at for index in heads]
        current: tuple[Title, ...] = ()
        for index in group:
            if index in bare:
                current = (bare[index],) if real else ()
            found[index] = current
    return Categories(tuple(found), tuple(elsewhere))


def _is_all_there_is(lines: Sequence[Line], mark: Mark, at: int) -> bool:
    """Without the line at most the label of an answer would stand below the question."""
    above = (line.text for line in lines[mark.below : at] if not line.blank)
    return not mark.rest and all(behind_label(text) == "" for text in above)
