"""``awsdeck push``: a document's notes go straight into a running Anki."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from awsdeck.cli import bars, diff, options, reading, request, voice

if TYPE_CHECKING:
    from awsdeck.pipeline import Deck
    from awsdeck.push import NoteStep, Outcome, Plan, Session

_KEY = "AWSDECK_ANKI_KEY"
_TOTALS = ("added", "updated", "moved", "suspended", "deleted")
_UNDONE = frozenset(("anki-kept-note", "anki-kept-type", "anki-unknown-note"))


@click.command("push")
@request.sources_argument
@options.forms
@click.option(
    "--mine", "settle", flag_value="mine", help="What was edited on both sides: take the document's."
)
@click.option("--theirs", "settle", flag_value="theirs", help="What was edited on both sides: keep Anki's.")
@click.option(
    "--removed", type=click.Choice(["suspend", "delete"]), help="What becomes of removed questions."
)
@click.option("--profile", metavar="NAME", help="The profile that must be open in Anki.")
@click.option("--url", default="http://127.0.0.1:8765", metavar="URL", help="Where AnkiConnect listens.")
@click.option(
    "--key-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"A file with AnkiConnect's API key; or set {_KEY}.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60, metavar="SECONDS", help="Wait so long for Anki."
)
@click.option("--dry-run", is_flag=True, help="Show what would be done and stop.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; nothing is done without --yes.")
@reading.options
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    settle: Literal["mine", "theirs"] | None,
    removed: Literal["suspend", "delete"] | None,
    profile: str | None,
    url: str,
    key_file: Path | None,
    timeout: float,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Push cards into a running Anki, through AnkiConnect.

    Shows what will be done, asks, builds, and then adds and updates notes and moves cards. Tags of your own
    stay, and so does every field that you edited in Anki.
    """
    from awsdeck.ankiconnect import Client
    from awsdeck.push import Session, Wishes

    client = Client(url, _key(key_file), timeout)
    paths = request.documents(sources)
    request.refuse_shared_locks(paths)
    read = partial(request.read_decks, sources)
    decks, _ = read()
    failed = len(decks) < len(paths) or any(deck.has_errors for deck in decks)
    session = Session(client, decks, Wishes(settle, removed), profile)
    outcomes: Sequence[Outcome] | None = None
    if not as_json:
        _show(session)
        for deck in decks:
            request.show_problems(deck.problems)
    if not dry_run and (yes or not as_json):
        if not yes and session.size:
            click.confirm(f"Push into the profile {session.profile!r}?", abort=True)
        with bars.shown():
            outcomes = session.push(lambda: _state(read()[0]) == _state(decks))
    if as_json:
        click.echo(request.json_text(_values(session, outcomes)))
    for outcome in outcomes or ():
        request.show_problems(outcome.problems)
        failed |= any(problem.code in _UNDONE for problem in outcome.problems)
    if outcomes is not None:
        voice.say(_summary(outcomes))
    if failed:
        raise SystemExit(request.SOURCE_ERRORS)


def _key(file: Path | None) -> str | None:
    """The API key: never an option's value, which every other program on the machine could read."""
    import os

    from awsdeck import disk

    if file:
        return disk.read(file, 4096).decode("utf-8", "replace").strip()
    return os.environ.get(_KEY) or None


def _state(decks: Sequence["Deck"]) -> list[tuple[object, ...]]:
    """The documents and locks, by which it is seen whether they have changed since the plan was made."""
    return [
        (
            deck.document,
            deck.lock_found,
            [(note.identity.id, note.identity.guid, note.deck, note.tags) for note in deck.ready],
            [(entry.id, entry.seed, entry.removed) for entry in deck.resolution.lock.entries],
        )
        for deck in decks
    ]


# --- what will be done, and what was -----------------------------------------------------------------


def _show(session: "Session") -> None:
    for plan in session.plans:
        for line in _lines(plan):
            click.echo(line)


def _lines(plan: "Plan") -> Iterator[str]:
    from awsdeck.push.report import changes, counts

    for change in changes(plan):
        yield from diff.change_lines(plan.path, change)
    for step in plan.steps:
        yield from _kept_lines(plan, step)
    number = counts(plan)
    yield (
        f"{plan.path}: a push adds {number['new']}, updates {number['updated']}, moves {number['moved']}, "
        f"leaves {number['unchanged']} as they are"
    )
    if number["conflicts"]:
        told = f"{request.count(number['conflicts'], 'note')} changed on both sides, or nobody knows"
        yield f"{told}: --mine takes the document's version, --theirs keeps Anki's for good"
    if plan.deleted:
        told = f"{request.count(len(plan.deleted), 'note')} that you deleted in Anki"
        yield f"{told}, and not added again: --mine brings them back"
    if plan.missing:
        told = f"{request.count(len(plan.missing), 'adopted card')} not found in Anki, and not added"
        yield f"{told}: run awsdeck adopt with the old package here, or import the package from build/"
    if plan.gone:
        told = f"{request.count(len(plan.gone), 'note')} of removed questions"
        done = {"suspend": "will be suspended", "delete": "will be deleted with their history"}
        yield f"{told} {done.get(plan.wishes.removed or '', 'stay; --removed puts them away')}"


def _kept_lines(plan: "Plan", step: "NoteStep") -> Iterator[str]:
    from awsdeck.text import one_line

    place = f"{plan.path}:{step.note.card.first_line}"
    question = repr(one_line(step.note.card.title))
    if step.edited:
        yield f"{place}: edited in Anki, left so: {', '.join(step.edited)} of {question}"
    if step.conflicts:
        text = f"{place}: differs, left as it is in Anki: {', '.join(step.conflicts)} of {question}"
        yield click.style(text, fg="yellow")


def _summary(outcomes: Sequence["Outcome"]) -> str:
    totals = [(name, sum(getattr(outcome, name) for outcome in outcomes)) for name in _TOTALS]
    return "pushed: " + (
        ", ".join(f"{number} {name}" for name, number in totals if number) or "nothing to do"
    )


def _values(session: "Session", outcomes: Sequence["Outcome"] | None) -> list[dict[str, Any]]:
    from awsdeck.push.report import changes, counts
    from awsdeck.writers.listing import problem_values

    values: list[dict[str, Any]] = []
    for at, plan in enumerate(session.plans):
        outcome = outcomes[at] if outcomes is not None else None
        values.append(
            {
                "source": plan.path,
                "profile": plan.profile,
                "push": dict(counts(plan)),
                "changes": [diff.change_values(change) for change in changes(plan)],
                "kept": [
                    {
                        "id": step.note.identity.id,
                        "line": step.note.card.first_line,
                        "edited": list(step.edited),
                        "conflicts": list(step.conflicts),
                    }
                    for step in plan.steps
                    if step.edited or step.conflicts
                ],
                "missing": [note.identity.id for note in plan.missing],
                "done": outcome and {name: getattr(outcome, name) for name in _TOTALS},
                "problems": [problem_values(problem) for problem in outcome.problems] if outcome else [],
            }
        )
    return values
