"""Blocks as plain text that reads well without any markup.

In: blocks. Out: text. Code stands as it is, every space kept. It must not know where the text goes.
"""

from collections.abc import Iterator
from textwrap import indent
from typing import assert_never

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
    Table,
    plain,
)


def text(blocks: Blocks) -> str:
    """The text of blocks, a blank line between them."""
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return plain(spans)
        case Callout(blocks, kind):
            return (f"{kind.capitalize()}: " if kind else "") + text(blocks)
        case Code(_, code):
            return code
        case List():
            return "\n".join(_items(block))
        case Table(header, rows):
            return "\n".join(" | ".join(plain(cell) for cell in row) for row in (header, *rows))
        case Image(_, alt):
            return f"[{alt}]" if alt else "[image]"
        case _:
            assert_never(block)


def _items(block: List) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "• "
        yield mark + indent(_item(item), " " * len(mark)).lstrip(" ")


def _item(item: Item) -> str:
    return "\n".join([plain(item.spans), *(_block(child) for child in item.children)])
