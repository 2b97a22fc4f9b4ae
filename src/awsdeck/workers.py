"""Long work done by two processes, with the outcome of one.

In: a function and the things to apply it to. Out: its results in order, the same as those of a plain loop. It
must not know what the work is.

A process that was split off (fork) has all that its parent knows, so only results have to travel. Where there
is no fork, only one core, or little to do, and wherever the other process fails, this process does the work.
"""

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from awsdeck import progress

T = TypeVar("T")
R = TypeVar("R")

LEAST = 400  # things; to split off a process and to hear of its results takes some milliseconds


def mapped(
    what: str,
    function: Callable[[T], R],
    things: Sequence[T],
    least: int = LEAST,
    *,
    pack: Callable[[list[R]], bytes] = pickle.dumps,
    unpack: Callable[[bytes], list[R]] = pickle.loads,
) -> list[R]:
    """The results of a function for each thing; ``what`` is being done, for those who watch.

    The function must depend on its argument alone. Results travel as bytes, which ``pack`` makes of them.
    """
    if len(things) < max(least, 2) or not _can_split():
        return [function(thing) for thing in progress.steps(what, things)]
    middle = len(things) // 2
    with _meanwhile(lambda: [function(thing) for thing in things[middle:]], pack, unpack) as rest:
        first = [function(thing) for thing in progress.steps(what, things[:middle])]
        return first + rest()


@contextmanager
def meanwhile(find: Callable[[], R], *, worth: bool = True) -> Iterator[Callable[[], R]]:
    """Carry a function out in another process while this one goes on; what is given tells its result, once.

    Where there is no such process, or it isn't ``worth`` one, the function is called when its result is asked
    for. Results travel as bytes.
    """
    if not worth or not _can_split():
        yield find
        return
    with _meanwhile(find, pickle.dumps, pickle.loads) as result:
        yield result


@contextmanager
def _meanwhile(
    find: Callable[[], R], pack: Callable[[R], bytes], unpack: Callable[[bytes], R]
) -> Iterator[Callable[[], R]]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _work(writer, reader, lambda: pack(find()))
    os.close(writer)
    running = [child]

    def result() -> R:
        data = pipe.read()
        _, status = os.waitpid(running.pop(), 0)
        return unpack(data) if status == 0 else find()

    try:
        with os.fdopen(reader, "rb") as pipe:
            yield result
    finally:
        for process in running:  # nobody asked for its result
            os.waitpid(process, 0)


def _can_split() -> bool:
    """A second core is there, and no thread whose locks a copy of this process would never see opened."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _work(writer: int, reader: int, results: Callable[[], bytes]) -> None:
    """In the new process: send the results and end, without anything that a process does at its end."""
    status = 1
    try:
        os.close(reader)
        data = results()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)
