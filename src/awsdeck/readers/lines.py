"""Lines of copied text and what can be seen of each without knowing what it means.

In: the lines of a `Source`. Out: `Line` values with the simple facts (indent, list marker, sentence…)
that the recognisers of blocks and of questions weigh. It must not decide what a line is.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Generic, TypeVar, overload

from awsdeck.late import late

DEEPEST = 24
"""How many containers (lists, quotes) may lie within each other: what is deeper stays as text. A browser
draws some hundred elements within each other and gives up then.
"""

BROWSER_BULLETS = "•◦▪▫●○■□‣⁃"
_MARKER = late(
    rf"(?P<indent>[ \t]*)(?:(?P<bullet>[{BROWSER_BULLETS}]|[-*+·–](?=\s))|(?P<number>\d{{1,3}})[.)](?=\s))\s*"
)
_SENTENCE_ENDS = (".", "!", "?", "…")
_BEHIND_SENTENCES = "\"'”’)]"
_WORD = late(r"[^\W\d_][\w'’.-]*")
_THREE_WORDS = late(r"(?:[\W\d_]*+[^\W\d_][\w'’.-]*+){3}")
_PARENTHESES = late(r"\([^()]*\)?")

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 -- a decorator, as `functools.cached_property`
    """A fact about a value, found when it is first asked for.

    Up to Python 3.11 `functools.cached_property` takes a lock to find one, which costs as much as most facts.
    """

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, value: None, kind: type) -> "once[T]": ...
    @overload
    def __get__(self, value: object, kind: type) -> T: ...
    def __get__(self, value: object, kind: type) -> "once[T] | T":
        if value is None:
            return self
        found = value.__dict__[self._name] = self._find(value)
        return found


@dataclass(frozen=True, init=False)
class Line:
    """One line of the source. ``number`` counts from 1; ``joined`` is the last that it was made of, or 0."""

    number: int
    text: str
    joined: int
    bare: str = field(repr=False, compare=False)
    """The text without the white space around it."""
    blank: bool = field(repr=False, compare=False)
    """Nothing but white space."""

    def __init__(self, number: int, text: str, joined: int = 0) -> None:
        # a document has many lines: what a frozen dataclass does to set its fields takes twice as long
        facts = self.__dict__
        facts["number"], facts["text"], facts["joined"] = number, text, joined
        facts["bare"] = bare = text.strip()
        facts["blank"] = not bare

    @property
    def last(self) -> int:
        """The number of its last line in the source."""
        return self.joined or self.number

    @once
    def indent(self) -> int:
        """The columns of white space before the text, tabs to every fourth."""
        if not self.text[:1].isspace():
            return 0
        expanded = self.text.expandtabs(4)
        return len(expanded) - len(expanded.lstrip())

    @once
    def _marker(self) -> re.Match[str] | None:
        return _MARKER.match(self.text)

    @property
    def bullet(self) -> str | None:
        """The bullet before the text, if there is one."""
        return self._marker["bullet"] if self._marker else None

    @property
    def item_number(self) -> int | None:
        """The number before the text in the form of a numbered list (``3.`` or ``3)``)."""
        number = self._marker["number"] if self._marker else None
        return int(number) if number else None

    @property
    def is_item(self) -> bool:
        """The line begins with a bullet or a list number."""
        return self._marker is not None

    @property
    def marker_width(self) -> int:
        """The columns from the bullet or number to the text behind it; 0 for a line without either."""
        return self._marker.end() - len(self._marker["indent"]) if self._marker else 0

    @once
    def item_text(self) -> str:
        """The text behind the bullet or number."""
        return self.text[self._marker.end() :].rstrip() if self._marker else self.bare

    @once
    def words(self) -> tuple[str, ...]:
        """The words of the line."""
        return tuple(_WORD.findall(self.bare))

    @once
    def main_words(self) -> tuple[str, ...]:
        """The words outside brackets."""
        return tuple(_WORD.findall(_PARENTHESES.sub(" ", self.bare)))

    @property
    def is_label(self) -> bool:
        """A few words that end with a colon and announce what follows."""
        return self.bare.endswith((":", "："))

    @once
    def is_sentence(self) -> bool:
        """Begins like prose and ends like a sentence, and has the words of one."""
        begins = self.bare[:1].isalpha() or self.bare[:1] in "\"'“‘"
        ends = self.bare.rstrip(_BEHIND_SENTENCES).endswith(_SENTENCE_ENDS)
        return begins and ends and _THREE_WORDS.match(self.bare) is not None

    @property
    def leads_on(self) -> bool:
        """An arrow that points down or up begins the line, so that the next line is where it leads."""
        return self.bare[:1] in ("↓", "↑", "▼", "⇓", "⇑") or self.bare in (
            "|",
            "│",
            "v",
            "V",
            "→",
            "->",
            "-->",
        )

    @once
    def reads_as_prose(self) -> bool:
        """A sentence, or at least four words outside brackets of which most are in lower case."""
        if self.is_sentence:
            return True
        lower = sum(word[0].islower() for word in self.main_words)
        return len(self.main_words) >= 4 and self.bare[0].isalpha() and lower * 2 >= len(self.main_words)


class Lines(tuple[Line, ...]):
    """The lines of a document, which has many of them more than once: a bracket, a label, a whole answer."""

    @once
    def texts(self) -> Mapping[str, Line]:
        """Every text that stands on a line, with one of its lines, in the order in which they begin."""
        return dict(zip(self._all_texts, self, strict=True))

    @once
    def _all_texts(self) -> Sequence[str]:
        return [line.text for line in self]

    @once
    def _known(self) -> dict[Callable[[Line], object], Sequence[int]]:
        return {}

    def where(self, test: Callable[[Line], object]) -> Sequence[int]:
        """The positions of the lines that pass a test, which is to look at their text alone."""
        if test not in self._known:
            self._known[test] = self.among({text for text, line in self.texts.items() if test(line)})
        return self._known[test]

    def among(self, texts: Collection[str]) -> Sequence[int]:
        """The positions of the lines that have one of these texts."""
        return list(compress(range(len(self)), map(texts.__contains__, self._all_texts))) if texts else ()


def whole(lines: Sequence[Line]) -> Lines:
    """The lines as those of a document: what is seen of each text will be asked for more than once."""
    return lines if isinstance(lines, Lines) else Lines(lines)


def distinct(lines: Sequence[Line]) -> Mapping[str, Line]:
    """A line for each text: what is seen of a line by itself depends on its text, and is seen once.

    The lines of a whole document, as `Lines`, know theirs.
    """
    return whole(lines).texts


def positions(
    lines: Sequence[Line], test: Callable[[Line], object], start: int = 0, end: int | None = None
) -> Iterator[int]:
    """The positions of the lines that pass a test, which is to look at their text alone, in a part of them.

    Those of a whole document, as `Lines`, are found once for each test.
    """
    end = len(lines) if end is None else end
    if not isinstance(lines, Lines):
        return (at for at in range(start, end) if test(lines[at]))
    found = lines.where(test)
    return iter(found[bisect_left(found, start) : bisect_left(found, end)] if found else ())


def number_lines(texts: Iterable[str], first: int = 1) -> Lines:
    """The texts as lines, counted from ``first``."""
    return Lines([Line(number, text) for number, text in enumerate(texts, first)])


def chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """The runs of lines between blank lines."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if not line.blank:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [chunk for chunk in found if chunk]
