"""How a card looks in Anki: the note type, its fields, templates and style.

In: nothing. Out: constants and the texts of the data files in this folder. It must not know of documents.

Frozen: Anki tells note types apart by id, and takes two for the same only if their fields agree pairwise by
id. Were a field added, removed or reordered, no existing note would be updated any more and a second type
``awsdeck+`` would appear. So the list below never changes; ``Extra`` is the spare. `MODIFIED` grows by hand,
and only when a template or the style changes: Anki then takes the new ones.
"""

from importlib.resources import files

NAME = "awsdeck"
ID = 1_760_000_000_001
MODIFIED = 1_764_000_000  # seconds

FIELDS: dict[str, int] = {
    "Question": 5_760_000_000_000_001,
    "Answer": 5_760_000_000_000_002,
    "Context": 5_760_000_000_000_003,
    "Category": 5_760_000_000_000_004,
    "Difficulty": 5_760_000_000_000_005,
    "Services": 5_760_000_000_000_006,
    "ID": 5_760_000_000_000_007,
    "Source": 5_760_000_000_000_008,
    "Extra": 5_760_000_000_000_009,
}

TEMPLATE_NAME = "Question and answer"
TEMPLATE_ID = 5_760_000_000_000_101


def front() -> str:
    """The template of the question side."""
    return _text("front.html")


def back() -> str:
    """The template of the answer side."""
    return _text("back.html")


def style() -> str:
    """The style sheet of both sides."""
    return _text("card.css")


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
