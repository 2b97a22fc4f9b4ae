"""What becomes of a note that is in Anki.

In: a card's note, what Anki holds of it, what was last pushed, what the learner wishes. Out: a `NoteStep`.
It must not know of other notes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from awsdeck.lock import Entry
from awsdeck.notes import Note, fields
from awsdeck.packages import Stored
from awsdeck.push import merge
from awsdeck.push.collection import AnkiNote, Collection
from awsdeck.push.merge import CONFLICT, KEEP, SAME, TAKE, TagChanges, Verdict, print_of, verdict
from awsdeck.push.record import Profile, Pushed

UNTOUCHED = 1
"""The time of notes that a push has added, in seconds, until somebody touches them."""

_OUR_TAGS = ("service", "difficulty", "level", "category", "form")


class Wishes(NamedTuple):
    """What the learner asks for.

    ``settle`` says whose version of a value counts that was changed on both sides: ``mine``, the document's,
    or ``theirs``, Anki's; without it Anki's stays and the difference is told. ``removed`` says what becomes
    of notes whose question is gone from the document; without it they stay as they are.
    """

    settle: Literal["mine", "theirs"] | None = None
    removed: Literal["suspend", "delete"] | None = None


class NoteStep(NamedTuple):
    """What becomes of a note that is in Anki.

    ``fields`` are those to be written, ``edited`` those left as the learner edited them, ``conflicts`` what
    was changed on both sides. ``cards`` are moved to the note's deck, ``awake`` ones are no longer
    suspended. ``retype`` gives the note our note type. ``before`` is what Anki holds of ours until then,
    ``after`` what is to be remembered once it is done.
    """

    note: Note
    found: AnkiNote
    fields: Mapping[str, str]
    edited: tuple[str, ...]
    conflicts: tuple[str, ...]
    tags: TagChanges
    cards: tuple[int, ...]
    awake: tuple[int, ...]
    retype: bool
    before: Pushed
    after: Pushed

    @property
    def writes(self) -> bool:
        """The note itself changes."""
        return self.retype or bool(self.fields) or bool(self.tags)

    @property
    def acts(self) -> bool:
        """Anything at all is to be done."""
        return self.writes or bool(self.cards) or bool(self.awake)


class Comparison:
    """Compares notes one by one."""

    def __init__(
        self,
        collection: Collection,
        known: Profile,
        stored: Mapping[str, Stored],
        before: Mapping[str, Entry],
        wishes: Wishes,
    ) -> None:
        self._collection = collection
        self._known = known
        self._stored = stored
        self._before = before
        self._settle = wishes.settle

    def step(self, note: Note, found: AnkiNote) -> NoteStep:
        """What becomes of a note."""
        key = note.identity.guid
        pushed, sent = self._known.notes.get(key, Pushed()), self._known.sent.get(key, Pushed())
        look = self._collection.looks.get(note.note_type.id)
        foreign = look is None or found.kind != look.name
        mine = note.note_type.named(fields(note))
        if foreign:
            verdicts = dict.fromkeys(mine, _as_a_whole(found, pushed, sent))
        else:
            verdicts = {name: self._field(note, found, name, mine, pushed, sent) for name in mine}
        decks = {card: self._deck(note, card, found, pushed, sent) for card in found.decks}
        contested = [name for name, is_ in verdicts.items() if is_ == CONFLICT]
        written = {name: mine[name] for name, is_ in verdicts.items() if self._takes(is_)}
        open_deck = CONFLICT in decks.values() and not self._settle
        return NoteStep(
            note=note,
            found=found,
            fields=written,
            edited=tuple(name for name, is_ in verdicts.items() if is_ == KEEP),
            conflicts=(
                *(() if self._settle else ("note type",) if foreign and contested else contested),
                *(("deck",) if open_deck else ()),
                *(("note type",) if foreign and KEEP in verdicts.values() else ()),
            ),
            tags=TagChanges() if foreign and not written else self._tags(note, found, pushed, sent),
            cards=tuple(card for card, is_ in decks.items() if self._takes(is_)),
            awake=tuple(found.decks) if pushed.suspended else (),
            retype=foreign and bool(written),
            before=self._held(found, verdicts, pushed, sent),
            after=Pushed(
                note=found.id,
                fields={
                    **pushed.fields,
                    **{name: print_of(mine[name]) for name in self._settled(found, verdicts)},
                },
                tags=note.tags,
                deck=pushed.deck if open_deck else note.deck,
            ),
        )

    def _settled(self, found: AnkiNote, verdicts: Mapping[str, Verdict]) -> list[str]:
        """The fields of which Anki has had the document's version, or of which it was said whose counts."""
        return [
            name
            for name, is_ in verdicts.items()
            if is_ in (SAME, TAKE)
            or (is_ == KEEP and name in found.fields)
            or (is_ == CONFLICT and self._settle)
        ]

    def _held(self, found: AnkiNote, verdicts: Mapping[str, Verdict], pushed: Pushed, sent: Pushed) -> Pushed:
        """What Anki holds of ours, told apart from what the learner made of it.

        So even a push that breaks off twice, with an edit of the document in between, takes nothing that it
        wrote itself for an edit of the learner's.
        """
        unedited = [name for name, is_ in verdicts.items() if is_ in (SAME, TAKE) and name in found.fields]
        there = {tag.casefold() for tag in found.tags}
        arrived = tuple(tag for tag in sent.tags or () if tag.casefold() in there)
        known_tags = pushed.tags is not None or bool(arrived)
        decks = set(found.decks.values())
        versions = {known.deck for known in (pushed, sent) if known.deck is not None}
        return replace(
            pushed,
            note=found.id,
            fields={**pushed.fields, **{name: print_of(found.fields[name]) for name in unedited}},
            tags=tuple(dict.fromkeys((*(pushed.tags or ()), *arrived))) if known_tags else None,
            deck=next(iter(decks)) if len(decks) == 1 and decks <= versions else pushed.deck,
        )

    def _takes(self, found: Verdict) -> bool:
        """The document's version is written."""
        return found == TAKE or (found == CONFLICT and self._settle == "mine")

    def _field(
        self, note: Note, found: AnkiNote, name: str, mine: Mapping[str, str], pushed: Pushed, sent: Pushed
    ) -> Verdict:
        theirs = print_of(found.fields.get(name, ""))
        versions = {known.fields[name] for known in (pushed, sent) if name in known.fields}
        if not versions:
            versions |= self._imported(note, found, name, theirs)
        return verdict(print_of(mine[name]), theirs, versions)

    def _imported(self, note: Note, found: AnkiNote, name: str, theirs: str) -> set[str]:
        """Versions of a field that an import has left in Anki, where no push remembers one."""
        before = self._before.get(note.identity.guid)
        stored = self._stored.get(note.identity.guid)
        versions = {print_of(note.note_type.named(stored.fields).get(name, ""))} if stored else set()
        # an import gives a note the time of its card's last change, and every edit in Anki that of the edit
        if found.modified in (UNTOUCHED, before.changed if before else UNTOUCHED):
            versions.add(theirs)
        return versions

    def _tags(self, note: Note, found: AnkiNote, pushed: Pushed, sent: Pushed) -> TagChanges:
        root = _root_of(note.tags)
        ours = tuple(f"{root}::{kind}::".casefold() for kind in _OUR_TAGS)
        marks = [tag for tag in found.tags if tag.casefold() == f"{root}::removed".casefold()]
        likely = [tag for tag in found.tags if tag.casefold().startswith(ours)] if pushed.tags is None else []
        given = pushed.tags or ()
        return merge.tags(note.tags, found.tags, given, (*(sent.tags or ()), *likely, *marks))

    def _deck(self, note: Note, card: int, found: AnkiNote, pushed: Pushed, sent: Pushed) -> Verdict:
        if card in self._collection.borrowed:
            return KEEP  # a filtered deck gives it back to where it came from
        mine = note.deck.casefold()
        versions = {known.deck.casefold() for known in (pushed, sent) if known.deck is not None}
        before = self._before.get(note.identity.guid)
        if pushed.deck is None and before and before.deck.casefold() != mine:
            versions.add(before.deck.casefold())
        return verdict(mine, found.decks[card].casefold(), versions)


def _as_a_whole(found: AnkiNote, pushed: Pushed, sent: Pushed) -> Verdict:
    """A note of another type is replaced as a whole, if it still is as it was adopted or sent.

    One with several cards keeps its type: ours has one card, and the others' history would be lost.
    """
    theirs = {name: print_of(text) for name, text in found.fields.items()}
    if len(found.decks) != 1:
        return KEEP
    return TAKE if any(dict(known.fields) == theirs for known in (pushed, sent)) else CONFLICT


def _root_of(tags: Iterable[str]) -> str:
    """The first part of a document's tags."""
    return next((tag.rsplit("::", 2)[0] for tag in tags), "aws")
