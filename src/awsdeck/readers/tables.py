"""Tables in copied text: with marks between the cells, or with the cells glued together.

In: lines of prose, and the words that the document and the catalogue know. Out: `Table` blocks, or the
reason why a run of lines that looks like a table can't be divided. It must not know of questions.

Glued cells (``LevelInstanceSubnet``) are divided where the evidence allows one way only: every row at its
best seams (`glue`), as many as the header has; a row that could be divided in two equally good ways leaves
the table undivided.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.model import Spans, Table, Text
from awsdeck.problems import Problem, warning
from awsdeck.readers.glue import Seam, seams
from awsdeck.readers.lines import Line
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

WIDEST = 64  # columns: every row is filled up to the widest one


Found = tuple[int, int, Table | None, list[Problem]]
"""First line, end line (not included), the table or None where it can't be divided, problems."""


def find(source: Source, lines: Sequence[Line], words: Vocabulary) -> Iterator[Found]:
    """The tables in a run of prose lines."""
    at = 0
    marked = delimited(lines)
    for first, end in marked:
        yield from _glued_runs(source, lines, at, first, words)
        table, problems = _divide_marked(source, lines[first:end])
        yield first, end, table, problems
        at = end
    yield from _glued_runs(source, lines, at, len(lines), words)


# --- cells with marks between them ----------------------------------------------------------------

_RULE = late(r"(?=[^-]*+-)[\s:|+-]++$")


def delimited(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of two or more lines whose cells are parted by tabs or by ``|``: first line and end."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        mark = _mark(lines[at])
        end = at + 1
        while mark and end < len(lines) and _mark(lines[end], mark):
            end += 1
        if mark and end - at >= 2:
            runs.append((at, end))
        at = end
    return runs


def _mark(line: Line, wanted: str | None = None) -> str | None:
    if not ("\t" in line.bare or "|" in line.bare) or line.is_item:
        return None
    if "\t" in line.bare and wanted in (None, "\t"):
        return "\t"
    pipes = " | " in line.bare or (line.bare.startswith("|") and line.bare.endswith("|"))
    ruled = wanted == "|" and "|" in line.bare and _RULE.fullmatch(line.text)
    if "|" in line.bare and (pipes or ruled) and wanted in (None, "|"):
        from awsdeck.readers import verbatim

        worded = any(character.isalnum() for character in line.bare) or ruled
        return "|" if worded and verbatim.weight(line) < verbatim.CERTAIN else None
    return None


def _divide_marked(source: Source, lines: Sequence[Line]) -> tuple[Table, list[Problem]]:
    mark = _mark(lines[0])
    rows: list[tuple[Line, list[str]]] = []
    for line in lines:
        if mark == "|":
            if _RULE.fullmatch(line.text):
                continue
            cells = line.bare.strip("|").split("|")
        else:
            cells = line.text.strip(" \n").split("\t")
        rows.append((line, within_width([cell.strip() for cell in cells])))
    return build(source, rows)


def build(source: Source, rows: Sequence[tuple[Line, Sequence[str]]]) -> tuple[Table, list[Problem]]:
    """A table from cells of text; rows of another length than the header's are filled up and reported."""
    width = max(len(cells) for _, cells in rows)
    expected = len(rows[0][1])
    problems = [
        ragged_row(source, line.number, len(cells), expected)
        for line, cells in rows
        if len(cells) != expected
    ]
    filled = [tuple(_cell(cell) for cell in (*cells, *[""] * (width - len(cells)))) for _, cells in rows]
    return Table(filled[0], tuple(filled[1:]), line=rows[0][0].number), problems


def within_width(cells: list[str]) -> list[str]:
    """The cells of a row; those beyond the widest table that is drawn stand in its last one together."""
    return cells if len(cells) <= WIDEST else [*cells[: WIDEST - 1], " | ".join(cells[WIDEST - 1 :])]


def ragged_row(source: Source, line: int, found: int, expected: int) -> Problem:
    """The complaint about a row that has more or fewer cells than the header."""
    return warning(
        source.at(line),
        "ragged-table",
        f"table row has {found} cell{'s' * (found != 1)} where the header has {expected}",
        "leave a cell empty if nothing belongs in it; write \\| for a bar within a cell",
    )


def _cell(text: str) -> Spans:
    return (Text(text),) if text else ()


# --- glued cells -----------------------------------------------------------------------------------

_MAX_COLUMNS = 8
_LONGEST_HEADER = 90
_STRIDE = 16  # of a run that is no table, so many lines at most are tried as its header before it has halved
_IN_ROWS = late(r"[$€£✓✔✗✘✅❌]|^[a-z]")
_DOUBTFUL_SHARE = 0.5  # of the seams: with more, the lines just name products


def _glued_runs(
    source: Source, lines: Sequence[Line], start: int, stop: int, words: Vocabulary
) -> Iterator[Found]:
    lines = lines[start:stop]
    if not _may_be_glued(lines):
        return
    found = [seams(line.bare, words) for line in lines]
    at = 0
    while at < len(lines):
        end = _run_end(lines, found, at)
        if end - at >= 2:
            table, problems = _divide_glued(source, lines[at:end], found[at:end])
            if table or problems:
                yield start + at, start + end, table, problems
                at = end
                continue
        at += max(1, (end - at) // _STRIDE)


def _run_end(lines: Sequence[Line], found: Sequence[list[Seam]], at: int) -> int:
    """Where the lines end that look like a header and its rows; ``at`` itself if there stands no header."""
    columns = _strong(found[at]) + 1
    if columns < 2 or not _may_be_header(lines[at]):
        return at
    end = at + 1
    while end < len(lines) and found[end]:
        if lines[end].is_sentence and _strong(found[end]) < columns - 1:
            break
        end += 1
    return end


def _may_be_glued(lines: Sequence[Line]) -> bool:
    """A glance: False only if none of the lines is the header of rows below it."""
    return any(map(_may_be_header, lines[:-1]))


def _may_be_header(line: Line) -> bool:
    """Short, no sentence, and made of names: prices and lower-case beginnings stand in rows."""
    text = line.bare
    return not line.is_sentence and len(text) <= _LONGEST_HEADER and not _IN_ROWS.search(text)


def _strong(row: Sequence[Seam]) -> int:
    return sum(seam.strong for seam in row)


def _divide_glued(
    source: Source, lines: Sequence[Line], found: Sequence[list[Seam]]
) -> tuple[Table | None, list[Problem]]:
    """The table, or the reason why there is none; neither where the lines are no table at all."""
    header = min(_strong(found[0]) + 1, _MAX_COLUMNS)
    cells = [_cells(line.bare, row, header) for line, row in zip(lines, found, strict=True)]
    strong = [seam for row in found for seam in row if seam.strong]
    if sum(seam.is_doubtful for seam in strong) > _DOUBTFUL_SHARE * len(strong):
        return None, []
    if all(cells):
        return build(source, [(line, row) for line, row in zip(lines, cells, strict=True) if row])
    able = sum(len(row) >= header - 1 or _strong(row) > 0 for row in found[1:])
    if able * 2 < len(lines) - 1 or (len(lines) == 2 and header == 2):
        return None, []
    line, row = next(
        (line, row) for line, row in zip(lines, found, strict=True) if _cells(line.bare, row, header) is None
    )
    return None, [_unsure(source, line, header, len(row) + 1)]


def _cells(text: str, row: Sequence[Seam], columns: int) -> list[str] | None:
    """The line in so many cells, or None where nothing decides between two ways to divide it."""
    ranked = sorted(row, key=lambda seam: -seam.weight)
    chosen, left = ranked[: columns - 1], ranked[columns - 1 :]
    if len(chosen) < columns - 1 or (chosen and left and left[0].weight == chosen[-1].weight):
        return None
    edges = [0, *sorted(seam.at for seam in chosen), len(text)]
    cells = [text[begin:end].strip() for begin, end in pairwise(edges)]
    return cells if all(cells) else None


def _unsure(source: Source, line: Line, columns: int, possible: int) -> Problem:
    return warning(
        source.at(line.number),
        "unsure-table",
        f"not sure where the cells of this row end ({columns} columns, {possible} pieces): {line.bare!r}",
        "put a tab or | between the cells; until then the table is kept as lines of text",
    )
