"""Which card is which: ids and guids are made here and nowhere else.

In: a document. Out: an `Identity` for each card. It must not know how a card is drawn or written.

A card's id is the one its author wrote, else it is made of the document's title and the question's words,
so that two people who build the same document get the same cards. Anki knows a note by its guid alone.
"""

import base64
import hashlib
from dataclasses import dataclass

from awsdeck.model import Card, Document
from awsdeck.text import slug, words

_SLUG_LENGTH = 48
_GUID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a card the same card after an edit."""

    id: str
    guid: str


def identify(document: Document) -> tuple[Identity, ...]:
    """An identity for each card, none given twice: a repeated question gets a number behind its id."""
    taken: dict[str, int] = {}
    identities = []
    for card in document.cards:
        wanted = card.stated_id or content_id(document.title, card)
        taken[wanted] = taken.get(wanted, 0) + 1
        unique = wanted if taken[wanted] == 1 else f"{wanted}~{taken[wanted]}"
        identities.append(Identity(unique, guid(unique)))
    return tuple(identities)


def content_id(title: str, card: Card) -> str:
    """An id made of what the card says: readable, and unlike that of the same question elsewhere."""
    seed = " ".join(words(title)) + "\n" + " ".join(words(card.title))
    digest = hashlib.sha256(seed.encode()).hexdigest()[:8]
    return f"{slug(card.title, _SLUG_LENGTH) or 'card'}-{digest}"


def guid(card_id: str) -> str:
    """The guid of the note for this id."""
    digest = hashlib.sha256(f"awsdeck:{card_id}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_GUID_LENGTH]
