"""Where a question of copied text begins, what it asks, and where its answer starts.

In: the lines of a document and the `Mark` of a question. Out: an `Opening`. It must not know how questions
are found (`convention`), nor what is done with answers.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from awsdeck.model import Difficulty, LineBreak, Span, Spans, Text
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, labels, situations
from awsdeck.readers.convention import Convention
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark, next_text
from awsdeck.readers.quiz import Quiz
from awsdeck.source import Source


class Opening(NamedTuple):
    """Where a question begins, what it asks, and where its answer starts.

    Positions count from 0 in the document's lines; ``line`` is the number of the first in the source.
    ``rest`` is what the answer says on the line of the question.
    """

    at: int
    line: int
    number: int | None
    question: Spans
    level: Difficulty | None
    answer_at: int
    mark: Mark
    rest: str


def find(lines: Sequence[Line], forms: Convention, known: Quiz) -> list[Opening]:
    """The opening of each question of a document; ``known`` are options that are known to be some."""
    return [
        _opening(lines, mark, after.at if after else len(lines), forms, known)
        for mark, after in zip_longest(forms.questions, forms.questions[1:])
    ]


def problems(
    source: Source, lines: Sequence[Line], openings: Sequence[Opening], possible: Sequence[Mark]
) -> Iterator[Problem]:
    """What to tell of openings, and of lines that nearly begin a question."""
    for opening in openings:
        yield from _doubts(source, lines, opening)
    for mark in possible:
        yield _unsure(source, lines[mark.at].number, mark)


def _opening(lines: Sequence[Line], mark: Mark, end: int, forms: Convention, known: Quiz) -> Opening:
    """The question of a mark, with the difficulty at its end or on a line of its own below it."""
    offered = known.options.get(mark.at, ())
    found = situations.question(
        lines, mark, end, forms.labelled[mark.form], forms.situations, offered=offered
    )
    kinds = [piece.kind for piece in found.pieces]
    if mark.level and kinds[1:2] != ["option"]:  # its difficulty ends it, but for options right below
        return Opening(
            *(mark.at, lines[mark.at].number, mark.number, (Text(mark.text),), mark.level, mark.below),
            *(mark, mark.rest),
        )
    asking = kinds[: kinds.index("option")] if "option" in kinds else kinds
    last = max((at for at, kind in enumerate(asking) if kind == "text"), default=0)
    level = mark.level
    spans: list[Span] = []
    for at, piece in enumerate(found.pieces):
        text = piece.text
        if level is None and piece.kind == "label" and (level := difficulty.alone(text)):
            continue
        if level is None and at == last:
            text, level = difficulty.at_end(text)
        match spans[-1:]:
            case [Text(before)] if piece.kind != "option":
                spans[-1] = Text(f"{before} {text}")
            case []:
                spans.append(Text(text))
            case _:
                spans.extend((LineBreak(), Text(text)))
    answer_at = found.answer_at
    below = next_text(lines, answer_at)
    if level is None and below is not None and difficulty.is_badge(lines[below].bare):
        level, answer_at = difficulty.alone(lines[below].bare), below + 1
    rest = mark.rest or found.rest
    return Opening(mark.at, lines[mark.at].number, mark.number, tuple(spans), level, answer_at, mark, rest)


def _doubts(source: Source, lines: Sequence[Line], opening: Opening) -> list[Problem]:
    """What to tell of lines between a question and its answer that were probably meant to rate it."""
    last = next_text(lines, opening.answer_at)
    stop = opening.answer_at if last is None or opening.rest else last + 1
    told = [line for line in lines[opening.mark.below : stop] if ":" in line.bare]
    return [doubt for line in told if (doubt := labels.doubt(source, line.number, line.bare))]


def _unsure(source: Source, line: int, found: Mark) -> Problem:
    """What to tell of a line that nearly begins a question."""
    return warning(
        source.at(line),
        "unsure-question",
        f"not sure whether {found.number} begins a question: {found.text!r}",
        "end the question with '?' or its difficulty; until then the line belongs to the answer before it",
    )
