"""What a person says of a document's questions: what begins one, what begins none, where they stand.

In: `Hints`, the lines of a document, and marks. Out: positions of lines, marks, and patterns. It must not
know how questions are found where nobody says anything.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from awsdeck.hints import Hints
from awsdeck.model import Pattern
from awsdeck.problems import AwsdeckError, error
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark
from awsdeck.source import Source


def outside(lines: Sequence[Line], hints: Hints) -> Iterator[int]:
    """The positions of lines before and behind those that hold questions."""
    first, last = hints.first_line or 1, hints.last_line or math.inf  # some lines stand behind later ones
    return (at for at, line in enumerate(lines) if not first <= line.number <= last)


def written(source: Source, lines: Sequence[Line], hidden: Collection[int], hints: Hints) -> Iterator[Mark]:
    """The marks of lines that an expression of the hints matches."""
    if not hints.question_pattern:
        return
    from awsdeck.readers import patterns  # only who writes a pattern waits for the library that bounds it

    for text in hints.question_pattern:
        if not patterns.is_form(text):
            yield from patterns.find(patterns.Expression(source, text), lines, hidden)


def refused(source: Source, lines: Sequence[Line], found: Sequence[Mark], hints: Hints) -> frozenset[int]:
    """The positions of lines that the hints call no questions."""
    if not hints.not_question:
        return frozenset()
    from awsdeck.readers.patterns import Expression, is_form

    refused: set[int] = set()
    for text in hints.not_question:
        if is_form(text):
            hit = {mark.at for mark in found if mark.form == text}
        else:
            expression = Expression(source, text)
            hit = {mark.at for mark in found if expression.match(lines[mark.at])}
        if not hit:
            message = f"nothing that could be a question matches {text!r}, which is to be none"
            hint = "awsdeck inspect shows which lines look alike; leave it out if it has done its work"
            raise AwsdeckError(error(source.at(), "pattern-matches-nothing", message, hint))
        refused |= hit
    return frozenset(refused)


def named(source: Source, patterns: Sequence[Pattern], hints: Hints, counted: Iterable[str]) -> list[Pattern]:
    """The patterns with those of the hints as the only certain ones; ``counted`` may be named as well."""
    forms = {*(pattern.form for pattern in patterns), *counted}
    for text in hints.question_pattern:
        if text not in forms:
            message = f"no line matches the question pattern {text!r}"
            hint = "awsdeck inspect without it shows which lines look alike"
            raise AwsdeckError(error(source.at(), "pattern-matches-nothing", message, hint))
    wanted = hints.question_pattern
    return [replace(pattern, certain=pattern.form in wanted) for pattern in patterns]
