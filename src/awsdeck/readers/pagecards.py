"""The cards of copied text: each question with its answer, its category and its difficulty.

In: the openings of questions, and what divides, rates and answers them. Out: cards in order, and problems. It
must not know how questions and categories are found, nor how an answer is read (`pageanswers`).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from awsdeck.hints import Hints
from awsdeck.model import Blocks, Card, Difficulty
from awsdeck.problems import Problem
from awsdeck.readers import blocks, pageanswers
from awsdeck.readers.asked import without_label
from awsdeck.readers.levels import Levels
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import last_text, next_text
from awsdeck.readers.pageanswers import PageAnswer
from awsdeck.readers.pagecategories import Category
from awsdeck.readers.pagelines import Page
from awsdeck.readers.pageopenings import Opening
from awsdeck.source import Source

if TYPE_CHECKING:
    from awsdeck.readers.spreadsheet import Sheet


class Bounds(NamedTuple):
    """What ends answers besides the next question: its category, and the end of the last answer.

    ``categories`` holds those of the questions that have one of their own, counted from 0.
    """

    categories: Mapping[int, Category]
    end: int


def read(
    source: Source,
    page: Page,
    lines: Sequence[Line],
    openings: Sequence[Opening],
    bounds: Bounds,
    given: Mapping[int, Sequence[Line]],
) -> tuple[tuple[Card, ...], list[Problem]]:
    """The cards, not rated yet; ``given`` are lines of a key, by the position of the question they answer."""
    stops = _stops(openings, *bounds)
    parts = [_answer_lines(lines, *part) for part in zip(openings, stops, strict=True)]
    answers = pageanswers.read(source, parts, page.style, page.words)
    beside = page.style.without_gaps()  # in a key of answers no line stands apart
    keyed = {at: blocks.read(source, said, beside, page.words)[0] for at, said in given.items()}
    names = _topics(page.sheet, openings) if page.sheet else _names(bounds.categories, len(openings))
    cards = tuple(
        _card(opening, answer, keyed.get(opening.at, ()), _end(lines, opening.at, stop))._replace(
            category=name
        )
        for opening, stop, answer, name in zip(openings, stops, answers, names, strict=True)
    )
    return cards, [problem for answer in answers for problem in answer.problems]


def rated(
    cards: Sequence[Card], openings: Sequence[Opening], between: Levels, hints: Hints
) -> tuple[Card, ...]:
    """The cards with their difficulties."""
    levels = [_rated(opening, between, hints) for opening in openings]
    return tuple(card._replace(difficulty=level) for card, level in zip(cards, levels, strict=True))


def _stops(openings: Sequence[Opening], categories: Mapping[int, Category], end: int) -> list[int]:
    """Where each answer ends: before the next question, or before its category."""
    stops = [*(opening.at for opening in openings[1:]), end]
    return [categories[at].at if at in categories else stop for at, stop in enumerate(stops, 1)]


def _topics(sheet: "Sheet", openings: Sequence[Opening]) -> list[str | None]:
    """The category of each question of a spreadsheet."""
    return [sheet.topics.get(opening.line) for opening in openings]


def _names(categories: Mapping[int, Category], count: int) -> list[str | None]:
    """The category of each question: its own, or that of the question before it."""
    names: list[str | None] = []
    for index in range(count):
        names.append(categories[index].name if index in categories else (names[-1] if names else None))
    return names


def _answer_lines(lines: Sequence[Line], opening: Opening, stop: int) -> list[Line]:
    """The lines of an answer, without the label at its beginning."""
    found = list(lines[opening.answer_at : stop])
    if opening.rest:
        return [Line(opening.line, opening.rest), *found]
    first = next_text(found, 0)
    text = without_label(found[first].text, opening.mark, found[first:]) if first is not None else None
    if first is not None and text is not None:
        found[first] = Line(found[first].number, text, found[first].joined)
    return found


def _card(opening: Opening, answer: PageAnswer, keyed: Blocks, last_line: int) -> Card:
    """The card of a question; ``keyed`` is what a key at another place says of its answer."""
    return Card(
        question=opening.question,
        answer=(*keyed, *answer.blocks) if keyed else answer.blocks,
        first_line=opening.line,
        last_line=last_line,
        number=opening.number,
        origin=b"" if keyed else answer.origin,
    )


def _end(lines: Sequence[Line], start: int, stop: int) -> int:
    """The number of the last line with text, which is that of the question if it has no answer."""
    at = last_text(lines, start, stop)
    return lines[start if at is None else at].last


def _rated(opening: Opening, between: Levels, hints: Hints) -> Difficulty | None:
    """The difficulty on the lines of a question, or on one between its answer and another question."""
    asked = opening.level if hints.rates("question") else None
    return asked or (between.of.get(opening.at) if hints.rates("label") else None)


def rated_by(openings: Sequence[Opening], between: Levels, hints: Hints) -> frozenset[str]:
    """Where difficulties are stated that count."""
    asked = any(opening.level for opening in openings) and hints.rates("question")
    apart = bool(between.of) and hints.rates("label")
    return frozenset([*(["question"] if asked else ()), *(["label"] if apart else ())])
