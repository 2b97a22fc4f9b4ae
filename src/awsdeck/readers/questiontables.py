"""Tables of Markdown whose columns are named Question and Answer.

In: the lines of a document. Out: lines with a question and its answer for each row, below a heading where a
column states the category; where the tables end; and the names of the columns. It must not know how
questions are found otherwise.

A column divides the questions if it says something of each, and the same of several; one that says something
else of each, as a short title does, is a part of the answers.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import COLUMNS, columnnames, difficulty, mdlines
from awsdeck.readers.lines import Line

_RULE = late(r"[\s|:-]+$")
_COUNTED = late(r"\W{0,9}(\d{1,5})\W{0,9}$")
_ITEM_TAG = late(r"<li[^<>]*>", re.IGNORECASE)
_LIST_TAGS = late(r"</?[uo]l[^<>]*>|</li>", re.IGNORECASE)
_BREAK = late(r"<br\s*/?>")
_PARTS = late(r"\0|<br\s*/?>")
_DEEPEST = 6


def as_questions(lines: Sequence[Line], apart: list[Passage]) -> tuple[list[Line], list[int]]:
    """The lines with each row of such tables as a question, and the positions behind the last rows.

    ``apart`` takes the names of the columns.
    """
    code = mdlines.code_positions(lines)
    found: list[Line] = []
    ends: list[int] = []
    at = depth = 0
    while at < len(lines):
        heading = mdlines.ATX.match(lines[at].text) if at not in code else None
        depth = len(heading["marks"]) if heading else depth
        if "|" not in lines[at].text or at in code:
            found.append(lines[at])
            at += 1
            continue
        table = list(takewhile(lambda i: "|" in lines[i].text and i not in code, range(at, len(lines))))
        asked = len(apart)
        found += _rows([lines[i] for i in table], depth, apart)
        ends += [len(found)] if len(apart) > asked else []
        at = table[-1] + 1
    return found, ends


def _rows(table: Sequence[Line], depth: int, apart: list[Passage]) -> Iterator[Line]:
    """The lines of a table, as questions if its header names them; ``depth`` is that of the heading above."""
    header = mdlines.split_row(table[0].text)
    columns = columnnames.places(header)
    if not columns:
        yield from table
        return
    rows = [(line.number, mdlines.split_row(line.text)) for line in table]
    asked = [(number, cells) for number, cells in rows if not (_is_rule(cells) or columnnames.places(cells))]
    topic = _dividing(columns, [cells for _, cells in asked])
    level = "#" * min(depth + 1, _DEEPEST) if depth else "##"
    for line, (number, cells) in zip(table, rows, strict=True):
        if _is_rule(cells):
            yield Line(number, "")
        elif columnnames.places(cells):
            apart.append(Passage(number, number, line.bare, COLUMNS))
            yield Line(number, "")
        else:
            told = _cell(cells, topic)
            yield from (Line(number, f"{level} {_BREAK.sub(' ', told)}"), Line(number, "")) if told else ()
            yield from _question(number, cells, columns)
            yield from _other_cells(
                number, header, cells, {*_known(columns), *([] if topic is None else [topic])}
            )


def _is_rule(cells: Sequence[str]) -> bool:
    return _RULE.match("|".join(["", *cells])) is not None


def _known(columns: Mapping[str, int]) -> set[int]:
    """The columns that `_question` reads."""
    return {at for name, at in columns.items() if name not in ("topic", "service", "id")}


def _dividing(columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that states the categories of the questions, if there is one."""
    for name in ("topic", "service"):
        told = [_cell(cells, columns.get(name)).casefold() for cells in rows]
        if all(told) and len(set(told)) < len(told) and 2 * len(set(told)) <= len(told) + 1:
            return columns[name]
    return None


def _cell(cells: Sequence[str], at: int | None) -> str:
    """What a cell says; nothing beyond the last one."""
    return cells[at].replace("\\|", "|").strip() if at is not None and at < len(cells) else ""


def _question(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Iterator[Line]:
    asked, place, rating, said = (
        _cell(cells, columns.get(name)) for name in ("question", "number", "level", "answer")
    )
    counted = _COUNTED.match(place)
    yield Line(number, f"<summary>{counted[1] + '. ' if counted else ''}{asked}</summary>")
    yield Line(number, "")
    if not counted and place:
        yield from (Line(number, f"- {place}"), Line(number, ""))
    if rating:
        yield Line(number, f"Difficulty: {difficulty.alone(rating) or rating}")
    answer = _ITEM_TAG.sub("\0- ", _LIST_TAGS.sub("\0", said))
    for part in _PARTS.split(answer):
        said = f"- {part[2:]}" if part.startswith("• ") else part
        if said.strip():
            yield Line(number, said.strip() + ("" if said.startswith("- ") else "  "))
    yield Line(number, "")


def _other_cells(
    number: int, header: Sequence[str], cells: Sequence[str], told: Collection[int]
) -> Iterator[Line]:
    """What a row says beside question and answer, each cell below the name of its column."""
    for at, cell in enumerate(cells):
        if cell and at not in told:
            name = header[at] if at < len(header) else ""
            yield from (Line(number, f"- {name}: {cell}" if name else f"- {cell}"), Line(number, ""))
