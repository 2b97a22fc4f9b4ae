"""What questions and answers consist of: spans within a line, and blocks.

``line`` is where a block begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from awsdeck.model.value import value


@value
class Text(NamedTuple):
    """Plain words."""

    text: str


@value
class Strong(NamedTuple):
    """Words in bold."""

    spans: "Spans"


@value
class Emphasis(NamedTuple):
    """Words in italics."""

    spans: "Spans"


@value
class Struck(NamedTuple):
    """Words that hold no longer, or never did."""

    spans: "Spans"


@value
class CodeSpan(NamedTuple):
    """A piece of code within a sentence."""

    text: str


@value
class Link(NamedTuple):
    """Words that lead somewhere; ``href`` is as the source has it, not yet checked."""

    spans: "Spans"
    href: str


@value
class Picture(NamedTuple):
    """An image within a sentence; one that stands alone is the block `Image`."""

    src: str
    alt: str


@value
class LineBreak(NamedTuple):
    """A break that the author asked for."""

    def __bool__(self) -> bool:
        """It is something, although it holds nothing."""
        return True


Span = Text | Strong | Emphasis | Struck | CodeSpan | Link | Picture | LineBreak
Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """What a person would read of these spans, without markup but the one that says that words don't hold."""
    if len(spans) == 1 and type(spans[0]) is Text:  # as in most questions
        return spans[0].text
    return "".join([_plain(span) for span in spans])


def _plain(span: Span) -> str:
    match span:
        case Text(text) | CodeSpan(text):
            return text
        case Strong(spans) | Emphasis(spans) | Link(spans, _):
            return plain(spans)
        case Struck(spans):
            return f"~~{plain(spans)}~~"
        case Picture(_, alt):
            return alt
        case LineBreak():
            return "\n"


# --- blocks --------------------------------------------------------------------------------------


@value
class Paragraph(NamedTuple):
    """Running text."""

    spans: Spans
    line: int = 0


@value
class Callout(NamedTuple):
    """A remark set apart from the text; ``kind`` is its word where the source has one (tip, warning…)."""

    blocks: "Blocks"
    kind: str | None = None
    line: int = 0


@value
class Item(NamedTuple):
    """One entry of a list, with the blocks that stand below its text (lists within it, code…)."""

    spans: Spans
    children: "Blocks" = ()
    line: int = 0


@value
class List(NamedTuple):
    """A bulleted or numbered list; ``start`` is the number of its first item."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1
    line: int = 0


@value
class Code(NamedTuple):
    """Preformatted text, every space kept; a diagram has the language ``text``."""

    language: str
    text: str
    line: int = 0


@value
class Table(NamedTuple):
    """A table; every row has as many cells as the header."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    line: int = 0


@value
class Heading(NamedTuple):
    """A heading within an answer; ``level`` 1 to 6."""

    level: int
    spans: Spans
    line: int = 0


@value
class Image(NamedTuple):
    """A picture that stands alone; ``src`` is as the source has it, not yet checked."""

    src: str
    alt: str
    line: int = 0


Block = Paragraph | Callout | List | Code | Table | Heading | Image
Blocks = Sequence[Block]
"""A tuple; the answer of a card may also be `sealed`."""


def block_text(block: Block) -> str:
    """All that a person would read of a block, one line for each of its parts."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return plain(spans)
        case Callout(blocks):
            return "\n".join(block_text(inner) for inner in blocks)
        case List():
            return "\n".join(line for item in block.items for line in _item_text(item))
        case Code(_, text):
            return text
        case Table(header, rows):
            return "\n".join(" ".join(plain(cell) for cell in row) for row in (header, *rows))
        case Image(_, alt):
            return alt


def _item_text(item: Item) -> Iterator[str]:
    yield plain(item.spans)
    yield from (block_text(child) for child in item.children)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside lists and call-outs included, in the order of the source."""
    for block in blocks:
        yield block
        match block:
            case Callout(inner):
                yield from walk(inner)
            case List():
                for item in block.items:
                    yield from walk(item.children)


SPANS_AND_BLOCKS = (
    *(Text, Strong, Emphasis, CodeSpan, Link, Picture, LineBreak),
    *(Paragraph, Callout, Item, List, Code, Table, Heading, Image),
    Struck,
)


def moved(blocks: "Blocks", lines: int) -> "Blocks":
    """The blocks as they are where they stand so many lines further down; upwards, if it is negative."""
    return tuple(_moved(block, lines) for block in blocks) if lines else blocks


def _moved(block: Block, lines: int) -> Block:
    line = block.line + lines
    match block:
        case Paragraph(spans):
            return Paragraph(spans, line)
        case Callout(blocks, kind):
            return Callout(moved(blocks, lines), kind, line)
        case List(ordered, items, start):
            found = (Item(item.spans, moved(item.children, lines), item.line + lines) for item in items)
            return List(ordered, tuple(found), start, line)
        case Code(language, text):
            return Code(language, text, line)
        case Table(header, rows):
            return Table(header, rows, line)
        case Heading(level, spans):
            return Heading(level, spans, line)
        case Image(src, alt):
            return Image(src, alt, line)
