"""Finds the services that a text names.

In: text or a card, and a `Catalogue`. Out: `Match` and `Evidence` values. It must not know how names are
stored, nor what is done with the services found.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from awsdeck import memory
from awsdeck.model import Card
from awsdeck.services import choices
from awsdeck.services.catalogue import TOKEN, Catalogue, Term

MOST_FROM_ANSWER = 3

_PREFIXES = ("aws", "amazon")
_BETWEEN = frozenset((" ", "-", "\n", "\u00a0", "‑"))


class Match(NamedTuple):
    """A service named in a text, as it is written there."""

    slug: str
    text: str


class Evidence(NamedTuple):
    """Why a card has a service: where it is named, with which words, and how often.

    ``asked`` tells that the question itself names it, so that seeing it gives nothing away.
    """

    slug: str
    where: Literal["stated", "question", "answer"]
    text: str
    times: int = 1
    asked: bool = False

    def __str__(self) -> str:
        times = f", {self.times} times" if self.times > 1 else ""
        source = {"stated": "its author states", "question": "question says", "answer": "answer says"}
        return f"{self.slug}: {source[self.where]} {self.text!r}{times}"


def find(text: str, catalogue: Catalogue) -> Iterator[Match]:
    """The services that a text names, in order; of several names at one place the longest counts."""
    written = tuple(TOKEN.findall(text))
    folded = tuple([word.casefold() for word in written])
    places = [at for at, word in enumerate(folded) if word in catalogue.terms]
    tokens = list(TOKEN.finditer(text)) if places else []
    end = 0
    for at in places:
        if at < end:
            continue
        for term in catalogue.terms[folded[at]]:
            behind = at + len(term.tokens)
            seen = (written if term.cased else folded)[at:behind]
            if seen == term.tokens and _is_meant(term, at, text, tokens):
                end = behind
                if term.slug:
                    yield Match(term.slug, text[tokens[at].start() : tokens[end - 1].end()])
                break


def _is_meant(term: Term, at: int, text: str, tokens: Sequence[re.Match[str]]) -> bool:
    """Nothing but a space or hyphen stands between its words, and before it the prefix that it may need."""

    def is_close(left: int) -> bool:
        return text[tokens[left].end() : tokens[left + 1].start()] in _BETWEEN

    if not all(map(is_close, range(at, at + len(term.tokens) - 1))):
        return False
    return not term.prefixed or (at > 0 and tokens[at - 1][0].casefold() in _PREFIXES and is_close(at - 1))


def services_of(card: Card, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The services of a card, with the evidence for each.

    Those its author states, else those its question names, else those its answer names most often, three
    at the most. Of a multiple-choice question the wrong options don't count, and the right one counts as much
    as the question.
    """
    stated = [(catalogue.resolve(name), name) for name in card.stated_services]
    stem, options = choices.divided(card.title)
    question = _counted(stem, "question", catalogue)
    if stated:
        known = {slug: name for slug, name in reversed(stated) if slug}
        asked = {found.slug for found in question}
        return tuple(Evidence(slug, "stated", known[slug], asked=slug in asked) for slug in reversed(known))
    if question and not options:
        return question
    said = choices.said(card, options)
    named = {found.slug for found in question}
    right = (found for found in _counted(said.right, "answer", catalogue) if found.slug not in named)
    if decisive := (*question, *right):
        return decisive
    answer = _counted(said.explained, "answer", catalogue)
    # sorted() is stable: among equals the one named first leads
    return tuple(sorted(answer, key=lambda found: -found.times)[:MOST_FROM_ANSWER])


_QUEST = memory.Quest[tuple[Evidence, ...]]("services", "Looking for services", (Evidence,))


def services_of_all(
    place: str, cards: Sequence[Card], catalogue: Catalogue
) -> tuple[tuple[Evidence, ...], ...]:
    """The services of each card; ``place`` names the document, for what is remembered of it."""
    keys = [
        card.origin and memory.key(card.origin, card.title, *card.stated_services, catalogue.digest)
        for card in cards
    ]
    return tuple(memory.recalled(_QUEST, place, keys, lambda at: services_of(cards[at], catalogue)))


def _counted(text: str, where: Literal["question", "answer"], catalogue: Catalogue) -> tuple[Evidence, ...]:
    found: dict[str, list[str]] = {}
    for match in find(text, catalogue):
        found.setdefault(match.slug, []).append(match.text)
    return tuple(
        Evidence(slug, where, texts[0], len(texts), asked=where == "question")
        for slug, texts in found.items()
    )


def unknown_services(card: Card, catalogue: Catalogue) -> tuple[str, ...]:
    """The services that a card's author states but the catalogue doesn't have."""
    return tuple([name for name in card.stated_services if catalogue.resolve(name) is None])
