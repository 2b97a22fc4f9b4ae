"""Notes as a text file that Anki imports by guid.

In: notes. Out: a file of tab-separated columns under Anki's own headers, and the pictures beside it. The
note types must be in the collection already (any package of awsdeck brings them): Anki drops the other rows.

The headers: https://docs.ankiweb.net/importing/text-files.html, "File headers".
"""

import csv
import io
from collections.abc import Sequence

from awsdeck.notes import fields
from awsdeck.writers import Files, Part, pictures

_LEADING = ("guid", "notetype", "deck", "tags")


def export(parts: Sequence[Part]) -> Files:
    """The file, and a folder with the pictures to copy into Anki's media folder."""
    text = io.StringIO()
    text.write("#separator:tab\n#html:true\n")
    for column, name in enumerate(_LEADING, 1):
        text.write(f"#{name} column:{column}\n")
    rows = csv.writer(text, dialect="excel-tab", lineterminator="\n", quoting=csv.QUOTE_ALL)
    for part in parts:
        for note in part.notes:
            tags = " ".join(note.tags)
            rows.writerow((note.identity.guid, note.note_type.name, note.deck, tags, *fields(note)))
    return {"": text.getvalue().encode(), **pictures.beside(parts)}
