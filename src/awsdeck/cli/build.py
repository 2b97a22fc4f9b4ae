"""``awsdeck build``: documents become Anki packages."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import common

if TYPE_CHECKING:
    from awsdeck.lock import Entry
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck
    from awsdeck.writers.reading import Stored

BUILD_FOLDER = Path("build")


@click.command("build")
@common.sources_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The package to write.")
@common.subset_options
@click.option(
    "--split", type=click.Choice(["category", "service", "difficulty"]), help="One package for each value."
)
@click.option("--strict", is_flag=True, help="Write nothing if a source has errors.")
@click.option("--locked", is_flag=True, help="Write nothing and fail if a lock file would change (for CI).")
@click.option("--mark-removed", is_flag=True, help="Add cards that are gone, tagged aws::removed.")
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
    locked: bool,
    mark_removed: bool,
) -> None:
    """Build Anki packages.

    Every document becomes build/NAME.apkg. With -o all documents go into one package of that name.
    A subset is named after what was asked for, unless -o names it. What ties cards to their history is
    kept in a lock file beside each document.
    """
    asked = common.wish(categories, services, difficulties, numbers)
    if output:
        _refuse_unsafe(output)
    if mark_removed and (split or asked.name):
        raise click.UsageError("--mark-removed goes with whole documents: leave the other options out")
    paths = common.documents(sources)
    _refuse_twins(paths)
    with ExitStack() as stack:
        _wait_for_others(stack, paths)
        decks, catalogue = common.read_decks(sources, mark_removed=mark_removed)
        notes = [note for deck in decks for note in deck.ready]
        chosen = frozenset(map(id, common.selected(notes, asked, catalogue)))
        for deck in decks:
            common.show_problems(deck.problems)
        failed = len(decks) < len(paths) or any(deck.has_errors for deck in decks)
        _refuse(decks, strict=strict and failed, locked=locked)
        _refuse_doubled_cards(decks, output)
        removed = _marked(decks) if mark_removed else {}
        for deck in decks:
            _keep_removed(deck)
        for path, parts in _packages(decks, output, asked.name):
            wanted = [note for deck in parts for note in deck.ready if id(note) in chosen]
            _write(wanted, [note for deck in parts for note in removed.get(id(deck), ())], path, split)
        for deck in decks:
            _report(deck)
            _write_lock(deck)
    if failed:
        raise SystemExit(common.SOURCE_ERRORS)


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


def _wait_for_others(stack: ExitStack, paths: Sequence[Path]) -> None:
    from awsdeck.writers.files import Busy, alone_in

    for folder in sorted({path.parent.resolve() for path in paths}):
        try:
            stack.enter_context(alone_in(folder))
        except Busy:
            raise click.ClickException(f"another build has been busy in {folder} for a minute") from None
        except OSError:
            # a folder that can't be held can't be written to either; that is reported when it is tried
            continue


def _refuse(decks: Sequence["Deck"], *, strict: bool, locked: bool) -> None:
    """Stop before anything is written, where the options ask for it."""
    if strict:
        click.echo("nothing written: the source has errors (--strict)", err=True)
        raise SystemExit(common.SOURCE_ERRORS)
    if locked:
        _refuse_changed_locks(decks)


def _refuse_changed_locks(decks: Sequence["Deck"]) -> None:
    from awsdeck import lock

    for deck in decks:
        if (
            _lock_text(deck.lock_found) != lock.text_of(deck.resolution.lock)
            or deck.lock_found != deck.lock_path
        ):
            click.echo(f"nothing written: {deck.lock_path} would change (--locked)", err=True)
            click.echo("  hint: run awsdeck build and commit the lock file", err=True)
            raise SystemExit(common.SOURCE_ERRORS)


def _lock_text(path: Path | None) -> str | None:
    return path.read_text("utf-8") if path else None


# --- packages ----------------------------------------------------------------------------------------


def _packages(
    decks: Sequence["Deck"], output: Path | None, subset: str
) -> list[tuple[Path, Sequence["Deck"]]]:
    """Which documents go into which file."""
    if output:
        return [(output, decks)]
    packages = [(package_path(Path(deck.document.path).stem, subset), [deck]) for deck in decks]
    doubled = [path for path, times in Counter(path for path, _ in packages).items() if times > 1]
    if doubled:
        raise click.UsageError(f"two documents would both become {doubled[0]}; build one, or use -o")
    return list(packages)


def package_path(stem: str, subset: str = "") -> Path:
    """The package for a document or a subset of it, under a name that Anki takes for a deck."""
    from awsdeck.writers.names import safe_name

    return BUILD_FOLDER / safe_name(f"{stem}-{subset}" if subset else stem)


def _marked(decks: Sequence["Deck"]) -> dict[int, list["Note"]]:
    """For each document the notes of cards that are gone, as they were last built."""
    from awsdeck.identity import guid
    from awsdeck.notes import removed_note

    root = common.settings().tag_root
    found: dict[int, list[Note]] = {}
    alive = {note.identity.guid for deck in decks for note in deck.notes}
    for deck in decks:
        stored = _last_built(deck)
        notes = found.setdefault(id(deck), [])
        for entry in _removed(deck):
            if guid(entry.seed) in alive:
                continue  # it moved to another document
            last = stored.get(guid(entry.seed))
            if last is None:
                told = "can't be marked as removed: its answer was not kept in build/"
                click.echo(f"{deck.document.path}: {entry.id} {told}", err=True)
            else:
                notes.append(
                    removed_note(entry, len(deck.notes) + len(notes) + 1, root, last.fields, last.tags)
                )
    return found


def _removed(deck: "Deck") -> list["Entry"]:
    return [entry for entry in deck.resolution.lock.entries if entry.removed]


def _last_built(deck: "Deck") -> dict[str, "Stored"]:
    """The notes of the last package, and those of cards that went away before it."""
    from awsdeck.writers import gone
    from awsdeck.writers.reading import stored_notes

    package = package_path(Path(deck.document.path).stem)
    return gone.load(gone.path_for(package)) | stored_notes(package)


def _keep_removed(deck: "Deck") -> None:
    """Keep what removed cards looked like, before the package that still has them is replaced."""
    from awsdeck.identity import guid
    from awsdeck.writers import gone

    guids = {guid(entry.seed) for entry in _removed(deck)}
    kept = {key: note for key, note in _last_built(deck).items() if key in guids}
    path = gone.path_for(package_path(Path(deck.document.path).stem))
    try:
        if kept != gone.load(path):
            gone.save(path, kept)
    except OSError as failure:
        raise click.ClickException(f"can't write {path}: {failure.strerror or failure}") from None


def _refuse_doubled_cards(decks: Sequence["Deck"], output: Path | None) -> None:
    """Anki would make two notes of a guid that is twice in a package, and one of two packages' notes."""
    owner: dict[str, Deck] = {}
    for deck in decks:
        for note in deck.ready:
            other = owner.setdefault(note.identity.guid, deck)
            if other is not deck:
                place = f"{deck.document.path}:{note.card.first_line}"
                said = "error" if output else "warning"
                click.echo(f"{place}: {said}: this card is in {other.document.path} too", err=True)
                click.echo(
                    "  hint: give one of the documents another title, or leave one of them out", err=True
                )
                if output:
                    raise SystemExit(common.SOURCE_ERRORS)


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
    levels = Counter(note.card.difficulty or "unrated" for note in notes)
    rated = ", ".join(
        f"{levels[name]} {name}" for name in ("easy", "medium", "hard", "unrated") if levels[name]
    )
    counted = (
        f"{common.count(len(notes), 'card')} in {common.count(categories, 'category')} ({rated or 'none'})"
    )
    marked = f", and {len(gone)} marked as removed" if gone else ""
    click.echo(f"{path}: {counted}{marked}", err=True)


# --- what was done, and the lock -----------------------------------------------------------------------


def _report(deck: "Deck") -> None:
    """What was left out, and what this build changes for a learner who has the last one."""
    from awsdeck.text import one_line

    left_out = len(deck.notes) - len(deck.ready)
    if left_out:
        told = f"{common.count(left_out, 'card')} left out: no answer, or no question"
        click.echo(f"{deck.document.path}: {told}", err=True)
    for passage in deck.document.skipped:
        lines = f"{passage.first_line}-{passage.last_line}"
        click.echo(f"{deck.document.path}:{lines}: skipped: {passage.why}", err=True)
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
        click.echo("  hint: an import neither moves nor removes cards; awsdeck diff tells how to", err=True)


def _write_lock(deck: "Deck") -> None:
    from awsdeck import lock
    from awsdeck.writers import files

    text = lock.text_of(deck.resolution.lock)
    try:
        if _lock_text(deck.lock_found) != text or deck.lock_found != deck.lock_path:
            files.replace(deck.lock_path, text.encode())
        if deck.lock_found not in (None, deck.lock_path):
            deck.lock_found.unlink(missing_ok=True)
    except OSError as failure:
        reason = failure.strerror or failure
        click.echo(f"{deck.lock_path}: warning: the lock file was not written: {reason}", err=True)
        click.echo(
            "  hint: without it a reworded question becomes a new card; make the folder writable", err=True
        )
