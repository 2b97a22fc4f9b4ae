"""What another program's export says of each question becomes lines that all readers know.

In: a `Draft` for each question. Out: a `Sheet`. It must not know the format of any export.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from awsdeck.model import Passage
from awsdeck.readers import quiz
from awsdeck.readers.lines import Line, Lines
from awsdeck.readers.marks import last_text, peel
from awsdeck.readers.quiz import Quiz
from awsdeck.readers.spreadsheet import Sheet


class Option(NamedTuple):
    """An option of a question, and whether it is right."""

    line: Line
    right: bool


class Draft(NamedTuple):
    """A question with what answers it: some of its options, or lines, which then explain them.

    ``last`` is the number of the last line that belongs to it.
    """

    question: Line
    options: tuple[Option, ...] = ()
    answer: tuple[Line, ...] = ()
    number: int | None = None
    topic: str = ""
    last: int = 0


def joined(lines: Sequence[Line]) -> Line:
    """Some lines as one."""
    filled = [line for line in lines if not line.blank]
    text = " ".join(" ".join(line.bare.split()) for line in filled)
    last = filled[-1].last
    return Line(filled[0].number, text, last if last != filled[0].number else 0)


def passages(lines: Sequence[Line], why: str) -> Iterator[Passage]:
    """A passage for each run of lines that stand below each other, those of one line together."""
    runs = groupby(enumerate(lines), lambda pair: pair[1].number - pair[0])
    for run in ([line for _, line in found] for _, found in runs):
        yield Passage(run[0].number, run[-1].last, "\n".join(line.bare for line in run), why)


def sheet(drafts: Sequence[Draft], apart: Sequence[Passage], why: str, above: Sequence[Line] = ()) -> Sheet:
    """The questions as a document of their own.

    ``apart`` is on no card, ``above`` stands before the first question, ``why`` tells what the questions were
    found as.
    """
    lines = [*above]
    asked: list[int] = []
    offered: dict[int, tuple[int, ...]] = {}
    answers: dict[int, tuple[Line, ...]] = {}
    for draft in drafts:
        at = len(lines) + 1
        asked.append(at)
        lines += _up_to(draft.last, [*_lines(draft)])
        if draft.options:
            offered[at] = tuple(range(at + 1, at + 1 + len(draft.options)))
            right = [place for place, option in zip(offered[at], draft.options, strict=True) if option.right]
            answers[at] = quiz.right(lines, right)
    return Sheet(
        Lines(lines),
        frozenset(range(len(lines))).difference(asked),
        _topics(drafts),
        tuple(apart),
        why,
        quiz=Quiz(offered, answers),
        forms=frozenset(mark.form for at in asked if (mark := peel(at, lines[at]))),
    )


def _up_to(last: int, lines: list[Line]) -> list[Line]:
    """The lines, of which the last with text goes on to a line of the source."""
    at = last_text(lines, 0, len(lines))
    if at is not None and last > lines[at].last:
        lines[at] = Line(lines[at].number, lines[at].text, last)
    return lines


def _topics(drafts: Sequence[Draft]) -> Mapping[int, str]:
    return {draft.question.number: draft.topic for draft in drafts if draft.topic}


def _lines(draft: Draft) -> Iterator[Line]:
    question, number = draft.question, draft.number
    yield Line(question.number, "")
    yield Line(question.number, f"Q{number or ''}: {question.bare}", question.joined)
    for line, right in draft.options:
        yield Line(line.number, f"- [{'x' if right else ' '}] {line.bare}", line.joined)
    if draft.options:
        yield Line(question.number, "")
        yield from draft.answer
    elif draft.answer:
        first, *rest = draft.answer
        yield Line(first.number, f"Answer: {first.bare}", first.joined)
        yield from rest
