"""The content of a file, if it is one.

In: a path and how many bytes to expect at most. Out: the bytes. It must not know what the file is for.

A name can stand for more than a file: opening a pipe waits for somebody to write, a device may never end, and
neither must stop a build that only follows the name of a picture.
"""

import errno
import os
import stat
from pathlib import Path

# Without O_NONBLOCK the opening of a pipe waits for its other end. Windows has neither flag nor such files.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def read(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """All bytes of a regular file; without ``follow`` the path itself must not be a symbolic link.

    Raises:
        OSError: it can't be opened, is no regular file, or holds more than ``limit`` bytes.

    """
    handle = os.open(path, _FLAGS | (0 if follow else _NO_FOLLOW))
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(min(found.st_size, limit) + 1)  # memory is taken for as much as is asked for
            if len(data) > found.st_size:  # a file may grow, and in /proc its size is 0
                data += file.read(limit + 1 - len(data))
    finally:
        os.close(handle)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it has more than {limit} bytes")
    return data
