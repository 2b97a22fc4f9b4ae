"""Code of a saved page, as text.

In: a tag that holds code, or a table. Out: the text of the code and the language that its tags name. It must
not know how code is written in Markdown.

Pages lay out code with numbered lines as a table: its first column counts the lines or is empty, and the
second one is preformatted by its tags, its classes, or the spaces that its lines begin with.
"""

import re
from collections.abc import Sequence
from copy import copy

from bs4.element import Tag

_LANGUAGE = re.compile(r"(?:language|lang|highlight|brush|source)[-:]\s*(?:source-)?(\w+)", re.IGNORECASE)
_LANGUAGE_ATTRIBUTES = ("class", "data-lang", "data-language", "data-syntaxhighlighter-params")
_ROWS = ("div", "p", "li", "tr")
_DIGITS = re.compile(r"[\d\s]*")
_CODE_WORDS = frozenset(
    ("code", "pre", "line", "lines", "crayon", "highlight", "highlighttable", "rouge", "hljs")
)
_WORD = re.compile(r"[a-z]+")
_FEWEST = 2  # lines that are counted


def language(tag: Tag) -> str:
    """The language that a tag or one within it names; empty without one."""
    marks = " ".join(
        f"{name}-{value}" if name != "class" else value
        for inner in (tag, *tag.find_all(True))
        for name in _LANGUAGE_ATTRIBUTES
        for value in map(str, inner.get_attribute_list(name))
        if inner.get(name)
    )
    match = _LANGUAGE.search(marks)
    return match[1] if match else ""


def text_of(tag: Tag) -> str:
    """The text of a tag with its lines as they are shown, and with spaces that copy well; the tag changes."""
    for line_break in tag.find_all("br"):
        line_break.replace_with("\n")
    for picture in tag.find_all("img"):
        picture.replace_with(str(picture.get("alt") or ""))
    for row in tag.find_all(_ROWS):
        if row.find(_ROWS) is None or not row.get_text().endswith("\n"):
            row.append("\n")
    return tag.get_text().replace("\xa0", " ").strip("\n")


def is_number(text: str) -> bool:
    """Nothing but figures and spaces, or nothing at all."""
    return _DIGITS.fullmatch(text) is not None


def numbered(table: Tag) -> str | None:
    """The code of a table that is laid out as numbers of lines and code; None if it is another table."""
    if not _rows(table) or not all(map(_is_line, _rows(table))):
        return None
    rows = _rows(copy(table))
    numbers = [number for cells in rows for number in text_of(cells[0]).split()]
    lines = "\n".join(text_of(cells[1]) for cells in rows).split("\n")
    if not _counts(numbers, len(lines)) or not _is_code([cells[1] for cells in rows], lines):
        return None
    return "\n".join(lines)


def _rows(table: Tag) -> list[list[Tag]]:
    rows = (list(row.find_all(["td", "th"], recursive=False)) for row in table.find_all("tr"))
    return [cells for cells in rows if cells]


def _is_line(cells: Sequence[Tag]) -> bool:
    """Two cells, of which the first says nothing but a number."""
    return len(cells) == 2 and is_number(cells[0].get_text()) and cells[0].find("img") is None


def _counts(numbers: Sequence[str], lines: int) -> bool:
    """The numbers are those of so many lines, one after the other, or there are none."""
    first = int(numbers[0]) if numbers and len(numbers[0]) < 6 else 0
    counted = [str(first + at) for at in range(len(numbers))] == list(numbers)
    return not numbers or (counted and len(numbers) == lines >= _FEWEST)


def _is_code(cells: Sequence[Tag], lines: Sequence[str]) -> bool:
    """The cells are preformatted, by what their tags say or by what their lines begin with."""
    named = all(_CODE_WORDS.intersection(_WORD.findall(_classes(cell))) for cell in cells)
    inner = all(_is_all_code(cell) for cell in cells)
    return named or inner or (len(lines) > _FEWEST and any(line.startswith("  ") for line in lines[1:]))


def _classes(cell: Tag) -> str:
    return " ".join(map(str, cell.get_attribute_list("class"))).lower()


def _is_all_code(cell: Tag) -> bool:
    """All that a cell says stands in tags of code."""
    code = "".join(
        tag.get_text() for tag in cell.find_all(["code", "pre"]) if not tag.find_parent(["code", "pre"])
    )
    return code.strip() == cell.get_text().strip()
