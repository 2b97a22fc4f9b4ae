"""Progress bars: on a terminal, and only for what takes longer than a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click

from awsdeck.cli import replay, voice

_PATIENCE = 1.0  # seconds that nobody needs to be told of


class Bars:
    """A bar for each kind of work, in turn; the first appears when the work has taken a while."""

    def __init__(self, file: TextIO, patience: float = _PATIENCE) -> None:
        self._file = file
        self._shown_from = time.monotonic() + patience
        self._what = ""
        self._bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far it is; nothing is drawn before its time."""
        if time.monotonic() < self._shown_from or not total:
            return
        if what != self._what or self._bar is None:
            self.close()
            self._what = what
            self._bar = click.progressbar(length=total, label=what, file=self._file, show_pos=True)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """End the line of the bar that is there."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


@contextmanager
def shown() -> Iterator[None]:
    """Show bars until the block ends, if anybody can see them; nothing else may be printed meanwhile."""
    from awsdeck.progress import watched

    if not voice.is_terminal(sys.stderr) or voice.is_quiet():
        yield
        return
    bars = Bars(replay.unheard(sys.stderr))
    try:
        with watched(bars):
            yield
    finally:
        bars.close()
