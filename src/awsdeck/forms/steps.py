"""Makes cloze cards of what has an order: one step hidden, its neighbours shown.

In: a question's card. Out: drafts. It must not know which of them stand on their own.

A sequence is an ordered list, a text of numbered lines or stages, or headings that number the parts of an
answer.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awsdeck.forms import announced
from awsdeck.forms.terms import parted
from awsdeck.forms.topic import topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import (
    Block,
    Card,
    Code,
    Heading,
    Item,
    List,
    Paragraph,
    Spans,
    Strong,
    Text,
    block_text,
    plain,
)

_FEWEST = 3  # steps of a sequence: with two, the neighbour tells the other
_QUOTED_WORDS = 12  # of a neighbour on a front
_STAGE = re.compile(
    r"(?:(?:step|stage|phase)\s+)?(?P<number>\d{1,2})\s*[.):–—-]\s+(?P<text>\S.*)", re.IGNORECASE
)


class Series(NamedTuple):
    """Steps in their order, with the number of the first and what announces them."""

    steps: tuple[Item, ...]
    start: int
    line: int
    lead: str


def steps(card: Card) -> Iterator[Draft]:
    """A card for each step of each sequence."""
    for found in sequences(card):
        topic = announced.topic_with(topic_of(card.title), found.lead)
        for at, step in enumerate(found.steps):
            first = max(0, at - 1)
            shown = List(True, found.steps[first : at + 2], start=found.start + first)
            place = f"{at + 1} of {len(found.steps)}"
            heading = (Text(f"{topic} › "), Strong((Text(place),)))
            text = " ".join(_text(step).split())
            yield Draft(
                form="steps",
                name=text,
                topic=topic,
                subject=text,
                question=(*heading, Text(f": {_asked(found.steps, at)}")),
                answer=(shown,),
                substance=(List(True, (step,)),),
                line=step.line or found.line,
                hidden=at - first,
                heading=heading,
            )


def _asked(found: Sequence[Item], at: int) -> str:
    """What is asked of a step, in words: for those who see no list with a gap."""
    before = f"after “{_quoted(found[at - 1])}”" if at else ""
    after = f"before “{_quoted(found[at + 1])}”" if at + 1 < len(found) else ""
    if before and after:
        return f"what comes {before} and {after}?"
    return f"what comes first, {after}?" if after else f"what comes last, {before}?"


def _quoted(step: Item) -> str:
    term, definition, bold, mark = parted(step)
    found = (plain(term) if bold and mark and definition else plain(step.spans) or _text(step)).split()
    return " ".join(found[:_QUOTED_WORDS]).rstrip(".,;:") + ("…" if len(found) > _QUOTED_WORDS else "")


def _text(step: Item) -> str:
    return "\n".join((plain(step.spans), *(block_text(child) for child in step.children)))


# --- sequences ------------------------------------------------------------------------------------


def sequences(card: Card) -> Iterator[Series]:
    """Everything in an answer that has an order and steps enough."""
    for found in announced.blocks(card.answer, card.first_line):
        match found.block:
            case List(True, items, start) if len(items) >= _FEWEST:
                yield Series(items, start, found.line, found.lead)
            case Code("text", text):
                yield from _of_text(text, found)
    yield from _of_headings(card)


def _of_text(text: str, found: announced.Announced) -> Iterator[Series]:
    """A text of numbered lines, or of stages with lines below each."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if _STAGE.match(line)]
    numbers = [int(match["number"]) for at in starts if (match := _STAGE.match(lines[at]))]
    if len(starts) < _FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return
    ends = [*starts[1:], len(lines)]
    items = tuple(
        _stage(lines[start:end], found.line + start) for start, end in zip(starts, ends, strict=True)
    )
    head = [line.strip(" #/-:") for line in lines[: starts[0]] if line.strip(" #/-:")]
    yield Series(items, 1, found.line, found.lead or (head[0] if len(head) == 1 else ""))


def _stage(lines: Sequence[str], line: int) -> Item:
    match = _STAGE.match(lines[0])
    below = "\n".join(lines[1:]).strip("\n")
    text = match["text"] if match else lines[0]
    return Item((Text(text.rstrip()),), (Code("text", below),) if below.strip() else (), line=line)


def _of_headings(card: Card) -> Iterator[Series]:
    """Parts of an answer that are numbered by their headings, or by lines in bold that stand for headings."""
    found = [(at, _STAGE.match(plain(_head(block)))) for at, block in enumerate(card.answer)]
    heads = [(at, match) for at, match in found if match]
    numbers = [int(match["number"]) for _, match in heads]
    if len(heads) < _FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return
    ends = [*(at for at, _ in heads[1:]), len(card.answer)]
    items = tuple(
        Item((Strong((Text(match["text"]),)),), card.answer[at + 1 : end], line=card.answer[at].line)
        for (at, match), end in zip(heads, ends, strict=True)
    )
    yield Series(items, 1, card.answer[heads[0][0]].line or card.first_line, "")


def _head(block: Block) -> Spans:
    match block:
        case Heading(_, spans):
            return spans
        case Paragraph((Strong(spans),)):
            return spans
    return ()
