"""Which note of a deck made elsewhere is which card.

In: cards, and what a person reads of the notes. Out: pairs, sure or doubtful, by the same matching that
follows a card through edits. It must not know where the notes come from.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.identity import prints
from awsdeck.identity.matching import Candidate, match
from awsdeck.identity.similarity import names
from awsdeck.lock import IN_USE, Entry
from awsdeck.model import Card, Paragraph, Text
from awsdeck.text import one_line, words

_NUMBERED = re.compile(r"(?:Q(?:uestion)?\s*)?(?P<number>\d{1,4})\s*[.):]\s+(?=\S)", re.IGNORECASE)

_MAKERS = frozenset(("Amazon", "AWS"))
_SAME_ANSWER = 0.5  # of the words of two answers: more than two people who explain one thing share


class Asked(NamedTuple):
    """What a note made elsewhere asks and answers, as text."""

    question: str
    answer: str


class Pair(NamedTuple):
    """Positions of a card and of the note that it is taken for."""

    card: int
    note: int
    sure: bool


def pair(cards: Sequence[Card], notes: Sequence[Asked]) -> tuple[Pair, ...]:
    """The cards that are found among the notes, in the order of the cards; each note is used once at most."""
    candidates = [_candidate(card) for card in cards]
    entries = [_entry(at, note) for at, note in enumerate(notes)]
    found = match(candidates, entries)
    doubtful = {doubt.card for doubt in found.doubts if doubt.paired}
    return tuple(
        Pair(card, note, sure=card not in doubtful and _same_subject(candidates[card], entries[note]))
        for card, note in sorted(found.entry_of.items())
    )


def _same_subject(card: Candidate, note: Entry) -> bool:
    """Both ask about the same things, or answer the same.

    An author who adds a name to a question means the same card; in somebody else's deck "S3" and "S3
    Glacier" are two.
    """
    same_words = words(card.question) == words(note.question)
    same_names = names(card.question) - _MAKERS == names(note.question) - _MAKERS
    return same_words or same_names or prints.likeness(card.sketch, note.sketch) >= _SAME_ANSWER


def _candidate(card: Card) -> Candidate:
    # an id of the author's would say "a new card" wherever no note has it, and no foreign note has one
    question = one_line(card.title)
    return Candidate(None, question, card.number, _print(question), prints.sketch(card.answer), "")


def _entry(at: int, note: Asked) -> Entry:
    """The note as if a lock remembered it."""
    question = one_line(note.question)
    numbered = _NUMBERED.match(question)
    if numbered:
        question = question[numbered.end() :]
    answer = (Paragraph((Text(note.answer),)),)
    return Entry(
        id=f"note {at}",
        seed=f"note {at}",
        changed=0,
        state=IN_USE,
        number=int(numbered["number"]) if numbered else None,
        question_print=_print(question),
        answer_print=_print(question),
        details_print=_print(question),
        services="",
        sketch=prints.sketch(answer),
        deck="",
        question=question,
    )


def _print(question: str) -> str:
    """Stands for the answer's fingerprint: the same answer in another form never has the same one."""
    return prints.fingerprint(question)
