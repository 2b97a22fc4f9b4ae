"""A document, its cards, and how it was read."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from awsdeck.model.content import Blocks, Spans, plain
from awsdeck.model.value import value

Difficulty = Literal["easy", "medium", "hard"]


class Location(NamedTuple):
    """A place in a source document; ``line`` counts from 1, and is None for the document as a whole."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


@value
class Card(NamedTuple):
    """One question with its answer.

    ``first_line`` and ``last_line`` are the lines it was read from, both included. ``stated_id``,
    ``stated_services`` and ``stated_forms`` (which cards to make of it) are what the author wrote; None and
    empty where the document leaves them open. ``origin`` is a digest of all that the answer was made of, by
    which what was found out of it can be remembered: cards of one origin have one answer. It is empty where
    that can't be told.
    """

    question: Spans
    answer: Blocks
    first_line: int
    last_line: int
    number: int | None = None
    difficulty: Difficulty | None = None
    category: str | None = None
    stated_id: str | None = None
    stated_services: tuple[str, ...] = ()
    stated_forms: tuple[str, ...] = ()
    services_line: int = 0
    origin: bytes = b""

    @property
    def title(self) -> str:
        """The question as plain text."""
        return plain(self.question)


class Passage(NamedTuple):
    """Lines of the source, both ends included, with what they say and why they are on no card."""

    first_line: int
    last_line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which lines of a document look alike, and what speaks for their being questions.

    ``form`` names the marks on the line; ``line`` and ``example`` are the first one. ``certain`` tells that
    they were taken for questions, ``possible`` that they weren't but nearly.
    """

    form: str
    count: int
    score: float
    certain: bool
    why: tuple[str, ...]
    line: int
    example: str
    possible: bool = False


class Document(NamedTuple):
    """A document as read: every line that is not blank is in ``head``, on a card, or in ``skipped``.

    ``levels`` holds what the document's legend says of each difficulty, e.g. ``("easy", "Associate")``;
    ``patterns`` how its questions were recognised, the strongest first, ``category_levels`` by which headings
    they are divided, and ``rated_by`` where difficulties are stated: ``question``, ``label``, ``section``.
    """

    title: str
    path: str
    cards: tuple[Card, ...] = ()
    head: tuple[Passage, ...] = ()
    skipped: tuple[Passage, ...] = ()
    levels: tuple[tuple[Difficulty, str], ...] = ()
    patterns: tuple[Pattern, ...] = ()
    category_levels: tuple[int, ...] = ()
    rated_by: frozenset[str] = frozenset()
