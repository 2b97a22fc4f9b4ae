"""A document with its lines, as the rules look at it.

In: Markdown text. Out: a `Page`: its cards, its snippets with the line of each of their lines, its prose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from awsdeck import readers
from awsdeck.model import Card, Code, Document, walk
from awsdeck.services import Catalogue
from awsdeck.services.catalogue import load
from awsdeck.source import from_bytes

_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_LABELS = re.compile(r"\*\*(?:Difficulty|Services):")
CATALOGUE = load()


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong at a line of a file; ``str`` of it is what a person sees."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A block of code on a card; its text begins at ``line``."""

    card: Card
    language: str
    text: str
    line: int

    def at(self, row: int) -> int:
        """The line of the document in which a line of the snippet stands; both count from 1."""
        return self.line + row - 1


@dataclass(frozen=True)
class Page:
    """A document in Markdown with the page that names its sources (title, text), where it has one."""

    path: str
    text: str
    sources_path: str = ""
    sources: str = ""

    @cached_property
    def document(self) -> Document:
        """The document as awsdeck reads it."""
        return readers.read(from_bytes(self.path, self.text.encode()))[0]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, in order."""
        return self.document.cards

    @property
    def catalogue(self) -> Catalogue:
        """The services that awsdeck knows."""
        return CATALOGUE

    @cached_property
    def snippets(self) -> tuple[Snippet, ...]:
        """Every block of code, wherever it stands in an answer."""
        return tuple(
            Snippet(card, block.language, block.text, block.line + 1)
            for card in self.cards
            for block in walk(card.answer)
            if isinstance(block, Code)
        )

    def in_language(self, *languages: str) -> Iterator[Snippet]:
        """The snippets in one of these languages."""
        return (snippet for snippet in self.snippets if snippet.language in languages)

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """The lines that are prose, with their numbers; what is code or hidden in them is blank."""
        code = {
            snippet.at(row)
            for snippet in self.snippets
            for row in range(snippet.text.count("\n") + 3)  # the fences and all between
        }
        shown = _HIDDEN.sub(lambda comment: _blank(comment[0]), self.text)
        return tuple(
            (number, _INLINE_CODE.sub(lambda found: _blank(found[0]), line))
            for number, line in enumerate(shown.split("\n"), 1)
            if number not in code and line.strip() and not _LABELS.match(line)
        )

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Prose and comments in code: all that is written in a person's language."""
        comments = (
            (snippet.at(row), line[line.index("#") :])
            for snippet in self.in_language("bash", "python", "yaml")
            for row, line in enumerate(snippet.text.split("\n"), 1)
            if re.search(r"(?:^|\s)# ", line)
        )
        return tuple(sorted((*self.prose, *comments)))

    def complaint(self, line: int, message: str) -> Complaint:
        """A complaint about a line of the document."""
        return Complaint(self.path, line, message)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def opened(folder: Path, name: str) -> Page:
    """The document of this name in a project's folder, with the page of its sources beside it."""
    path = folder / name
    about = path.with_name("SOURCES.md")
    return Page(
        name,
        path.read_text("utf-8"),
        about.relative_to(folder).as_posix() if about.exists() else "",
        about.read_text("utf-8") if about.exists() else "",
    )
