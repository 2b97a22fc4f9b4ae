"""How a document marks its questions: found once for the whole document, from what all of it shows.

In: the lines of a document, and which of them are code. Out: a `Convention`: the patterns that questions
follow, each with its evidence, and the `Mark` of every question. It must not know what becomes of a
question, nor how an answer is read.

Lines that are marked `alike` are weighed together by a few named features (`evidence`); which of their forms
is how this document asks, `verdict` tells, unless a person said so (`hinted`).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.late import late
from awsdeck.model import Pattern
from awsdeck.readers import alike, candidates, contents, furniture, situations, verdict
from awsdeck.readers.alike import Alike
from awsdeck.readers.evidence import labelled, weigh
from awsdeck.readers.lines import Line, whole
from awsdeck.readers.marks import LONE, Mark, next_text
from awsdeck.source import Source

_REFERS_BACK = late(
    r"\b(?:it|its|this|that|these|those|they|them|their|here|then|so|but|such|else|instead|both)\b|"
    r"^\W*+(?:why|how|when|where)(?: not)?\W*+$",
    re.IGNORECASE,
)


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
    frame: tuple[Mark, ...] = ()
    """Headings with the form of the questions that are none, such as ``Conclusion`` or ``Related posts``."""
    perhaps_frame: tuple[Mark, ...] = ()
    """Questions that may be such headings."""

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
    marks, refused, hidden = _marks(source, lines, hidden, hints)
    ending = frozenset(filter(_ends_page, marks))
    marks = [mark for mark in marks if mark not in ending] if ending else marks
    forms = alike.find(marks, lines)
    asking_at = situations.labels(forms.counting) | _numbered(forms.counting)
    shares = {form: labelled(found, lines, asking_at) for form, found in forms.counting.items() if found}
    weighed = _weighed(forms, lines, shares)
    if hints.question_pattern:
        patterns, within = verdict.Verdict(_named(source, weighed, lines, hints))
    else:
        patterns, within = verdict.reached(weighed, forms, lines, hidden)
    chosen = {pattern.form for pattern in patterns if pattern.certain}
    asked = _apart((mark for form in chosen for mark in forms.counting[form]), lines)
    lone = not hints.question_pattern and (LONE in chosen or not chosen)
    found = Convention(
        patterns,
        asked,
        possible=forms.possible if lone else (),
        labelled=shares,
        within=tuple(mark for mark in within if mark not in asked and _may_stand_alone(mark)),
        refused=refused,
        frame=tuple(mark for mark in sorted(ending, key=lambda mark: mark.at) if mark.form in chosen),
    )
    found = situations.taken(found, forms.counting, forms.every, lines, hints.question_pattern)
    found = _without_frame(found, lines) if _may_be_framed(found.questions) else found
    return _with_dots(found, lines) if any("icon" in mark.form for mark in found.questions) else found


def _weighed(forms: Alike, lines: Sequence[Line], shares: Mapping[str, float]) -> list[Pattern]:
    """The pattern of each form, the strongest first; ``shares`` tell how many are labelled."""
    weighed = [
        weigh(form, forms.counting[form], lines, forms.every[form], share) for form, share in shares.items()
    ]
    return sorted(weighed, key=lambda pattern: (-pattern.score, pattern.line))


def _marks(
    source: Source, lines: Sequence[Line], hidden: Collection[int], hints: Hints
) -> tuple[list[Mark], frozenset[int], Collection[int]]:
    """The marks of a document, where a person refused some, and where no question can stand."""
    hidden = {*hidden, *contents.positions(lines, hidden)}
    if hints == NO_HINTS:
        found, refused = [*candidates.find(lines, hidden)], frozenset[int]()
    else:
        from awsdeck.readers import hinted  # most documents are read without a word from anybody

        hidden |= {*hinted.outside(lines, hints)}
        found = [*candidates.find(lines, hidden), *hinted.written(source, lines, hidden, hints)]
        refused = hinted.refused(source, lines, found, hints)
    return [mark for mark in found if mark.at not in refused], refused, hidden


def _named(
    source: Source, patterns: Sequence[Pattern], lines: Sequence[Line], hints: Hints
) -> tuple[Pattern, ...]:
    """The patterns with those of the hints as the only certain ones."""
    from awsdeck.readers import hinted

    return tuple(hinted.named(source, patterns, hints, situations.counted(lines)))


def _may_be_framed(marks: Sequence[Mark]) -> bool:
    """A glance: False only where no heading among the questions is an introduction or a conclusion."""
    plain = [mark for mark in marks if mark.form[0] == "h" and mark.number is None and not mark.asks]
    if not plain:
        return False
    at_end = marks[0] is plain[0] or marks[-1] is plain[-1]
    return (at_end and 2 * len(plain) < len(marks)) or any(
        furniture.frames_questions(mark.text) for mark in plain
    )


def _without_frame(found: Convention, lines: Sequence[Line]) -> Convention:
    from awsdeck.readers import framing  # most documents hold nothing but what asks

    frame = framing.find(lines, found.questions)
    places = {mark.at for mark in frame.certain}
    asked = tuple(mark for mark in found.questions if mark.at not in places)
    return found._replace(questions=asked, frame=(*found.frame, *frame.certain), perhaps_frame=frame.possible)


def _with_dots(found: Convention, lines: Sequence[Line]) -> Convention:
    from awsdeck.readers import dots  # few documents have signs before their questions

    return found._replace(questions=dots.rated(lines, found.questions))


def _ends_page(mark: Mark) -> bool:
    """A heading of what follows the questions of a page, such as ``You might like``, which is no question."""
    text = mark.text if mark.form[0] == "h" else ""
    return bool(text) and furniture.begins_section(text) and not furniture.may_be_text(text)


def _numbered(by_form: Mapping[str, Sequence[Mark]]) -> frozenset[int]:
    """The positions of lines that ask behind a Q and a number: the answer below one answers that."""
    counted = (marks for form, marks in by_form.items() if "Q#" in form.split(" "))
    return frozenset(mark.at for marks in counted for mark in marks if mark.text)


def _may_stand_alone(mark: Mark) -> bool:
    """A heading that asks something by itself, and refers to nothing above it."""
    return mark.text.endswith("?") and not _REFERS_BACK.search(mark.text)


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
