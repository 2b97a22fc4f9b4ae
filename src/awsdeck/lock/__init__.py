"""The lock file: what a document's cards were when it was last built.

In: the text of a ``.lock`` file, or entries. Out: `Lock` values, or that text. It must not know how cards
are matched to entries (`identity` does), nor what they look like.

One line for each card (`lines`), in the order of the source, so that a diff shows what happened to which
card and a merge of two people's work mostly just succeeds. Cards that were made of other cards stand behind
them; a lock without any is as it was before there were such cards. ``changed`` is a time in UTC. ``state`` is
``-``, ``removed`` for a card that is gone from the source, or ``marked`` if a package has told the learner
so; such lines stand at the end, so that a card that returns gets its guid back.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from awsdeck import cache, disk
from awsdeck.lock import lines as line_format
from awsdeck.lock.lines import IN_USE, MARKED, REMOVED, Entry, Origin, State, can_hold
from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, Problem, error

__all__ = [
    "IN_USE",
    "MARKED",
    "REMOVED",
    "SUFFIX",
    "VERSION",
    "Entry",
    "Lock",
    "Origin",
    "State",
    "can_hold",
    "damaged",
    "is_lock",
    "load",
    "parse",
    "path_for",
    "remember",
    "text_of",
]

VERSION = 2
"""The newest format: 2 has derived cards. One without them is written as 1, which every version reads."""

SUFFIX = ".lock"

_LARGEST = 100_000_000  # bytes: a line of at most some hundred for each card of the longest document
_MAGIC = b"awsdeck-lock "
_HEADER = re.compile(r"awsdeck-lock (?P<version>\d{1,9}) render (?P<render>\d{1,9})")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

_NOTE = "# Written by awsdeck. Commit this file: it ties each card to the learner's history in Anki."


class Lock(NamedTuple):
    """The entries of a document; ``render`` is the version of the HTML that the cards were built with.

    ``parts`` are the entries of cards that were made of others.
    """

    entries: tuple[Entry, ...] = ()
    render: int = 0
    parts: tuple[Entry, ...] = ()


def path_for(document: Path) -> Path:
    """The lock file of a document: beside it, under its name."""
    return document.with_suffix(SUFFIX)


def is_lock(path: Path) -> bool:
    """The file is one of ours, whole or not: other tools call their files ``.lock`` too."""
    try:
        return disk.read(path, _LARGEST).startswith(_MAGIC)
    except OSError:
        return False


def load(path: Path) -> Lock | None:
    """The lock at a path, or None if there is none.

    Raises:
        AwsdeckError: the file can't be read, is damaged, in conflict, or from a newer awsdeck.

    """
    try:
        data = disk.read(path, _LARGEST)
        text = data.decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise AwsdeckError(_damaged(path, 1, "it is not UTF-8 text")) from None
    except OSError as failure:
        raise AwsdeckError(_damaged(path, None, failure.strerror or str(failure))) from None
    is_whole = bytes(cache.get(_key(path)) or b"") == _digest(data)
    found = _parsed(text, path, line_format.read_again if is_whole else line_format.read)
    if not is_whole:
        cache.put(_key(path), _digest(data))
    return found


def remember(path: Path, data: bytes, new: Iterable[Entry]) -> None:
    """Remember that a lock is whole: ``new`` entries are looked at, the others were in another lock."""
    try:
        for entry in new:
            line_format.read(line_format.text_of(entry))
    except line_format.UnreadableLineError:
        return  # whoever loads it will be told
    cache.put(_key(path), _digest(data))


def _key(path: Path) -> bytes:
    return b"lock " + os.fsencode(os.path.abspath(path)) + cache.edition()


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def parse(text: str, path: Path) -> Lock:
    """The lock in a text; ``path`` only names it.

    Raises:
        AwsdeckError: as `load`.

    """
    return _parsed(text, path, line_format.read)


def _parsed(text: str, path: Path, read: Callable[[str], Entry]) -> Lock:
    lines = text.replace("\r\n", "\n").split("\n")
    render = _render_of(lines, path)
    found = [
        (number, _entry(line, number, path, read))
        for number, line in enumerate(lines[1:-1], 2)
        if not line.startswith("#")
    ]
    entries = [entry for _, entry in found]
    if not len({entry.id for entry in entries}) == len({entry.seed for entry in entries}) == len(entries):
        entries = _merged(found, path)
    own = tuple([entry for entry in entries if entry.origin is None])
    return Lock(own, render, tuple([entry for entry in entries if entry.origin is not None]))


def _entry(line: str, number: int, path: Path, read: Callable[[str], Entry]) -> Entry:
    try:
        return read(line)
    except line_format.UnreadableLineError as failure:
        raise AwsdeckError(_damaged(path, number, str(failure))) from None


def _merged(found: Sequence[tuple[int, Entry]], path: Path) -> list[Entry]:
    """The entries of lines of which some name the same card, as after a merge that kept both sides' lines."""
    entries: dict[str, Entry] = {}
    seeds: set[str] = set()
    for number, entry in found:
        twin = entries.get(entry.id)
        if entry.seed in seeds and (twin is None or twin.seed != entry.seed):
            raise AwsdeckError(_damaged(path, number, f"another card has the seed {entry.seed!r} already"))
        if twin is not None and twin.seed != entry.seed:
            raise AwsdeckError(_damaged(path, number, f"the id {entry.id!r} stands here for a second card"))
        # what changed later is what the learner may have
        entries[entry.id] = entry if twin is None or entry.changed > twin.changed else twin
        seeds.add(entry.seed)
    return list(entries.values())


def _render_of(lines: Sequence[str], path: Path) -> int:
    """The version of the HTML that a lock names, once its lines as a whole are seen to be those of a lock."""
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            raise AwsdeckError(_conflict(path, number))
    header = _HEADER.fullmatch(lines[0])
    if header is None:
        raise AwsdeckError(_damaged(path, 1, "the first line is not that of a lock file"))
    if int(header["version"]) > VERSION:
        raise AwsdeckError(_newer(path, int(header["version"])))
    if lines[-1]:
        raise AwsdeckError(_damaged(path, len(lines), "the last line is cut off"))
    return int(header["render"])


def text_of(lock: Lock) -> str:
    """The text of a lock file."""
    version = VERSION if lock.parts else 1
    lines = [f"awsdeck-lock {version} render {lock.render}", _NOTE]
    for entries in (lock.entries, lock.parts):
        lines.extend(line_format.text_of(entry) for entry in (*_kept(entries), *_gone(entries)))
    return "\n".join(lines) + "\n"


def _kept(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.removed]


def _gone(entries: Iterable[Entry]) -> list[Entry]:
    return sorted((entry for entry in entries if entry.removed), key=lambda entry: entry.id)


def damaged(path: Path, entry: Entry, what: str) -> Problem:
    """The problem of an entry that can't stay as it stands in a lock; ``what`` is wrong with it."""
    try:
        lines = disk.read(path, _LARGEST).decode("utf-8", "replace").split("\n")
    except OSError:  # it was there a moment ago
        lines = []
    places = (at for at, line in enumerate(lines, 1) if line.startswith(f"{entry.id}\t{entry.seed}\t"))
    return _damaged(path, next(places, None), what)


def _damaged(path: Path, line: int | None, what: str) -> Problem:
    return error(
        Location(str(path), line),
        "damaged-lock",
        f"the lock file is damaged: {what}",
        "restore it from version control; without it cards may lose their history, so it is never made anew",
    )


def _conflict(path: Path, line: int) -> Problem:
    return error(
        Location(str(path), line),
        "conflicted-lock",
        "the lock file holds an unresolved merge conflict",
        "keep the lines of both sides and remove the markers; of two lines for a card the later one counts",
    )


def _newer(path: Path, version: int) -> Problem:
    return error(
        Location(str(path), 1),
        "newer-lock",
        f"the lock file was written by a newer awsdeck (format {version}, this one knows {VERSION})",
        "update awsdeck",
    )
