"""Notes as a table for people, one row for each card.

In: notes. Out: CSV after RFC 4180, in UTF-8. It must not know of HTML: a cell holds what a person would
read.

A spreadsheet runs a cell that begins like a formula, so such a cell gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterator, Sequence

from awsdeck.model import plain
from awsdeck.notes import Note
from awsdeck.writers import Files, Part, prose, sides

COLUMNS = (
    "id",
    "number",
    "context",
    "question",
    "answer",
    "difficulty",
    "category",
    "services",
    "tags",
    "deck",
    "form",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(parts: Sequence[Part]) -> Files:
    """The file, a header row first."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for part in parts:
        for note in part.notes:
            rows.writerow(disarmed(cell) for cell in _cells(note))
    return {"": text.getvalue().encode()}


def _cells(note: Note) -> Iterator[str]:
    card = note.card
    yield note.identity.id
    yield "" if card.number is None else str(card.number)
    yield plain(note.context)
    yield prose.text(sides.front(note))
    yield prose.text(sides.back(note))
    yield card.difficulty or ""
    yield card.category or ""
    yield ", ".join(note.service_names)
    yield " ".join(note.tags)
    yield note.deck
    yield note.form


def disarmed(cell: str) -> str:
    """The cell as text even for a program that would calculate it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
