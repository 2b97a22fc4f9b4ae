"""The text of a Markdown paragraph becomes spans.

In: a piece of inline Markdown, and the link references of its document. Out: spans. It must not know of
blocks or lines.

Most texts of a document have no mark-up, or nothing but words in bold and code. Those need no reader of
Markdown: their spans can be read off, a hundred times faster. They are the same that python-markdown gives,
which reads all other texts (`mdspans`).
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from awsdeck.late import late
from awsdeck.model import CodeSpan, Span, Spans, Strong, Text
from awsdeck.readers import GARBLED, longtext

if TYPE_CHECKING:
    from awsdeck.readers.mdspans import MarkdownReader

# What no pattern of inline Markdown begins with; python-markdown uses the two control characters itself.
_PLAIN = r"[^`\\\[<*_&~\x02\x03]"
_SIMPLE_PART = late(
    rf"(?P<plain>{_PLAIN}++)"
    rf"|\*\*(?P<bold>(?=\S){_PLAIN}++)(?<=\S)\*\*(?!\*)"
    r"|`(?P<code>[^`\\\n\x02\x03]++)`(?!`)"
)
_SIMPLE = late(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _SIMPLE_PART.pattern)})*+")
_ONLY_WORDS = late(f"{_PLAIN}++")
_LINE_END = late(r"(?<! ) *+\n *")


Unseen = tuple[tuple[str, str], ...]
"""Pieces of text, each with the reason why it shows nowhere."""


def _simple_span(part: re.Match[str]) -> Span:
    kind = part.lastgroup or ""
    if kind == "code":
        return CodeSpan(part[kind].strip())
    words = _words(part[kind])
    return Strong((words,)) if kind == "bold" else words


def _words(text: str) -> Text:
    return Text(_LINE_END.sub(" ", text) if "\n" in text else text)


class InlineReader:
    """Reads inline Markdown; ``references`` maps the names of link definitions to their addresses."""

    def __init__(self, references: Mapping[str, str]) -> None:
        self._references = references
        self._known: dict[str, Spans] = {}  # documents say the same in many places: links, cells of tables
        self._unseen: dict[str, Unseen] = {}

    def spans(self, text: str) -> Spans:
        """The spans of a text; a line end within it counts as a space."""
        text = text.strip()
        broken = "  \n" in text
        if not broken and _ONLY_WORDS.fullmatch(text):
            return (_words(text),)
        if not broken and _SIMPLE.fullmatch(text):
            return tuple(_simple_span(part) for part in _SIMPLE_PART.finditer(text))
        known = self._known.get(text)
        if known is None:
            self.markdown.unseen.clear()
            known = self._known[text] = longtext.read(text, self.markdown.spans)
            if self.markdown.loses(text, known):
                self.markdown.unseen.append((text, GARBLED))
            if self.markdown.unseen:
                self._unseen[text] = tuple(self.markdown.unseen)
        return known

    def unseen(self, text: str) -> Unseen:
        """What of a text that was read stands in none of its spans: comments, titles of links."""
        return self._unseen.get(text.strip(), ()) if self._unseen else ()

    @cached_property
    def markdown(self) -> "MarkdownReader":
        """The reader of everything else; python-markdown is imported when a text needs it."""
        from awsdeck.readers.mdspans import MarkdownReader

        return MarkdownReader(self._references)
