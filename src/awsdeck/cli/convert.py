"""``awsdeck convert``: any readable document as tidy Markdown."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import options, reading, request, voice

if TYPE_CHECKING:
    from awsdeck.pipeline import Deck


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o", "--output", type=options.Output(path_type=Path, dir_okay=False), help="The file to write."
)
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@reading.options
@request.reports_errors
def command(source: Path, output: Path | None, force: bool) -> None:
    """Write a document in awsdeck's Markdown form.

    To go on by hand from there; without -o it goes to the terminal. Numbers, difficulties, services, code
    with its language, real tables, and ids: reading it gives the same cards with the same ids. Into another
    folder pictures are copied along.
    """
    from awsdeck.text import tame
    from awsdeck.writers import files
    from awsdeck.writers.markdown import markdown

    decks, _ = request.read_decks((source,))
    (deck,) = decks
    if not deck.document.cards:
        request.show_problems(deck.problems)
        raise SystemExit(request.SOURCE_ERRORS)
    text = markdown(deck.document, deck.notes)
    if output is None:
        click.echo(tame(text) if voice.is_terminal(sys.stdout) else text, nl=False)
    elif output.exists() and output.samefile(source):
        raise click.UsageError("the output is the source itself; name another file")
    elif output.exists() and not force and output.read_bytes() != text.encode():
        told = f"{output} is there already, perhaps edited by hand, and stays as it is"
        raise click.UsageError(f"{told}; name another file, or say --force")
    else:
        try:
            files.replace(output, text.encode())
        except OSError as failure:
            raise click.ClickException(f"can't write {output}: {failure.strerror or failure}") from None
        copied = _pictures(deck, output, force=force)
        pictures = f", {request.count(copied, 'picture')} copied along" if copied else ""
        voice.say(f"{output}: {request.count(len(deck.notes), 'card')}{pictures}")
        if output.with_suffix("").resolve() == source.with_suffix("").resolve():
            voice.say(f"  hint: move {source} away before you build: both are the same document")
    request.show_problems(deck.problems)
    if deck.has_errors:
        raise SystemExit(request.SOURCE_ERRORS)


def _pictures(deck: "Deck", output: Path, *, force: bool) -> int:
    """Put the pictures where the written text looks for them; how many had to be copied.

    A file that is there already and says something else stays, unless ``force`` says otherwise: that is told.
    """
    from urllib.parse import unquote

    from awsdeck.writers import files

    folder = output.parent.resolve()
    shown = {src: media.data for note in deck.notes for src, media in note.pictures.items()}
    copied = 0
    for src, data in shown.items():
        place = (folder / unquote(src)).resolve()
        if src.startswith("data:") or (place.is_file() and place.read_bytes() == data):
            continue
        if not place.is_relative_to(folder):
            click.echo(
                f"{output}: the picture {src} was not copied: it would lie outside {output.parent}", err=True
            )
        elif place.exists() and not force:
            click.echo(
                f"{place}: another file is there already and stays; the picture {src} was not copied",
                err=True,
            )
        else:
            try:
                files.replace(place, data)
            except OSError as failure:
                raise click.ClickException(f"can't write {place}: {failure.strerror or failure}") from None
            copied += 1
    return copied
