"""Reads what an Anki package holds, whoever made it.

In: the bytes of an ``.apkg``, which may be damaged or hostile. Out: a `Package`: its decks, note types,
notes, tags and media names. Nothing is written, no file of a package is unpacked, and nothing in its
database is run. It must not know how packages are written.

`archive` opens the zip file, `database` the collection within it, `tables` reads its rows, `fieldtext`
tells what a person reads of a field.
"""

from awsdeck.packages.reading import load, read
from awsdeck.packages.stored import Stored, stored_notes
from awsdeck.packages.values import Package, PackagedNote, PackagedType

__all__ = ["Package", "PackagedNote", "PackagedType", "Stored", "load", "read", "stored_notes"]
