"""The pictures that a document shows, found on disk.

In: a document and the folder it lies in. Out: `Media` by the address that the source uses, and problems.
Nothing is fetched from the network, and no file outside the document's folder is read. It must not know
how pictures are packed or shown.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from awsdeck.model import (
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
    Table,
    walk,
)
from awsdeck.problems import Problem, error, warning

_KINDS = {"png": ".png", "jpeg": ".jpg", "gif": ".gif", "webp": ".webp", "svg+xml": ".svg"}
_DATA = re.compile(rf"data:image/(?P<kind>{'|'.join(map(re.escape, _KINDS))});base64,")
_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as it goes into the deck.

    The name is made of the content: Anki keeps a file that it already has under a name, so a changed
    picture needs another one.
    """

    name: str
    data: bytes


def collect(document: Document) -> tuple[dict[str, Media], tuple[Problem, ...]]:
    """The pictures of a document by the address its source uses, each read once."""
    folder = Path(document.path).parent
    found: dict[str, Media] = {}
    problems: dict[str, Problem] = {}
    for card in document.cards:
        for src, line in _pictures(card):
            if src in found or src in problems:
                continue
            outcome = _read(folder, src, Location(document.path, line))
            if isinstance(outcome, Media):
                found[src] = outcome
            else:
                problems[src] = outcome
    return found, tuple(problems.values())


def shown_by(card: Card, found: Mapping[str, Media]) -> dict[str, Media]:
    """Those of the pictures found that a card shows."""
    return {src: found[src] for src, _ in _pictures(card) if src in found}


def _read(folder: Path, src: str, at: Location) -> Media | Problem:
    if src.startswith("data:"):
        return _written_out(src, at)
    if "://" in src or src.startswith("//"):
        return warning(
            at,
            "remote-image",
            f"image is not a file beside the document: {src[:80]!r}",
            "save it beside the document and name that file; nothing is fetched from the network",
        )
    path = folder / unquote(src)
    if Path(unquote(src)).is_absolute():
        return _refused(at, src, "is an absolute path")
    if path.suffix.lower() not in _ENDINGS:
        return _refused(at, src, f"is not one of {', '.join(sorted(_ENDINGS))}")
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return _refused(at, src, "lies outside the document's folder")
        if not path.is_file():
            return _refused(at, src, "does not exist")
        data = path.read_bytes()
    except (OSError, ValueError) as failure:
        return _refused(at, src, f"can't be read ({failure.__class__.__name__})")
    return Media(f"awsdeck-{_digest(data)}{path.suffix.lower()}", data)


def _written_out(src: str, at: Location) -> Media | Problem:
    """A picture that stands in the document itself (RFC 2397)."""
    match = _DATA.match(src)
    try:
        data = base64.b64decode(src[match.end() :], validate=True) if match else b""
    except ValueError:
        data = b""
    if match is None or not data:
        return _refused(at, f"{src[:30]}…", "is no picture that can be read")
    return Media(f"awsdeck-{_digest(data)}{_KINDS[match['kind']]}", data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _refused(at: Location, src: str, why: str) -> Problem:
    return error(
        at,
        "missing-image",
        f"image {src!r} {why}",
        "put the file beside the document and write its name here, or remove the image",
    )


def _pictures(card: Card) -> Iterator[tuple[str, int]]:
    """The address of every picture of a card with the line of its block."""
    for picture in _in_spans(card.question):
        yield picture.src, card.first_line
    for block in walk(card.answer):
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
        match span:
            case Picture():
                yield span
            case Strong(inner) | Emphasis(inner) | Link(inner, _):
                yield from _in_spans(inner)
