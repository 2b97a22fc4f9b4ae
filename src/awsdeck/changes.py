"""What changed since the last build, and what an import will do with it.

In: a deck as read now, and what the last package held. Out: a `Report`. It must not know how it is shown.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from awsdeck.forms import QA
from awsdeck.identity import Change, guid
from awsdeck.notes import Note, answer, note_type_of
from awsdeck.packages import Stored
from awsdeck.pipeline import Deck

ADDED, REMOVED, MOVED, RESTORED = "added", "removed", "moved", "restored"
REWORDED, RENUMBERED = "reworded", "renumbered"


class CardChange(NamedTuple):
    """One card that isn't as it was: the kinds of change, and its text before and after.

    ``before`` is None where the last package isn't there to tell; ``line`` is None for a card that is gone.
    """

    id: str
    kinds: tuple[str, ...]
    question: str
    question_before: str | None
    deck: str
    deck_before: str | None
    line: int | None
    before: tuple[str, ...] | None
    after: tuple[str, ...]


class Report(NamedTuple):
    """All changes, and how many notes an import adds, updates and leaves alone."""

    changes: tuple[CardChange, ...]
    new: int
    updated: int
    unchanged: int

    def removed_search(self, without: Collection[str] = ()) -> str | None:
        """What finds the removed cards in Anki's browser, but those with one of these ids."""
        gone = (change.id for change in self.changes if REMOVED in change.kinds)
        return search(card_id for card_id in gone if card_id not in without)

    @property
    def moved_searches(self) -> Mapping[str, str]:
        """For each deck that cards move to, what finds those cards in Anki's browser."""
        moved: dict[str, list[str]] = {}
        for change in self.changes:
            if MOVED in change.kinds:
                moved.setdefault(change.deck, []).append(change.id)
        return {deck: search(ids) or "" for deck, ids in moved.items()}


def in_build(deck: Deck) -> tuple[Change, ...]:
    """The changes of cards that are wanted in this build, and of those that are gone."""
    wanted = {note.identity.seed for note in deck.ready}
    return tuple(
        change for change in deck.resolution.changes if change.card is None or change.after.seed in wanted
    )


def changed(seen: Sequence[Change]) -> frozenset[str]:
    """The guids of the notes that a report tells of; ``seen`` is what `in_build` gives, here and below."""
    return frozenset(guid(change.after.seed) for change in seen if change.kinds)


Lines = tuple[str, ...]


def said_before(seen: Sequence[Change], stored: Mapping[str, Stored]) -> dict[str, Lines]:
    """What the answers of changed cards said, by guid; ``stored`` are those notes in the last package."""
    keys = {guid(change.after.seed): change for change in seen if change.kinds}
    return {key: _lines(_answer(stored[key].fields, _form(keys[key]))) for key in keys if key in stored}


def said_now(deck: Deck, seen: Sequence[Change]) -> dict[str, Lines]:
    """What the answers that changed say now, by guid; which ones did is known without the last package."""
    notes = _by_guid(deck)
    changes = (change for change in seen if change.kinds and not _keeps_answer(change))
    keys = (guid(change.after.seed) for change in changes if change.card)
    return {key: _text(notes[key]) for key in keys if key in notes}


def report(
    deck: Deck,
    seen: Sequence[Change],
    before: Mapping[str, Lines],
    now: Mapping[str, Lines] | None = None,
) -> Report:
    """What the next import will find changed, with what `said_before` and `said_now` give.

    Without the latter no answer is drawn, as nobody asks for them.
    """
    notes = {} if now is None else _by_guid(deck)
    changes = tuple(_card_change(change, notes, before, now or {}) for change in seen if change.kinds)
    new = sum(change.before is None for change in seen)
    updated = sum(change.updates_note for change in seen if change.card and change.before is not None)
    return Report(changes, new, updated, len(deck.ready) - new - updated)


def _by_guid(deck: Deck) -> dict[str, Note]:
    return {note.identity.guid: note for note in deck.ready}


def _card_change(
    change: Change, notes: Mapping[str, Note], said: Mapping[str, Lines], now: Mapping[str, Lines]
) -> CardChange:
    key = guid(change.after.seed)
    note, before = notes.get(key), change.before
    after: Lines = ()
    if note and change.card:
        after = now[key] if key in now else said.get(key) or _text(note)
    return CardChange(
        id=change.after.id,
        kinds=change.kinds,
        question=change.after.question,
        question_before=before.question if before else None,
        deck=change.after.deck,
        deck_before=before.deck if before else None,
        line=change.card.first_line if change.card else None,
        before=said.get(key),
        after=after,
    )


def _form(change: Change) -> str:
    return change.after.origin.form if change.after.origin else QA


def _text(note: Note) -> Lines:
    return _lines(_revealed(answer(note), note.note_type.cloze))


def _lines(html: str) -> Lines:
    from awsdeck.packages.fieldtext import lines  # most builds compare no texts

    return lines(html)


def _keeps_answer(change: Change) -> bool:
    """A whole question to which nothing else happened has the answer that it had, which needn't be drawn."""
    return change.after.origin is None and _NOT_ABOUT_ANSWERS.issuperset(change.kinds)


_NOT_ABOUT_ANSWERS = frozenset((REWORDED, RENUMBERED, MOVED))


def _answer(values: tuple[str, ...], form: str) -> str:
    """The field that holds the answer in a row of an earlier package."""
    kind = note_type_of(form)
    return _revealed(kind.named(values).get("Text" if kind.cloze else "Answer", ""), kind.cloze)


def _revealed(html: str, is_cloze: bool) -> str:
    """The text of a cloze note without the marks of what is hidden."""
    return _HIDDEN.sub(r"\1", html) if is_cloze else html


_HIDDEN = re.compile(r"\{\{c\d+::(.*?)\}\}", re.DOTALL)


def search(ids: Iterable[str]) -> str | None:
    """Text for the search line of Anki's browser that finds the notes with these ids; None for no ids."""
    # an underscore and an asterisk stand for any letters in Anki's search, a quote ends the term
    escaped = [re.sub(r'([\\"*_:])', r"\\\1", card_id) for card_id in ids]
    return " or ".join(f'"ID:{card_id}"' for card_id in escaped) or None
