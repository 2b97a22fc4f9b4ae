"""Reads Markdown in any convention: READMEs and pages as people publish them.

In: the lines of a document and its inferred `Convention`. Out: a `Document` and problems. It splits the
document at its questions and finds their categories; what a question looks like is `convention`'s
business, what a block is that of `mdblocks`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import (
    Blocks,
    Card,
    CodeSpan,
    Difficulty,
    Document,
    LineBreak,
    Passage,
    Span,
    Spans,
    Text,
    plain,
)
from awsdeck.problems import Problem
from awsdeck.readers import categories, difficulty, furniture, markup, mdblocks
from awsdeck.readers.asked import asked
from awsdeck.readers.categories import Categories, Title
from awsdeck.readers.convention import Convention
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ANSWER_LABEL, Mark
from awsdeck.readers.mdblocks import Remark
from awsdeck.readers.mdinline import InlineReader
from awsdeck.source import Source

_QUESTION_LINES = 12
_DEEPEST = 6

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
_DIFFICULTY_LINE = re.compile(r"\W*(?:difficulty|level)\W*:\W*(?P<value>\w+)\W*$", re.IGNORECASE)
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_CONTENTS_LINK = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\[[^\]]*\]\(#")
_INLINE_TAGS = re.compile(r"<[^<>]+>|[\[\]*_`]|\([^()\s]*\)")


def is_foreign(line: Line) -> bool:
    """The line is one that published pages have, and that awsdeck's own form has no use for."""
    return bool(
        _CONTENTS_LINK.match(line.text)
        or ANSWER_LABEL.match(line.text)
        or furniture.is_link_back(_INLINE_TAGS.sub("", line.text))
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
    rated_by: set[str] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    head: list[Passage] = field(default_factory=list)
    skipped: list[Passage] = field(default_factory=list)

    def passage(self, first: int, end: int, why: str) -> Passage:
        """Lines by position, the last not included."""
        texts = [line.bare for line in self.lines[first:end] if not line.blank]
        self.claimed.update(range(first, end))
        return Passage(self.lines[first].number, self.lines[end - 1].number, "\n".join(texts), why)


def read(
    source: Source, lines: Sequence[Line], convention: Convention, hints: Hints = NO_HINTS
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document whose convention is known; ``lines`` are `markup.cleaned`."""
    if not convention.questions:
        return _without_questions(source, lines, convention)
    marks = convention.questions
    titles = categories.titles(source, lines, markup.hidden(lines), marks, hints)
    page = _Page(
        source=source,
        lines=list(lines),
        inline=mdblocks.inline_reader(lines),
        convention=convention,
        hints=hints,
        code=mdblocks.code_positions(lines),
        titles=titles,
        paths=categories.paths(marks, titles),
    )
    found = categories.find(lines, marks, page.paths, hints)
    names = _category_names(page, found)
    cards = tuple(
        _card(page, mark, _end(page, mark, marks[index + 1 : index + 2]), names[index])
        for index, mark in enumerate(marks)
    )
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
    source: Source, lines: Sequence[Line], convention: Convention
) -> tuple[Document, tuple[Problem, ...]]:
    """Nothing but what the document is called, and what may be wrong with its marks."""
    _, problems = mdblocks.read_lines(source, lines, inline := mdblocks.inline_reader(lines))
    texts = [line for line in lines if not line.blank]
    heading = next((match for line in texts if (match := _HEADING.match(line.text))), None)
    whole = Passage(
        texts[0].number if texts else 1,
        texts[-1].number if texts else len(source.lines),
        "\n".join(line.bare for line in texts),
        "no question was found",
    )
    title = plain(inline.spans(heading["text"])) if heading else ""
    skipped = Document(title or source.stem, source.path, skipped=(whole,), patterns=convention.patterns)
    return skipped, problems


def _sorted(passages: list[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda passage: passage.first_line))


def _title(page: _Page, marks: Sequence[Mark]) -> str:
    for line in markup.front_matter(page.lines):
        stated = re.match(r"title\s*:\s*[\"']?(.*?)[\"']?\s*$", line.text, re.IGNORECASE)
        if stated and stated[1]:
            return stated[1]
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
        if heading.level <= level or heading.ends_page:
            return heading.at
    return stop


def _card(page: _Page, mark: Mark, end: int, category: str | None) -> Card:
    question, level, answer_at = _question(page, mark, end)
    behind = [Line(page.lines[mark.at].number, mark.rest)] if mark.rest else []
    if behind and (badge := difficulty.alone(mark.rest)):
        behind, level = [], badge
    answer, stated = _answer(page, behind, answer_at, end)
    last = max(at for at in range(mark.at, end) if not page.lines[at].blank)
    page.claimed.update(range(mark.at, end))
    return Card(
        question=question,
        answer=answer,
        first_line=page.lines[mark.at].number,
        last_line=page.lines[last].number,
        number=mark.number,
        difficulty=_rated(page, stated, level),
        category=category,
    )


def _rated(page: _Page, label: Difficulty | None, question: Difficulty | None) -> Difficulty | None:
    """The difficulty on a line of its own or in the question, as far as these places count."""
    if label and page.hints.rates("label"):
        page.rated_by.add("label")
        return label
    if question and page.hints.rates("question"):
        page.rated_by.add("question")
        return question
    return None


def _question(page: _Page, mark: Mark, end: int) -> tuple[Spans, Difficulty | None, int]:
    """The question's text, the difficulty stated in it, and where its answer begins."""
    found = asked(page.lines, mark, end, page.convention.labelled[mark.form], page.code)
    if all(piece.kind == "text" for piece in found.pieces):
        text, level = difficulty.stated(" ".join(piece.text for piece in found.pieces))
        return page.inline.spans(text) or (Text(text),), mark.level or level, found.answer_at
    spans: list[Span] = []
    for piece in found.pieces:
        if spans:
            spans.append(Text(" ") if piece.kind == "text" else LineBreak())
        spans.extend((CodeSpan(piece.text),) if piece.kind == "code" else page.inline.spans(piece.text))
    return tuple(spans), mark.level, found.answer_at


def _answer(page: _Page, behind: Sequence[Line], start: int, end: int) -> tuple[Blocks, Difficulty | None]:
    lines = _dedented(page.lines[start:end])
    level: Difficulty | None = None
    kept: list[Line] = list(behind)
    for at, line in enumerate(lines):
        if start + at in page.claimed:
            kept.append(Line(line.number, ""))
            continue
        first = all(before.blank for before in kept)
        label = ANSWER_LABEL.match(line.text) if first else None
        stated = _DIFFICULTY_LINE.match(line.text) if level is None and len(kept) < _QUESTION_LINES else None
        if label:
            kept.append(Line(line.number, label["rest"].strip()))
        elif stated and difficulty.alone(stated["value"]):
            level = difficulty.alone(stated["value"])
        elif furniture.is_link_back(bare := _INLINE_TAGS.sub("", line.text)) or furniture.asks_back(bare):
            page.skipped.append(page.passage(start + at, start + at + 1, "belongs to the page"))
        else:
            kept.append(line)
    nodes, problems = mdblocks.read_lines(page.source, kept, page.inline)
    page.problems.extend(problems)
    return tuple(node.value for node in nodes if not isinstance(node.value, Remark)), level


def _dedented(lines: Sequence[Line]) -> list[Line]:
    """The lines moved to the margin where the first of them stands in from it, as under a list number."""
    first = next((line for line in lines if not line.blank), None)
    shift = first.indent if first else 0
    moved = (
        [Line(line.number, line.text.expandtabs(4)[min(line.indent, shift) :]) for line in lines]
        if shift
        else list(lines)
    )
    found: list[Line] = []
    fence = 0
    code = mdblocks.code_positions(moved)
    for at, line in enumerate(moved):
        if at in code and (at - 1 not in code):
            fence = line.indent if line.indent > 3 and not any(near.is_item for near in moved[:at]) else 0
        found.append(
            Line(line.number, line.text[min(line.indent, fence) :]) if at in code and fence else line
        )
    return found
