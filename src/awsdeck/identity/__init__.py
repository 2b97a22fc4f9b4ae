"""Which card is which after an edit: ids, guids and modification times are made here and nowhere else.

In: a document, what its lock remembers, and the time. Out: a `Resolution`: an identity for each card, the
new lock, what changed, and what is doubtful. It must not know how a card is drawn or written.
"""

from awsdeck.identity.ids import adopted_seed, content_id, guid, is_adopted
from awsdeck.identity.matching import kin
from awsdeck.identity.names import usurper
from awsdeck.identity.pieces import Piece, resolve_pieces
from awsdeck.identity.prints import fingerprint, of_answers
from awsdeck.identity.resolve import DAY, Change, Identity, Moment, Resolution, Subject, resolve

__all__ = [
    "DAY",
    "Change",
    "Identity",
    "Moment",
    "Piece",
    "Resolution",
    "Subject",
    "adopted_seed",
    "content_id",
    "fingerprint",
    "guid",
    "is_adopted",
    "kin",
    "of_answers",
    "resolve",
    "resolve_pieces",
    "usurper",
]
