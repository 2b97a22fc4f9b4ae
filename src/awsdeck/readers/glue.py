"""Where words that were glued together may come apart.

In: a line whose cells may have lost what stood between them, and the words a document knows. Out: `Seam`
values with the evidence for each. It must not know what a table is.

Every place within a word that looks like an end and a beginning (`PLACES`) is weighed; known words on
either side add to it; a place within a known word is none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers.vocabulary import Vocabulary

STRONG = 3
_KNOWN = 1  # a known word that ends or begins at the seam

_INNER_CAPITAL = "small letter, then capital"
_TICKS = "✓✔✗✘✅❌"
_CLOSING = rf"[)\]%”’?!{_TICKS}]"


class Seam(NamedTuple):
    """A place in a line where one cell may end and the next begin, and what speaks for it."""

    at: int
    weight: int
    why: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """It can be trusted without others like it."""
        return self.weight >= STRONG

    @property
    def is_doubtful(self) -> bool:
        """A small letter before a capital and no known word beside it: so are the names of many products."""
        return _INNER_CAPITAL in self.why and not any("known" in name for name in self.why)


PLACES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (_INNER_CAPITAL, 3, late(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")),
    ("closing mark, then the start of a cell", 3, late(rf"(?<={_CLOSING})(?=[A-Z0-9~$€£<>{_TICKS}])")),
    ("word or figure, then a tick, currency or circa sign", 3, late(rf"(?<=\w)(?=[~$€£≈{_TICKS}])")),
    ("figure, then capitalised word", 3, late(r"(?<=\d)(?=[A-Z][a-z])")),
    ("abbreviation, then capitalised word", 2, late(r"(?<=[A-Z]{2})(?=[A-Z][a-z])")),
    ("letter, then figure", 1, late(r"(?<=[A-Za-z])(?=\d)")),
    ("abbreviation, then small letters", 1, late(r"(?<=[A-Z]{2})(?=[a-z]{3})")),
)

_TOKEN = late(r"\S+")
_CAPITALS = late(r"(?<![A-Za-z])[a-z][A-Z]{4,}(?![a-z])|[A-Z]{4,}(?![a-z])|[A-Z]{4,}(?=[A-Z][a-z])")
_GLUED_FIGURES = late(r"(?<=[A-Za-z])\d{2,}")
_LETTERS = late(r"[A-Za-zÀ-ÿ]+")
_SHORTEST = 2
_KNOWN_TOKENS = 1 << 14  # the words of a document come again and again
_ENOUGH = 2  # ways to divide a word: there is no telling between two
_LONGEST_ROW, _LONGEST_TOKEN, _LONGEST_NAME = (
    1000,
    100,
    40,
)  # characters: what follows weighs every pair of places


def seams(text: str, words: Vocabulary) -> list[Seam]:
    """The places where cells may meet, in order; none within brackets, nor in what is too long for a row."""
    if len(text) > _LONGEST_ROW:
        return []
    parted = {token for token in text.split() if _known_seams(token, words)}
    if not parted:
        return []
    bracketed = _bracketed(text)
    return [
        seam._replace(at=seam.at + token.start())
        for token in _TOKEN.finditer(text)
        if token[0] in parted
        for seam in _known_seams(token[0], words)
        if seam.at + token.start() not in bracketed
    ]


@lru_cache(maxsize=_KNOWN_TOKENS)
def _known_seams(token: str, words: Vocabulary) -> tuple[Seam, ...]:
    return tuple(_token_seams(token, words))


def _token_seams(token: str, words: Vocabulary) -> Iterator[Seam]:
    """The seams within one word, by their place in it; none in what is too long for one."""
    if len(token) > _LONGEST_TOKEN or _is_word(token.strip("().,;:!?\"'"), words):
        return
    places: dict[int, tuple[int, list[str]]] = {}
    for name, weight, pattern in PLACES:
        for match in pattern.finditer(token):
            held, why = places.get(match.start(), (0, []))
            places[match.start()] = (max(held, weight), [*why, name])
    for cut in _single_figures(token):
        places[cut] = (0, ["single figures"])
    for cut in _known_pieces(token, words):
        places.setdefault(cut, (0, ["within letters"]))
    for cut in _abbreviations(token, words):
        places[cut] = (STRONG, ["between known abbreviations"])
    inside = _inside_known_words(token, sorted({0, len(token), *places}), words)
    cuts = [cut for cut in sorted(places) if cut not in inside]
    for index, place in enumerate(cuts):
        weight, why = places[place]
        left = token[cuts[index - 1] if index else 0 : place]
        right = token[place : cuts[index + 1] if index + 1 < len(cuts) else len(token)]
        if words.knows(_last_word(left)):
            weight, why = weight + _KNOWN, [*why, "known word before"]
        if words.knows(_first_word(right)):
            weight, why = weight + _KNOWN, [*why, "known word after"]
        yield Seam(place, weight, tuple(why))


def _is_word(piece: str, words: Vocabulary) -> bool:
    """A known word that isn't known from the doubtful place itself."""
    return words.knows(piece) and not words.is_rare(piece)


def _single_figures(token: str) -> Iterator[int]:
    """The places within figures that are glued to a word: they may be a cell each."""
    for run in _GLUED_FIGURES.finditer(token):
        yield from range(run.start() + 1, run.end())


def _known_pieces(token: str, words: Vocabulary) -> Iterator[int]:
    """Where a run of letters that is rare divides into two known words, if in one way only."""
    for run in _LETTERS.finditer(token):
        if not words.is_rare(run[0]):
            continue
        ways = [
            cut
            for cut in range(_SHORTEST, len(run[0]) - _SHORTEST + 1)
            if run[0][cut].islower() and words.knows(run[0][:cut]) and words.knows(run[0][cut:])
        ]
        if len(ways) == 1:
            yield run.start() + ways[0]


def _abbreviations(token: str, words: Vocabulary) -> Iterator[int]:
    """Where a run divides into known abbreviations or compounds (``gRPCTCP``), if in one way only."""
    for run in _CAPITALS.finditer(token):
        ways = [] if _is_word(run[0], words) else _divisions(run[0], words)
        if len(ways) == 1:
            yield from (run.start() + cut for cut in ways[0])


def _divisions(capitals: str, words: Vocabulary) -> list[tuple[int, ...]]:
    """The ways to divide capitals into known words of two letters or more, as places; two at most."""
    end = len(capitals)
    ways: dict[int, list[tuple[int, ...]]] = {}  # how what begins at a place can be divided
    for start in range(end - _SHORTEST, -1, -1):
        found: list[tuple[int, ...]] = []
        for cut in range(start + _SHORTEST, end - _SHORTEST + 1):
            if len(found) < _ENOUGH and words.knows(capitals[start:cut]):
                found += [(cut,)] if words.knows(capitals[cut:]) else []
                found += [(cut, *rest) for rest in ways[cut]]
        ways[start] = found[:_ENOUGH]
    return ways.get(0, [])


def _inside_known_words(token: str, cuts: list[int], words: Vocabulary) -> set[int]:
    """Places within a known compound, such as a product's name in mixed case."""
    inside: set[int] = set()
    for index, begin in enumerate(cuts):
        for end in cuts[index + 2 :]:
            if end - begin > _LONGEST_NAME:
                break
            piece = token[begin:end].strip("().,;:")
            if piece.isalnum() and _is_word(piece, words):
                inside.update(cut for cut in cuts if begin < cut < end)
    return inside


def _last_word(piece: str) -> str:
    found = re.findall(r"[^\W_]+", piece)
    return str(found[-1]) if found and piece[-1:].isalnum() and not found[-1].isdecimal() else ""


def _first_word(piece: str) -> str:
    found = re.match(r"[^\W_]+", piece)
    return found[0] if found and not found[0].isdecimal() else ""


def _bracketed(text: str) -> frozenset[int]:
    """The places within brackets that are closed somewhere behind them."""
    found: set[int] = set()
    opened = 0
    for place in range(text.rfind(")") + 1):
        if opened > 0:
            found.add(place)
        opened += {"(": 1, ")": -1}.get(text[place], 0)
    return frozenset(found)
