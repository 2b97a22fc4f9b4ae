"""Runs the command line as a process of its own: ``awsdeck``, or ``python -m awsdeck``.

In: the process's arguments. Out: its exit code. It must not know what the commands do.
"""

import atexit
import os
import sys
import threading

from awsdeck.cli import main


def run() -> None:
    """Run the command line, then end the process at once.

    Python would first take apart all that it holds, which is a tenth of the time of a short command.
    """
    try:
        main(prog_name="awsdeck")
    except SystemExit as end:
        if isinstance(end.code, int) and threading.active_count() == 1:
            try:
                for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed
                    stream.flush()
            except (OSError, ValueError):
                raise end from None  # what couldn't be written is Python's to report
            atexit._run_exitfuncs()
            os._exit(end.code)
        raise


if __name__ == "__main__":
    run()
