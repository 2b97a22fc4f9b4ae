"""The table of a page becomes rows of cells, as wide as they are said to be.

In: the tag of a table. Out: for each row its line in the source, and the texts of its cells. It must not know
how a table is written in Markdown.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bs4.element import Tag

from awsdeck.readers import htmltext, tables

_FIGURES = re.compile(r"[0-9]{1,9}")


def rows(tag: Tag, number: int) -> list[tuple[int, list[str]]]:
    """The rows of a table that have cells; ``number`` is the line of a row that has none of its own."""
    found = [_Row(row.sourceline or number, _cells(row)) for row in tag.find_all("tr")]
    return _grid([row for row in found if row.cells])


class _Cell(NamedTuple):
    text: str
    columns: int
    rows: int


class _Row(NamedTuple):
    number: int
    cells: tuple[_Cell, ...]


def _cells(row: Tag) -> tuple[_Cell, ...]:
    return tuple(
        _Cell(_cell_text(cell).replace("|", "\\|"), _span(cell, "colspan"), _span(cell, "rowspan"))
        for cell in row.find_all(["td", "th"], recursive=False)
    )


def _cell_text(cell: Tag) -> str:
    """The text of a cell; what stands in lines of its own there is parted by ``<br>``."""
    for block in cell.find_all(["p", "div", "li", "ul", "ol", "pre"]):
        block.insert_before("\0")
        block.insert_after("\0")
        if block.name == "li":
            first = next((child for child in block.children if str(child).strip()), None)
            inside = isinstance(first, Tag) and first.name in ("p", "div")
            (first if isinstance(first, Tag) and inside else block).insert(0, "• ")
    text = "".join(htmltext.inline(child) for child in cell.children)
    parts = [htmltext.SPACE.sub(" ", part).strip() for part in text.split("\0")]
    return "<br>".join(part for part in parts if part)


def _span(cell: Tag, name: str) -> int:
    return min(stated(cell, name), 50) or 1


def stated(tag: Tag, name: str) -> int:
    """The number that an attribute states; 1 without one."""
    value = str(tag.get(name) or 1)
    return int(value) if _FIGURES.fullmatch(value) else 1


def _grid(rows: Sequence[_Row]) -> list[tuple[int, list[str]]]:
    """The rows with every spanning cell repeated where it reaches: a card's table has no spans."""
    pending: dict[int, tuple[str, int]] = {}
    grid = []
    for row in rows:
        cells: list[str] = []
        waiting = list(reversed(row.cells))
        while waiting or len(cells) in pending:
            at = len(cells)
            if at in pending:
                text, left = pending.pop(at)
                if left > 1:
                    pending[at] = (text, left - 1)
                cells.append(text)
                continue
            cell = waiting.pop()
            for column in range(cell.columns if at < tables.WIDEST else 1):
                if cell.rows > 1 and at < tables.WIDEST:
                    pending[at + column] = (cell.text, cell.rows - 1)
                cells.append(cell.text if column == 0 else "")
        grid.append((row.number, tables.within_width(cells)))
    return grid
