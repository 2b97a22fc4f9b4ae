"""``awsdeck build``: documents become Anki packages."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import common

if TYPE_CHECKING:
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck

BUILD_FOLDER = Path("build")


@click.command("build")
@common.sources_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The package to write.")
@common.subset_options
@click.option(
    "--split", type=click.Choice(["category", "service", "difficulty"]), help="One package for each value."
)
@click.option("--strict", is_flag=True, help="Write nothing if a source has errors.")
@common.reports_errors
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    categories: tuple[str, ...],
    services: tuple[str, ...],
    difficulties: tuple[str, ...],
    numbers: tuple[str, ...],
    split: str | None,
    strict: bool,
) -> None:
    """Build Anki packages.

    Every document becomes build/NAME.apkg. With -o all documents go into one package of that name.
    A subset is named after what was asked for, unless -o names it.
    """
    if output:
        _refuse_unsafe(output)
    decks, catalogue = common.read_decks(sources)
    for deck in decks:
        common.show_problems(deck.problems)
    failed = len(decks) < len(common.documents(sources)) or any(deck.has_errors for deck in decks)
    if failed and strict:
        click.echo("nothing written: the source has errors (--strict)", err=True)
        raise SystemExit(common.SOURCE_ERRORS)
    asked = common.wish(categories, services, difficulties, numbers)
    notes = [note for deck in decks for note in deck.ready]
    chosen = set(map(id, common.selected(notes, asked, catalogue)))
    for path, part in _packages(decks, output, asked.name):
        wanted = [note for note in part if id(note) in chosen]
        if wanted:
            _write(wanted, path, split)
    if failed:
        raise SystemExit(common.SOURCE_ERRORS)


def _packages(
    decks: Sequence["Deck"], output: Path | None, subset: str
) -> list[tuple[Path, Sequence["Note"]]]:
    """Which notes go to which file, before any subset is taken."""
    if output:
        return [(output, [note for deck in decks for note in deck.ready])]
    packages: dict[Path, Sequence[Note]] = {}
    for deck in decks:
        path = _path(Path(deck.document.path).stem, subset)
        if path in packages:
            raise click.UsageError(f"two documents would both become {path}; name one, or use -o")
        packages[path] = deck.ready
    return list(packages.items())


def _path(stem: str, subset: str) -> Path:
    """The package for a document or a subset of it, under a name that Anki takes for a deck."""
    from awsdeck.writers.apkg import is_restored_by_anki

    name = f"{stem}-{subset}.apkg" if subset else f"{stem}.apkg"
    return BUILD_FOLDER / (f"deck-{name}" if is_restored_by_anki(name) else name)


def _refuse_unsafe(output: Path) -> None:
    from awsdeck.writers.apkg import is_restored_by_anki

    if is_restored_by_anki(output.name):
        raise click.UsageError(
            f"{output.name} is a name under which Anki restores a backup over the whole collection; "
            "choose another"
        )
    if output.suffix.lower() != ".apkg":
        raise click.UsageError(f"{output.name} doesn't end in .apkg, by which Anki knows a package")


def _write(notes: Sequence["Note"], path: Path, split: str | None) -> None:
    from awsdeck.selection import split as split_by
    from awsdeck.text import slug

    if split is None:
        _write_one(notes, path)
        return
    for value, part in split_by(notes, split).items():
        _write_one(part, _split_path(path, slug(value)))


def _split_path(path: Path, value: str) -> Path:
    from awsdeck.writers.apkg import is_restored_by_anki

    name = f"{path.stem}-{value}.apkg"
    return path.with_name(f"deck-{name}" if is_restored_by_anki(name) else name)


def _write_one(notes: Sequence["Note"], path: Path) -> None:
    from awsdeck.writers import apkg

    try:
        apkg.write(notes, path)
    except OSError as failure:
        raise click.ClickException(f"can't write {path}: {failure.strerror or failure}") from None
    categories = len({note.card.category for note in notes if note.card.category})
    levels = Counter(note.card.difficulty or "unrated" for note in notes)
    rated = ", ".join(
        f"{levels[name]} {name}" for name in ("easy", "medium", "hard", "unrated") if levels[name]
    )
    click.echo(
        f"{path}: {common.count(len(notes), 'card')} in {common.count(categories, 'category')} ({rated})",
        err=True,
    )
