"""Tables in copied text: with marks between the cells, or with the cells glued together.

In: lines of prose, and the words that the document and the catalogue know. Out: `Table` blocks, or the
reason why a run of lines that looks like a table can't be divided. It must not know of questions.

Glued cells (``LevelInstanceSubnet``) are divided where the evidence allows one way only. Every place
within a word where a cell may end is a `Seam`, weighed by named features; the number of columns is the
one that all lines can bear; a line that could be divided in two equally good ways is not divided.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from awsdeck.model import Spans, Table, Text
from awsdeck.problems import Problem, warning
from awsdeck.readers import verbatim
from awsdeck.readers.lines import Line
from awsdeck.source import Source

Words = Callable[[str], bool]
"""Tells whether a word is known: it stands alone elsewhere in the document, or names a service."""

Found = tuple[int, int, Table | None, list[Problem]]
"""First line, end line (not included), the table or None where it can't be divided, problems."""

_MAX_COLUMNS = 8
_CERTAIN = 2


def find(source: Source, lines: Sequence[Line], words: Words) -> Iterator[Found]:
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

_RULE = re.compile(r"\s*\|?[\s:|+-]*-[\s:|+-]*$")


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
    if "\t" in line.bare and wanted in (None, "\t"):
        return "\t"
    pipes = " | " in line.bare or (line.bare.startswith("|") and line.bare.endswith("|"))
    ruled = wanted == "|" and "|" in line.bare and _RULE.fullmatch(line.text)
    if "|" in line.bare and (pipes or ruled) and wanted in (None, "|"):
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
            rows.append((line, [cell.strip() for cell in line.bare.strip("|").split("|")]))
        else:
            rows.append((line, [cell.strip() for cell in line.text.strip(" \n").split("\t")]))
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


def ragged_row(source: Source, line: int, found: int, expected: int) -> Problem:
    """The complaint about a row that has more or fewer cells than the header."""
    return warning(
        source.at(line),
        "ragged-table",
        f"table row has {found} cell{'s' * (found != 1)} where the header has {expected}",
        "give the row as many cells as the header; leave a cell empty if nothing belongs in it",
    )


def _cell(text: str) -> Spans:
    return (Text(text),) if text else ()


# --- glued cells -----------------------------------------------------------------------------------

_TOKEN = re.compile(r"\S+")
_TICKS = "✓✔✗✘✅❌"
_CLOSING = rf"[)\]%”’{_TICKS}]"
_PLACES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("small letter, then capital", 2, re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")),
    ("bracket or sign, then word, figure or sign", 2, re.compile(rf"(?<={_CLOSING})(?=[\w~$€£<>{_TICKS}])")),
    ("word, then a tick, currency or circa sign", 2, re.compile(rf"(?<=[\w)])(?=[~$€£≈{_TICKS}])")),
    ("figure, then capitalised word", 2, re.compile(r"(?<=\d)(?=[A-Z][a-z]{2})")),
    ("abbreviation, then capitalised word", 2, re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")),
    ("word, then figure", 0, re.compile(r"(?<=[a-z]{3})(?=\d)")),
)  # fmt: skip
_CAPITALS = re.compile(r"[A-Z]{4,}(?![a-z])|[A-Z]{4,}(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Seam:
    """A place in a line where one cell may end and the next begin, and what speaks for it."""

    at: int
    weight: int
    why: tuple[str, ...]


def seams(text: str, words: Words) -> list[Seam]:
    """The places where cells may meet, in order. None lies within brackets or within a known word."""
    return [
        seam
        for token in _TOKEN.finditer(text)
        for seam in _token_seams(token[0], token.start(), words)
        if not _in_brackets(text, seam.at)
    ]


def _token_seams(token: str, start: int, words: Words) -> Iterator[Seam]:
    if words(token.strip("().,;:!?\"'")):
        return
    inside = _inside_known_words(token, words)
    places: dict[int, tuple[int, list[str]]] = {}
    for name, weight, pattern in _PLACES:
        for match in pattern.finditer(token):
            if match.start() not in inside:
                held, why = places.get(match.start(), (0, []))
                places[match.start()] = (max(held, weight), [*why, name])
    for cut in _abbreviation_cuts(token, words):
        places.setdefault(cut, (_CERTAIN, ["between two known abbreviations"]))
    cuts = sorted(places)
    for index, place in enumerate(cuts):
        weight, why = places[place]
        left = token[cuts[index - 1] if index else 0 : place]
        right = token[place : cuts[index + 1] if index + 1 < len(cuts) else len(token)]
        for side, name in ((left, "known word before"), (right, "known word after")):
            if words(_edge_word(side, last=side is left)):
                weight += 1
                why = [*why, name]
        if weight >= _CERTAIN:
            yield Seam(start + place, weight, tuple(why))


def _abbreviation_cuts(token: str, words: Words) -> set[int]:
    """Where a run of capitals divides into two known abbreviations, if it does so in one way only."""
    cuts: set[int] = set()
    for run in _CAPITALS.finditer(token):
        if not words(run[0]):
            ways = [cut for cut in range(2, len(run[0]) - 1) if words(run[0][:cut]) and words(run[0][cut:])]
            cuts.update(run.start() + cut for cut in ways if len(ways) == 1)
    return cuts


def _edge_word(piece: str, *, last: bool) -> str:
    """The word of a piece that touches the seam."""
    found = re.findall(r"[^\W_]+(?:['’][a-z]+)?", piece)
    if not found:
        return ""
    return str(found[-1] if last else found[0])


def _inside_known_words(token: str, words: Words) -> set[int]:
    """Places within a known compound such as a product's name in mixed case."""
    inside: set[int] = set()
    cuts = sorted(
        {0, len(token)} | {match.start() for _, _, place in _PLACES for match in place.finditer(token)}
    )
    for index, begin in enumerate(cuts):
        for end in cuts[index + 2 :]:
            piece = token[begin:end].strip("().,;:")
            if piece.isalnum() and words(piece):
                inside.update(cut for cut in cuts if begin < cut < end)
    return inside


def _in_brackets(text: str, place: int) -> bool:
    opened = text.count("(", 0, place) - text.count(")", 0, place)
    return opened > 0 and ")" in text[place:]


def _glued_runs(
    source: Source, lines: Sequence[Line], start: int, stop: int, words: Words
) -> Iterator[Found]:
    at = start
    while at < stop:
        end = at
        while end < stop and seams(lines[end].bare, words):
            end += 1
        while (
            end - at > 1
            and lines[end - 1].is_sentence
            and not any(x.is_sentence for x in lines[at : end - 1])
        ):
            end -= 1
        if end - at >= 2 and not lines[at].is_sentence:
            table, problems = _divide_glued(source, lines[at:end], words)
            yield at, end, table, problems
        at = max(end, at + 1)


def _divide_glued(source: Source, lines: Sequence[Line], words: Words) -> tuple[Table | None, list[Problem]]:
    found = [seams(line.bare, words) for line in lines]
    columns = _columns([len(row) + 1 for row in found])
    rows: list[tuple[Line, list[str]]] = []
    for line, row in zip(lines, found, strict=True):
        cells = _cells(line.bare, row, columns)
        if cells is None:
            return None, [_unsure(source, line, columns, len(row) + 1)]
        rows.append((line, cells))
    return build(source, rows)


def _columns(counts: Sequence[int]) -> int:
    """The number of columns on which most lines agree; between equals, the header's."""
    possible = [count for count in range(2, _MAX_COLUMNS + 1) if count in counts]
    if not possible:
        return _MAX_COLUMNS
    return max(possible, key=lambda count: (counts.count(count), counts[0] == count, -count))


def _cells(text: str, row: Sequence[Seam], columns: int) -> list[str] | None:
    """The line in so many cells, or None where nothing decides between two ways to divide it."""
    ranked = sorted(row, key=lambda seam: -seam.weight)
    chosen, left = ranked[: columns - 1], ranked[columns - 1 :]
    if len(chosen) < columns - 1 or (left and left[0].weight == chosen[-1].weight):
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
