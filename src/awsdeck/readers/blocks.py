"""The lines of one answer become blocks.

In: lines of copied text, the document's `Layout`, and a way to tell known words. Out: blocks and the
problems met on the way. It must not know how a question is recognised: any convention can hand its
answers to it.
"""

import re
from collections.abc import Iterator, Sequence

from awsdeck.late import late
from awsdeck.model import Block, Blocks, Code, Item, List, Paragraph, Spans, Strong, Table, Text, plain
from awsdeck.problems import Problem, error, warning
from awsdeck.readers import fences, remarks, tables, typed
from awsdeck.readers.layout import Layout
from awsdeck.readers.lines import DEEPEST, Line
from awsdeck.readers.segments import Kind, Segment, segment
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

_TERM = late(r"(?P<term>\S.{0,78}?\S|\S)(?P<rest>\s+[—–]\s+\S.*)", re.DOTALL)
_TERM_WORDS = 10
_ITEM_WORDS, _FEWEST_ITEMS = 12, 2  # of a list that lost its bullets
_NAME_WORDS = 3  # before a colon
_WRAP_WIDTHS = range(50, 101)  # where editors and mail programs break lines


def read(
    source: Source, lines: Sequence[Line], layout: Layout, words: Vocabulary
) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks of an answer, in order, with the problems found in it."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for run in fences.divided(lines):
        if run.named is None:
            _read(source, run.lines, layout, words, blocks, problems)
            continue
        if run.at and not run.closed:
            problems.append(_unclosed(source, run.at))
        last = max((at for at, line in enumerate(run.lines, 1) if not line.blank), default=0)
        if last:
            blocks.append(_code(run.lines[:last], run.named))
    return tuple(blocks), tuple(problems)


def _read(
    source: Source,
    lines: Sequence[Line],
    layout: Layout,
    words: Vocabulary,
    blocks: list[Block],
    problems: list[Problem],
) -> None:
    """Add the blocks of lines in which nothing says where code begins, and the problems found in them."""
    for part in _with_tables_first(typed.as_items(lines), layout):
        problems.extend(_doubtful(source, line) for line in part.doubtful)
        if part.kind is Kind.ITEM:
            blocks.extend(_lists(part.lines))
        elif part.kind is Kind.VERBATIM:
            blocks.append(_code(part.lines))
        else:
            before = blocks[-1] if blocks else None
            found, wrong = _prose(source, part.lines, layout, words, before)
            blocks.extend(found)
            problems.extend(wrong)


def _with_tables_first(lines: Sequence[Line], layout: Layout) -> Iterator[Segment]:
    """Segments of the lines; those of tables with typed cell marks are kept apart from all guessing."""
    start = 0
    for first, end in tables.delimited(lines):
        yield from segment(lines[start:first], layout)
        yield Segment(Kind.PROSE, list(lines[first:end]))
        start = end
    yield from segment(lines[start:], layout)


def _unclosed(source: Source, fence: Line) -> Problem:
    mark = fence.bare[: len(fence.bare) - len(fence.bare.lstrip("`~"))]
    return error(
        source.at(fence.number),
        "unclosed-fence",
        f"code block is never closed: {fence.bare!r}",
        f"put a line with {mark} after the code",
    )


def _doubtful(source: Source, line: Line) -> Problem:
    return warning(
        source.at(line.number),
        "unsure-diagram",
        f"not sure whether this line still belongs to the diagram above it: {line.bare!r}",
        "put a blank line before it if it is text, or indent it if it is part of the diagram",
    )


def _code(lines: Sequence[Line], named: str = "") -> Code:
    texts: list[str] = []
    for before, line in zip((None, *lines), lines, strict=False):
        gap = line.number - before.number - 1 if before else 0
        texts.extend([""] * gap)
        texts.append(line.text.rstrip())
    return Code(fences.language(named, texts), "\n".join(texts), line=lines[0].number)


# --- lists ---------------------------------------------------------------------------------------


def _lists(lines: Sequence[Line]) -> Iterator[List]:
    """Lists from lines of items; a deeper indent nests, another kind of marker begins another list."""
    entries: list[tuple[Line, list[str]]] = []
    for line in lines:
        if line.is_item or not entries:
            entries.append((line, [line.item_text]))
        else:
            entries[-1][1].append(line.bare)
    yield from _nest([(line, " ".join(texts)) for line, texts in entries])


def _nest(entries: Sequence[tuple[Line, str]], depth: int = 1) -> Iterator[List]:
    at = 0
    while at < len(entries):
        first = entries[at][0]
        items: list[Item] = []
        expected = first.item_number
        while at < len(entries) and _same_list(first, entries[at][0], expected):
            line, text = entries[at]
            end = at + 1
            while depth < DEEPEST and end < len(entries) and entries[end][0].indent > line.indent:
                end += 1
            children = tuple(_nest(entries[at + 1 : end], depth + 1))
            items.append(Item(item_spans(text), children, line=line.number))
            expected = None if line.item_number is None else line.item_number + 1
            at = end
        yield List(first.item_number is not None, tuple(items), first.item_number or 1, line=first.number)


def _same_list(first: Line, line: Line, expected: int | None) -> bool:
    if first.item_number is None:
        return line.item_number is None
    return line.item_number is not None and (line is first or line.item_number == expected)


def item_spans(text: str) -> Spans:
    """The text of an item; a short term before a spaced dash is bold."""
    match = _TERM.fullmatch(text)
    if match and len(match["term"].split()) <= _TERM_WORDS:
        return (Strong((Text(match["term"]),)), Text(match["rest"]))
    return (Text(text),)


# --- prose ---------------------------------------------------------------------------------------


def _prose(
    source: Source, lines: Sequence[Line], layout: Layout, words: Vocabulary, before: Block | None
) -> tuple[list[Block], list[Problem]]:
    blocks: list[Block] = []
    problems: list[Problem] = []
    at = 0
    for first, end, table, wrong in tables.find(source, lines, words):
        blocks.extend(_paragraphs(lines[at:first]))
        problems.extend(wrong)
        blocks.extend([table] if table else _kept_lines(lines[first:end]))
        at = end
    rest = lines[at:]
    before = blocks[-1] if blocks else before
    below_table = at > 0 or isinstance(before, Table)
    habit = layout.spaced_paragraphs if below_table else layout.parted_paragraphs
    alone = len(rest) == 1 and habit and _is_callout(source, rest[0], before)
    if alone and not remarks.is_named(rest[0]):
        blocks.append(remarks.callout(rest))
    else:
        blocks.extend(_with_remarks(rest, before))
    return blocks, problems


def _with_remarks(lines: Sequence[Line], before: Block | None) -> Iterator[Block]:
    """Paragraphs, and a call-out for each line that names itself one."""
    announced = isinstance(before, Paragraph) and plain(before.spans).endswith(":")
    at = 0
    for remark in remarks.find(lines, below_block=before is not None):
        yield from _paragraphs(lines[at : remark.first], announced=announced and not at)
        at = remark.text + 1
        while at < len(lines) and not remarks.is_named(lines[at]) and _is_wrapped(lines[at - 1], lines[at]):
            at += 1
        yield remarks.callout(lines[remark.first : at])
    yield from _paragraphs(lines[at:], announced=announced and not at)


def _is_callout(source: Source, line: Line, before: Block | None) -> bool:
    """A single line that lacks the blank lines of a paragraph, among paragraphs that have them.

    Where a paragraph stands before it, the blank line between is the paragraph's own. The end of the file
    says nothing: editors cut blank lines there.
    """
    above, below = _neighbour(source, line.number - 1), _neighbour(source, line.number + 1)
    if before is None or (line.is_label and below):
        return False
    if above:
        return True
    return isinstance(before, Paragraph) and bool(below)


def _neighbour(source: Source, number: int) -> str:
    """The text of a line, empty if it is blank or beyond the document's ends."""
    return source.lines[number - 1].strip() if 0 < number <= len(source.lines) else ""


def _kept_lines(lines: Sequence[Line]) -> list[Block]:
    return [Paragraph((Text(line.bare),), line=line.number) for line in lines]


def _paragraphs(lines: Sequence[Line], *, announced: bool = False) -> list[Block]:
    """A paragraph for each line, but one for lines that an editor wrapped, and a list for announced ones.

    ``announced`` tells that a label stands above the first line.
    """
    found: list[Block] = []
    at = 0
    while at < len(lines):
        end = _list_end(lines, at, announced=announced)
        if end > at:
            items = tuple(Item(item_spans(line.bare), line=line.number) for line in lines[at:end])
            found.append(List(False, items, line=lines[at].number))
        else:
            end = at + 1
            while end < len(lines) and _is_wrapped(lines[end - 1], lines[end]):
                end += 1
            text = " ".join(line.bare for line in lines[at:end])
            found.append(Paragraph((Text(text),), line=lines[at].number))
        at = end
    return found


def _list_end(lines: Sequence[Line], at: int, *, announced: bool) -> int:
    """Where a list that lost its bullets ends: a label announces short lines that state nothing."""
    labelled = announced if at == 0 else lines[at - 1].is_label and _follows(lines, at)
    if not labelled:
        return at
    end = at
    while end < len(lines) and _may_be_item(lines[end]) and (end == at or _follows(lines, end)):
        end += 1
    return end if end - at >= _FEWEST_ITEMS else at


def _follows(lines: Sequence[Line], at: int) -> bool:
    return lines[at].number == lines[at - 1].number + 1


def _may_be_item(line: Line) -> bool:
    return not line.is_sentence and not line.is_label and len(line.words) <= _ITEM_WORDS


def _is_wrapped(line: Line, after: Line) -> bool:
    if _names_term(line) and _names_term(after):
        return False
    full = len(line.text.rstrip()) in _WRAP_WIDTHS
    unfinished = line.bare[-1] not in ".!?:;" or len(line.text) + len(after.bare.split()[0]) > 72
    return full and unfinished and (after.bare[0].islower() or not line.is_sentence)


def _names_term(line: Line) -> bool:
    """The line begins with a few words and a colon, as one of several that explain a term each."""
    term, colon, _ = line.bare.partition(": ")
    return bool(colon) and term[:1].isupper() and len(term.split()) <= _NAME_WORDS
