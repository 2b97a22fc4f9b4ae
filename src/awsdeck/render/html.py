"""One small function for each kind of block and span.

In: blocks, and the addresses under which their pictures are to be found. Out: HTML. It must not know how
code is highlighted (`highlight` does), how diagrams keep their columns (`diagram`), nor where the HTML goes.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import assert_never

from awsdeck.model import (
    Block,
    Blocks,
    Callout,
    Code,
    CodeSpan,
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
from awsdeck.render.allowed import leads_somewhere

Pictures = Mapping[str, str]
"""The address of each picture by the one that the source uses."""

DIAGRAM = "text"
"""The language of text whose columns count."""


def question(spans: Spans, pictures: Pictures) -> str:
    """The question's text."""
    return _spans(spans, pictures)


def answer(blocks: Blocks, pictures: Pictures) -> str:
    """The blocks of an answer, one line or more for each."""
    return "\n".join(_block(block, pictures) for block in blocks)


def _block(block: Block, pictures: Pictures) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{_spans(spans, pictures)}</p>"
        case Callout():
            return _callout(block, pictures)
        case List():
            return _list(block, pictures)
        case Code(language, text):
            return _code(language, text)
        case Table():
            return _table(block, pictures)
        case Heading(level, spans):
            return f"<h{level}>{_spans(spans, pictures)}</h{level}>"
        case Image(src, alt):
            return f"<p>{_picture(src, alt, pictures)}</p>"
        case _:
            assert_never(block)


def _code(language: str, text: str) -> str:
    if language == DIAGRAM:
        from awsdeck.render.diagram import diagram

        inner = diagram(text)
    else:
        from awsdeck.render.highlight import highlight  # slow to import, and many documents have no code

        inner = highlight(text, language)
    return f'<pre><code class="language-{_class(language)}">{inner}</code></pre>'


def _class(language: str) -> str:
    return re.sub(r"[^\w+#-]", "", language) or "text"


def _callout(callout: Callout, pictures: Pictures) -> str:
    kind = f' data-kind="{_value(callout.kind)}"' if callout.kind else ""
    return f'<aside class="callout"{kind}>{answer(callout.blocks, pictures)}</aside>'


def _list(block: List, pictures: Pictures) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "".join(f"<li>{_item(item, pictures)}</li>" for item in block.items)
    return f"<{tag}{start}>{items}</{tag}>"


def _item(item: Item, pictures: Pictures) -> str:
    inner = answer(item.children, pictures)
    return _spans(item.spans, pictures) + (f"\n{inner}" if inner else "")


def _table(table: Table, pictures: Pictures) -> str:
    def row(cells: tuple[Spans, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{_spans(cell, pictures)}</{tag}>" for cell in cells) + "</tr>"

    head = row(table.header, "th")
    body = "".join(row(cells, "td") for cells in table.rows)
    return f'<div class="table"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def _picture(src: str, alt: str, pictures: Pictures) -> str:
    """A picture, or its description where there is no picture to show."""
    if src not in pictures:
        return escape(alt, quote=False)
    return f'<img src="{_value(pictures[src])}" alt="{_value(alt)}">'


def _value(text: str) -> str:
    """An attribute's value, written as `safe` writes it."""
    return escape(text, quote=False).replace('"', "&quot;")


def _unlinked(spans: Spans) -> Spans:
    """The spans without links: a browser ends a link where another begins."""
    return tuple(inner for span in spans for inner in _unlinked_span(span))


def _unlinked_span(span: Span) -> Spans:
    match span:
        case Link(spans, _):
            return _unlinked(spans)
        case Strong(spans):
            return (Strong(_unlinked(spans)),)
        case Emphasis(spans):
            return (Emphasis(_unlinked(spans)),)
        case Struck(spans):
            return (Struck(_unlinked(spans)),)
        case _:
            return (span,)


def _spans(spans: Spans, pictures: Pictures) -> str:
    match spans:
        case (Text(text),):  # most are, and need no more
            return escape(text, quote=False)
    return "".join([_span(span, pictures) for span in spans])


def _span(span: Span, pictures: Pictures) -> str:
    match span:
        case Text(text):
            return escape(text, quote=False)
        case Strong(spans):
            return f"<strong>{_spans(spans, pictures)}</strong>"
        case Emphasis(spans):
            return f"<em>{_spans(spans, pictures)}</em>"
        case Struck(spans):
            return f"<s>{_spans(spans, pictures)}</s>"
        case CodeSpan(text):
            return f"<code>{escape(text, quote=False)}</code>"
        case Link(spans, href):
            if not leads_somewhere(href):
                return _spans(spans, pictures)
            return f'<a href="{_value(href)}">{_spans(_unlinked(spans), pictures)}</a>'
        case Picture(src, alt):
            return _picture(src, alt, pictures)
        case LineBreak():
            return "<br>"
        case _:
            assert_never(span)
