"""The answer key of a multiple-choice paper: ``1-B, 2-D``, a list or a table below the questions.

In: lines. Out: the keys in them, each with its entries. It must not know where questions stand, nor which
of them a key answers: `quiz` does.

Whether lines are a key is decided by named features that add up: letters alone prove nothing where no
question above offers any.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers import options
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import next_text

CERTAIN = 4
_FEWEST, _FEWEST_BARE = 2, 3  # entries below a heading, and without one
_SHARE = 0.5  # of the entries have a question with options above
_LONGEST = 2000  # characters of a line
_REACH = 12  # lines of an explanation

_MARKS = late(r"[*_|`>#\t]|^\s*+[-+•]\s")
_ENTRY = late(
    r"\s*+(?:Q(?:uestion|n)?\s*+[.#]?\s*+)?+(?P<number>\d{1,4})\s*+[-.):=–—→>]*+\s*+\(?+(?:option\s++|answer\s++)?+"
    r"(?P<letters>[A-Ha-h]\b(?:\s*+(?:,|&|/|\+|and\b)\s*+[A-Ha-h]\b)*|[A-H]{2,4}\b)",
    re.IGNORECASE,
)
# A key begins with the number of a question, a heading or the names of columns: one look tells of most lines.
_MAY_BEGIN = late(
    r"[\W_]*+(?:\d{1,4}[\W_]*+[a-ho]|q|no|nr|num|the\b|correct|right|answer|solution|option|key|lösungen|respuestas|réponses)",
    re.IGNORECASE,
)
_AND = late(r"\band\b|[^A-Za-z]", re.IGNORECASE)
_BETWEEN = late(r"[\s,;.)\]]*+")
_EXPLAINED = late(r"\s*+[-–—:.);(\]]++\s*+(?P<text>\S.*)$")
_HEAD = late(
    r"\s*+(?:the\s++)?+(?:(?:correct|right)\s++)?+(?:answers?|solutions?|key|lösungen|respuestas|réponses)\b"
    r"(?:\s++(?:keys?|sheet|list|table))?+(?:\s++(?:and|&|with)\s++(?:explanations?|reasons?|answers?))?+(?:\s++(?:for|to|of)\s[^:]{1,60})?+"
    r"\s*+(?:[:：\-–—]++\s*+(?P<rest>\S.*)?)?+$",
    re.IGNORECASE,
)
_COLUMN = r"(?:questions?|q|nos?\.?|nr\.?|numbers?|answers?|correct answers?|options?|key)(?=\s|$)"
_COLUMNS = late(rf"(?:\s*+{_COLUMN})++\s*+|[\s:-]++", re.IGNORECASE)
_NUMBER = late(r"\s*+(?P<number>\d{1,4})[.)]?\s*+")
_LETTER = late(r"\s*+(?P<letter>[A-Ha-h])[.)]?\s*+")


class Entry(NamedTuple):
    """What a key says of one question: the letters of its right options, and the lines that explain them.

    ``said`` is how it writes the letters.
    """

    number: int
    letters: tuple[str, ...]
    said: str
    line: int
    explained: tuple[Line, ...] = ()


class Key(NamedTuple):
    """Lines that hold answers, the first at position ``start``; ``certain`` tells that they are a key."""

    start: int
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    headed: bool
    certain: bool = False

    @property
    def end(self) -> int:
        """The position behind its last line."""
        return self.start + len(self.lines)


def find(lines: Sequence[Line], hidden: Collection[int] = ()) -> tuple[Key, ...]:
    """The keys of a document, and what may be one; ``hidden`` are positions of code."""
    lettered = [at for at in positions(lines, options.is_lettered) if at not in hidden]
    second = [at for at in lettered if options.is_next(lines[at], 1)]
    found: list[Key] = []
    end = 0
    for at in positions(lines, _may_begin):
        key = None if at < end or at in hidden else _key(lines, at, hidden)
        if key:
            offered = bisect_right(second, at) - bisect_left(second, end)
            found.append(key._replace(certain=_weight(key, offered) >= CERTAIN))
            end = key.end
    return tuple(found)


def _may_begin(line: Line) -> bool:
    return not line.blank and _MAY_BEGIN.match(line.text) is not None


def _weight(key: Key, offered: int) -> int:
    """What speaks for the lines' being a key; ``offered`` is how many questions above have options."""
    numbers = [entry.number for entry in key.entries]
    features = (
        ("questions above offer options", 2, offered >= max(1, _SHARE * len(numbers))),
        ("a heading says so", 2, key.headed),
        ("counts up by one", 1, all(after == before + 1 for before, after in pairwise(numbers))),
        ("nothing but letters", 1, not any(entry.explained for entry in key.entries)),
        ("no question offers options", -2, not offered),
    )
    return sum(weight for _, weight, holds in features if holds)


def _plain(text: str) -> str:
    """A line without the marks of Markdown and of tables."""
    return _MARKS.sub(" ", text[:_LONGEST])


def _key(lines: Sequence[Line], at: int, hidden: Collection[int]) -> Key | None:
    """The key that begins at a line, whatever speaks for it."""
    text = _plain(lines[at].text)
    head = _HEAD.match(text)
    headed = head is not None or ("answer" in text.lower() and _COLUMNS.fullmatch(text) is not None)
    entries = list(_entries(_plain(head["rest"] or "") if head else text, lines[at].number))
    if not headed and (not entries or entries[-1].explained):
        return None
    end = at + 1
    while end < len(lines) and end not in hidden:
        after = _take(lines, end, entries, headed=headed)
        if after == end:
            break
        end = after
    while lines[end - 1].blank:
        end -= 1
    enough = len(entries) >= (_FEWEST if headed else _FEWEST_BARE)
    return Key(at, tuple(lines[at:end]), tuple(entries), headed) if enough else None


def _take(lines: Sequence[Line], at: int, entries: list[Entry], *, headed: bool) -> int:
    """Add what the line at ``at`` says to the entries. Where the next begins; ``at`` if the key is over."""
    line = lines[at]
    last = entries[-1].number if entries else 0
    explaining = bool(entries and entries[-1].explained)
    if line.blank or (not explaining and _COLUMNS.fullmatch(_plain(line.text))):
        return at + 1
    found = list(_entries(_plain(line.text), line.number))
    if found and found[0].number > last and (headed or not found[-1].explained):
        entries += found
        return at + 1
    if (number := _NUMBER.fullmatch(line.text)) and int(number["number"]) > last:
        below = next_text(lines, at + 1)
        letter = _LETTER.fullmatch(_plain(lines[below].text)) if below else None
        if below and letter:
            said = letter["letter"]
            entries.append(Entry(int(number["number"]), (said.upper(),), said, line.number))
            return below + 1
    if headed and entries and _explains(lines, at, entries[-1]):
        entries[-1] = entries[-1]._replace(explained=(*entries[-1].explained, line))
        return at + 1
    return at


def _explains(lines: Sequence[Line], at: int, entry: Entry) -> bool:
    """The line belongs to the entry above: it stands right below it, or the next entry follows soon."""
    titled = lines[at].bare.startswith("#") or _HEAD.match(_plain(lines[at].text))
    if titled or len(entry.explained) >= _REACH:
        return False
    if not lines[at - 1].blank:
        return True
    below = lines[at + 1 : at + _REACH]
    soon = (found for line in below for found in _entries(_plain(line.text), line.number))
    return any(found.number == entry.number + 1 for found in soon)


def _entries(text: str, number_of_line: int) -> Iterator[Entry]:
    """The entries on a line; none if anything else stands on it but what explains a single one."""
    found: list[Entry] = []
    at = 0
    while match := _ENTRY.match(text, at):
        number = int(match["number"])
        if found and number <= found[-1].number:
            return
        letters = tuple(dict.fromkeys(_AND.sub("", match["letters"]).upper()))
        found.append(Entry(number, letters, match["letters"], number_of_line))
        gap = _BETWEEN.match(text, match.end())
        at = gap.end() if gap else match.end()
    if len(found) == 1 and at < len(text):
        explained = _EXPLAINED.match(text, at - 1) or _EXPLAINED.match(text, at - 2)
        if explained:
            yield found[0]._replace(explained=(Line(number_of_line, explained["text"].strip()),))
    elif at >= len(text):
        yield from found
