"""Ids and guids.

In: a card's words. Out: its id where nothing else gives one, and the guid for a seed. Anki knows a note by
its guid alone.
"""

import binascii
import hashlib

from awsdeck.model import Card
from awsdeck.text import slug, words

_SLUG_LENGTH = 48
_GUID_BYTES = 12  # sixteen letters
_ADOPTED = "guid:"


def content_id(title: str, card: Card) -> str:
    """An id made of what the card says: readable, and unlike that of the same question elsewhere.

    Two people who build the same document without a lock get the same ids.
    """
    seed = " ".join(words(title)) + "\n" + " ".join(words(card.title))
    return f"{slug(card.title, _SLUG_LENGTH) or 'card'}-{_digest(seed)}"


def seed(title: str, card_id: str) -> str:
    """What the guid of a new card is made of: two documents may well use the same id."""
    return f"{slug(title, _SLUG_LENGTH)}/{card_id}"


def piece_id(parent_id: str, form: str, name: str) -> str:
    """The id of a card that was made of another one, at first; it stays if the parent's id changes."""
    return f"{parent_id}/{form}/{slug(name, _SLUG_LENGTH) or _digest(name)}"


def piece_seed(parent_seed: str, form: str, name: str) -> str:
    """What the guid of a derived card is made of: two people who build the same document get the same."""
    return f"{parent_seed}/{form}/{slug(name, _SLUG_LENGTH) or _digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def guid(seed: str) -> str:
    """The guid of the note for this seed; a seed ``guid:X`` is the guid X of a deck made elsewhere."""
    if is_adopted(seed):
        return seed.removeprefix(_ADOPTED)
    digest = hashlib.sha256(f"awsdeck:{seed}".encode()).digest()
    letters = binascii.b2a_base64(digest[:_GUID_BYTES], newline=False).decode()
    return letters.replace("+", "-").replace("/", "_")


def adopted_seed(guid: str) -> str:
    """The seed of a card that takes over a note which was made elsewhere."""
    return f"{_ADOPTED}{guid}"


def is_adopted(seed: str) -> bool:
    """The seed belongs to a note that was made elsewhere."""
    return seed.startswith(_ADOPTED)
