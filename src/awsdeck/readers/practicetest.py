"""The review of a practice test, copied: a question, options that no letter marks, what was right, and why.

In: the lines of a document. Out: a `Sheet` if it is such a review. It must not know how questions are found
otherwise.

A page says ``Correct answer`` or ``Your selection is incorrect`` above an option, an older one ``(Correct)``
below it, and ``Overall explanation`` above the reason. Only these tell the options from the question and from
each other.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.readers import TOPIC, exported
from awsdeck.readers.exported import Draft, Option
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import next_text
from awsdeck.readers.spreadsheet import Sheet

_FEWEST, _MOST_OPTIONS = 2, 8
_MOST = 0.8  # of the questions
_RESULT = r"(?:in)?correct|skipped|unanswered|unattempted|not attempted"
_BEGIN = re.compile(rf"Question\s++(?P<number>\d{{1,4}})\s*+:?\s*+(?P<result>{_RESULT})?", re.IGNORECASE)
_ONLY_RESULT = re.compile(_RESULT, re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:correct (?:answer|selection)|your (?:answer|selection) is (?P<result>correct|incorrect))\W*",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\((?P<result>correct|incorrect)\)", re.IGNORECASE)
_EXPLAINED = re.compile(r"(?:overall )?explanation\W*", re.IGNORECASE)
_DOMAIN = re.compile(r"domain\W*", re.IGNORECASE)
_ASKS = re.compile(r"[?？]\W*+$|\((?:choose|select|pick)\b[^()]*\)\W*+$", re.IGNORECASE)
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
    parts = [_read(lines[start:end]) for start, end in zip(begun, [*begun[1:], len(lines)], strict=True)]
    read = [part for part in parts if part]
    if len(read) < _MOST * len(parts):
        return None
    ends = [*begun[1:], len(lines)]
    others = [
        passage
        for part, start, end in zip(parts, begun, ends, strict=True)
        if part is None
        for passage in exported.passages(
            [line for line in lines[start:end] if not line.blank], "doesn't say which option is right"
        )
    ]
    of_page = [line for part in read for line in part.of_page]
    of_topic = [line for part in read for line in part.of_topic]
    apart = [
        *exported.passages(of_page, "comes back with the questions"),
        *exported.passages(of_topic, TOPIC),
        *others,
    ]
    return exported.sheet([part.draft for part in read], apart, "the review of a test", lines[: begun[0]])


def _read(lines: Sequence[Line]) -> _Read | None:
    """The question that a part of the page shows; None if it doesn't tell its options."""
    begin = _BEGIN.fullmatch(lines[0].bare)
    first = next_text(lines, 1)
    if begin is None or first is None:
        return None
    start = first + 1 if not begin["result"] and _ONLY_RESULT.fullmatch(lines[first].bare) else first
    explained = next((at for at in range(start, len(lines)) if _EXPLAINED.fullmatch(lines[at].bare)), None)
    if explained is None:
        return None
    topic_at = next(
        (at for at in range(len(lines) - 1, explained, -1) if _DOMAIN.fullmatch(lines[at].bare)), None
    )
    named = None if topic_at is None else next_text(lines, topic_at + 1)
    end = len(lines) if named is None or topic_at is None else topic_at
    body = lines[start:explained]
    asked = _asked(body)
    options = _options(body[asked:]) if asked else None
    if not options:
        return None
    asks = exported.joined(body[:asked])
    question = Line(lines[0].number, asks.text, asks.last)
    topic = "" if named is None else lines[named].bare
    beyond = [] if named is None else [line for line in lines[named + 1 :] if not line.blank]
    results = [line for line in body[asked:] if _ABOVE.fullmatch(line.bare) or _BELOW.fullmatch(line.bare)]
    return _Read(
        Draft(question, options, tuple(lines[explained + 1 : end]), int(begin["number"]), topic),
        (*(lines[0:1] if begin["result"] else ()), *lines[first:start], *results, lines[explained], *beyond),
        () if named is None or topic_at is None else (lines[topic_at], lines[named]),
    )


def _asked(body: Sequence[Line]) -> int:
    """The position behind the last line that asks above the options, or else behind the first paragraph."""
    told = next(
        (at for at, line in enumerate(body) if _ABOVE.fullmatch(line.bare) or _BELOW.fullmatch(line.bare)),
        None,
    )
    if told is None:
        return 0
    asking = [at for at, line in enumerate(body[:told]) if _ASKS.search(line.bare[-_LONGEST:])]
    if asking:
        return asking[-1] + 1
    return next((at for at, line in enumerate(body[:told]) if line.blank), 0)


def _options(lines: Sequence[Line]) -> tuple[Option, ...]:
    """The options, each a paragraph, or else a line; none if nothing says which is right."""
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
            if below["result"].lower() == "correct":
                right.add(len(found) - 1)
            begins = True
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
