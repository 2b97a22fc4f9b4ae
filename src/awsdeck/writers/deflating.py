"""Deflating by two threads.

In: bytes. Out: a deflate stream of them (RFC 1951), the same however many cores there are. It must not know
what the bytes are.

zlib lets other threads work while it deflates, so each half of a long text is deflated by itself. A first
half that ends on a byte ("full flush") and a second one are one stream.
"""

import threading
import zlib

_LEAST = 1_000_000  # bytes; fewer are deflated before a second thread has begun


class Compressor:
    """What `zipfile` asks of a compressor, for data that comes at once."""

    def __init__(self, level: int) -> None:
        self._level = level
        self._second = b""

    def compress(self, data: bytes) -> bytes:
        """The first half of the stream; of a short text nothing."""
        middle = len(data) // 2 if len(data) >= _LEAST else 0
        first, rest = memoryview(data)[:middle], memoryview(data)[middle:]
        if not middle:
            self._second = self._deflated(rest, zlib.Z_FINISH)
            return b""
        found: list[bytes] = []
        other = threading.Thread(target=lambda: found.append(self._deflated(rest, zlib.Z_FINISH)))
        other.start()
        begun = self._deflated(first, zlib.Z_FULL_FLUSH)
        other.join()
        # a thread that found no memory left has said so, and left its half to this one
        self._second = found[0] if found else self._deflated(rest, zlib.Z_FINISH)
        return begun

    def flush(self) -> bytes:
        """The rest of the stream."""
        return self._second

    def _deflated(self, data: memoryview, end: int) -> bytes:
        one = zlib.compressobj(self._level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return one.compress(data) + one.flush(end)
