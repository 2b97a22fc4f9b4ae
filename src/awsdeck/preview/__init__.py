"""A deck in a browser: one page with the cards as Anki shows them, and a server that keeps it fresh.

In: documents with the notes that are wanted. Out: HTML. It must not know of commands, packages or locks.
"""

from awsdeck.preview.page import Live, page
from awsdeck.writers import Files, Part

__all__ = ["Live", "export", "page"]


def export(parts: tuple[Part, ...]) -> Files:
    """The page as a format of ``awsdeck export``."""
    return {"": page(parts).encode()}
