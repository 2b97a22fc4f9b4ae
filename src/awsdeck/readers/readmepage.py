"""A published page while its questions are read.

In: its lines and what is known of them as a whole. Out: a `Page`, which the steps of reading
fill. It must not know them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from awsdeck.hints import Hints
from awsdeck.late import late
from awsdeck.model import Passage, Spans
from awsdeck.problems import Problem
from awsdeck.readers.categories import Title
from awsdeck.readers.convention import Convention
from awsdeck.readers.levels import Levels
from awsdeck.readers.lines import Line
from awsdeck.readers.mdinline import InlineReader
from awsdeck.readers.quiz import Quiz
from awsdeck.source import Source

RULE = late(r"\s*(?:[-*_]\s*){3,}$")
"""A line across the page."""


@dataclass
class Page:
    """The document being read."""

    source: Source
    lines: list[Line]
    inline: InlineReader
    convention: Convention
    hints: Hints
    code: frozenset[int]
    titles: list[Title]
    paths: dict[int, list[Title]]
    ends: Sequence[int] = ()
    """Positions at which an answer has ended, in order."""
    problems: list[Problem] = field(default_factory=list)
    levels: tuple[int, ...] = ()
    between: Levels = field(default_factory=Levels)
    known: Quiz = field(default_factory=Quiz)
    rated_by: set[str] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    head: list[Passage] = field(default_factory=list)
    skipped: list[Passage] = field(default_factory=list)

    def spans(self, text: str, line: Line) -> Spans:
        """The spans of a part of a question; what shows in none of them is skipped."""
        spans = self.inline.spans(text)
        for said, why in self.inline.unseen(text):
            self.skipped.append(Passage(line.number, line.number, said, why))
        return spans

    def passage(self, first: int, end: int, why: str) -> Passage:
        """Lines by position, the last not included."""
        texts = [line.bare for line in self.lines[first:end] if not line.blank]
        self.claimed.update(range(first, end))
        return Passage(self.lines[first].number, self.lines[end - 1].number, "\n".join(texts), why)
