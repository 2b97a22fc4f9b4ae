"""The lines of copied text that are its own, and what has to be known of them as a whole.

In: a `Source` of copied text. Out: a `Page`: its lines without what the page put there, how it marks its
questions, and its other habits. It must not know what a question asks, nor how an answer is read.

What stands around and between the lines is taken out step by step, each by the module that knows it; what is
taken out once the questions are known depends on where they stand.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from awsdeck import workers
from awsdeck.hints import Hints
from awsdeck.model import Passage, Pattern
from awsdeck.problems import Problem
from awsdeck.readers import (
    DRAWN,
    answerkey,
    asides,
    boxes,
    convention,
    fences,
    furniture,
    layout,
    pagerows,
    paper,
    quiz,
    repeats,
    signs,
    turns,
    verbatim,
)
from awsdeck.readers.answerkey import Key
from awsdeck.readers.convention import Convention
from awsdeck.readers.layout import Layout
from awsdeck.readers.lines import Line, Lines, distinct, number_lines, whole
from awsdeck.readers.pageends import passages
from awsdeck.readers.paper import Flow
from awsdeck.readers.turns import Turns
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

if TYPE_CHECKING:
    from awsdeck.readers.spreadsheet import Sheet

_MANY = 20_000  # texts: with fewer, another process takes as long to start as it saves


class Page(NamedTuple):
    """The lines of a document, those that belong to its page apart, and what is seen of them as a whole.

    ``fenced`` are the positions of lines between fences, ``keys`` the answers that stand apart, ``repeated``
    the positions of lines that came back with every question.
    """

    lines: Sequence[Line]
    skipped: tuple[Passage, ...]
    sheet: "Sheet | None"
    fenced: frozenset[int]
    repeated: frozenset[int]
    problems: tuple[Problem, ...]
    keys: tuple[Key, ...]
    forms: Convention
    style: Layout
    words: Vocabulary


def look(source: Source, known_words: Collection[str], hints: Hints) -> Page:
    """What has to be known of a document as a whole before it is known what a line is."""
    typed = repeats.divided(number_lines(source.lines))
    sheet = pagerows.find(typed, hints)
    if sheet and sheet.forms:
        hints = hints._replace(question_pattern=tuple(sorted(sheet.forms)))
    spoken = Turns(sheet.lines, apart=sheet.apart) if sheet else turns.find(typed)
    flow = Flow(sheet.lines) if sheet else paper.without(spoken.lines)
    fenced = fences.positions(flow.lines)
    lines, of_page = _without_furniture(flow.lines, fenced)
    lines, heads = asides.without_heads(lines)
    keys = answerkey.find(lines, fenced)
    asked = quiz.without(lines, keys)

    def habits() -> tuple[Layout, Vocabulary]:
        return layout.of(lines), Vocabulary(asked, known_words)

    with workers.meanwhile(habits, worth=len(distinct(lines)) >= _MANY) as found:
        forms = convention.infer(source, asked, sheet.answers if sheet else fenced, hints)
        style, words = found()
    said = asides.without(turns.restored(asked, spoken, forms), forms.questions, fenced)
    beside = repeats.find(said.lines, forms.questions, fenced)
    return Page(
        lines=signs.as_bullets(beside.lines, forms.questions, fenced),
        skipped=(
            *_passages(flow, of_page, heads, said, beside),
            *spoken.apart,
        ),
        sheet=sheet,
        fenced=fenced,
        repeated=beside.whole,
        problems=(*flow.problems(source), *beside.problems(source)),
        keys=keys,
        forms=forms._replace(patterns=_shown(source, forms.patterns, sheet, spoken)),
        style=style.without_gaps() if flow.joined else style,
        words=words,
    )


def _passages(
    flow: Flow, of_page: Sequence[Line], heads: Sequence[Line], said: asides.Found, beside: repeats.Found
) -> Iterator[Passage]:
    """What was taken out of the lines."""
    yield from passages(flow.furniture, "is printed on every page")
    yield from passages(of_page, "belongs to the page")
    yield from passages(beside.furniture, "comes back with the questions")
    yield from passages(said.comments, "comments of readers")
    yield from passages(heads, "who wrote a message, and when")
    yield from passages(said.talk, "said between the answers")
    yield from passages(said.drawn, DRAWN)


def _shown(
    source: Source, patterns: Sequence[Pattern], sheet: "Sheet | None", spoken: Turns
) -> tuple[Pattern, ...]:
    """The patterns as the document has them, whose lines were made of rows or have other names now."""
    if sheet and patterns:
        from awsdeck.readers import spreadsheet

        return spreadsheet.shown(patterns, sheet, source)
    return turns.shown(patterns, spoken, source)


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
    if of_page:
        announced = whole(lines).among({text for text in of_page if furniture.announces_advert(text)})
        boxed |= {at + 1 for at in announced if at + 1 < len(lines) and furniture.sells(lines[at + 1].bare)}
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
