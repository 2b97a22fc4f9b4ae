"""Reads Markdown in any convention: READMEs and pages as people publish them.

In: the lines of a document and its inferred `Convention`. Out: a `Document` and problems. It splits the
document at its questions and finds their categories; what a question looks like is `convention`'s
business, what a block is that of `mdblocks`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import (
    Blocks,
    Card,
    CodeSpan,
    Difficulty,
    Document,
    LineBreak,
    Passage,
    Spans,
    Text,
    plain,
)
from awsdeck.problems import Problem, warning
from awsdeck.readers import (
    BEHIND_LANGUAGE,
    RATED_TWICE,
    answers,
    categories,
    difficulty,
    ending,
    furniture,
    levels,
    markup,
    mdblocks,
    mdlines,
    quiz,
)
from awsdeck.readers.answerkey import Key
from awsdeck.readers.asked import Asked, asked, is_fence
from awsdeck.readers.categories import Categories, Title
from awsdeck.readers.convention import Convention
from awsdeck.readers.levels import Levels
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ANSWER_LABEL, Mark, next_text
from awsdeck.readers.markup import Cleaned
from awsdeck.readers.mdinline import InlineReader
from awsdeck.readers.quiz import Quiz
from awsdeck.source import Source

_DEEPEST = 6
_BOLD = 7  # the level of bold lines that are titles
_FEWEST_RULES = 2

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*)$")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_CONTENTS_LINK = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\[[^\]]*\]\(#")


def is_foreign(line: Line) -> bool:
    """The line is one that published pages have, and that awsdeck's own form has no use for."""
    return bool(
        _CONTENTS_LINK.match(line.text)
        or ANSWER_LABEL.match(line.text)
        or furniture.is_of_page(answers.without_marks(line.text))
    )


@dataclass
class _Page:
    """The document being read."""

    source: Source
    lines: list[Line]
    inline: InlineReader
    convention: Convention
    hints: Hints
    code: frozenset[int]
    titles: list[Title]
    paths: dict[int, list[Title]]
    problems: list[Problem] = field(default_factory=list)
    levels: tuple[int, ...] = ()
    between: Levels = field(default_factory=Levels)
    known: Quiz = field(default_factory=Quiz)
    rated_by: set[str] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    head: list[Passage] = field(default_factory=list)
    skipped: list[Passage] = field(default_factory=list)

    def spans(self, text: str, line: Line) -> Spans:
        """The spans of a part of a question; what shows in none of them is skipped."""
        spans = self.inline.spans(text)
        for said, why in self.inline.unseen(text):
            self.skipped.append(Passage(line.number, line.number, said, why))
        return spans

    def passage(self, first: int, end: int, why: str) -> Passage:
        """Lines by position, the last not included."""
        texts = [line.bare for line in self.lines[first:end] if not line.blank]
        self.claimed.update(range(first, end))
        return Passage(self.lines[first].number, self.lines[end - 1].number, "\n".join(texts), why)


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
    page = _Page(
        source=source,
        lines=list(lines),
        inline=mdblocks.inline_reader(lines),
        convention=convention,
        hints=hints,
        code=mdlines.code_positions(lines),
        titles=titles,
        paths=categories.paths(marks, titles),
        skipped=list(plainer.apart),
    )
    page.problems.extend(_unsure_heading(page, mark) for mark in convention.within)
    _take_levels(page, marks)
    page.known = quiz.of(keys, page.lines, marks)
    page.head.extend(quiz.passages(keys))
    page.problems.extend(quiz.problems(source, keys, page.known, page.lines, marks))
    found = categories.find(page.lines, marks, page.paths, hints)
    page.levels = found.levels
    names = _category_names(page, found)
    ends = [_end(page, mark, marks[index + 1 : index + 2]) for index, mark in enumerate(marks)]
    ends[-1] = _page_goes_on(page, marks, ends)
    cards = tuple(_card(page, *of_card) for of_card in zip(marks, ends, names, strict=True))
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


def _unsure_heading(page: _Page, mark: Mark) -> Problem:
    return warning(
        page.source.at(page.lines[mark.at].number),
        "unsure-question",
        f"not sure whether this is a question of its own or a heading in the answer above: {mark.text!r}",
        "mark it as the other questions are if it is one; until then it is part of the answer",
    )


def _take_levels(page: _Page, marks: Sequence[Mark]) -> None:
    """Take the difficulty lines between questions out of the text."""
    page.between = levels.between(page.lines, marks, page.code)
    rating, unrated = levels.passages(page.lines, page.between)
    page.head.extend(rating)
    page.skipped.extend(unrated)
    page.problems.extend(levels.problems(page.source, page.lines, page.between))
    page.lines = [*levels.without(page.lines, page.between)]


def _category_names(page: _Page, found: Categories) -> list[str | None]:
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


def _title(page: _Page, marks: Sequence[Mark]) -> str:
    for line in markup.front_matter(page.lines):
        name, _, stated = line.text.partition(":")
        if name.rstrip().casefold() == "title" and stated.strip(" \t\"'"):
            return stated.strip(" \t\"'")
    for heading in page.titles:
        if heading.level == 1 and heading.at < marks[0].at and heading.at not in page.claimed:
            page.head.append(page.passage(heading.at, heading.at + 1, "title"))
            return plain(page.inline.spans(heading.text)) or page.source.stem
    return page.source.stem


def _account(page: _Page, first: int) -> None:
    """Every line that is neither a question's nor a category's belongs to the head or is skipped."""
    at = 0
    while at < len(page.lines):
        if at in page.claimed or page.lines[at].blank or _RULE.match(page.lines[at].text):
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


# --- one question ----------------------------------------------------------------------------------------


def _end(page: _Page, mark: Mark, following: Sequence[Mark]) -> int:
    """Where the answer ends: before the next question, or before a heading that isn't part of it."""
    stop = following[0].at if following else len(page.lines)
    if page.hints.last_line:
        past = (at for at in range(mark.at, stop) if page.lines[at].number > page.hints.last_line)
        stop = next(past, stop)
    if re.match(r"h[1-6]\b", mark.form):
        level = int(mark.form[1])
    else:
        level = max((heading.level for heading in page.paths[mark.at][-1:]), default=_DEEPEST)
    first = bisect_right(page.titles, mark.at, key=lambda heading: heading.at)
    for heading in page.titles[first:]:
        if heading.at >= stop:
            break
        if heading.at in page.convention.refused:
            continue
        if heading.ends_page or (heading.level <= level and not _opens_answer(page, mark, heading)):
            return heading.at
    return stop


def _opens_answer(page: _Page, mark: Mark, heading: Title) -> bool:
    """A heading right under a question would leave it without an answer, so it belongs to the answer."""
    divides = heading.level in page.levels or heading.level == _BOLD
    return not divides and next_text(page.lines, mark.below) == heading.at


def _code_line(text: str) -> Spans:
    """A line of code within a question; HTML would swallow the spaces that indent it."""
    code = text.lstrip()
    indent = "\u00a0" * (len(text) - len(code))
    return (Text(indent), CodeSpan(code)) if indent else (CodeSpan(code),)


def _page_goes_on(page: _Page, marks: Sequence[Mark], ends: Sequence[int]) -> int:
    """Where the last answer ends: at a farewell, or at a rule if rules part the questions."""
    last, end = marks[-1], ends[-1]
    for at in range(last.below + 1, end):
        begins = page.lines[at - 1].blank and at not in page.code and not page.lines[at].blank
        if begins and furniture.says_goodbye(answers.without_marks(page.lines[at].text)):
            page.skipped.append(page.passage(at, end, "the author says goodbye"))
            return at
    others = [(mark.below, stop) for mark, stop in zip(marks[:-1], ends[:-1], strict=True)]
    tags = ending.find(page.lines, (last.below, end), others, page.code)
    if tags.at is not None:
        page.skipped.append(page.passage(tags.at, end, "tags of the page"))
        return tags.at
    if tags.unsure is not None:
        page.problems.append(_unsure_end(page, tags.unsure))
    ruled = [_rule_within(page, mark.below, end) for mark, end in zip(marks, ends, strict=True)]
    last_rule = ruled.pop()
    between = sum(bool(_RULE.match(line.text)) for line in page.lines[marks[0].at : last.at])
    return last_rule if last_rule and between >= _FEWEST_RULES and not any(ruled) else end


def _unsure_end(page: _Page, at: int) -> Problem:
    return warning(
        page.source.at(page.lines[at].number),
        "unsure-end",
        f"not sure whether the last lines still belong to the answer: {page.lines[at].bare!r}",
        "delete what belongs to the page",
    )


def _rule_within(page: _Page, start: int, end: int) -> int | None:
    """The position of a rule with text before and behind it."""
    texts = [at for at in range(start, end) if not page.lines[at].blank]
    rules = [at for at in texts[1:-1] if at not in page.code and _RULE.match(page.lines[at].text)]
    return rules[-1] if rules else None


def _card(page: _Page, mark: Mark, end: int, category: str | None) -> Card:
    offered = page.known.options.get(mark.at, ())
    found = asked(page.lines, mark, end, page.convention.labelled[mark.form], page.code, offered)
    _leave_out_fences(page, mark.below, found.answer_at)
    question, level = _question(page, mark, found)
    answer_at, behind = found.answer_at, mark.rest or found.rest
    if badge := difficulty.alone(behind):
        behind, level = "", badge
    claimed = [at - answer_at for at in range(answer_at, end) if at in page.claimed]
    header = [page.lines[piece.at] for piece in found.pieces if piece.kind == "label"]
    below = page.lines[answer_at:end]
    answer = answers.read(page.source, mark, below, claimed, behind, page.inline, header)
    page.problems.extend(answer.problems)
    for at in answer.furniture:
        page.skipped.append(page.passage(answer_at + at, answer_at + at + 1, "belongs to the page"))
    page.skipped.extend(answer.unseen)
    if answer.level and level:
        line = page.lines[mark.at]
        page.skipped.append(Passage(line.number, line.number, line.bare, RATED_TWICE))
    last = max(at for at in range(mark.at, end) if not page.lines[at].blank)
    page.claimed.update(range(mark.at, end))
    return Card(
        question=question,
        answer=(*_given(page, mark), *answer.blocks),
        first_line=page.lines[mark.at].number,
        last_line=page.lines[last].number,
        number=mark.number,
        difficulty=_rated(page, answer.level or page.between.of.get(mark.at), level),
        category=category,
        stated_id=answer.stated_id,
        stated_services=answer.services,
        services_line=answer.services_line,
        stated_forms=answer.forms,
    )


def _given(page: _Page, mark: Mark) -> Blocks:
    """What is known of the right option of the question."""
    said = page.known.answers.get(mark.at)
    return answers.blocks_of(page.source, said, page.inline)[0] if said else ()


def _rated(page: _Page, label: Difficulty | None, question: Difficulty | None) -> Difficulty | None:
    """The difficulty on a line of its own or in the question, as far as these places count."""
    if label and page.hints.rates("label"):
        page.rated_by.add("label")
        return label
    if question and page.hints.rates("question"):
        page.rated_by.add("question")
        return question
    return None


def _question(page: _Page, mark: Mark, found: Asked) -> tuple[Spans, Difficulty | None]:
    """The question's text and the difficulty in it."""
    pieces = [piece for piece in found.pieces if piece.kind != "label"]
    asking = list(takewhile(lambda piece: piece.kind == "text", pieces))
    text, level = difficulty.stated(" ".join(piece.text for piece in asking))
    said = page.spans(text, page.lines[mark.at]) or (Text(text),)
    spans = list(said) if text else []
    for piece in pieces[len(asking) :]:
        if spans:
            spans.append(Text(" ") if piece.kind == "text" else LineBreak())
        code = piece.kind == "code"
        spans.extend(_code_line(piece.text) if code else page.spans(piece.text, page.lines[mark.at]))
    return tuple(spans) or said, mark.level or level


def _leave_out_fences(page: _Page, start: int, end: int) -> None:
    """Name what stands on the fences of code within a question, which has no place for it."""
    for line in (page.lines[at] for at in range(start, end) if at in page.code):
        if is_fence(line) and any(map(str.isalnum, line.bare)):
            page.skipped.append(Passage(line.number, line.number, line.bare, BEHIND_LANGUAGE))
