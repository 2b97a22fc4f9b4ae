"""A pasted spreadsheet: rows of cells parted by tabs, under a row that names Question and Answer.

In: the lines of a document. Out: lines with a question and its answer for each row, and what else these
say. It must not know how questions are found otherwise, nor what a block is.

A spreadsheet puts a cell of several lines between double quotes, and doubles the quotes within.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage, Pattern
from awsdeck.problems import Problem
from awsdeck.readers import COLUMNS, columnnames, difficulty, labels
from awsdeck.readers.lines import Line, Lines
from awsdeck.readers.quiz import Quiz
from awsdeck.source import Source

_FEWEST = 2  # rows
_MOST = 0.6  # of the lines of the document belong to the rows
_NUMBER = late(r"\W{0,3}(\d{1,5})\W{0,3}")
_LETTERS = late(r"[^\W\d_]{2}")


class Sheet(NamedTuple):
    """The rows as questions and answers; ``topics`` holds the topic of each by the number of its first line.

    ``answers`` are the positions of lines that are no questions, ``apart`` are the names of the columns, and
    what stands between the rows or below them. ``why`` tells what the rows were found as, ``unrated`` are the
    numbers of lines whose difficulty isn't known though others are, with what they say. ``quiz`` has the
    questions with options, ``forms`` those of the questions where it is known that they are some.
    """

    lines: Sequence[Line]
    answers: frozenset[int]
    topics: Mapping[int, str]
    apart: tuple[Passage, ...]
    why: str
    unrated: tuple[tuple[int, str], ...] = ()
    quiz: Quiz = Quiz()
    forms: frozenset[str] = frozenset()

    def problems(self, source: Source) -> Iterator[Problem]:
        """What to tell of the difficulties that aren't known."""
        return (labels.unknown_difficulty(source, line, value) for line, value in self.unrated)


class Cell(NamedTuple):
    """The lines of a cell."""

    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return " ".join(line.bare for line in self.lines if not line.blank)


class Row(NamedTuple):
    """The cells of a row that stands on some lines of the document."""

    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]

    def cell(self, at: int | None) -> Cell:
        """A cell, empty beyond the last."""
        return self.cells[at] if at is not None and at < len(self.cells) else Cell()


def find(lines: Sequence[Line]) -> Sheet | None:
    """The spreadsheet that the document is, if it is one."""
    at = next((at for at, line in enumerate(lines) if "\t" in line.text.strip()), None)
    if at is None:
        return None
    header = [cell.strip(' "') for cell in lines[at].text.split("\t")]
    columns = columnnames.places(header)
    if not columns:
        return None
    if "id" in columns:
        columns.setdefault("number", columns["id"])
    found_rows = rows(lines[at + 1 :], quoted=True) or rows(lines[at + 1 :], quoted=False) or []
    asking = [
        len(row.cells) > 1 and row.cell(columns["question"]).text not in ("", header[columns["question"]])
        for row in found_rows
    ]
    asked = [*compress(found_rows, asking)]
    worded = sum(bool(_LETTERS.search(row.cell(columns["question"]).text)) for row in asked)
    filled = sum(not line.blank for line in lines)
    held = sum(not line.blank for row in asked for line in row.lines)
    if len(asked) < _FEWEST or worded < _MOST * len(asked) or held < _MOST * (filled - 1):
        return None
    others = [row for row, asks in zip(found_rows, asking, strict=True) if not asks]
    apart = [_passage(row.lines, "stands between or below the rows of a table") for row in others]
    numbers = [_NUMBER.fullmatch(row.cell(columns.get("number")).text) for row in asked]
    named = columns if all(numbers) else {name: place for name, place in columns.items() if name != "number"}
    found = list(lines[:at])
    places: list[int] = []
    for row in asked:
        places.append(len(found) + 1)
        found.extend(_card(row, named, header))
    topic = columns.get("topic")
    return Sheet(
        Lines(found),
        frozenset(range(len(found))).difference(places),
        {row.lines[0].number: row.cell(topic).text for row in asked if row.cell(topic).text},
        (_passage(lines[at : at + 1], COLUMNS), *apart),
        f"rows below {' | '.join(header)!r}",
        _unrated(asked, columns.get("level")),
    )


def _unrated(rows: Sequence[Row], level: int | None) -> tuple[tuple[int, str], ...]:
    """The difficulties that aren't known, where most are: else the column states something else."""
    stated = [(row.lines[0].number, row.cell(level).text) for row in rows if row.cell(level).text]
    unknown = tuple((line, value) for line, value in stated if difficulty.alone(value) is None)
    return unknown if len(unknown) * 2 < len(stated) else ()


def shown(patterns: Sequence[Pattern], sheet: Sheet, source: Source) -> tuple[Pattern, ...]:
    """The patterns with the rows as they stand in the document."""
    return tuple(
        replace(pattern, example=source.lines[pattern.line - 1].strip(), why=(*pattern.why, sheet.why))
        if pattern.certain
        else pattern
        for pattern in patterns
    )


def rows(lines: Sequence[Line], *, quoted: bool, separator: str = "\t") -> list[Row] | None:
    """The rows; None if a quote is opened that nothing closes."""
    found: list[Row] = []
    row: list[Line] = []
    cells: list[list[Line]] = []
    within = False
    for line in lines:
        row.append(line)
        for at, piece in enumerate(line.text.split(separator)):
            if within and at:
                cells[-1][-1] = Line(line.number, f"{cells[-1][-1].text}{separator}{piece}")
            elif within:
                cells[-1].append(Line(line.number, piece))
            else:
                cells.append([Line(line.number, piece)])
            opens = quoted and (within or piece.lstrip(" ").startswith('"'))
            within = within != (opens and piece.count('"') % 2 == 1)
        if not within:
            if not all(line.blank for line in row):
                found.append(Row(tuple(row), tuple(_cell(cell, quoted=quoted) for cell in cells)))
            row, cells = [], []
    return None if within else found


def _cell(lines: Sequence[Line], *, quoted: bool) -> Cell:
    text = "\n".join(line.text for line in lines).strip(" ")
    if quoted and len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    parts = zip(lines, text.split("\n"), strict=False)
    return Cell(tuple(Line(line.number, part.rstrip()) for line, part in parts if part.strip()))


def _card(row: Row, columns: Mapping[str, int], header: Sequence[str]) -> Iterator[Line]:
    """The row as a question with its answer below it, and below that what else it says."""
    number = row.lines[0].number
    counted = _NUMBER.fullmatch(row.cell(columns.get("number")).text)
    rating = row.cell(columns.get("level")).text
    level = difficulty.alone(rating)
    asked = row.cell(columns["question"]).text
    yield Line(number, "")
    yield Line(number, f"Q{counted[1] if counted else ''}: {asked}{f' ({level})' if level else ''}")
    for place, line in enumerate(row.cell(columns["answer"]).lines):
        yield Line(line.number, line.text if place else f"Answer: {line.text}")
    told = {columns["question"], columns["answer"], columns.get("topic")}
    told |= {columns.get("number")} if counted else set()
    told |= {columns.get("level")} if level else set()
    for at, cell in enumerate(row.cells):
        if at not in told and cell.text:
            name = header[at] if at < len(header) else ""
            last = row.lines[-1].number
            yield from (Line(last, ""), Line(last, f"{name}: {cell.text}" if name else cell.text))


def _passage(lines: Sequence[Line], why: str) -> Passage:
    text = "\n".join(line.bare for line in lines if not line.blank)
    return Passage(lines[0].number, lines[-1].number, text, why)
