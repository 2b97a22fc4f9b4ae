"""Lists whose bullets are signs: lines below each other that all begin with the same ``→``, ``✅`` or ``👉``.

In: the lines of a document, and the marks of its questions. Out: the lines, with a bullet in the place of
such signs. It must not know what else an answer holds.

An arrow may be a diagram's as well: there words lead to it, or more arrows follow on its lines.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from awsdeck.late import late
from awsdeck.readers import remarks
from awsdeck.readers.lines import Line, Lines, positions
from awsdeck.readers.marks import Mark, next_text

_FEWEST = 2
_FEW, _MOST = 3, 0.5  # answers that begin with one sign: so many, and so many of all
_FIRST = "\u2190"
_BULLET = "•"
# No box drawing, no numbers in circles, no boxes to tick, nothing that points up or down.
_SIGN = late(
    r"[ \t]{0,8}(?P<sign>(?![↑↓⇑⇓☐☑⬆⬇⚠▲▼])[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\U0001f300-\U0001faff])(?:[\ufe0f\U0001f3fb-\U0001f3ff])?+[ \t]*+(?P<text>[\w\"'“‘(`$].*)$"
)
_ARROW = late(r"[\u2190-\u21ff\u2794\u2798-\u27be\u27f0-\u27ff\u2900-\u297f\u2b00-\u2b0d]")
# Nothing but bullets: other signs say something, such as yes or no, and stay in the text.
_MUTE = late(
    r"[\u2190-\u21ff\u25a0-\u25ff\u2794\u2798-\u27be\u2900-\u297f\u2b00-\u2b1c\U0001f446-\U0001f449\U0001f536-\U0001f53b]"
)
_FURTHER = late(r"[\u2190-\u21ff]|(?:--?|=)>")


def as_bullets(lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int] = ()) -> Sequence[Line]:
    """The lines with such lists as lists; ``hidden`` are the positions of code."""
    if not marks:
        return lines
    asked = {mark.at for mark in marks}
    begun = [at for at in positions(lines, _begins, marks[0].at) if at not in hidden and at not in asked]
    if len(begun) < _FEWEST:
        return lines
    kept = list(lines)
    opened = _opened(lines, marks, begun)
    for run in _runs(lines, begun):
        if len(run) >= _FEWEST and _is_list(lines, run, asked):
            for at in run:
                kept[at] = _bulleted(lines[at])
        elif run[0] in opened and _is_list(lines, run, asked):
            kept[run[0]] = _said(lines[run[0]])
    return Lines(kept)


def _opened(lines: Sequence[Line], marks: Sequence[Mark], begun: Sequence[int]) -> frozenset[int]:
    """The positions of signs that begin an answer, where the same one begins most answers."""
    first = frozenset(at for mark in marks if (at := next_text(lines, mark.below)) is not None).intersection(
        begun
    )
    signs = Counter(_sign(lines[at]) for at in first)
    sign, count = max(signs.items(), key=lambda pair: pair[1], default=("", 0))
    if count < max(_FEW, _MOST * len(marks)):
        return frozenset()
    return frozenset(at for at in first if _sign(lines[at]) == sign and _reads_as_prose(lines[at]))


def _reads_as_prose(line: Line) -> bool:
    match = _SIGN.match(line.text)
    return match is not None and Line(line.number, match["text"]).reads_as_prose


def _begins(line: Line) -> bool:
    return line.bare[:1] >= _FIRST and not line.is_item and _SIGN.match(line.text) is not None


def _sign(line: Line) -> str:
    match = _SIGN.match(line.text) if line.bare[:1] >= _FIRST else None
    return match["sign"] if match else ""


def _runs(lines: Sequence[Line], begun: Sequence[int]) -> Iterator[list[int]]:
    """The positions of lines with one sign, each right below the other or below a blank line."""
    run: list[int] = []
    for at in begun:
        near = run and (at - run[-1] == 1 or (at - run[-1] == 2 and lines[at - 1].blank))
        if run and not (near and _sign(lines[at]) == _sign(lines[run[-1]])):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _is_list(lines: Sequence[Line], run: Sequence[int], asked: Collection[int]) -> bool:
    """No line that touches the run has another sign, and an arrow leads from nowhere and on to nothing."""
    above = lines[run[0] - 1] if run[0] else None
    below = lines[run[-1] + 1] if run[-1] + 1 < len(lines) else None
    if any(near is not None and _sign(near) for near in (above, below)):
        return False
    if any(remarks.is_named(lines[at]) for at in run):
        return False
    if not _ARROW.match(_sign(lines[run[0]])):
        return True
    if any(lines[at].indent or _FURTHER.search(lines[at].bare[1:]) for at in run):
        return False
    announced = above is None or above.blank or above.is_label or above.reads_as_prose or run[0] - 1 in asked
    return announced and (below is None or below.blank or not below.leads_on)


def _said(line: Line) -> Line:
    """What a line says behind a sign that only begins it."""
    match = _SIGN.match(line.text)
    if match is None or not _MUTE.match(match["sign"]):
        return line
    return Line(line.number, match["text"], line.joined)


def _bulleted(line: Line) -> Line:
    match = _SIGN.match(line.text)
    if match is None:
        return line
    said = match["text"] if _MUTE.match(match["sign"]) else line.bare
    return Line(line.number, f"{' ' * line.indent}{_BULLET} {said}", line.joined)
