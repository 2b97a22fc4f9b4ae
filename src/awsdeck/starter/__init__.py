"""The starter document: what a person finds who begins a deck of their own.

In: the name of the file it is written for. Out: Markdown that explains itself. It must not know how that is
written to disk.
"""

import re
from pathlib import Path, PurePath

ENDINGS = (".md", ".markdown")
_NO_WORD = re.compile(r"[\s_\-\\`*<>#|\[\]{}]+")
_UNNAMED = "My AWS Questions"


def document(path: PurePath) -> str:
    """The starter, with a title of its own: two documents of one title would share their cards in Anki."""
    text = Path(__file__).with_name("document.md").read_text("utf-8")
    named = path.as_posix()
    typed = f'"{named}"' if " " in named else named
    return text.replace("{title}", title(path.stem)).replace("{file}", typed)


def title(stem: str) -> str:
    """The name of a file as a title: ``my-s3_notes`` is "My s3 notes"."""
    words = _NO_WORD.sub(" ", stem).strip()
    return words[:1].upper() + words[1:] or _UNNAMED
