"""python-markdown reads the text of a paragraph.

In: a piece of inline Markdown, and the link references of its document. Out: spans. python-markdown does
the reading; this module only takes its elements over. It must not know of blocks or lines.

Two habits of GitHub are added: a few harmless HTML tags mean what they say, and every other thing in
angle brackets is text. python-markdown would pass ``<bucket-name>`` through as a tag, and it would vanish.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import islice
from string import punctuation
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from awsdeck.model import CodeSpan, Emphasis, LineBreak, Link, Picture, Span, Spans, Strong, Struck, Text
from awsdeck.readers import HIDDEN, LINK_TITLE, scripts

_BOLD, _ITALIC, _CODE = {"strong", "b"}, {"em", "i", "var"}, {"code", "kbd", "samp", "tt"}
_STRUCK = {"s", "del", "strike"}
_NEUTRAL = {"u", "ins", "sub", "sup", "small", "span", "font", "mark", "abbr", "center"}
_PAIRED = "|".join(sorted(_BOLD | _ITALIC | _CODE | _STRUCK | _NEUTRAL | {"a"}, key=len, reverse=True))
_TAG = re.compile(rf"</?(?:{_PAIRED}|br|img)\b[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"\]\s?\[[^\]]*\]")
_ATTRIBUTE = re.compile(r"(?<![a-zA-Z-])([a-zA-Z-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")

_NEAR = 8  # brackets that are counted before all of them are
_BRACKET = re.compile(r"[\[\]]")
_EMPHASIS = ("em_strong", "em_strong2")  # the second one is of older releases
_NO_MARKS = str.maketrans("", "", "*_")
_BRACKETED = ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref")

# Between python-markdown's own escapes (180) and links (160): `\\<b>` and tags within code stay as typed.
_PRIORITY = 175
_ESCAPED = re.compile("\x02([0-9]{1,7})\x03")  # how python-markdown writes one until the end
_STRUCK_PRIORITY = 50


class _Found(InlineProcessor):
    """An addition to inline Markdown: a pattern, and what a match of it becomes."""

    def __init__(self, pattern: str, make: Callable[[re.Match[str]], Element | str]) -> None:
        super().__init__(pattern)
        self.compiled_re = re.compile(pattern, re.IGNORECASE | re.DOTALL)
        self._make = make

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[Element | str, int, int]:
        return self._make(m), m.start(0), m.end(0)


class _Remark(InlineProcessor):
    """A comment: GitHub shows nothing of it, and what it says is kept elsewhere."""

    def __init__(self, md: markdown.Markdown, keep: Callable[[str], None]) -> None:
        super().__init__(r"<!--([^\0]*?)-->", md)
        self._keep = keep

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- named by python-markdown
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 -- python-markdown's signature
    ) -> tuple[str, int, int]:
        self._keep(self.unescape(m[1]).strip())
        return "", m.start(0), m.end(0)


def _paired_tag(m: re.Match[str]) -> Element:
    """``<b>words</b>`` and its like."""
    tag = m[1].lower()
    element = Element(tag)
    element.text = AtomicString(m[3]) if tag in _CODE else m[3]
    if tag == "a":
        element.set("href", _attributes(m[2]).get("href", ""))
    return element


def _single_tag(m: re.Match[str]) -> Element:
    """``<br>`` and ``<img …>``."""
    element = Element(m[1].lower())
    for name in ("src", "alt"):
        element.set(name, _attributes(m[2]).get(name, ""))
    return element


def _struck(m: re.Match[str]) -> Element:
    """``~~words~~``."""
    element = Element("s")
    element.text = m[1]
    return element


def _mail(m: re.Match[str]) -> Element:
    """``<name@example.com>``, which python-markdown itself would write as character references."""
    element = Element("a", href=f"mailto:{m[1]}")
    element.text = AtomicString(m[1])
    return element


def _attributes(text: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)}


def _bracketed_text(data: str, index: int) -> tuple[str, int, bool]:
    """What stands between the bracket before ``index`` and the one that closes it: ``(text, end, closed)``.

    Stands in for python-markdown's own search, which reads to the end of the text for every open bracket.
    """
    depth = 1
    for bracket in islice(_BRACKET.finditer(data, index), _NEAR):
        depth += 1 if bracket[0] == "[" else -1
        if depth == 0:
            return data[index : bracket.start()], bracket.end(), True
    end = _closing_brackets(data).get(index - 1)
    return (data[index:], len(data), False) if end is None else (data[index:end], end + 1, True)


def _address(
    read: Callable[[str, int], tuple[str, str | None, int, bool]], data: str, index: int
) -> tuple[str, str | None, int, bool]:
    """What python-markdown reads in the brackets of a link; none where it loses its place in the text."""
    href, title, end, closed = read(data, index)
    return (href, title, end, True) if closed and end > index else ("", None, index, False)


def _emphasized(
    processor: InlineProcessor, m: re.Match[str], data: str
) -> tuple[Element | str | None, int | None, int | None]:
    """What python-markdown takes for emphasis; none where it says less than stands there.

    Where marks are left open between others, it may count from the wrong place (``2*3, **4*5``).
    """
    element, start, end = type(processor).handleMatch(processor, m, data)
    if not isinstance(element, Element) or start is None or end is None:
        return element, start, end
    if "".join(element.itertext()).translate(_NO_MARKS) == data[start:end].translate(_NO_MARKS):
        return element, start, end
    if hasattr(processor, "reset"):  # what it found behind these marks is wrong, too
        processor.reset()
    return None, start, max(end, m.end())


@lru_cache(maxsize=16)
def _closing_brackets(data: str) -> Mapping[int, int]:
    """For each bracket that is closed the place of the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(data):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found


class MarkdownReader:
    """Reads inline Markdown; ``references`` maps the names of link definitions to their addresses."""

    def __init__(self, references: Mapping[str, str]) -> None:
        self.unseen: list[tuple[str, str]] = []
        """What stood in texts and is in none of their spans, with the reason; whoever wants it empties it."""
        self._markdown = markdown.Markdown()
        patterns = self._markdown.inlinePatterns
        for name in ("html", "entity", "automail"):
            patterns.deregister(name)
        additions: tuple[tuple[str, float, str, Callable[[re.Match[str]], Element | str]], ...] = (
            ("paired tag", _PRIORITY, rf"<({_PAIRED})\b([^<>]*)>([^\0]*?)</\1>", _paired_tag),
            ("hard break", _PRIORITY, r"\\\n", lambda _: Element("br")),
            ("single tag", _PRIORITY - 0.1, r"(?<!\]\()<(br|img)\b([^<>]*)>", _single_tag),
            ("mail", _PRIORITY - 0.2, r"<([^<>\s@:]+@[^<>\s@]+\.[a-zA-Z]+)>", _mail),
            ("struck out", _STRUCK_PRIORITY, r"~~(?=\S)(.+?)(?<=\S)~~", _struck),
        )
        remark = _Remark(self._markdown, lambda said: self.unseen.append((said, HIDDEN)))
        patterns.register(remark, "remark", _PRIORITY + 0.1)
        for name, priority, pattern, make in additions:
            patterns.register(_Found(pattern, make), name, priority)
        for name in _BRACKETED:
            setattr(patterns[name], "getText", _bracketed_text)  # noqa: B010 -- mypy knows no other way
            setattr(patterns[name], "unescape", self._as_typed)  # noqa: B010
            setattr(patterns[name], "getLink", partial(_address, getattr(patterns[name], "getLink")))  # noqa: B009, B010
        for name in _EMPHASIS:
            if name in patterns and isinstance(processor := patterns[name], InlineProcessor):
                setattr(processor, "handleMatch", partial(_emphasized, processor))  # noqa: B010
        self._markdown.ESCAPED_CHARS = list(punctuation)  # as CommonMark; python-markdown has fewer
        self._markdown.references = {name: (href, "") for name, href in references.items()}

    def loses(self, text: str, spans: Spans) -> bool:
        """Fewer letters and figures stand in the spans than in their text: python-markdown lost its place."""
        kept = "".join((*_all_text(spans), *(said for said, _ in self.unseen)))
        return _letters(kept) < _letters(text) and _letters(kept) < _letters(self._without_marks(text))

    def _without_marks(self, text: str) -> str:
        """The text without tags, and without the names that tie links to where they lead."""
        text = html.unescape(_TAG.sub("", text))
        return _REFERENCE.sub("]", text) if self._markdown.references else text

    def _as_typed(self, text: str) -> str:
        """An address, title or alternative text, of which python-markdown has read parts as links or code.

        Stands in for python-markdown's own, which forgets where links and pictures lead.
        """
        read: Mapping[str, Element | str] = getattr(self._markdown.treeprocessors["inline"], "stashed_nodes")  # noqa: B009 -- unknown to mypy

        def typed(found: re.Match[str]) -> str:
            node = read.get(found[1], "")
            return node if isinstance(node, str) else self._as_typed(_typed(node))

        return INLINE_PLACEHOLDER_RE.sub(typed, text)

    def spans(self, text: str) -> Spans:
        """The spans of a text; a line end within it counts as a space."""
        root = Element("div")
        SubElement(root, "p").text = text.strip()
        for name in ("inline", "unescape"):
            processor = self._markdown.treeprocessors[name]
            root = processor.run(root) or root
        self._markdown.htmlStash.reset()
        titles = (element.get("title") for element in root.iter())
        self.unseen.extend((html.unescape(title), LINK_TITLE) for title in titles if title)
        return _merged(_taken_over(root[0]))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _all_text(spans: Spans) -> Iterator[str]:
    """The text of spans, and their addresses."""
    for span in spans:
        match span:
            case Text(text) | CodeSpan(text):
                yield text
            case Link(inner, href):
                yield from (href, *_all_text(inner))
            case Picture(src, alt):
                yield from (src, alt)
            case Strong(inner) | Emphasis(inner) | Struck(inner):
                yield from _all_text(inner)


def _typed(node: Element) -> str:
    addresses = (node.get(name) for name in ("alt", "href", "src", "title"))
    return "".join((*node.itertext(), *(f" {address} " for address in addresses if address)))


def _taken_over(element: Element) -> Iterator[Span]:
    yield from _text(element.text)
    for child in element:
        yield from _element(child)
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[Span]:
    if text:
        yield Text(re.sub(r"(?<! ) *+\n *", " ", html.unescape(text)))


def _element(element: Element) -> Iterator[Span]:
    tag = element.tag
    if tag in _CODE:
        text = _ESCAPED.sub(lambda found: chr(int(found[1])), "".join(element.itertext()))
        yield CodeSpan(html.unescape(text))
    elif tag in _BOLD:
        yield Strong(_merged(_taken_over(element)))
    elif tag in _ITALIC:
        yield Emphasis(_merged(_taken_over(element)))
    elif tag in _STRUCK:
        yield Struck(_merged(_taken_over(element)))
    elif tag == "a" and element.get("href"):
        yield Link(_merged(_taken_over(element)), html.unescape(element.get("href") or ""))
    elif tag == "img":
        yield Picture(html.unescape(element.get("src") or ""), html.unescape(element.get("alt") or ""))
    elif tag == "br":
        yield LineBreak()
    elif tag in scripts.SETS and not element.findall(".//*"):
        text = html.unescape(element.text or "")
        yield Text(scripts.SETS[tag](text))
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
                merged.append(Text(new.lstrip(" \t\n")))
            case _:
                merged.append(span)
    return tuple(merged)
