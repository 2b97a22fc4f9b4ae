"""Copied text as it would stand without the pages of paper it comes from.

In: the lines of a document. Out: the lines without running headers, page numbers and hyphens, and with
lines that only the width of a page broke joined again. Each knows the lines of the source that it was made
of. It must not know what a line means to a reader of questions.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import and_
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import sheets, verbatim
from awsdeck.readers.furniture import begins_section, may_be_text
from awsdeck.readers.headings import is_title_case
from awsdeck.readers.lines import Line, distinct, positions, whole
from awsdeck.readers.marks import ANSWER_LABEL, peel
from awsdeck.source import Source

_FEWEST_PAGES = 3
_OF_PAPER = late(r"\bpage #(?: of #)?(?!\w)|©|\bcopyright\b|\ball rights reserved\b|^# \| page\b")
_PAPER_WORDS = ("page", "©", "copyright", "all rights reserved")  # what `_OF_PAPER` finds has one of these
_FEWEST_BREAKS = 6
_BREAKS = 0.2  # of all pairs of lines that touch
_WIDEST = 120
_FULL = 0.6  # of the width: a shorter line ends where its author wanted
_FULLEST = 0.93
_HYPHEN = late(r"[a-z]-$")


class Flow(NamedTuple):
    """Lines without paper; ``furniture`` are those that were taken out, ``joined`` tells of broken lines.

    ``unsure`` is the first of several lines that may be the numbers of pages.
    """

    lines: Sequence[Line]
    furniture: tuple[Line, ...] = ()
    joined: bool = False
    unsure: Line | None = None

    def problems(self, source: Source) -> Iterator[Problem]:
        """What to tell of lines that may be numbers of pages."""
        if self.unsure:
            yield warning(
                source.at(self.unsure.number),
                "unsure-page-number",
                f"not sure whether this and the numbers after it count pages: {self.unsure.bare!r}",
                "delete them and what is printed beside them on each page, if they do",
            )


def without(lines: Sequence[Line]) -> Flow:
    """The lines of a document without what the pages of paper made of them."""
    running, perhaps = sheets.find(lines, _running_heads(lines))
    unsure = None if perhaps is None else lines[perhaps]
    kept = whole([line for at, line in enumerate(lines) if at not in running]) if running else lines
    furniture = tuple(lines[at] for at in sorted(running))
    if fed := set(positions(kept, sheets.is_fed)):
        kept = whole([_without_feed(line) if at in fed else line for at, line in enumerate(kept)])
    width = _width(kept)
    if not width:
        return Flow(kept, furniture, unsure=unsure)
    compounds = frozenset(re.findall(r"(?<!\w)\w++-\w+", " ".join(line.text for line in kept)))
    groups: list[list[Line]] = []
    for last, line in pairwise((Line(0, ""), *kept)):
        if groups and _is_broken(last, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Flow(tuple(_joined(group, compounds) for group in groups), furniture, joined=True, unsure=unsure)


def _without_feed(line: Line) -> Line:
    return Line(line.number, line.text.lstrip(sheets.FORM_FEED), line.joined)


def _running_heads(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines that come back on every page, with the page's number or a claim of rights."""
    texts = distinct(lines)
    whole = "\n".join(texts).casefold()
    words = [word for word in _PAPER_WORDS if word in whole]
    if not words:
        return frozenset()
    shapes: dict[str, str] = {}
    for text, line in texts.items():
        folded = line.bare.casefold()
        if any(word in folded for word in words):
            shape = re.sub(r"\d+", "#", folded)
            if _OF_PAPER.search(shape):
                shapes[text] = shape
    shaped = [(at, shapes[line.text]) for at, line in enumerate(lines) if line.text in shapes]
    counts = Counter([shape for _, shape in shaped])
    return frozenset([at for at, shape in shaped if counts[shape] >= _FEWEST_PAGES])


def _width(lines: Sequence[Line]) -> int:
    """The width at which lines are broken, or 0 if they aren't."""
    above = [lines[at - 1] for at in positions(lines, _goes_on, 1)]
    broken = [line for line in above if line.bare and _ends_open(line)]
    if len(broken) < _FEWEST_BREAKS:
        return 0
    filled = [not line.blank for line in lines]
    if len(broken) < _BREAKS * sum(map(and_, filled, filled[1:])):
        return 0
    lengths = sorted(len(a.bare) for a in broken)
    width = lengths[-1]
    full = sum(length >= _FULL * width for length in lengths)
    return width if width <= _WIDEST and full >= 0.8 * len(lengths) else 0


def _goes_on(line: Line) -> bool:
    return line.bare[:1].islower() and not verbatim.is_preformatted(line)


def _ends_open(line: Line) -> bool:
    return line.bare[-1] not in ".!?:;" and not verbatim.is_preformatted(line)


def _is_broken(line: Line, after: Line, width: int) -> bool:
    """The width of the page parts these two, and nothing else."""
    if line.blank or after.blank or after.is_item or peel(0, after) or ANSWER_LABEL.match(after.text):
        return False
    if line.bare[-1] in "?？" and peel(0, line):  # a question that ends
        return False
    if begins_section(after.bare) and not may_be_text(after.bare):
        return False
    if any(verbatim.weight(near) >= verbatim.CERTAIN for near in (line, after)):
        return False
    if _HYPHEN.search(line.bare) and after.bare[0].islower():
        return True
    length = len(line.bare)
    if _ends_open(line):
        goes_on = after.bare[0].islower() or not is_title_case(after) or length >= _FULLEST * width
        return length >= _FULL * width and goes_on
    return length + len(after.bare.split()[0]) >= _FULLEST * width and not is_title_case(after)


def _joined(lines: Sequence[Line], compounds: frozenset[str]) -> Line:
    """The parts of a line as one; a hyphen stays only in a word that has one elsewhere, too."""
    if len(lines) == 1:
        return lines[0]
    parts: list[str] = []
    for line, after in pairwise(lines):
        part = line.bare if parts else line.text.rstrip()
        if _HYPHEN.search(part) and after.bare[0].islower():
            word = f"{line.bare.split()[-1]}{after.bare.split()[0]}".strip(".,;:!?()")
            parts.append(part if word in compounds else part[:-1])
        else:
            parts.append(f"{part} ")
    return Line(lines[0].number, "".join((*parts, lines[-1].bare)), lines[-1].number)
