"""Habits of a whole copied document that say what a single line can't.

In: all lines. Out: a `Layout`, a few facts that hold throughout. It must not know of questions.

A browser that copies a page writes list items with a bullet of its own and indents them, puts blank lines
around paragraphs only, and keeps leading spaces in preformatted text only. Where a document has such a
habit, a line that breaks it means something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from awsdeck.readers.lines import BROWSER_BULLETS, Line

_SPACED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Layout:
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
    bullets = [line for line in lines if line.bullet and line.bullet in BROWSER_BULLETS]
    return Layout(
        browser_bullets=bool(bullets),
        indented_items=bool(bullets) and all(line.indent for line in bullets),
        spaced_paragraphs=_spaced_share(lines) >= _SPACED_SHARE,
    )


def _spaced_share(lines: Sequence[Line]) -> float:
    """Of the sentences, the share that stands between blank lines."""
    spaced = total = 0
    for at, line in enumerate(lines):
        if line.indent == 0 and line.is_sentence and not line.is_item and len(line.bare) > 60:
            before, after = lines[at - 1 : at], lines[at + 1 : at + 2]
            total += 1
            spaced += all(near.blank for near in (*before, *after))
    return spaced / total if total else 0.0
