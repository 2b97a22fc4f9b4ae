"""The answers of copied text, each read by itself, and none that was read before.

In: the lines of each answer, and what holds for the whole document. Out: `PageAnswer` values in order. It
must not know how a question is recognised, nor how a block is (`blocks`).
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck import memory, sealed
from awsdeck.model import MADE_OF, Blocks
from awsdeck.problems import Problem
from awsdeck.problems import moved as problems_moved
from awsdeck.readers import blocks
from awsdeck.readers.layout import Layout
from awsdeck.readers.lines import Line
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source


class PageAnswer(NamedTuple):
    """An answer and the problems met in it; ``origin`` is a digest of all that it depends on.

    ``first`` is the number of its first line.
    """

    first: int
    blocks: Blocks
    problems: tuple[Problem, ...]
    origin: bytes


_QUEST = memory.Quest[PageAnswer]("answers", "Reading", (*MADE_OF, Problem, PageAnswer))


def read(
    source: Source, answers: Sequence[Sequence[Line]], layout: Layout, words: Vocabulary
) -> list[PageAnswer]:
    """The answer in each of these runs of lines."""
    about = memory.key(repr(layout), words.digest)
    filled = "".join([" x"[bool(text.strip())] for text in source.lines])
    keys = [_key(filled, lines, about) for lines in answers]

    def find(at: int) -> PageAnswer:
        found, problems = blocks.read(source, answers[at], layout, words)
        return PageAnswer(_first(answers[at]), found, problems, keys[at])

    known = _sealed(memory.recalled(_QUEST, source.path, keys, find), keys)
    return [_placed(answer, source.path, _first(lines)) for answer, lines in zip(known, answers, strict=True)]


def _sealed(answers: list[PageAnswer], keys: Sequence[bytes]) -> list[PageAnswer]:
    """Those answers packed that a long document gives again and again: nobody needs all of them as blocks."""
    if len(answers) <= sealed.FEW:
        return answers
    again = {key for key, count in Counter(keys).items() if count > 1}
    packed: dict[bytes, PageAnswer] = {}
    for key, answer in zip(keys, answers, strict=True):
        if key in again and key not in packed:
            packed[key] = answer._replace(blocks=sealed.seal(answer.blocks))
    return [packed.get(key, answer) for key, answer in zip(keys, answers, strict=True)]


def _first(lines: Sequence[Line]) -> int:
    return lines[0].number if lines else 1


def _key(filled: str, lines: Sequence[Line], about: bytes) -> bytes:
    """Names all that an answer depends on: its lines, how far apart they stand, those around them.

    Of the lines around it only matters which are blank: paragraphs have blank lines, remarks have none. That
    is what ``filled`` tells, by a character for each line of the document.
    """
    first = _first(lines)
    last = lines[-1].last if lines else first
    around = filled[max(0, first - 2) : last + 1]
    gapless = len(lines) == last - first + 1
    places = "" if gapless else " ".join([str(line.number - first) for line in lines])
    edges = f"{first == 1} {last >= len(filled)}"
    return memory.key("\n".join([*[line.text for line in lines], around, places, edges]), about)


def _placed(answer: PageAnswer, path: str, first: int) -> PageAnswer:
    """What was read in some document at some line, as it is in this one."""
    lines = first - answer.first
    if not (lines or answer.problems):
        return answer
    problems = problems_moved(answer.problems, path, lines)
    return PageAnswer(first, sealed.moved(answer.blocks, lines), problems, answer.origin)
