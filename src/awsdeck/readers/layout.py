"""Habits of a whole copied document that say what a single line can't.

In: all lines. Out: a `Layout`, a few facts that hold throughout. It must not know of questions.

A browser that copies a page writes list items with a bullet of its own and indents them, puts blank lines
around paragraphs only, and keeps leading spaces in preformatted text only. Where a document has such a
habit, a line that breaks it means something.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.readers import verbatim
from awsdeck.readers.lines import BROWSER_BULLETS, Line, distinct, positions
from awsdeck.readers.marks import last_text

_TOUCHING_SHARE = 0.25
_FEWEST_PARTED, _PARTED = 2, 2  # times as many as touch what stands above


class Layout(NamedTuple):
    """What a document does throughout.

    ``browser_bullets``: its lists are marked by a browser's bullets, so a hyphen was typed.
    ``indented_items``: its list items are indented, so one at the margin was typed.
    ``spaced_paragraphs``: its paragraphs stand between blank lines, so prose without is no paragraph.
    ``parted_paragraphs``: that was seen below lists and code, too, so prose right below one is set apart by
    the page. A browser's bullets prove it, as a browser puts them so.
    """

    browser_bullets: bool = False
    indented_items: bool = False
    spaced_paragraphs: bool = False
    parted_paragraphs: bool = False

    def without_gaps(self) -> "Layout":
        """The same where it says nothing how far apart lines stand."""
        return self._replace(spaced_paragraphs=False, parted_paragraphs=False)

    def is_native_item(self, line: Line) -> bool:
        """The line is a list item as this document writes them."""
        return line.is_item and not self.is_foreign_item(line)

    def is_foreign_item(self, line: Line) -> bool:
        """The line looks like a list item, but not like those of this document."""
        if not line.is_item or (line.bullet and line.bullet in BROWSER_BULLETS):
            return False
        typed_bullet = self.browser_bullets and line.bullet is not None
        return typed_bullet or (self.indented_items and line.indent == 0)


def of(lines: Sequence[Line]) -> Layout:
    """The layout of a document."""
    bullets = [line for line in distinct(lines).values() if line.bullet and line.bullet in BROWSER_BULLETS]
    indented = bool(bullets) and all(line.indent for line in bullets)
    spaced = _are_paragraphs_spaced(lines)
    return Layout(
        browser_bullets=bool(bullets),
        indented_items=indented,
        spaced_paragraphs=spaced,
        parted_paragraphs=spaced and (indented or _are_paragraphs_parted(lines)),
    )


def _are_paragraphs_spaced(lines: Sequence[Line]) -> bool:
    """Statements stand between blank lines, or at least hardly ever touch each other."""
    stated = list(positions(lines, _states))
    spaced = any(_is_apart(lines, at) for at in stated)
    touching = sum(after == at + 1 for at, after in pairwise(stated))
    return spaced and touching <= _TOUCHING_SHARE * len(stated)


def _are_paragraphs_parted(lines: Sequence[Line]) -> bool:
    """Statements below lists and code have a blank line above them, but for few."""
    parted = touching = 0
    for at in positions(lines, _states):
        above = last_text(lines, 0, at)
        if above is not None and (_ends_list(lines, above) or verbatim.is_preformatted(lines[above])):
            parted += above < at - 1
            touching += above == at - 1
    return parted >= max(_FEWEST_PARTED, _PARTED * touching)


def _ends_list(lines: Sequence[Line], at: int) -> bool:
    """An item right below another or below what announces a list: a numbered question is alone."""
    before = lines[at - 1] if at else None
    return lines[at].is_item and before is not None and (before.is_item or before.is_label)


def _is_apart(lines: Sequence[Line], at: int) -> bool:
    """No text stands right above or below the line."""
    return all(line.blank for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))


def _states(line: Line) -> bool:
    """A statement or an announcement at the margin; questions are told apart by their mark."""
    if line.indent or line.is_item:
        return False
    return (line.is_sentence and not line.bare.endswith("?")) or (line.is_label and line.reads_as_prose)
