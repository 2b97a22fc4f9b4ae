"""Runs the command line as a process of its own: ``awsdeck``, or ``python -m awsdeck``.

In: the process's arguments. Out: its exit code. It must not know what the commands do.
"""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

FAILED = 1
_VALUES = 200_000  # made between two looks for cycles


def run() -> None:
    """Run the command line, then end the process at once.

    Python would first take apart all that it holds, which is a tenth of the time of a short command.
    """
    # A document is a million small values without a cycle, and so are modules: to look for one all the time
    # takes a tenth of all.
    gc.set_threshold(_VALUES)
    try:
        from awsdeck.cli import main

        main(prog_name="awsdeck")
    except SystemExit as end:
        if not isinstance(end.code, int) or threading.active_count() > 1:
            raise
        try:
            for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed
                stream.flush()
        except OSError as failure:
            _give_up(failure)
        _end(end.code)
    except OSError as failure:
        if failure.filename is not None:
            raise  # it is no output that can't be written
        _give_up(failure)
    except KeyboardInterrupt:  # while modules are imported; later click says so
        _say("Aborted!")
        _end(FAILED)


def _give_up(failure: OSError) -> NoReturn:
    """Say that there is no room for what was to be said; nothing of it, if nobody reads it any more."""
    if not isinstance(failure, BrokenPipeError):
        _say(f"error: the output can't be written: {failure.strerror or failure}")
    _end(FAILED)


def _say(text: str) -> None:
    with suppress(OSError, AttributeError):
        os.write(sys.stderr.fileno(), f"{text}\n".encode())


def _end(code: int) -> NoReturn:
    atexit._run_exitfuncs()
    os._exit(code)


if __name__ == "__main__":
    run()
