"""Finds the entries of an answer that explain a term, and makes a card of each: term → definition, or back.

In: a question's card. Out: drafts. It must not know which of them stand on their own.

An entry is a term with its definition if what it has in favour of that adds up to `ENOUGH`: see `FEATURES`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from awsdeck.forms.topic import telling_words, topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import (
    Blocks,
    Callout,
    Card,
    CodeSpan,
    Emphasis,
    Heading,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Span,
    Spans,
    Strong,
    Text,
    plain,
)

ENOUGH = 3
_MOST_WORDS = 8  # of a term
_LEAD_WORDS = 4  # of what announces a list: "Limits (as of 2026)" adds to a topic, a whole sentence doesn't
_FEW_WORDS = 6  # of a definition that is a value rather than an explanation
_LEAST_WORDS = 4  # that a definition says of a term that is to be found by it
BLANK = "_____"

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


@dataclass(frozen=True, slots=True)
class Entry:
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
        topic = _topic(card, entry)
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


def reversed_terms(card: Card) -> Iterator[Draft]:
    """Definition → term, with the term blanked where the definition contains it."""
    for entry in entries(card):
        if _ASKS.match(entry.name):
            continue  # a definition doesn't lead to a question
        topic = _topic(card, entry)
        blanked = _blanked(entry.definition, entry.name)
        yield Draft(
            form="reversed",
            name=entry.name,
            topic=topic,
            subject=plain(blanked).replace(BLANK, " ").strip(" .,;"),
            question=(Text(f"{topic} › which one is this?"), LineBreak(), LineBreak(), *blanked),
            answer=(Paragraph((Strong(entry.term),)),),
            substance=(Paragraph(entry.definition), *entry.children),
            line=entry.line,
            least=_LEAST_WORDS,
        )


# --- entries --------------------------------------------------------------------------------------


def entries(card: Card) -> Iterator[Entry]:
    """The entries of an answer's lists that explain a term."""
    for found, lead, line in lists(card.answer, card.first_line):
        parted = [_parted(item) for item in found.items]
        alike = len(parted) > 1 and len({(bold, mark) for *_, bold, mark in parted}) == 1
        for item, (term, definition, bold, mark) in zip(found.items, parted, strict=True):
            entry = Entry(term, definition, item.children, bold, mark, alike, item.line or line, lead)
            if score(entry) >= ENOUGH:
                yield entry


def lists(blocks: Blocks, line: int) -> Iterator[tuple[List, str, int]]:
    """Every list that stands in an answer itself, with the line of text that announces it."""
    lead = ""
    for block in blocks:
        here = block.line or line
        match block:
            case List():
                yield block, lead, here
            case Callout(inner):
                yield from lists(inner, here)
        lead = _announced(block) if isinstance(block, Paragraph | Heading) else ""


def _announced(block: Paragraph | Heading) -> str:
    """What a heading, or the last sentence of a paragraph that ends with a colon, announces."""
    text = plain(block.spans).strip()
    if isinstance(block, Heading):
        return text.rstrip(" :")
    if not text.endswith((":", "：")):
        return ""
    sentence = re.split(r"(?<=[.!?])\s+", text)[-1].rstrip(" :：")
    return sentence if len(sentence.split()) <= _LEAD_WORDS and not _PRONOUN.match(sentence) else ""


def _parted(item: Item) -> tuple[Spans, Spans, bool, str]:
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


def _topic(card: Card, entry: Entry) -> str:
    """What the question is about, and what the list is about where its announcement adds to that."""
    topic = topic_of(card.title)
    if entry.lead and telling_words(entry.lead) - telling_words(topic):
        return f"{topic} › {entry.lead}" if topic else entry.lead
    return topic


def _front(topic: str, entry: Entry) -> Spans:
    """The topic, the term, and what is asked of it."""
    term = Strong(_bare(entry.term))
    before = (Text(f"{topic} › "),) if topic and telling_words(topic) != telling_words(entry.name) else ()
    return (*before, term, Text(_prompt(entry)))


def _prompt(entry: Entry) -> str:
    """What is asked of a term: it may be a question itself, or its definition may say what it is used for."""
    if entry.name.endswith("?"):
        return ""
    if _ASKS.match(entry.name):
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


# --- blanks ---------------------------------------------------------------------------------------


def _blanked(spans: Spans, term: str) -> Spans:
    """The spans with a blank wherever the term, its short form or another form of it stands."""
    names = [re.sub(r"\s*\([^)]*\)", "", term), *re.findall(r"\(([^)]+)\)", term), term]
    patterns = [_number(name.strip()) for name in names if len(name.strip()) > 1]
    if not patterns:
        return spans
    ordered = "|".join(sorted(patterns, key=len, reverse=True))
    return _replaced(spans, re.compile(rf"(?<!\w)(?:{ordered})(?!\w)", re.IGNORECASE))


def _number(name: str) -> str:
    """A pattern for a name in the singular and in the plural."""
    if name.endswith("ies"):
        return rf"{re.escape(name[:-3])}(?:y|ies)"
    if name.endswith("y"):
        return rf"{re.escape(name[:-1])}(?:y|ies)"
    base = name[:-1] if name.endswith("s") and not name.endswith("ss") else name
    return rf"{re.escape(base)}(?:e?s)?"


def _replaced(spans: Spans, pattern: re.Pattern[str]) -> Spans:
    return tuple(_replaced_in(span, pattern) for span in spans)


def _replaced_in(span: Span, pattern: re.Pattern[str]) -> Span:
    match span:
        case Text(text):
            return Text(pattern.sub(BLANK, text))
        case CodeSpan(text):
            return CodeSpan(pattern.sub(BLANK, text))
        case Strong(inner) | Emphasis(inner) | Link(inner, _):
            return replace(span, spans=_replaced(inner, pattern))
        case Picture() | LineBreak():
            return span
