"""A file that is being written beside its place, and what became of one whose writer was killed.

In: a folder. Out: a new file in it, held as long as it is open, and filled down to the disk; or a folder
without what nobody writes any more. It must not know what is written, nor where it goes.
"""

import errno
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_BEGIN, _END = ".awsdeck-", ".tmp"


def new(folder: Path) -> tuple[int, str]:
    """A new file, open and held: another process may have tidied it away between its making and its holding.

    Raises:
        OSError: the folder can't be written to.

    """
    while True:
        handle, name = tempfile.mkstemp(prefix=_BEGIN, suffix=_END, dir=folder)
        _hold(handle)
        if os.path.exists(name):
            return handle, name
        os.close(handle)


def fill(file: BinaryIO, data: bytes) -> None:
    """Write all content of a file, bring it to the disk, and see that it is what the file gives back.

    Raises:
        OSError: the disk is full or broken, or gives back other bytes than it was given.

    """
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    if file.read() != data:
        raise OSError(errno.EIO, "the disk gives back other bytes than were written")


def tidy(folder: Path) -> None:
    """Remove what killed processes left in a folder; what another one is writing just now stays."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith(_BEGIN) and entry.name.endswith(_END):
                with suppress(OSError):
                    _remove_if_left(Path(entry.path))


if sys.platform == "win32":
    import time

    _LEFT = 3600.0  # seconds after which nobody writes on: files can't be held there and moved as well

    def _hold(handle: int) -> None:
        pass

    def _remove_if_left(path: Path) -> None:
        if path.stat().st_mtime < time.time() - _LEFT:
            path.unlink()

else:
    import fcntl

    def _hold(handle: int) -> None:
        with suppress(OSError):  # some network folders know no holds
            fcntl.flock(handle, fcntl.LOCK_EX)

    def _remove_if_left(path: Path) -> None:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(
                handle, fcntl.LOCK_EX | fcntl.LOCK_NB
            )  # fails while somebody holds it, who will move it
            path.unlink()
        finally:
            os.close(handle)
