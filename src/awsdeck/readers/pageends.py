"""What stands around the questions of a copied page: its head, and what follows the last answer.

In: lines, and the openings of questions. Out: the title, passages, where the last answer ends, and problems
where it isn't sure. It must not know how questions are read.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from awsdeck.hints import Hints
from awsdeck.model import Difficulty, Passage
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty, ending, furniture, headings, pagetitles
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import is_answer_label, last_text, next_text, peel
from awsdeck.readers.pageopenings import Opening
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

Legend = tuple[tuple[Difficulty, str], ...]
"""What a document says of each difficulty."""

_FEWEST_BUTTONS = 3  # one below the other
_FEWEST_CLOSED, _CLOSED = 2, 0.8  # of the other questions
FURNITURE = 1  # the words of a furniture heading are evidence too, so less is asked of its looks


def passage(lines: Sequence[Line], why: str) -> Passage:
    """Some lines as they stand, and why they are on no card."""
    text = "\n".join(line.bare for line in lines if not line.blank)
    return Passage(lines[0].number, lines[-1].last, text, why)


def passages(lines: Sequence[Line], why: str) -> Iterator[Passage]:
    """A passage for each run of lines that stand one right below the other."""
    run: list[Line] = []
    for line in lines:
        if run and line.number != run[-1].last + 1:
            yield passage(run, why)
            run = []
        run.append(line)
    if run:
        yield passage(run, why)


def head(source: Source, lines: Sequence[Line]) -> tuple[str, tuple[Passage, ...], Legend]:
    """The title, what stands before the first question, and the levels of the legend."""
    texts = [line for line in lines if not line.blank]
    if not texts:
        return source.stem, (), ()
    levels: Legend = ()
    found: list[Passage] = []
    title = pagetitles.title(texts)
    for line in texts:
        entries = difficulty.legend(line.bare)
        levels += entries
        role = "title" if line is title else "legend" if entries else "introduction"
        found.append(passage([line], role))
    return title.bare, tuple(found), levels


def tail(
    source: Source,
    lines: Sequence[Line],
    openings: Sequence[Opening],
    words: Vocabulary,
    hints: Hints,
    repeated: Collection[int] = (),
    categories: Collection[int] = (),
) -> tuple[int, tuple[Passage, ...], list[Problem]]:
    """Where the last answer ends, and what follows it on the page.

    ``repeated`` are the positions of lines that the page has with every question, which are blank now,
    ``categories`` those of categories, which end an answer as well.
    """
    last = openings[-1]
    stop = hints.last_line
    named = next((at for at, line in enumerate(lines) if line.number > stop), None) if stop else None
    if named is not None and last.at < named:
        return named, _rest(lines, named, "behind the last line that was named"), []
    closed = _closed(lines, openings, repeated)
    if closed is not None:
        return closed, _rest(lines, closed, "behind what ends every other question"), []
    begun = next_text(lines, last.answer_at)
    told = _told_end(lines, last.answer_at, words)
    if told is not None:
        return told[0], _rest(lines, *told), []
    apart, why = _apart(lines, openings, categories)
    if apart.at is not None:
        return apart.at, _rest(lines, apart.at, why), []
    if apart.unsure is not None:
        return len(lines), (), [_unsure_end(source, lines[apart.unsure])]
    named = _perhaps_ends(lines, openings[0].at, begun)
    if named is not None:
        return len(lines), (), [_unsure_end(source, lines[named])]
    final = last_text(lines, last.answer_at, len(lines))
    if final is not None and final != begun:
        result = _heading_score(lines, final, words)
        if result.score >= headings.CERTAIN and headings.BLANK_BEFORE in result.why:
            return len(lines), (), [_unsure_end(source, lines[final])]
    return len(lines), (), []


def _told_end(lines: Sequence[Line], start: int, words: Vocabulary) -> tuple[int, str] | None:
    """Where a line says that the answer is over, and why; never on the first line of the answer."""
    begun = next_text(lines, start)
    for at in range(start, len(lines)):
        if lines[at].blank:
            continue
        if _is_form(lines, at):
            return at, "is to be filled in"
        if at == begun:
            continue
        if furniture.asks_visitor(lines[at].bare) and (block := _block(lines, at, start)) is not None:
            return block, "asks whoever visits the page"
        if why := _ends(lines, at, words):
            return at, why
    return None


def _apart(
    lines: Sequence[Line], openings: Sequence[Opening], categories: Collection[int]
) -> tuple[ending.Ending, str]:
    """Where the last answer ends by what the others look like, and why."""
    last = (openings[-1].answer_at, len(lines))
    others = [(opening.answer_at, after.at) for opening, after in pairwise(openings)]
    tags = ending.find(lines, last, others)
    if tags.at is not None:
        return tags, "tags of the page"
    named = [*sorted(categories), len(lines)]
    answers = [(start, min(end, named[bisect_left(named, start)])) for start, end in others]
    asked = [(opening.at, opening.answer_at) for opening in openings]
    gap = ending.below_gap(lines, last, answers, asked)
    found = gap if gap.at is not None or tags.unsure is None else tags
    return found, "stands apart as nothing in the other answers does"


def _block(lines: Sequence[Line], at: int, first: int) -> int | None:
    """Where the lines begin that stand right above a line and state nothing, below a blank line."""
    while at - 1 > first and not lines[at - 1].blank and not lines[at - 1].is_sentence:
        at -= 1
    return at if lines[at - 1].blank else None


def _ends(lines: Sequence[Line], at: int, words: Vocabulary) -> str:
    """Why the line ends the last answer; empty if it doesn't."""
    if lines[at - 1].blank and _says_goodbye(lines, at):
        return "the author says goodbye"
    if _begins_farewell(lines, at):
        return "the author says goodbye"
    if _begins_quiz(lines, at):
        return "a quiz that tells no answers"
    if _begins_post_end(lines, at):
        return "belongs to a post, not to a question"
    if furniture.begins_section(lines[at].bare):
        result = _heading_score(lines, at, words)
        apart = headings.BLANK_BEFORE in result.why or not furniture.may_be_text(lines[at].bare)
        if apart and result.score >= FURNITURE:
            return "belongs to the page, not to a question"
    return ""


def _says_goodbye(lines: Sequence[Line], at: int) -> bool:
    """The line says goodbye, or asks what the reader thinks, and goodbye is said right below it."""
    while at < len(lines) and not lines[at].blank:
        if furniture.says_goodbye(lines[at].bare):
            return True
        if not furniture.asks_reader(lines[at].bare):
            return False
        at += 1
    return False


def _begins_farewell(lines: Sequence[Line], at: int) -> bool:
    """The line is a heading such as ``Wrapping up``, glued to the answer, and goodbye is said below it."""
    below = next_text(lines, at + 1)
    if below is None or not furniture.frames_questions(lines[at].bare):
        return False
    paragraph = takewhile(lambda line: not line.blank, lines[below:])
    return any(furniture.says_goodbye(line.bare) for line in paragraph)


def _perhaps_ends(lines: Sequence[Line], first: int, begun: int | None) -> int | None:
    """The position of a heading such as ``Conclusion`` in the answer that begins at ``begun``.

    None if an answer above has one as well, from the ``first`` question on.
    """
    inside = range(begun + 1, len(lines)) if begun is not None else ()
    at = next((at for at in inside if furniture.frames_questions(lines[at].bare)), None)
    below = next_text(lines, at + 1) if at is not None else None
    if below is None or not lines[below].is_sentence:
        return None
    return None if any(furniture.frames_questions(line.bare) for line in lines[first:begun]) else at


def _begins_post_end(lines: Sequence[Line], at: int) -> bool:
    """The line is above the buttons of a post or of a comment, or the first of several."""
    line, below = lines[at], next_text(lines, at + 1)
    if below is None:
        return False
    if furniture.is_button_of_posts(line.bare):
        further = [near for near in lines[below:] if not near.blank][: _FEWEST_BUTTONS - 1]
        buttons = all(furniture.is_button_of_posts(near.bare) for near in further)
        enough = buttons and len(further) == _FEWEST_BUTTONS - 1
        return enough or furniture.begins_section(lines[below].bare)
    addressed = furniture.is_mention(line.bare) or ending.is_hashtags(line)
    return addressed and furniture.is_button_of_posts(lines[below].bare)


def _begins_quiz(lines: Sequence[Line], at: int) -> bool:
    """The line is the heading of a quiz whose questions begin again at 1, and none of them is answered."""
    below = next_text(lines, at + 1)
    if below is None or not furniture.heads_quiz(lines[at].bare):
        return False
    mark = peel(below, lines[below])
    first = lines[below].bare.rstrip(".)") == "1" or (mark is not None and mark.number == 1)
    return first and next(positions(lines, is_answer_label, below), None) is None


def _is_form(lines: Sequence[Line], at: int) -> bool:
    """The line is to be filled in, and stands apart or ends the document."""
    alone = lines[at - 1].blank or next_text(lines, at + 1) is None
    return alone and furniture.is_form(lines[at].bare) and not is_answer_label(lines[at])


def _closed(lines: Sequence[Line], openings: Sequence[Opening], repeated: Collection[int]) -> int | None:
    """Where the last question ends by what the page puts behind each: behind no other follows any text."""
    others = [(opening.at, after.at) for opening, after in pairwise(openings)]
    ends = [max((at for at in range(*part) if at in repeated), default=None) for part in others]
    closing = [
        at for at, (_, end) in zip(ends, others, strict=True) if at and last_text(lines, at, end) is None
    ]
    at = max((at for at in repeated if at > openings[-1].at), default=None)
    enough = len(closing) >= max(_FEWEST_CLOSED, _CLOSED * len(others))
    return at + 1 if enough and at is not None else None


def _unsure_end(source: Source, line: Line) -> Problem:
    return warning(
        source.at(line.number),
        "unsure-end",
        f"not sure whether the last lines still belong to the answer: {line.bare!r}",
        "delete what belongs to the page",
    )


def _rest(lines: Sequence[Line], at: int, why: str) -> tuple[Passage, ...]:
    """All that stands from a line on."""
    rest = _trimmed(lines[at:])
    return (passage(rest, why),) if rest else ()


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    return lines[:end]


def _heading_score(lines: Sequence[Line], at: int, words: Vocabulary) -> headings.HeadingScore:
    return headings.score(lines[at], lines[max(0, at - 1) : at], words)
