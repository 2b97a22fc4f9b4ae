"""A card becomes a note: its fields, tags, deck and place in the order.

In: a document, its identities, the evidence for its services. Out: `Note` values, whose fields are made
only when a writer asks for them. It must not know how a note is written to a file.
"""

from awsdeck.notes.disarming import disarmed
from awsdeck.notes.drawing import all_fields, answer, fields
from awsdeck.notes.names import DECK_SEPARATOR, deck_path, tags_of
from awsdeck.notes.note import Note, derived_note, is_ready, note_type_of, removed_note

__all__ = [
    "DECK_SEPARATOR",
    "Note",
    "all_fields",
    "answer",
    "deck_path",
    "derived_note",
    "disarmed",
    "fields",
    "is_ready",
    "note_type_of",
    "removed_note",
    "tags_of",
]
