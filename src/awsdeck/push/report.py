"""A plan as the changes that ``awsdeck diff`` shows, now against what Anki holds.

In: a plan. Out: `CardChange` values. It must not know how they are shown.
"""

from collections.abc import Iterator, Mapping

from awsdeck.changes import ADDED, MOVED, REMOVED, CardChange
from awsdeck.notes import Note, fields
from awsdeck.notetype import NoteType
from awsdeck.packages.fieldtext import lines
from awsdeck.push.collection import AnkiNote
from awsdeck.push.plan import Gone, Plan
from awsdeck.push.steps import NoteStep

REWORDED, ANSWER, DETAILS, RETYPED = "reworded", "answer changed", "details changed", "note type changed"


def changes(plan: Plan) -> Iterator[CardChange]:
    """What a push changes, note by note, in the order of the document; what went away stands last."""
    of_note = {step.note.identity.guid: step for step in plan.acting}
    new = {note.identity.guid for note in plan.new}
    for note in plan.notes:
        key = note.identity.guid
        if key in new:
            yield _change(note, (ADDED,), None)
        elif key in of_note:
            yield _change(note, kinds(of_note[key]), of_note[key])
    for gone in plan.gone:
        yield _gone(gone)


def kinds(step: NoteStep) -> tuple[str, ...]:
    """The kinds of change to a note."""
    question, answer = _told_by(step.note.note_type)
    details = set(step.fields) - {question, answer}
    return tuple(
        name
        for name, holds in (
            (RETYPED, step.retype),
            (REWORDED, question in step.fields),
            (ANSWER, answer in step.fields),
            (DETAILS, bool(details or step.tags) and not step.retype),
            (MOVED, bool(step.cards)),
            ("woken", bool(step.awake)),
        )
        if holds
    )


def _told_by(kind: NoteType) -> tuple[str, str]:
    """The fields that hold question and answer; those of a note that hides parts of a text are one."""
    return ("Question", "Text") if kind.cloze else ("Question", "Answer")


def _change(note: Note, of_kinds: tuple[str, ...], step: NoteStep | None) -> CardChange:
    question, answer = _told_by(note.note_type)
    mine = note.note_type.named(fields(note))
    theirs = _theirs(step.found, step.note.note_type) if step else None
    return CardChange(
        id=note.identity.id,
        kinds=of_kinds,
        question=" ".join(lines(mine[question])),
        question_before=theirs[0] if theirs else None,
        deck=note.deck,
        deck_before=next((step.found.decks[card] for card in step.cards), None) if step else None,
        line=note.card.first_line,
        before=theirs[1] if theirs else None,
        after=lines(mine[answer]),
    )


def _theirs(found: AnkiNote, kind: NoteType) -> tuple[str, tuple[str, ...]]:
    """What a note in Anki asks and answers; of a foreign type, its first two fields."""
    values = [*found.fields.values(), "", ""]
    question, answer = (found.fields.get(name) for name in _told_by(kind))
    return (
        " ".join(lines(values[0] if question is None else question)),
        lines(values[1] if answer is None else answer),
    )


def _gone(gone: Gone) -> CardChange:
    deck = next(iter(gone.found.decks.values()), "")
    return CardChange(
        id=gone.entry.id,
        kinds=(REMOVED,),
        question=gone.entry.question,
        question_before=None,
        deck=deck,
        deck_before=deck,
        line=None,
        before=None,
        after=(),
    )


def counts(plan: Plan) -> Mapping[str, int]:
    """How many notes a push adds, updates, moves and leaves alone, and what becomes of the others."""
    writing = sum(step.writes for step in plan.steps)
    return {
        "new": len(plan.new),
        "updated": writing,
        "moved": sum(bool(step.cards) for step in plan.steps),
        "unchanged": len(plan.steps) - len(plan.acting),
        "edited_in_anki": sum(bool(step.edited) for step in plan.steps),
        "conflicts": sum(bool(step.conflicts) for step in plan.steps),
        "missing": len(plan.missing),
        "deleted_in_anki": len(plan.deleted),
        "removed": len(plan.gone),
    }
