"""Reads Markdown in any convention: READMEs and pages as people publish them.

In: the lines of a document and its inferred `Convention`. Out: a `Document` and problems. It splits the
document at its questions and finds their categories; what a question looks like is `convention`'s
business, what a block is that of `mdblocks`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.late import late
from awsdeck.model import Document, Passage, plain
from awsdeck.problems import Problem, warning
from awsdeck.readers import (
    answers,
    categories,
    furniture,
    levels,
    markup,
    mdblocks,
    mdlines,
    quiz,
    readmecards,
    readmeends,
)
from awsdeck.readers.answerkey import Key
from awsdeck.readers.categories import Categories, Title
from awsdeck.readers.convention import Convention
from awsdeck.readers.lines import Line, Lines
from awsdeck.readers.marks import ANSWER_LABEL, Mark, last_text, next_text
from awsdeck.readers.markup import Cleaned
from awsdeck.readers.readmepage import RULE, Page
from awsdeck.source import Source

_HEADING = late(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*)$")
_FEWEST_REPEATED, _LONGEST_REPEATED = 4, 120  # half of the questions, characters
_ENDS, _BEGINS = frozenset(".:,;"), ("- ", "* ", "+ ", "|", "```", "~~~", "#")
_NO_FIGURES = str.maketrans("", "", "0123456789")
_CONTENTS_LINK = late(r"\s*(?:[-*+]|\d+\.)\s+\[[^\]]*\]\(#")


def has_foreign(lines: Sequence[Line]) -> bool:
    """There are lines that published pages have, and that awsdeck's own form has no use for; none in code."""
    found = [at for at, line in enumerate(lines) if _is_foreign(line)]
    return bool(found) and not mdlines.code_positions(lines).issuperset(found)


def _is_foreign(line: Line) -> bool:
    return bool(
        _CONTENTS_LINK.match(line.text)
        or ANSWER_LABEL.match(line.text)
        or furniture.is_of_page(answers.without_marks(line.text))
    )


def read(
    source: Source,
    plainer: Cleaned,
    convention: Convention,
    hints: Hints = NO_HINTS,
    keys: Sequence[Key] = (),
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document whose convention is known; ``plainer`` is without the lines of the ``keys``."""
    lines = plainer.lines
    if not convention.questions:
        return _without_questions(source, plainer, convention, keys)
    marks = convention.questions
    titles = categories.titles(source, lines, markup.hidden(lines), marks, hints)
    page = Page(
        source=source,
        lines=list(lines),
        inline=mdblocks.inline_reader(lines),
        convention=convention,
        hints=hints,
        code=mdlines.code_positions(lines),
        titles=titles,
        paths=categories.paths(lines, marks, titles),
        ends=plainer.ends,
        skipped=list(plainer.apart),
    )
    page.problems.extend(_unsure_heading(page, mark) for mark in convention.within)
    page.problems.extend(_unsure_frame(source, lines, convention))
    _take_levels(page, marks)
    _take_repeated(page, marks)
    page.known = quiz.of(keys, page.lines, marks)
    page.head.extend(quiz.passages(keys))
    page.problems.extend(quiz.problems(source, keys, page.known, page.lines, marks))
    marks, above = _counted(page, marks)
    found = categories.find(page.lines, marks, above, hints)
    page.levels = found.levels
    names = _category_names(page, found)
    ends = readmeends.find(page, marks)
    cards = tuple(readmecards.card(page, *of_card) for of_card in zip(marks, ends, names, strict=True))
    title = _title(page, marks)
    _account(page, marks[0].at)
    document = Document(
        title,
        source.path,
        cards,
        _sorted(page.head),
        _sorted(page.skipped),
        patterns=convention.patterns,
        category_levels=found.levels,
        rated_by=frozenset(page.rated_by),
    )
    return document, tuple(page.problems)


def _unsure_heading(page: Page, mark: Mark) -> Problem:
    return warning(
        page.source.at(page.lines[mark.at].number),
        "unsure-question",
        f"not sure whether this is a question of its own or a heading in the answer above: {mark.text!r}",
        "mark it as the other questions are if it is one; until then it is part of the answer",
    )


def _unsure_frame(source: Source, lines: Sequence[Line], convention: Convention) -> tuple[Problem, ...]:
    if not convention.perhaps_frame:
        return ()
    from awsdeck.readers import framing  # few documents hold a question that may be none

    return framing.problems(source, lines, convention.perhaps_frame)


def _take_levels(page: Page, marks: Sequence[Mark]) -> None:
    """Take the difficulty lines between questions out of the text."""
    page.between = levels.between(page.lines, marks, page.code)
    rating, unrated = levels.passages(page.lines, page.between)
    page.head.extend(rating)
    page.skipped.extend(unrated)
    page.problems.extend(levels.problems(page.source, page.lines, page.between))
    page.lines = [*levels.without(page.lines, page.between)]


def _take_repeated(page: Page, marks: Sequence[Mark]) -> None:
    """Take what the page puts beside each of its questions out of the text."""
    if not _comes_back(page.lines, marks):
        return
    from awsdeck.readers import repeats

    read = Lines([Line(line.number, answers.without_marks(line.text)) for line in page.lines])
    found = repeats.find(read, marks, page.code)
    page.problems.extend(found.problems(page.source))
    for at in sorted(found.whole):
        line = page.lines[at]
        page.skipped.append(Passage(line.number, line.number, line.bare, "comes back with the questions"))
        page.lines[at] = Line(line.number, "")


def _counted(page: Page, marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], Mapping[int, Sequence[Title]]]:
    """The marks with the numbers that headings above them state, and the other headings above them."""
    counted = {} if page.hints.category_level else categories.counted(page.lines, marks, page.paths)
    if not counted:
        return marks, page.paths
    page.head.extend(
        page.passage(title.at, title.at + 1, "counts the questions") for title, _ in counted.values()
    )
    numbered = tuple(mark._replace(number=counted[mark.at][1]) for mark in marks)
    return numbered, {at: path[:-1] for at, path in page.paths.items()}


def _comes_back(lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """A glance: the first or the last lines of several answers are alike, but for figures in them."""
    seen = Counter[str]()
    for mark, end in zip(marks, [*(mark.at for mark in marks[1:]), len(lines)], strict=True):
        places = {next_text(lines, mark.below), last_text(lines, mark.below, end)}
        seen.update({lines[at].bare.translate(_NO_FIGURES) for at in places if at is not None and at < end})
    fewest = max(len(marks), _FEWEST_REPEATED) / 2
    return any(count >= fewest and _may_be_repeated(text) for text, count in seen.items())


def _may_be_repeated(text: str) -> bool:
    """Neither a sentence, an item, a row nor code."""
    return len(text) <= _LONGEST_REPEATED and text[-1:] not in _ENDS and not text.startswith(_BEGINS)


def _category_names(page: Page, found: Categories) -> list[str | None]:
    """The category of each question in words."""
    for at in found.elsewhere:
        page.skipped.append(page.passage(at, at + 1, "a link to another page"))
    names: list[str | None] = []
    for path in found.paths:
        for title in path:
            if title.at not in page.claimed:
                page.head.append(page.passage(title.at, title.at + 1, "category"))
        names.append(" > ".join(plain(page.inline.spans(title.text)) for title in path) or None)
    return names


def _without_questions(
    source: Source, plainer: Cleaned, convention: Convention, keys: Sequence[Key]
) -> tuple[Document, tuple[Problem, ...]]:
    """Nothing but what the document is called, and what may be wrong with its marks."""
    lines = plainer.lines
    _, problems = mdblocks.read_lines(source, lines, inline := mdblocks.inline_reader(lines))
    texts = [line for line in lines if not line.blank]
    heading = next((match for line in texts if (match := _HEADING.match(line.text))), None)
    whole = Passage(
        texts[0].number if texts else 1,
        texts[-1].number if texts else len(source.lines),
        "\n".join(line.bare for line in texts),
        "no question was found",
    )
    title = plain(inline.spans(mdlines.without_closing_marks(heading["text"]))) if heading else ""
    skipped = _sorted([whole, *quiz.passages(keys), *plainer.apart])
    document = Document(title or source.stem, source.path, skipped=skipped, patterns=convention.patterns)
    return document, problems


def _sorted(passages: list[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda passage: passage.first_line))


def _title(page: Page, marks: Sequence[Mark]) -> str:
    for line in markup.front_matter(page.lines):
        name, _, stated = line.text.partition(":")
        if name.rstrip().casefold() == "title" and stated.strip(" \t\"'"):
            return stated.strip(" \t\"'")
    for heading in page.titles:
        if heading.level == 1 and heading.at < marks[0].at and heading.at not in page.claimed:
            page.head.append(page.passage(heading.at, heading.at + 1, "title"))
            return plain(page.inline.spans(heading.text)) or page.source.stem
    return page.source.stem


def _account(page: Page, first: int) -> None:
    """Every line that is neither a question's nor a category's belongs to the head or is skipped."""
    at = 0
    while at < len(page.lines):
        if at in page.claimed or page.lines[at].blank or RULE.match(page.lines[at].text):
            at += 1
            continue
        end = at
        while end < len(page.lines) and end not in page.claimed:
            end += 1
        if at < first:
            page.head.append(page.passage(at, end, "introduction"))
        else:
            page.skipped.append(page.passage(at, end, "a part without questions"))
        at = end
