"""Makes the way back of terms: definition → term, with the term blanked where the definition contains it.

In: a question's card. Out: drafts. It must not know which of them stand on their own.
"""

import re
from collections.abc import Iterator, Sequence

from awsdeck.forms import announced
from awsdeck.forms.terms import Entry, entries
from awsdeck.forms.topic import telling_words, topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import (
    Card,
    CodeSpan,
    Emphasis,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Span,
    Spans,
    Strong,
    Struck,
    Text,
    plain,
)

_LEAST_WORDS = 4  # that a definition says of a term that is to be found by it
BLANK = "_____"


def reversed_terms(card: Card) -> Iterator[Draft]:
    """Definition → term, with the term blanked where the definition contains it."""
    found = list(entries(card))
    for entry in found:
        if entry.is_question:
            continue  # a definition doesn't lead to a question
        topic = announced.topic_with(topic_of(card.title), entry.lead)
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
            choice=_offers(topic, found),
        )


def _offers(topic: str, found: Sequence[Entry]) -> bool:
    """The topic names several of the terms, as "CloudTrail or CloudWatch" does: the front is a choice."""
    named = [entry for entry in found if telling_words(entry.name) <= telling_words(topic)]
    return len(named) > 1


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
        case Strong(inner) | Emphasis(inner) | Struck(inner) | Link(inner, _):
            return span._replace(spans=_replaced(inner, pattern))
        case Picture() | LineBreak():
            return span
