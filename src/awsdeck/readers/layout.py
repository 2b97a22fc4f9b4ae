"""Habits of a whole copied document that say what a single line can't.

In: all lines. Out: a `Layout`, a few facts that hold throughout. It must not know of questions.

A browser that copies a page writes list items with a bullet of its own and indents them, puts blank lines
around paragraphs only, and keeps leading spaces in preformatted text only. Where a document has such a
habit, a line that breaks it means something.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.readers.lines import BROWSER_BULLETS, Line, distinct, positions

_TOUCHING_SHARE = 0.25


class Layout(NamedTuple):
    """What a document does throughout.

    ``browser_bullets``: its lists are marked by a browser's bullets, so a hyphen was typed.
    ``indented_items``: its list items are indented, so one at the margin was typed.
    ``spaced_paragraphs``: its paragraphs stand between blank lines, so prose without is no paragraph.
    """

    browser_bullets: bool = False
    indented_items: bool = False
    spaced_paragraphs: bool = False

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
    return Layout(
        browser_bullets=bool(bullets),
        indented_items=bool(bullets) and all(line.indent for line in bullets),
        spaced_paragraphs=_are_paragraphs_spaced(lines),
    )


def _are_paragraphs_spaced(lines: Sequence[Line]) -> bool:
    """Statements stand between blank lines, or at least hardly ever touch each other."""
    stated = list(positions(lines, _states))
    spaced = any(_is_apart(lines, at) for at in stated)
    touching = sum(after == at + 1 for at, after in pairwise(stated))
    return spaced and touching <= _TOUCHING_SHARE * len(stated)


def _is_apart(lines: Sequence[Line], at: int) -> bool:
    """No text stands right above or below the line."""
    return all(line.blank for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))


def _states(line: Line) -> bool:
    """A statement or an announcement at the margin; questions are told apart by their mark."""
    if line.indent or line.is_item:
        return False
    return (line.is_sentence and not line.bare.endswith("?")) or (line.is_label and line.reads_as_prose)
