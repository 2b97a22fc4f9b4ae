"""Reads page text: what a browser's select-all copies of a page of questions and answers.

In: a `Source` of copied text. Out: a `Document` and problems. It goes the road from the lines of the page
(`pagelines`) by the openings of its questions to cards (`pagecards`). It must not know how a block is
recognised, nor anything of cards' identity.
"""

from collections.abc import Collection, Mapping, Sequence

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Document, Passage, Pattern
from awsdeck.problems import Problem
from awsdeck.readers import (
    levels,
    pagecards,
    pagecategories,
    pageends,
    pagelines,
    pageopenings,
    pagerows,
    quiz,
)
from awsdeck.readers.convention import Convention
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.pagecards import Bounds
from awsdeck.readers.pagecategories import Category
from awsdeck.readers.pageends import Legend, passage
from awsdeck.readers.pagelines import Page
from awsdeck.readers.pageopenings import Opening
from awsdeck.readers.quiz import Quiz
from awsdeck.source import Source

_FEWEST_HEADINGS = 2


def read(
    source: Source, known_words: Collection[str] = (), hints: Hints = NO_HINTS
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document of page text; ``known_words`` help to divide glued table cells."""
    page = pagelines.look(source, known_words, hints)
    if _is_markdown(page.forms):
        from awsdeck.readers import markdown

        return markdown.read(source, known_words, hints)
    marks = page.forms.questions
    known = page.sheet.quiz if page.sheet and page.sheet.forms else quiz.of(page.keys, page.lines, marks)
    between = levels.between(page.lines, marks, page.fenced)
    lines = levels.without(page.lines, between)
    openings = pageopenings.find(lines, page.forms, known)
    problems = [
        *(page.sheet.problems(source) if page.sheet else ()),
        *page.problems,
        *levels.problems(source, page.lines, between),
        *quiz.problems(source, page.keys, known, page.lines, marks),
        *pageopenings.problems(source, lines, openings, page.forms.possible),
    ]
    if not openings:
        return _without_questions(source, number_lines(source.lines), page.forms.patterns), (*problems,)
    bounds, tail, unsure = _around(source, page, lines, openings, hints, known)
    cards, doubts = pagecards.read(source, page, lines, openings, bounds, known.answers)
    rating, unrated = levels.passages(page.lines, between)
    title, above, legend = _head(source, lines, openings[0].at, bounds.categories)
    document = Document(
        title=title,
        path=source.path,
        cards=pagecards.rated(cards, openings, between, hints),
        head=(*above, *rating, *quiz.passages(page.keys)),
        skipped=tuple(sorted((*page.skipped, *unrated, *tail), key=lambda found: found.first_line)),
        levels=legend,
        patterns=page.forms.patterns,
        rated_by=pagecards.rated_by(openings, between, hints),
    )
    return document, (*problems, *unsure, *doubts)


def _is_markdown(forms: Convention) -> bool:
    """All questions are Markdown's headings, which no browser copies: the text was written as Markdown."""
    found = [pattern for pattern in forms.patterns if pattern.certain]
    headings = sum(
        pattern.count for pattern in found if pattern.form[0] == "h" and pattern.form[1:2].isdecimal()
    )
    return headings >= _FEWEST_HEADINGS and headings == sum(pattern.count for pattern in found)


def _around(
    source: Source, page: Page, lines: Sequence[Line], openings: Sequence[Opening], hints: Hints, known: Quiz
) -> tuple[Bounds, tuple[Passage, ...], list[Problem]]:
    """What divides the questions and ends the last, what stands below it, and what isn't sure of all that."""
    if page.sheet:  # a row holds all that belongs to a question
        return Bounds({}, len(lines)), (), []
    miscounted = pagerows.miscounted(source, lines[: openings[0].at], len(openings))
    categories, unsure = pagecategories.find(source, lines, openings, page.words, hints, known)
    named = {category.at for category in categories.values()}
    end, tail, unsure_end = pageends.tail(source, lines, openings, page.words, hints, page.repeated, named)
    return Bounds(categories, end), tail, [*miscounted, *unsure, *unsure_end]


def _head(
    source: Source, lines: Sequence[Line], first: int, categories: Mapping[int, Category]
) -> tuple[str, tuple[Passage, ...], Legend]:
    """The title, what stands before the first question and what names categories, and the legend."""
    begun = categories[0].at if 0 in categories else first
    title, head, legend = pageends.head(source, lines[:begun])
    named = (passage(lines[found.at : found.at + 1], "category") for found in categories.values())
    return title, (*head, *named), legend


def _without_questions(source: Source, lines: Sequence[Line], patterns: tuple[Pattern, ...]) -> Document:
    title = next((line.bare for line in lines if not line.blank), source.stem)
    whole = (passage(lines, "no question was found"),) if lines else ()
    return Document(title, source.path, skipped=whole, patterns=patterns)
