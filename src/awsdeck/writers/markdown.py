"""Notes as Markdown in awsdeck's own form, for people who want to go on by hand.

In: a document and its notes. Out: text that reads back as the same cards with the same ids. It must not
know which format the document had.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from awsdeck.model import (
    Block,
    Callout,
    Code,
    CodeSpan,
    Document,
    Emphasis,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Span,
    Spans,
    Strong,
    Struck,
    Table,
    Text,
)
from awsdeck.notes import Note

_LEAST_HEADING = 4  # the levels above it are title, category and question


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a reader of Markdown sees in it beyond Markdown.

    ``special`` matches text that means something to it and needs a backslash; ``pictures`` maps the
    addresses of pictures in the source to those under which this reader finds them.
    """

    special: re.Pattern[str] | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)

    def address(self, src: str) -> str:
        """Where this reader finds a picture."""
        return self.pictures.get(src, src)


OWN = Dialect()
"""awsdeck's own Markdown, in which nothing else is special and pictures are where the source has them."""


def markdown(document: Document, notes: Iterable[Note], to: Dialect = OWN) -> str:
    """The text of a document with these notes."""
    lines = [f"# {line(document.title)}", ""]
    if document.levels:
        lines += [" | ".join(f"{name.capitalize()} = {line(level)}" for name, level in document.levels), ""]
    category: str | None = None
    for note in notes:
        if note.card.category != category:
            category = note.card.category
            lines += [f"## {line(category or '')}".rstrip(), ""]
        lines += _card(note, to)
    return "\n".join(lines).rstrip("\n") + "\n"


def _card(note: Note, to: Dialect) -> list[str]:
    card = note.card
    number = "" if card.number is None else f"{card.number}. "
    question = spans(card.question, to).replace("\\\n", "<br>")
    if not number and re.match(r"\d+[.):]", question):
        question = question.replace(question[0], f"&#{ord(question[0])};", 1)
    lines = [f"### {number}{question}".rstrip(), f"<!-- id: {note.identity.id} -->"]
    lines += [f"<!-- cards: {', '.join(card.stated_forms)} -->"] if card.stated_forms else []
    labels = [f"**Difficulty:** {card.difficulty.capitalize()}"] if card.difficulty else []
    labels += [f"**Services:** {', '.join(note.service_names)}"] if note.service_names else []
    lines += [" · ".join(labels)] if labels else []
    lines.append("")
    lines += blocks(card.answer, to)
    return [*lines, ""] if lines[-1] else lines


def blocks(found: Sequence[Block], to: Dialect = OWN) -> Iterator[str]:
    """The lines of blocks, a blank one after each; two lists in a row need a comment to stay two."""
    before: Block | None = None
    for block in found:
        if isinstance(block, List) and isinstance(before, List):
            yield from ("<!-- another list -->", "")
        yield from _block(block, to)
        yield ""
        before = block


def _block(block: Block, to: Dialect) -> Iterator[str]:
    match block:
        case Paragraph(inner):
            yield from _paragraph(inner, to)
        case Heading(level, inner):
            yield f"{'#' * max(level, _LEAST_HEADING)} {spans(inner, to)}"
        case Code(language, text):
            yield from _code(language, text)
        case List():
            yield from _list(block, to)
        case Table():
            yield from _table(block, to)
        case Callout(within, kind):
            yield from [f"> [!{kind.upper()}]"] if kind else []
            for text in list(blocks(within, to))[:-1]:
                yield f"> {text}".rstrip()
        case Image(src, alt):
            yield f"![{line(alt, to)}]({to.address(src)})"
        case _:
            assert_never(block)


_LINE_START = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|([#>+=-])|(\|))")
_LABEL = re.compile(r"^(\W*(?:difficulty|level|services?)\b\W*):", re.IGNORECASE)


def _paragraph(inner: Spans, to: Dialect) -> Iterator[str]:
    for text in spans(inner, to).split("\n"):
        text = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", text)
        yield _LABEL.sub(r"\1&#58;", text)


def _code(language: str, text: str) -> Iterator[str]:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    yield f"{fence}{language}"
    if text:
        yield from text.split("\n")
    yield fence


def _list(block: List, to: Dialect) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        yield from _item(item, mark, to)


def _item(item: Item, mark: str, to: Dialect) -> Iterator[str]:
    lines = list(_paragraph(item.spans, to)) if item.spans else []
    inner = list(blocks(item.children, to))[:-1]
    loose = bool(inner) and not (item.children and isinstance(item.children[0], List))
    for at, text in enumerate([*lines, *([""] if lines and loose else []), *inner]):
        yield (mark + text if at == 0 else " " * len(mark) + text).rstrip()
    if not lines and not inner:
        yield mark.rstrip()


def _table(table: Table, to: Dialect) -> Iterator[str]:
    yield _row(table.header, to)
    yield "|" + " --- |" * len(table.header)
    for row in table.rows:
        yield _row(row, to)


def _row(cells: Iterable[Spans], to: Dialect) -> str:
    texts = (spans(cell, to).replace("|", "\\|").replace("\\\n", "<br>") for cell in cells)
    return "| " + " | ".join(texts) + " |"


def spans(found: Spans, to: Dialect = OWN) -> str:
    """The text of spans; it has a line end only behind a backslash."""
    return "".join(_span(span, to) for span in found)


def _span(span: Span, to: Dialect) -> str:
    match span:
        case Text(text):
            return _escaped(text, to)
        case Strong(inner):
            return f"**{spans(inner, to)}**"
        case Emphasis(inner):
            return f"*{spans(inner, to)}*"
        case Struck(inner):
            return f"~~{spans(inner, to)}~~"
        case CodeSpan(text):
            marks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
            pad = " " if text.startswith("`") or text.endswith("`") else ""
            return f"{marks}{pad}{text}{pad}{marks}"
        case Link(inner, href):
            return f"[{spans(inner, to)}](<{href}>)"
        case Picture(src, alt):
            return f"![{_escaped(alt, to)}]({to.address(src)})"
        case LineBreak():
            return "\\\n"
        case _:
            assert_never(span)


_SPECIAL = re.compile(r"[\\`*\[\]~]|<(?=[A-Za-z/!])|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def _escaped(text: str, to: Dialect) -> str:
    """Text that Markdown reads as it is; underscores within words mean nothing and stay bare."""
    safe = _SPECIAL.sub(lambda match: f"\\{match[0]}", _ENTITY.sub("&amp;", text)).replace("\n", " ")
    return to.special.sub(lambda match: f"\\{match[0]}", safe) if to.special else safe


def line(text: str, to: Dialect = OWN) -> str:
    """Plain text as one line of Markdown."""
    return _escaped(" ".join(text.split()), to)
