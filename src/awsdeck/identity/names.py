"""Gives out ids and seeds, none twice.

In: the entries of a lock, and wanted names. Out: names that nothing else has. It must not know who asks.
"""

from collections.abc import Iterable

from awsdeck.identity.ids import guid, is_adopted
from awsdeck.lock import Entry


def usurper(entries: Iterable[Entry]) -> Entry | None:
    """An entry that takes over no note, or that of another entry: no build makes such a lock."""
    known = tuple(entries)
    adopted = {guid(entry.seed): entry for entry in known if is_adopted(entry.seed)}
    if not adopted:
        return None
    others = (guid(entry.seed) for entry in known if not is_adopted(entry.seed))
    return adopted.get("") or next((adopted[other] for other in others if other in adopted), None)


class Names:
    """Gives out ids and seeds, none twice, not even one of a card that is gone."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._owners: dict[str, str] = {}
        self._seeds: set[str] = set()
        self._adopted: set[str] = set()
        for entry in entries:
            self._owners[entry.id] = entry.seed
            self._seeds.add(entry.seed)
            if is_adopted(entry.seed):
                self._adopted.add(guid(entry.seed))
        self._given: set[str] = set()

    def id(self, wanted: str, seed: str | None) -> str:
        """The wanted id for the card with this seed, with a number behind it if another card has it."""
        name, number = wanted, 1
        while name in self._given or self._owners.get(name, seed) != seed:
            number += 1
            name = f"{wanted}~{number}"
        self._given.add(name)
        return name

    def seed(self, wanted: str) -> str:
        """A seed that no other card has, nor one that gives a note which another card took over."""
        name, number = wanted, 1
        while name in self._seeds or (self._adopted and guid(name) in self._adopted):
            number += 1
            name = f"{wanted}~{number}"
        self._seeds.add(name)
        return name
