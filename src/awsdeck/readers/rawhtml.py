"""Blocks of HTML that stand in published Markdown become lines of Markdown.

In: the lines of a document. Out: lines that say the same and keep their numbers, and what shows on no page.
It must not know what a question is, nor how tags become Markdown: `htmlblocks` does that.

A block begins with its tag at the beginning of a line and ends with the tag that closes it. One that is
never closed, or that holds headings or what opens an answer, is left as it stands. Below a blank line within
a block Markdown is read again, as GitHub does.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import HIDDEN, TYPED_TAG, mdlines
from awsdeck.readers.lines import Line

if TYPE_CHECKING:
    from bs4.element import Tag

_HEADING = "h[1-6]"
_NAMES = rf"table|ul|ol|dl|blockquote|pre|{_HEADING}"
_BLOCK = late(rf"<(?P<end>/?)(?P<name>{_NAMES})\b[^<>]*>", re.IGNORECASE)
_BEGINS = late(rf"\s*+(?=<(?:{_NAMES})\b)", re.IGNORECASE)
_BOX = late(r"\s*+</?(?:p|div|center|details|section|article|picture|figure)\b[^<>]*>", re.IGNORECASE)
LAYS_OUT = late(
    rf"\s*+</?(?:{_NAMES}|p|div|center|details|summary|section|article|figure|picture|li|tr|t[dh])\b[^<>]*>",
    re.IGNORECASE,
)
"""The beginning of a line with a tag by which HTML lays a page out."""
_OPENER = late(r"</?(?:summary|details)\b", re.IGNORECASE)
_SUMMARY = late(r"<(?P<end>/?)summary\b", re.IGNORECASE)
_CODE_SPAN = late(r"`[^`]*`")
_ANY_TAG = late(r"<[^<>]*>")
_KNOWN = (
    rf"{_NAMES}|li|dt|dd|thead|tbody|tfoot|tr|t[hd]|caption|colgroup|col|p|div|span|center|section|article|hr|br|img|"
    "a|b|strong|i|em|u|s|del|ins|code|kbd|samp|tt|var|sub|sup|small|mark|font|abbr|figure|figcaption|picture|source"
)
_NO_TAG = late(rf"<(?!/?(?:{_KNOWN})\b[^<>]*+>|!--)", re.IGNORECASE)


class _Span(NamedTuple):
    """A block: its first line, its last one, and where in that its end tag ends."""

    first: int
    last: int
    column: int
    name: str


def has_any(lines: Sequence[Line], code: Collection[int]) -> bool:
    """A line that is no code begins with such a tag."""
    return any(
        "<" in line.text and LAYS_OUT.match(line.text) and at not in code for at, line in enumerate(lines)
    )


def plainer(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines with every block of HTML as Markdown; ``apart`` takes the comments in them."""
    code = mdlines.code_positions(lines)
    if not has_any(lines, code):
        return list(lines)
    blocks = {span.first: span for span in _blocks(lines, code)}
    found: list[Line] = []
    at, box = 0, -1
    while at < len(lines):
        line = lines[at]
        if span := blocks.get(at):
            found += _as_markdown(lines, span, code, apart)
            at, box = span.last + 1, -1
            continue
        if line.blank or at in code:
            box = -1
        elif box >= 0 and line.indent >= box + 4:  # HTML, which means no code by standing in
            line = Line(line.number, " " * box + line.bare)
        elif _BOX.match(line.text):
            box = line.indent
        found.append(line)
        at += 1
    return found


def _blocks(lines: Sequence[Line], code: Collection[int]) -> Iterator[_Span]:
    """The outermost blocks that are closed and hold nothing but text."""
    ends = _ends(lines, code)
    others = [at for at, line in enumerate(lines) if at not in code and _divides(line.text)]
    end = 0
    for at, span in sorted(ends.items()):
        if at >= end and bisect_left(others, at) == bisect_left(others, span.last + 1):
            yield span
            end = span.last + 1


def _divides(text: str) -> bool:
    """The line may begin a question: a heading, or what opens an answer."""
    return bool(mdlines.ATX.match(text) or ("<" in text and _OPENER.search(text)))


def _ends(lines: Sequence[Line], code: Collection[int]) -> Mapping[int, _Span]:
    """The blocks that lines begin with and that are closed, by their first line."""
    opened: dict[str, list[int]] = {}
    found: dict[int, _Span] = {}
    summary = False
    for at, line in enumerate(lines):
        if "<" not in line.text or at in code:
            continue
        text = _CODE_SPAN.sub(lambda span: " " * len(span[0]), line.text)
        begins = _BEGINS.match(text)
        for tag in _BLOCK.finditer(text):
            name = tag["name"].lower()
            if not tag["end"]:
                first = begins is not None and begins.end() == tag.start() and not summary
                opened.setdefault(name, []).append(at if first else -1)
            elif opened.get(name) and (first_line := opened[name].pop()) >= 0:
                found[first_line] = _Span(first_line, at, tag.end(), name)
        for part in _SUMMARY.finditer(text):
            summary = not part["end"]
    return found


def _as_markdown(
    lines: Sequence[Line], span: _Span, code: Collection[int], apart: list[Passage]
) -> Iterator[Line]:
    """The lines of Markdown that a block becomes, as far from the margin as it stands."""
    from bs4.element import Comment  # most documents have no such block and need no parser

    from awsdeck.readers import htmlblocks, tagsoup

    first, last = lines[span.first], lines[span.last]
    indent = " " * first.indent
    soup = tagsoup.parse("\n".join(_as_html(lines, span, code)))
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if comment.strip():
            apart.append(Passage(first.number, last.number, comment.strip(), HIDDEN))
    pictures = _pictures_apart(soup) if re.fullmatch(_HEADING, span.name) else ()
    for picture in pictures:
        yield from (Line(first.number, indent + picture), Line(first.number, ""))
    made = htmlblocks.lines(soup)
    texts = [at for at, line in enumerate(made) if not line.blank]
    said = [line.number for line in lines[span.first : span.last + 1] if _ANY_TAG.sub("", line.text).strip()]
    for at, line in enumerate(made):
        number = min(first.number + line.number - 1, last.number)
        if at in texts[-1:]:  # what a block says reaches to its last line; a heading is where its words are
            number = last.number if texts[1:] else min([*said, last.number])
        yield Line(number, indent + line.text if line.text else "")
    if behind := last.text[span.column :].strip():
        yield Line(last.number, indent + behind)


def _as_html(lines: Sequence[Line], span: _Span, code: Collection[int]) -> Iterator[str]:
    """The lines of a block in HTML, line by line: code between fences, and Markdown as it was typed."""
    typed, preformatted = False, 0
    for at in range(span.first, span.last + 1):
        text = lines[at].text if at < span.last else lines[at].text[: span.column]
        if at in code:
            begins, ends = at - 1 not in code, at + 1 not in code
            info = mdlines.FENCE.match(lines[at].bare) if begins else None
            language = html.escape(info["info"].strip()) if info else ""
            yield f'<pre lang="{language}">' if begins else "</pre>" if ends else html.escape(text)
            continue
        begins_tag = text.lstrip().startswith("<")
        typed = not preformatted and not begins_tag and (typed or not text.strip())
        if typed and text.strip():
            item = mdlines.ITEM.match(text)
            mark = "" if item is None else f"<br>{item['mark']} " if item["number"] else "<br>• "
            yield f"{mark}<{TYPED_TAG}>{html.escape(item['text'] if item else text)}</{TYPED_TAG}>"
        else:
            yield _NO_TAG.sub("&lt;", text)
        for tag in _BLOCK.finditer(text):
            if tag["name"].lower() == "pre":
                preformatted = max(0, preformatted + (-1 if tag["end"] else 1))


def _pictures_apart(heading: "Tag") -> list[str]:
    """The pictures of a heading that says something beside them, taken out of it."""
    from awsdeck.readers import htmltext

    pictures = heading.find_all("img") if heading.get_text(strip=True) else ()
    return [htmltext.inline(picture.extract()) for picture in pictures]
