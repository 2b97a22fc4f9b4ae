"""Finds the entries of an answer that explain a term, and makes a card of each: term → definition.

In: a question's card. Out: drafts. It must not know which of them stand on their own.

An entry is a term with its definition if what it has in favour of that adds up to `ENOUGH`: see `FEATURES`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from awsdeck.forms import announced
from awsdeck.forms.topic import telling_words, topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import (
    Blocks,
    Card,
    CodeSpan,
    Item,
    List,
    Paragraph,
    Spans,
    Strong,
    Text,
    plain,
)

ENOUGH = 3
_MOST_WORDS = 8  # of a term
_FEW_WORDS = 6  # of a definition that is a value rather than an explanation

_DASH = re.compile(r"\s*(?:\s[-–—]|[—–])(?:\s+|$)")
_COLON = re.compile(r"\s*[:：]\s+|\s*[:：]$")
_PRONOUN = re.compile(
    r"(?:it|its|this|that|these|those|they|their|he|she|we|you|here|there)\b", re.IGNORECASE
)
_ASKS = re.compile(r"(?:why|how|what|when|where|who|which)\b", re.IGNORECASE)
_USE = re.compile(
    r"\b(?:use (?:it |this |them )?(?:for|when|if|to)|used for|best for|good for|ideal for|great for|suits?"
    r"|choose (?:it |this |them )?(?:for|when|if))\b",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """An entry of a list that may explain a term. ``alike`` tells that all entries of its list look so."""

    term: Spans
    definition: Spans
    children: Blocks
    bold: bool
    mark: str
    alike: bool
    line: int
    lead: str

    @property
    def name(self) -> str:
        """The term as plain text."""
        return " ".join(plain(self.term).split()).rstrip(" :")

    @property
    def is_question(self) -> bool:
        """The term asks something itself: "Why two keys"."""
        return bool(_ASKS.match(self.name))


Feature = tuple[str, Callable[[Entry], bool], int]

FEATURES: tuple[Feature, ...] = (
    ("its beginning is bold", lambda entry: entry.bold, 2),
    ("a dash parts it in two", lambda entry: entry.mark == "dash", 1),
    ("a colon parts it in two", lambda entry: entry.mark == "colon", 1),
    ("all entries of the list are made so", lambda entry: entry.alike, 1),
    ("the term is short", lambda entry: len(entry.name.split()) <= _MOST_WORDS, 1),
    ("the term is long", lambda entry: len(entry.name.split()) > _MOST_WORDS, -2),
    ("the term is a sentence with its end", lambda entry: entry.name.endswith((".", "!", ";")), -2),
    ("a colon stands within the term", lambda entry: ":" in entry.name, -2),
    ("nothing parts it in two", lambda entry: not entry.mark, -2),
)
"""What speaks for an entry's being a term with its definition, and how much."""


def score(entry: Entry) -> int:
    """How much speaks for it."""
    return sum(weight for _, holds, weight in FEATURES if holds(entry))


def terms(card: Card) -> Iterator[Draft]:
    """Term → definition."""
    for entry in entries(card):
        topic = announced.topic_with(topic_of(card.title), entry.lead)
        definition = (Paragraph(entry.definition),) if entry.definition else ()
        back = (*definition, *entry.children)
        yield Draft(
            form="terms",
            name=entry.name,
            topic=topic,
            subject=entry.name,
            question=_front(topic, entry),
            answer=back,
            substance=back,
            line=entry.line,
        )


# --- entries --------------------------------------------------------------------------------------


def entries(card: Card) -> Iterator[Entry]:
    """The entries of an answer's lists that explain a term."""
    for found in announced.blocks(card.answer, card.first_line):
        if not isinstance(found.block, List):
            continue
        halves = [parted(item) for item in found.block.items]
        alike = len(halves) > 1 and len({(bold, mark) for *_, bold, mark in halves}) == 1
        for item, (term, definition, bold, mark) in zip(found.block.items, halves, strict=True):
            entry = Entry(
                term, definition, item.children, bold, mark, alike, item.line or found.line, found.lead
            )
            if score(entry) >= ENOUGH:
                yield entry


def parted(item: Item) -> tuple[Spans, Spans, bool, str]:
    """An entry's term and definition, whether the term is bold, and what stands between them."""
    match item.spans:
        case (Strong(inner), *rest):
            text = plain(inner).rstrip()
            definition, mark = _after_mark(tuple(rest))
            return inner, definition, True, mark or ("colon" if text.endswith((":", "：")) else "")
        case (Text(text), *rest):
            marks = sorted(
                (found.start(), found, kind)
                for pattern, kind in ((_DASH, "dash"), (_COLON, "colon"))
                if (found := pattern.search(text))
            )
            if marks and marks[0][0] > 0:
                _, found, kind = marks[0]
                after = text[found.end() :]
                return (
                    (Text(text[: found.start()]),),
                    ((Text(after),) if after else ()) + tuple(rest),
                    False,
                    kind,
                )
        case (CodeSpan() as code, *rest):
            definition, mark = _after_mark(tuple(rest))
            return (code,), definition, False, mark
    return item.spans, (), False, ""


def _after_mark(spans: Spans) -> tuple[Spans, str]:
    """What follows a dash or colon at the beginning, and which of them it was."""
    match spans:
        case (Text(text), *rest):
            for pattern, kind in ((_DASH, "dash"), (_COLON, "colon")):
                found = pattern.match(text)
                if found:
                    after = text[found.end() :]
                    return ((Text(after),) if after else ()) + tuple(rest), kind
            return (Text(text.lstrip()), *rest), ""
    return spans, ""


# --- fronts ---------------------------------------------------------------------------------------


def _front(topic: str, entry: Entry) -> Spans:
    """The topic, the term, and what is asked of it."""
    term = Strong(_bare(entry.term))
    before = (Text(f"{topic} › "),) if topic and telling_words(topic) != telling_words(entry.name) else ()
    return (*before, term, Text(_prompt(entry)))


def _prompt(entry: Entry) -> str:
    """What is asked of a term: it may be a question itself, or its definition may say what it is used for."""
    if entry.name.endswith("?"):
        return ""
    if entry.is_question:
        return "?"
    definition = plain(entry.definition)
    if _USE.search(definition):
        return ": what, and when to use?"
    return "?" if len(definition.split()) <= _FEW_WORDS and not entry.children else ": explain"


def _bare(spans: Spans) -> Spans:
    """A term without the colon behind it."""
    match spans:
        case (*rest, Text(text)):
            return (*rest, Text(text.rstrip(" :：")))
    return spans
