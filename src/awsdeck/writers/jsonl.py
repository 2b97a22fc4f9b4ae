"""Notes as JSON, one line for each card: for programs that read a line at a time.

In: notes. Out: lines, each a card as in `values` with its document's title and path.
"""

import json
from collections.abc import Sequence

from awsdeck.writers import Files, Part, pictures, values


def export(parts: Sequence[Part]) -> Files:
    """The file, and the pictures in a folder beside it."""
    lines = [
        json.dumps(
            {"title": part.document.title, "source": part.document.path, **values.card(note)},
            ensure_ascii=False,
        )
        + "\n"
        for part in parts
        for note in part.notes
    ]
    return {"": "".join(lines).encode(), **pictures.beside(parts)}
