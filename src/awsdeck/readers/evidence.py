"""What speaks for a form's being how a document asks.

In: the marks of one form and the lines that they stand on. Out: a `Pattern` with its score and the evidence
for it, which `inspect` shows. It must not know of other forms: `convention` sees them beside each other.

The rule: every feature adds its weight, and `CERTAIN` is enough.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from awsdeck.late import late
from awsdeck.model import Pattern
from awsdeck.readers import CERTAIN, difficulty
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import ASKING, BARE, LONE, SHORT_LINE, Mark, is_answer_label, next_text
from awsdeck.readers.series import is_headed

POSSIBLE = 3.0
FEW = 3

_HEADING = late(r" {0,3}#{1,6}\s")
_LABEL_LINES = 3


def weigh(
    form: str, marks: Sequence[Mark], lines: Sequence[Line], alike: Mapping[int, Mark], labels: float
) -> Pattern:
    """The pattern of one form; ``marks`` are those that count, ``alike`` all of the form by position.

    ``labels`` is the share of them below which an answer's label stands.
    """
    asked = frozenset(mark.at for mark in marks)
    count = len(marks)
    asking = sum(mark.asks for mark in marks) / count
    answered = sum(_is_answered(mark, lines, asked, alike) for mark in marks) / count
    rated = sum(is_rated(mark) for mark in marks) / count
    features: tuple[tuple[str, float], ...] = (
        (f"{asking:.0%} ask something", 4 * asking),
        (f"{answered:.0%} are followed by text", 4 * answered - 3),
        (f"{labels:.0%} are followed by an answer's label", 3 * labels),
        (f"{rated:.0%} have a difficulty", 3 * rated),
        ("marked with Q", 2.5 if "Q" in form else 0.0),
        ("a summary that opens", 3.0 if "summary" in form else 0.0),
        ("numbers count up", _counting(marks, lines)),
        ("fewer than three", -2.0 if form in (BARE, ASKING) and count < FEW else 0.0),
        ("emphasis alone", -1.0 if form == "italic" and asking < 1 else 0.0),
        ("a heading", 0.5 if form.startswith("h") else 0.0),
        ("text goes on behind the bold", -2.0 * (1 - _answers_behind(marks)) if "bold lead" in form else 0.0),
        ("one answer's label to each", _label_to_each(marks, lines) if labels == 1 else 0.0),
        ("a title's level", -2.0 if form.startswith("h1") and count < FEW else 0.0),
        ("long lines", -2.0 if sum(len(m.text) > SHORT_LINE for m in marks) * 2 > count else 0.0),
        ("the same words again and again", -(8 if _is_set_off(form) else 3) * _repeated(marks)),
    )
    why = tuple(f"{name} ({weight:+.1f})" for name, weight in features if abs(weight) >= 0.05)
    first = marks[0]
    score = round(sum(weight for _, weight in features), 2)
    place = lines[first.at]
    example = f"{place.bare} / {first.text}" if form == LONE else place.bare
    return Pattern(form, count, score, score >= CERTAIN, why, place.number, example)


def raised(pattern: Pattern, *evidence: tuple[str, float]) -> Pattern:
    """The pattern with further evidence for it or against it."""
    score = pattern.score + sum(weight for _, weight in evidence)
    why = tuple(f"{name} ({weight:+.1f})" for name, weight in evidence)
    return replace(pattern, score=score, certain=score >= CERTAIN, why=(*pattern.why, *why))


def _answers_behind(marks: Sequence[Mark]) -> float:
    """The share of bold questions with text behind them, if there are a few."""
    behind = sum(mark.text.endswith(("?", "？")) and bool(mark.rest) for mark in marks)
    return behind / len(marks) if behind >= FEW else 0.0


def _label_to_each(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    """1 if there are as many answers as lines of the form: each is a question, whatever it says.

    A heading above several questions has several answers below it.
    """
    labels = len(list(positions(lines, is_answer_label)))
    return 1.0 if len(marks) == labels >= FEW else 0.0


def _repeated(marks: Sequence[Mark]) -> float:
    """The share of lines that say what an earlier one said already."""
    return 1 - len({mark.text.casefold() or mark.at for mark in marks}) / len(marks)


def _is_set_off(form: str) -> bool:
    """Headings and words in bold, by which answers are divided into the same parts."""
    return form.startswith("h") or "bold" in form


def is_rated(mark: Mark) -> bool:
    """A difficulty is stated on the line or right below it."""
    return mark.level is not None or difficulty.at_end(mark.text)[1] is not None


def labelled(marks: Sequence[Mark], lines: Sequence[Line], asking: Collection[int] = ()) -> float:
    """The share of the marks below which an answer's label stands.

    ``asking`` are the positions of lines with a question's label: what stands below one answers that.
    """
    labels = frozenset(positions(lines, is_answer_label))
    found = (_is_labelled(mark, lines, labels, asking if mark.text else ()) for mark in marks)
    return sum(found) / len(marks) if labels else 0.0


def _is_answered(
    mark: Mark, lines: Sequence[Line], asked: Collection[int], alike: Mapping[int, Mark]
) -> bool:
    """Text follows that is no question and no next item; ``alike`` are all lines of the same form."""
    at = next_text(lines, mark.below)
    if mark.rest or at is None:
        return bool(mark.rest)
    if "item" in mark.form:
        lazy = "bold" in mark.form and at == mark.below and not lines[at].is_item and at not in asked
        return lines[at].indent > lines[mark.at].indent or lazy
    after = alike.get(at)
    counts_on = after is not None and mark.number is not None and after.number == mark.number + 1
    return at not in asked and not counts_on


def _is_labelled(mark: Mark, lines: Sequence[Line], labels: Collection[int], asking: Collection[int]) -> bool:
    """Within the next few lines an answer's label stands."""
    at = mark.below
    for _ in range(_LABEL_LINES):
        found = next_text(lines, at)
        if found is None or found in asking:
            return False
        if found in labels:
            return True
        at = found + 1
    return False


def _counting(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    """How regularly the numbers go up by one: lists within answers begin again all the time.

    To begin again under another heading is regular too.
    """
    numbered = [mark for mark in marks if mark.number is not None]
    if len(numbered) < FEW:
        return 0.0
    steps = restarts = 0
    for before, mark in pairwise(numbered):
        headed = mark.number == 1 and (
            is_headed(mark.at, lines)
            or any(_HEADING.match(line.text) for line in lines[before.at + 1 : mark.at])
        )
        steps += headed or mark.number == (before.number or 0) + 1
        restarts += mark.number == 1 and not headed
    return 3 * steps / (len(numbered) - 1) - 1 - 6 * restarts / len(numbered)
