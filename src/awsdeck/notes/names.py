"""The tags and the deck of a card.

In: what a card says of itself, the services found. Out: tags, and the path of a deck, as Anki takes them. It
must not know of notes.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from awsdeck.model import Card, Difficulty
from awsdeck.services import Evidence
from awsdeck.text import ORDERING, slug, tame

DECK_SEPARATOR = "::"

Levels = Iterable[tuple[Difficulty, str]]
"""What a document's legend says of each difficulty."""


def tags_of(card: Card, services: Iterable[Evidence], levels: Levels, root: str) -> tuple[str, ...]:
    """The tags of a card, sorted; ``root`` is the first part of each."""
    slugs = tuple([found.slug for found in services])
    return _tags(slugs, card.difficulty, card.category, tuple(levels), root)


@lru_cache(maxsize=1024)  # cards of one category often have the same
def _tags(
    services: tuple[str, ...],
    difficulty: str | None,
    category: str | None,
    levels: tuple[tuple[Difficulty, str], ...],
    root: str,
) -> tuple[str, ...]:
    parts = [("service", service) for service in services]
    if difficulty:
        parts.append(("difficulty", difficulty))
        level = next((meaning for name, meaning in reversed(levels) if name == difficulty), None)
        parts.extend([("level", slug(level))] if level else [])
    if category:
        parts.append(("category", slug(category)))
    return tuple(sorted("::".join((root, *part)) for part in parts if part[1]))


@lru_cache(maxsize=1024)
def deck_path(title: str, category: str | None) -> str:
    """The deck of a card; Anki drops control characters and double quotes from names, so they never enter."""
    parts = [deck_name(title) or "awsdeck"]
    if category and deck_name(category):
        parts.append(deck_name(category))
    return DECK_SEPARATOR.join(parts)


_ORDERS = re.compile(f"[{ORDERING}]")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")


def deck_name(text: str) -> str:
    """A text as the name of one deck."""
    name = re.sub(r":{2,}", ":", tame(_ORDERS.sub("", text)).replace('"', "'"))
    name = _TAG.sub("\u2039", name)  # Anki shows names of decks as HTML
    return " ".join(name.split()).strip(":")
