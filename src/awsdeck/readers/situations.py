"""Questions that tell of a situation first: a heading, what happened, ``Question:``, ``Answer:``.

In: the marks of each form, and lines. Out: the headings that begin such questions, each with its label; what
such a question says. It must not know how forms are weighed.

Such headings are told by the whole document: heading and label take strict turns, text stands between them,
and exactly one answer stands behind each label.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from awsdeck.model import Pattern
from awsdeck.readers import asked, difficulty, turns
from awsdeck.readers.asked import Asked, Piece
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import Mark, is_answer_label, next_text

if TYPE_CHECKING:
    from awsdeck.readers.convention import Convention

_FEWEST = 2
_TURNS = 10.0
_FENCES = ("```", "~~~")
_MOST = 0.6  # of the headings have text above the label

Situations = Mapping[int, Mark]
"""For each heading that begins a question, by position, the mark of the label that asks it."""


def is_label(form: str) -> bool:
    """Lines of the form begin with a label such as ``Question:``, and with no number."""
    return form.split(" ")[-1] == "Q"


def labels(by_form: Mapping[str, Sequence[Mark]]) -> frozenset[int]:
    """The positions of all lines that begin with such a label."""
    return frozenset(mark.at for form, marks in by_form.items() if is_label(form) for mark in marks)


def taken(
    convention: "Convention",
    by_form: Mapping[str, Sequence[Mark]],
    alike: Mapping[str, Mapping[int, Mark]],
    lines: Sequence[Line],
    named: Collection[str] = (),
) -> "Convention":
    """The convention with headings in the place of labels, where the question begins with the heading.

    ``by_form`` has the lines of each form that count, ``alike`` all of them by position: a numbered heading
    asks nothing. ``named`` are the forms of questions, if a person said so: the headings' are among them.
    """
    asked = sorted(filter(is_label, by_form if named else convention.chosen))
    headings = {form: found for form, found in sorted(by_form.items()) if not is_label(form)}
    every = {form: tuple(marks.values()) for form, marks in alike.items() if form in headings}
    begins = [*headings.items(), *every.items(), *counted(lines).items()] if asked else []
    for label, (form, marks) in product(asked, begins):
        if named and form not in named:
            continue
        if pairs := _pairs(marks, by_form[label], lines):
            known = form in {pattern.form for pattern in convention.patterns}
            new = () if known else (Pattern(form, len(marks), 0.0, True, (), *_example(marks[0], lines)),)
            patterns = (_seen_together(pattern, form, label) for pattern in (*convention.patterns, *new))
            others = _outside(convention.questions, (form, label), pairs)
            begun = [_begun(mark, pairs[mark.at]) for mark in marks if mark.at in pairs]
            return convention._replace(
                patterns=tuple(patterns),
                questions=tuple(sorted((*others, *begun), key=lambda mark: mark.at)),
                labelled={**convention.labelled, form: 1.0},
                situations=pairs,
            )
    return convention


def _outside(questions: Sequence[Mark], forms: Collection[str], pairs: Situations) -> list[Mark]:
    """The questions of other forms that stand in no situation: what asks there is a part of it."""
    told = {at for start, label in pairs.items() for at in range(start, label.at + 1)}
    return [mark for mark in questions if mark.form not in forms and mark.at not in told]


def counted(lines: Sequence[Line]) -> dict[str, Sequence[Mark]]:
    """Lines that begin with the same word and count up, as ``Scenario 1:`` does."""
    named: dict[str, list[Mark]] = {}
    for said in turns.said(lines):
        if said.number is not None and said.text:
            mark = Mark(said.at, f"{said.name} #", None, lines[said.at].bare, 0, True, said.at + 1)
            named.setdefault(mark.form, []).append(mark._replace(number=said.number))
    return {
        form: [mark._replace(number=None) for mark in found]
        for form, found in named.items()
        if [mark.number for mark in found] == list(range(1, len(found) + 1))
    }


def _example(mark: Mark, lines: Sequence[Line]) -> tuple[int, str]:
    return lines[mark.at].number, lines[mark.at].bare


def _seen_together(pattern: Pattern, heading: str, label: str) -> Pattern:
    if pattern.form == heading:
        why = f"tells of what a question below it asks ({_TURNS:+.1f})"
        return replace(pattern, score=pattern.score + _TURNS, certain=True, why=(*pattern.why, why))
    if pattern.form == label:
        why = f"asks of what a heading above it tells ({-_TURNS:+.1f})"
        return replace(pattern, score=pattern.score - _TURNS, certain=False, why=(*pattern.why, why))
    return pattern


def _pairs(headings: Sequence[Mark], labels: Sequence[Mark], lines: Sequence[Line]) -> dict[int, Mark]:
    """Each heading with its label, or nothing where they don't take turns."""
    if not _FEWEST <= len(labels) <= len(headings):
        return {}
    answers = list(positions(lines, is_answer_label))
    starts = [mark.at for mark in headings]
    ends = [*starts[1:], len(lines)]
    asking = [mark.at for mark in labels]
    pairs: dict[int, Mark] = {}
    for start, end in zip(starts, ends, strict=True):
        within = labels[bisect_left(asking, start) : bisect_left(asking, end)]
        said = answers[bisect_left(answers, start) : bisect_left(answers, end)]
        if len(within) != len(said) or len(within) > 1 or (within and said[0] < within[0].at):
            return {}
        if within:
            pairs[start] = within[0]
    told = sum(next_text(lines, start + 1) != mark.at for start, mark in pairs.items())
    return pairs if len(pairs) == len(labels) and told >= max(_FEWEST, _MOST * len(pairs)) else {}


def _begun(mark: Mark, label: Mark) -> Mark:
    """The heading as the mark of the whole question, with the difficulty that ends it or its heading."""
    text, level = difficulty.at_end(mark.text)
    return mark._replace(text=text, level=mark.level or level or difficulty.at_end(label.text)[1])


def question(
    lines: Sequence[Line],
    mark: Mark,
    end: int,
    labelled: float,
    situations: Situations,
    code: Collection[int] = (),
    offered: Sequence[int] = (),
) -> Asked:
    """The question of a mark, as `asked.asked` finds it, with its situation if it tells of one."""
    label = situations.get(mark.at)
    found = asked.asked(lines, mark, end, labelled, code, offered)
    if label is None or any(piece.kind == "option" for piece in found.pieces):
        return found
    answer = next(positions(lines, is_answer_label, label.at + 1, end), end)
    pieces = (_apart(lines, piece, mark, label) for piece in asked.within(lines, mark.below, answer, code))
    return Asked((Piece(mark.text), *pieces), answer)


def _apart(lines: Sequence[Line], piece: Piece, mark: Mark, label: Mark) -> Piece:
    """A piece of the question, on a line of its own if that is how it stands in the document."""
    if piece.kind != "text":
        return piece
    line = lines[piece.at]
    if piece.at == label.at:
        return Piece(difficulty.at_end(label.text)[0], "option", piece.at)
    above = lines[piece.at - 1]
    begins = piece.at == mark.below or above.blank or line.is_item or above.bare.startswith(_FENCES)
    return Piece(line.bare.lstrip("> ") or line.bare, "option" if begins else "text", piece.at)
