"""How a document marks its questions: found once for the whole document, from what all of it shows.

In: the lines of a document, and which of them are code. Out: a `Convention`: the patterns that questions
follow, each with its evidence, and the `Mark` of every question. It must not know what becomes of a
question, nor how an answer is read.

Every line that could begin a question is peeled like an onion: list number, heading marks, bold, a ``Q``
with or without a number. What was peeled off is its *form* (``n. bold``, ``h3 Q#``…). All lines of one form
are weighed together by a few named features; a form that weighs enough is how this document asks.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from awsdeck.model import Pattern
from awsdeck.readers.lines import Line

CERTAIN = 5.0

_Q = r"(?:Q|Qn|Que|Ques|Question)"
_PEELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("h", re.compile(r" {0,3}(?P<marks>#{1,6})\s+")),
    ("summary", re.compile(r"\s*<summary>\s*", re.IGNORECASE)),
    ("bold", re.compile(r"\s*(?:\*\*|__|<b>|<strong>)\s*(?=\S)", re.IGNORECASE)),
    ("Q#", re.compile(rf"\s*{_Q}\s*[.#-]?\s*(?P<number>\d{{1,4}})\s*[.:)\-–—]*\s*", re.IGNORECASE)),
    ("Q", re.compile(rf"\s*{_Q}\s*[:.)]\s*", re.IGNORECASE)),
    ("n.", re.compile(r" {0,3}(?P<number>\d{1,4})\s*\.(?!\d)\s*")),
    ("n)", re.compile(r" {0,3}(?P<number>\d{1,4})\s*\)\s*")),
    ("italic", re.compile(r" {0,3}[*_](?=[^\s*_])")),
    ("quoted", re.compile(r"\s*[\"“](?=\w)")),
)  # fmt: skip
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_LEADING_LINK = re.compile(r"\[[^\]]*\]\(#")
_CLOSING = re.compile(
    r"(?:\s*(?:\*\*|__|[*_]|</b>|</strong>|</summary>|[\"”])\s*:?)+\s*(?:<br\s*/?>)?\s*$", re.IGNORECASE
)
ANSWER_LABEL = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\*\*|__|<b>)?\s*(?:A\s*\d*\s*(?:\*\*|__|</b>)?\s*:|"
    r"(?:Ans|Answer|Solution|Sol)\s*\d*\s*(?:\*\*|__|</b>)?\s*[:.\-–])"
    r"\s*(?:\*\*|__|</b>)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:what|which|who|whose|why|how|when|where|is|are|do|does|did|can|could|should|would|will|explain|describe|"
    r"define|compare|design|name|list|give|tell|walk|discuss|differentiate|write|suppose|imagine|mention|state|"
    r"true or false|you|your|difference)\b",
    re.IGNORECASE,
)
_SHORT_LINE = 300
_ORDERS = re.compile(r"(?:explain|describe|define|compare|name|list|design|discuss|walk)\b", re.IGNORECASE)
_ORDER_WORDS = 14
BARE = "bare line"


def asks(text: str) -> bool:
    """The text is a question, or asks for something in its first word."""
    return text.rstrip(' *_"”').endswith("?") or bool(_ASKS.match(text))


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin a question. ``at`` counts lines from 0; ``column`` is where its text begins."""

    at: int
    form: str
    number: int | None
    text: str
    column: int
    whole: bool
    """The marks around the text close at the end of the line: nothing else stands on it."""

    @property
    def asks(self) -> bool:
        """It asks something; where its text stands below ("Question 3"), the mark alone says so."""
        return not self.text or asks(self.text)


@dataclass(frozen=True, slots=True)
class Convention:
    """The patterns of a document, the strongest first, and the questions that follow a certain one."""

    patterns: tuple[Pattern, ...]
    questions: tuple[Mark, ...]
    labelled: Mapping[str, float]
    """For each form the share of its lines below which an answer's label stands."""

    @property
    def chosen(self) -> frozenset[str]:
        """The forms of questions."""
        return frozenset(pattern.form for pattern in self.patterns if pattern.certain)


def infer(lines: Sequence[Line], code: Collection[int] = ()) -> Convention:
    """Find the convention of a document; ``code`` are the positions of lines within code."""
    nested = _within_items(lines, code)
    marks = [
        mark
        for at, line in enumerate(lines)
        if at not in code and at not in nested and (mark := peel(at, line) or _bare(at, lines))
    ]
    by_form: dict[str, list[Mark]] = {}
    for mark in marks:
        by_form.setdefault(mark.form, []).append(mark)
    taken = frozenset(mark.at for mark in marks)
    patterns = [_pattern(form, found, lines, taken) for form, found in by_form.items()]
    patterns.sort(key=lambda pattern: (-pattern.score, pattern.line))
    chosen = {pattern.form for pattern in patterns if pattern.certain}
    if len(chosen) > 1 and BARE in chosen:
        # a document that marks its questions has other lines that ask: those are in its answers
        chosen.remove(BARE)
        patterns = [replace(found, certain=found.form in chosen) for found in patterns]
    return Convention(
        tuple(patterns),
        tuple(mark for mark in marks if mark.form in chosen),
        {form: _labelled(found, lines) for form, found in by_form.items()},
    )


def _within_items(lines: Sequence[Line], code: Collection[int]) -> frozenset[int]:
    """The positions of lines that stand below the text of an open list item: they belong to it."""
    found: set[int] = set()
    columns: list[int] = []
    for at, line in enumerate(lines):
        if at in code or line.blank:
            continue
        while columns and line.indent < columns[-1]:
            columns.pop()
        if columns:
            found.add(at)
        if line.is_item:
            columns.append(len(line.text) - len(line.text.lstrip()) + line.marker_width)
    return frozenset(found)


def _bare(at: int, lines: Sequence[Line]) -> Mark | None:
    """A question without any mark: one sentence that asks, alone between blank lines."""
    line = lines[at]
    if line.indent or line.is_item or len(line.bare) > _SHORT_LINE or not line.bare[:1].isupper():
        return None
    if any(not near.blank for near in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])):
        return None
    orders = bool(_ORDERS.match(line.bare)) and len(line.words) <= _ORDER_WORDS and not line.is_label
    if not (line.bare.endswith("?") or orders) or re.search(r"[.!?]\s+\S", line.bare):
        return None
    return Mark(at, BARE, None, line.bare, 0, True)


def peel(at: int, line: Line) -> Mark | None:
    """The mark of a line, or None if nothing in it marks a question."""
    rest = line.text
    layers: list[str] = []
    number: int | None = None
    indent_allowed = 3 if line.indent <= 3 else 0
    if line.blank or (line.indent > indent_allowed and "<summary>" not in line.text.lower()):
        return None
    while True:
        for name, pattern in _PEELS:
            match = pattern.match(rest)
            if match and match.end() and name not in (layer.rstrip("123456") for layer in layers):
                groups = match.groupdict()
                layers.append(f"h{len(groups['marks'])}" if name == "h" else name)
                number = int(groups["number"]) if groups.get("number") else number
                rest = rest[match.end() :]
                break
        else:
            break
    below = not rest.strip(" *_:.") and layers[-1:] == ["Q#"]  # "Question 3": what it asks stands below
    if not layers or not (rest.strip() or below) or _LEADING_LINK.match(rest):
        return None
    column = len(line.text) - len(rest)
    text = "" if below else _CLOSING.sub("", rest).strip()
    bold = "bold" in layers
    whole = not (bold or "italic" in layers) or bool(_CLOSING.search(rest))
    if "italic" in layers and not whole:
        return None
    if bold and not whole:
        layers[layers.index("bold")] = "bold lead"
        text = re.split(r"\*\*|__|</b>|</strong>", rest, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    if layers[0][0] == "h" and layers[1:] and layers[1] in ("n.", "n)"):
        layers.pop(1)  # headings of one level are one series, numbered or not
    return Mark(at, " ".join(layers), number, text, column, whole)


def _pattern(form: str, marks: Sequence[Mark], lines: Sequence[Line], taken: Collection[int]) -> Pattern:
    count = len(marks)
    asking = sum(mark.asks for mark in marks) / count
    answered = sum(_is_answered(mark, lines, taken) for mark in marks) / count
    labelled = _labelled(marks, lines)
    features: tuple[tuple[str, float], ...] = (
        (f"{asking:.0%} ask something", 4 * asking),
        (f"{answered:.0%} are followed by text", 2 * answered - 1),
        (f"{labelled:.0%} are followed by an answer's label", 3 * labelled),
        ("marked with Q", 2.5 if "Q" in form else 0.0),
        ("a summary that opens", 3.0 if "summary" in form else 0.0),
        ("numbers count up", _counting(marks, lines)),
        ("fewer than three", -2.0 if form == BARE and count < 3 else 0.0),
        ("emphasis alone", -1.0 if form == "italic" and asking < 1 else 0.0),
        ("a heading", 0.5 if form.startswith("h") else 0.0),
        ("text goes on behind the bold", -2.0 if "bold lead" in form else 0.0),
        ("a title's level", -2.0 if form.startswith("h1") and count < 3 else 0.0),
        ("long lines", -2.0 if sum(len(m.text) > _SHORT_LINE for m in marks) * 2 > count else 0.0),
    )
    why = tuple(f"{name} ({weight:+.1f})" for name, weight in features if abs(weight) >= 0.05)
    first = marks[0]
    score = round(sum(weight for _, weight in features), 2)
    place = lines[first.at]
    return Pattern(form, count, score, score >= CERTAIN, why, place.number, place.bare)


def _labelled(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    return sum(_is_labelled(mark, lines) for mark in marks) / len(marks)


def _is_answered(mark: Mark, lines: Sequence[Line], taken: Collection[int]) -> bool:
    """Text that is no mark itself follows before the next mark of any form."""
    for at in range(mark.at + 1, len(lines)):
        if not lines[at].blank:
            return at not in taken or not _same_kind(mark, lines[at])
    return False


def _same_kind(mark: Mark, line: Line) -> bool:
    other = peel(0, line)
    return other is not None and other.form == mark.form


def _is_labelled(mark: Mark, lines: Sequence[Line]) -> bool:
    """Within the next few lines an answer's label stands."""
    seen = 0
    for at in range(mark.at + 1, len(lines)):
        if lines[at].blank:
            continue
        if ANSWER_LABEL.match(lines[at].text):
            return True
        seen += 1
        if seen >= 3:
            return False
    return False


def _counting(marks: Sequence[Mark], lines: Sequence[Line]) -> float:
    """How regularly the numbers go up by one: lists within answers begin again all the time.

    To begin again under another heading is regular too.
    """
    numbered = [mark for mark in marks if mark.number is not None]
    if len(numbered) < 3:
        return 0.0
    steps = restarts = 0
    for before, mark in pairwise(numbered):
        headed = any(_HEADING.match(line.text) for line in lines[before.at + 1 : mark.at])
        steps += mark.number == (before.number or 0) + 1 or (mark.number == 1 and headed)
        restarts += mark.number == 1 and not headed
    return 3 * steps / (len(numbered) - 1) - 1 - 6 * restarts / len(numbered)
