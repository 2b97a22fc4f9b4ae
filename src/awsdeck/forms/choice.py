"""Which forms are wanted of which card.

In: what the command line asked for, what the settings say, what stands under a question. Out: names of
forms. It must not know what the forms make.

The narrowest word counts: what stands under the question, then its id, its category, its document, then the
setting for all. What the command line asks for takes the place of the settings for categories, documents
and all; a card's own word then only takes away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from awsdeck.forms import NAMES, QA
from awsdeck.model import Card
from awsdeck.text import words

Names = tuple[str, ...]
DEFAULT: Names = (QA,)


@dataclass(frozen=True, slots=True)
class Choice:
    """The names of forms by what they are wanted of; ``asked`` is what the command line asks for."""

    everywhere: Names = DEFAULT
    documents: Mapping[str, Names] = field(default_factory=dict)
    categories: Mapping[str, Names] = field(default_factory=dict)
    ids: Mapping[str, Names] = field(default_factory=dict)
    asked: Names | None = None

    def of_document(self, path: str) -> Names:
        """What is wanted of a document as a whole; it is named by its file, without the suffix."""
        if self.asked is not None or not self.documents:
            return self.everywhere if self.asked is None else self.asked
        by_stem = self.documents.get(Path(path).stem, self.everywhere)
        return self.documents.get(Path(path).name, by_stem)

    def of_card(self, card: Card, card_id: str, path: str) -> Names:
        """What is wanted of a card."""
        stated = card.stated_forms and tuple(name for name in card.stated_forms if name in NAMES)
        own = stated or self.ids.get(card_id)
        if self.asked is not None:
            return self.asked if own is None else tuple(name for name in self.asked if name in own)
        return own or self._of_category(card.category) or self.of_document(path)

    def _of_category(self, category: str | None) -> Names | None:
        if not self.categories:
            return None
        asked = words(category or "")
        found: Iterable[Names] = (
            names for name, names in self.categories.items() if asked and words(name) == asked
        )
        return next(iter(found), None)
