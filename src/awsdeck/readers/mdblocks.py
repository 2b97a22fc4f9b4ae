"""The lines of a Markdown document become nodes: blocks that know their lines.

In: a `Source`. Out: `Node` values in order and the problems met on the way. It follows CommonMark and
GitHub where documents rely on it: lists nest by the column of their text and may follow a paragraph
directly, tables and alerts are known. It must not know what a question is.

python-markdown reads what is within a line (`mdinline`); its own blocks carry no line numbers and need
four spaces to nest a list, which documents written for GitHub don't have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

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
from awsdeck.readers import BEHIND_LANGUAGE, DEFINITION, HIDDEN, tables
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


_LANGUAGE = re.compile(r"[\w+#.-]+")
_ANY_FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3,}[^`]*|~{3,}.*)$")
_DEEP_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*)|$)")
_SETEXT = re.compile(r" {0,3}(?:(?P<one>=+)|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_ALERT = re.compile(r"\[!(?P<kind>\w+)\]\s*$")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<text>.*)$")
_TASK = re.compile(r"\[([ xX])\] (?=\S)")
_DELIMITER_ROW = re.compile(r" {0,3}\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+$")
_REFERENCE = re.compile(r" {0,3}\[(?P<name>[^\]^][^\]]*+)\]:\s*<?(?P<href>\S+?)>?(?:\s+[\"'(].*)?$")
_CELL_END = re.compile(r"(?<!\\)\|")
LABEL_LINE = re.compile(r"\W*(?:difficulty|level|services?)\b\W*:", re.IGNORECASE)
_BARRED = re.compile(r" {0,3}\|.*\|\s*$")
_NEARLY_HEADING = re.compile(r"#{2,6}[^\s#]")
_QUESTION_HEADING = re.compile(r"#{2,3} ")

_LANGUAGES = {
    "sh": "bash",
    "shell": "bash",
    "console": "bash",
    "zsh": "bash",
    "yml": "yaml",
    "js": "javascript",
    "ts": "typescript",
    "py": "python",
    "tf": "hcl",
    "terraform": "hcl",
    "txt": "text",
    "plain": "text",
    "plaintext": "text",
    "none": "text",
}


class Reading(NamedTuple):
    """What lines hold that were read by themselves.

    ``first`` is the number of the first line. ``is_open`` tells that a block of code or a comment has no end
    in these lines, so that what stands below them may be part of it.
    """

    first: int
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]
    is_open: bool


def references(texts: Iterable[str]) -> dict[str, str]:
    """The link definitions among lines: address by name."""
    return {
        match["name"].lower(): match["href"]
        for text in texts
        if "]:" in text and (match := _REFERENCE.match(text))
    }


def inline_reader(lines: Sequence[Line]) -> InlineReader:
    """A reader of inline text that knows the link definitions in these lines."""
    return InlineReader(references(line.text for line in lines))


def read(source: Source, lines: Sequence[Line], inline: InlineReader) -> Reading:
    """What some lines of a Markdown document hold; the nodes keep the numbers of their lines."""
    parser = _Parser(source, inline)
    nodes: list[Node] = []
    for node in parser.nodes(_with_spaces_before_text(lines)):
        nodes += [node, *parser.unseen()]
    return Reading(lines[0].number if lines else 1, tuple(nodes), tuple(parser.problems), parser.is_open)


def read_lines(
    source: Source, lines: Sequence[Line], inline: InlineReader
) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The nodes of some lines, and the problems met in them."""
    reading = read(source, lines, inline)
    return reading.nodes, reading.problems


def is_fence(line: Line) -> bool:
    """The line begins or ends a block of code."""
    return bool(_DEEP_FENCE.match(line.text))


def code_positions(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines within fences, the fences included."""
    found: set[int] = set()
    mark = ""
    for at, line in enumerate(lines):
        fence = _DEEP_FENCE.match(line.text)
        if mark:
            found.add(at)
            if fence and fence["mark"].startswith(mark) and not fence["info"].strip():
                mark = ""
        elif fence:
            found.add(at)
            mark = fence["mark"]
    return frozenset(found)


def _with_spaces_before_text(lines: Sequence[Line]) -> list[Line]:
    """The lines with the tabs before their text as spaces, by which blocks nest; code keeps its tabs."""
    found: list[Line] = []
    fenced = False
    for line in lines:
        fence = _ANY_FENCE.match(line.text)
        if line.text[:1] in " \t" and (fence or not fenced):
            line = _with_spaces(line)
        found.append(line)
        if fence:
            fenced = not fenced
    return found


def _with_spaces(line: Line) -> Line:
    """The line with the tabs before its text as spaces."""
    return Line(line.number, " " * line.indent + line.text.lstrip()) if line.indent else line


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
        if _REFERENCE.match(text):
            return Remark(lines[at].bare, line=lines[at].number, why=DEFINITION), at + 1
        if fence := _FENCE.match(text):
            return self._fence(lines, at, fence)
        if heading := _ATX.match(text):
            spans = self._spans(without_closing_marks(heading["text"] or ""), lines[at : at + 1])
            return Heading(len(heading["marks"]), spans, line=lines[at].number), at + 1
        if _RULE.match(text):
            return None, at + 1
        if text.lstrip().startswith("<!--"):
            return self._remark(lines, at)
        if _QUOTE.match(text) and self._depth < DEEPEST:
            return self._quote(lines, at)
        if _ITEM.match(text) and self._depth < DEEPEST:
            return self._list(lines, at)
        if _is_table(lines, at):
            return self._table(lines, at)
        if lines[at].indent >= 4:
            return self._indented_code(lines, at)
        return self._paragraph(lines, at)

    # --- code ------------------------------------------------------------------------------------

    def _fence(self, lines: Sequence[Line], at: int, fence: re.Match[str]) -> tuple[Code, int]:
        inner: list[str] = []
        end, closed = self._fence_end(lines, at, fence["mark"])
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
        code = Code(_language(language, texts), "\n".join(texts), line=lines[at].number)
        return code, min(len(lines), end + 1) if closed else end

    def _fence_end(self, lines: Sequence[Line], at: int, mark: str) -> tuple[int, bool]:
        """The closing line. An opening one met first means that this fence was left open before a heading."""
        heading: int | None = None
        for here in range(at + 1, len(lines)):
            text = lines[here].text
            match = _FENCE.match(text)
            if match and match["mark"].startswith(mark) and not match["info"]:
                return here, True
            if match and match["info"] and match["mark"] == mark and heading is not None:
                return heading, False
            if heading is None and lines[here - 1].blank and _QUESTION_HEADING.match(text):
                heading = here
        return (len(lines) if heading is None else heading), False

    def _indented_code(self, lines: Sequence[Line], at: int) -> tuple[Code, int]:
        end = at
        while end < len(lines) and (lines[end].blank or lines[end].indent >= 4):
            end += 1
        while lines[end - 1].blank:
            end -= 1
        texts = [" " * (line.indent - 4) + line.bare for line in lines[at:end]]
        return Code(_language(None, texts), "\n".join(texts), line=lines[at].number), end

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
            quoted = _QUOTE.match(lines[end].text)
            if not quoted and (not inner or inner[-1].blank or _interrupts(lines, end)):
                break
            text = lines[end].text[quoted.end() if quoted else 0 :]
            inner.append(_with_spaces(Line(lines[end].number, text)))
            end += 1
        alert = _ALERT.match(inner[0].bare)
        if alert:
            inner.pop(0)
        kind = alert["kind"].lower() if alert else None
        return Callout(self.blocks(inner), kind, line=lines[at].number), end

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

    def _list(self, lines: Sequence[Line], at: int) -> tuple[List, int]:
        first = _item_match(lines[at])
        items: list[Item] = []
        end = at
        while end < len(lines):
            match = _ITEM.match(lines[end].text)
            if not match or not _same_list(first, match) or (end > at and _RULE.match(lines[end].text)):
                break
            inner, end = self._item_lines(lines, end, match)
            items.append(self._item(inner))
            after = next((i for i in range(end, len(lines)) if not lines[i].blank), len(lines))
            if after < len(lines) and _ITEM.match(lines[after].text):
                end = after
        start = int(first["number"]) if first["number"] else 1
        return List(first["number"] is not None, tuple(items), start, line=lines[at].number), end

    def _item_lines(self, lines: Sequence[Line], at: int, match: re.Match[str]) -> tuple[list[Line], int]:
        """The lines of one item, moved to the margin."""
        marker = len(match["indent"])
        gap = len(match["gap"]) if len(match["gap"]) <= 4 else 1
        column = marker + len(match["mark"]) + gap
        text = _TASK.sub(lambda box: "☐ " if box[1] == " " else "☑ ", match["text"])
        inner = [Line(lines[at].number, " " * max(0, len(match["gap"]) - gap) + text)]
        end = at + 1
        while end < len(lines):
            line = lines[end]
            if line.blank:
                after = next((near for near in range(end, len(lines)) if not lines[near].blank), len(lines))
                if after == len(lines) or lines[after].indent < min(column, marker + 2):
                    break
                inner.extend(Line(blank.number, "") for blank in lines[end:after])
                end = after
                continue
            if line.indent <= marker and (
                _ITEM.match(line.text) or lines[end - 1].blank or _interrupts(lines, end)
            ):
                break
            inner.append(Line(line.number, line.text[min(line.indent, column) :]))
            end += 1
        return inner, end

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
        while end < len(lines) and not lines[end].blank and not _interrupts(lines, end):
            end += 1
        header, *rows = [self._cells(line) for line in (lines[at], *lines[at + 2 : end])]
        ruled = len(split_row(lines[at + 1].text))
        if ruled != len(header):
            self.problems.append(tables.ragged_row(self._source, lines[at + 1].number, ruled, len(header)))
        for line, row in zip(lines[at + 2 : end], rows, strict=True):
            if len(row) != len(header):
                self.problems.append(tables.ragged_row(self._source, line.number, len(row), len(header)))
        width = max(len(row) for row in (header, *rows))
        filled = [tuple(row) + ((),) * (width - len(row)) for row in (header, *rows)]
        return Table(filled[0], tuple(filled[1:]), line=lines[at].number), end

    def _cells(self, line: Line) -> list[Spans]:
        cells = tables.within_width(split_row(line.text))
        return [self._spans(cell.replace("\\|", "|"), [line]) for cell in cells]

    def _paragraph(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        end = at + 1
        while end < len(lines) and not lines[end].blank:
            setext = _SETEXT.match(lines[end].text)
            if setext:
                level = 1 if setext["one"] else 2
                return Heading(level, self._text(lines[at:end]), line=lines[at].number), end + 1
            if _interrupts(lines, end) or LABEL_LINE.match(lines[end - 1].text):
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


def _language(stated: re.Match[str] | None, texts: Sequence[str]) -> str:
    if stated is None:
        from awsdeck.readers import verbatim  # its patterns take longer to make than many a document to read

        return verbatim.language(texts)
    return _LANGUAGES.get(stated[0].lower(), stated[0].lower())


def without_closing_marks(text: str) -> str:
    """The text of a heading without the ``#`` that may stand at its end, apart from the words."""
    text = text.rstrip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


def _item_match(line: Line) -> re.Match[str]:
    match = _ITEM.match(line.text)
    assert match is not None
    return match


def _same_list(first: re.Match[str], match: re.Match[str]) -> bool:
    return first["mark"][-1] == match["mark"][-1] and len(match["indent"]) < len(first["indent"]) + 2


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    """The line begins a block of its own although no blank line stands before it."""
    text = lines[at].text
    item = _ITEM.match(text)
    return bool(
        _FENCE.match(text)
        or _ATX.match(text)
        or _RULE.match(text)
        or _QUOTE.match(text)
        or text.lstrip().startswith("<!--")
        or (item and item["text"] and item["number"] in (None, "1"))
        or _is_table(lines, at)
    )


def _is_table(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines) or "|" not in lines[at].text:
        return False
    below = lines[at + 1].text
    return "|" in below and bool(_DELIMITER_ROW.match(below))


def split_row(text: str) -> list[str]:
    r"""The cells of a table row; ``\|`` is part of a cell."""
    bare = text.strip()
    if bare.startswith("|"):
        bare = bare[1:]
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip() for cell in _CELL_END.split(bare)]
