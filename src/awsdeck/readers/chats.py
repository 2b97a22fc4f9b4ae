"""A conversation with a chat program, copied: ``You said:``, ``ChatGPT said:``.

In: the lines of a document. Out: a `Sheet` if a person asks one question after the other; else, with the
marks of questions that the program wrote, the positions of lines between these. It must not know how these
are found.

Where a person asks for more, the program introduces what follows in a line or two. If it says more than that,
it may be what was asked for, and stays.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.readers import exported, furniture
from awsdeck.readers.exported import Draft
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import Mark, asks, last_text, next_text, peel
from awsdeck.readers.spreadsheet import Sheet

_PERSON = late(r"you said:?", re.IGNORECASE)
_PROGRAM = late(r"(?!you\b)[^\W\d_][\w.-]{1,20}(?: [\w.-]{1,10})? said:?", re.IGNORECASE)
_WARNS = late(r".{2,20} can make mistakes\b.*", re.IGNORECASE)
_LONGEST = 60
_INTRODUCTION = 2  # lines
_FEWEST, _MOST = 2, 0.6  # turns that ask
_QUESTION_LINES = 12  # of what a person says; a longer text is no question


def find(lines: Sequence[Line]) -> Sheet | None:
    """What the person asked and the program answered, if most turns ask and no other lines do."""
    labels = sorted([*positions(lines, _is_person), *positions(lines, _is_program)])
    drafts: list[Draft] = []
    apart: list[Line] = [lines[at] for at in labels]
    asked: Sequence[Line] = ()
    turns = 0
    for at, end in pairwise([*labels, len(lines)]):
        said = lines[at + 1 : end]
        if _is_person(lines[at]):
            turns += 1
            apart += asked  # nobody answered it
            filled = [line for line in said if not line.blank]
            asking = 0 < len(filled) <= _QUESTION_LINES and (
                asks(filled[0].bare) or filled[-1].bare.endswith("?")
            )
            asked, apart = (filled, apart) if asking else ((), [*apart, *filled])
            continue
        answer, last_words = _without_last_words(said)
        apart += last_words
        if asked:
            last = answer[-1].last if answer else 0
            drafts.append(Draft(exported.joined(asked), answer=tuple(answer), last=last))
        elif drafts:
            drafts[-1] = drafts[-1]._replace(answer=(*drafts[-1].answer, Line(lines[at].number, ""), *answer))
        else:
            return None
        asked = ()
    apart += asked
    replies = [line for draft in drafts for line in draft.answer]
    within = sum((mark := peel(0, line)) is not None and mark.asks and "?" in mark.text for line in replies)
    if len(drafts) < max(_FEWEST, _MOST * turns) or within >= len(drafts):
        return None
    told = exported.passages(sorted(apart, key=lambda line: line.number), "said between the answers")
    return exported.sheet(drafts, [*told], "turns of a conversation", lines[: labels[0]])


def _without_last_words(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without those at their end that offer more or warn, and these."""
    kept = [*lines]
    apart: list[Line] = []
    while (at := last_text(kept, 0, len(kept))) is not None:
        del kept[at + 1 :]
        if not (furniture.says_goodbye(kept[at].bare) or _WARNS.fullmatch(kept[at].bare[:_LONGEST])):
            break
        apart.append(kept.pop())
    first = next_text(kept, 0)
    return kept[first:] if first is not None else [], apart


def between(lines: Sequence[Line], marks: Sequence[Mark]) -> frozenset[int]:
    """The positions of labels, and of what is said between the answers."""
    persons, programs = [*positions(lines, _is_person)], [*positions(lines, _is_program)]
    if not persons or not programs:
        return frozenset()
    found = {*persons, *programs}
    for start, end in pairwise([*(mark.below for mark in marks), len(lines)]):
        stop = next((mark.at for mark in marks if mark.at >= start), end)
        found.update(_between(lines, start, stop, persons, programs))
    return frozenset(found)


def _is_person(line: Line) -> bool:
    return _PERSON.fullmatch(line.bare[:_LONGEST]) is not None


def _is_program(line: Line) -> bool:
    return _PROGRAM.fullmatch(line.bare[:_LONGEST]) is not None


def _between(
    lines: Sequence[Line], start: int, end: int, persons: Sequence[int], programs: Sequence[int]
) -> Iterator[int]:
    """The lines of a part from where the program ends its turn to where the next question may begin."""
    asked = next((at for at in persons if start <= at < end), None)
    answered = next((at for at in reversed(programs) if asked is not None and asked < at < end), None)
    if asked is None or answered is None:
        return
    above = last_text(lines, start, asked)
    turns = above is not None and next_text(lines, start) != above
    if above is not None and turns and furniture.says_goodbye(lines[above].bare):
        yield above
    said = [at for at in range(answered + 1, end) if not lines[at].blank]
    yield from range(asked, answered + 1)
    if len(said) <= _INTRODUCTION:
        yield from said
