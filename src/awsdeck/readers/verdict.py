"""Which forms are how a document asks, seen beside each other.

In: a `Pattern` for each form, weighed by itself, and the marks of that form. Out: the patterns, with those
certain that are questions. It must not know how a form is weighed by itself (`evidence`), nor what a person
said.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from awsdeck.model import Pattern
from awsdeck.readers import CERTAIN
from awsdeck.readers.alike import Alike, is_counted
from awsdeck.readers.evidence import FEW, POSSIBLE, raised
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ASKING, BARE, LONE, RATED, Mark

_UNMARKED = frozenset(
    (BARE, ASKING, RATED, "bold lead")
)  # what looks like these stands within answers as well
_BOLD_DEPTH = 7
_WITHIN = ("deeper headings, within answers", -3.0)


class Verdict(NamedTuple):
    """The patterns, settled. ``within`` are headings in answers that are no questions for that reason."""

    patterns: tuple[Pattern, ...]
    within: tuple[Mark, ...] = ()


def reached(
    patterns: Sequence[Pattern], alike: Alike, lines: Sequence[Line], hidden: Collection[int]
) -> Verdict:
    """Which patterns are questions, seen beside each other and in the document as a whole."""
    inner = _headings_of_answers(patterns, alike)
    patterns = [raised(pattern, _WITHIN) if pattern.form in inner else pattern for pattern in patterns]
    if patterns and not any(pattern.certain for pattern in patterns):
        from awsdeck.readers import context  # most documents ask in a form that speaks for itself

        patterns = context.weighed(patterns, lines, hidden)
    asking = frozenset(form for form, marks in alike.counting.items() if _mostly_asks(marks))
    certain = [pattern for pattern in patterns if pattern.certain]
    questions = _lone_or_others(_without_parts(certain, asking) if len(certain) > 1 else certain)
    kept = {pattern.form for pattern in questions}
    settled = (
        replace(
            pattern,
            certain=pattern.form in kept,
            possible=pattern.count >= FEW
            and POSSIBLE <= pattern.score < CERTAIN
            and (not kept or pattern.form in asking),
        )
        for pattern in patterns
    )
    return Verdict(tuple(settled), tuple(mark for marks in inner.values() for mark in marks))


def _mostly_asks(marks: Sequence[Mark]) -> bool:
    return 2 * sum(mark.asks for mark in marks) >= len(marks)


def _without_parts(certain: Sequence[Pattern], asking: Collection[str]) -> Sequence[Pattern]:
    """The certain patterns without those whose lines are parts of answers, or topics of questions.

    ``asking`` are the forms most of whose lines ask something.
    """
    first = certain[:1]
    # a document that marks its questions has other lines that ask: those are in its answers
    certain = [found for found in certain if found.form not in _UNMARKED] or first
    # and one or two numbered lines that ask are steps in an answer
    certain = [found for found in certain if found.count >= FEW or not is_counted(found.form)] or certain[:1]
    # a line or two in italics are words that an answer stresses
    certain = [found for found in certain if found.count >= FEW or not _is_stressed(found)] or certain[:1]
    # and headings of the level of those with a Q are topics, unless they ask
    return [found for found in certain if found.form in asking or not _is_topic(found, certain)]


def _lone_or_others(certain: Sequence[Pattern]) -> Sequence[Pattern]:
    """Numbers alone on their line, or all that else is certain: whichever are more."""
    lone = next((pattern for pattern in certain if pattern.form == LONE), None)
    if lone is None:
        return certain
    others = [pattern for pattern in certain if pattern is not lone]
    return [lone] if sum(pattern.count for pattern in others) <= lone.count else others


def _is_stressed(pattern: Pattern) -> bool:
    return pattern.form.split(" ")[-1] == "italic"


def _is_topic(pattern: Pattern, others: Sequence[Pattern]) -> bool:
    """A plain heading, beside headings of its level that are marked with Q."""
    level = pattern.form
    named = {f"{level} Q", f"{level} Q#"}
    return level[0] == "h" and " " not in level and any(found.form in named for found in others)


def _headings_of_answers(patterns: Sequence[Pattern], alike: Alike) -> dict[str, Sequence[Mark]]:
    """A few deeper headings that all stand within answers of the main questions, by their form."""
    headings = sorted(at for form, found in alike.every.items() if form[0] == "h" for at in found)
    depths = {pattern.form: depth for pattern in patterns if (depth := _depth(pattern.form))}
    main = next((p for p in patterns if p.certain and p.count >= FEW and p.form in depths), None)
    if main is None or depths[main.form] == _BOLD_DEPTH:
        return {}
    questions = {mark.at for mark in alike.counting[main.form]}
    found: dict[str, Sequence[Mark]] = {}
    for pattern in patterns:
        deeper = pattern.count < FEW and depths.get(pattern.form, 0) > depths[main.form]
        if pattern.certain and deeper and not {"Q", "Q#"} & set(pattern.form.split(" ")):
            above = {headings[bisect_left(headings, mark.at) - 1] for mark in alike.counting[pattern.form]}
            if above <= questions:
                found[pattern.form] = alike.counting[pattern.form]
    return found


def _depth(form: str) -> int | None:
    """How deep a heading lies: 1 to 6, and 7 for a bold line."""
    if form[0] == "h":
        return int(form[1])
    return _BOLD_DEPTH if form == "bold" else None
