"""``awsdeck preview``: the cards in a browser, on one page."""

import webbrowser
from pathlib import Path

import click

from awsdeck.cli import options, reading, request, voice


@click.command("preview")
@request.sources_argument
@click.option(
    "-o", "--output", type=options.Output(path_type=Path, dir_okay=False), help="The HTML file to write."
)
@options.forms
@options.subset
@reading.options
@click.option("--no-open", is_flag=True, help="Only write the page, don't open it.")
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    no_open: bool,
) -> None:
    """Show the cards in a browser, as they look in Anki.

    Writes one HTML file that needs nothing else, with problems and figures too: build/preview.html unless -o
    names another. Then opens it.
    """
    from awsdeck import preview
    from awsdeck.building import packages
    from awsdeck.building.errors import unwritable
    from awsdeck.building.parts import parts_of
    from awsdeck.selection import select
    from awsdeck.writers import files

    decks, catalogue = request.read_decks(sources)
    asked = options.wish()
    wanted = select([note for deck in decks for note in deck.ready], asked, catalogue)
    path = output or packages.FOLDER / "preview.html"
    try:
        files.replace(path, preview.page(parts_of(decks, wanted)).encode())
    except OSError as failure:
        raise unwritable(path, failure) from None
    voice.say(f"{path}: {request.count(len(wanted), 'card')}")
    for deck in decks:
        request.show_problems(deck.problems)
    if not no_open:
        open_in_browser(path.resolve().as_uri())
    if any(deck.has_errors for deck in decks):
        raise SystemExit(request.SOURCE_ERRORS)


def open_in_browser(address: str) -> None:
    """Show a page to the person, or tell where it is."""
    if not webbrowser.open(address):
        click.echo(f"no browser was found; open {address} yourself", err=True)
