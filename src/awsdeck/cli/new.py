"""``awsdeck new``: a document to begin with."""

from pathlib import Path

import click

from awsdeck.cli import request


@click.command("new")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write a small starter document in Markdown.

    It explains how it is written. FILE ends in .md, such as source/my-questions.md; its name becomes the
    title of the deck. A file that is there already is never touched.
    """
    from awsdeck import starter
    from awsdeck.writers import files

    _refuse_bad_name(path, starter.ENDINGS)
    text = starter.document(path)
    try:
        files.create(path, text.encode())
    except OSError as failure:
        if path.exists():
            request.refuse(path, "this is there already, and stays as it is", "choose another name")
        raise click.ClickException(f"can't write {path}: {failure.strerror or failure}") from None
    click.echo(f"{path}: a starter with three sample cards; edit it, then: awsdeck build {path}", err=True)


def _refuse_bad_name(path: Path, endings: tuple[str, ...]) -> None:
    """Stop at a name that would not be read, or that would be taken for another document."""
    from awsdeck.readers import READERS
    from awsdeck.text import steers, tame

    if steers(str(path)):
        request.refuse(
            Path(tame(str(path))), "its name holds a character that steers terminals", "choose another name"
        )
    if path.suffix.lower() not in endings:
        request.refuse(
            path, "a starter is Markdown, its name ends in .md", f"awsdeck new {_in_markdown(path)}"
        )
    if request.is_about_the_folder(path):
        request.refuse(path, f"{path.stem} is taken for a file about the folder", "choose another name")
    twins = [path.with_suffix(ending) for ending in READERS if ending != path.suffix.lower()]
    for twin in twins:
        if twin.exists():
            request.refuse(path, f"{twin} has the same name and would share its lock", "choose another name")


def _in_markdown(path: Path) -> Path:
    """The name with the right ending; what only looks like an ending (``v1.2``) is kept."""
    from awsdeck.readers import READERS

    return path.with_suffix(".md") if path.suffix.lower() in READERS else Path(f"{path}.md")
