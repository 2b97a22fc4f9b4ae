"""The tags of a page become lines of Markdown that remember their place in the source.

In: the tag that holds a page's text. Out: `Line` values. It must not know which part of a page that is, nor
what the lines mean.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4.element import PageElement, Tag

from awsdeck.readers import htmlcallouts, htmlcode, htmlopeners, htmltables, htmltext, markup
from awsdeck.readers.difficulty import ICONS
from awsdeck.readers.htmlpage import BLOCKS, HEADINGS
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks

_BOLD = re.compile(r"(?<!\\)\*\*")
_LINE_START = re.compile(r"^(~(?=~~)|[#>+-](?=\s))", re.MULTILINE)
_LEADING_ICON = re.compile(rf"^(?![{''.join(ICONS)}])[^\w\"'“(¿]+\s")
_OPENING_SIGNS = frozenset("+−–×✕✖➕➖▲▴▼▾◂▸▶›»⌃⌄❯˅∨")
_ANCHOR_END = re.compile(r"(?<!\s)\s*+(?:¶|🔗|\\?\[edit\\?\])\s*$")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Piece(NamedTuple):
    """A line of Markdown and the line of the source that it stems from."""

    text: str
    number: int


def lines(main: Tag) -> list[Line]:
    """The lines of a page, with numbers that never go back, as an unclosed tag would make them."""
    found: list[Line] = []
    last = 1
    for piece in _blocks(main, 1):
        last = max(last, piece.number)
        found.append(Line(last, piece.text))
    return found


# --- blocks ----------------------------------------------------------------------------------------------


def _blocks(node: Tag, number: int) -> Iterator[_Piece]:
    """The lines of what a tag holds: its blocks, and the runs of text between them as paragraphs."""
    run: list[PageElement] = []
    here = node.sourceline or number
    for child in node.children:
        if isinstance(child, Tag) and _is_block(child):
            yield from _paragraph(run, here)
            run = []
            here = child.sourceline or here
            yield from _block(child, here)
        else:
            if isinstance(child, Tag) and not run:
                here = child.sourceline or here
            run.append(child)
    yield from _paragraph(run, here)


def _is_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or tag.find(list(BLOCKS)) is not None


def _paragraph(run: Sequence[PageElement], number: int) -> Iterator[_Piece]:
    """The lines of running text; one line break stays one, two part paragraphs."""
    text = _joined_bold("".join(htmltext.inline(element) for element in run))
    parts = [htmltext.SPACE.sub(" ", part).strip() for part in text.split("\0")]
    if not any(parts):
        return
    yield _Piece("", number)
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        yield _Piece(_LINE_START.sub(r"\\\1", part) + ("  " if part and after else ""), number)
    yield _Piece("", number)


def _joined_bold(text: str) -> str:
    """Bold text that a page sets in several pieces is one."""
    return re.sub(r"(?<=\S)\*\*(\s*)\*\*(?=\S)", r"\1", text)


def _block(tag: Tag, number: int) -> Iterator[_Piece]:
    name = tag.name
    if name in HEADINGS:
        text = _ANCHOR_END.sub("", htmltext.of(tag))
        yield from _apart(f"{'#' * int(name[1])} {text}", number) if text else ()
    elif name == "pre":
        yield from _code(htmlcode.text_of(tag), htmlcode.language(tag), number)
    elif name in ("ul", "ol") and not _lays_out(tag):
        yield _Piece("", number)
        yield from _list(tag, number, "")
        yield _Piece("", number)
    elif name == "table" and not tag.find("table"):
        yield from _table(tag, number)
    elif name == "details":
        yield from _details(tag, number)
    elif name == "summary":
        yield from _apart(f"<summary>{_LEADING_ICON.sub('', _opener(tag))}</summary>", number)
    elif name == "dl":
        yield from _definitions(tag, number)
    else:
        kind = htmlcallouts.kind_of(tag)
        mark = "> " if name == "blockquote" or kind else ""
        yield _Piece("", number)
        yield from [_Piece(f"> [!{kind.upper()}]", number)] if kind else []
        yield from (
            _Piece((mark + piece.text).rstrip(" ") if mark else piece.text, piece.number)
            for piece in _blocks(tag, number)
        )


def _details(tag: Tag, number: int) -> Iterator[_Piece]:
    """What opens a box, as a question, as words in bold or as a heading; and what the box holds."""
    summary = tag.find("summary")
    if isinstance(summary, Tag):
        text = _opener(summary)
        opener = f"<summary>{text}</summary>"
        if text and not markup.is_toggle(opener):
            if htmlopeners.is_part_of_answer(tag, summary):
                opener = f"**{_BOLD.sub('', text)}**"
            elif htmlopeners.divides(tag, summary):
                opener = f"{'#' * htmlopeners.level(tag)} {_BOLD.sub('', text)}"
        yield from _apart(opener, number)
        summary.extract()
    yield from _blocks(tag, number)


def _opener(tag: Tag) -> str:
    """What stands on something that opens an answer, without the signs and pictures of whether it is open."""
    for image in tag.find_all("img", alt=_says_nothing):
        image.extract()
    asked, _, sign = (text := htmltext.of(tag)).rpartition(" ")
    return asked if asked and sign.strip("*\ufe0f") in _OPENING_SIGNS else text


def _says_nothing(alt: str | None) -> bool:
    return not (alt or "").strip()


def _definitions(tag: Tag, number: int) -> Iterator[_Piece]:
    """A list of definitions: questions with their answers, or else a list of terms."""
    parts = list(_parts(tag))
    terms = [part for part in parts if _is_term(part)]
    asking = sum(asks(said) and (" " in said or said.endswith("?")) for said in map(_said, terms))
    if 2 * asking >= len(terms) and tag.find_parent(["dd", "li", "dl"]) is None:
        for part in parts:
            here = part.sourceline or number if isinstance(part, Tag) else number
            if _is_term(part):
                yield from _apart(f"**{_BOLD.sub('', _said(part))}**", here)
            elif isinstance(part, Tag) and _is_block(part):
                yield from _block(part, here)
            else:
                yield from _paragraph([part], here)
        return
    yield _Piece("", number)
    entries: list[list[PageElement]] = []
    for part in parts:
        if _is_term(part) or not entries:
            entries.append([])
        entries[-1].append(part)
    for first, *rest in entries:
        here = first.sourceline or number if isinstance(first, Tag) else number
        text = " ".join(filter(None, map(_said, rest)))
        term = f"**{_said(first)}**" if text and _is_term(first) and _said(first) else _said(first)
        yield _Piece(f"- {term} — {text}" if text else f"- {term}", here)
    yield _Piece("", number)


def _parts(tag: Tag) -> Iterator[PageElement]:
    """The terms of a list of definitions, what is said of them, and whatever else stands between."""
    for child in tag.children:
        if isinstance(child, Tag) and child.name not in ("dt", "dd", "dl") and child.find(["dt", "dd"]):
            yield from _parts(child)
        elif isinstance(child, Tag) or _said(child):
            yield child


def _is_term(part: PageElement) -> bool:
    return isinstance(part, Tag) and part.name == "dt"


def _said(element: PageElement) -> str:
    """The text of a tag or of a string on one line."""
    return htmltext.one_line(htmltext.inline(element))


def _apart(text: str, number: int) -> Iterator[_Piece]:
    """A line with blank ones around it."""
    yield from (_Piece("", number), _Piece(text, number), _Piece("", number))


def _lays_out(tag: Tag) -> bool:
    """The list is no list but a way to lay out parts of the page: its items hold headings or boxes."""
    items = tag.find_all("li", recursive=False)
    boxes = [item for item in items if item.find([*HEADINGS, "div", "section", "article", "details"])]
    return len(boxes) * 2 > len(items)


def _list(tag: Tag, number: int, indent: str) -> Iterator[_Piece]:
    count = htmltables.stated(tag, "start")
    by_letters = _counts_by_letters(tag)
    for item, stray in _entries(tag):
        here = item.sourceline or number if item else number
        if item is None:
            yield from _item_blocks(stray, here, indent)
            continue
        mark = f"{count}. " if tag.name == "ol" and not by_letters else "- "
        count += 1
        pieces = list(_item_blocks([*item.children, *stray], here, indent + " " * len(mark)))
        while pieces and not pieces[-1].text.strip():
            pieces.pop()
        first = next((at for at, piece in enumerate(pieces) if piece.text.strip()), len(pieces))
        if first < len(pieces):
            letter = f"{_LETTERS[count - 2]}. " if by_letters and 2 <= count <= len(_LETTERS) + 1 else ""
            yield _Piece(indent + mark + letter + pieces[first].text.strip(), pieces[first].number)
            yield from pieces[first + 1 :]


def _counts_by_letters(tag: Tag) -> bool:
    """A browser shows A, B, C before the items; Markdown has figures only."""
    style = str(tag.get("style") or "").lower()
    return tag.name == "ol" and (str(tag.get("type") or "") in ("A", "a") or "-alpha" in style)


def _entries(tag: Tag) -> list[tuple[Tag | None, list[PageElement]]]:
    """The items of a list, each with what stands behind it and in no item: browsers show it below."""
    found: list[tuple[Tag | None, list[PageElement]]] = [(None, [])]
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "li":
            found.append((child, []))
        else:
            found[-1][1].append(child)
    return found


def _item_blocks(children: Sequence[PageElement], number: int, indent: str) -> Iterator[_Piece]:
    run: list[PageElement] = []
    for child in children:
        if isinstance(child, Tag) and child.name in ("ul", "ol"):
            yield from (_Piece(indent + piece.text, piece.number) for piece in _paragraph(run, number))
            run = []
            yield from _list(child, child.sourceline or number, indent)
        elif isinstance(child, Tag) and _is_block(child):
            yield from (_Piece(indent + piece.text, piece.number) for piece in _paragraph(run, number))
            run = []
            yield from (
                _Piece(indent + piece.text, piece.number)
                for piece in _block(child, child.sourceline or number)
            )
        else:
            run.append(child)
    yield from (_Piece(indent + piece.text, piece.number) for piece in _paragraph(run, number))


def _code(text: str, language: str, number: int) -> Iterator[_Piece]:
    fence = "```" if "```" not in text else "~~~~~~"
    yield from [_Piece("", number), _Piece(f"{fence}{language}", number)]
    for at, line in enumerate(text.split("\n")):
        yield _Piece(line, number + at)
    yield from [_Piece(fence, number), _Piece("", number)]


def _table(tag: Tag, number: int) -> Iterator[_Piece]:
    if (code := htmlcode.numbered(tag)) is not None:
        yield from _around_rows(tag, number)
        yield from _code(code, htmlcode.language(tag), number)
        return
    if not all(htmlcode.is_number(code.get_text()) for code in tag.find_all("pre")):
        yield from _code_in_cells(tag, number)
        return
    yield from _around_rows(tag, number)
    grid = htmltables.rows(tag, number)
    if not grid:
        return
    width = max(len(cells) for _, cells in grid)
    yield _Piece("", number)
    for at, (line, cells) in enumerate(grid):
        yield _Piece("| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |", line)
        if at == 0:
            yield _Piece("|" + " --- |" * width, line)
    yield _Piece("", number)


def _code_in_cells(tag: Tag, number: int) -> Iterator[_Piece]:
    """The cells one below the other, without line numbers: a box of code is laid out as a table."""
    yield from _around_rows(tag, number)
    for row in tag.find_all("tr"):
        for cell in row.find_all(["td", "th"], recursive=False):
            if not htmlcode.is_number(cell.get_text()):
                yield from _blocks(cell, cell.sourceline or number)


def _around_rows(tag: Tag, number: int) -> Iterator[_Piece]:
    """The caption of a table, and what stands in no cell of it: browsers show that above."""
    strays = list(_strays(tag))
    if strays:
        box = Tag(name="div", sourceline=tag.sourceline, sourcepos=0)
        box.extend(strays)
        yield from _blocks(box, number)


def _strays(tag: Tag) -> Iterator[PageElement]:
    for child in list(tag.children):
        if not isinstance(child, Tag):
            yield from [child] if _said(child) else []
        elif child.name in ("thead", "tbody", "tfoot", "tr") or child.find("tr"):
            yield from _strays(child)
        elif not (child.name in ("td", "th") and tag.name == "tr"):
            yield child
