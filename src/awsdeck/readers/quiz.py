"""Multiple-choice papers: which question a key answers, and which questions nothing answers.

In: keys, lines, and where questions stand. Out: the options and the answer of each question, and problems. It
must not know how a key is recognised, nor how options are shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from awsdeck.model import Passage
from awsdeck.problems import Problem, warning
from awsdeck.readers import options
from awsdeck.readers.answerkey import Entry, Key
from awsdeck.readers.lines import Line, Lines, positions
from awsdeck.readers.marks import Mark, is_answer_label
from awsdeck.readers.options import Options
from awsdeck.source import Source

_FEWEST = 2
_SHARE = 0.5  # of the questions end with options, and the document is a paper of such questions


class Quiz(NamedTuple):
    """What is known of the questions of a document, by their position, and not from an answer below them.

    ``options`` are the positions of a question's options, ``answers`` the lines that say which is right and
    why; ``unused`` are entries of a key that fit no question.
    """

    options: Mapping[int, tuple[int, ...]] = MappingProxyType({})
    answers: Mapping[int, tuple[Line, ...]] = MappingProxyType({})
    unused: tuple[Entry, ...] = ()


def of(keys: Sequence[Key], lines: Sequence[Line], marks: Sequence[Mark]) -> Quiz:
    """The answers that keys give, or marks on the options themselves."""
    places = _with_ends(marks, len(lines))
    given, unused = _given(keys, lines, places)
    marked = {} if given else _marked(lines, places)
    offered = {mark.at: options.lettered(lines, mark.below, end) for mark, end in places if mark.at in given}
    return Quiz(
        offered | {at: found.offered for at, found in marked.items()},
        {at: _said(entry) for at, entry in given.items()}
        | {at: right(lines, found.right) for at, found in marked.items()},
        unused,
    )


def _with_ends(marks: Sequence[Mark], end: int) -> list[tuple[Mark, int]]:
    return list(zip(marks, [*(mark.at for mark in marks[1:]), end], strict=True)) if marks else []


def _said(entry: Entry) -> tuple[Line, ...]:
    """What a key says of a question: the letters, then what explains them."""
    letters = Line(entry.line, entry.said)
    return (letters, *((Line(entry.line, ""), *entry.explained) if entry.explained else ()))


def _marked(lines: Sequence[Line], places: Sequence[tuple[Mark, int]]) -> dict[int, Options]:
    """The options of questions that mark the right ones, if that is what this document does."""
    if not options.may_be_marked(lines):
        return {}
    found = {mark.at: options.marked(lines, mark.below, end) for mark, end in places}
    marked = {at: offered for at, offered in found.items() if offered.right}
    return marked if len(marked) >= max(_FEWEST, _SHARE * len(places)) else {}


def right(lines: Sequence[Line], places: Sequence[int]) -> tuple[Line, ...]:
    """The right options: a line, or a list of several."""
    bullet = "- " if len(places) > 1 else ""
    return tuple(Line(lines[at].number, f"{bullet}{options.right(lines[at])}") for at in places)


# --- keys ------------------------------------------------------------------------------------------------


def without(lines: Sequence[Line], keys: Sequence[Key]) -> Sequence[Line]:
    """The lines with those of keys blanked."""
    if not any(key.certain for key in keys):
        return lines
    kept = list(lines)
    for key in keys:
        if key.certain:
            kept[key.start : key.end] = [Line(line.number, "") for line in key.lines]
    return Lines(kept)


def passages(keys: Sequence[Key]) -> tuple[Passage, ...]:
    """The lines of the keys."""
    return tuple(
        Passage(
            key.lines[0].number,
            key.lines[-1].last,
            "\n".join(line.bare for line in key.lines if not line.blank),
            "the answers of the questions above",
        )
        for key in keys
        if key.certain
    )


def _given(
    keys: Sequence[Key], lines: Sequence[Line], places: Sequence[tuple[Mark, int]]
) -> tuple[dict[int, Entry], tuple[Entry, ...]]:
    """The entry of each question, and those of none: a key answers what follows the key before it."""
    given: dict[int, Entry] = {}
    unused: list[Entry] = []
    waiting = list(places)
    for key in keys:
        if not key.certain:
            continue
        above = [(mark, end) for mark, end in waiting if lines[mark.at].number < key.lines[0].number]
        waiting = waiting[len(above) :]
        numbers = [mark.number or 0 for mark, _ in above]
        stated = 0 not in numbers and len(set(numbers)) == len(numbers)
        known = dict(zip(numbers if stated else range(1, len(above) + 1), above, strict=True))
        for entry in key.entries:
            mark, end = known.get(entry.number, (None, 0))
            if mark is None or not _offers(lines, mark, end, entry):
                unused.append(entry)
            elif not _answers_itself(lines, mark, end):
                given[mark.at] = entry
    return given, tuple(unused)


def _answers_itself(lines: Sequence[Line], mark: Mark, end: int) -> bool:
    """The answer stands below the options, so that the key only says it once more."""
    labels = positions(lines, is_answer_label, mark.below, end)
    return not all(options.is_lettered(lines[at]) for at in labels)


def _offers(lines: Sequence[Line], mark: Mark, end: int, entry: Entry) -> bool:
    """The question has the options that the entry calls right."""
    count = len(options.lettered(lines, mark.below, end))
    return set(entry.letters) <= set(options.LETTERS[:count])


def problems(
    source: Source, keys: Sequence[Key], quiz: Quiz, lines: Sequence[Line], marks: Sequence[Mark]
) -> Iterator[Problem]:
    """What a key says of no question, and questions of which nothing says the right option."""
    for key in keys:
        if key.headed and not key.certain:
            yield warning(
                source.at(key.lines[0].number),
                "unused-answer-key",
                f"this looks like an answer key, but few questions above it offer options: "
                f"{key.lines[0].bare!r}",
                "write each option on a line of its own below its question: 'A. …', 'B. …'",
            )
    for entry in quiz.unused:
        yield warning(
            source.at(entry.line),
            "unused-answer-key",
            f"the answer key says {entry.number}-{entry.said}, but no question {entry.number} offers that",
            "number the questions as the key does, and letter their options",
        )
    yield from _unanswered(source, keys, quiz, lines, marks)


def _unanswered(
    source: Source, keys: Sequence[Key], quiz: Quiz, lines: Sequence[Line], marks: Sequence[Mark]
) -> Iterator[Problem]:
    """One problem for all questions that end with their options, if that is what this document has."""
    left = [
        mark
        for mark, end in _with_ends(marks, len(lines))
        if mark.at not in quiz.answers and _ends_with_options(lines, mark.below, end)
    ]
    if left and (keys or len(left) >= _SHARE * len(marks)):
        where = next((f"; the answer key is in line {key.lines[0].number}" for key in keys), "")
        more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        yield warning(
            source.at(lines[left[0].at].number),
            "options-without-answer",
            f"nothing says which of its options is right{where}: {left[0].text!r}{more}",
            "write 'Answer: B' below the options, or a key at the end: '1-B, 2-D'",
        )


def _ends_with_options(lines: Sequence[Line], start: int, end: int) -> bool:
    found = options.lettered(lines, start, end)
    return (
        bool(found)
        and not options.answered(lines, start, end)
        and all(lines[at].blank or options.is_lettered(lines[at]) for at in range(found[0], end))
    )
