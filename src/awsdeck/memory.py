"""What was found out of a piece of text once is not found out again.

In: pieces, each with a key that names everything the outcome depends on, and how to find the outcome. Out:
the outcomes in order, the same as those of a plain loop. It must not know what they mean.

Equal pieces are looked at once, pieces that an earlier run has seen come out of the `cache`, and what is left
is divided between two processes (`workers`). Outcomes are kept in groups of neighbours. A group ends behind a
piece whose key happens to begin with a small byte: so a piece that is changed, added or gone concerns its
own group alone, wherever the others have moved.
"""

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

from awsdeck import cache, packing, workers

T = TypeVar("T")

_Packed = tuple[tuple[bytes, ...], bytes | memoryview]
"""The keys of a group, and its outcomes."""

_ENDS_GROUP = 4  # of the 256 first bytes of a key so many end a group, which makes groups of 64 pieces
_LONGEST_GROUP = 256
_KEY_SIZE = 16
_NUMBER = 8  # bytes of a number
_AT_ONCE = 4096  # pieces whose outcomes are held together where they are let go afterwards
_SPARE = 1_000_000  # bytes that are kept of what was not asked for this time
_MOST_BY_LATER = 8  # what came later is kept apart while the rest is so many times as large


class Quest(NamedTuple, Generic[T]):
    """What is sought of each piece: its name, what a person who waits is told, and what outcomes consist of.

    ``made_of`` are frozen dataclasses and named tuples; texts, numbers and tuples need no mention.
    """

    name: str
    told: str
    made_of: tuple[type, ...] = ()


def key(*parts: str | bytes) -> bytes:
    """A key for what depends on these parts and on nothing else."""
    # no other form of marshal's tells where a part ends without telling whether Python holds it twice
    return blake2b(marshal.dumps(parts, 2), digest_size=_KEY_SIZE).digest()


def recalled(quest: Quest[T], place: str, keys: Sequence[bytes], find: Callable[[int], T]) -> list[T]:
    """The outcome for each key; ``find`` gives that of the piece at a position.

    ``place`` is what the pieces are part of: it tells where earlier outcomes are looked for. A piece with an
    empty key depends on more than its key could say, and is looked at each time.
    """
    return list(recalling(quest, place, keys, find))


def recalling(quest: Quest[T], place: str, keys: Sequence[bytes], find: Callable[[int], T]) -> Iterator[T]:
    """What `recalled` gives, bit by bit: an outcome is let go once it has been given for the last time."""
    pieces: list[bytes | int] = [name or at for at, name in enumerate(keys)]
    first: dict[bytes | int, int] = {}
    for at, piece in enumerate(pieces):
        first.setdefault(piece, at)
    last = {piece: at for at, piece in enumerate(pieces)}
    order = list(first)
    shelf = _Shelf(quest, place)
    found: dict[bytes | int, T] = {}
    for begin in range(0, len(order), _AT_ONCE):
        found.update(_found(quest, shelf, order[begin : begin + _AT_ONCE], lambda piece: find(first[piece])))
        following = order[begin + _AT_ONCE : begin + _AT_ONCE + 1]
        if not following:
            shelf.save()
        for at in range(first[order[begin]], first[following[0]] if following else len(pieces)):
            piece = pieces[at]
            yield found.pop(piece) if last[piece] == at else found[piece]


def _found(
    quest: Quest[T], shelf: "_Shelf", pieces: Sequence[bytes | int], find: Callable[[bytes | int], T]
) -> dict[bytes | int, T]:
    """The outcomes of some pieces, from the shelf where they are there."""
    found: dict[bytes | int, T] = {}
    fresh: list[_Group] = []
    for group in _groups([piece for piece in pieces if isinstance(piece, bytes)]):
        outcomes = shelf.take(group)
        if outcomes is None:
            fresh.append(group)
        else:
            found.update(zip(group.keys, outcomes, strict=True))
    known = shelf.pieces([name for group in fresh for name in group.keys])
    found.update(known)
    missing = [piece for piece in pieces if piece not in found]
    new = workers.mapped(
        quest.told,
        find,
        missing,
        pack=lambda outcomes: packing.packed(outcomes, quest.made_of),
        unpack=lambda packed: packing.unpacked(packed, quest.made_of),
    )
    found.update(zip(missing, new, strict=True))
    for group in fresh:
        new_names = [name for name in group.keys if name not in known]
        if new_names:
            shelf.put(new_names, tuple([found[name] for name in new_names]))
    return found


class _Group(NamedTuple):
    """Neighbours whose outcomes are kept together, under a name that is made of their keys."""

    name: bytes
    keys: tuple[bytes, ...]


def _group(keys: Sequence[bytes]) -> _Group:
    return _Group(key(*keys), tuple(keys))


def _groups(keys: Sequence[bytes]) -> list[_Group]:
    groups: list[_Group] = []
    begun = 0
    for end, name in enumerate(keys, 1):
        if name[0] < _ENDS_GROUP or end - begun == _LONGEST_GROUP or end == len(keys):
            groups.append(_group(keys[begun:end]))
            begun = end
    return groups


# --- how outcomes are kept -------------------------------------------------------------------------------


class _Shelf:
    """The outcomes of one quest in one place: packed by the names of their groups, and the keys of each.

    It lies in the cache in two pieces: most of it, and what came later. After an edit only the second is
    written, as long as it is much smaller.
    """

    def __init__(self, quest: Quest[Any], place: str) -> None:
        name = f"{quest.name} of {os.path.abspath(place)}".encode("utf-8", "surrogateescape")
        self._made_of, self._key = quest.made_of, name + cache.edition()
        self._later_key = b"later " + self._key
        self._is_used = cache.folder() is not None
        self._most, self._later = _kept(self._key), _kept(self._later_key)
        self._old = self._most | self._later
        self._new: dict[bytes, _Packed] = {}
        self._has_changed = False

    def take(self, group: _Group) -> tuple[Any, ...] | None:
        """The outcomes of a group, if they are there; they stay there for the next run."""
        found = self._old.get(group.name)
        if found is None:
            return None
        self._new[group.name] = found
        outcomes: tuple[Any, ...] = packing.unpacked(found[1], self._made_of)
        return outcomes

    def pieces(self, names: Iterable[bytes]) -> dict[bytes | int, Any]:
        """The outcomes of single pieces, whatever group they were in; most of a group keep all of it."""
        found: dict[bytes | int, Any] = {}
        wanted = set(names)
        for group, (known, packed) in self._old.items() if wanted else ():
            if wanted.isdisjoint(known):
                continue
            outcomes = zip(known, packing.unpacked(packed, self._made_of), strict=True)
            used = [(name, outcome) for name, outcome in outcomes if name in wanted]
            found.update(used)
            if 2 * len(used) >= len(known):
                self._new[group] = known, packed
        return found

    def put(self, names: Sequence[bytes], outcomes: tuple[Any, ...]) -> None:
        """Keep the outcomes of some pieces for the next run."""
        self._has_changed = True
        if self._is_used:
            group = _group(names)
            self._new[group.name] = group.keys, packing.packed(outcomes, self._made_of)

    def save(self) -> None:
        """Keep what was asked for, and some of the rest: an edit may be taken back."""
        if not (self._has_changed and self._is_used):
            return
        later = self._later | {name: found for name, found in self._new.items() if name not in self._most}
        if _size(later) * _MOST_BY_LATER < _size(self._most):
            cache.put(self._later_key, _bound(later))
            return
        room = _SPARE
        for name, found in self._old.items():
            room -= 0 if name in self._new else len(found[1])
            if room > 0:
                self._new.setdefault(name, found)
        cache.put(self._key, _bound(self._new))
        if self._later:
            cache.put(self._later_key, _bound({}))


def _bound(groups: Mapping[bytes, _Packed]) -> bytes:
    """Groups as one piece: what each one is called, holds and takes, then all outcomes behind each other."""
    index = packing.packed([(name, keys, len(packed)) for name, (keys, packed) in groups.items()], ())
    return b"".join((len(index).to_bytes(_NUMBER, "big"), index, *(packed for _, packed in groups.values())))


def _kept(key: bytes) -> dict[bytes, _Packed]:
    """The groups of a piece; nothing is copied but what is unpacked."""
    kept = cache.get(key)
    if not kept:
        return {}
    place = _NUMBER + int.from_bytes(kept[:_NUMBER], "big")
    groups: dict[bytes, _Packed] = {}
    for name, keys, size in packing.unpacked(kept[_NUMBER:place], ()):
        groups[name] = keys, kept[place : place + size]
        place += size
    return groups


def _size(groups: Mapping[bytes, _Packed]) -> int:
    return sum(len(packed) for _, packed in groups.values())
