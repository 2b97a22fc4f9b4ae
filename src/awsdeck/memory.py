"""What was found out of a piece of text once is not found out again.

In: pieces, each with a key that names everything the outcome depends on, and how to find the outcome. Out:
the outcomes in order, the same as those of a plain loop. It must not know what they mean.

Equal pieces are looked at once, pieces that an earlier run has seen come out of the `cache`, and what is left
is divided between two processes (`workers`). Outcomes are kept in groups of neighbours. A group ends behind a
piece whose key happens to begin with a small byte: so a piece that is changed, added or gone concerns its
own group alone, wherever the others have moved.
"""

import io
import os
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Generic, TypeVar

from awsdeck import cache, workers

T = TypeVar("T")

_ENDS_GROUP = 16  # of the 256 first bytes of a key so many end a group, which makes groups of 16 pieces
_LONGEST_GROUP = 64
_KEY_SIZE = 16
_SPARE = 1_000_000  # bytes that are kept of what was not asked for this time


@dataclass(frozen=True)
class Quest(Generic[T]):
    """What is sought of each piece: its name, what a person who waits is told, and what outcomes consist of.

    ``made_of`` are frozen dataclasses; texts, numbers and tuples need no mention.
    """

    name: str
    told: str
    made_of: tuple[type, ...] = ()


def key(*parts: str | bytes) -> bytes:
    """A key for what depends on these parts and on nothing else."""
    digest = blake2b(digest_size=_KEY_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def recalled(quest: Quest[T], place: str, keys: Sequence[bytes], find: Callable[[int], T]) -> list[T]:
    """The outcome for each key; ``find`` gives that of the piece at a position.

    ``place`` is what the pieces are part of: it tells where earlier outcomes are looked for. A piece with an
    empty key depends on more than its key could say, and is looked at each time.
    """
    first: dict[bytes, int] = {}
    for at, name in enumerate(keys):
        first.setdefault(name, at)
    first.pop(b"", None)
    groups = _groups(list(first))
    shelf = _Shelf(quest, place)
    found: dict[bytes, T] = {}
    fresh: list[_Group] = []
    for group in groups:
        packed = shelf.packed.get(group.name)
        if packed is None:
            fresh.append(group)
        else:
            found.update(zip(group.keys, _unpacked(packed, quest.made_of), strict=True))
    if fresh and shelf.packed:
        found.update(shelf.pieces(key for group in fresh for key in group.keys))
    missing = [first[name] for group in fresh for name in group.keys if name not in found]
    nameless = [at for at, name in enumerate(keys) if not name]
    new = workers.mapped(
        quest.told,
        find,
        [*missing, *nameless],
        pack=lambda outcomes: _packed(outcomes, quest.made_of),
        unpack=lambda packed: _unpacked(packed, quest.made_of),
    )
    found.update(zip((keys[at] for at in missing), new, strict=False))
    if fresh:
        shelf.save(groups, {group.name: tuple(found[name] for name in group.keys) for group in fresh})
    without = dict(zip(nameless, new[len(missing) :], strict=True))
    return [found[name] if name else without[at] for at, name in enumerate(keys)]


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbours whose outcomes are kept together, under a name that is made of their keys."""

    name: bytes
    keys: tuple[bytes, ...]


def _groups(keys: Sequence[bytes]) -> list[_Group]:
    groups: list[_Group] = []
    begun = 0
    for end, name in enumerate(keys, 1):
        if name[0] < _ENDS_GROUP or end - begun == _LONGEST_GROUP or end == len(keys):
            groups.append(_Group(key(*keys[begun:end]), tuple(keys[begun:end])))
            begun = end
    return groups


# --- how outcomes are kept -------------------------------------------------------------------------------


class _Shelf:
    """The outcomes of one quest in one place: packed by the names of their groups, and the keys of each."""

    def __init__(self, quest: Quest[Any], place: str) -> None:
        name = f"{quest.name} of {os.path.abspath(place)}".encode("utf-8", "surrogateescape")
        self._quest, self._key = quest, name + cache.edition()
        kept = cache.get(self._key)
        self.packed: dict[bytes, bytes] = {}
        self._keys: dict[bytes, tuple[bytes, ...]] = {}
        if kept:
            self.packed, self._keys = _unpacked(kept, ())

    def pieces(self, wanted: Iterable[bytes]) -> dict[bytes, Any]:
        """The outcomes of single pieces, whatever group they were in."""
        group_of = {name: group for group, names in self._keys.items() for name in names}
        found: dict[bytes, Any] = {}
        for group in {group_of[name] for name in wanted if name in group_of}:
            found.update(
                zip(self._keys[group], _unpacked(self.packed[group], self._quest.made_of), strict=True)
            )
        return found

    def save(self, groups: Sequence[_Group], fresh: Mapping[bytes, tuple[Any, ...]]) -> None:
        """Keep what was asked for, and some of the rest: an edit may be taken back."""
        if cache.folder() is None:
            return
        packed: dict[bytes, bytes] = {}
        for group in groups:
            packed[group.name] = (
                _packed(fresh[group.name], self._quest.made_of)
                if group.name in fresh
                else self.packed[group.name]
            )
        keys = {group.name: group.keys for group in groups}
        room = _SPARE
        for name, outcomes in self.packed.items():
            room -= 0 if name in packed else len(outcomes)
            if name not in packed and room > 0:
                packed[name], keys[name] = outcomes, self._keys[name]
        cache.put(self._key, _packed((packed, keys), ()))


def _packed(value: object, made_of: tuple[type, ...]) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {kind: _reducer(kind) for kind in made_of}
    pickler.dump(value)
    return buffer.getvalue()


@lru_cache(maxsize=64)
def _reducer(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """How a value of a frozen dataclass is packed: by its fields alone, which takes a quarter of the time."""
    names = [found.name for found in fields(kind)]
    if len(names) < 2:
        return lambda value: (kind, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


class _Unpacker(pickle.Unpickler):
    """Makes values of the classes that are expected and of no others, whatever the cache holds."""

    def __init__(self, packed: bytes, made_of: Iterable[type]) -> None:
        super().__init__(io.BytesIO(packed))
        self._made_of = {(kind.__module__, kind.__qualname__): kind for kind in made_of}

    def find_class(self, module: str, name: str) -> Any:
        return self._made_of[module, name]


def _unpacked(packed: bytes, made_of: tuple[type, ...]) -> Any:
    return _Unpacker(packed, made_of).load()
