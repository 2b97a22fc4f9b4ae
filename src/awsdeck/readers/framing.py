"""Headings that look as questions do and frame them: an introduction, a conclusion, further reading.

In: the lines of a document and the marks of its questions. Out: those that are none, and those of which it
isn't sure. It must not know how answers are read, nor where one ends.

Every feature adds its weight, as for a form of questions (`evidence`). What the others look like counts, and
what is said below the heading: in a document of plain terms a word that asks nothing is no more than that.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import furniture, mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark, is_answer_label, next_text
from awsdeck.source import Source

CERTAIN, POSSIBLE = 5.0, 3.5
_AT_EDGE = 1.0  # the first or the last of its part of the document: no other heading is certain
_FEW_WORDS, _SHORT = 2, 60  # words of a heading, characters of a line that says goodbye
_FEWEST, _MOST = 2, 0.8  # others that look alike, and how many of all others do
_TERMS = frozenset(("resources", "links", "references", "credits", "prerequisites", "takeaways"))
_HEADING = late(r" {0,3}(?P<marks>#{1,6})\s+\S")
_LINK = late(r"(?:[-*+]|\d{1,3}[.)])?\s*+[^\[\]]{0,40}(?:\[[^\]]*+\]\(|<?https?://)")
_FAREWELL = late(
    r"\W*(?:good luck|best of luck|all the best|happy \w+ing|thanks|thank you|see you|stay tuned|"
    r"that.s (?:it|all)|viel erfolg|viel glück|danke|buena suerte|bonne chance|boa sorte|buona fortuna)\b",
    re.IGNORECASE,
)


class Frame(NamedTuple):
    """Marks that are no questions, and questions that may be none."""

    certain: tuple[Mark, ...] = ()
    possible: tuple[Mark, ...] = ()


def find(lines: Sequence[Line], marks: Sequence[Mark]) -> Frame:
    """Look at the headings that ask nothing, from both ends of each part of the document."""
    others = _others(marks)
    code = mdlines.code_positions(lines)
    lines = (
        [Line(line.number, "") if at in code else line for at, line in enumerate(lines)] if code else lines
    )
    weighed = {mark: _weight(lines, mark, others.without(mark)) for mark in marks if _may_frame(lines, mark)}
    certain: set[Mark] = set()
    at_edge: set[Mark] = set()
    for way in (way for part in _parts(lines, marks) for way in (part, part[::-1])):
        for mark in way:
            at_edge.add(mark)
            if weighed.get(mark, 0.0) + _AT_EDGE < CERTAIN:
                break
            certain.add(mark)
    if len(certain) == len(marks):
        return Frame()
    possible = (
        mark
        for mark, weight in weighed.items()
        if mark not in certain and weight + _AT_EDGE * (mark in at_edge) >= POSSIBLE
    )
    return Frame(tuple(mark for mark in marks if mark in certain), tuple(possible))


def problems(source: Source, lines: Sequence[Line], frame: Sequence[Mark]) -> tuple[Problem, ...]:
    """Name the headings that became cards and may be no questions."""
    return tuple(
        warning(
            source.at(lines[mark.at].number),
            "unsure-question",
            f"not sure whether this is a question or a part of the page: {mark.text!r}",
            "end it with a question mark if it is one, delete it if it is none; until then it is a card",
        )
        for mark in frame
    )


def _may_frame(lines: Sequence[Line], mark: Mark) -> bool:
    """A heading without a number that asks nothing, and of which nothing is stated as of a question."""
    if (
        mark.form[0] != "h"
        or len(mark.form) > len("h1")
        or mark.number is not None
        or mark.asks
        or mark.level
    ):
        return False
    below = next_text(lines, mark.below)
    stated = below is not None and (is_answer_label(lines[below]) or lines[below].bare.startswith("<!--"))
    return not (stated or mark.rest)


class _Others(NamedTuple):
    """How many questions have no name of such a part, how many of these are numbered, and how many ask."""

    total: int
    numbered: int
    asking: int

    def without(self, mark: Mark) -> "_Others":
        """The others of a mark."""
        if furniture.frames_questions(mark.text):
            return self
        return _Others(self.total - 1, self.numbered - (mark.number is not None), self.asking - mark.asks)

    def mostly(self, held: int) -> bool:
        """So many of them are most, and they are enough to tell."""
        return self.total >= _FEWEST and held >= _MOST * self.total


def _others(marks: Sequence[Mark]) -> _Others:
    plain = [mark for mark in marks if not furniture.frames_questions(mark.text)]
    return _Others(
        len(plain), sum(mark.number is not None for mark in plain), sum(mark.asks for mark in plain)
    )


def _weight(lines: Sequence[Line], mark: Mark, others: _Others) -> float:
    """What speaks for a part of the page, but for its place."""
    named = furniture.frames_questions(mark.text)
    said = [line for line in _below(lines, mark) if not line.blank]
    features = (
        ("the others are numbered", 1.0, others.mostly(others.numbered)),
        ("the others ask", 1.5, others.mostly(others.asking)),
        ("named as such", 1.5, named),
        ("by no term", 0.5, named and not _is_term(mark.text)),
        ("a word or two", 0.5, len(mark.text.split()) <= _FEW_WORDS),
        ("says goodbye", 2.0, any(map(_says_goodbye, said))),
        ("nothing but links", 2.0, bool(said) and all(_LINK.match(line.bare) for line in said)),
    )
    return sum(weight for _, weight, holds in features if holds)


def _is_term(text: str) -> bool:
    return text.strip(" *_:").casefold() in _TERMS


def _says_goodbye(line: Line) -> bool:
    return furniture.says_goodbye(line.bare) or (
        len(line.bare) <= _SHORT and bool(_FAREWELL.match(line.bare))
    )


def _below(lines: Sequence[Line], mark: Mark) -> Sequence[Line]:
    """The lines between a heading and the next one."""
    end = next((at for at in range(mark.below, len(lines)) if _HEADING.match(lines[at].text)), len(lines))
    return lines[mark.below : end]


def _parts(lines: Sequence[Line], marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks divided by higher headings between them."""
    parts: list[list[Mark]] = []
    for mark in marks:
        before = parts[-1][-1] if parts else None
        if before is None or _is_parted(lines, before, mark):
            parts.append([])
        parts[-1].append(mark)
    return parts


def _is_parted(lines: Sequence[Line], before: Mark, mark: Mark) -> bool:
    headings = (_HEADING.match(line.text) for line in lines[before.below : mark.at])
    return mark.form[0] == "h" and any(len(found["marks"]) < int(mark.form[1]) for found in headings if found)
