"""Coloured dots before questions that state their difficulty: ``### 🟢 What is …?``.

In: the lines of a document, and the marks of its questions. Out: the marks, with the difficulties that their
dots state. It must not know how questions are found, nor of dots behind them.

A dot may mean anything. It states a difficulty where a legend above the questions says so, or where most
questions have one and they differ, unless a legend says that they mean something else.
"""

from collections.abc import Iterator, Mapping, Sequence

from awsdeck.late import late
from awsdeck.model import Difficulty
from awsdeck.readers import difficulty
from awsdeck.readers.evidence import is_rated
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark

_FEWEST, _MOST = 3, 0.6  # questions, and how many of them have a dot
_OTHERS = "🔵🟦🟣🟪🟤🟫⚪⬜⚫⬛"
_DOT = late(f"([{''.join(difficulty.ICONS)}{_OTHERS}])\ufe0f?")
_NAME = late(r"[\W_]*(?P<name>[^\W\d_][^|·,;/()\n]*)")
_LONGEST_NAME = 4  # words


def rated(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks with the difficulties of their dots; one that states a difficulty otherwise keeps that."""
    dots = {mark.at: found[1] for mark in marks if (found := _DOT.search(lines[mark.at].text[: mark.column]))}
    if not dots:
        return tuple(marks)
    meant = _legend(lines, marks)
    if meant is None:
        stated = {difficulty.ICONS[dot] for dot in dots.values() if dot in difficulty.ICONS}
        regular = len(stated) > 1 and len(dots) >= max(_FEWEST, _MOST * len(marks))
        meant = difficulty.ICONS if regular else {}
    unrated = {mark.at for mark in marks if not is_rated(mark)}
    return tuple(
        mark._replace(level=meant.get(dots.get(mark.at, ""))) if mark.at in unrated else mark
        for mark in marks
    )


def _legend(lines: Sequence[Line], marks: Sequence[Mark]) -> Mapping[str, Difficulty] | None:
    """What a legend says of each dot, nothing if that is no difficulty; None if there is no legend."""
    named = [
        (dot, difficulty.of_section(name))
        for line in lines[: marks[0].at]
        if not line.bare.isascii()
        for dot, name in _named(line.bare)
    ]
    meant = {dot: level for dot, level in named if level}
    if len(meant) > 1 or (meant and len(named) == len(meant)):
        usual = all(difficulty.ICONS.get(dot, level) == level for dot, level in meant.items())
        return {**(difficulty.ICONS if usual else {}), **meant}
    return {} if len({dot for dot, _ in named}) > 1 else None


def _named(text: str) -> Iterator[tuple[str, str]]:
    """The dots of a line, each with the few words that name it: those behind it, or those before it."""
    first, *parts = _DOT.split(text)
    dots, said = parts[::2], parts[1::2]
    if dots and not any(map(str.isalnum, said[-1])):
        said = [first, *said[:-1]]
    elif any(map(str.isalnum, first)):
        return
    for dot, words in zip(dots, said, strict=True):
        name = _NAME.match(words)
        if name and len(name["name"].split()) <= _LONGEST_NAME:
            yield dot, name["name"]
