"""Which lines of a document may begin a question, whatever it is that they begin with.

In: the lines of a document. Out: a `Mark` for every line that could begin a question: by what is peeled off
it (`marks`), by a number on a line of its own, by two cells, or by no more than a sentence that asks. It must
not know which of these forms this document asks in: `convention` weighs that.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Difficulty
from awsdeck.readers import difficulty, furniture
from awsdeck.readers.lines import Line, distinct, whole
from awsdeck.readers.marks import (
    ASKING,
    BARE,
    LONE,
    RATED,
    ROW,
    SHORT_LINE,
    Mark,
    is_answer_label,
    next_text,
    peel,
    without_remark,
)

_ORDERS = late(r"(?:explain|describe|define|compare|name|list|design|discuss|walk)\b", re.IGNORECASE)
_ORDER_WORDS = 14
_NUMBER_ALONE = late(r"\s{0,3}(\d{1,5})[.)]?\s*")
_LONGEST_QUESTION = 4  # lines
_GOES_ON = late(r"[.!?]\s+\S")


def find(lines: Sequence[Line], code: Collection[int] = ()) -> Iterator[Mark]:
    """The marks of a document; ``code`` are the positions of lines within code."""
    nested = _within_items(lines, code)
    seen = {text: found for text, line in distinct(lines).items() if (found := _look(line))}
    for at in whole(lines).among(seen):
        if at not in nested and at not in code:
            found = seen[lines[at].text]
            mark = found.mark._replace(at=at, below=at + 1) if found.mark else _among(at, lines, found)
            if mark:
                yield mark


class _Look(NamedTuple):
    """What a line by itself shows of a mark; ``mark`` is one that stands whatever is around it.

    Else it may be a ``number`` above a question, or ``asks`` without any mark; it is ``stated`` that it asks
    if a difficulty says so, and it ``orders`` if it doesn't end as questions do.
    """

    mark: Mark | None = None
    number: int | None = None
    stated: bool = False
    orders: bool = False


def _look(line: Line) -> _Look | None:
    """None if the line is no mark, wherever it stands."""
    if line.blank:
        return None
    number = _NUMBER_ALONE.fullmatch(line.text)
    if number:
        return _Look(number=int(number[1]))
    mark = peel(0, line) or _row(0, line)
    return _Look(mark) if mark else _bare(line)


def _among(at: int, lines: Sequence[Line], found: _Look) -> Mark | None:
    """The mark of a line that has none of its own: the lines around it tell."""
    if found.number is not None:
        return _lone(at, lines, found.number)
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    apart = (at == 0 or lines[at - 1].blank) and (below is None or below.blank)
    rated = found.stated or (
        below is not None and (difficulty.is_badge(below.bare) or is_answer_label(below))
    )
    if not apart and not rated and (found.orders or (at and lines[at - 1].is_label)):
        return None
    return Mark(at, BARE if apart or rated else ASKING, None, line.bare, 0, True, at + 1)


def _within_items(lines: Sequence[Line], code: Collection[int]) -> frozenset[int]:
    """The positions of lines that stand below the text of an open list item: they belong to it."""
    texts = distinct(lines)
    begun = {
        text: len(text) - len(text.lstrip()) + line.marker_width
        for text, line in texts.items()
        if line.is_item
    }
    found: set[int] = set()
    columns: list[int] = []
    for at, line in enumerate(lines):
        begins = line.text in begun
        if not (columns or begins) or line.blank or at in code:
            continue
        indent = texts[line.text].indent
        while columns and indent < columns[-1]:
            columns.pop()
        if columns:
            found.add(at)
        if begins:
            columns.append(begun[line.text])
    return frozenset(found)


def _lone(at: int, lines: Sequence[Line], number: int) -> Mark | None:
    """A question whose number stands on a line of its own above it, with the difficulty that it ends with."""
    start = next_text(lines, at + 1)
    if start is None:
        return None
    text, level = difficulty.at_end(lines[start].bare)
    below = start + 1
    if level is None:
        badge = next_text(lines, below)
        continued = _continued_question(lines, start)
        if badge is not None and difficulty.is_badge(lines[badge].bare):
            level, below = difficulty.alone(lines[badge].bare), badge + 1
        elif continued:
            text, level, below = continued
    return Mark(at, LONE, number, text, 0, True, below, level)


def _continued_question(lines: Sequence[Line], start: int) -> tuple[str, Difficulty, int] | None:
    """A question over several lines whose last one ends with a question mark and the difficulty."""
    texts = [lines[start].bare]
    if texts[0].endswith("?"):
        return None
    for at in range(start + 1, min(start + _LONGEST_QUESTION, len(lines))):
        line = lines[at]
        if line.blank or line.is_item or _NUMBER_ALONE.fullmatch(line.text):
            return None
        text, level = difficulty.at_end(line.bare)
        texts.append(text)
        if level and text.endswith(("?", ".")):
            return " ".join(texts), level, at + 1
    return None


def _row(at: int, line: Line) -> Mark | None:
    """A question and its answer in two cells of a row."""
    if "\t" not in line.text:
        return None
    asked, _, said = line.text.rstrip().partition("\t")
    if not asked.strip() or not said.strip() or "\t" in said.strip():
        return None
    return Mark(at, ROW, None, asked.strip(), 0, True, at + 1, rest=said.strip())


def _bare(line: Line) -> _Look | None:
    """A question without any mark: one sentence that asks."""
    begins = line.bare[:1].isalpha() and not line.bare[:1].islower()
    if line.indent or line.is_item or len(line.bare) > SHORT_LINE or not (begins or line.bare[:1] == "¿"):
        return None
    text, stated = _without_badge(line.bare)
    text = without_remark(text)
    asking = text.endswith(("?", "？"))
    orders = bool(_ORDERS.match(text)) and len(line.words) <= _ORDER_WORDS and not line.is_label
    if not (asking or orders or stated) or _GOES_ON.search(text) or furniture.asks_visitor(text):
        return None
    if asking or orders:
        return _Look(stated=stated, orders=orders)
    short = len(line.words) <= _ORDER_WORDS and text[-1] not in ".!,;:"
    return _Look(Mark(0, RATED, None, line.bare, 0, True, 1)) if short else None


def _without_badge(text: str) -> tuple[str, bool]:
    """The text without a difficulty in brackets or behind its question mark, and whether there is one."""
    if text[-1] in ")]" or ("?" in text and text[-1] != "?"):
        shorter, level = difficulty.at_end(text)
        if level and (text[-1] in ")]" or shorter.endswith("?")):
            return shorter, True
    return text, False
