"""The values that travel the road: a document, its cards, and the blocks of an answer.

In: nothing. Out: frozen values, which readers make and everything after them reads.
It must not know how a document is read, drawn or written, and imports no other room.
"""

from awsdeck.model.content import (
    SPANS_AND_BLOCKS,
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
    block_text,
    moved,
    plain,
    walk,
)
from awsdeck.model.document import Card, Difficulty, Document, Location, Passage, Pattern

MADE_OF = (*SPANS_AND_BLOCKS, Location)
"""The kinds of values that blocks and their places consist of."""

__all__ = [
    "MADE_OF",
    "SPANS_AND_BLOCKS",
    "Block",
    "Blocks",
    "Callout",
    "Card",
    "Code",
    "CodeSpan",
    "Difficulty",
    "Document",
    "Emphasis",
    "Heading",
    "Image",
    "Item",
    "LineBreak",
    "Link",
    "List",
    "Location",
    "Paragraph",
    "Passage",
    "Pattern",
    "Picture",
    "Span",
    "Spans",
    "Strong",
    "Struck",
    "Table",
    "Text",
    "block_text",
    "moved",
    "plain",
    "walk",
]
