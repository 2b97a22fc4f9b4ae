"""What is deflated by two threads is inflated by anybody."""

import io
import random
import threading
import zipfile

import pytest

from awsdeck.writers import zipped

LONG = b"".join(random.Random(1).choices((b"queue ", b"topic ", b"bucket ", bytes(40)), k=100_000))


@pytest.mark.parametrize("data", [b"", b"short", LONG, LONG[:-1], LONG[:1_000_000], bytes(3_000_000)])
def test_an_archive_gives_back_what_was_put_in(data: bytes) -> None:
    """However long a file is, and whatever stands behind it."""
    made = zipped.archive({"first": data, "second": b"{}"})
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert (opened.read("first"), opened.read("second")) == (data, b"{}")
    assert zipped.archive({"first": data, "second": b"{}"}) == made
    assert len(made) < len(data) / 2 + 300


def test_a_thread_that_fails_leaves_its_half_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is the same bytes as ever."""
    whole = zipped.archive({"file": LONG})
    monkeypatch.setattr(threading.Thread, "run", lambda _: None)
    assert zipped.archive({"file": LONG}) == whole


def test_no_thread_is_left() -> None:
    """Afterwards a second process may be split off again."""
    before = set(threading.enumerate())
    zipped.archive({"file": LONG})
    assert set(threading.enumerate()) <= before
