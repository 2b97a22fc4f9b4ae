"""The blocks of an answer, each with the line of text that announces it.

In: the blocks of an answer. Out: blocks with what a heading or a line such as "Limits:" says before them. It
must not know what is made of them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from awsdeck.forms.topic import telling_words
from awsdeck.model import Block, Blocks, Callout, Heading, Paragraph, plain

# "Limits" adds to a topic; a whole sentence, or one about something named before, doesn't
_MOST_WORDS = 4
_PRONOUN = re.compile(r"(?:it|its|this|that|these|those|they|their|he|she|we|you|here)\b", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^)]*\)")


class Announced(NamedTuple):
    """A block with its line, and what announces it; ``lead`` is empty where nothing does."""

    block: Block
    line: int
    lead: str = ""


def blocks(answer: Blocks, line: int) -> Iterator[Announced]:
    """Every block of an answer, those of call-outs included; ``line`` is for those whose line isn't known."""
    lead = ""
    for block in answer:
        here = block.line or line
        if isinstance(block, Callout):
            yield from blocks(block.blocks, here)
        else:
            yield Announced(block, here, lead)
        lead = _lead(block)


def topic_with(topic: str, lead: str) -> str:
    """A topic with what announces the block, where that adds to it."""
    if not lead or not telling_words(lead) - telling_words(topic):
        return topic
    return f"{topic} › {lead}" if topic else lead


def _lead(block: Block) -> str:
    """What a heading, or the last sentence of a paragraph that ends with a colon, announces."""
    if not isinstance(block, Paragraph | Heading):
        return ""
    text = plain(block.spans).strip()
    if isinstance(block, Heading):
        return text.rstrip(" :")
    if not text.endswith((":", "：")):
        return ""
    sentence = _REMARK.sub("", re.split(r"(?<=[.!?])\s+", text)[-1]).rstrip(" :：")
    return sentence if len(sentence.split()) <= _MOST_WORDS and not _PRONOUN.match(sentence) else ""
