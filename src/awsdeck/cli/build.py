"""``awsdeck build``: documents become Anki packages."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import locking, removed, request

if TYPE_CHECKING:
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck


@click.command("build")
@request.sources_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The package to write.")
@request.subset_options
@click.option(
    "--split", type=click.Choice(["category", "service", "difficulty"]), help="One package for each value."
)
@click.option("--strict", is_flag=True, help="Write nothing if a source has errors.")
@click.option("--locked", is_flag=True, help="Write nothing and fail if a lock file would change (for CI).")
@click.option("--mark-removed", is_flag=True, help="Add cards that are gone, tagged aws::removed.")
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    categories: tuple[str, ...],
    services: tuple[str, ...],
    difficulties: tuple[str, ...],
    numbers: tuple[str, ...],
    split: str | None,
    strict: bool,
    locked: bool,
    mark_removed: bool,
) -> None:
    """Build Anki packages.

    Every document becomes build/NAME.apkg. With -o all documents go into one package of that name.
    A subset is named after what was asked for, unless -o names it. What ties cards to their history is
    kept in a lock file beside each document.
    """
    asked = request.wish(categories, services, difficulties, numbers)
    if output:
        _refuse_unsafe(output)
    if mark_removed and (split or asked.name):
        raise click.UsageError("--mark-removed goes with whole documents: leave the other options out")
    paths = request.documents(sources)
    _refuse_twins(paths)
    with ExitStack() as stack:
        locking.wait_for_others(stack, paths)
        decks, catalogue = request.read_decks(sources, mark_removed=mark_removed)
        notes = [note for deck in decks for note in deck.ready]
        chosen = frozenset(map(id, request.selected(notes, asked, catalogue)))
        for deck in decks:
            request.show_problems(deck.problems)
        failed = len(decks) < len(paths) or any(deck.has_errors for deck in decks)
        _refuse(decks, strict=strict and failed, locked=locked)
        _refuse_doubled_cards(decks, output)
        gone = removed.marked(decks) if mark_removed else {}
        for deck in decks:
            removed.keep(deck)
        for path, parts in _packages(decks, output, asked.name):
            wanted = [note for deck in parts for note in deck.ready if id(note) in chosen]
            _write(wanted, [note for deck in parts for note in gone.get(id(deck), ())], path, split)
        for deck in decks:
            _report(deck)
            locking.write_lock(deck)
        _report_left_locks(paths)
    if failed:
        raise SystemExit(request.SOURCE_ERRORS)


# --- before anything is written ----------------------------------------------------------------------


def _refuse_unsafe(output: Path) -> None:
    from awsdeck.writers.names import is_restored_by_anki

    if is_restored_by_anki(output.name):
        raise click.UsageError(
            f"{output.name} is a name under which Anki restores a backup over the whole collection; "
            "choose another"
        )
    if output.suffix.lower() != ".apkg":
        raise click.UsageError(f"{output.name} doesn't end in .apkg, by which Anki knows a package")


def _refuse_twins(paths: Sequence[Path]) -> None:
    """Two documents of one name in one folder would share a lock, and lose each other's cards."""
    seen: dict[Path, Path] = {}
    for path in paths:
        twin = seen.setdefault(path.with_suffix(""), path)
        if twin != path:
            raise click.UsageError(f"{twin} and {path} have one name and would share a lock; rename one")


def _refuse(decks: Sequence["Deck"], *, strict: bool, locked: bool) -> None:
    """Stop before anything is written, where the options ask for it."""
    if strict:
        click.echo("nothing written: the source has errors (--strict)", err=True)
        raise SystemExit(request.SOURCE_ERRORS)
    if locked:
        locking.refuse_changed_locks(decks)


# --- packages ----------------------------------------------------------------------------------------


def _packages(
    decks: Sequence["Deck"], output: Path | None, subset: str
) -> list[tuple[Path, Sequence["Deck"]]]:
    """Which documents go into which file."""
    if output:
        return [(output, decks)]
    packages = [(removed.package_path(Path(deck.document.path).stem, subset), [deck]) for deck in decks]
    doubled = [path for path, times in Counter(path for path, _ in packages).items() if times > 1]
    if doubled:
        raise click.UsageError(f"two documents would both become {doubled[0]}; build one, or use -o")
    return list(packages)


def _refuse_doubled_cards(decks: Sequence["Deck"], output: Path | None) -> None:
    """Anki would make two notes of a guid that is twice in a package, and one of two packages' notes."""
    owner: dict[str, Deck] = {}
    doubled: dict[tuple[str, str], list[int]] = {}
    for deck in decks:
        for note in deck.ready:
            other = owner.setdefault(note.identity.guid, deck)
            if other is not deck:
                pair = (deck.document.path, other.document.path)
                doubled.setdefault(pair, []).append(note.card.first_line)
    for (path, other_path), lines in doubled.items():
        said = "error" if output else "warning"
        told = f"{request.count(len(lines), 'card')} of this document also in {other_path}"
        click.echo(f"{path}:{lines[0]}: {said}: {told}", err=True)
        click.echo("  hint: build one of the documents only; they are the same notes in Anki", err=True)
    if doubled and output:
        raise SystemExit(request.SOURCE_ERRORS)


def _report_left_locks(paths: Sequence[Path]) -> None:
    """A document that was deleted leaves its lock, and its cards in Anki."""
    from awsdeck import lock, pipeline

    for folder in sorted({path.parent for path in paths}):
        for left in pipeline.orphans(folder):
            if lock.is_lock(left):
                click.echo(f"{left}: warning: its document is gone; its cards stay in Anki", err=True)
                click.echo("  hint: put the document back, or delete the lock and the deck in Anki", err=True)


def _write(notes: Sequence["Note"], gone: Sequence["Note"], path: Path, split: str | None) -> None:
    from awsdeck.selection import split as split_by
    from awsdeck.text import slug
    from awsdeck.writers.names import safe_name

    if not notes and not gone:
        click.echo(f"{path}: nothing to write", err=True)
        return
    if split is None:
        _write_one(notes, gone, path)
        return
    used: Counter[str] = Counter()
    for value, part in split_by(notes, split).items():
        used[slug(value)] += 1
        name = slug(value) if used[slug(value)] == 1 else f"{slug(value)}-{used[slug(value)]}"
        _write_one(part, (), path.with_name(safe_name(f"{path.stem}-{name}")))


def _write_one(notes: Sequence["Note"], gone: Sequence["Note"], path: Path) -> None:
    from awsdeck.writers import apkg

    try:
        apkg.write([*notes, *gone], path)
    except OSError as failure:
        raise click.ClickException(f"can't write {path}: {failure.strerror or failure}") from None
    categories = len({note.card.category for note in notes if note.card.category})
    levels: Counter[str] = Counter(note.card.difficulty or "unrated" for note in notes)
    names = ("easy", "medium", "hard", "unrated")
    rated = ", ".join(f"{levels[name]} {name}" for name in names if levels[name]) or "none"
    held = f"{request.count(len(notes), 'card')} in {request.count(categories, 'category')}"
    marked = f", and {len(gone)} marked as removed" if gone else ""
    click.echo(f"{path}: {held} ({rated}){marked}", err=True)


# --- what was done -----------------------------------------------------------------------


def _report_skipped(deck: "Deck") -> None:
    """The lines that are on no card, except comments, which their author wrote to be hidden."""
    from awsdeck.readers import HIDDEN

    for passage in deck.document.skipped:
        if passage.why != HIDDEN:
            last = f"-{passage.last_line}" if passage.last_line != passage.first_line else ""
            click.echo(f"{deck.document.path}:{passage.first_line}{last}: skipped: {passage.why}", err=True)


def _report(deck: "Deck") -> None:
    """What was left out, and what this build changes for a learner who has the last one."""
    from awsdeck import changes
    from awsdeck.cli.diff import advice
    from awsdeck.text import one_line

    left_out = len(deck.notes) - len(deck.ready)
    if left_out:
        told = f"{request.count(left_out, 'card')} left out: no answer, or no question"
        click.echo(f"{deck.document.path}: {told}", err=True)
    _report_skipped(deck)
    if deck.lock_found is None:
        return
    kinds = Counter(kind for change in deck.resolution.changes for kind in change.kinds)
    if kinds:
        told = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
        click.echo(f"{deck.document.path}: since the last build: {told}", err=True)
    if kinds["added"]:
        # one of the new questions may be a removed one in quite other words: only the author can tell
        for change in deck.resolution.changes:
            if "removed" in change.kinds:
                click.echo(f"  removed: {one_line(change.after.question)!r} (id {change.after.id})", err=True)
    if kinds["moved"] or kinds["removed"]:
        # now is the time to say it: after this build there is no difference left to show
        for line in advice(changes.report(deck, {})):
            click.echo(line, err=True)
