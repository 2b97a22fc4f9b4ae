"""Values as bytes and back again.

In: values of known kinds, or bytes. Out: the bytes, or values of those kinds and of no others, whatever the
bytes hold. It must not know what the values mean, nor where the bytes are kept.
"""

import io
import pickle
from collections.abc import Callable
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

Kinds = tuple[type, ...]
"""Frozen dataclasses and named tuples; texts, numbers and plain tuples are known anyway."""

_Reducer = Callable[[Any], tuple[type, tuple[Any, ...]]]


def packed(value: object, kinds: Kinds) -> bytes:
    """The bytes of a value that consists of values of these kinds."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _reducers(kinds)
    pickler.dump(value)
    return buffer.getvalue()


def unpacked(data: bytes | memoryview, kinds: Kinds) -> Any:
    """The value that was packed.

    Raises:
        KeyError: it consists of values of other kinds as well.

    """
    return _Unpacker(io.BytesIO(data), _by_name(kinds)).load()


class _Unpacker(pickle.Unpickler):
    """Makes values of the kinds that are expected and of no others."""

    def __init__(self, data: io.BytesIO, kinds: dict[tuple[str, str], Callable[..., Any]]) -> None:
        super().__init__(data)
        self._kinds = kinds

    def find_class(self, module: str, name: str) -> Any:
        return self._kinds[module, name]


@lru_cache(maxsize=64)
def _by_name(kinds: Kinds) -> dict[tuple[str, str], Callable[..., Any]]:
    return {(kind.__module__, kind.__qualname__): _maker(kind) for kind in kinds}


def _maker(kind: Any) -> Callable[..., Any]:
    """What makes a value of what `_reducer` gives; of a named tuple without a step in Python."""
    return partial(tuple.__new__, kind) if issubclass(kind, tuple) else kind


@lru_cache(maxsize=64)
def _reducers(kinds: Kinds) -> dict[type, _Reducer]:
    return {kind: _reducer(kind) for kind in kinds}


def _reducer(kind: Any) -> _Reducer:
    """How a value is packed: by its fields alone, for a frozen dataclass in a quarter of the time."""
    if issubclass(kind, tuple):
        return lambda value: (kind, (tuple(value),))
    names = kind.__match_args__
    if len(names) < 2:
        return lambda value: (kind, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))
