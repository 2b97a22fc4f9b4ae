"""From pairs of cards and entries to identities, a new lock, and what changed.

In: the cards of a document as `Subject` values, its lock, the time. Out: a `Resolution`. It must not know
how pairs are found (`matching` does).
"""

from collections.abc import Sequence
from typing import NamedTuple

from awsdeck import lock as lock_state
from awsdeck.identity import prints
from awsdeck.identity.ids import content_id, guid, seed
from awsdeck.identity.matching import Candidate, match
from awsdeck.identity.names import Names
from awsdeck.identity.prints import AnswerPrint
from awsdeck.lock import IN_USE, MARKED, Entry, Lock
from awsdeck.model import Card
from awsdeck.text import one_line

DAY = 24 * 60 * 60

ADDED, REWORDED, ANSWER, DETAILS = "added", "reworded", "answer changed", "details changed"
RENUMBERED, MOVED, REMOVED, RESTORED, RENDERED = "renumbered", "moved", "removed", "restored", "drawn anew"


class Identity(NamedTuple):
    """What makes a card the same card after an edit; ``changed`` is when its content last did, in seconds.

    ``seed`` is what the guid is made of, and by which a lock ties derived cards to their parent.
    """

    id: str
    guid: str
    changed: int
    seed: str = ""


class Subject(NamedTuple):
    """A card with what else is on its note: ``details`` is everything but question, answer and services.

    ``services`` are the slugs of its services, and ``stated`` tells that its author named them.
    ``ready`` tells that it goes into decks; a card without an answer doesn't, and leaves no trace.
    """

    card: Card
    details: tuple[object, ...]
    deck: str
    ready: bool
    services: tuple[str, ...] = ()
    stated: bool = False


class Change(NamedTuple):
    """What happened to one card. ``card`` is None if it is gone, ``before`` if it is new."""

    kinds: tuple[str, ...]
    card: Card | None
    before: Entry | None
    after: Entry

    @property
    def updates_note(self) -> bool:
        """An import will change the learner's note, or would if it were still in the document."""
        return self.before is not None and self.after.changed != self.before.changed


class Doubt(NamedTuple):
    """A card that may or may not be the one that an entry remembers."""

    card: Card
    entry: Entry
    paired: bool


class Resolution(NamedTuple):
    """An identity for each card, in the order of the document, and what follows for the lock."""

    identities: tuple[Identity, ...]
    lock: Lock
    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...] = ()
    future: tuple[Entry, ...] = ()
    """Entries whose time lies more than a day ahead; the time has been set back to now."""


class Moment(NamedTuple):
    """When and how a document is read.

    ``now`` is the time of changes and ``born`` that of all cards where there is no lock yet, in seconds;
    ``render`` the version of the HTML. ``whole`` is False where errors may hide cards of the document: then
    a card that isn't found is not taken for removed. ``mark_removed`` tells the learner of removed ones.
    """

    now: int
    born: int
    render: int
    whole: bool = True
    mark_removed: bool = False


def resolve(
    title: str, subjects: Sequence[Subject], lock: Lock | None, moment: Moment, place: str = ""
) -> Resolution:
    """Tell which card is which; ``place`` names the document, for what is remembered of it."""
    now, render = moment.now, moment.render
    future = tuple(entry for entry in (lock.entries if lock else ()) if entry.changed > now + DAY)
    entries = [
        entry._replace(changed=now) if entry.changed > now + DAY else entry
        for entry in (lock.entries if lock else ())
    ]
    answers = prints.of_answers(place, [subject.card for subject in subjects])
    candidates = [_candidate(subject, answer) for subject, answer in zip(subjects, answers, strict=True)]
    pairs = match(candidates, entries)
    names = Names((*entries, *(lock.parts if lock else ())))
    redrawn = lock is not None and lock.render < render
    changes: list[Change] = []
    identities: list[Identity] = []
    for at, subject in enumerate(subjects):
        before = entries[pairs.entry_of[at]] if at in pairs.entry_of else None
        fresh = _entry(title, subject, candidates[at], before, names)
        kinds: tuple[str, ...] = ()
        if fresh == before and not redrawn:
            after = before  # as most cards of most builds are
        else:
            after = dated(fresh, before, now if lock else moment.born, redrawn=redrawn, stated=subject.stated)
            kinds = kinds_of(before, after, redrawn=redrawn)
        identities.append(Identity(after.id, guid(after.seed), after.changed, after.seed))
        if subject.ready:
            changes.append(Change(kinds, subject.card, before, after))
        elif before is not None:
            # its answer is missing for now: what it is found by is kept up to date, its content is not
            findable = before._replace(question=after.question, number=after.number)
            changes.append(Change((), subject.card, before, findable))
    kept = set(pairs.entry_of.values())
    for at, entry in enumerate(entries):
        if at not in kept:
            changes.append(gone(entry, moment))
    return Resolution(
        identities=tuple(identities),
        lock=Lock(tuple(change.after for change in changes), render, lock.parts if lock else ()),
        changes=tuple(changes),
        doubts=tuple(Doubt(subjects[d.card].card, entries[d.entry], d.paired) for d in pairs.doubts),
        future=future,
    )


def _candidate(subject: Subject, answer: AnswerPrint) -> Candidate:
    card = subject.card
    return Candidate(
        card.stated_id,
        one_line(card.title),
        card.number,
        answer.fingerprint,
        answer.sketch,
        subject.deck,
    )


def _entry(title: str, subject: Subject, candidate: Candidate, before: Entry | None, names: Names) -> Entry:
    """The entry of a card as it is now, with the time of its former one, or none."""
    card = subject.card
    if before is None:
        card_id = names.id(card.stated_id or content_id(title, card), None)
        card_seed, changed = names.seed(seed(title, card_id)), 0
    else:
        card_id = names.id(card.stated_id or before.id, before.seed)
        card_seed, changed = before.seed, before.changed
    return Entry(
        card_id,
        card_seed,
        changed,
        IN_USE,
        card.number,
        prints.of_question(card.question),
        candidate.answer_print,
        prints.of_details(card_id, subject.details),
        ",".join(subject.services),
        candidate.sketch,
        subject.deck,
        candidate.question,
    )


def dated(fresh: Entry, before: Entry | None, now: int, *, redrawn: bool, stated: bool) -> Entry:
    """The entry with the time at which its content last changed.

    Services that nobody stated may be found otherwise by a later version: that alone changes no card, and
    its note keeps the ones it has until it does change.
    """
    if before is None:
        return fresh._replace(changed=now)
    other_services = stated and fresh.services != before.services
    redrawn = redrawn or other_services
    # a note that was marked as removed has to lose the mark; else a card that returns is as it was
    if _content(before) == _content(fresh) and before.state != MARKED and not redrawn:
        return fresh._replace(changed=before.changed, services=before.services)
    return fresh._replace(changed=_later(now, before.changed))


def _content(entry: Entry) -> tuple[str, str, str]:
    return entry.question_print, entry.answer_print, entry.details_print


def _later(now: int, before: int) -> int:
    """A time that Anki takes for newer even if the clock was set back in between."""
    return max(now, before + 1)


def kinds_of(before: Entry | None, after: Entry, *, redrawn: bool) -> tuple[str, ...]:
    """The kinds of change between two entries of one card; ``before`` is None for a new one."""
    if before is None:
        return (ADDED,)
    if after == before and not redrawn:
        return ()
    return tuple(
        name
        for name, holds in (
            (RESTORED, before.removed),
            (REWORDED, before.question_print != after.question_print),
            (ANSWER, before.answer_print != after.answer_print),
            (DETAILS, before.details_print != after.details_print or before.services != after.services),
            (RENUMBERED, before.number != after.number),
            (MOVED, before.deck != after.deck),
            (RENDERED, redrawn),
        )
        if holds
    )


def gone(entry: Entry, moment: Moment) -> Change:
    """What becomes of an entry whose card was not found."""
    if not moment.whole:
        return Change((), None, entry, entry)
    kinds = () if entry.removed else (REMOVED,)
    if moment.mark_removed and entry.state != MARKED:
        after = entry._replace(state=MARKED, changed=_later(moment.now, entry.changed))
    else:
        after = entry if entry.removed else entry._replace(state=lock_state.REMOVED)
    return Change(kinds, None, entry, after)
