"""Lines of links by which readers find their way: ``[⬆ Top](#list)``, ``[← A](a.md) | [B →](b.md)``.

In: a line of Markdown. Out: whether it is one. It must not know where the line stands.
"""

import re

from awsdeck.late import late

_LINK = late(r"\[(?P<text>[^\[\]]{0,80})\]\(<?(?P<to>[^()<>]{0,200})>?\)")
_MARKS = late(r"</?(?:sub|sup|small|p|div|b|strong|center)\b[^<>]{0,60}>|[*_]+", re.IGNORECASE)
_WORDS = late(r"[^\W\d_]+")
_BACK = frozenset(
    (
        *("back", "to", "the", "top", "up", "go", "return", "page", "home", "list", "menu", "questions"),
        *("index", "contents", "table", "of", "toc", "topics"),
    )
)
_TURNS = frozenset(("previous", "prev", "next"))
_BEFORE, _AFTER = frozenset("←⬅◀«‹⏮"), frozenset("→➡▶»›⏭")
_LONGEST = 300  # characters


def is_way(text: str) -> bool:
    """The line leads back to the top of its page, or to the pages before and behind it."""
    bare = _MARKS.sub("", text).strip()
    links = list(_LINK.finditer(bare)) if len(bare) <= _LONGEST else []
    between = _LINK.sub("", bare)
    if not links or _WORDS.search(between):
        return False
    said = [{word.lower() for word in _WORDS.findall(link["text"])} for link in links]
    if len(links) == 1 and links[0]["to"].startswith("#"):
        return is_way_back(links[0]["text"])
    signs = set(bare)
    both = bool(signs & _BEFORE and signs & _AFTER)
    near = not any("://" in link["to"] for link in links)
    return near and (both or bool(signs & (_BEFORE | _AFTER)) or any(words & _TURNS for words in said))


def is_way_back(text: str) -> bool:
    """The text of a link within its page leads to the top or to the contents of it, as an arrow up does."""
    return bool(text.strip()) and {word.lower() for word in _WORDS.findall(text)} <= _BACK
