"""Text with HTML in it, as exports of quiz and flash card programs hold it, becomes lines of text.

In: a piece of text. Out: its lines, without tags and entities. It must not know what the text is.
"""

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*+)\b[^<>]*+>", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "ul", "ol", "tr", "pre", "h1", "h2", "h3", "h4"))


def lines(text: str) -> Iterator[str]:
    """The lines that a browser would show."""
    yield from html.unescape(_TAG.sub(_shown, text)).replace("\u00a0", " ").split("\n")


def _shown(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name == "li":
        return "\n" if tag[0].startswith("</") else "\n- "
    return "\n" if name in _BREAKS else ""
