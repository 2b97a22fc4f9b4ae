"""How a card looks in Anki: the note types, their fields, templates and style.

In: nothing. Out: `NoteType` constants and the texts of the data files in this folder. It must not know of
documents.

Frozen: Anki tells note types apart by id, and takes two for the same only if their fields agree pairwise by
id. Were a field added, removed or reordered, no existing note would be updated any more and a second type
``awsdeck+`` would appear. So the lists below never change; ``Extra`` is the spare. `NoteType.modified` grows
by hand, and only when a template or the style changes: Anki then takes the new ones.
"""

from collections.abc import Mapping
from itertools import repeat
from pathlib import Path
from typing import NamedTuple


class NoteType(NamedTuple):
    """A kind of note as Anki knows it; it has one template, and every note of ours is one card.

    ``fields`` maps the name of each field, in order, to its id; ``modified`` is in whole seconds since 1970.
    ``front_file`` and ``back_file`` name the templates in this folder, and ``styles`` the sheets that its
    style is made of. ``cloze`` is Anki's kind of type that hides parts of a text.
    """

    id: int
    name: str
    modified: int
    fields: Mapping[str, int]
    template_id: int
    template_name: str
    front_file: str
    back_file: str
    cloze: bool = False
    styles: tuple[str, ...] = ("card.css",)

    def front(self) -> str:
        """The template of the question side."""
        return _text(self.front_file)

    def back(self) -> str:
        """The template of the answer side."""
        return _text(self.back_file)

    def style(self) -> str:
        """The style sheet of both sides."""
        return "".join(map(_text, self.styles))

    def row(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """The values in the order of the fields; one that is not given is empty."""
        return tuple(map(values.get, self.fields, repeat("")))

    def named(self, row: tuple[str, ...]) -> dict[str, str]:
        """The values of a row by the names of their fields."""
        return dict(zip(self.fields, row, strict=False))


QA = NoteType(
    id=1_760_000_000_001,
    name="awsdeck",
    modified=1_795_978_000,
    fields={
        "Question": 5_760_000_000_000_001,
        "Answer": 5_760_000_000_000_002,
        "Context": 5_760_000_000_000_003,
        "Category": 5_760_000_000_000_004,
        "Difficulty": 5_760_000_000_000_005,
        "Services": 5_760_000_000_000_006,
        "ID": 5_760_000_000_000_007,
        "Source": 5_760_000_000_000_008,
        "Extra": 5_760_000_000_000_009,
    },
    template_id=5_760_000_000_000_101,
    template_name="Question and answer",
    front_file="front.html",
    back_file="back.html",
)
"""A question and its answer."""

CLOZE = NoteType(
    id=1_760_000_000_002,
    name="awsdeck steps",
    modified=1_795_978_000,
    fields={
        "Text": 5_760_000_000_000_021,
        "Question": 5_760_000_000_000_022,
        "Context": 5_760_000_000_000_023,
        "Category": 5_760_000_000_000_024,
        "Difficulty": 5_760_000_000_000_025,
        "Services": 5_760_000_000_000_026,
        "ID": 5_760_000_000_000_027,
        "Source": 5_760_000_000_000_028,
        "Extra": 5_760_000_000_000_029,
    },
    template_id=5_760_000_000_000_102,
    template_name="Step",
    front_file="cloze-front.html",
    back_file="cloze-back.html",
    cloze=True,
    styles=("card.css", "cloze.css"),
)
"""A list of which one entry is hidden; ``Text`` comes first because Anki checks it for the hidden part."""


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
