"""How far long work has come, for whoever watches.

In: the things that work goes through. Out: the same things, while a watcher hears of each. It must not know
what the work is, nor how progress is shown; without a watcher it costs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

Watcher = Callable[[str, int, int], None]
"""Hears what is being done, how many things are done, and of how many."""

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let somebody watch until the block ends."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def tell(what: str, done: int, total: int) -> None:
    """Say how far it is; the last time with ``done`` equal to ``total``."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(what, done, total)


def steps(what: str, things: Sequence[T]) -> Iterable[T]:
    """The things, one after the other, each told of when it is done."""
    return things if _WATCHER.get() is None else _told(what, things)


def _told(what: str, things: Sequence[T]) -> Iterator[T]:
    for done, thing in enumerate(things):
        tell(what, done, len(things))
        yield thing
    tell(what, len(things), len(things))
