"""How a document marks its questions: found once for the whole document, from what all of it shows.

In: the lines of a document, and which of them are code. Out: a `Convention`: the patterns that questions
follow, each with its evidence, and the `Mark` of every question. It must not know what becomes of a
question, nor how an answer is read.

All lines of one form (`marks`) are weighed together by a few named features; a form that weighs enough is
how this document asks. Of numbered lines only those count that are one `series`.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from awsdeck.model import Pattern
from awsdeck.readers import difficulty, series
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import (
    ANSWER_LABEL,
    BARE,
    LONE,
    SHORT_LINE,
    Mark,
    asks,
    find,
    next_text,
)

__all__ = ["ANSWER_LABEL", "CERTAIN", "Convention", "Mark", "asks", "infer"]

CERTAIN = 5.0
POSSIBLE = 3.0

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s")
_OF_QUESTIONS = re.compile(
    r"\b(?:questions?|q\s?&\s?a|faqs?|quiz|flash ?cards?|interviews?|exam|drill|trivia|mcqs?|revision|"
    r"cheat ?sheet)\b",
    re.IGNORECASE,
)
_TITLE_LINES = 3  # of text, among which a document says what it is
_LABEL_LINES = 3
_FEW, _MANY = 3, 10
_COUNTS = frozenset(("n.", "n)", "n:", "n", "n.n"))


@dataclass(frozen=True, slots=True)
class Convention:
    """The patterns of a document, the strongest first, and the questions that follow a certain one.

    ``possible`` are lines just short of being questions.
    """

    patterns: tuple[Pattern, ...]
    questions: tuple[Mark, ...]
    possible: tuple[Mark, ...]
    labelled: Mapping[str, float]
    """For each form the share of its lines below which an answer's label stands."""

    @property
    def chosen(self) -> frozenset[str]:
        """The forms of questions."""
        return frozenset(pattern.form for pattern in self.patterns if pattern.certain)


def infer(lines: Sequence[Line], code: Collection[int] = ()) -> Convention:
    """Find the convention of a document; ``code`` are the positions of lines within code."""
    seen = list(find(lines, code))
    by_form: dict[str, list[Mark]] = {}
    for mark in seen:
        by_form.setdefault(mark.form, []).append(mark)
    alike = {form: {mark.at: mark for mark in marks} for form, marks in by_form.items()}
    possible: list[Mark] = []
    for form, marks in list(by_form.items()):
        if _is_counted(form):
            found = series.choose(marks, lines)
            possible += found.possible
            if found.marks:
                by_form[form] = list(found.marks)
            else:
                del by_form[form]
    patterns = [_pattern(form, found, lines, alike[form]) for form, found in by_form.items()]
    patterns.sort(key=lambda pattern: (-pattern.score, pattern.line))
    patterns = _settled(patterns, lines, {form for form, found in by_form.items() if _mostly_asks(found)})
    chosen = {pattern.form for pattern in patterns if pattern.certain}
    return Convention(
        tuple(patterns),
        _apart(mark for form in chosen for mark in by_form[form]),
        tuple(possible) if LONE in chosen or not chosen else (),
        {form: _labelled(found, lines) for form, found in by_form.items()},
    )


def _is_counted(form: str) -> bool:
    """Only a number marks these lines, as it does in lists."""
    parts = frozenset(form.split(" "))
    named = parts & {"summary", "Q#", "Q"} or form.startswith("h")
    return form == LONE or (not named and bool(parts & _COUNTS))


def _mostly_asks(marks: Sequence[Mark]) -> bool:
    return 2 * sum(mark.asks for mark in marks) >= len(marks)


def _settled(patterns: Sequence[Pattern], lines: Sequence[Line], asking: Collection[str]) -> list[Pattern]:
    """Which patterns are questions, seen beside each other and in the document as a whole.

    ``asking`` are the forms most of whose lines ask something.
    """
    if patterns and not any(pattern.certain for pattern in patterns):
        patterns = _in_context(patterns, lines)
    certain = [pattern for pattern in patterns if pattern.certain]
    if len(certain) > 1:
        # a document that marks its questions has other lines that ask: those are in its answers
        certain = [pattern for pattern in certain if pattern.form != BARE]
    lone = next((pattern for pattern in certain if pattern.form == LONE), None)
    if lone:
        others = sum(pattern.count for pattern in certain if pattern is not lone)
        certain = [lone] if others <= lone.count else [found for found in certain if found is not lone]
    kept = {pattern.form for pattern in certain}
    return [
        replace(
            pattern,
            certain=pattern.form in kept,
            possible=pattern.count >= _FEW
            and POSSIBLE <= pattern.score < CERTAIN
            and (not kept or pattern.form in asking),
        )
        for pattern in patterns
    ]


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in order, without those that stand within the text of the one before."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        if not found or mark.at >= found[-1].below:
            found.append(mark)
    return tuple(found)


def _in_context(patterns: Sequence[Pattern], lines: Sequence[Line]) -> list[Pattern]:
    """Weighed anew by what the document says of itself, where no pattern is certain by its own lines."""
    outline = {match["marks"] for line in lines if (match := _HEADING.match(line.text))}
    under = {"#", "##"} <= outline
    level = (
        ("the level of questions, under a title and categories", 2.0)
        if under
        else ("the level of questions", 1.0)
    )
    found = [_raised(pattern, *level) if pattern.form == "h3" else pattern for pattern in patterns]
    found.sort(key=lambda pattern: (-pattern.score, -pattern.count))
    if _speaks_of_questions(lines) and found[0].count >= _FEW:
        found[0] = _raised(found[0], "the document says that it holds questions", 2.0)
    return found


def _raised(pattern: Pattern, why: str, weight: float) -> Pattern:
    score = pattern.score + weight
    return replace(
        pattern, score=score, certain=score >= CERTAIN, why=(*pattern.why, f"{why} ({weight:+.1f})")
    )


def _speaks_of_questions(lines: Sequence[Line]) -> bool:
    """The first lines say that questions follow."""
    first = [line.bare for line in lines[: 4 * _TITLE_LINES] if not line.blank][:_TITLE_LINES]
    return any(_OF_QUESTIONS.search(text) for text in first)


# --- what speaks for a form ------------------------------------------------------------------------------


def _pattern(form: str, marks: Sequence[Mark], lines: Sequence[Line], alike: Mapping[int, Mark]) -> Pattern:
    asked = frozenset(mark.at for mark in marks)
    count = len(marks)
    asking = sum(mark.asks for mark in marks) / count
    answered = sum(_is_answered(mark, lines, asked, alike) for mark in marks) / count
    labelled = _labelled(marks, lines)
    rated = sum(_is_rated(mark) for mark in marks) / count
    features: tuple[tuple[str, float], ...] = (
        (f"{asking:.0%} ask something", 4 * asking),
        (f"{answered:.0%} are followed by text", 2 * answered - 1),
        (f"{labelled:.0%} are followed by an answer's label", 3 * labelled),
        (f"{rated:.0%} have a difficulty", 3 * rated),
        ("marked with Q", 2.5 if "Q" in form else 0.0),
        ("a summary that opens", 3.0 if "summary" in form else 0.0),
        ("numbers count up", _counting(marks, lines)),
        ("fewer than three", -2.0 if form == BARE and count < _FEW else 0.0),
        ("emphasis alone", -1.0 if form == "italic" and asking < 1 else 0.0),
        ("a heading", 0.5 if form.startswith("h") else 0.0),
        ("text goes on behind the bold", -2.0 if "bold lead" in form else 0.0),
        ("a title's level", -2.0 if form.startswith("h1") and count < _FEW else 0.0),
        ("long lines", -2.0 if sum(len(m.text) > SHORT_LINE for m in marks) * 2 > count else 0.0),
        ("the same words again and again", -3.0 * _repeated(marks)),
    )
    why = tuple(f"{name} ({weight:+.1f})" for name, weight in features if abs(weight) >= 0.05)
    first = marks[0]
    score = round(sum(weight for _, weight in features), 2)
    place = lines[first.at]
    example = f"{place.bare} / {first.text}" if form == LONE else place.bare
    return Pattern(form, count, score, score >= CERTAIN, why, place.number, example)


def _repeated(marks: Sequence[Mark]) -> float:
    """The share of lines that say what an earlier one said already."""
    return 1 - len({mark.text.casefold() or mark.at for mark in marks}) / len(marks)


def _is_rated(mark: Mark) -> bool:
    return mark.level is not None or difficulty.at_end(mark.text)[1] is not None


def _labelled(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    return sum(_is_labelled(mark, lines) for mark in marks) / len(marks)


def _is_answered(
    mark: Mark, lines: Sequence[Line], asked: Collection[int], alike: Mapping[int, Mark]
) -> bool:
    """Text follows that is no question and no next item; ``alike`` are all lines of the same form."""
    at = next_text(lines, mark.below)
    if at is None:
        return bool(mark.rest)
    if "item" in mark.form:
        return lines[at].indent > lines[mark.at].indent
    after = alike.get(at)
    counts_on = after is not None and mark.number is not None and after.number == mark.number + 1
    return at not in asked and not counts_on


def _is_labelled(mark: Mark, lines: Sequence[Line]) -> bool:
    """Within the next few lines an answer's label stands."""
    at = mark.below
    for _ in range(_LABEL_LINES):
        found = next_text(lines, at)
        if found is None:
            return False
        if ANSWER_LABEL.match(lines[found].text):
            return True
        at = found + 1
    return False


def _counting(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    """How regularly the numbers go up by one: lists within answers begin again all the time.

    To begin again under another heading is regular too.
    """
    numbered = [mark for mark in marks if mark.number is not None]
    if len(numbered) < _FEW:
        return 0.0
    steps = restarts = 0
    for before, mark in pairwise(numbered):
        headed = any(_HEADING.match(line.text) for line in lines[before.at + 1 : mark.at])
        steps += mark.number == (before.number or 0) + 1 or (mark.number == 1 and headed)
        restarts += mark.number == 1 and not headed
    return 3 * steps / (len(numbered) - 1) - 1 - 6 * restarts / len(numbered)
