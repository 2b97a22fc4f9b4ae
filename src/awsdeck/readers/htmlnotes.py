"""Footnotes and comments at the margin of a saved page, and the marks in the text that lead to them.

In: a parsed page. Out: the page without them, and the passages that were taken out. It must not know which
part of a page is its text.

A note is known by its links: its mark leads to it, and it leads back to its mark.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from awsdeck.model import Passage
from awsdeck.readers import FOOTNOTE, FOOTNOTE_MARK

_MARK = re.compile(r"[\[(]?(?:\w{1,3}|[*†‡§]{1,3})[\])]?")
_NOTES = re.compile(r"^(?:wp-block-)?(?:foot|end)-?notes?(?:[_-]?(?:list|area|section))?$", re.IGNORECASE)
_BOXES = ("li", "p", "div", "dd", "aside", "section")
_PARTS = ("section", "div", "ol", "aside", "p", "dl")
_NO_NOTE = ("h1", "h2", "h3", "h4", "h5", "summary", "details", "button", "table", "pre", "img", "dt")
_LONGEST = 1_000  # characters; what is longer is no note
_SPACE = re.compile(r"\s+")


def take_out(soup: BeautifulSoup) -> Iterator[Passage]:
    """Take notes and their marks out of the page."""
    ids = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
    marks = [mark for mark in soup.find_all("a", href=re.compile("^#.")) if _is_mark(mark)]
    order = {id(tag): at for at, tag in enumerate(soup.find_all(True))} if marks else {}
    boxes: dict[int, frozenset[str]] = {}
    known: set[str] = set()
    for mark in marks:
        target = None if mark.decomposed else ids.get(str(mark["href"])[1:])
        if mark.decomposed or (target is not None and order[id(target)] < order[id(mark)]):
            continue  # it leads back, from a note
        note, raised = _note(mark, target, boxes), mark.find_parent("sup")
        if note is None and raised is None and mark["href"] not in known:
            continue
        known.add(str(mark["href"]))
        if note is not None:
            yield from _passage(note, FOOTNOTE)
            note.decompose()
        yield from _passage(mark, FOOTNOTE_MARK)
        (raised if raised and _flat(raised) == _flat(mark) else mark).decompose()
    for box in soup.find_all(_PARTS, class_=_NOTES) + soup.find_all(role="doc-endnotes"):
        if not box.decomposed and _is_small(box):
            yield from _passage(box, FOOTNOTE)
            box.decompose()


def _is_mark(tag: Tag) -> bool:
    return _MARK.fullmatch(_flat(tag)) is not None and (
        tag.find_parent("sup") is not None or tag.find("sup") is not None or _flat(tag)[0] in "[("
    )


def _note(mark: Tag, target: Tag | None, boxes: dict[int, frozenset[str]]) -> Tag | None:
    """The box of the note that a mark leads to, if that leads back; ``boxes`` remembers where each leads."""
    box = None if target is None or target.name in _BOXES else target.find_parent(_BOXES)
    box = target if box is None else box
    if box is None or box.decomposed:
        return None
    if id(box) not in boxes:
        links = box.find_all("a", href=True) if _is_small(box) else ()
        boxes[id(box)] = frozenset(str(link["href"]) for link in links)
    near = [mark, *mark.find_all(id=True), *islice(mark.parents, 2)]
    return box if any(f"#{tag['id']}" in boxes[id(box)] for tag in near if tag.get("id")) else None


def _is_small(box: Tag) -> bool:
    """A note's size, and nothing in it that an unclosed tag would swallow."""
    return len(_flat(box)) <= _LONGEST and box.find(_NO_NOTE) is None


def _passage(tag: Tag, why: str) -> Iterator[Passage]:
    text = _flat(tag)
    if text:
        first = tag.sourceline or 1
        last = max((inner.sourceline or 1 for inner in tag.find_all(True)), default=first)
        yield Passage(first, max(first, last), text, why)


def _flat(tag: Tag) -> str:
    return _SPACE.sub(" ", tag.get_text(" ")).strip()
