"""Regular expressions by their form, as Python itself parses them.

In: a pattern, parsed. Out: texts that it matches, or takes long to refuse. It must not know who uses it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# Letters of every kind that a pattern may tell apart, those first that show best where it hesitates.
LETTERS = " a0_-\t" + "".join(map(chr, range(1, 0x180))) + "—•→\ufe0f⭐🟢日\u00a0\u2028"


def parsed(pattern: str, flags: int = 0) -> Any:
    """The parts of a pattern."""
    return _parser.parse(pattern, flags)


def sample(tree: Any, letters: set[str]) -> str:
    """A short text for a parsed pattern; what its parts can match is added to the letters."""
    text = ""
    for kind, value in tree:
        if kind is c.LITERAL:
            letters.add(chr(value))
            text += chr(value)
        elif kind is c.IN:
            members = [member for member in map(_member, value) if member]
            letters.update(members[:3])
            text += members[0] if members and value[0][0] is not c.NEGATE else "x"
        elif kind in (c.ANY, c.NOT_LITERAL):
            text += "x"
        elif kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            text += sample(value[2], letters) * max(1, min(value[0], 3))
        elif kind is c.SUBPATTERN:
            text += sample(value[3], letters)
        elif kind is c.ATOMIC_GROUP:
            text += sample(value, letters)
        elif kind is c.BRANCH:
            text += max((sample(branch, letters) for branch in value[1]), key=len)
    return text


def _member(item: tuple[Any, Any]) -> str:
    kind, value = item
    if kind is c.LITERAL:
        return chr(value)
    if kind is c.RANGE:
        return chr(value[0])
    names = {c.CATEGORY_SPACE: " ", c.CATEGORY_DIGIT: "1", c.CATEGORY_WORD: "a", c.CATEGORY_NOT_SPACE: "x"}
    return names.get(value, "!") if kind is c.CATEGORY else ""


def ambiguous(tree: Any, *, repeated: bool = False) -> bool:
    """A part is repeated without end that may consist of nothing but a part repeated without end.

    Such a pattern can divide one text in exponentially many ways. Possessive and atomic parts try one way.
    """
    for part in tree:
        kind, value = part
        lone = repeated and _alone(tree, part)
        repeats = kind in (c.MAX_REPEAT, c.MIN_REPEAT)
        endless = repeats and value[1] is c.MAXREPEAT
        if endless and lone:
            return True
        passes_on = lone and kind in (c.SUBPATTERN, c.BRANCH)
        if any(ambiguous(inner, repeated=endless or passes_on) for inner in _inner(kind, value)):
            return True
    return False


def _inner(kind: Any, value: Any) -> tuple[Any, ...]:
    """The parsed patterns within a part of a pattern."""
    if kind is c.BRANCH:
        return tuple(value[1])
    if kind is c.ATOMIC_GROUP:
        return (value,)
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT, c.SUBPATTERN):
        return (value[-1],)
    return (value[1],) if kind in (c.ASSERT, c.ASSERT_NOT) else ()


def _alone(tree: Any, part: tuple[Any, Any]) -> bool:
    """Everything beside the part may be empty."""
    return all(item is part or item == part or _may_be_empty(item) for item in tree)


def _may_be_empty(item: tuple[Any, Any]) -> bool:
    kind, value = item
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return bool(value[0] == 0) or all(map(_may_be_empty, value[2]))
    if kind is c.SUBPATTERN:
        return all(map(_may_be_empty, value[3]))
    if kind is c.BRANCH:
        return any(all(map(_may_be_empty, branch)) for branch in value[1])
    return kind in (c.AT, c.ASSERT, c.ASSERT_NOT)


@dataclass(frozen=True)
class Repeat:
    """A part that is repeated without end: what may be repeated, and a text that leads to it."""

    letters: frozenset[str]
    before: str


def contested(tree: Any) -> Iterator[tuple[str, str]]:
    """Where two repeats without end stand side by side and may both take the same letters, as in ``a*b?a+``.

    A run of such letters can be divided between them in as many ways as it is long. Given are a text that
    leads there, and letters that both may take.
    """
    yield from _contested(tree, "", ())[0]


def _contested(
    tree: Any, before: str, open_: Sequence[Repeat]
) -> tuple[list[tuple[str, str]], tuple[Repeat, ...]]:
    """What is contested in a sequence, and the repeats that may go on behind it."""
    found: list[tuple[str, str]] = []
    for part in tree:
        kind, value = part
        going_on: tuple[Repeat, ...] = ()
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT) and value[1] is c.MAXREPEAT:
            letters = frozenset(_letters(value[2]))
            common = [Repeat(letters & other.letters, other.before) for other in open_]
            found += [(each.before, _few(each.letters)) for each in common if each.letters]
            inside, after = _contested(value[2], before, ())
            found += inside + _contested(value[2], before + sample(value[2], set()), after)[0]
            kept = tuple(open_) if value[0] == 0 else tuple(each for each in common if each.letters)
            going_on = (*kept, Repeat(letters, before))
        elif kind in (c.AT, c.ASSERT, c.ASSERT_NOT):
            going_on = tuple(open_)
        else:
            for inner in _inner(kind, value):
                more, after = _contested(inner, before, () if _tries_one_way(kind) else open_)
                found += more
                going_on += () if _tries_one_way(kind) else after
            going_on += tuple(open_) if _may_be_empty(part) else ()
        open_ = tuple(dict.fromkeys(going_on))
        before += sample([part], set())
    return found, tuple(open_)


def _tries_one_way(kind: Any) -> bool:
    return kind in (c.POSSESSIVE_REPEAT, c.ATOMIC_GROUP)


def _few(letters: frozenset[str]) -> str:
    return "".join([letter for letter in dict.fromkeys(LETTERS) if letter in letters][:3])


def _letters(tree: Any) -> Iterator[str]:
    """The letters that parts of a pattern can match."""
    for kind, value in tree:
        if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            yield from _matched(kind, value)
        else:
            for inner in _inner(kind, value) if kind not in (c.ASSERT, c.ASSERT_NOT) else ():
                yield from _letters(inner)


def _matched(kind: Any, value: Any) -> set[str]:
    """The letters that a part of one letter can match."""
    if kind is c.LITERAL:
        return {chr(value)}
    if kind is c.IN:
        excluded = value[0][0] is c.NEGATE
        named = {letter for item in value for letter in LETTERS if _is_one(letter, item)}
        named |= {chr(item[1]) for item in value if item[0] is c.LITERAL}
        return set(LETTERS) - named if excluded else named
    return set(LETTERS) - {chr(value) if kind is c.NOT_LITERAL else "\n"}


_CATEGORIES = {
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_WORD: r"\w",
    c.CATEGORY_NOT_WORD: r"\W",
}


def _is_one(letter: str, item: tuple[Any, Any]) -> bool:
    kind, value = item
    if kind is c.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    return kind is c.CATEGORY and bool(re.match(_CATEGORIES[value], letter))
