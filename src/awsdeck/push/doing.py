"""Carries out a plan.

In: a plan, a client, a folder for files that Anki is to read. Out: an `Outcome`, and along the way what is
to be remembered. It must not know how a plan came about.

Every step can be done twice: whoever pushes again finishes what broke off.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from awsdeck.ankiconnect import Action, Client, Failed
from awsdeck.model import Location
from awsdeck.notes import Note, fields
from awsdeck.problems import Problem, warning
from awsdeck.push import adding, drawing, putting
from awsdeck.push.collection import batches, look, looks_of, notes_of
from awsdeck.push.finding import find
from awsdeck.push.merge import print_of
from awsdeck.push.plan import Plan
from awsdeck.push.record import Profile, Pushed
from awsdeck.push.steps import NoteStep

_AT_ONCE = 20  # notes written in one request; AnkiConnect reads 40 kB in a second
_MANY = 500  # ids in one request

Remember = Callable[[Profile], None]
Progress = Callable[[int], None]
"""Is told how many more notes are done."""


@dataclass
class Outcome:
    """What came of a plan: how many notes were added, updated, moved, suspended and deleted.

    ``problems`` are about what Anki didn't take. ``known`` is what is to be remembered.
    """

    known: Profile
    added: int = 0
    updated: int = 0
    moved: int = 0
    suspended: int = 0
    deleted: int = 0
    problems: list[Problem] = field(default_factory=list)


def carry_out(
    client: Client, plan: Plan, known: Profile, remember: Remember, folder: Path, progress: Progress
) -> Outcome:
    """Do what a plan says; ``folder`` is where a package and pictures are put for Anki to read.

    Raises:
        AwsdeckError: Anki doesn't do it, or can't be asked any more. What was done stays done, and what it
            was is remembered.
        OSError: a file can't be written.

    """
    held = {step.note.identity.guid: step.before for step in plan.steps}
    sent = {step.note.identity.guid: step.after for step in plan.acting}
    sent |= {note.identity.guid: _as_sent(note) for note in plan.new}
    doing = _Doing(client, plan, replace(known, notes={**known.notes, **held}, sent=sent), folder, progress)
    remember(doing.outcome.known)
    try:
        doing.run()
    finally:
        remember(doing.outcome.known)
    return doing.outcome


def _as_sent(note: Note) -> Pushed:
    named = note.note_type.named(fields(note))
    return Pushed(None, {name: print_of(text) for name, text in named.items()}, note.tags, note.deck)


class _Doing:
    def __init__(self, client: Client, plan: Plan, known: Profile, folder: Path, progress: Progress) -> None:
        self._client = client
        self._plan = plan
        self._folder = folder
        self._progress = progress
        self._refused: set[str] = set()
        self.outcome = Outcome(known)

    def run(self) -> None:
        """All steps."""
        self._add()
        self._draw()
        self._store_pictures()
        for steps in batches([step for step in self._plan.steps if step.retype or step.fields], _AT_ONCE):
            self._write(steps)
        self._tag()
        self._move()
        self._wake()
        self._put_away()
        self._finish()

    def _keep(self, notes: Mapping[str, Pushed]) -> None:
        known = self.outcome.known
        self.outcome.known = replace(known, notes={**known.notes, **notes})

    # --- what is new -------------------------------------------------------------------------------

    def _add(self) -> None:
        there = set(looks_of(self._client, self._plan.kinds))
        brought = there | {note.note_type.id for note in self._plan.new}
        bringing = {
            step.note.note_type.id: (step.note.note_type, step.note)
            for step in self._plan.steps
            if step.retype and step.note.note_type.id not in brought
        }
        adding.add(self._client, self._plan.new, list(bringing.values()), self._folder)
        if self._plan.new:
            self._recognise()
            self._progress(len(self._plan.new))

    def _recognise(self) -> None:
        """Learn the ids of the new notes."""
        new = {note.identity.guid for note in self._plan.new}
        collection = look(self._client, self._plan.kinds)
        found = find(
            [card for card in self._plan.sought if card.guid in new],
            self._plan.title,
            collection,
            self.outcome.known,
        )
        sent = self.outcome.known.sent
        self._keep({key: replace(sent[key], note=note.id) for key, note in found.items()})
        self.outcome.added = len(found)
        lost = [note for note in self._plan.new if note.identity.guid not in found]
        self._problems(
            "anki-unknown-note",
            lost,
            "is in Anki already, but nothing there tells which note it is; it was left as it is",
            "import the package from build/ once, then push again",
        )

    def _draw(self) -> None:
        known = self.outcome.known
        looks, problems = drawing.draw(self._client, self._plan.kinds, known.looks, self._plan.wishes.settle)
        self.outcome.known = replace(known, looks=looks)
        self.outcome.problems.extend(problems)

    def _store_pictures(self) -> None:
        writing = [step.note for step in self._plan.steps if step.fields]
        drawing.store(
            {one.name: one for note in writing for one in note.pictures.values()}, self._client, self._folder
        )

    # --- notes that are there ----------------------------------------------------------------------

    def _write(self, steps: Sequence[NoteStep]) -> None:
        plain = [step for step in steps if not step.retype]
        if plain:
            self._client.multi([_update(step) for step in plain])
        for step in steps:
            if step.retype:
                self._retype(step)
        self._look_back(steps)
        self._progress(len(steps))

    def _retype(self, step: NoteStep) -> None:
        there = looks_of(self._client, [step.note.note_type])[step.note.note_type.id]
        gone = {tag.casefold() for tag in step.tags.removed}
        tags = [tag for tag in step.found.tags if tag.casefold() not in gone]
        values = {
            "id": step.found.id,
            "modelName": there.name,
            "fields": dict(step.fields),
            "tags": sorted({*tags, *step.tags.added}),
        }
        try:
            self._client.call("updateNoteModel", note=values)
        except Failed as failure:
            if not failure.is_unknown_action:
                raise

    def _look_back(self, steps: Sequence[NoteStep]) -> None:
        """Whether Anki took it: a note that is open in its browser is written over from there."""
        now = {note.id: note for note in notes_of(self._client, [step.found.id for step in steps])}
        refused = [step for step in steps if not _is_written(step, now[step.found.id].fields)]
        self._refused |= {step.note.identity.guid for step in refused}
        self.outcome.updated += len(steps) - len(refused)
        self._problems(
            "anki-kept-note",
            [step.note for step in refused if not step.retype],
            "was not taken by Anki",
            "close Anki's browser and editors, where a note that is open wins, and push again",
        )
        self._problems(
            "anki-kept-type",
            [step.note for step in refused if step.retype],
            "still has its old note type",
            "update AnkiConnect, or use Notes > Change Note Type in Anki's browser; then push again",
        )

    def _tag(self) -> None:
        steps = [step for step in self._plan.steps if step.tags and not step.retype]
        for name, of in (("addTags", _added), ("removeTags", _removed)):
            groups: dict[str, list[int]] = {}
            for step in steps:
                if of(step):
                    groups.setdefault(of(step), []).append(step.found.id)
            for tags, notes in groups.items():
                for some in batches(notes, _MANY):
                    self._client.call(name, notes=list(some), tags=tags)
        only_tags = [step for step in steps if not step.fields]
        self.outcome.updated += len(only_tags)
        self._progress(len(only_tags))

    def _move(self) -> None:
        groups: dict[str, list[int]] = {}
        for step in self._plan.steps:
            if step.cards:
                groups.setdefault(step.note.deck, []).extend(step.cards)
                self.outcome.moved += 1
        for deck, cards in groups.items():
            for some in batches(cards, _MANY):
                self._client.call("changeDeck", cards=list(some), deck=deck)
        self._progress(sum(bool(step.cards) and not step.writes for step in self._plan.steps))

    # --- what went away and came back --------------------------------------------------------------

    def _wake(self) -> None:
        putting.wake(self._client, [card for step in self._plan.steps for card in step.awake])

    def _put_away(self) -> None:
        gone = self._plan.gone
        if self._plan.wishes.removed == "suspend":
            cards = putting.active(self._client, [card for one in gone for card in one.found.decks])
            put = [one for one in gone if cards & one.found.decks.keys()]
            known = self.outcome.known.notes
            marks = {one.guid: known.get(one.guid, Pushed()) for one in put}
            # remembered first: whoever wakes them again looks whether they sleep
            self._keep({one.guid: replace(marks[one.guid], note=one.found.id, suspended=True) for one in put})
            putting.suspend(self._client, cards)
            self.outcome.suspended = len(put)
        elif self._plan.wishes.removed == "delete":
            putting.delete(self._client, [one.found.id for one in gone])
            self._forget({one.guid for one in gone})
            self.outcome.deleted = len(gone)
        if self._plan.wishes.removed:
            self._progress(len(gone))

    def _forget(self, guids: Container[str]) -> None:
        known = self.outcome.known
        notes = {key: note for key, note in known.notes.items() if key not in guids}
        self.outcome.known = replace(known, notes=notes)

    def _finish(self) -> None:
        """All is done: what was held until now counts no more."""
        done = {step.note.identity.guid: step.after for step in self._plan.steps}
        self._keep({key: after for key, after in done.items() if key not in self._refused})
        self._forget(self._plan.forgotten)
        sent = {key: one for key, one in self.outcome.known.sent.items() if key in self._refused}
        self.outcome.known = replace(self.outcome.known, sent=sent)

    def _problems(self, code: str, notes: Iterable[Note], told: str, hint: str) -> None:
        for note in notes:
            at = Location(self._plan.path, note.card.first_line)
            self.outcome.problems.append(warning(at, code, f"the note of {note.card.title!r} {told}", hint))


def _update(step: NoteStep) -> Action:
    return Action("updateNoteFields", {"note": {"id": step.found.id, "fields": dict(step.fields)}})


def _is_written(step: NoteStep, there: Mapping[str, str]) -> bool:
    texts = step.fields.items()
    return all(name in there and print_of(there[name]) == print_of(text) for name, text in texts)


def _added(step: NoteStep) -> str:
    return " ".join(step.tags.added)


def _removed(step: NoteStep) -> str:
    return " ".join(step.tags.removed)
