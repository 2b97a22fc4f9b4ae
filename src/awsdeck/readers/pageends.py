"""What stands around the questions of a copied page: its head, and what follows the last answer.

In: lines, and the openings of questions. Out: the title, passages, where the last answer ends, and problems
where it isn't sure. It must not know how questions are read.
"""

from collections.abc import Sequence
from itertools import pairwise

from awsdeck.hints import Hints
from awsdeck.model import Difficulty, Passage
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, ending, furniture, headings
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import last_text, next_text
from awsdeck.readers.pageopenings import Opening
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

Legend = tuple[tuple[Difficulty, str], ...]
"""What a document says of each difficulty."""

FURNITURE = 1  # the words of a furniture heading are evidence too, so less is asked of its looks


def passage(lines: Sequence[Line], why: str) -> Passage:
    """Some lines as they stand, and why they are on no card."""
    text = "\n".join(line.bare for line in lines if not line.blank)
    return Passage(lines[0].number, lines[-1].last, text, why)


def head(source: Source, lines: Sequence[Line]) -> tuple[str, tuple[Passage, ...], Legend]:
    """The title, what stands before the first question, and the levels of the legend."""
    texts = [line for line in lines if not line.blank]
    if not texts:
        return source.stem, (), ()
    levels: Legend = ()
    found: list[Passage] = []
    title = next((line for line in texts if not furniture.is_chrome(line.bare)), texts[0])
    for line in texts:
        entries = difficulty.legend(line.bare)
        levels += entries
        role = "title" if line is title else "legend" if entries else "introduction"
        found.append(passage([line], role))
    return title.bare, tuple(found), levels


def tail(
    source: Source, lines: Sequence[Line], openings: Sequence[Opening], words: Vocabulary, hints: Hints
) -> tuple[int, tuple[Passage, ...], list[Problem]]:
    """Where the last answer ends, and what follows it on the page."""
    last = openings[-1]
    begun = next_text(lines, last.answer_at)
    stop = hints.last_line
    named = next((at for at, line in enumerate(lines) if line.number > stop), None) if stop else None
    if named is not None and last.at < named:
        rest = _trimmed(lines[named:])
        return named, (passage(rest, "behind the last line that was named"),) if rest else (), []
    for at in range(last.answer_at, len(lines)):
        if (
            at != begun
            and not lines[at].blank
            and lines[at - 1].blank
            and furniture.says_goodbye(lines[at].bare)
        ):
            return at, (passage(_trimmed(lines[at:]), "the author says goodbye"),), []
        if at == begun or not furniture.begins_section(lines[at].bare):
            continue
        result = _heading_score(lines, at, words)
        apart = headings.BLANK_BEFORE in result.why or not furniture.may_be_text(lines[at].bare)
        if apart and result.score >= FURNITURE:
            return at, (passage(_trimmed(lines[at:]), "belongs to the page, not to a question"),), []
    others = [(opening.answer_at, after.at) for opening, after in pairwise(openings)]
    tags = ending.find(lines, (last.answer_at, len(lines)), others)
    if tags.at is not None:
        return tags.at, (passage(_trimmed(lines[tags.at :]), "tags of the page"),), []
    if tags.unsure is not None:
        return len(lines), (), [_unsure_end(source, lines[tags.unsure])]
    final = last_text(lines, last.answer_at, len(lines))
    if final is not None and final != begun:
        result = _heading_score(lines, final, words)
        if result.score >= headings.CERTAIN and headings.BLANK_BEFORE in result.why:
            return len(lines), (), [_unsure_end(source, lines[final])]
    return len(lines), (), []


def _unsure_end(source: Source, line: Line) -> Problem:
    return warning(
        source.at(line.number),
        "unsure-end",
        f"not sure whether the last lines still belong to the answer: {line.bare!r}",
        "delete what belongs to the page",
    )


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    return lines[:end]


def _heading_score(lines: Sequence[Line], at: int, words: Vocabulary) -> headings.HeadingScore:
    return headings.score(lines[at], lines[max(0, at - 1) : at], words)
