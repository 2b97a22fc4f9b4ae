"""A file is replaced as a whole or stays as it was.

In: a path and its new content. Out: the file. It must not know what the content means.
"""

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0  # seconds that a second build waits for the first
_PAUSE = 0.05


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its destination, then move it there in one step.

    Raises:
        OSError: the folder can't be made or written to; the old file is untouched.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".awsdeck-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or that of any new file: mkstemp's own hides it from others."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


class Busy(Exception):  # noqa: N818 -- named for what it says
    """Somebody else has been working in the folder for longer than anybody should wait."""


@contextmanager
def alone_in(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Let one process at a time work in a folder; a second one waits. The hold ends with the process.

    Raises:
        Busy: the wait took longer than ``patience`` seconds.

    """
    handle = _handle(folder)
    try:
        end = time.monotonic() + patience
        while not _take(handle):
            if time.monotonic() > end:
                raise Busy
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _handle(folder: Path) -> int:
        # Windows can't lock a folder, so a file outside the project stands for it
        digest = hashlib.sha256(str(folder.resolve()).casefold().encode()).hexdigest()[:16]
        name = Path(tempfile.gettempdir()) / f"awsdeck-{digest}.guard"
        return os.open(name, os.O_RDWR | os.O_CREAT)

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except (BlockingIOError, PermissionError):
            return False
        return True

else:
    import fcntl

    def _handle(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
