"""A push from beginning to end, for several documents.

In: decks, a client, the learner's wishes. Out: a plan for each deck, then what came of it. What a build
writes is written as well, before Anki is touched: the locks tie new notes to their cards from then on.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from awsdeck import building, progress
from awsdeck.ankiconnect import Client
from awsdeck.building import locks, lost, packages
from awsdeck.building.removed import last_built
from awsdeck.model import Location
from awsdeck.notetype import NoteType
from awsdeck.packages import PackagedNote
from awsdeck.pipeline import Deck
from awsdeck.problems import AwsdeckError, error
from awsdeck.push import record
from awsdeck.push.collection import UNKNOWN_PROFILE, look
from awsdeck.push.doing import Outcome, carry_out
from awsdeck.push.merge import print_of
from awsdeck.push.plan import Plan, make
from awsdeck.push.record import Profile, Pushed, Record
from awsdeck.push.steps import Wishes


class Session:
    """Plans when it is made; `push` does it."""

    def __init__(
        self, client: Client, decks: Sequence[Deck], wishes: Wishes, profile: str | None = None
    ) -> None:
        """Ask Anki what it holds, and compare.

        Raises:
            AwsdeckError: Anki can't be asked, another profile is open than the named or the last one, or a
                document has lost its lock.

        """
        _, without_lock = lost.parted(decks)
        if without_lock:
            raise AwsdeckError(*without_lock)
        self._client = client
        self._done = 0
        self._decks = tuple(decks)
        self._records = [_record_of(deck) for deck in decks]
        kinds: dict[int, NoteType] = {
            note.note_type.id: note.note_type for deck in decks for note in deck.ready
        }
        known = [note for found in self._records for note in _known(found)]
        collection = look(client, list(kinds.values()), known)
        self.profile = collection.profile
        for found in self._records:
            _refuse_other_profile(client.url, found.last, self.profile, profile)
        alive = {note.identity.guid for deck in decks for note in (*deck.notes, *deck.made)}
        self.plans = tuple(
            make(deck, collection, found.of(self.profile), last_built(deck), wishes, alive)
            for deck, found in zip(decks, self._records, strict=True)
        )

    @property
    def size(self) -> int:
        """How many notes something is done to."""
        wanted = [len(plan.gone) if plan.wishes.removed else 0 for plan in self.plans]
        return sum(wanted) + sum(len(plan.new) + len(plan.acting) for plan in self.plans)

    def _count(self, notes: int) -> None:
        self._done += notes
        progress.tell("Pushing", min(self._done, self.size), self.size)

    def push(self, unchanged: Callable[[], bool]) -> tuple[Outcome, ...]:
        """Build the documents and carry out their plans.

        ``unchanged`` tells whether the documents are still what the plans were made of.

        Raises:
            AwsdeckError: a document has changed, a file can't be written, Anki doesn't do what it is asked.

        """
        documents = tuple(Path(deck.document.path) for deck in self._decks)
        with ExitStack() as stack:
            locks.hold(stack, documents)
            if not unchanged():
                raise _changed_meanwhile(documents[0])
            ready = [note for deck in self._decks for note in deck.ready]
            _, unwritten = building.write(building.Order(documents), self._decks, ready, {})
            if unwritten:
                raise AwsdeckError(*unwritten)
        parts = zip(self._decks, self._records, self.plans, strict=True)
        return tuple(self._carry_out(deck, found, plan) for deck, found, plan in parts)

    def _carry_out(self, deck: Deck, found: Record, plan: Plan) -> Outcome:
        path = _place(deck)

        def remember(known: Profile) -> None:
            record.save(path, found.having(self.profile, known))

        try:
            known = found.of(self.profile)
            return carry_out(self._client, plan, known, remember, packages.FOLDER, self._count)
        except OSError as failure:
            raise _unwritable(failure) from None


def remember_adopted(deck: Deck, old: Iterable[PackagedNote]) -> None:
    """Keep what notes of a deck made elsewhere look like, so that a push recognises them.

    Raises:
        AwsdeckError: the file can't be written.

    """
    found = _record_of(deck)
    adopted = {
        note.guid: Pushed(note.id, {name: print_of(text) for name, text in note.named.items()})
        for note in old
    }
    try:
        record.save(_place(deck), replace(found, adopted={**found.adopted, **adopted}))
    except OSError as failure:
        raise _unwritable(failure) from None


def _place(deck: Deck) -> Path:
    return record.path_for(packages.place(Path(deck.document.path).stem))


def _record_of(deck: Deck) -> Record:
    """What is remembered of a document, also under its former name."""
    found = record.load(_place(deck))
    if found != Record() or deck.lock_found is None:
        return found
    return record.load(record.path_for(packages.place(deck.lock_found.stem)))


def _known(found: Record) -> list[int]:
    notes = [note for profile in found.profiles.values() for note in profile.notes.values()]
    return [note.note for note in (*notes, *found.adopted.values()) if note.note is not None]


def _refuse_other_profile(url: str, last: str | None, active: str, wanted: str | None) -> None:
    """Two people may share a machine, and one person may try things out in a second profile."""
    if wanted is not None and wanted != active:
        told, hint = f"the open profile is {active!r}, not {wanted!r}", "switch it in File > Switch Profile"
    elif wanted is None and last not in (None, active) and UNKNOWN_PROFILE not in (last, active):
        told = f"the open profile is {active!r}, and the last push went to {last!r}"
        hint = f"switch it in Anki with File > Switch Profile, or name the new one: --profile {active!r}"
    else:
        return
    raise AwsdeckError(error(Location(url), "anki-other-profile", told, hint))


def _changed_meanwhile(path: Path) -> AwsdeckError:
    told = "the document has changed while you were asked"
    return AwsdeckError(error(Location(str(path)), "changed-meanwhile", told, "push again"))


def _unwritable(failure: OSError) -> AwsdeckError:
    told = f"can't write here: {failure.strerror or failure}"
    at = Location(str(packages.FOLDER))
    return AwsdeckError(error(at, "unwritable", told, "make the folder writable"))
