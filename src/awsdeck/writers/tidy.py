"""Notes of one document in awsdeck's own Markdown form.

In: a document and the notes of it that are wanted. Out: a Markdown file, and its pictures where the text
looks for them.
"""

from collections.abc import Sequence

from awsdeck.writers import Files, Part, pictures
from awsdeck.writers.markdown import Dialect, markdown


def export(parts: Sequence[Part]) -> Files:
    """The file, and the pictures in a folder beside it."""
    (part,) = parts
    names = {
        src: f"{pictures.FOLDER}/{media.name}" for note in part.notes for src, media in note.pictures.items()
    }
    text = markdown(part.document, part.notes, Dialect(pictures=names))
    return {"": text.encode(), **pictures.beside(parts)}
