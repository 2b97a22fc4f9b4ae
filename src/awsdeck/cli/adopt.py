"""``awsdeck adopt``: the notes of a deck made elsewhere become the notes of a document's cards."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awsdeck.cli import reading, request

if TYPE_CHECKING:
    from awsdeck.adoption import Adoption, Match
    from awsdeck.lock import Lock
    from awsdeck.pipeline import Deck


@click.command("adopt")
@click.argument("package", metavar="OLD.apkg", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--doubtful", is_flag=True, help="Adopt doubtful matches as well.")
@click.option("--replace", "built", is_flag=True, help="Change cards that have an entry in the lock, too.")
@click.option("--dry-run", is_flag=True, help="Show the matches and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; nothing is written without --yes.")
@reading.options
@request.reports_errors
def command(
    package: Path, source: Path, doubtful: bool, built: bool, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Tie the cards of SOURCE to the notes of another tool's deck.

    The notes of OLD.apkg are matched to the cards by what they ask and answer, and their guids are written
    into the lock of SOURCE, so that the learner's history carries over.
    """
    from awsdeck import packages, push
    from awsdeck.adoption import compare, lock_with
    from awsdeck.building import locks

    old = packages.load(package)
    (deck,) = request.read_decks((source,))[0]
    found = compare(deck, old)
    chosen = found.chosen(doubtful=doubtful, built=built)
    if as_json:
        click.echo(request.json_text(_values(found, chosen)))
    else:
        for line in _lines(found, chosen, source):
            click.echo(line)
    if dry_run or not chosen or (as_json and not yes):
        return
    if not yes:
        click.confirm(f"Write {request.count(len(chosen), 'guid')} into {deck.lock_path}?", abort=True)
    with ExitStack() as stack:
        locks.hold(stack, [source])
        (again,) = request.read_decks((source,))[0]
        if _state(compare(again, old)) != _state(found):
            request.refuse(source, "it has changed while you were asked", "run the command again")
        _write(again, lock_with(again, chosen, request.now()))
        push.remember_adopted(again, [match.old for match in chosen])
    if not as_json:
        for line in advice(chosen, source):
            click.echo(line)


def _state(found: "Adoption") -> list[tuple[object, ...]]:
    """What was shown, by which it is seen whether the document or its lock has changed since."""
    return [(one.note.identity.id, one.old.guid, one.sure, one.standing) for one in found.matches]


def _write(deck: "Deck", lock: "Lock") -> None:
    from awsdeck.building import locks
    from awsdeck.problems import AwsdeckError

    problem = locks.write(deck._replace(resolution=deck.resolution._replace(lock=lock)))
    if problem:
        raise AwsdeckError(problem)


_STANDINGS = {
    "built": "the lock has another note for this card; --replace takes the old one",
    "unusable": "the old note's guid belongs to another card, or can't be written into a lock",
    "adopted": "adopted before",
}


def _lines(found: "Adoption", chosen: Sequence["Match"], source: Path) -> Iterator[str]:
    taken = set(map(id, chosen))
    for match in found.matches:
        yield from _match_lines(match, source, taken=id(match) in taken)
    for card in found.cards_left:
        yield click.style(f"{source}:{card.first_line}: no old note: {_quoted(card.title)}", fg="yellow")
    for note in found.notes_left:
        from awsdeck.adoption import asked

        yield click.style(f"no card for the old note {_quoted(asked(note))}", fg="yellow")
    left_out = len(found.matches) - len(chosen)
    yield (
        f"{request.count(len(chosen), 'card')} matched, {left_out} left out, "
        f"{len(found.cards_left)} without an old note; "
        f"{request.count(len(found.notes_left), 'old note')} without a card"
    )


def _match_lines(match: "Match", source: Path, *, taken: bool) -> Iterator[str]:
    sure = "matched" if match.sure else "doubtful"
    colour = "green" if taken and match.sure else "yellow"
    card = match.note.card
    yield click.style(f"{source}:{card.first_line}: {sure}: {_quoted(card.title)}", fg=colour)
    if match.question != card.title:
        yield f"  old note: {_quoted(match.question)}"
    if match.standing in _STANDINGS:
        yield f"  {_STANDINGS[match.standing]}"
    elif not taken:
        yield "  left out; --doubtful takes it"


def _quoted(text: str) -> str:
    from awsdeck.text import one_line

    return repr(one_line(text)[:120])


def advice(chosen: Sequence["Match"], source: Path) -> Iterator[str]:
    """What is left to do in Anki, where an import alone can't update a note of another type."""
    from awsdeck.adoption import other_types

    types = other_types(chosen)
    if not types:
        yield f"Build {source} and import it: the notes keep their history and get the new text."
        return
    names = " and ".join(f"{_quoted(name)} ({number})" for name, number in types.items())
    kinds = sorted({match.note.note_type.name for match in chosen if match.needs_other_type})
    yield f"The old notes have another note type: {names}. An import leaves them as they are."
    yield f"With AnkiConnect, awsdeck push {source} gives them the note type and the new text. By hand:"
    yield f"  1. build {source} and import it, with 'Merge note types' off: that brings the note type"
    yield "  2. in Anki's browser select the old notes and choose Notes > Change Note Type:"
    yield f"     {' or '.join(kinds)}, the old question to Question, the old answer to Answer"
    yield "  3. run this command once more, build and import: now the notes get the new text"


def _values(found: "Adoption", chosen: Sequence["Match"]) -> dict[str, Any]:
    from awsdeck.adoption import asked

    taken = set(map(id, chosen))
    return {
        "matches": [
            {
                "line": match.note.card.first_line,
                "id": match.note.identity.id,
                "question": match.note.card.title,
                "old_question": match.question,
                "guid": match.old.guid,
                "sure": match.sure,
                "standing": match.standing,
                "adopted": id(match) in taken,
                "old_note_type": match.old.kind.name,
                "needs_other_note_type": match.needs_other_type,
            }
            for match in found.matches
        ],
        "cards_without_note": [
            {"line": card.first_line, "question": card.title} for card in found.cards_left
        ],
        "notes_without_card": [{"guid": note.guid, "question": asked(note)} for note in found.notes_left],
    }
