"""Reads Markdown in any convention: READMEs and pages as people publish them.

In: the lines of a document and its inferred `Convention`. Out: a `Document` and problems. It splits the
document at its questions and finds their categories; what a question looks like is `convention`'s
business, what a block is that of `mdblocks`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from awsdeck.readers import difficulty, furniture, headings, markup, mdblocks
from awsdeck.readers.convention import ANSWER_LABEL, Convention, Mark
from awsdeck.readers.lines import Line
from awsdeck.readers.mdblocks import Remark
from awsdeck.readers.mdinline import InlineReader
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

_LABELLED = 0.6  # with so many answers labelled, a question goes on until the label
_QUESTION_LINES = 12
_GROUP = 3  # a bare line heads so many questions on average, or it is a link to elsewhere
_DEEPEST = 6

_SUMMARY_END = re.compile(r"</summary>", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    level: int
    text: str


@dataclass
class _Page:
    """The document being read."""

    source: Source
    lines: list[Line]
    inline: InlineReader
    convention: Convention
    headings: list[_Heading]
    problems: list[Problem] = field(default_factory=list)
    paths: dict[int, list[_Heading]] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)
    head: list[Passage] = field(default_factory=list)
    skipped: list[Passage] = field(default_factory=list)

    def passage(self, first: int, end: int, why: str) -> Passage:
        """Lines by position, the last not included."""
        texts = [line.bare for line in self.lines[first:end] if not line.blank]
        self.claimed.update(range(first, end))
        return Passage(self.lines[first].number, self.lines[end - 1].number, "\n".join(texts), why)


def read(
    source: Source, lines: Sequence[Line], convention: Convention
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document whose convention is known; ``lines`` are `markup.cleaned`."""
    if not convention.questions:
        return _without_questions(source, lines, convention)
    code = mdblocks.code_positions(lines)
    asked = {mark.at for mark in convention.questions}
    found = [
        _Heading(at, len(match["marks"]), match["text"])
        for at, line in enumerate(lines)
        if at not in code and at not in asked and (match := _HEADING.match(line.text))
    ]
    page = _Page(source, list(lines), mdblocks.inline_reader(lines), convention, found)
    marks = sorted(convention.questions, key=lambda mark: mark.at)
    names = _categories(page, marks)
    cards = tuple(
        _card(page, mark, _end(page, mark, marks[index + 1 : index + 2]), names[index])
        for index, mark in enumerate(marks)
    )
    title = _title(page, marks)
    _account(page, marks[0].at)
    document = Document(
        title, source.path, cards, _sorted(page.head), _sorted(page.skipped), patterns=convention.patterns
    )
    return document, tuple(page.problems)


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
    for heading in page.headings:
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


# --- categories ----------------------------------------------------------------------------------------


def _categories(page: _Page, marks: Sequence[Mark]) -> list[str | None]:
    """The category of each question: the path of headings above it."""
    page.paths = _paths(page, marks)
    paths = [page.paths[mark.at] for mark in marks]
    levels = _category_levels(marks, paths)
    if not levels:
        return _bare_categories(page, marks)
    names: list[str | None] = []
    for path in paths:
        parts = [heading for heading in path if heading.level in levels]
        for heading in parts:
            if heading.at not in page.claimed:
                page.head.append(page.passage(heading.at, heading.at + 1, "category"))
        names.append(" > ".join(plain(page.inline.spans(part.text)) for part in parts) or None)
    return names


def _paths(page: _Page, marks: Sequence[Mark]) -> dict[int, list[_Heading]]:
    """For each question, by position, the headings that it stands under, the highest first."""
    found: dict[int, list[_Heading]] = {}
    path: list[_Heading] = []
    waiting = iter(page.headings)
    heading = next(waiting, None)
    for mark in marks:
        while heading and heading.at < mark.at:
            path = [upper for upper in path if upper.level < heading.level]
            path.append(heading)
            heading = next(waiting, None)
        found[mark.at] = [upper for upper in path if not _ends_page(upper)]
    return found


def _category_levels(marks: Sequence[Mark], paths: Sequence[Sequence[_Heading]]) -> list[int]:
    """The levels whose headings divide the questions.

    A level at which questions stand divides none; a heading above all questions names the document.
    """
    asked = {int(mark.form[1]) for mark in marks if mark.form[0] == "h"}
    used = {heading.level: set[int]() for path in paths for heading in path if heading.level not in asked}
    for path in paths:
        for heading in path:
            if heading.level in used:
                used[heading.level].add(heading.at)
    levels = sorted(used)
    if levels and levels[0] == 1 and len(used[1]) == 1:
        levels.pop(0)
    dividing = [level for level in levels if len(used[level]) > 1]
    return dividing or levels


def _bare_categories(page: _Page, marks: Sequence[Mark]) -> list[str | None]:
    """Categories from bare lines before questions, where the document has no headings."""
    words = Vocabulary(page.lines)
    bare: dict[int, int] = {}
    for index, mark in enumerate(marks):
        at = next((i for i in range(mark.at - 1, -1, -1) if not page.lines[i].blank), None)
        if index and at is not None and at > marks[index - 1].at + 1:
            score = headings.score(page.lines[at], page.lines[marks[index - 1].at : at], words).score
            if score >= headings.CERTAIN:
                bare[index] = at
    groups: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        groups.setdefault(mark.form, []).append(index)
    names: list[str | None] = [None] * len(marks)
    for group in groups.values():
        heads = [index for index in group if index in bare]
        real = bool(heads) and len(group) - group.index(heads[0]) >= _GROUP * len(heads)
        current: str | None = None
        for index in group:
            if index in bare:
                current = page.lines[bare[index]].bare if real else None
                passages, why = (page.head, "category") if real else (page.skipped, "a link to another page")
                passages.append(page.passage(bare[index], bare[index] + 1, why))
            names[index] = current
    return names


# --- one question ----------------------------------------------------------------------------------------


def _end(page: _Page, mark: Mark, following: Sequence[Mark]) -> int:
    """Where the answer ends: before the next question, or before a heading that isn't part of it."""
    stop = following[0].at if following else len(page.lines)
    if mark.form[0] == "h":
        level = int(mark.form[1])
    else:
        level = max((heading.level for heading in page.paths[mark.at][-1:]), default=_DEEPEST)
    first = bisect_right(page.headings, mark.at, key=lambda heading: heading.at)
    for heading in page.headings[first:]:
        if heading.at >= stop:
            break
        if heading.level <= level or _ends_page(heading):
            return heading.at
    return stop


def _ends_page(heading: _Heading) -> bool:
    return furniture.begins_section(_INLINE_TAGS.sub("", heading.text))


def _card(page: _Page, mark: Mark, end: int, category: str | None) -> Card:
    question, level, answer_at = _question(page, mark, end)
    answer, stated = _answer(page, answer_at, end)
    last = max(at for at in range(mark.at, end) if not page.lines[at].blank)
    page.claimed.update(range(mark.at, end))
    return Card(
        question=question,
        answer=answer,
        first_line=page.lines[mark.at].number,
        last_line=page.lines[last].number,
        number=mark.number,
        difficulty=stated or level,
        category=category,
    )


def _question(page: _Page, mark: Mark, end: int) -> tuple[Spans, Difficulty | None, int]:
    """The question's text, the difficulty stated in it, and where its answer begins."""
    texts, after = [mark.text], mark.at + 1
    choices = _choices(page.lines[after:end])
    if choices or not mark.text:
        return _chosen(page, mark, end, choices)
    if "summary" in mark.form:
        while not _SUMMARY_END.search(page.lines[after - 1].text) and after < end:
            texts.append(page.lines[after].bare)
            after += 1
        texts = [_SUMMARY_END.split(text)[0] for text in texts]
    elif page.convention.labelled[mark.form] >= _LABELLED:
        label = next(
            (
                at
                for at in range(mark.at + 1, min(end, mark.at + _QUESTION_LINES))
                if ANSWER_LABEL.match(page.lines[at].text)
            ),
            after,
        )
        texts.extend(line.bare for line in page.lines[after:label] if not line.blank)
        after = label
    else:
        while after < end and _goes_on(texts[-1], page.lines[after]):
            texts.append(page.lines[after].bare)
            after += 1
    text, level = difficulty.in_brackets(" ".join(text for text in texts if text))
    return page.inline.spans(text) or (Text(text),), level, after


_CHOICE = re.compile(r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s*)?\(?(?P<letter>[A-H])[.):]\s+(?P<text>\S.*)$")
_FEWEST_CHOICES = 2


def _choices(lines: Sequence[Line]) -> Sequence[int]:
    """The positions of options lettered from A on, above the answer's label."""
    found: list[int] = []
    for at, line in enumerate(lines):
        match = _CHOICE.match(line.text)
        if match and match["letter"] == "ABCDEFGH"[len(found)]:
            found.append(at)
        elif ANSWER_LABEL.match(line.text):
            return found if len(found) >= _FEWEST_CHOICES else ()
    return ()


def _chosen(
    page: _Page, mark: Mark, end: int, choices: Sequence[int]
) -> tuple[Spans, Difficulty | None, int]:
    """A question that goes on below its mark, with its options if it has any: all of it is asked."""
    start = mark.at + 1
    stop = next((at for at in range(start, end) if ANSWER_LABEL.match(page.lines[at].text)), None)
    if stop is None:  # nothing says where the answer begins: the first paragraph asks
        first = next((at for at in range(start, end) if not page.lines[at].blank), start)
        stop = next((at for at in range(first, end) if page.lines[at].blank), end)
    options = {start + at for at in choices}
    code = mdblocks.code_positions(page.lines[start:stop])
    spans: list[Span] = list(page.inline.spans(mark.text)) if mark.text else []
    for at, line in enumerate(page.lines[start:stop], start):
        if line.blank or (at - start in code and mdblocks.is_fence(line)):
            continue
        if spans:
            spans.append(LineBreak() if at in options or at - start in code else Text(" "))
        text = re.sub(r"^\s*[-*+]\s+", "", line.bare) if at in options else line.bare
        spans.extend((CodeSpan(line.text),) if at - start in code else page.inline.spans(text))
    return tuple(spans), None, stop


def _goes_on(text: str, line: Line) -> bool:
    return not text.endswith(("?", ".", ":", "!")) and line.bare[:1].islower() and not line.is_item


def _answer(page: _Page, start: int, end: int) -> tuple[Blocks, Difficulty | None]:
    lines = _dedented(page.lines[start:end])
    level: Difficulty | None = None
    kept: list[Line] = []
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
