"""Which box of a saved page is a call-out, and of which kind.

In: a tag. Out: its kind, and the tag without the word that says so. It must not know how blocks are written
in Markdown. Site generators name such a box in its classes: ``admonition tip``, ``alert alert-warning``.
"""

import re

from bs4.element import NavigableString, PreformattedString, Tag

_TAGS = ("div", "aside", "section", "blockquote")
_BOXES = frozenset(("admonition", "admonitionblock", "alert", "callout", "notice"))
_KINDS = {
    **dict.fromkeys(("tip", "hint", "success"), "tip"),
    **dict.fromkeys(("note", "info", "information"), "note"),
    "important": "important",
    **dict.fromkeys(("warning", "warn"), "warning"),
    **dict.fromkeys(("caution", "danger"), "caution"),
}
_WORD = re.compile(r"[a-z]+")
_NO_CALLOUT = ("h1", "h2", "h3", "summary", "details", "dl", "form")
_LONGEST = 2_000  # characters; what is longer is a part of the page


def kind_of(tag: Tag) -> str | None:
    """The kind of a call-out; None if the tag is none."""
    if tag.name not in _TAGS:
        return None
    words = _WORD.findall(" ".join(map(str, tag.get_attribute_list("class"))).lower())
    if not _BOXES.intersection(words) or tag.find(_NO_CALLOUT) or len(tag.get_text()) > _LONGEST:
        return None
    found = [_KINDS[word] for word in words if word in _KINDS]
    first = _first_part(tag)
    titled = _KINDS.get(_bare(first)) if first is not None else None
    kind = titled or (found[0] if found else None)
    if first is not None and _bare(first) == kind:
        first.extract()
    return kind if tag.get_text(strip=True) else None


def _first_part(tag: Tag) -> Tag | NavigableString | None:
    """The first part of a box that is a kind by all it says."""
    here: Tag = tag
    while True:
        inner = next((child for child in here.children if _bare(child)), None)
        if isinstance(inner, Tag) and _bare(inner) not in _KINDS:
            here = inner
        else:
            return inner if isinstance(inner, Tag | NavigableString) and _bare(inner) in _KINDS else None


def _bare(part: object) -> str:
    if isinstance(part, PreformattedString) or not isinstance(part, Tag | NavigableString):
        return ""
    return part.get_text().strip(" \n\t:!").lower()
