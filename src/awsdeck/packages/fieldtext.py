"""What a person reads of a field.

In: the HTML of a field, anybody's. Out: lines of text. It must not know what the field is for.

Tags are found by looking for the next bracket, so that even a field of nothing but brackets takes no longer
than its length.
"""

from html import unescape

_ENDS = frozenset(("p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "aside", "div", "blockquote"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style"))


def lines(html: str) -> tuple[str, ...]:
    """The lines of text of a field; the cells of a table are parted by bars."""
    text = "".join(_pieces(html))
    found = (unescape(line).replace("\xa0", " ").rstrip() for line in text.split("\n"))
    return tuple(line for line in found if line.strip())


def _pieces(html: str) -> list[str]:
    pieces: list[str] = []
    at, silent, cell = 0, "", False
    while at < len(html):
        start = html.find("<", at)
        end = html.find(">", start) if start >= 0 else -1
        if end < 0:
            start = end = len(html)
        if not silent:
            pieces.append(html[at:start])
        at = end + 1
        name, closing = _tag(html[start:end])
        if silent:
            silent = "" if closing and name == silent else silent
        elif name in _SILENT and not closing:
            silent = name
        elif name == "br" or (closing and name in _ENDS):
            pieces.append("\n")
        elif cell and name in _CELLS and not closing:
            pieces.append(" | ")
        cell = closing and name in _CELLS
    return pieces


def _tag(text: str) -> tuple[str, bool]:
    """The name of a tag from its bracket on, and whether it closes."""
    closing = text[1:2] == "/"
    parts = text[2 if closing else 1 :].split(maxsplit=1)
    return (parts[0].rstrip("/").casefold() if parts else ""), closing
