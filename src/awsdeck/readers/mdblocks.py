"""The lines of a Markdown document become nodes: blocks that know their lines.

In: a `Source`. Out: `Node` values in order and the problems met on the way. It follows CommonMark and
GitHub where documents rely on it: lists nest by the column of their text and may follow a paragraph
directly, tables and alerts are known. It must not know what a question is.

python-markdown reads what is within a line (`mdinline`); its own blocks carry no line numbers and need
four spaces to nest a list, which documents written for GitHub don't have.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import (
    Block,
    Blocks,
    Callout,
    Code,
    Heading,
    Image,
    Item,
    List,
    Paragraph,
    Picture,
    Spans,
    Table,
    Text,
)
from awsdeck.problems import Problem, error, warning
from awsdeck.readers import BEHIND_LANGUAGE, DEFINITION, HIDDEN, callouts, fences, mdlines, rawhtml, tables
from awsdeck.readers.lines import DEEPEST, Line
from awsdeck.readers.mdinline import InlineReader
from awsdeck.source import Source


@dataclass(frozen=True, slots=True)
class Remark:
    """Text that shows on no page, such as an HTML comment, and why; ``within`` another block or alone."""

    text: str
    line: int = field(default=0, compare=False)
    why: str = HIDDEN
    within: bool = False


class Node(NamedTuple):
    """A block or remark with the lines it was read from, both ends included."""

    value: Block | Remark
    first: int
    last: int


_LANGUAGE = late(r"[\w+#.-]+")
LABEL_LINE = late(r"\W*(?:difficulty|level|services?)\b\W*:", re.IGNORECASE)
_BARRED = late(r" {0,3}\|.*\|\s*$")
_NEARLY_HEADING = late(r"#{2,6}[^\s#]")


class Reading(NamedTuple):
    """What lines hold that were read by themselves.

    ``first`` is the number of the first line. ``is_open`` tells that a block of code or a comment has no end
    in these lines, so that what stands below them may be part of it.
    """

    first: int
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]
    is_open: bool


def inline_reader(lines: Sequence[Line]) -> InlineReader:
    """A reader of inline text that knows the link definitions in these lines."""
    return InlineReader(mdlines.references(line.text for line in lines))


def read(source: Source, lines: Sequence[Line], inline: InlineReader) -> Reading:
    """What some lines of a Markdown document hold; the nodes keep the numbers of their lines."""
    parser = _Parser(source, inline)
    nodes: list[Node] = []
    for node in parser.nodes(mdlines.with_spaces_before_text(lines)):
        nodes += [node, *parser.unseen()]
    return Reading(lines[0].number if lines else 1, tuple(nodes), tuple(parser.problems), parser.is_open)


def read_lines(
    source: Source, lines: Sequence[Line], inline: InlineReader
) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The nodes of some lines, and the problems met in them."""
    reading = read(source, lines, inline)
    return reading.nodes, reading.problems


class _Parser:
    """Reads nodes; holds what all of them share. Each method takes lines and a position and moves it on."""

    def __init__(self, source: Source, inline: InlineReader) -> None:
        self._source = source
        self._inline = inline
        self._depth = 0
        self._unseen: list[Node] = []
        self.problems: list[Problem] = []
        self.is_open = False

    def nodes(self, lines: Sequence[Line]) -> Iterator[Node]:
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.blank:
                at += 1
                continue
            value, end = self._node(lines, at)
            if value is not None:
                yield Node(value, line.number, lines[end - 1].number)
            at = end

    def _node(self, lines: Sequence[Line], at: int) -> tuple[Block | Remark | None, int]:
        text = lines[at].text
        if mdlines.REFERENCE.match(text):
            return Remark(lines[at].bare, line=lines[at].number, why=DEFINITION), at + 1
        if fence := mdlines.FENCE.match(text):
            return self._fence(lines, at, fence)
        if heading := mdlines.ATX.match(text):
            spans = self._spans(mdlines.without_closing_marks(heading["text"] or ""), lines[at : at + 1])
            return Heading(len(heading["marks"]), spans, line=lines[at].number), at + 1
        if mdlines.RULE.match(text):
            return None, at + 1
        if text.lstrip().startswith("<!--"):
            return self._remark(lines, at)
        if mdlines.QUOTE.match(text) and self._depth < DEEPEST:
            return self._quote(lines, at)
        if (item := mdlines.ITEM.match(text)) and self._depth < DEEPEST:
            return self._list(lines, at, item)
        if mdlines.is_table(lines, at):
            return self._table(lines, at)
        if lines[at].indent >= 4:
            return self._indented_code(lines, at)
        return self._paragraph(lines, at)

    # --- code ------------------------------------------------------------------------------------

    def _fence(self, lines: Sequence[Line], at: int, fence: re.Match[str]) -> tuple[Code, int]:
        inner: list[str] = []
        end, closed = mdlines.fence_end(lines, at, fence["mark"])
        self.is_open |= not closed and not self._depth
        inner = [line.text for line in lines[at + 1 : end]]
        if not closed:
            self.problems.append(
                error(
                    self._source.at(lines[at].number),
                    "unclosed-fence",
                    f"code block is never closed: {lines[at].bare!r}",
                    f"put a line with {fence['mark']} after the code",
                )
            )
            while inner and not inner[-1].strip():
                inner.pop()
        indent = lines[at].indent
        texts = [text[min(indent, len(text) - len(text.lstrip())) :].rstrip() for text in inner]
        language = _LANGUAGE.search(fence["info"])
        if language:
            self._leave_out(fence["info"][language.end() :], BEHIND_LANGUAGE, lines[at : at + 1])
        code = Code(
            fences.language(language[0] if language else "", texts), "\n".join(texts), line=lines[at].number
        )
        return code, min(len(lines), end + 1) if closed else end

    def _indented_code(self, lines: Sequence[Line], at: int) -> tuple[Code, int]:
        end = at
        while end < len(lines) and (lines[end].blank or lines[end].indent >= 4):
            end += 1
        while lines[end - 1].blank:
            end -= 1
        texts = [" " * (line.indent - 4) + line.bare for line in lines[at:end]]
        return Code(fences.language("", texts), "\n".join(texts), line=lines[at].number), end

    # --- containers ------------------------------------------------------------------------------

    def _remark(self, lines: Sequence[Line], at: int) -> tuple[Block | Remark, int]:
        for end in range(at, len(lines)):
            if "-->" in lines[end].text:
                text = "\n".join(line.bare for line in lines[at : end + 1])
                if text.endswith("-->") and text.count("<!--") == 1:
                    return Remark(text[4:-3].strip(), line=lines[at].number), end + 1
                break
        else:
            self.is_open |= not self._depth
        return self._paragraph(lines, at)

    def _quote(self, lines: Sequence[Line], at: int) -> tuple[Callout, int]:
        end = at
        inner: list[Line] = []
        while end < len(lines) and not lines[end].blank:
            quoted = mdlines.QUOTE.match(lines[end].text)
            if not quoted and (not inner or inner[-1].blank or mdlines.interrupts(lines, end)):
                break
            text = lines[end].text[quoted.end() if quoted else 0 :]
            inner.append(mdlines.with_spaces(Line(lines[end].number, text)))
            end += 1
        kind, said = callouts.of_quote(inner)
        if kind and kind not in callouts.KINDS and (meant := callouts.nearly(kind)):
            what, hint = "this kind of call-out isn't known", f"perhaps [!{meant.upper()}]"
            self._warn(lines[at], "unknown-kind", what, hint)
        return Callout(self.blocks(said), kind, line=lines[at].number), end

    def blocks(self, lines: Sequence[Line]) -> Blocks:
        """The blocks within a container, without the remarks in it."""
        self._depth += 1
        inner: list[Block] = []
        for node in self.nodes(lines):
            if isinstance(node.value, Remark):
                self._unseen.append(node._replace(value=replace(node.value, within=True)))
            else:
                inner.append(node.value)
        self._depth -= 1
        return tuple(inner)

    def unseen(self) -> list[Node]:
        """What was left out of the blocks since this was last asked."""
        found, self._unseen = self._unseen, []
        return found

    def _leave_out(self, text: str, why: str, lines: Sequence[Line]) -> None:
        if any(character.isalnum() for character in text):
            first, last = lines[0].number, lines[-1].number
            self._unseen.append(Node(Remark(text.strip(), first, why, within=True), first, last))

    def _list(self, lines: Sequence[Line], at: int, first: re.Match[str]) -> tuple[List, int]:
        items: list[Item] = []
        end = at
        while end < len(lines):
            match = mdlines.item_of(first, lines[end])
            if not match:
                break
            inner, end = mdlines.item_lines(lines, end, match)
            items.append(self._item(inner))
            after = next((i for i in range(end, len(lines)) if not lines[i].blank), len(lines))
            if after < len(lines) and mdlines.ITEM.match(lines[after].text):
                end = after
        start = int(first["number"]) if first["number"] else 1
        return List(first["number"] is not None, tuple(items), start, line=lines[at].number), end

    def _item(self, lines: Sequence[Line]) -> Item:
        blocks = self.blocks(lines)
        match blocks[:1]:
            case (Paragraph(spans),):
                return Item(spans, blocks[1:], line=lines[0].number)
            case _:
                return Item((), blocks, line=lines[0].number)

    # --- tables and text -------------------------------------------------------------------------

    def _table(self, lines: Sequence[Line], at: int) -> tuple[Table, int]:
        end = at + 2
        while end < len(lines) and not lines[end].blank and not mdlines.interrupts(lines, end):
            end += 1
        header, *rows = [self._cells(line) for line in (lines[at], *lines[at + 2 : end])]
        ruled = len(mdlines.split_row(lines[at + 1].text))
        if ruled != len(header):
            self.problems.append(tables.ragged_row(self._source, lines[at + 1].number, ruled, len(header)))
        for line, row in zip(lines[at + 2 : end], rows, strict=True):
            if len(row) != len(header):
                self.problems.append(tables.ragged_row(self._source, line.number, len(row), len(header)))
        width = max(len(row) for row in (header, *rows))
        filled = [tuple(row) + ((),) * (width - len(row)) for row in (header, *rows)]
        return Table(filled[0], tuple(filled[1:]), line=lines[at].number), end

    def _cells(self, line: Line) -> list[Spans]:
        cells = tables.within_width(mdlines.split_row(line.text))
        return [self._spans(cell.replace("\\|", "|"), [line]) for cell in cells]

    def _paragraph(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        end = at + 1
        while end < len(lines) and not lines[end].blank:
            setext = mdlines.SETEXT.match(lines[end].text)
            if setext:
                level = 1 if setext["one"] else 2
                return Heading(level, self._text(lines[at:end]), line=lines[at].number), end + 1
            if mdlines.interrupts(lines, end) or LABEL_LINE.match(lines[end - 1].text):
                break
            end += 1
        self._look_for_near_misses(lines[at:end])
        spans = self._text(lines[at:end])
        match spans:
            case (Picture(src, alt),):
                return Image(src, alt, line=lines[at].number), end
            case _:
                return Paragraph(spans or (Text(""),), line=lines[at].number), end

    def _look_for_near_misses(self, lines: Sequence[Line]) -> None:
        """Text that its author may have meant for something else."""
        for line, below in pairwise((*lines, None)):
            if line and _NEARLY_HEADING.match(line.text):
                self._warn(line, "no-space-after-hashes", "this looks like a heading, but it is text",
                           "put a space after the #")  # fmt: skip
            if line and "<" in line.text and rawhtml.LAYS_OUT.match(line.text):
                self._warn(line, "html-tags", "this looks like HTML, but it is text",
                           "write it in Markdown")  # fmt: skip
                return
            if line and below and all(_BARRED.match(near.text) for near in (line, below)):
                self._warn(line, "table-without-rule", "this looks like a table, but it is text",
                           "put a line such as | --- | --- | under its header")  # fmt: skip
                return

    def _warn(self, line: Line, code: str, what: str, hint: str) -> None:
        self.problems.append(warning(self._source.at(line.number), code, f"{what}: {line.bare!r}", hint))

    def _text(self, lines: Sequence[Line]) -> Spans:
        return self._spans("\n".join(line.text.lstrip() for line in lines), lines)

    def _spans(self, text: str, lines: Sequence[Line]) -> Spans:
        spans = self._inline.spans(text)
        for said, why in self._inline.unseen(text):
            self._leave_out(said, why, lines)
        return spans
