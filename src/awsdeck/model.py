"""The values that travel the road: a document, its cards, and the blocks of an answer.

In: nothing. Out: frozen values, which readers make and everything after them reads.
It must not know how a document is read, drawn or written, and imports no other room.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

Difficulty = Literal["easy", "medium", "hard"]


class Location(NamedTuple):
    """A place in a source document; ``line`` counts from 1, and is None for the document as a whole."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


# Named tuples: there are many of these in a document, and Python makes and compares them in two thirds of the
# time that frozen dataclasses take.

T = TypeVar("T")

_WHERE = ("line", "services_line", "origin")
"""The last fields of some kinds, which say where a value comes from: what only moved is the same."""


def _value(kind: type[T]) -> type[T]:
    """Values of this kind equal no others, and what comes last in `_WHERE` takes no part in that."""
    names: tuple[str, ...] = vars(kind)["__match_args__"]
    said: Callable[[Any], Any] = itemgetter(slice(len(names) - sum(name in _WHERE for name in names)))

    def equal(self: Any, other: Any) -> bool:
        return type(other) is kind and said(self) == said(other)

    def unequal(self: Any, other: Any) -> bool:
        return not equal(self, other)

    def hashed(self: Any) -> int:
        return hash((kind, said(self)))

    for name, method in (("__eq__", equal), ("__ne__", unequal), ("__hash__", hashed)):
        setattr(kind, name, method)
    return kind


# --- inline text ---------------------------------------------------------------------------------


@_value
class Text(NamedTuple):
    """Plain words."""

    text: str


@_value
class Strong(NamedTuple):
    """Words in bold."""

    spans: "Spans"


@_value
class Emphasis(NamedTuple):
    """Words in italics."""

    spans: "Spans"


@_value
class CodeSpan(NamedTuple):
    """A piece of code within a sentence."""

    text: str


@_value
class Link(NamedTuple):
    """Words that lead somewhere; ``href`` is as the source has it, not yet checked."""

    spans: "Spans"
    href: str


@_value
class Picture(NamedTuple):
    """An image within a sentence; one that stands alone is the block `Image`."""

    src: str
    alt: str


@_value
class LineBreak(NamedTuple):
    """A break that the author asked for."""

    def __bool__(self) -> bool:
        """It is something, although it holds nothing."""
        return True


Span = Text | Strong | Emphasis | CodeSpan | Link | Picture | LineBreak
Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """What a person would read of these spans, without markup."""
    match spans:
        case (Text(text),):
            return text
    return "".join([_plain(span) for span in spans])


def _plain(span: Span) -> str:
    match span:
        case Text(text) | CodeSpan(text):
            return text
        case Strong(spans) | Emphasis(spans) | Link(spans, _):
            return plain(spans)
        case Picture(_, alt):
            return alt
        case LineBreak():
            return "\n"


# --- blocks --------------------------------------------------------------------------------------
# `line` is where the block begins.


@_value
class Paragraph(NamedTuple):
    """Running text."""

    spans: Spans
    line: int = 0


@_value
class Callout(NamedTuple):
    """A remark set apart from the text; ``kind`` is its word where the source has one (tip, warning…)."""

    blocks: "Blocks"
    kind: str | None = None
    line: int = 0


@_value
class Item(NamedTuple):
    """One entry of a list, with the blocks that stand below its text (lists within it, code…)."""

    spans: Spans
    children: "Blocks" = ()
    line: int = 0


@_value
class List(NamedTuple):
    """A bulleted or numbered list; ``start`` is the number of its first item."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1
    line: int = 0


@_value
class Code(NamedTuple):
    """Preformatted text, every space kept; a diagram has the language ``text``."""

    language: str
    text: str
    line: int = 0


@_value
class Table(NamedTuple):
    """A table; every row has as many cells as the header."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    line: int = 0


@_value
class Heading(NamedTuple):
    """A heading within an answer; ``level`` 1 to 6."""

    level: int
    spans: Spans
    line: int = 0


@_value
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
)
MADE_OF = (*SPANS_AND_BLOCKS, Location)
"""The kinds of values that blocks consist of."""


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


# --- the document --------------------------------------------------------------------------------


@_value
class Card(NamedTuple):
    """One question with its answer.

    ``first_line`` and ``last_line`` are the lines it was read from, both included. ``stated_id``,
    ``stated_services`` and ``stated_forms`` (which cards to make of it) are what the author wrote; None and
    empty where the document leaves them open. ``origin`` is a digest of all that the answer was made of, by
    which what was found out of it can be remembered: cards of one origin have one answer. It is empty where
    that can't be told.
    """

    question: Spans
    answer: Blocks
    first_line: int
    last_line: int
    number: int | None = None
    difficulty: Difficulty | None = None
    category: str | None = None
    stated_id: str | None = None
    stated_services: tuple[str, ...] = ()
    stated_forms: tuple[str, ...] = ()
    services_line: int = 0
    origin: bytes = b""

    @property
    def title(self) -> str:
        """The question as plain text."""
        return plain(self.question)


class Passage(NamedTuple):
    """Lines of the source, both ends included, with what they say and why they are on no card."""

    first_line: int
    last_line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which lines of a document look alike, and what speaks for their being questions.

    ``form`` names the marks on the line; ``line`` and ``example`` are the first one. ``certain`` tells that
    they were taken for questions, ``possible`` that they weren't but nearly.
    """

    form: str
    count: int
    score: float
    certain: bool
    why: tuple[str, ...]
    line: int
    example: str
    possible: bool = False


class Document(NamedTuple):
    """A document as read: every line that is not blank is in ``head``, on a card, or in ``skipped``.

    ``levels`` holds what the document's legend says of each difficulty, e.g. ``("easy", "Associate")``;
    ``patterns`` how its questions were recognised, the strongest first, ``category_levels`` by which headings
    they are divided, and ``rated_by`` where difficulties are stated: ``question``, ``label``, ``section``.
    """

    title: str
    path: str
    cards: tuple[Card, ...] = ()
    head: tuple[Passage, ...] = ()
    skipped: tuple[Passage, ...] = ()
    levels: tuple[tuple[Difficulty, str], ...] = ()
    patterns: tuple[Pattern, ...] = ()
    category_levels: tuple[int, ...] = ()
    rated_by: frozenset[str] = frozenset()
