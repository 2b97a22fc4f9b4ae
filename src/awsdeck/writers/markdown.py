"""Notes as Markdown in awsdeck's own form, for people who want to go on by hand.

In: a document and its notes. Out: text that reads back as the same cards with the same ids. It must not
know which format the document had.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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
    Table,
    Text,
)
from awsdeck.notes import Note

_LEAST_HEADING = 4  # the levels above it are title, category and question


def markdown(document: Document, notes: Iterable[Note]) -> str:
    """The text of a document with these notes."""
    lines = [f"# {_line(document.title)}", ""]
    if document.levels:
        lines += [" | ".join(f"{name.capitalize()} = {_line(level)}" for name, level in document.levels), ""]
    category: str | None = None
    for note in notes:
        if note.card.category != category:
            category = note.card.category
            lines += [f"## {_line(category or '')}".rstrip(), ""]
        lines += _card(note)
    return "\n".join(lines).rstrip("\n") + "\n"


def _card(note: Note) -> list[str]:
    card = note.card
    number = "" if card.number is None else f"{card.number}. "
    question = _spans(card.question).replace("\\\n", "<br>")
    if not number and re.match(r"\d+[.):]", question):
        question = question.replace(question[0], f"&#{ord(question[0])};", 1)
    lines = [f"### {number}{question}".rstrip(), f"<!-- id: {note.identity.id} -->"]
    labels = [f"**Difficulty:** {card.difficulty.capitalize()}"] if card.difficulty else []
    labels += [f"**Services:** {', '.join(note.service_names)}"] if note.service_names else []
    lines += [" · ".join(labels)] if labels else []
    lines.append("")
    for line in _blocks(card.answer):
        lines.append(line)
    return [*lines, ""] if lines[-1] else lines


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of blocks, a blank one after each; two lists in a row need a comment to stay two."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, List) and isinstance(before, List):
            yield from ("<!-- another list -->", "")
        yield from _block(block)
        yield ""
        before = block


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans):
            yield from _paragraph(spans)
        case Heading(level, spans):
            yield f"{'#' * max(level, _LEAST_HEADING)} {_spans(spans)}"
        case Code(language, text):
            yield from _code(language, text)
        case List():
            yield from _list(block)
        case Table():
            yield from _table(block)
        case Callout(blocks, kind):
            yield from [f"> [!{kind.upper()}]"] if kind else []
            lines = list(_blocks(blocks))
            for line in lines[:-1]:
                yield f"> {line}".rstrip()
        case Image(src, alt):
            yield f"![{_line(alt)}]({src})"
        case _:
            assert_never(block)


_LINE_START = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|([#>+=-])|(\|))")
_LABEL = re.compile(r"^(\W*(?:difficulty|level|services?)\b\W*):", re.IGNORECASE)


def _paragraph(spans: Spans) -> Iterator[str]:
    for line in _spans(spans).split("\n"):
        line = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", line)
        yield _LABEL.sub(r"\1&#58;", line)


def _code(language: str, text: str) -> Iterator[str]:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    yield f"{fence}{language}"
    if text:
        yield from text.split("\n")
    yield fence


def _list(block: List) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        yield from _item(item, mark)


def _item(item: Item, mark: str) -> Iterator[str]:
    lines = list(_paragraph(item.spans)) if item.spans else []
    inner = list(_blocks(item.children))[:-1]
    loose = bool(inner) and not (item.children and isinstance(item.children[0], List))
    for at, line in enumerate([*lines, *([""] if lines and loose else []), *inner]):
        yield (mark + line if at == 0 else " " * len(mark) + line).rstrip()
    if not lines and not inner:
        yield mark.rstrip()


def _table(table: Table) -> Iterator[str]:
    yield _row(table.header)
    yield "|" + " --- |" * len(table.header)
    for row in table.rows:
        yield _row(row)


def _row(cells: Iterable[Spans]) -> str:
    return (
        "| " + " | ".join(_spans(cell).replace("|", "\\|").replace("\\\n", "<br>") for cell in cells) + " |"
    )


def _spans(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    match span:
        case Text(text):
            return _escaped(text)
        case Strong(spans):
            return f"**{_spans(spans)}**"
        case Emphasis(spans):
            return f"*{_spans(spans)}*"
        case CodeSpan(text):
            marks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
            pad = " " if text.startswith("`") or text.endswith("`") else ""
            return f"{marks}{pad}{text}{pad}{marks}"
        case Link(spans, href):
            return f"[{_spans(spans)}](<{href}>)"
        case Picture(src, alt):
            return f"![{_escaped(alt)}]({src})"
        case LineBreak():
            return "\\\n"
        case _:
            assert_never(span)


_SPECIAL = re.compile(r"[\\`*\[\]~]|<(?=[A-Za-z/!])|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def _escaped(text: str) -> str:
    """Text that Markdown reads as it is; underscores within words mean nothing and stay bare."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", _ENTITY.sub("&amp;", text)).replace("\n", " ")


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))
