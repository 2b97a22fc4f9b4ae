"""Three versions of a value: the document's, Anki's, and the one that was last pushed.

In: fingerprints. Out: which side changed. It must not know what the values are.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

Verdict = Literal["same", "take", "keep", "conflict"]
SAME: Verdict = "same"
TAKE: Verdict = "take"
KEEP: Verdict = "keep"
CONFLICT: Verdict = "conflict"

_LENGTH = 16


def verdict(mine: str, theirs: str, pushed: Collection[str]) -> Verdict:
    """What becomes of a value.

    ``pushed`` are the versions that a push may have left in Anki: one, two if the last push broke off, none
    if it isn't known. ``take`` the document's version if Anki's is as it was pushed; ``keep`` Anki's if only
    that one changed; if both did, or nobody knows, it is a ``conflict``.
    """
    if mine == theirs:
        return SAME
    if theirs in pushed:
        return TAKE
    return KEEP if mine in pushed else CONFLICT


@dataclass(frozen=True, slots=True)
class TagChanges:
    """Tags that a note gets and loses."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def tags(
    mine: Iterable[str], theirs: Iterable[str], pushed: Iterable[str], sent: Iterable[str]
) -> TagChanges:
    """What a push does to the tags of a note: nothing to a tag that no push ever gave it.

    ``pushed`` are the tags that it had after the last push: one that is missing was taken off by the learner.
    ``sent`` are those of a push that broke off. Tags differ in more than their case (Anki keeps the case
    that a collection uses already).
    """
    there = {tag.casefold() for tag in theirs}
    given = {tag.casefold() for tag in pushed}
    wanted = {tag.casefold() for tag in mine}
    ours = given | {tag.casefold() for tag in sent}
    added = [tag for tag in mine if tag.casefold() not in there | given]
    removed = [tag for tag in theirs if tag.casefold() in ours - wanted]
    return TagChanges(tuple(sorted(added)), tuple(sorted(removed)))


def print_of(html: str) -> str:
    """A fingerprint of a field: the same for HTML that shows the same.

    Anki's editor writes a field anew when it is only looked at: character references become characters,
    attributes change their order.
    """
    reader = _Reader()
    reader.feed(unicodedata.normalize("NFC", html))
    reader.close()
    text = "\x1f".join(reader.parts())
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


class _Reader(HTMLParser):
    """Collects tags and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        self._parts.append("<" + " ".join((tag, *(f"{name}={value or ''}" for name, value in sorted(attrs)))))

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        self._parts.append(f"</{tag}")

    def handle_data(self, data: str) -> None:
        self._text += data

    def parts(self) -> list[str]:
        """What was read so far."""
        self._end_text()
        return self._parts

    def _end_text(self) -> None:
        if self._text:
            self._parts.append(self._text)
        self._text = ""
