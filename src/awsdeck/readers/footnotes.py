"""Footnotes of published Markdown: marks such as ``[^1]`` and the notes that stand at the end.

In: the lines of a document. Out: the lines with the text of short notes in the place of their marks, and the
other notes. It must not know which answer a mark stands in. A mark without a note is text.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import FOOTNOTE, FOOTNOTE_MARK, mdlines
from awsdeck.readers.lines import Line

_NOTE = late(r" {0,3}\[\^(?P<name>[^\]\s]{1,80})\]:")
_MARK = late(r"(?<!\\)\[\^(?P<name>[^\]\s]{1,80})\]")
_CODE_SPAN = late(r"(`[^`]*`)")
_INDENT = 2
_LONGEST = 300  # characters of a note that stands in brackets
_LEADS = late(r"(?:see|source|sources|cf|ref|via|siehe|vgl|quelle|voir|véase|ver|vedi)\b", re.IGNORECASE)
_ADDRESS = late(r"\[(?:[^\[\]]*)\]\([^()\s]*\)|<?https?://[^\s<>]+>?")
_FEW_WORDS = 3
_ASKING = ("#", "**", "__", "<summary")  # with which lines of questions begin


def without(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines without footnotes: what a note says stands in brackets in the place of its mark.

    A note that only leads elsewhere, or is too long for that, is taken out together with its marks; so are
    the marks of questions. ``apart`` takes what was taken out.
    """
    if not any("[^" in line.text for line in lines):
        return list(lines)
    code = mdlines.code_positions(lines)
    notes = dict(_notes(lines, code))
    names = frozenset(note.name for note in notes.values())
    said: dict[str, str] = {}
    for note in notes.values():
        said.setdefault(note.name, _in_brackets(note, names))
    used: set[str] = set()
    found: list[Line] = []
    at = 0
    while at < len(lines):
        if at in notes:
            found += [Line(line.number, "") for line in lines[at : notes[at].end]]
            at = notes[at].end
            continue
        marked = "[^" in lines[at].text and at not in code
        found.append(_unmarked(lines[at], names, said, used) if marked else lines[at])
        at += 1
    apart += (_apart(note, used) for note in notes.values())
    return found


class _Note(NamedTuple):
    """A note: its name, the lines that it takes, and where they end."""

    name: str
    lines: Sequence[Line]
    end: int


def _notes(lines: Sequence[Line], code: Collection[int]) -> Iterator[tuple[int, _Note]]:
    """The notes of a document by position."""
    end = 0
    for at, line in enumerate(lines):
        if at >= end and "[^" in line.text and at not in code and (begun := _NOTE.match(line.text)):
            end = _end(lines, at)
            yield at, _Note(begun["name"].casefold(), lines[at:end], end)


def _in_brackets(note: _Note, names: Collection[str]) -> str:
    """What the note says, on one line; empty if it only leads elsewhere, or is no single short paragraph."""
    first, *rest = note.lines
    texts = [_NOTE.sub("", first.text, count=1), *(line.text for line in rest)]
    said = " ".join(text.strip() for text in texts).strip()
    said = _MARK.sub(lambda mark: "" if mark["name"].casefold() in names else mark[0], said)
    within = any(line.blank or line.is_item or mdlines.is_fence(line) for line in rest)
    words = len(_ADDRESS.sub("", said).split())
    leads = _LEADS.match(said) or (words <= _FEW_WORDS and _ADDRESS.search(said))
    return "" if within or leads or "|" in said or len(said) > _LONGEST else said


def _apart(note: _Note, used: set[str]) -> Passage:
    """What of a note stands on no card: only its name if its text is used, which only one of a name is."""
    first, last = note.lines[0].number, note.lines[-1].number
    if note.name in used:
        used.remove(note.name)
        return Passage(first, first, f"[^{note.name}]:", FOOTNOTE_MARK)
    said = "\n".join(line.bare for line in note.lines if not line.blank)
    return Passage(first, last, said, FOOTNOTE)


def _end(lines: Sequence[Line], at: int) -> int:
    """Where a note ends: lines that stand in from the margin go on with it, also below a blank one."""
    end = at + 1
    while end < len(lines) and not _NOTE.match(lines[end].text):
        if lines[end].blank:
            below = next((near for near in range(end, len(lines)) if not lines[near].blank), len(lines))
            if below == len(lines) or lines[below].indent < _INDENT:
                break
            end = below
        elif mdlines.ATX.match(lines[end].text) or mdlines.is_fence(lines[end]):
            break
        else:
            end += 1
    return end


def _unmarked(line: Line, names: Collection[str], said: Mapping[str, str], used: set[str]) -> Line:
    """The line without marks; the text of notes stands in their place, which are ``used`` by that."""
    asking = line.bare.startswith(_ASKING)

    def replaced(mark: re.Match[str]) -> str:
        name = mark["name"].casefold()
        if name not in names:
            return mark[0]
        above = mark.string[: mark.start()].rstrip()
        if asking or not said[name] or above.rstrip("*_ ").endswith("?"):
            return ""
        used.add(name)
        text = said[name] if above.endswith((".", "!", ":")) else said[name].removesuffix(".")
        return f"{' ' if mark.string[: mark.start()] == above else ''}({text})"

    parts = _CODE_SPAN.split(line.text)  # code at every other place
    parts[::2] = (_MARK.sub(replaced, part) for part in parts[::2])
    return Line(line.number, "".join(parts))
