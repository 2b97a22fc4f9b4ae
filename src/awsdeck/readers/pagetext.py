"""Reads page text: what a browser's select-all copies of a page of questions and answers.

In: a `Source` of copied text. Out: a `Document` and problems. It finds the questions (a line with only a
number, then the question), categories, difficulties and what belongs to the page; the lines between two
questions go to `blocks`. It must not know how a block is recognised, nor anything of cards' identity.
"""

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from itertools import zip_longest
from typing import NamedTuple

from awsdeck import workers
from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Blocks, Card, Difficulty, Document, Passage, Pattern
from awsdeck.problems import Problem
from awsdeck.readers import (
    DRAWN,
    answerkey,
    asides,
    blocks,
    boxes,
    cardlist,
    convention,
    fences,
    furniture,
    layout,
    levels,
    pageanswers,
    pagecategories,
    pageends,
    pageopenings,
    paper,
    quiz,
    repeats,
    signs,
    spreadsheet,
    turns,
    verbatim,
)
from awsdeck.readers.answerkey import Key
from awsdeck.readers.asked import without_label
from awsdeck.readers.convention import Convention
from awsdeck.readers.layout import Layout
from awsdeck.readers.levels import Levels
from awsdeck.readers.lines import Line, Lines, distinct, number_lines, whole
from awsdeck.readers.marks import last_text, next_text
from awsdeck.readers.pageanswers import PageAnswer
from awsdeck.readers.pagecategories import Category
from awsdeck.readers.pageends import Legend, passage, passages
from awsdeck.readers.pageopenings import Opening
from awsdeck.readers.paper import Flow
from awsdeck.readers.quiz import Quiz
from awsdeck.readers.spreadsheet import Sheet
from awsdeck.readers.turns import Turns
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

# By name, as few documents need them, with what stands in each that does.
_EXPORTS = (
    (
        "awsdeck.readers.gift",
        (
            *("\n::", "\n$CATEGORY:", "{=", "{~", "{#", "{\n=", "\n~", "\n\t=", "\n\t~"),
            *("{T}", "{T#", "{TRUE", "{F}", "{F#", "{FALSE"),
        ),
    ),
    ("awsdeck.readers.aiken", ("\nANSWER: ",)),
    ("awsdeck.readers.chats", ("\nYou said",)),
    (
        "awsdeck.readers.practicetest",
        ("\nOverall explanation", "\nYour answer is ", "\n(Correct)", "\nright\n"),
    ),
)
_MANY_LINES = 500  # a whole document is written so, or none of it
_SEPARATED = (";", "\t", '","', '", "', "#separator:", "uestion,", "ront,")  # in the first line of rows
_FEWEST_HEADINGS = 2
_MANY = 20_000  # texts: with fewer, another process takes as long to start as it saves


def read(
    source: Source, known_words: Collection[str] = (), hints: Hints = NO_HINTS
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document of page text; ``known_words`` help to divide glued table cells."""
    page = _look(source, known_words, hints)
    if _is_markdown(page.forms):
        from awsdeck.readers import markdown

        return markdown.read(source, known_words, hints)
    lines, keys, forms, words, style = page.lines, page.keys, page.forms, page.words, page.style
    exported = page.sheet is not None and bool(page.sheet.forms)
    known = page.sheet.quiz if page.sheet and exported else quiz.of(keys, lines, forms.questions)
    between = levels.between(lines, forms.questions, page.fenced)
    rating, unrated = levels.passages(lines, between)
    problems = [
        *(page.sheet.problems(source) if page.sheet else ()),
        *page.problems,
        *levels.problems(source, lines, between),
        *quiz.problems(source, keys, known, lines, forms.questions),
    ]
    lines = levels.without(lines, between)
    openings = [
        pageopenings.opening(lines, mark, after.at if after else len(lines), forms, known)
        for mark, after in zip_longest(forms.questions, forms.questions[1:])
    ]
    problems += [doubt for opening in openings for doubt in pageopenings.doubts(source, lines, opening)]
    problems += [pageopenings.unsure(source, lines[mark.at].number, mark) for mark in forms.possible]
    if not openings:
        return _without_questions(source, number_lines(source.lines), forms.patterns), (*problems,)
    categories, end, tail, unsure = _around(source, page, lines, openings, hints, known)
    problems += unsure

    stops = _stops(openings, categories, end)
    parts = [_answer_lines(lines, *part) for part in zip(openings, stops, strict=True)]
    answers = pageanswers.read(source, parts, style, words)
    problems += [problem for answer in answers for problem in answer.problems]
    beside = style._replace(
        spaced_paragraphs=False, parted_paragraphs=False
    )  # in a key of answers no line stands apart
    keyed = {at: blocks.read(source, said, beside, words)[0] for at, said in known.answers.items()}
    names = _topics(page.sheet, openings) if page.sheet else _category_names(categories, len(openings))
    cards = tuple(
        _card(opening, answer, keyed.get(opening.at, ()), _end(lines, opening.at, stop))._replace(
            category=name,
            difficulty=_rated(opening, between, hints),
        )
        for opening, stop, answer, name in zip(openings, stops, answers, names, strict=True)
    )
    title, head, legend = _head(source, lines, openings[0].at, categories)
    document = Document(
        title=title,
        path=source.path,
        cards=cards,
        head=(*head, *rating, *quiz.passages(keys)),
        skipped=tuple(sorted((*page.skipped, *unrated, *tail), key=lambda found: found.first_line)),
        levels=legend,
        patterns=forms.patterns,
        rated_by=_places(openings, between, hints),
    )
    return document, tuple(problems)


def _is_markdown(forms: Convention) -> bool:
    """All questions are Markdown's headings, which no browser copies: the text was written as Markdown."""
    found = [pattern for pattern in forms.patterns if pattern.certain]
    headings = sum(
        pattern.count for pattern in found if pattern.form[0] == "h" and pattern.form[1:2].isdecimal()
    )
    return headings >= _FEWEST_HEADINGS and headings == sum(pattern.count for pattern in found)


class _Page(NamedTuple):
    """The lines of a document, those that belong to its page apart, and what is seen of them as a whole.

    ``fenced`` are the positions of lines between fences, ``keys`` the answers that stand apart, ``repeated``
    the positions of lines that came back with every question.
    """

    lines: Sequence[Line]
    skipped: tuple[Passage, ...]
    sheet: Sheet | None
    fenced: frozenset[int]
    repeated: frozenset[int]
    problems: tuple[Problem, ...]
    keys: tuple[Key, ...]
    forms: Convention
    style: Layout
    words: Vocabulary


def _look(source: Source, known_words: Collection[str], hints: Hints) -> _Page:
    """What has to be known of a document as a whole before it is known what a line is."""
    typed = repeats.divided(number_lines(source.lines))
    as_rows = spreadsheet.FORMS.issuperset(hints.question_pattern)
    sheet = (spreadsheet.find(typed) or cardlist.find(typed) or _exported(typed)) if as_rows else None
    if sheet and sheet.forms:
        hints = hints._replace(question_pattern=tuple(sorted(sheet.forms)))
    spoken = Turns(sheet.lines) if sheet else turns.find(typed)
    flow = Flow(sheet.lines) if sheet else paper.without(spoken.lines)
    fenced = fences.positions(flow.lines)
    lines, furniture_lines = _without_furniture(flow.lines, fenced)
    lines, heads = asides.without_heads(lines)
    keys = answerkey.find(lines, fenced)
    asked = quiz.without(lines, keys)

    def habits() -> tuple[Layout, Vocabulary]:
        return layout.of(lines), Vocabulary(asked, known_words)

    with workers.meanwhile(habits, worth=len(distinct(lines)) >= _MANY) as found:
        forms = convention.infer(source, asked, sheet.answers if sheet else fenced, hints)
        style, words = found()
    if flow.joined:  # how far apart its lines stand says nothing any more
        style = style._replace(spaced_paragraphs=False, parted_paragraphs=False)
    named = turns.restored(asked, spoken, forms)
    said = asides.without(named, forms.questions, fenced)
    beside = repeats.find(said.lines, forms.questions, fenced)
    skipped = (
        *passages(flow.furniture, "is printed on every page"),
        *passages(furniture_lines, "belongs to the page"),
        *passages(beside.furniture, "comes back with the questions"),
        *passages(said.comments, "comments of readers"),
        *passages(heads, "who wrote a message, and when"),
        *passages(said.talk, "said between the answers"),
        *passages(said.drawn, DRAWN),
        *(sheet.apart if sheet else spoken.apart),
    )
    listed = signs.as_bullets(beside.lines, forms.questions, fenced)
    shown = spreadsheet.shown(forms.patterns, sheet, source) if sheet else ()
    forms = forms._replace(patterns=shown or turns.shown(forms.patterns, spoken, source))
    problems = (*flow.problems(source), *beside.problems(source))
    return _Page(listed, skipped, sheet, fenced, beside.whole, problems, keys, forms, style, words)


def _exported(lines: Lines) -> Sheet | None:
    """The questions of a document that another program wrote, or the page of one."""
    text = "\n" + "\n".join([line.text for line in lines[:_MANY_LINES]])
    for name, known in _EXPORTS:
        found: Sheet | None = import_module(name).find(lines) if any(map(text.__contains__, known)) else None
        if found:
            return found
    first = next((line.bare for line in lines if not line.blank), "")
    if any(sign in first for sign in _SEPARATED):
        from awsdeck.readers import separated

        return separated.find(lines)
    return None


def _around(
    source: Source, page: _Page, lines: Sequence[Line], openings: Sequence[Opening], hints: Hints, known: Quiz
) -> tuple[Mapping[int, Category], int, tuple[Passage, ...], list[Problem]]:
    """Categories, where the last answer ends, what stands below it, and what isn't sure of all that."""
    if page.sheet:  # a row holds all that belongs to a question
        return {}, len(lines), (), []
    miscounted = cardlist.miscounted(source, lines[: openings[0].at], len(openings))
    categories, unsure = pagecategories.find(source, lines, openings, page.words, hints, known)
    named = {category.at for category in categories.values()}
    end, tail, unsure_end = pageends.tail(source, lines, openings, page.words, hints, page.repeated, named)
    return categories, end, tail, [*miscounted, *unsure, *unsure_end]


def _topics(sheet: Sheet, openings: Sequence[Opening]) -> list[str | None]:
    """The category of each question of a spreadsheet."""
    return [sheet.topics.get(opening.line) for opening in openings]


def _head(
    source: Source, lines: Sequence[Line], first: int, categories: Mapping[int, Category]
) -> tuple[str, tuple[Passage, ...], Legend]:
    """The title, what stands before the first question and what names categories, and the legend."""
    begun = categories[0].at if 0 in categories else first
    title, head, legend = pageends.head(source, lines[:begun])
    named = (passage(lines[found.at : found.at + 1], "category") for found in categories.values())
    return title, (*head, *named), legend


def _stops(openings: Sequence[Opening], categories: Mapping[int, Category], end: int) -> list[int]:
    """Where each answer ends: before the next question, or before its category."""
    stops = [*(opening.at for opening in openings[1:]), end]
    return [categories[at].at if at in categories else stop for at, stop in enumerate(stops, 1)]


def _category_names(categories: Mapping[int, Category], count: int) -> list[str | None]:
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


def _without_furniture(lines: Sequence[Line], fenced: Collection[int]) -> tuple[Sequence[Line], list[Line]]:
    """The lines with those that belong to the page blanked, and these lines."""
    texts = distinct(lines)
    of_page = {
        text for text, line in texts.items() if _is_of_page(line.bare) and not verbatim.is_preformatted(line)
    }
    languages = {
        text for text, line in texts.items() if " " not in line.bare and furniture.language(line.bare)
    }
    kept = list(lines)
    furniture_lines: list[Line] = []
    boxed = {at for at in boxes.find(lines) if at not in fenced}
    for at in sorted({*whole(lines).among(of_page | languages), *boxed}):
        line = lines[at]
        if at in fenced:
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        names_code = line.text in languages and below and furniture.is_button(below.bare)
        if names_code or line.text in of_page or at in boxed:
            kept[at] = Line(line.number, "")
            furniture_lines.append(line)
    return (Lines(kept) if furniture_lines else lines), furniture_lines


def _is_of_page(text: str) -> bool:
    if not furniture.may_be_of_page(text):
        return False
    of_page = furniture.is_of_page(text) or furniture.is_advert(text)
    return of_page and not furniture.begins_section(text)


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


def _rated(opening: Opening, between: Levels, hints: Hints) -> Difficulty | None:
    """The difficulty on the lines of a question, or on one between its answer and another question."""
    asked = opening.level if hints.rates("question") else None
    return asked or (between.of.get(opening.at) if hints.rates("label") else None)


def _places(openings: Sequence[Opening], between: Levels, hints: Hints) -> frozenset[str]:
    """Where difficulties are stated that count."""
    asked = any(opening.level for opening in openings) and hints.rates("question")
    apart = bool(between.of) and hints.rates("label")
    return frozenset([*(["question"] if asked else ()), *(["label"] if apart else ())])


def _end(lines: Sequence[Line], start: int, stop: int) -> int:
    """The number of the last line with text, which is that of the question if it has no answer."""
    at = last_text(lines, start, stop)
    return lines[start if at is None else at].last


def _without_questions(source: Source, lines: Sequence[Line], patterns: tuple[Pattern, ...]) -> Document:
    title = next((line.bare for line in lines if not line.blank), source.stem)
    whole = (passage(lines, "no question was found"),) if lines else ()
    return Document(title, source.path, skipped=whole, patterns=patterns)
