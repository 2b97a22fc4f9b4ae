"""Difficulties that sections state: all questions under "Beginner" are easy.

In: a `Document`. Out: the same with the difficulty of each question that states none itself. It must not know
how categories are found.
"""

from awsdeck.hints import Hints
from awsdeck.model import Difficulty, Document
from awsdeck.readers import difficulty

_FEWEST = 2  # one "Advanced Networking" among topics says nothing


def rated(document: Document, hints: Hints) -> Document:
    """The document with the difficulties that its categories state.

    They count if at least two levels are named and most categories name one, or if the hints say so.
    """
    names = dict.fromkeys(card.category for card in document.cards if card.category)
    levels = {name: level for name in names if (level := _level(name))}
    stated = set(levels.values())
    regular = len(stated) >= _FEWEST and 2 * len(levels) > len(names)
    if not (hints.rates("section") and (regular or "section" in hints.difficulty_from)):
        return document
    cards = tuple(
        card if card.difficulty else card._replace(difficulty=levels.get(card.category or ""))
        for card in document.cards
    )
    return document._replace(cards=cards, rated_by=document.rated_by | {"section"})


def _level(category: str) -> Difficulty | None:
    """The level that a heading names; of a path of headings the last that names one."""
    parts = [difficulty.of_section(part) for part in category.split(" > ")]
    return next((level for level in reversed(parts) if level), None)
