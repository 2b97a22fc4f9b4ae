"""Finds the services that a text names.

In: text or a card, and a `Catalogue`. Out: `Match` and `Evidence` values. It must not know how names are
stored, nor what is done with the services found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a card has a service: where it is named, with which words, and how often.

    ``asked`` tells that the question itself names it, so that seeing it gives nothing away.
    """

    slug: str
    where: Literal["stated", "question", "answer"]
    text: str
    count: int = 1
    asked: bool = False

    def __str__(self) -> str:
        times = f", {self.count} times" if self.count > 1 else ""
        source = {"stated": "its author states", "question": "question says", "answer": "answer says"}
        return f"{self.slug}: {source[self.where]} {self.text!r}{times}"


def find(text: str, catalogue: Catalogue) -> Iterator[Match]:
    """The services that a text names, in order; of several names at one place the longest counts."""
    folded = [word.casefold() for word in TOKEN.findall(text)]
    if catalogue.terms.keys().isdisjoint(folded):
        return
    tokens = list(TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    # close[i]: nothing but a space or hyphen stands between token i and the next one
    close = [text[a.end() : b.start()] in _BETWEEN for a, b in pairwise(tokens)]
    at = 0
    while at < len(tokens):
        term = _term_at(at, words, folded, close, catalogue)
        if term is None:
            at += 1
            continue
        end = at + len(term.tokens)
        if term.slug:
            yield Match(term.slug, text[tokens[at].start() : tokens[end - 1].end()])
        at = end


def _term_at(
    at: int, words: list[str], folded: list[str], close: list[bool], catalogue: Catalogue
) -> Term | None:
    for term in catalogue.terms.get(folded[at], ()):
        end = at + len(term.tokens)
        seen = words if term.cased else folded
        if tuple(seen[at:end]) != term.tokens or not all(close[at : end - 1]):
            continue
        if term.prefixed and not (at and close[at - 1] and folded[at - 1] in _PREFIXES):
            continue
        return term
    return None


def services_of(card: Card, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The services of a card, with the evidence for each.

    Those its author states, else those its question names, else those its answer names most often, three
    at the most. Of a multiple-choice question the wrong options don't count, and the right one counts as much
    as the question.
    """
    stated = [(catalogue.resolve(name), name) for name in card.stated_services]
    said = choices.parts(card)
    question = _counted(said.asked, "question", catalogue)
    if stated:
        known = {slug: name for slug, name in reversed(stated) if slug}
        asked = {found.slug for found in question}
        return tuple(Evidence(slug, "stated", known[slug], asked=slug in asked) for slug in reversed(known))
    named = {found.slug for found in question}
    right = (found for found in _counted(said.right, "answer", catalogue) if found.slug not in named)
    if decisive := (*question, *right):
        return decisive
    answer = _counted(said.explained, "answer", catalogue)
    # sorted() is stable: among equals the one named first leads
    return tuple(sorted(answer, key=lambda found: -found.count)[:MOST_FROM_ANSWER])


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
    return tuple(name for name in card.stated_services if catalogue.resolve(name) is None)
