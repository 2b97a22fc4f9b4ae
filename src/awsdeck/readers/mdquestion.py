"""One question of awsdeck's own Markdown form.

In: the nodes from a question's heading to the next heading of a question, category or title. Out: a
`Question`. It must not know of the other questions, nor where in the document this one stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import (
    Block,
    Card,
    Difficulty,
    Heading,
    Link,
    Paragraph,
    Passage,
    Picture,
    Spans,
    Text,
    plain,
)
from awsdeck.problems import Problem
from awsdeck.readers import LINK_OF_LABEL, RATED_TWICE, difficulty, labels, mdoptions
from awsdeck.readers.mdblocks import Node, Remark
from awsdeck.source import Source

_NUMBER = late(
    r"\s*(?:Q(?:uestion)?\s*)?(?:(?P<number>\d{1,5})\s*(?:[.):](?:\s+|$)|\s[-–—]\s+)|\d{1,3}(?:\.\d{1,3})+[.):]?\s+)",
    re.IGNORECASE,
)


class Question(NamedTuple):
    """A card without category and difficulty, and what else its author says of it.

    ``label`` is the difficulty on a line below the question, ``badge`` the one in brackets behind it.
    """

    card: Card
    label: Difficulty | None
    badge: Difficulty | None
    skipped: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Draft:
    """A question being read."""

    source: Source
    last: int
    answer: list[Block] = field(default_factory=list)
    stated_id: str | None = None
    level: Difficulty | None = None
    services: tuple[str, ...] = ()
    services_line: int = 0
    forms: tuple[str, ...] = ()
    skipped: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def in_header(self) -> bool:
        """Nothing of the answer has been read yet."""
        return not self.answer


def passage(source: Source, node: Node, why: str) -> Passage:
    """What a node says, as it stands in the source."""
    lines = source.lines[node.first - 1 : node.last]
    return Passage(node.first, node.last, "\n".join(line.strip() for line in lines), why)


def read(nodes: Sequence[Node], source: Source, origin: bytes) -> Question:
    """The question whose heading comes first; ``origin`` is a digest of what the nodes were read from."""
    heading = nodes[0]
    assert isinstance(heading.value, Heading)
    draft = _Draft(source, heading.last)
    for node in nodes[1:]:
        _take(draft, node)
    question, number = _numbered(heading.value.spans)
    question, badge = _without_badge(question)
    if draft.level and badge:
        draft.skipped.append(passage(source, heading, RATED_TWICE))
    offered, answer = mdoptions.divided(draft.answer)
    card = Card(
        question=(*question, *offered),
        answer=answer,
        first_line=heading.first,
        last_line=draft.last,
        number=number,
        stated_id=draft.stated_id,
        stated_services=draft.services,
        services_line=draft.services_line,
        stated_forms=draft.forms,
        origin=origin,
    )
    return Question(card, draft.level, badge, tuple(draft.skipped), tuple(draft.problems))


def _take(draft: _Draft, node: Node) -> None:
    match node.value:
        case Remark() as remark:
            used = draft.in_header and not remark.within and _take_remark(draft, remark.text)
            if not used:
                skip_remark(node, remark, draft.source, draft.skipped, draft.problems)
                return
        case Paragraph() as paragraph if _is_label_line(draft, node, paragraph):
            draft.last = node.last
            _take_labels(draft, paragraph)
        case block:
            if isinstance(block, Paragraph) and _may_state(draft, node, block):
                doubt = labels.doubt(draft.source, block.line, plain(block.spans))
                draft.problems.extend([doubt] if doubt else [])
            draft.answer.append(block)
    draft.last = node.last


def _take_remark(draft: _Draft, text: str) -> bool:
    """Take what a hidden comment states, if it states something that isn't stated yet."""
    card_id, forms = labels.stated_id(text), labels.stated_forms(text)
    if card_id and draft.stated_id is None:
        draft.stated_id = card_id
        return True
    if forms and not draft.forms:
        draft.forms = forms
        return True
    return False


def skip_remark(
    node: Node, remark: Remark, source: Source, skipped: list[Passage], problems: list[Problem]
) -> None:
    """Leave a comment out, and tell the author of one that was meant to be used."""
    text = remark.text
    within = Passage(node.first, node.last, text, remark.why)
    skipped.append(within if remark.within else passage(source, node, remark.why))
    if ":" in text and (told := labels.unused(source, node.first, text)):
        problems.append(told)


def _is_label_line(draft: _Draft, node: Node, paragraph: Paragraph) -> bool:
    return _may_state(draft, node, paragraph) and labels.labels(plain(paragraph.spans)) != []


def _may_state(draft: _Draft, node: Node, paragraph: Paragraph) -> bool:
    """Directly under the heading, or marked up as labels are: ``Services: …`` may begin an answer."""
    marked = bool(paragraph.spans) and not isinstance(paragraph.spans[0], Text)
    return draft.in_header and (marked or node.first == draft.last + 1)


def _take_labels(draft: _Draft, paragraph: Paragraph) -> None:
    node = Node(paragraph, paragraph.line, draft.last)
    if any(isinstance(span, Link | Picture) for span in paragraph.spans):
        draft.skipped.append(passage(draft.source, node, LINK_OF_LABEL))
    for label, value in labels.labels(plain(paragraph.spans)):
        is_service = label.startswith("service")
        if draft.services if is_service else draft.level:
            draft.skipped.append(passage(draft.source, node, f"its {label} is stated already"))
            continue
        if is_service:
            draft.services = labels.names(value)
            draft.services_line = paragraph.line
            continue
        draft.level = difficulty.alone(value)
        if draft.level is None:
            draft.skipped.append(passage(draft.source, node, "states a difficulty that is unknown"))
            draft.problems.append(labels.unknown_difficulty(draft.source, paragraph.line, value))


def _numbered(spans: Spans) -> tuple[Spans, int | None]:
    """The question without the number before it, and that number."""
    match spans:
        case (Text(text), *rest):
            found = _NUMBER.match(text)
            if found:
                number = int(found["number"]) if found["number"] else None  # "2.1" counts nothing
                return (Text(text[found.end() :]), *rest), number
    return spans, None


def _without_badge(spans: Spans) -> tuple[Spans, Difficulty | None]:
    """The question without a difficulty in brackets at its end, and that difficulty."""
    match spans:
        case (*rest, Text(text)):
            shorter, level = difficulty.in_brackets(text)
            space = text[: len(text) - len(text.lstrip())] if rest else ""
            return ((*rest, Text(space + shorter)), level) if level else (spans, None)
    return spans, None
