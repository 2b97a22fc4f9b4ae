"""What belongs to a question, and where its answer begins.

In: lines, the `Mark` of a question, and how many questions of its form have an answer's label below. Out: the
pieces of the question's text, with lines between them that state its difficulty or services, and the position
of its answer. It must not know the format of the lines.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from awsdeck.late import late
from awsdeck.readers import difficulty, labels, options
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import ANSWER_LABEL, Mark, asks, is_answer_label, next_text

_LABELLED = 0.6  # with so many answers labelled, a question goes on until the label
_QUESTION_LINES = 12
_FEW_WORDS = 2
_WRAPPED_LINES = 4
_SUMMARY_END = late(r"</summary>", re.IGNORECASE)
_DOTTED = late(r"\s*+(?:[-*+]\s++)?+A[.)]\s+(?P<rest>\S.*)$")
_MARKS = late(r"[*_`]")
_OPTION_B = late(r"\s*B[.)]\s")
_ENDS = ("?", "？", ".", ":", "!")


class Piece(NamedTuple):
    """A part of a question. An option or a line of code stands on a line of its own.

    A label states the difficulty or the services of the question on the line at position ``at``.
    """

    text: str
    kind: Literal["text", "option", "code", "label"] = "text"
    at: int = -1


class Asked(NamedTuple):
    """All that a question says, and the position of the first line that may be its answer's.

    ``rest`` is what the answer says before that, on the last line of the question.
    """

    pieces: tuple[Piece, ...]
    answer_at: int
    rest: str = ""


def asked(
    lines: Sequence[Line],
    mark: Mark,
    end: int,
    labelled: float,
    code: Collection[int] = (),
    offered: Sequence[int] = (),
) -> Asked:
    """The question of a mark; everything before ``end`` is the question's or its answer's.

    ``offered`` are the positions of its options, if it is known elsewhere which of them is right.
    """
    start = mark.below
    choices = offered or _choices(lines, start, end)
    if not choices:
        choices = offered = options.answered(lines, start, end)
    if choices or not mark.text:
        stop = options.behind(lines, offered[-1], end) if offered else _label(lines, start, end)
        return _with_all_below(lines, mark, end, stop, choices, code)
    texts, after = [mark.text], start
    rest = ""
    if "summary" in mark.form:
        while not _SUMMARY_END.search(lines[after - 1].text) and after < end:
            texts.append(lines[after].bare)
            after += 1
        texts[-1], *behind = _SUMMARY_END.split(texts[-1], maxsplit=1)
        rest = "".join(behind).strip()
    elif labelled >= _LABELLED and (label := _label(lines, start, end)) and _is_near(lines, start, label):
        return Asked((Piece(mark.text), *_pieces(lines, start, label, (), code)), label)
    else:
        while after < min(end, start + _WRAPPED_LINES) and _goes_on(texts[-1], lines[after]):
            texts.append(lines[after].bare)
            after += 1
    return Asked(tuple(Piece(text) for text in texts if text), after, rest)


def without_label(text: str, mark: Mark, following: Sequence[Line]) -> str | None:
    """The first line of an answer without its label; None if it has none.

    ``A.`` is a label only under ``Q.``, and only if no option ``B.`` follows.
    """
    label = ANSWER_LABEL.match(text)
    if label:
        rest = label["rest"].strip()
        for mark_end in ("**", "*", "_"):
            opened = (
                text.count(mark_end) > rest.count(mark_end) and rest.count(mark_end) % 2
            )  # "**Answer: B**"
            if opened and rest.endswith(mark_end):
                return rest.removesuffix(mark_end).rstrip()
        return rest
    dotted = _DOTTED.match(text) if "Q" in mark.form.split(" ") else None
    if dotted is None or any(_OPTION_B.match(line.text) for line in following):
        return None
    return dotted["rest"]


def _label(lines: Sequence[Line], start: int, end: int) -> int | None:
    return next(positions(lines, is_answer_label, start, end), None)


def _is_near(lines: Sequence[Line], start: int, label: int) -> bool:
    return sum(not line.blank for line in lines[start:label]) < _QUESTION_LINES


def _choices(lines: Sequence[Line], start: int, end: int) -> tuple[int, ...]:
    """The positions of options lettered from A on, above the answer's label."""
    found: list[int] = []
    labels = frozenset(positions(lines, is_answer_label, start, end))
    if not labels:
        return ()
    for at in sorted(labels.union(positions(lines, options.is_lettered, start, end))):
        if options.is_next(lines[at], len(found)):
            found.append(at)
        elif at in labels:
            return tuple(found) if len(found) >= options.FEWEST else ()
    return ()


def _with_all_below(
    lines: Sequence[Line],
    mark: Mark,
    end: int,
    stop: int | None,
    choices: Collection[int],
    code: Collection[int],
) -> Asked:
    """A question that goes on below its mark up to ``stop``, with its options if it has any."""
    if stop is None:  # nothing says where the answer begins: the first paragraph asks
        first = next_text(lines, mark.below)
        stop = end if first is None else next((at for at in range(first, end) if lines[at].blank), end)
    pieces = _pieces(lines, mark.below, stop, choices, code)
    return Asked((Piece(mark.text), *pieces) if mark.text else pieces, stop)


def _pieces(
    lines: Sequence[Line], start: int, end: int, choices: Collection[int], code: Collection[int]
) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for at in range(start, end):
        line = lines[at]
        if at in code:
            found.extend([] if is_fence(line) else [Piece(line.text, "code")])
        elif at in choices:
            found.append(Piece(options.shown(line), "option"))
        elif not line.blank:
            announces = _announces(line) and next_text(lines, at + 1) in choices
            found.append(
                Piece(line.bare, "label" if _is_label(line) else "option" if announces else "text", at)
            )
    return tuple(found)


def _announces(line: Line) -> bool:
    """A word or two above the options: ``**Options:**``."""
    return len(line.words) <= _FEW_WORDS and _MARKS.sub("", line.bare).endswith(":")


def within(lines: Sequence[Line], start: int, end: int, code: Collection[int] = ()) -> tuple[Piece, ...]:
    """All lines of a part of the document as pieces of a question without options."""
    return _pieces(lines, start, end, (), code)


def _is_label(line: Line) -> bool:
    """The line is nothing but a difficulty, or labels that are marked up as such."""
    marked = line.bare.startswith(("**", "__")) and labels.labels(_MARKS.sub("", line.bare))
    return bool(marked) or difficulty.is_badge(line.bare)


def is_fence(line: Line) -> bool:
    """The line is one of those around code, which a question is shown without."""
    return line.bare.startswith(("```", "~~~"))


def _goes_on(text: str, line: Line) -> bool:
    """The line goes on with a question that an editor or a page broke."""
    if text.rstrip("`").endswith(_ENDS) or line.is_item or not line.bare:
        return False
    if line.bare[:1].islower():
        return True
    if not line.bare.endswith(("?", "？")):
        return False
    return len(line.words) > 1 or (asks(text) and not asks(line.bare.rstrip("?？")))  # "Why?" asks more
