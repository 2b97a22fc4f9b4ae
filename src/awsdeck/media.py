"""The pictures that a document shows, found on disk.

In: a document and the folder it lies in. Out: `Media` by the address that the source uses, and problems.
Nothing is fetched from the network, and no file outside the document's folder is read. It must not know
how pictures are packed or shown.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from awsdeck import disk
from awsdeck.model import (
    Blocks,
    Card,
    Document,
    Emphasis,
    Image,
    Link,
    List,
    Location,
    Paragraph,
    Picture,
    Spans,
    Strong,
    Struck,
    Table,
    Text,
    walk,
)
from awsdeck.problems import Problem, error, warning
from awsdeck.sealed import Sealed

_KINDS = {"png": ".png", "jpeg": ".jpg", "gif": ".gif", "webp": ".webp", "svg+xml": ".svg"}
_DATA = re.compile(rf"data:image/(?P<kind>{'|'.join(map(re.escape, _KINDS))});base64,")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.IGNORECASE | re.DOTALL
)
_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))


class Media(NamedTuple):
    """A picture as it goes into the deck.

    The name is made of the content: Anki keeps a file that it already has under a name, so a changed
    picture needs another one.
    """

    name: str
    data: bytes


def collect(document: Document, limit: int) -> tuple[dict[str, Media], tuple[Problem, ...]]:
    """The pictures of a document by the address its source uses, each of at most ``limit`` bytes."""
    folder = Path(document.path).parent
    found: dict[str, Media] = {}
    problems: dict[str, Problem] = {}
    for card in document.cards:
        for src, line in _pictures(card):
            if src in found or src in problems:
                continue
            outcome = _read(folder, src, limit, Location(document.path, line))
            if isinstance(outcome, Media):
                found[src] = outcome
            else:
                problems[src] = outcome
    return found, tuple(problems.values())


def places(document: Document) -> Iterator[Path]:
    """Where the pictures of a document are, whether they are there or not."""
    from urllib.parse import unquote

    folder = Path(document.path).parent
    for card in document.cards:
        for src, _ in _pictures(card):
            if not src.startswith("data:") and not _is_elsewhere(src) and _unfit(unquote(src)) is None:
                yield folder / unquote(src)


def names_of(card: Card, pictures: Mapping[str, Media]) -> tuple[str, ...]:
    """The names in the deck of the pictures that a card shows, sorted."""
    return tuple(sorted(shown.name for shown in shown_by(card, pictures).values())) if pictures else ()


def shown_by(card: Card, found: Mapping[str, Media]) -> dict[str, Media]:
    """Those of the pictures found that a card shows."""
    if not found:  # as in most documents, whose cards need no second look
        return {}
    return {src: found[src] for src, _ in _pictures(card) if src in found}


def _read(folder: Path, src: str, limit: int, at: Location) -> Media | Problem:
    if src.startswith("data:"):
        return _written_out(src, limit, at)
    if _is_elsewhere(src):
        return warning(
            at,
            "remote-image",
            f"image is not a file beside the document: {src[:80]!r}",
            "save it beside the document and name that file; nothing is fetched from the network",
        )
    from urllib.parse import unquote  # most documents have no pictures

    name = unquote(src)
    why = _unfit(name) or _outside(folder, name)
    if why:
        return _refused(at, src, why)
    ending = Path(name).suffix.lower()
    try:
        # the path that was looked at, and no link that took its place since
        data = disk.read(Path(os.path.realpath(folder / name)), limit, follow=False)
    except FileNotFoundError:
        return _refused(at, src, "does not exist")
    except (OSError, ValueError) as failure:
        return _refused(at, src, f"can't be read: {_reason(failure)}")
    return Media(f"awsdeck-{_digest(data)}{ending}", data)


def _is_elsewhere(src: str) -> bool:
    return "://" in src or src.startswith("//")


def _unfit(name: str) -> str | None:
    """What keeps a name from being that of a picture beside the document, on any system."""
    parts = name.split("/")
    windows = PureWindowsPath(name)
    if name.startswith("/") or windows.drive or windows.root:
        return "is an absolute path"
    if "\\" in name:
        return "is written with backslashes"
    if any(_RESERVED.fullmatch(part) for part in parts):
        return "is the name of a device on Windows"
    if Path(name).suffix.lower() not in _ENDINGS:
        return f"is not one of {', '.join(sorted(_ENDINGS))}"
    return None


def _outside(folder: Path, name: str) -> str | None:
    try:
        inside = Path(os.path.realpath(folder / name)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError) as failure:
        return f"can't be read: {_reason(failure)}"
    return None if inside else "lies outside the document's folder"


def _reason(failure: OSError | ValueError) -> str:
    return failure.strerror or "" if isinstance(failure, OSError) else str(failure)


def _written_out(src: str, limit: int, at: Location) -> Media | Problem:
    """A picture that stands in the document itself (RFC 2397)."""
    match = _DATA.match(src)
    if len(src) > limit * 2:
        return _refused(at, f"{src[:30]}…", f"can't be read: it has more than {limit} bytes")
    try:
        data = base64.b64decode(src[match.end() :], validate=True) if match else b""
    except ValueError:
        data = b""
    if match is None or not data:
        return _refused(at, f"{src[:30]}…", "is no picture that can be read")
    if len(data) > limit:
        return _refused(at, f"{src[:30]}…", f"can't be read: it has more than {limit} bytes")
    return Media(f"awsdeck-{_digest(data)}{_KINDS[match['kind']]}", data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _refused(at: Location, src: str, why: str) -> Problem:
    from urllib.parse import unquote

    return error(
        at,
        "missing-image",
        f"image {unquote(src)[:80]!r} {why}",
        "put the file beside the document and write its name here, or remove the image",
    )


def _pictures(card: Card) -> Iterator[tuple[str, int]]:
    """The address of every picture of a card with the line of its block."""
    for picture in _in_spans(card.question):
        yield picture.src, card.first_line
    if not isinstance(card.answer, Sealed) or card.answer.may_hold(Image, Picture):
        yield from _in_blocks(card.answer)


def _in_blocks(blocks: Blocks) -> Iterator[tuple[str, int]]:
    for block in walk(blocks):
        match block:
            case Image(src, _):
                yield src, block.line
            case Paragraph(spans):
                yield from ((picture.src, block.line) for picture in _in_spans(spans))
            case List():
                for item in block.items:
                    yield from ((picture.src, block.line) for picture in _in_spans(item.spans))
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from ((picture.src, block.line) for picture in _in_spans(cell))


def _in_spans(spans: Spans) -> Iterator[Picture]:
    for span in spans:
        if type(span) is Text:  # most spans are, and this is looked at in every build
            continue
        match span:
            case Picture():
                yield span
            case Strong(inner) | Emphasis(inner) | Struck(inner) | Link(inner, _):
                yield from _in_spans(inner)
