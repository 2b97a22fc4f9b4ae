"""Makes cards of the tables of an answer: a row at a time, and of two things which one a cell tells of.

In: a question's card. Out: drafts. It must not know which of them stand on their own.

A table compares things that are either its columns (below an empty corner, "Feature") or its rows. `FEATURES`
decide; a table for which they don't is left alone.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from awsdeck.forms import announced
from awsdeck.forms.topic import names_something, stem, telling_words, topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import Card, CodeSpan, Paragraph, Spans, Strong, Table, Text, plain
from awsdeck.text import words

ENOUGH = 2
_MOST_THINGS = 4  # named on a front
_STEM = 4  # letters that two forms of a word share at least
_REMARK = re.compile(r"\s*\([^)]*\)")
_MOST_WORDS = 14  # of a cell that stands on a front

# the corner of a table whose columns are the things: what a row is called there
_ASPECTS = frozenset(
    (
        *("feature", "features", "aspect", "aspects", "criterion", "criteria", "property", "properties"),
        *("attribute", "attributes", "dimension", "characteristic", "point", "category", "topic", "factor"),
        *("difference", "differences", "comparison", "parameter", "question", "area", "task", "item"),
    )
)


class Grid(NamedTuple):
    """A table with what its question says; cells as plain text."""

    table: Table
    question: str
    line: int
    lead: str

    @property
    def corner(self) -> str:
        """The first cell of the header."""
        return plain(self.table.header[0]).strip()

    @property
    def columns(self) -> tuple[str, ...]:
        """What stands above the columns behind the first."""
        return tuple(" ".join(plain(cell).split()) for cell in self.table.header[1:])

    @property
    def names(self) -> tuple[str, ...]:
        """The first cells of the rows."""
        return tuple(" ".join(plain(row[0]).split()) for row in self.table.rows)

    def asked(self, names: Sequence[str]) -> bool:
        """The question speaks of each of these."""
        said = telling_words(self.question)
        return bool(names) and all(telling_words(name) & said for name in names)


Feature = tuple[str, Callable[[Grid], bool], int]

FEATURES: tuple[Feature, ...] = (
    ("the corner is empty", lambda grid: not grid.corner, 3),
    ("the corner is a word for what is compared", lambda grid: _is_aspect(grid.corner), 2),
    ("the question names the columns", lambda grid: grid.asked(grid.columns), 2),
    (
        "the corner names what the rows are",
        lambda grid: bool(grid.corner) and not _is_aspect(grid.corner),
        -2,
    ),
    ("the question names the rows", lambda grid: grid.asked(grid.names), -2),
    ("the question names what the rows are", lambda grid: _is_named(grid.corner, grid.question), -1),
    ("only one column tells of the rows", lambda grid: len(grid.columns) == 1, -3),
)
"""What speaks for the columns being the things that are compared, and against it for the rows."""


def columns_are_things(grid: Grid) -> bool | None:
    """Whether the columns or the rows are compared; None if it can't be told."""
    score = sum(weight for _, holds, weight in FEATURES if holds(grid))
    return None if abs(score) < ENOUGH else score > 0


def compare(card: Card) -> Iterator[Draft]:
    """The cards of all comparison tables of an answer."""
    for found in announced.blocks(card.answer, card.first_line):
        if not isinstance(found.block, Table):
            continue
        grid = Grid(found.block, card.title, found.line, found.lead)
        why = _why_not(grid)
        if why:
            yield _unfit(grid, why)
        elif columns_are_things(grid):
            yield from _of_columns(grid)
        else:
            yield from _of_rows(grid)


def _why_not(grid: Grid) -> str | None:
    """What keeps a table from being a comparison."""
    if not grid.columns:
        return "a table of one column compares nothing"
    if len(grid.names) < 2:
        return "a table of one row compares nothing"
    if columns_are_things(grid) is None:
        return "its columns or its rows may be compared; with an empty corner the columns are"
    return None


def _unfit(grid: Grid, why: str) -> Draft:
    name = " · ".join(filter(None, (grid.corner, *grid.columns)))
    return Draft("compare", name, "", name, (), (), (), grid.line, unfit=why)


# --- columns are things ---------------------------------------------------------------------------


def _of_columns(grid: Grid) -> Iterator[Draft]:
    topic = _topic_of_things(grid)
    for row, name in zip(grid.table.rows, grid.names, strict=True):
        answer = (Table(grid.table.header, (row,)),)
        yield _draft(grid, topic, name, row, (Strong(_plain(row[0])), Text(_mark(name))), answer, least=0)
        if len(grid.columns) == 2:
            yield from _which_column(grid, topic, name, row)


def _topic_of_things(grid: Grid) -> str:
    """The things, after what the question is about where that says more than they do."""
    versus = " vs ".join(grid.columns[:_MOST_THINGS])
    topic = topic_of(grid.question)
    if all(_is_said(_REMARK.sub("", name), topic) for name in grid.columns):
        return topic
    return versus if not topic or telling_words(topic) <= telling_words(versus) else f"{topic} › {versus}"


def _is_said(name: str, topic: str) -> bool:
    """A topic names a thing: by its words, by forms of them, or spelled out (NLB: Network …)."""
    said = telling_words(topic)
    initials = "".join(word[0] for word in topic.split() if word[0].isupper())
    return (name.isupper() and name in initials) or all(
        word in said or any(_begins_alike(word, other) for other in said) for word in telling_words(name)
    )


def _begins_alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _STEM and (a.startswith(b) or b.startswith(a))


def _which_column(grid: Grid, topic: str, name: str, row: tuple[Spans, ...]) -> Iterator[Draft]:
    """Of two things, which one a cell tells of; one card for a row, for both its cells tell the same fact."""
    cells = [" ".join(plain(cell).split()) for cell in row[1:]]
    at = zlib.crc32(" ".join(words(name)).encode()) % 2  # the answer isn't always the first
    for which in (at, 1 - at):
        if _tells_apart(cells[which], cells[1 - which], grid.columns):
            shown = (Text(f"{name.rstrip(' ?:')}: “"), *row[1 + which], Text("”. Which one?"))
            answer = (Paragraph((Strong(grid.table.header[1 + which]),)),)
            yield _draft(grid, topic, name, row, shown, answer, key=f"{name}: which one?", choice=True)
            return


def _tells_apart(cell: str, other: str, columns: Sequence[str]) -> bool:
    """A cell that fits on a front, is unlike the other, and doesn't name what it tells of."""
    named = {stem(word) for column in columns for word in words(column)}
    mine, theirs = ({stem(word) for word in words(text)} for text in (cell, other))
    fits = bool(mine) and len(cell.split()) <= _MOST_WORDS
    return fits and not mine <= theirs and not mine & named


# --- rows are things ------------------------------------------------------------------------------


def _of_rows(grid: Grid) -> Iterator[Draft]:
    topic = announced.topic_with(topic_of(grid.question), grid.lead)
    for row, name in zip(grid.table.rows, grid.names, strict=True):
        asked = " · ".join(column.rstrip("?") for column in grid.columns if column)
        alone = len(grid.columns) == 1
        answer = (Paragraph(row[1]),) if alone else (Table(grid.table.header, (row,)),)
        yield _draft(
            grid, topic, name, row, (Strong(_plain(row[0])), Text(f": {asked}?" if asked else "?")), answer
        )
        if alone:
            yield from _which_row(grid, topic, name, row)


def _which_row(grid: Grid, topic: str, name: str, row: tuple[Spans, ...]) -> Iterator[Draft]:
    """Which row a cell tells of, where there is one column and no other row has the same."""
    cells = [words(plain(other[1])) for other in grid.table.rows]
    mine = words(plain(row[1]))
    known = {stem(word) for word in words(name)}
    if cells.count(mine) == 1 and not known & {stem(word) for word in mine} and len(mine) <= _MOST_WORDS:
        corner = _REMARK.sub("", grid.corner)
        kind = corner if names_something(corner) else "one"
        shown = (Text("“"), *row[1], Text(f"”. Which {kind[:1].lower()}{kind[1:]}?"))
        answer = (Paragraph((Strong(_plain(row[0])),)),)
        yield _draft(grid, topic, name, row, shown, answer, key=f"{name}: which one?", least=2)


# --- drafts ---------------------------------------------------------------------------------------


def _draft(
    grid: Grid,
    topic: str,
    name: str,
    row: tuple[Spans, ...],
    asked: Spans,
    answer: tuple[Paragraph | Table, ...],
    *,
    key: str = "",
    least: int = 1,
    choice: bool = False,
) -> Draft:
    return Draft(
        form="compare",
        name=key or name,
        topic=topic,
        subject=name if not key else plain(asked).split("Which")[0],
        question=(Text(f"{topic} › ") if topic else Text(""), *asked),
        answer=answer,
        substance=(Table((), (row,)),),
        line=grid.line,
        least=least,
        choice=choice,
    )


def _mark(name: str) -> str:
    """A row that is a question has its mark already."""
    return "" if name.endswith("?") else "?"


def _plain(spans: Spans) -> Spans:
    """A cell without bold of its own; code stays code."""
    found: list[Text | CodeSpan] = []
    for span in spans:
        found.append(span if isinstance(span, CodeSpan) else Text(plain((span,))))
    return tuple(found)


def _is_aspect(corner: str) -> bool:
    return " ".join(words(corner)) in _ASPECTS


def _is_kind(corner: str) -> bool:
    return bool(corner) and not _is_aspect(corner)


def _is_named(corner: str, question: str) -> bool:
    named = telling_words(_REMARK.sub("", corner))
    return bool(named) and named <= telling_words(question)
