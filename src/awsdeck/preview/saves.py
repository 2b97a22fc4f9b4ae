"""Tells when something that a build reads was saved.

In: a function that names the files which count now. Out: one value for each time that they aren't as before.
It must not know what is built of them.

The system's events only wake it up. What decides is how the files look: so what a build itself writes never
wakes it for nothing, an editor may replace a file or delete it and write it anew, and a folder without events
(a network drive) is found out a second later.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from watchfiles import watch

_STEP = 50  # milliseconds without another event after which a save is over
_LONGEST = 500  # milliseconds that one waits for that
_PATIENCE = 1000  # milliseconds between two looks without an event

Look = Mapping[Path, tuple[int, ...]]
"""How files look: what tells one state from another."""


def look(files: Collection[Path]) -> Look:
    """How these files look now; one that isn't there looks like nothing."""
    return {path: _look(path) for path in files}


def _look(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except (OSError, ValueError):  # a document may name a picture as no system would
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def saves(folders: Collection[Path], files: Callable[[], Collection[Path]], before: Look) -> Iterator[None]:
    """One value each time that a file isn't as ``before``, or as it was the last time; ends never.

    Raises:
        KeyboardInterrupt: the person wants to stop.

    """
    known = before
    for _ in watch(
        *folders,
        recursive=False,
        watch_filter=None,
        step=_STEP,
        debounce=_LONGEST,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        now = look(files())
        if now != known:
            yield
            known = {**look(files()), **now}  # a build may have learned of more files, which it has read
