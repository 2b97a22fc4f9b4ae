"""``awsdeck build``: documents become Anki packages."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import bars, options, reading, replay, request, voice

if TYPE_CHECKING:
    from awsdeck.building import Built, Order, Package
    from awsdeck.notes import Note
    from awsdeck.pipeline import Deck

_MOST_PLACES = 3  # skipped for one reason that are told one by one


@click.command("build")
@request.sources_argument
@options.forms
@click.option(
    "-o", "--output", type=options.Output(path_type=Path, dir_okay=False), help="The package to write."
)
@options.subset
@reading.options
@click.option(
    "--split",
    type=click.Choice(["category", "service", "difficulty"]),
    help="One package for each value; of -o x.apkg come x-storage.apkg and so on.",
)
@click.option("--strict", is_flag=True, help="Write nothing if a source has errors.")
@click.option("--locked", is_flag=True, help="Write nothing and fail if a lock file would change (for CI).")
@click.option("--mark-removed", is_flag=True, help="Add cards that are gone, tagged aws::removed.")
@replay.replays
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    output: Path | None,
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
    from awsdeck import building

    if output:
        _refuse_unsafe(output)
    asked = options.wish()
    if mark_removed and (split or asked.name):
        raise click.UsageError("--mark-removed goes with whole documents: leave the other options out")
    order = building.Order(
        request.documents(sources),
        asked,
        output,
        split,
        strict=strict,
        locked=locked,
        mark_removed=mark_removed,
    )
    refuse_twins(order)
    with bars.shown():
        built = building.build(order, request.settings(), request.now())
    misspelt = request.misspelt(built.decks)
    request.show_problems(misspelt)
    show(built)
    if not (mark_removed or misspelt) and all(map(_is_settled, built.decks)):
        replay.next_time(lambda: show(built, again=True))
    if built.refused or built.has_errors:
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


def refuse_twins(order: "Order") -> None:
    """Two documents of one name would share a lock and lose each other's cards, or share a package."""
    from awsdeck.building.packages import place

    request.refuse_shared_locks(order.documents)
    packages = Counter(place(path.stem, order.wish.name) for path in order.documents)
    doubled = [path for path, times in packages.items() if times > 1]
    if doubled and not order.output:
        raise click.UsageError(f"two documents would both become {doubled[0]}; build one, or use -o")


# --- what was done -----------------------------------------------------------------------


def _is_settled(deck: "Deck") -> bool:
    """What is said of the document's identities won't change once its lock is written."""
    open_ends = deck.resolution.doubts or deck.resolution.future
    return not open_ends and deck.lock_found in (None, deck.lock_path)


def show(built: "Built", *, again: bool = False) -> None:
    """What was written, what is wrong, and what changed since the last build, unless this is ``again``."""
    request.show_problems(built.unreadable)
    request.show_reading(built.decks)
    for deck in built.decks:
        request.show_problems(deck.problems)
    request.show_problems(built.remarks)
    if built.refused:
        request.show_problems({built.refused} - set(built.remarks))
        return
    for package in built.packages:
        voice.say(_summary(package))
    marked = [note for package in built.packages for note in package.marked]
    for deck in built.decks:
        _report(deck)
        if not again:
            _report_changes(deck, marked)
    for tag in dict.fromkeys(tag for note in marked for tag in note.tags if tag.endswith("::removed")):
        voice.say("An import never removes a card.")
        voice.say("After the import search for this in Anki's browser, and delete what you no longer want:")
        voice.say(f"  tag:{tag}")


def _summary(package: "Package") -> str:
    if package.is_empty:
        return f"{package.path}: nothing to write"
    notes = package.notes
    categories = len({note.card.category for note in notes if note.card.category})
    levels: Counter[str] = Counter(note.card.difficulty or "unrated" for note in notes)
    names = ("easy", "medium", "hard", "unrated")
    rated = ", ".join(f"{levels[name]} {name}" for name in names if levels[name]) or "none"
    held = request.count(len(notes), "card")
    held += f" in {request.count(categories, 'category')}" if categories else ""
    forms = Counter(note.form for note in notes)
    held += ": " + ", ".join(f"{number} {name}" for name, number in forms.items()) if len(forms) > 1 else ""
    marked = f", and {len(package.marked)} marked as removed" if package.marked else ""
    return f"{package.path}: {held} ({rated}){marked}"


def _report_skipped(deck: "Deck") -> None:
    """The lines that are on no card, except what nobody misses who reads the page, such as comments.

    Where many places are skipped for one reason, the first stands for all.
    """
    from awsdeck.readers import UNTOLD

    places = Counter(passage.why for passage in deck.document.skipped)
    told: set[str] = set()
    for passage in deck.document.skipped:
        many = places[passage.why] > _MOST_PLACES
        if passage.why in UNTOLD or (many and passage.why in told):
            continue
        told.add(passage.why)
        last = f"-{passage.last_line}" if passage.last_line != passage.first_line else ""
        more = f" (and {places[passage.why] - 1} other places, which inspect lists)" if many else ""
        words = f": {quoted}" if voice.is_verbose() and (quoted := request.quoted(passage.text)) else ""
        voice.say(f"{deck.document.path}:{passage.first_line}{last}: skipped: {passage.why}{words}{more}")


def _report(deck: "Deck") -> None:
    """What was left out."""
    left_out = len(deck.made) - len(deck.ready)
    if left_out:
        told = f"{request.count(left_out, 'card')} left out: no answer, or no question"
        voice.say(f"{deck.document.path}: {told}")
    if deck.left_out:
        told = f"{request.count(len(deck.left_out), 'card')} not made (list --why says why)"
        voice.say(f"{deck.document.path}: {told}")
    _report_skipped(deck)


def _report_changes(deck: "Deck", marked: Sequence["Note"]) -> None:
    """What this build changes for a learner who has the last one; ``marked`` are found by their tag."""
    if deck.lock_found is None:
        return
    from awsdeck import changes
    from awsdeck.text import one_line

    seen = changes.in_build(deck)
    kinds = Counter(kind for change in seen for kind in change.kinds)
    if kinds:
        told = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
        voice.say(f"{deck.document.path}: since the last build: {told}")
    if kinds["added"]:
        # one of the new questions may be a removed one in quite other words: only the author can tell
        for change in seen:
            if "removed" in change.kinds:
                voice.say(f"  removed: {one_line(change.after.question)!r} (id {change.after.id})")
    if kinds["moved"] or kinds["removed"]:
        from awsdeck.cli.diff import advice

        # now is the time to say it: after this build there is no difference left to show
        for line in advice(changes.report(deck, seen, {}), {note.identity.id for note in marked}):
            voice.say(line)
