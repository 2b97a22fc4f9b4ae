"""``awsdeck export``: documents become files for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import bars, options, reading, request, voice

if TYPE_CHECKING:
    from awsdeck.building.exporting import Made

# as in writers.FORMATS, which --help must not wait for; a test compares
FORMATS = ("anki-text", "csv", "json", "jsonl", "crowdanki", "markdown", "html", "mochi", "hashcards")


@click.command("export")
@request.sources_argument
@options.forms
@click.option("--to", "kind", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option("-o", "--output", type=options.Output(path_type=Path), help="The file to write, or the folder.")
@options.subset
@reading.options
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    kind: str,
    output: Path | None,
) -> None:
    """Write cards for other programs.

    Every document becomes a file in build/; with -o all documents become one file. The cards are those of
    a build, with the same ids in the same order.
    """
    from awsdeck.building.exporting import ExportOrder, export
    from awsdeck.writers import FORMATS as KNOWN

    documents = request.documents(sources)
    request.refuse_shared_locks(documents)
    if output and len(documents) > 1 and KNOWN[kind].single:
        raise click.UsageError(f"{kind} holds one document: name one, or leave -o out")
    asked = options.wish()
    with bars.shown():
        exported = export(
            ExportOrder(documents, kind, asked, output),
            request.settings(),
            request.now(),
        )
    request.show_problems(exported.unreadable)
    request.show_reading(exported.decks)
    for deck in exported.decks:
        request.show_problems(deck.problems)
    request.show_problems(exported.remarks)
    for made in exported.made:
        voice.say(_summary(made))
    if not exported.made:
        voice.say("nothing to write")
    if kind == "anki-text" and any(len(made.files) > 1 for made in exported.made):
        voice.say("  hint: copy the files in media/ into Anki's folder collection.media")
    if exported.has_errors:
        raise SystemExit(request.SOURCE_ERRORS)


def _summary(made: "Made") -> str:
    pictures = {media.name for note in made.notes for media in note.pictures.values()}
    shown = f", {request.count(len(pictures), 'picture')}" if pictures else ""
    return f"{made.path}: {request.count(len(made.notes), 'card')}{shown}"
