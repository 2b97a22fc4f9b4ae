"""How a document marks its questions: found once for the whole document, from what all of it shows.

In: the lines of a document, and which of them are code. Out: a `Convention`: the patterns that questions
follow, each with its evidence, and the `Mark` of every question. It must not know what becomes of a
question, nor how an answer is read.

All lines of one form (`marks`) are weighed together by a few named features; a form that weighs enough is
how this document asks. Of numbered lines only those count that are one `series`.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Pattern
from awsdeck.problems import AwsdeckError, error
from awsdeck.readers import CERTAIN, candidates, contents, furniture, outline, series, situations
from awsdeck.readers.evidence import FEW, POSSIBLE, is_rated, labelled, weigh
from awsdeck.readers.lines import Line, whole
from awsdeck.readers.marks import ASKING, BARE, LONE, RATED, ROW, Mark, next_text
from awsdeck.source import Source

OF_QUESTIONS = re.compile(
    r"\b(?:questions?|q\s?&\s?a|faqs?|quiz|flash ?cards?|interviews?|exam|drill|trivia|mcqs?|revision|"
    r"cheat ?sheet)\b",
    re.IGNORECASE,
)
_TITLE_LINES = 3  # of text, among which a document says what it is
_UNMARKED = frozenset(
    (BARE, ASKING, RATED, "bold lead")
)  # what looks like these stands within answers as well
_BOLD_DEPTH = 7
_WITHIN = ("deeper headings, within answers", -3.0)
_REFERS_BACK = re.compile(
    r"\b(?:it|its|this|that|these|those|they|them|their|here|then|so|but|such|else|instead|both)\b|"
    r"^\W*+(?:why|how|when|where)(?: not)?\W*+$",
    re.IGNORECASE,
)
_COUNTS = frozenset(("n.", "n)", "n:", "n/", "n", "n.n"))


class Convention(NamedTuple):
    """The patterns of a document, the strongest first, and the questions that follow a certain one.

    ``possible`` are lines just short of being questions.
    """

    patterns: tuple[Pattern, ...]
    questions: tuple[Mark, ...]
    possible: tuple[Mark, ...]
    labelled: Mapping[str, float]
    """For each form the share of its lines below which an answer's label stands."""
    within: tuple[Mark, ...] = ()
    """Headings in answers that ask something of their own, so that they may be questions after all."""
    refused: frozenset[int] = frozenset()
    """The positions of lines that a person called no questions: they are part of an answer."""
    situations: Mapping[int, Mark] = MappingProxyType({})
    """For each heading whose question is asked further below, by position, the mark that asks it."""

    @property
    def chosen(self) -> frozenset[str]:
        """The forms of questions."""
        return frozenset(pattern.form for pattern in self.patterns if pattern.certain)


def infer(
    source: Source, lines: Sequence[Line], hidden: Collection[int] = (), hints: Hints = NO_HINTS
) -> Convention:
    """Find the convention of a document, where ``hints`` don't name it.

    ``hidden`` are the positions of lines that no question can stand on, such as code.

    Raises:
        AwsdeckError: a pattern of the hints is none, or matches nothing.

    """
    lines = whole(lines)
    hidden = {*hidden, *_outside(lines, hints), *contents.positions(lines, hidden)}
    seen = [*candidates.find(lines, hidden), *_written(source, lines, hidden, hints)]
    refused = _refused(source, lines, seen, hints)
    seen = [mark for mark in seen if mark.at not in refused and not _ends_page(mark)]
    alike: dict[str, dict[int, Mark]] = {}
    for mark in seen:
        alike.setdefault(mark.form, {})[mark.at] = mark
    _join_rated(alike)
    by_form: dict[str, Sequence[Mark]] = {}
    possible: list[Mark] = []
    for form, all_found in alike.items():
        kept = _without_contents(all_found, lines)
        chain = series.choose(tuple(kept.values()), lines) if _is_counted(form) else None
        possible += chain.possible if chain else ()
        by_form[form] = chain.marks if chain else tuple(kept.values())
    asking_at = situations.labels(by_form) | _numbered(by_form)
    labels = {form: labelled(marks, lines, asking_at) for form, marks in by_form.items() if marks}
    patterns = [weigh(form, by_form[form], lines, alike[form], share) for form, share in labels.items()]
    patterns.sort(key=lambda pattern: (-pattern.score, pattern.line))
    inner: Mapping[str, Sequence[Mark]] = {}
    if hints.question_pattern:
        patterns = _named(source, patterns, hints, situations.counted(lines))
    else:
        inner = _headings_of_answers(patterns, by_form, alike)
        patterns = [_raised(pattern, _WITHIN) if pattern.form in inner else pattern for pattern in patterns]
        asking = {form for form, found in by_form.items() if _mostly_asks(found)}
        patterns = _settled(patterns, lines, hidden, asking)
    chosen = {pattern.form for pattern in patterns if pattern.certain}
    asked = _apart((mark for form in chosen for mark in by_form[form]), lines)
    found = Convention(
        tuple(patterns),
        asked,
        tuple(possible) if not hints.question_pattern and (LONE in chosen or not chosen) else (),
        labels,
        tuple(
            mark
            for headings in inner.values()
            for mark in headings
            if mark not in asked and mark.text.endswith("?") and not _REFERS_BACK.search(mark.text)
        ),
        refused,
    )
    found = situations.taken(found, by_form, alike, lines, hints.question_pattern)
    return _with_dots(found, lines) if any("icon" in mark.form for mark in found.questions) else found


def _with_dots(found: Convention, lines: Sequence[Line]) -> Convention:
    from awsdeck.readers import dots  # few documents have signs before their questions

    return found._replace(questions=dots.rated(lines, found.questions))


# --- what a person says ----------------------------------------------------------------------------------


def _outside(lines: Sequence[Line], hints: Hints) -> Iterator[int]:
    """The positions of lines before and behind those that hold questions."""
    first, last = hints.first_line or 1, hints.last_line or math.inf  # some lines stand behind later ones
    return (at for at, line in enumerate(lines) if not first <= line.number <= last)


def _written(source: Source, lines: Sequence[Line], hidden: Collection[int], hints: Hints) -> Iterator[Mark]:
    """The marks of lines that an expression of the hints matches."""
    if not hints.question_pattern:
        return
    from awsdeck.readers import patterns  # only who writes a pattern waits for the library that bounds it

    for text in hints.question_pattern:
        if not patterns.is_form(text):
            yield from patterns.find(patterns.Expression(source, text), lines, hidden)


def _named(
    source: Source, patterns: Sequence[Pattern], hints: Hints, counted: Iterable[str]
) -> list[Pattern]:
    """The patterns with those of the hints as the only certain ones; ``counted`` may be named as well."""
    forms = {*(pattern.form for pattern in patterns), *counted}
    for text in hints.question_pattern:
        if text not in forms:
            message = f"no line matches the question pattern {text!r}"
            hint = "awsdeck inspect without it shows which lines look alike"
            raise AwsdeckError(error(source.at(), "pattern-matches-nothing", message, hint))
    wanted = hints.question_pattern
    return [replace(pattern, certain=pattern.form in wanted) for pattern in patterns]


def _refused(source: Source, lines: Sequence[Line], found: Sequence[Mark], hints: Hints) -> frozenset[int]:
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


def _ends_page(mark: Mark) -> bool:
    """A heading of what follows the questions of a page, such as ``You might like``, which is no question."""
    text = mark.text if mark.form[0] == "h" else ""
    return bool(text) and furniture.begins_section(text) and not furniture.may_be_text(text)


# --- patterns beside each other --------------------------------------------------------------------------


def _join_rated(alike: dict[str, dict[int, Mark]]) -> None:
    """Where bare questions mostly end with a difficulty, those that don't ask are of their kind."""
    rated = alike.get(RATED, {})
    bare, asking = alike.get(BARE, {}), alike.get(ASKING, {})
    if not rated or 2 * sum(map(is_rated, bare.values())) < len(bare) + len(asking):
        return
    joined = sorted((rated | bare).items())
    alike[RATED] = {at: mark._replace(form=RATED) for at, mark in joined}
    alike.pop(BARE, None)


def _without_contents(found: Mapping[int, Mark], lines: Sequence[Line]) -> dict[int, Mark]:
    """The lines of one form without a list of contents, whose lines all come again below with an answer."""
    last = {mark.text.casefold(): mark.at for mark in found.values()}
    return {
        at: mark
        for at, mark in found.items()
        if last[mark.text.casefold()] == at or next_text(lines, mark.below) not in found
    }


def _numbered(by_form: Mapping[str, Sequence[Mark]]) -> frozenset[int]:
    """The positions of lines that ask behind a Q and a number: the answer below one answers that."""
    counted = (marks for form, marks in by_form.items() if "Q#" in form.split(" "))
    return frozenset(mark.at for marks in counted for mark in marks if mark.text)


def _is_counted(form: str) -> bool:
    """Only a number marks these lines, as it does in lists."""
    parts = frozenset(form.split(" "))
    named = parts & {"summary", "Q#", "Q"} or form.startswith("h")
    return form == LONE or (not named and bool(parts & _COUNTS))


def _mostly_asks(marks: Sequence[Mark]) -> bool:
    return 2 * sum(mark.asks for mark in marks) >= len(marks)


def _settled(
    patterns: Sequence[Pattern], lines: Sequence[Line], hidden: Collection[int], asking: Collection[str]
) -> list[Pattern]:
    """Which patterns are questions, seen beside each other and in the document as a whole.

    ``asking`` are the forms most of whose lines ask something.
    """
    if patterns and not any(pattern.certain for pattern in patterns):
        patterns = _in_context(patterns, lines, hidden)
    certain = [pattern for pattern in patterns if pattern.certain]
    if len(certain) > 1:
        # a document that marks its questions has other lines that ask: those are in its answers
        certain = [pattern for pattern in certain if pattern.form not in _UNMARKED] or certain[:1]
        # and one or two numbered lines that ask are steps in an answer
        certain = [
            found for found in certain if found.count >= FEW or not _is_counted(found.form)
        ] or certain[:1]
        # a line or two in italics are words that an answer stresses
        certain = [found for found in certain if found.count >= FEW or not _is_stressed(found)] or certain[:1]
        # and headings of the level of those with a Q are topics, unless they ask
        certain = [found for found in certain if found.form in asking or not _is_topic(found, certain)]
    lone = next((pattern for pattern in certain if pattern.form == LONE), None)
    if lone:
        others = sum(pattern.count for pattern in certain if pattern is not lone)
        certain = [lone] if others <= lone.count else [found for found in certain if found is not lone]
    kept = {pattern.form for pattern in certain}
    return [
        replace(
            pattern,
            certain=pattern.form in kept,
            possible=pattern.count >= FEW
            and POSSIBLE <= pattern.score < CERTAIN
            and (not kept or pattern.form in asking),
        )
        for pattern in patterns
    ]


def _is_stressed(pattern: Pattern) -> bool:
    return pattern.form.split(" ")[-1] == "italic"


def _is_topic(pattern: Pattern, others: Sequence[Pattern]) -> bool:
    """A plain heading, beside headings of its level that are marked with Q."""
    level = pattern.form
    named = {f"{level} Q", f"{level} Q#"}
    return level[0] == "h" and " " not in level and any(found.form in named for found in others)


def _headings_of_answers(
    patterns: Sequence[Pattern],
    by_form: Mapping[str, Sequence[Mark]],
    alike: Mapping[str, Mapping[int, Mark]],
) -> dict[str, Sequence[Mark]]:
    """A few deeper headings that all stand within answers of the main questions, by their form."""
    headings = sorted(at for form, found in alike.items() if form[0] == "h" for at in found)
    depths = {pattern.form: depth for pattern in patterns if (depth := _depth(pattern.form))}
    main = next((p for p in patterns if p.certain and p.count >= FEW and p.form in depths), None)
    if main is None or depths[main.form] == _BOLD_DEPTH:
        return {}
    questions = {mark.at for mark in by_form[main.form]}
    found: dict[str, Sequence[Mark]] = {}
    for pattern in patterns:
        deeper = pattern.count < FEW and depths.get(pattern.form, 0) > depths[main.form]
        if pattern.certain and deeper and not {"Q", "Q#"} & set(pattern.form.split(" ")):
            above = {headings[bisect_left(headings, mark.at) - 1] for mark in by_form[pattern.form]}
            if above <= questions:
                found[pattern.form] = by_form[pattern.form]
    return found


def _depth(form: str) -> int | None:
    """How deep a heading lies: 1 to 6, and 7 for a bold line."""
    if form[0] == "h":
        return int(form[1])
    return _BOLD_DEPTH if form == "bold" else None


def _apart(marks: Iterable[Mark], lines: Sequence[Line]) -> tuple[Mark, ...]:
    """The marks in order, without those that stand within the text of the one before.

    "Question 3" with "Question: What…" right below it is one question.
    """
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        before = found[-1] if found else None
        if before and not (before.text or before.rest) and next_text(lines, before.below) == mark.at:
            number = mark.number if before.number is None else before.number
            level = mark.level or before.level
            found[-1] = mark._replace(at=before.at, form=before.form, number=number, level=level)
        elif before is None or mark.at >= before.below:
            found.append(mark)
    return tuple(found)


def _in_context(patterns: Sequence[Pattern], lines: Sequence[Line], hidden: Collection[int]) -> list[Pattern]:
    """Weighed anew by what the document says of itself, where no pattern is certain by its own lines."""
    found = [
        _raised(pattern, *outline.evidence(lines, hidden)) if pattern.form == "h3" else pattern
        for pattern in patterns
    ]
    filled = sum(not line.blank for line in lines)
    found = [
        _raised(pattern, ("nothing but such rows", 2.5))
        if pattern.form == ROW and FEW <= pattern.count >= filled - 1
        else pattern
        for pattern in found
    ]
    found.sort(key=lambda pattern: (-pattern.score, -pattern.count))
    if _speaks_of_questions(lines) and found[0].count >= FEW:
        found[0] = _raised(found[0], ("the document says that it holds questions", 2.0))
    return found


def _raised(pattern: Pattern, *evidence: tuple[str, float]) -> Pattern:
    score = pattern.score + sum(weight for _, weight in evidence)
    why = tuple(f"{name} ({weight:+.1f})" for name, weight in evidence)
    return replace(pattern, score=score, certain=score >= CERTAIN, why=(*pattern.why, *why))


def _speaks_of_questions(lines: Sequence[Line]) -> bool:
    """The first lines say that questions follow."""
    first = [line.bare for line in lines[: 4 * _TITLE_LINES] if not line.blank][:_TITLE_LINES]
    return any(OF_QUESTIONS.search(text) for text in first)
