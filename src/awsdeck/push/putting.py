"""Puts notes of removed questions away, and brings cards back.

In: cards and notes. Out: the same in Anki, suspended, awake or gone. It must not know why.
"""

from collections.abc import Iterable, Sequence

from awsdeck.ankiconnect import Client
from awsdeck.push.collection import batches

_MANY = 500  # ids in one request


def active(client: Client, cards: Sequence[int]) -> frozenset[int]:
    """Those of the cards that are not suspended."""
    return frozenset(card for card, suspended in _states(client, cards) if not suspended)


def suspend(client: Client, cards: Iterable[int]) -> None:
    """Suspend cards that are active."""
    for some in batches(sorted(cards), _MANY):
        client.call("suspend", cards=list(some))


def wake(client: Client, cards: Sequence[int]) -> None:
    """End the suspension of those cards that are suspended."""
    asleep = [card for card, suspended in _states(client, cards) if suspended]
    for some in batches(asleep, _MANY):
        client.call("unsuspend", cards=list(some))


def delete(client: Client, notes: Sequence[int]) -> None:
    """Delete notes with their cards and history."""
    for some in batches(notes, _MANY):
        client.call("deleteNotes", notes=list(some))


def _states(client: Client, cards: Sequence[int]) -> list[tuple[int, bool]]:
    found: list[tuple[int, bool]] = []
    for some in batches(cards, _MANY):
        found += zip(some, client.call("areSuspended", cards=list(some)), strict=True)
    return found
