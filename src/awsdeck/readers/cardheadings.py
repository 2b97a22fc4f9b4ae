"""Headings that only name a part of each question: ``### Question`` above what it asks, ``### Answer``.

In: the lines of a document. Out: lines with labels that all readers know in their place, and those headings.
It must not know how questions are found otherwise.

One such heading may be a heading like any other. They are labels where the document as a whole takes turns:
each answer has a question of its own above it, which such a heading names too, or else a heading above it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import PART_OF_CARD, mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks, next_text

QUESTIONS = frozenset(("question", "q", "frage", "pregunta", "pergunta", "domanda", "front"))
ANSWERS = frozenset(
    (
        "answer",
        "answers",
        "ans",
        "a",
        "solution",
        "antwort",
        "respuesta",
        "resposta",
        "réponse",
        "risposta",
        "back",
    )
)
_UNSURE = frozenset(("a", "solution", "back"))
"""Names of answers below headings that ask, and nowhere else."""
_WORDED = late(
    r"\W*(?:the |your |my )?(?:(?:model|sample|short|correct|expected|suggested|example) )?"
    r"(?P<name>[^\W\d_]+)(?: ?(?P<number>\d{1,4}))?\W*"
)
_FEWEST = 2  # answers: one such heading may be a heading like any other
_MOST = 0.6  # of the questions have an answer below, or of the headings above answers ask
_DEEPEST = 6  # level of a heading


class _Heading(NamedTuple):
    """A heading at ``at``, perhaps a name with a number; ``part`` is the part of a question that it names."""

    at: int
    level: int
    text: str
    name: str = ""
    number: str = ""
    part: str = ""


def as_labels(lines: Sequence[Line], apart: list[Passage]) -> Sequence[Line]:
    """The lines with labels in the place of such headings; ``apart`` takes what these said."""
    headings = list(_headings(lines))
    if any(heading.part == "question" and not heading.number for heading in headings):
        headings = [_unnumbered(heading) for heading in headings]
    parts = [heading for heading in headings if heading.part]
    answers = [heading for heading in parts if heading.part == "answer"]
    if len(answers) < _FEWEST or not (_take_turns(parts) or _stand_below(headings)):
        return lines
    kept = list(lines)
    for heading in (*parts, *_counted(headings)):
        line = lines[heading.at]
        label = f"{'#' * heading.level} Question {heading.number}".rstrip() + ":"
        kept[heading.at] = Line(line.number, "**Answer:**" if heading.part == "answer" else label)
        apart.append(Passage(line.number, line.number, line.bare, PART_OF_CARD))
    for heading, text in _within(headings):
        kept[heading.at] = Line(lines[heading.at].number, text)
    for part in ("question", "answer"):
        _open_quotes(kept, [heading.at for heading in parts if heading.part == part])
    return kept


def _open_quotes(lines: list[Line], headings: Sequence[int]) -> None:
    """Take the marks off the quotes right below such headings, if that is where most have what they hold."""
    below = [next_text(lines, at + 1) for at in headings]
    quoted = [at for at in below if at is not None and _is_quote(lines[at])]
    if len(quoted) < max(_FEWEST, _MOST * len(headings)):
        return
    for at in quoted:
        while at < len(lines) and mdlines.QUOTE.match(lines[at].text):
            lines[at] = Line(lines[at].number, mdlines.QUOTE.sub("", lines[at].text, count=1))
            at += 1


def _is_quote(line: Line) -> bool:
    return mdlines.QUOTE.match(line.text) is not None and not line.bare.lstrip("> ").startswith("[!")


def _headings(lines: Sequence[Line]) -> Iterator[_Heading]:
    code = mdlines.code_positions(lines)
    for at, line in enumerate(lines):
        match = mdlines.ATX.match(line.text) if line.text.lstrip()[:1] == "#" and at not in code else None
        if match:
            text = mdlines.without_closing_marks(match["text"] or "")
            heading = _Heading(at, len(match["marks"]), text)
            named = _WORDED.fullmatch(text.lower())
            name = named["name"] if named else ""
            part = "question" if name in QUESTIONS else "answer" if name in ANSWERS else ""
            yield heading._replace(name=name, number=named["number"] or "", part=part) if named else heading


def _unnumbered(heading: _Heading) -> _Heading:
    """The heading, which names no part if it counts questions: ``Question 3`` above ``Question``."""
    return heading._replace(part="") if heading.part == "question" and heading.number else heading


def _take_turns(parts: Sequence[_Heading]) -> bool:
    """An answer follows most questions, and no answer follows another one."""
    turns = [(above.part, below.part) for above, below in pairwise(parts)]
    asked = sum(heading.part == "question" for heading in parts)
    answered = turns.count(("question", "answer"))
    return parts[0].part == "question" and ("answer", "answer") not in turns and answered >= _MOST * asked


def _stand_below(headings: Sequence[_Heading]) -> bool:
    """Nothing names the questions, and above each answer a heading of its own stands, all of one level."""
    if any(heading.part == "question" for heading in headings) or headings[0].part:
        return False
    above = [before for before, heading in pairwise(headings) if heading.part]
    sure = not any(heading.part and heading.name in _UNSURE for heading in headings)
    asking = sum(asks(heading.text) or heading.text.lower().startswith("question") for heading in above)
    alike = len({heading.level for heading in above}) == 1 and not any(heading.part for heading in above)
    deeper = all(heading.level > above[0].level for heading in headings if heading.part)
    return alike and deeper and (sure or asking >= _MOST * len(above))


def _counted(headings: Sequence[_Heading]) -> Sequence[_Heading]:
    """What counts the questions under another name: a heading such as ``Card 3`` right above each of them."""
    above = [before for before, heading in pairwise(headings) if heading.part == "question"]
    numbers = [int(heading.number or 0) for heading in above if not heading.part]
    named = len({heading.name for heading in above}) == 1 and len(numbers) == len(above)
    return above if named and numbers == list(range(1, len(numbers) + 1)) else ()


def _within(headings: Sequence[_Heading]) -> Iterator[tuple[_Heading, str]]:
    """Headings beside those of the answers that belong to a question too, and the lines in their place.

    Between a question and its answer a heading is a part of what is asked. Behind the answer it is one of the
    answer's if several answers have it.
    """
    part, level = "", 0
    behind = Counter[str]()
    for heading in headings:
        if not heading.part and part == "answer" and heading.level == level:
            behind[heading.text.casefold()] += 1
        part, level = (heading.part, heading.level) if heading.part else (part, level)
    part, level = "", 0
    for heading in headings:
        if heading.part:
            part, level = heading.part, heading.level
        elif heading.level < level:
            part = ""
        elif part == "question":
            yield heading, f"**{heading.text}**"
        elif part == "answer" and behind[heading.text.casefold()] >= _FEWEST and heading.level == level:
            yield heading, f"{'#' * min(level + 1, _DEEPEST)} {heading.text}"
