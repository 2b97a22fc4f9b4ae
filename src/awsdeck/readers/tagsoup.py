"""The text of a saved page becomes a tree of tags, of bearable depth and in bearable time.

In: HTML as it was saved, right or wrong. Out: a `BeautifulSoup` that knows the lines of the text. It must
not know what any tag means to a reader.
"""

import re
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Script, Stylesheet, Tag, TemplateString

DEEPEST = 64  # tags within each other; what lies deeper belongs to the last of these

# `<![endif]>`, `<![CDATA[…`: no browser shows the tag, and Python's parser stops at one that it doesn't know.
_MARKED_SECTION = re.compile(r"<!\[[^<>]*>")
_COMMENT, _COMMENT_END = "<!--", "-->"


# Text that no browser shows. BeautifulSoup keeps the small print of ruby (`<rt>`) apart as well, and what a
# button in it says would be no text of that button.
_UNSHOWN = {"style": Stylesheet, "script": Script, "template": TemplateString}

_CELLS, _ROWS = frozenset(("td", "th")), frozenset(("thead", "tbody", "tfoot"))
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset(("tr", "table")))),
    "tr": (_CELLS | {"tr"}, frozenset(("table",))),
    **dict.fromkeys(_ROWS, (_CELLS | {"tr"} | _ROWS, frozenset(("table",)))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""Which open tags a tag ends (HTML allows to leave their ends out), and within which it ends none.

https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
"""


class _Soup(BeautifulSoup):
    """A tree that grows no deeper: the text of deeper tags stays, the tags themselves are left out."""

    _left_out: Counter[str]

    def reset(self) -> None:
        super().reset()
        self._left_out = Counter()

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Open a tag, unless it would lie too deep; an empty one holds nothing and does no harm."""
        if ended := self._ended_by(name):
            self.endData()  # the text so far belongs to what ends here
            while self.popTag() is not ended.parent:
                pass
        if len(self.tagStack) > DEEPEST and not self.builder.can_be_empty_element(name):
            self._left_out[name] += 1
            return None
        return super().handle_starttag(name, *args, **kwargs)

    def _ended_by(self, name: str) -> Tag | None:
        """The outermost open tag that ends where this one begins."""
        ends, bounds = _ENDS.get(name, (frozenset(), frozenset()))
        found: Tag | None = None
        for tag in reversed(self.tagStack if ends else ()):
            if tag.name in bounds:
                break
            found = tag if tag.name in ends else found
        return found

    def handle_endtag(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Close a tag that was opened."""
        if self._left_out[name]:
            self._left_out[name] -= 1
        else:
            super().handle_endtag(name, *args, **kwargs)


def parse(text: str) -> BeautifulSoup:
    """The tree of a page."""
    return _Soup(_closed(text), "html.parser", string_containers=_UNSHOWN)


def _closed(text: str) -> str:
    """The page with every mark as text that opens what is never closed.

    Python's parser would look for the end of each of them through all that follows.
    """
    text = _MARKED_SECTION.sub(lambda found: "\n" * found[0].count("\n"), text).replace("<![", "&lt;![")
    ended = text.rfind(_COMMENT_END) + 1
    text = text[:ended] + text[ended:].replace(_COMMENT, f"&lt;{_COMMENT[1:]}")
    ended = text.rfind(">") + 1
    return text[:ended] + text[ended:].replace("<", "&lt;")
