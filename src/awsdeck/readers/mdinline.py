"""The text of a Markdown paragraph becomes spans.

In: a piece of inline Markdown, and the link references of its document. Out: spans. python-markdown does
the reading; this module only takes its elements over. It must not know of blocks or lines.

Two habits of GitHub are added: a few harmless HTML tags mean what they say, and every other thing in
angle brackets is text. python-markdown would pass ``<bucket-name>`` through as a tag, and it would vanish.
"""

import html
import re
from collections.abc import Iterator, Mapping
from string import punctuation
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString

from awsdeck.model import CodeSpan, Emphasis, LineBreak, Link, Picture, Span, Spans, Strong, Text

_BOLD, _ITALIC, _CODE = {"strong", "b"}, {"em", "i", "var"}, {"code", "kbd", "samp", "tt"}
_NEUTRAL = {"u", "ins", "sub", "sup", "small", "span", "font", "mark", "s", "del", "abbr", "center"}
_PAIRED = "|".join(sorted(_BOLD | _ITALIC | _CODE | _NEUTRAL | {"a"}, key=len, reverse=True))
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")

# Between python-markdown's own code spans (190) and links (160): tags within code stay as typed.
_PRIORITY = 185
_STRUCK_PRIORITY = 50


class _PairedTag(InlineProcessor):
    """``<b>words</b>`` and its like."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[Element, int, int]:
        tag = m[1].lower()
        element = Element(tag)
        element.text = AtomicString(m[3]) if tag in _CODE else m[3]
        if tag == "a":
            element.set("href", _attributes(m[2]).get("href", ""))
        return element, m.start(0), m.end(0)


class _SingleTag(InlineProcessor):
    """``<br>`` and ``<img …>``."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[Element, int, int]:
        element = Element(m[1].lower())
        for name in ("src", "alt"):
            element.set(name, _attributes(m[2]).get(name, ""))
        return element, m.start(0), m.end(0)


class _Remark(InlineProcessor):
    """An HTML comment: GitHub shows nothing of it."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[str, int, int]:
        return "", m.start(0), m.end(0)


class _Words(InlineProcessor):
    """Marked words that have no span of their own, such as struck-out ones: only the words are kept."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[Element, int, int]:
        element = Element("span")
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Mail(InlineProcessor):
    """``<name@example.com>``, which python-markdown itself would write as character references."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[Element, int, int]:
        element = Element("a", href=f"mailto:{m[1]}")
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


def _attributes(text: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)}


class InlineReader:
    """Reads inline Markdown; ``references`` maps the names of link definitions to their addresses."""

    def __init__(self, references: Mapping[str, str]) -> None:
        self._markdown = markdown.Markdown()
        patterns = self._markdown.inlinePatterns
        for name in ("html", "entity", "automail"):
            patterns.deregister(name)
        paired = _PairedTag(rf"<({_PAIRED})\b([^<>]*)>([^\0]*?)</\1>")
        paired.compiled_re = re.compile(paired.pattern, re.IGNORECASE | re.DOTALL)
        single = _SingleTag(r"<(br|img)\b([^<>]*)>")
        single.compiled_re = re.compile(single.pattern, re.IGNORECASE | re.DOTALL)
        patterns.register(paired, "paired tag", _PRIORITY)
        patterns.register(single, "single tag", _PRIORITY - 0.1)
        patterns.register(_Mail(r"<([^<>\s@:]+@[^<>\s@]+\.[a-zA-Z]+)>"), "mail", _PRIORITY - 0.2)
        patterns.register(_Words(r"~~(?=\S)(.+?)(?<=\S)~~"), "struck out", _STRUCK_PRIORITY)
        patterns.register(SimpleTagInlineProcessor(r"()(\\\n)", "br"), "hard break", _PRIORITY)
        patterns.register(_Remark(r"<!--[^\0]*?-->"), "remark", _PRIORITY + 0.1)
        self._markdown.ESCAPED_CHARS = list(punctuation)  # as CommonMark; python-markdown has fewer
        self._markdown.references = {name: (href, "") for name, href in references.items()}

    def spans(self, text: str) -> Spans:
        """The spans of a text; a line end within it counts as a space."""
        root = Element("div")
        SubElement(root, "p").text = text.strip()
        for name in ("inline", "unescape"):
            processor = self._markdown.treeprocessors[name]
            root = processor.run(root) or root
        self._markdown.htmlStash.reset()
        return _merged(_taken_over(root[0]))


def _taken_over(element: Element) -> Iterator[Span]:
    yield from _text(element.text)
    for child in element:
        yield from _element(child)
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[Span]:
    if text:
        yield Text(re.sub(r" *\n *", " ", html.unescape(text)))


def _element(element: Element) -> Iterator[Span]:
    tag = element.tag
    if tag in _CODE:
        yield CodeSpan(html.unescape("".join(element.itertext())))
    elif tag in _BOLD:
        yield Strong(_merged(_taken_over(element)))
    elif tag in _ITALIC:
        yield Emphasis(_merged(_taken_over(element)))
    elif tag == "a" and element.get("href"):
        yield Link(_merged(_taken_over(element)), html.unescape(element.get("href") or ""))
    elif tag == "img":
        yield Picture(html.unescape(element.get("src") or ""), html.unescape(element.get("alt") or ""))
    elif tag == "br":
        yield LineBreak()
    else:
        yield from _taken_over(element)


def _merged(spans: Iterator[Span]) -> Spans:
    """The spans with neighbouring texts joined, so that equal text gives equal values."""
    merged: list[Span] = []
    for span in spans:
        match span, merged[-1:]:
            case Text(new), [Text(old)]:
                merged[-1] = Text(old + new)
            case Text(""), _:
                pass
            case Text(new), [LineBreak()]:
                merged.append(Text(new.lstrip()))
            case _:
                merged.append(span)
    return tuple(merged)
