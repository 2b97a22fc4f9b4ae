"""What stands within a line of a page becomes inline Markdown.

In: tags and strings of a page. Out: Markdown that says the same and nothing else, on one line or with a NUL
for each line break. It must not know which block it is part of.
"""

import re
from html import unescape

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from awsdeck.readers import TYPED_TAG, scripts

_SPECIAL = re.compile(r"([\\`*_\[\]])")
_ENTITY = re.compile(r"&(?=#?\w)")
_ENTITY_END = re.compile(r"(?<![qQ])&(?=#?\w*$)")  # what follows elsewhere may make it one
_NO_ADDRESS = re.compile(r"[\x00-\x20<>]")
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "strike": "~~"}
_CODE = ("code", "kbd", "samp", "tt", TYPED_TAG)
_PLACEHOLDER = re.compile(r"data:image/(?:gif|svg)", re.IGNORECASE)
SPACE = re.compile(r"\s+")


def of(tag: Tag) -> str:
    """The text of a tag on one line."""
    return one_line("".join(inline(child) for child in tag.children))


def one_line(text: str) -> str:
    """Inline Markdown with all its white space, line breaks too, as single spaces."""
    return SPACE.sub(" ", text.replace("\0", " ")).strip()


def _escaped(text: str) -> str:
    """Text in Markdown that means nothing but itself."""
    if "&" in text:
        text = (_ENTITY if unescape(text) != text else _ENTITY_END).sub("&amp;", text)
    return _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")


def inline(element: PageElement) -> str:
    """Inline Markdown; a NUL stands for a line break."""
    if isinstance(element, PreformattedString):
        return ""  # comments, declarations, processing instructions
    if isinstance(element, NavigableString):
        return _escaped(str(element))
    if not isinstance(element, Tag):
        return ""
    name = element.name
    if name == "br":
        return "\0"
    if name == "img":
        return _picture(element)
    if name in _CODE:
        return element.get_text() if name == TYPED_TAG else _code_span(element)
    inner = "".join(inline(child) for child in element.children)
    if name in scripts.SETS and not element.find(["a", "img"]):
        return _escaped(scripts.SETS[name](one_line(element.get_text())))
    if name in _MARKS and inner.strip("\0 \n\t"):
        mark = _MARKS[name]
        words = inner.strip()
        before, _, after = inner.partition(words)
        return f"{before}{mark}{words}{mark}{after}"
    href = str(element.get("href") or "")
    if name == "a" and href.startswith(("http://", "https://", "mailto:")) and inner.strip():
        return f"[{inner.strip()}](<{_address(href)}>)"
    return inner


def _picture(image: Tag) -> str:
    src = str(image.get("src") or "")
    late = str(image.get("data-src") or image.get("data-lazy-src") or "")
    src = late if late and (not src or _PLACEHOLDER.match(src)) else src
    alt = _escaped(str(image.get("alt") or ""))
    if "emoji" in image.get_attribute_list("class") or not src:
        return alt
    return f"![{alt}]({_address(src)})"


def _code_span(tag: Tag) -> str:
    for line_break in tag.find_all("br"):
        line_break.replace_with(" ")
    for picture in tag.find_all("img"):
        picture.replace_with(str(picture.get("alt") or ""))
    text = SPACE.sub(" ", tag.get_text())
    return f"`{text}`" if text.strip() and "`" not in text else _escaped(text)


def _address(text: str) -> str:
    """An address without the characters at which Markdown would take it to end."""
    return _NO_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", text.strip())
