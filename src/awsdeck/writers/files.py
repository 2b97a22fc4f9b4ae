"""A file is replaced as a whole or stays as it was, whatever happens meanwhile.

In: a path and its new content. Out: the file. It must not know what the content means.

The new content goes into a file beside the old one, down to the disk, is read back and compared, and only
then takes the old one's name, which is one step for every reader. A process that is killed before leaves a
draft, which the next one removes.
"""

import errno
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from awsdeck import drafts

_PATIENCE = 60.0  # seconds that a second build waits for the first
_PAUSE = 0.05


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its destination, then move it there in one step.

    Raises:
        OSError: the folder can't be made or written to, the disk is full, or it gives back other bytes than
            it was given; or what has the name is no file of its own, but a link or a device, which the new
            file would take the place of. What is there is untouched, and the new file is gone.

    """
    _refuse_other_than_files(path)
    _write(path, data, os.replace)


def _refuse_other_than_files(path: Path) -> None:
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return  # there is nothing, or what is wrong with the folder will be said when it is written to
    if stat.S_ISLNK(mode):
        raise OSError(errno.EEXIST, "it is a link; name the file that it leads to")
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EEXIST, "it is no regular file")


def create(path: Path, data: bytes) -> None:
    """Write a file under a name that is free, in the same way.

    Raises:
        FileExistsError: the name isn't free; what has it is untouched.
        OSError: as `replace`.

    """
    _write(path, data, _move_to_free_name)


def _write(path: Path, data: bytes, move: Callable[[str, Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    drafts.tidy(path.parent)
    handle, name = drafts.new(path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            drafts.fill(file, data)
            os.chmod(name, _mode(path))
            if not _IS_WINDOWS:  # there, a file that is open can't be moved
                move(name, path)
        if _IS_WINDOWS:
            move(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _settle(path.parent)


def _move_to_free_name(name: str, path: Path) -> None:
    if _IS_WINDOWS:
        os.rename(name, path)
        return
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:  # a file system on which a file has one name
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(name, path)
    else:
        os.unlink(name)


def _settle(folder: Path) -> None:
    """Bring the folder's new entry to the disk, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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


_IS_WINDOWS = sys.platform == "win32"

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
