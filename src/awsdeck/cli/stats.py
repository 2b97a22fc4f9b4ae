"""``awsdeck stats``: the figures of documents, as tables with bars or as JSON."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import options, reading, request

if TYPE_CHECKING:
    from awsdeck.stats import Stats

_BAR = 24  # characters of the longest bar
_NAME = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"


@click.command("stats")
@request.sources_argument
@options.forms
@options.subset
@reading.options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for all documents together.")
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Count cards by category, difficulty and service.

    Answers are measured as well. All documents are counted together; a card without an answer is none.
    Nothing is written.
    """
    from awsdeck import stats
    from awsdeck.selection import select

    decks, catalogue = request.read_decks(sources)
    asked = options.wish()
    found = stats.of(select([note for deck in decks for note in deck.ready], asked, catalogue))
    if as_json:
        documents = [{"title": deck.document.title, "source": deck.document.path} for deck in decks]
        click.echo(request.json_text({"documents": documents, **stats.values(found)}))
    else:
        for line in _lines(found):
            click.echo(line)
        for deck in decks:
            request.show_problems(deck.problems)
    if any(deck.has_errors for deck in decks):
        raise SystemExit(request.SOURCE_ERRORS)


def _lines(found: "Stats") -> Iterator[str]:
    yield request.count(found.cards, "card")
    yield from _category_lines(found)
    yield ""
    yield f"{'Service':{_NAME}}  Cards"
    most = found.services[0].cards if found.services else 0
    for service in found.services:
        yield _row(service.name, f"{service.cards:5}", service.cards, most)
    if found.without_service:
        yield f"{'(none)':{_NAME}}  {found.without_service:5}"
    yield ""
    lengths = found.lengths
    yield f"{'Words in an answer':{_NAME}}  Cards"
    most = max(span.cards for span in lengths.spans)
    for span in lengths.spans:
        yield _row(str(span), f"{span.cards:5}", span.cards, most)
    yield f"from {lengths.shortest} to {lengths.longest}, half of the answers up to {lengths.median:.0f}"
    yield ""
    yield f"{'Answers with':{_NAME}}  Cards  Share"
    for part, cards in found.parts.items():
        yield _row(part, f"{cards:5}  {found.share(part):5.0%}", cards, found.cards)


def _category_lines(found: "Stats") -> Iterator[str]:
    levels = [level for level, cards in found.levels.items() if cards]
    yield ""
    yield f"{'Category':{_NAME}}  {_cells(*levels, 'all')}"
    most = max((sum(row.values()) for _, row in found.categories), default=0)
    for category, row in found.categories:
        cards = sum(row.values())
        yield _row(category or "(none)", _cells(*(row[level] or "" for level in levels), cards), cards, most)
    if len(found.categories) > 1:
        yield f"{'(all)':{_NAME}}  {_cells(*(found.levels[level] for level in levels), found.cards)}"


def _cells(*values: str | int) -> str:
    return "  ".join(f"{value:>7}" for value in values)


def _row(name: str, cells: str, number: int, most: int) -> str:
    from awsdeck.text import one_line

    shown = one_line(name)
    shown = shown if len(shown) <= _NAME else f"{shown[: _NAME - 1]}…"
    return f"{shown:{_NAME}}  {cells}  {_bar(number, most)}".rstrip()


def _bar(number: int, most: int) -> str:
    """A bar as long as the number's part of the most; in plain letters where a terminal has no blocks."""
    length = number / most * _BAR if most else 0.0
    if not _has_blocks():
        return "#" * round(length)
    return "█" * int(length) + _EIGHTHS[int(length % 1 * 8)].strip()


def _has_blocks() -> bool:
    try:
        _EIGHTHS.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
