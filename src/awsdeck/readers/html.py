"""Reads a saved web page.

In: a `Source` of HTML. Out: a `Document` and problems. The page's main part becomes lines of Markdown that
remember their place in the source; from there on a page is read like any README. It must not know how
questions are marked.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Document, Passage
from awsdeck.problems import Problem
from awsdeck.readers import convention, markup, readme
from awsdeck.readers.lines import Line
from awsdeck.source import Source

_DROPPED = (
    *("script", "style", "noscript", "template", "head", "meta", "link", "nav", "footer", "form", "button"),
    *("input", "select", "textarea", "iframe", "object", "svg", "canvas", "audio", "video"),
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(_HEADINGS) | {
    *("p", "div", "ul", "ol", "dl", "dt", "dd", "li", "table", "pre", "blockquote", "details", "figure"),
    *(
        "section",
        "article",
        "summary",
        "main",
        "aside",
        "header",
        "hr",
        "center",
        "body",
        "fieldset",
        "address",
    ),
}
_MAIN_SHARE = 0.5
_TEXT_BEHIND = 20  # letters that a button has to open, or it only does something
_QUESTION_WORDS = 3
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|share|sharing|social|sidebar|ads?|advert\w*|sponsor\w*|promo|cookies?|"
    r"newsletter|breadcrumbs?|pagination|subscribe)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"([\\`*_<\[\]])")
_LINE_START = re.compile(r"^([#>+-])(?=\s)", re.MULTILINE)
_LEADING_ICON = re.compile(r"^[^\w\"'“(]+\s")
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"(?:language|lang|highlight|brush|source)[-:](?:source-)?(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of Markdown and the line of the source that it stems from."""

    text: str
    number: int


def read(
    source: Source,
    known_words: Collection[str] = (),  # noqa: ARG001 -- all readers have one signature
    hints: Hints = NO_HINTS,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a saved page."""
    soup = BeautifulSoup("\n".join(source.lines), "html.parser")
    _name_toggles(soup)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    dropped = list(_drop(soup))
    main = _main(soup)
    if main is not soup:
        dropped.extend(_outside(soup, main))
    lines = [Line(piece.number, piece.text) for piece in _in_order(list(_blocks(main, 1)))]
    lines = markup.cleaned(lines)
    found = convention.infer(source, lines, markup.hidden(lines), hints)
    document, problems = readme.read(source, lines, found, hints)
    skipped = tuple(sorted((*document.skipped, *dropped), key=lambda passage: passage.first_line))
    named = document.title if document.title != source.stem else title or source.stem
    return replace(document, title=named, skipped=skipped), problems


def _in_order(pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces with line numbers that never go back, as an unclosed tag would make them."""
    last = 1
    for piece in pieces:
        last = max(last, piece.number)
        yield _Piece(piece.text, last)


# --- what belongs to the page --------------------------------------------------------------------------


def _name_toggles(soup: BeautifulSoup) -> None:
    """A button that opens the text behind it is a summary; others, such as Menu or Copy, are furniture."""
    for tag in soup.find_all("button"):
        outer = tag.parent if tag.parent is not None and tag.parent.name in _HEADINGS else tag
        behind = outer.find_next_sibling()
        holds = isinstance(behind, Tag) and len(behind.get_text(strip=True)) >= _TEXT_BEHIND
        if len(tag.get_text(strip=True).split()) >= _QUESTION_WORDS and (holds or tag.get("aria-controls")):
            outer.replace_with(tag)
            tag.name = "summary"


def _drop(soup: BeautifulSoup) -> Iterator[Passage]:
    """Take out what no reader of the page reads as its text."""
    for tag in soup.find_all(_DROPPED):
        if tag.decomposed:
            continue
        if tag.name not in ("script", "style", "template", "head", "svg"):
            yield from _passage(tag, f"<{tag.name}> of the page")
        tag.decompose()
    for tag in soup.find_all(_is_furniture):
        if not tag.decomposed and tag.find(["main", "article"]) is None:
            yield from _passage(tag, "a part of the page that is no text of its own")
            tag.decompose()


def _is_furniture(tag: Tag) -> bool:
    names = " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id") or "")])
    return (
        tag.name in _BLOCKS and tag.name not in ("body", "main", "article") and bool(_FURNITURE.search(names))
    )


def _passage(tag: Tag, why: str) -> Iterator[Passage]:
    text = _SPACE.sub(" ", tag.get_text(" ")).strip()
    if text:
        first = tag.sourceline or 1
        yield Passage(first, max(first, _last_line(tag)), text, why)


def _last_line(tag: Tag) -> int:
    return max((inner.sourceline or 1 for inner in (tag, *tag.find_all(True))), default=1)


def _main(soup: BeautifulSoup) -> Tag:
    """The main part, if the page names one and it holds most of the text."""
    whole = len(soup.get_text())
    for found in (soup.find("main"), soup.find(True, attrs={"role": "main"}), soup.find("article")):
        if isinstance(found, Tag) and len(found.get_text()) >= _MAIN_SHARE * whole:
            return found
    return soup


def _outside(soup: BeautifulSoup, main: Tag) -> Iterator[Passage]:
    inside = {id(main), *(id(tag) for tag in main.find_all(True))}
    above = {id(tag) for tag in main.parents}
    for tag in soup.find_all(True):
        if id(tag) in inside or id(tag) in above or id(tag.parent) not in above:
            continue
        yield from _passage(tag, "stands outside the page's main part")


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
    return tag.name in _BLOCKS or tag.find(list(_BLOCKS)) is not None


def _paragraph(run: Sequence[PageElement], number: int) -> Iterator[_Piece]:
    text = "".join(_inline(element) for element in run)
    lines = [_SPACE.sub(" ", part).strip() for part in text.split("\0")]
    lines = [line for line in lines if line]
    if lines:
        yield _Piece("", number)
        for at, line in enumerate(lines):
            end = "  " if at + 1 < len(lines) else ""
            yield _Piece(_LINE_START.sub(r"\\\1", line) + end, number)
        yield _Piece("", number)


def _block(tag: Tag, number: int) -> Iterator[_Piece]:
    name = tag.name
    if name in _HEADINGS:
        yield from _apart(f"{'#' * int(name[1])} {_text(tag)}", number) if _text(tag) else ()
    elif name == "pre":
        yield from _code(tag, number)
    elif name in ("ul", "ol") and not _lays_out(tag):
        yield _Piece("", number)
        yield from _list(tag, number, "")
        yield _Piece("", number)
    elif name == "table" and not tag.find("table"):
        yield from _table(tag, number)
    elif name == "details":
        summary = tag.find("summary")
        if isinstance(summary, Tag):
            yield from [
                _Piece("", number),
                _Piece(f"<summary>{_text(summary)}</summary>", number),
                _Piece("", number),
            ]
            summary.extract()
        yield from _blocks(tag, number)
    elif name in ("summary", "dt"):
        mark, end = ("<summary>", "</summary>") if name == "summary" else ("**", "**")
        yield from _apart(f"{mark}{_LEADING_ICON.sub('', _text(tag))}{end}", number)
    else:
        mark = "> " if name == "blockquote" else ""
        yield _Piece("", number)
        yield from (
            _Piece((mark + piece.text).rstrip(" ") if mark else piece.text, piece.number)
            for piece in _blocks(tag, number)
        )


def _apart(text: str, number: int) -> Iterator[_Piece]:
    """A line with blank ones around it."""
    yield from (_Piece("", number), _Piece(text, number), _Piece("", number))


def _lays_out(tag: Tag) -> bool:
    """The list is no list but a way to lay out parts of the page: its items hold headings or boxes."""
    items = tag.find_all("li", recursive=False)
    boxes = [item for item in items if item.find([*_HEADINGS, "div", "section", "article", "details"])]
    return len(boxes) * 2 > len(items)


def _list(tag: Tag, number: int, indent: str) -> Iterator[_Piece]:
    count = int(str(tag.get("start") or 1)) if str(tag.get("start") or 1).isdecimal() else 1
    for item in tag.find_all("li", recursive=False):
        mark = f"{count}. " if tag.name == "ol" else "- "
        count += 1
        here = item.sourceline or number
        pieces = [piece for piece in _item_blocks(item, here, indent + " " * len(mark)) if piece.text.strip()]
        if not pieces:
            continue
        yield _Piece(indent + mark + pieces[0].text.strip(), pieces[0].number)
        yield from pieces[1:]


def _item_blocks(item: Tag, number: int, indent: str) -> Iterator[_Piece]:
    run: list[PageElement] = []
    for child in item.children:
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


def _code(tag: Tag, number: int) -> Iterator[_Piece]:
    classes = " ".join(
        str(name) for inner in (tag, *tag.find_all(True)) for name in inner.get_attribute_list("class")
    )
    match = _LANGUAGE.search(classes)
    for line_break in tag.find_all("br"):
        line_break.replace_with("\n")
    text = tag.get_text().strip("\n")
    fence = "```" if "```" not in text else "~~~~~~"
    yield from [_Piece("", number), _Piece(f"{fence}{match[1] if match else ''}", number)]
    for at, line in enumerate(text.split("\n")):
        yield _Piece(line, number + at)
    yield from [_Piece(fence, number), _Piece("", number)]


def _table(tag: Tag, number: int) -> Iterator[_Piece]:
    rows = [_Row(row.sourceline or number, _cells(row)) for row in tag.find_all("tr")]
    grid = _grid([row for row in rows if row.cells])
    if not grid:
        return
    width = max(len(cells) for _, cells in grid)
    yield _Piece("", number)
    for at, (line, cells) in enumerate(grid):
        yield _Piece("| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |", line)
        if at == 0:
            yield _Piece("|" + " --- |" * width, line)
    yield _Piece("", number)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: tuple[_Cell, ...]


def _cells(row: Tag) -> tuple[_Cell, ...]:
    return tuple(
        _Cell(_text(cell).replace("|", "\\|"), _span(cell, "colspan"), _span(cell, "rowspan"))
        for cell in row.find_all(["td", "th"], recursive=False)
    )


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or 1)
    return min(int(value), 50) if value.isdecimal() and int(value) else 1


def _grid(rows: Sequence[_Row]) -> list[tuple[int, list[str]]]:
    """The rows with every spanning cell repeated where it reaches: a card's table has no spans."""
    pending: dict[int, tuple[str, int]] = {}
    grid = []
    for row in rows:
        cells: list[str] = []
        waiting = list(row.cells)
        while waiting or len(cells) in pending:
            at = len(cells)
            if at in pending:
                text, left = pending.pop(at)
                if left > 1:
                    pending[at] = (text, left - 1)
                cells.append(text)
                continue
            cell = waiting.pop(0)
            for column in range(cell.columns):
                if cell.rows > 1:
                    pending[at + column] = (cell.text, cell.rows - 1)
                cells.append(cell.text if column == 0 else "")
        grid.append((row.number, cells))
    return grid


# --- text --------------------------------------------------------------------------------------------------


def _text(tag: Tag) -> str:
    """The text of a tag on one line."""
    text = "".join(_inline(child) for child in tag.children).replace("\0", " ")
    return _SPACE.sub(" ", text).strip()


def _inline(element: PageElement) -> str:
    """Inline Markdown; a NUL stands for a line break."""
    if isinstance(element, PreformattedString):
        return ""  # comments, declarations, processing instructions
    if isinstance(element, NavigableString):
        return _SPECIAL.sub(r"\\\1", str(element))
    if not isinstance(element, Tag):
        return ""
    name = element.name
    if name == "br":
        return "\0"
    if name == "img":
        src = str(element.get("src") or "").strip().replace(" ", "%20")
        alt = _SPECIAL.sub(r"\\\1", str(element.get("alt") or ""))
        return f"![{alt}]({src})" if src else ""
    if name in ("code", "kbd", "samp", "tt"):
        text = _SPACE.sub(" ", element.get_text())
        return f"`{text}`" if text.strip() and "`" not in text else _SPECIAL.sub(r"\\\1", text)
    inner = "".join(_inline(child) for child in element.children)
    if name in ("b", "strong", "em", "i") and inner.strip("\0 \n\t"):
        mark = "**" if name in ("b", "strong") else "*"
        return re.sub(r"^(\s*)(.*?)(\s*)$", rf"\1{mark}\2{mark}\3", inner, flags=re.DOTALL)
    href = str(element.get("href") or "")
    if name == "a" and href.startswith(("http://", "https://", "mailto:")) and inner.strip():
        return f"[{inner.strip()}](<{href}>)"
    return inner
