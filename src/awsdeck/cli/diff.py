"""``awsdeck diff``: what changed since the last build, and what an import will do."""

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awsdeck.cli import options, reading, request

if TYPE_CHECKING:
    from awsdeck.changes import CardChange, Lines, Report
    from awsdeck.pipeline import Deck

_MANY = 100  # changed cards, for which a second process is worth its beginning
_COLOURS = {"added": "green", "restored": "green", "removed": "red", "moved": "yellow"}


@click.command("diff")
@request.sources_argument
@options.forms
@reading.options
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list with one object for each document.")
@request.reports_errors
def command(sources: tuple[Path, ...], as_json: bool) -> None:
    """Show what changed since the last build, card by card.

    Then what an import will do. Nothing is written. The text of old answers comes from the last package in
    build/.
    """
    decks, _ = request.read_decks(sources)
    reports = [(deck, _compared(deck)) for deck in decks]
    if as_json:
        values = [_values(deck.document.path, found) for deck, found in reports]
        click.echo(request.json_text(values))
    else:
        for deck, found in reports:
            click.echo("\n".join(_lines(deck.document.path, found)))
            request.show_problems(deck.problems)
    from awsdeck.building.lost import lost_lock

    without_lock = [problem for deck in decks if (problem := lost_lock(deck))]
    request.show_problems(without_lock)
    if without_lock or any(deck.has_errors for deck in decks):
        raise SystemExit(request.SOURCE_ERRORS)


def _compared(deck: "Deck") -> "Report":
    from awsdeck import workers
    from awsdeck.building.removed import last_built
    from awsdeck.changes import changed, in_build, report, said_before, said_now

    seen = in_build(deck)
    asked = changed(seen)

    def last() -> "dict[str, Lines]":
        return said_before(seen, last_built(deck, asked))

    # to read a package takes as long as to draw some hundred answers
    with workers.meanwhile(last, worth=len(asked) > _MANY) as before:
        now = said_now(deck, seen)
        return report(deck, seen, before(), now)


def _lines(path: str, found: "Report") -> Iterator[str]:
    for change in found.changes:
        yield from change_lines(path, change)
    yield f"{path}: an import adds {found.new}, updates {found.updated}, leaves {found.unchanged} as they are"
    yield from advice(found)


def advice(found: "Report", told: Collection[str] = ()) -> Iterator[str]:
    """What a package can't do, and how the learner finishes it by hand; ``told`` are ids told otherwise."""
    for deck, text in found.moved_searches.items():
        yield f"An import never moves a card to {deck!r}."
        yield "In Anki's browser search for this, select all, and choose Cards > Change Deck:"
        yield f"  {text}"
    removed = found.removed_search(told)
    if removed:
        yield "An import never removes a card."
        yield "In Anki's browser search for this, and delete what you no longer want:"
        yield f"  {removed}"


def change_lines(path: str, change: "CardChange") -> Iterator[str]:
    """One change as text."""
    from awsdeck.text import one_line

    colour = next((_COLOURS[kind] for kind in change.kinds if kind in _COLOURS), "cyan")
    place = f"{path}:{change.line}: " if change.line else ""
    yield click.style(f"{place}{', '.join(change.kinds)}: {one_line(change.question)!r}", fg=colour)
    if change.question_before is not None and "reworded" in change.kinds:
        yield click.style(f"  - {one_line(change.question_before)}", fg="red")
        yield click.style(f"  + {one_line(change.question)}", fg="green")
    if change.deck_before is not None and "moved" in change.kinds:
        yield f"  from {one_line(change.deck_before)!r} to {one_line(change.deck)!r}"
    if "answer changed" in change.kinds:
        yield from _answer_lines(change)


def _answer_lines(change: "CardChange") -> Iterator[str]:
    from awsdeck.text import one_line

    if change.before is None:
        yield "  (the last package isn't in build/, so there is no old answer to compare with)"
        return
    for line in difflib.unified_diff(change.before, change.after, lineterm="", n=1):
        if line.startswith(("---", "+++", "@@")):
            continue
        colour = {"+": "green", "-": "red"}.get(line[0])
        yield click.style(f"  {line[0]} {one_line(line[1:])}".rstrip(), fg=colour)


def _values(path: str, found: "Report") -> dict[str, Any]:
    return {
        "source": path,
        "import": {"new": found.new, "updated": found.updated, "unchanged": found.unchanged},
        "changes": [change_values(change) for change in found.changes],
        "removed_search": found.removed_search(),
        "moved_searches": dict(found.moved_searches),
    }


def change_values(change: "CardChange") -> dict[str, Any]:
    """One change for programs."""
    return {
        "id": change.id,
        "kinds": list(change.kinds),
        "line": change.line,
        "question": change.question,
        "question_before": change.question_before,
        "deck": change.deck,
        "deck_before": change.deck_before,
        "answer_before": None if change.before is None else "\n".join(change.before),
        "answer": "\n".join(change.after),
    }
