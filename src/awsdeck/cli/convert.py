"""``awsdeck convert``: any readable document as tidy Markdown."""

import sys
from pathlib import Path

import click

from awsdeck.cli import options, reading, request, voice


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
    with its language, real tables, and ids: reading it gives the same cards with the same ids.
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
        voice.say(f"{output}: {request.count(len(deck.notes), 'card')}")
        if output.with_suffix("").resolve() == source.with_suffix("").resolve():
            voice.say(f"  hint: move {source} away before you build: both are the same document")
    request.show_problems(deck.problems)
    if deck.has_errors:
        raise SystemExit(request.SOURCE_ERRORS)
