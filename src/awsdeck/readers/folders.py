"""Boxes that fold the questions of a topic: ``<details>`` which holds nothing but ``<details>`` that ask.

In: the lines of a published Markdown document. Out: the lines with a heading in the place of each such box.
It must not know how questions are found otherwise.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from awsdeck.late import late
from awsdeck.readers import mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks

_TAG = late(r"<(?P<end>/?)(?P<name>details|summary)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = late(r"<[^<>]*>")
_SUMMARY = late(r"<summary\b[^<>]*>.*?</summary>", re.IGNORECASE)
_OPENED, _CLOSED = late(r"<details\b[^<>]*>", re.IGNORECASE), late(r"</details>", re.IGNORECASE)
_FIGURES = " \t0123456789.)*#"
_FEWEST = 2  # questions in a box: with one it is a question with more to unfold
_MOST = 0.6  # of what folds in a box asks
_DEEPEST = 6  # level of a heading


@dataclass
class _Box:
    """What opens at the line ``first`` and is closed at ``last``, with the text on it and the boxes in it."""

    first: int
    last: int = -1
    named_at: int = -1
    name: str = ""
    says: bool = False
    """Text of its own stands in it."""
    boxes: "list[_Box]" = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """What stands on it asks something, whatever its number."""
        return asks(self.name.strip().lstrip(_FIGURES))

    @property
    def divides(self) -> bool:
        """It names a topic, and holds questions."""
        asking = sum(box.asks and not box.boxes for box in self.boxes)
        named = self.last >= 0 and bool(self.name.strip()) and not (self.says or self.asks)
        return named and asking >= max(_FEWEST, _MOST * len(self.boxes))


def as_headings(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such boxes as headings, one level below the heading above the box."""
    code = mdlines.code_positions(lines)
    boxes = [box for box in _outermost(lines, code) if box.divides and _is_named_apart(lines[box.named_at])]
    kept = list(lines)
    for box in boxes:
        above = (mdlines.ATX.match(lines[at].text) for at in range(box.first, -1, -1) if at not in code)
        level = min(_DEEPEST, next((len(match["marks"]) for match in above if match), 1) + 1)
        _cut(kept, box.first, _OPENED, "")
        _cut(kept, box.named_at, _SUMMARY, f"{'#' * level} {box.name.strip()}")
        _cut(kept, box.last, _CLOSED, "")
    return kept if boxes else lines


def _is_named_apart(line: Line) -> bool:
    """Nothing but the name of the box stands on the line."""
    return not any(map(str.isalnum, _ANY_TAG.sub("", _SUMMARY.sub("", line.text, count=1))))


def _cut(lines: list[Line], at: int, pattern: re.Pattern[str], instead: str) -> None:
    text = pattern.sub(lambda _: instead, lines[at].text, count=1)
    lines[at] = Line(lines[at].number, text.strip() if instead else text)


def _outermost(lines: Sequence[Line], code: Collection[int]) -> Iterator[_Box]:
    """The boxes that lie in no other one."""
    opened: list[_Box] = []
    naming = False
    for at, line in enumerate(lines):
        if at in code:
            for box in opened[-1:]:
                box.says = True
            continue
        end = 0
        for tag in _TAG.finditer(line.text):
            _say(opened, line.text[end : tag.start()], naming=naming)
            end = tag.end()
            if tag["name"].lower() == "summary":
                naming = not tag["end"]
                if naming and opened:
                    opened[-1].named_at = at
            elif not tag["end"]:
                opened.append(_Box(at))
            elif opened:
                box = opened.pop()
                box.last = at
                if opened:
                    opened[-1].boxes.append(box)
                else:
                    yield box
        _say(opened, line.text[end:], naming=naming)


def _say(opened: Sequence[_Box], text: str, *, naming: bool) -> None:
    words = _ANY_TAG.sub("", text)
    if not opened or not any(map(str.isalnum, words)):
        return
    if naming:
        opened[-1].name += words
    else:
        opened[-1].says = True
