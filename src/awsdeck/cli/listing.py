"""``awsdeck list``: the cards of documents as a table or as JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import options, reading, replay, request

if TYPE_CHECKING:
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck

_HEADER = ("No", "Level", "Services", "Category", "Question")
_WIDTHS = (4, 6, 24, 24)


@click.command("list")
@request.sources_argument
@options.forms
@options.subset
@reading.options
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON: one object, or a list for several documents."
)
@click.option("--id", "ids", multiple=True, help="Only the card with this id, as in its field ID in Anki.")
@click.option("--ids", "show_ids", is_flag=True, help="Show the id of each card.")
@click.option("--why", is_flag=True, help="Show the evidence for service tags, and why a card was not made.")
@replay.replays
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    as_json: bool,
    ids: tuple[str, ...],
    show_ids: bool,
    why: bool,
) -> None:
    """List the cards of documents. Nothing is written."""
    from awsdeck.selection import select

    decks, catalogue = request.read_decks(sources)
    asked = options.wish()
    notes = [note for deck in decks for note in deck.made]
    chosen = set(map(id, select(notes, asked, catalogue)))
    if ids:
        chosen &= {id(note) for note in notes if note.identity.id in ids}
        _explain_missing(decks, set(ids) - {note.identity.id for note in notes})
    parts = [(deck, [note for note in deck.made if id(note) in chosen]) for deck in decks]
    if as_json:
        from awsdeck.writers.listing import listing

        values = [listing(deck.document, wanted, deck.problems, deck.left_out) for deck, wanted in parts]
        click.echo(request.json_text(values[0] if len(values) == 1 else values))
    else:
        for deck, wanted in parts:
            if not wanted and len(parts) > 1:
                continue
            _print(deck.document.title, wanted, why=why, show_ids=show_ids)
            if why:
                _print_left_out(deck)
            request.show_problems(deck.problems)
    if any(deck.has_errors for deck in decks):
        raise SystemExit(request.SOURCE_ERRORS)


def _explain_missing(decks: Sequence["Deck"], ids: set[str]) -> None:
    """An id that no card has belongs to a removed card, or to none at all."""
    locks = [deck.resolution.lock for deck in decks]
    gone = {entry.id: entry for lock in locks for entry in (*lock.entries, *lock.parts) if entry.removed}
    for card_id in sorted(ids):
        if card_id not in gone:
            raise click.UsageError(f"no card has the id {card_id!r}")
        click.echo(f"{card_id}: removed from the document; it asked {gone[card_id].question!r}", err=True)


def _print(title: str, notes: Sequence["Note"], *, why: bool, show_ids: bool) -> None:
    from awsdeck.text import one_line

    incomplete = sum(not note.is_ready for note in notes)
    left_out = f", {incomplete} of them incomplete and left out of decks" if incomplete else ""
    click.echo(f"{one_line(title)}: {request.count(len(notes), 'card')}{left_out}")
    click.echo(_row(_HEADER))
    for note in notes:
        card = note.card
        cells = (
            str(card.number or ""),
            card.difficulty or "",
            ", ".join(note.service_slugs),
            card.category or "",
            card.title,
        )
        click.echo(_row([one_line(cell) for cell in cells]))
        if show_ids:
            click.echo(f"      {one_line(note.identity.id)}")
        if why:
            for evidence in note.services:
                click.echo(f"      {one_line(str(evidence))}")


def _print_left_out(deck: "Deck") -> None:
    """The cards that would not stand alone, each with the reason."""
    from awsdeck.text import one_line

    for found in deck.left_out:
        place = f"{deck.document.path}:{found.line}"
        click.echo(f"{place}: not made: {found.form} {one_line(found.name)!r}: {one_line(found.why)}")


def _row(cells: Sequence[str]) -> str:
    fitted = [_fit(cell, width) for cell, width in zip(cells[:-1], _WIDTHS, strict=True)]
    return "  ".join((*fitted, cells[-1])).rstrip()


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
