"""Notes become files: one module per output format, and a table of them.

In: notes. Out: files, each replaced as a whole or not at all. Writers must not know where notes come from.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from awsdeck.model import Document
from awsdeck.notes import Note
from awsdeck.problems import Problem

Files = Mapping[str, bytes]
"""The content of files by name; the empty name is the file or folder that a person asked for.

Where a folder was asked for, the other names are within it, else beside the file.
"""


class Part(NamedTuple):
    """What is written of one document: the notes of it that are wanted."""

    document: Document
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...] = ()


class Format(NamedTuple):
    """A way to write notes for another program.

    ``module`` has a function ``export`` from `Part` values to `Files`; it is named and not imported, so
    that only the one that is needed is. ``ending`` is that of the file's name. ``single`` tells that it
    holds one document, ``folder`` that it is a folder, ``whole`` that it takes
    whole questions only: what is made of them is no text of its own.
    """

    module: str
    ending: str
    meaning: str
    single: bool = False
    folder: bool = False
    whole: bool = False


FORMATS: Mapping[str, Format] = {
    "anki-text": Format("awsdeck.writers.ankitext", ".txt", "Anki's text import, matched by guid"),
    "csv": Format("awsdeck.writers.table", ".csv", "a spreadsheet, one row for each card"),
    "json": Format("awsdeck.writers.values", ".json", "everything, for programs"),
    "jsonl": Format("awsdeck.writers.jsonl", ".jsonl", "the same, one line for each card"),
    "crowdanki": Format(
        "awsdeck.writers.crowdanki", ".crowdanki", "for the add-on CrowdAnki", single=True, folder=True
    ),
    "markdown": Format("awsdeck.writers.tidy", ".md", "awsdeck's own form", single=True, whole=True),
    "html": Format("awsdeck.preview", ".html", "the page of awsdeck preview"),
    "mochi": Format("awsdeck.writers.mochi", ".mochi", "for the app Mochi"),
    "hashcards": Format(
        "awsdeck.writers.hashcards", ".hashcards.md", "for the program hashcards", single=True
    ),
}


def export(name: str, parts: tuple[Part, ...]) -> Files:
    """What a format makes of the documents; ``name`` is a key of `FORMATS`."""
    made: Files = import_module(FORMATS[name].module).export(parts)
    return made
