"""The review of a practice test, copied: a question, options that no letter marks, what was right, and why.

In: the lines of a document. Out: a `Sheet` if it is such a review. It must not know how questions are found
otherwise.

A page says ``Correct answer`` or ``Your selection is incorrect`` above an option, ``(Correct)`` or ``right``
below it, and ``Overall explanation`` above the reason. Only these tell the options from the question and from
each other.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers import TOPIC, exported, options
from awsdeck.readers.exported import Draft, Option
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import behind_label, last_text, next_text
from awsdeck.readers.spreadsheet import Sheet

_FEWEST, _MOST_OPTIONS = 2, 8
_MOST = 0.8  # of the questions
_RESULT = r"(?:in)?correct|skipped|unanswered|unattempted|not attempted"
_BEGIN = late(rf"Question\s++(?P<number>\d{{1,4}})\s*+:?\s*+(?P<result>{_RESULT})?", re.IGNORECASE)
_ONLY_RESULT = late(_RESULT, re.IGNORECASE)
_ABOVE = late(
    r"(?:correct (?:answer|selection)|your (?:answer|selection) is (?P<result>correct|incorrect))\W*",
    re.IGNORECASE,
)
_BELOW = late(r"\((?P<result>correct|incorrect)\)|(?P<mark>right|wrong)", re.IGNORECASE)
_EXPLAINED = late(r"(?:overall )?explanation\W*", re.IGNORECASE)
_DOMAIN = late(r"domain\W*", re.IGNORECASE)
_DOMAIN_ABOVE = late(r"domain\s*+:\s*+(?P<name>\S.*)", re.IGNORECASE)
_ASKS = late(r"[?？]\W*+$|\((?:choose|select|pick)\b[^()]*\)\W*+$", re.IGNORECASE)
_LETTERS = late(r"[A-H](?:(?:\s*+(?:,|&|and)\s*+|\s*+)[A-H])*+\.?")
_LONGEST = 300  # characters at the end of a line that asks


class _Read(NamedTuple):
    """What a part of the page says: a question, lines of the page, and those that name its category."""

    draft: Draft
    of_page: tuple[Line, ...]
    of_topic: tuple[Line, ...]


def find(lines: Sequence[Line]) -> Sheet | None:
    """The questions of the page, if nearly all are as a review shows them."""
    begun = [at for at, line in enumerate(lines) if _BEGIN.fullmatch(line.bare)]
    if len(begun) < _FEWEST:
        return None
    ends = [*begun[1:], len(lines)]
    parts = [_read(lines[start:end]) for start, end in zip(begun, ends, strict=True)]
    read = _without_common_end([part for part in parts if part])
    if len(read) < _MOST * len(parts):
        return None
    others = [
        passage
        for part, start, end in zip(parts, begun, ends, strict=True)
        if part is None
        for passage in exported.passages(
            [line for line in lines[start:end] if not line.blank], "doesn't say which option is right"
        )
    ]
    of_page = sorted((line for part in read for line in part.of_page), key=lambda line: line.number)
    of_topic = [line for part in read for line in part.of_topic]
    apart = [
        *exported.passages(of_page, "comes back with the questions"),
        *exported.passages(of_topic, TOPIC),
        *others,
    ]
    return exported.sheet([part.draft for part in read], apart, "the review of a test", lines[: begun[0]])


def _without_common_end(parts: list[_Read]) -> list[_Read]:
    """The parts without lines that stand at the end of every explanation: they are the page's."""
    while len(parts) >= _FEWEST:
        ends = [last_text(part.draft.answer, 1, len(part.draft.answer)) for part in parts]
        said = {
            None if at is None else part.draft.answer[at].bare for at, part in zip(ends, parts, strict=True)
        }
        if len(said) > 1 or None in said:
            break
        parts = [
            part._replace(
                draft=part.draft._replace(answer=part.draft.answer[:at]),
                of_page=(*part.of_page, part.draft.answer[at or 0]),
            )
            for at, part in zip(ends, parts, strict=True)
        ]
    return parts


def _read(lines: Sequence[Line]) -> _Read | None:
    """The question that a part of the page shows; None if it doesn't tell its options."""
    begin = _BEGIN.fullmatch(lines[0].bare)
    above = _above_question(lines, begin) if begin else None
    if begin is None or above is None:
        return None
    start = above.end
    explained = next((at for at in range(start, len(lines)) if _EXPLAINED.fullmatch(lines[at].bare)), None)
    asked = _asked(lines[start:explained]) if explained is not None else 0
    offered = _options(lines[start + asked : explained]) if asked else ()
    if explained is None or not offered:
        return None
    told = [
        at
        for at in range(start + asked, explained)
        if _is_result(lines[at]) or _names_options(lines[at], offered[0].line)
    ]
    reason = _reason(lines, explained + 1)
    text = exported.joined(lines[start : start + asked])
    question = Line(lines[0].number, text.text, text.last)
    answer = tuple(lines[reason.start : reason.end])
    return _Read(
        Draft(question, offered, answer, int(begin["number"]), reason.topic or above.topic),
        tuple(lines[at] for at in (*above.of_page, *told, explained, *reason.of_page)),
        tuple(lines[at] for at in (*above.of_topic, *reason.of_topic)),
    )


class _Around(NamedTuple):
    """The lines from ``start`` to ``end``, the positions of others, and the category that these name."""

    start: int
    end: int
    of_page: tuple[int, ...] = ()
    of_topic: tuple[int, ...] = ()
    topic: str = ""


def _above_question(lines: Sequence[Line], begin: re.Match[str]) -> _Around | None:
    """What stands above the text of a question: its number, how it was answered, its category."""
    start = next_text(lines, 1)
    if start is None:
        return None
    of_page = (0,) if begin["result"] else ()
    if not begin["result"] and _ONLY_RESULT.fullmatch(lines[start].bare):
        of_page = (start,)
        start = next_text(lines, start + 1) or start
    if named := _DOMAIN_ABOVE.fullmatch(lines[start].bare):
        return _Around(0, start + 1, of_page, (start,), named["name"])
    return _Around(0, start, of_page)


def _reason(lines: Sequence[Line], start: int) -> _Around:
    """What explains the answer, without the letters above it and the category below it."""
    of_page: tuple[int, ...] = ()
    told = next_text(lines, start)
    if told is not None and _LETTERS.fullmatch(behind_label(lines[told].text) or ""):
        of_page, start = (told,), told + 1
    domain = next((at for at in range(start, len(lines)) if _DOMAIN.fullmatch(lines[at].bare)), None)
    below = None if domain is None else next_text(lines, domain + 1)
    if domain is None or below is None:
        return _Around(start, len(lines), of_page)
    rest = (at for at in range(below + 1, len(lines)) if not lines[at].blank)
    return _Around(start, domain, (*of_page, *rest), (domain, below), lines[below].bare)


def _is_result(line: Line) -> bool:
    """The line says of the option above or below it whether it is right."""
    return _ABOVE.fullmatch(line.bare) is not None or _BELOW.fullmatch(line.bare) is not None


def _names_options(line: Line, first: Line) -> bool:
    """Nothing but the letters of options: ``B, D``, where letters mark these, as the ``first`` shows."""
    return options.is_lettered(first) and _LETTERS.fullmatch(line.bare) is not None


def _asked(body: Sequence[Line]) -> int:
    """The position behind the last line that asks above the options, or else behind the first paragraph."""
    told = next((at for at, line in enumerate(body) if _is_result(line)), None)
    if told is None:
        return 0
    asking = [at for at, line in enumerate(body[:told]) if _ASKS.search(line.bare[-_LONGEST:])]
    if asking:
        return asking[-1] + 1
    return next((at for at, line in enumerate(body[:told]) if line.blank), 0)


def _options(lines: Sequence[Line]) -> tuple[Option, ...]:
    """The options, each a paragraph, or else a line; none if nothing says which is right.

    Where letters mark them, letters may stand below a label such as ``Correct answer``.
    """
    filled = [at for at, line in enumerate(lines) if not line.blank]
    parted = any(lines[at - 1].blank for at in filled[1:])
    found: list[list[Line]] = []
    right: set[int] = set()
    begins = True
    for at in filled:
        line = lines[at]
        if above := _ABOVE.fullmatch(line.bare):
            if (above["result"] or "correct").lower() == "correct":
                right.add(len(found))
            begins = True
        elif below := _BELOW.fullmatch(line.bare):
            if (below["result"] or below["mark"]).lower() in ("correct", "right"):
                right.add(len(found) - 1)
            begins = True
        elif found and _names_options(line, found[0][0]):
            right.discard(len(found))
            right.update(options.LETTERS.index(sign) for sign in line.bare if sign in options.LETTERS)
        elif begins or not parted or lines[at - 1].blank:
            found.append([line])
            begins = False
        else:
            found[-1].append(line)
    if (
        not _FEWEST <= len(found) <= _MOST_OPTIONS
        or not 0 < len(right) < len(found)
        or max(right) >= len(found)
    ):
        return ()
    return tuple(Option(exported.joined(option), at in right) for at, option in enumerate(found))
