"""Who asks and who answers, where a document has names of its own for them: ``P1.`` and ``R:``, two speakers.

In: the lines of a document. Out: the lines with the names that all readers know, and what nobody answers. It
must not know what a question looks like otherwise, nor what becomes of it.

No name is known: the whole document shows that lines of one name ask, and that a line of the other follows
each of them, in strict turns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, permutations, product, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage, Pattern
from awsdeck.readers import difficulty
from awsdeck.readers.lines import Line, Lines, distinct, whole
from awsdeck.readers.marks import asks, is_answer_label, last_text, next_text, peel, without_remark
from awsdeck.source import Source

if TYPE_CHECKING:
    from awsdeck.readers.convention import Convention

_FEWEST = 3
_MANY_NAMES = 12
_ASKED, _ANSWERED, _OTHERS = 0.5, 0.6, 0.6  # of the lines
_SPEAKER = "interviewer"  # the one name that is known and may say something else than questions
_NEAR = 4  # lines from a question to its answer
_NAMED = late(
    r"\s{0,3}(?:[-*+>]\s)?(?:\*\*|__)?(?P<name>[^\W\d_]{1,20}+(?: [^\W\d_]{1,20}+){0,2}+)"
    r"(?:\s?(?P<number>\d{1,4}+)\s?(?:\*\*|__)?[.:)–-]|\s?(?:\*\*|__)?[:：])(?:\*\*|__)?\s*+(?P<text>.*)"
)


class Turns(NamedTuple):
    """The lines of a document; ``names`` are those of who asks and who answers, if they were found.

    ``apart`` is what was said last and not answered. ``renamed`` holds by their number what the lines say
    that have another name now, and what they said before.
    """

    lines: Sequence[Line]
    names: tuple[str, str] | None = None
    apart: tuple[Passage, ...] = ()
    renamed: Mapping[int, tuple[str, str]] = MappingProxyType({})


class Said(NamedTuple):
    """A line that begins with a name; ``at`` counts lines from 0."""

    at: int
    name: str
    number: int | None
    text: str

    @property
    def asks(self) -> bool:
        """It asks something, also without a question mark."""
        return asks(difficulty.at_end(self.text)[0])

    @property
    def is_question(self) -> bool:
        """It ends as questions do."""
        return without_remark(difficulty.at_end(self.text)[0]).endswith(("?", "？"))


def find(lines: Sequence[Line]) -> Turns:
    """Look for two who take turns."""
    matches = _matches(lines)
    spoken = [(at, matches[lines[at].text]["name"]) for at in whole(lines).among(matches)]
    counts = Counter(name for _, name in spoken)
    names = [name for name, count in counts.most_common(_MANY_NAMES) if count >= _FEWEST]
    letters = [name for name in names if len(name) == 1]
    for asker, answerer in (*permutations(names, 2), *product(("",), letters)):
        if asker and not _ANSWERED * counts[asker] <= counts[answerer] <= counts[asker]:
            continue
        places = [at for at, name in spoken if name in (asker, answerer)]
        if asker.lower() != _SPEAKER and all(_is_known(lines[at]) for at in places[:2]):
            continue
        turns = [_said(at, matches[lines[at].text]) for at in places]
        several = _is_one_of_several(answerer, counts, turns)
        if asker and not several and _take_turns(turns, asker, lines) and not _others_ask(turns, lines):
            return _named(lines, turns, asker, answerer)
        if not asker and _follow_questions(turns, lines):
            return _named(lines, turns, asker, answerer)
    return Turns(lines)


def shown(patterns: Sequence[Pattern], turns: Turns, source: Source) -> tuple[Pattern, ...]:
    """The patterns with the names as the document has them."""
    if not turns.names:
        return tuple(patterns)
    why = "{!r} and {!r} take turns".format(*turns.names) if turns.names[0] else f"{turns.names[1]!r} answers"
    return tuple(
        replace(
            pattern,
            example=source.lines[pattern.line - 1].strip(),
            why=(*pattern.why, why) if pattern.certain else pattern.why,
        )
        for pattern in patterns
    )


def restored(lines: Sequence[Line], spoken: Turns, convention: "Convention") -> Sequence[Line]:
    """The lines as they were where their new name didn't make them a question, or the answer to one."""
    if not spoken.renamed:
        return lines
    used = {label.at for label in convention.situations.values()}
    for mark, after in zip_longest(convention.questions, convention.questions[1:]):
        end = after.at if after else len(lines)
        label = next((at for at in range(mark.below, end) if is_answer_label(lines[at])), None)
        labelled = convention.labelled[mark.form] >= _ANSWERED
        used.add(mark.at)
        if label is not None and (labelled or label == next_text(lines, mark.below)):
            used.add(label)
    return Lines([line if at in used else _as_it_was(line, spoken.renamed) for at, line in enumerate(lines)])


def _as_it_was(line: Line, renamed: Mapping[int, tuple[str, str]]) -> Line:
    new, old = renamed.get(line.number, ("", ""))
    if not new or not line.text.startswith(new):
        return line
    return Line(line.number, old + line.text[len(new) :], line.joined)


def said(lines: Sequence[Line]) -> Iterator[Said]:
    """The lines that begin with a name."""
    matches = _matches(lines)
    return (_said(at, matches[line.text]) for at, line in enumerate(lines) if line.text in matches)


def _matches(lines: Sequence[Line]) -> dict[str, re.Match[str]]:
    return {text: match for text in distinct(lines) if (match := _NAMED.match(text))}


def _said(at: int, match: re.Match[str]) -> Said:
    number = int(match["number"]) if match["number"] else None
    return Said(at, match["name"], number, match["text"].strip("*_ "))


def _take_turns(turns: Sequence[Said], asker: str, lines: Sequence[Line]) -> bool:
    """One asks, the other answers right below, and nobody who answers speaks twice."""
    asked = [line for line in turns if line.name == asker]
    pairs = [(line, after) for line, after in pairwise(turns) if line.name == asker != after.name]
    answers = len(turns) - len(asked)
    if turns[0].name != asker or len(pairs) != answers or answers < max(_FEWEST, _ANSWERED * len(asked)):
        return False
    numbers = [line.number for line in asked]
    counting = not any(numbers) or all(a is not None and b in (a + 1, 1) for a, b in pairwise(numbers))
    near = all(_lines_between(lines, line, after) < _NEAR for line, after in pairs)
    asking = sum(line.asks for line, _ in pairs)
    asking_back = sum(after.is_question for _, after in pairs)
    lettered = len(asker) == len(pairs[0][1].name) == 1 and all(numbers) and len(pairs) == len(asked)
    enough = lettered or (asking >= _ASKED * len(pairs) and asking_back < _ASKED * asking)
    return counting and near and enough


def _lines_between(lines: Sequence[Line], line: Said, after: Said) -> int:
    return sum(not between.blank for between in lines[line.at + 1 : after.at])


def _is_one_of_several(answerer: str, counts: Mapping[str, int], turns: Sequence[Said]) -> bool:
    """Other labels are as frequent within the answers: then the first of them is a part as they are."""
    names = {line.name for line in turns}
    return len(answerer) > 1 and any(
        count >= _OTHERS * counts[answerer] for name, count in counts.items() if name not in names
    )


def _others_ask(turns: Sequence[Said], lines: Sequence[Line]) -> bool:
    """Other lines are marked as questions: then the two are a part of what is answered there."""
    own = {turn.at for turn in turns}
    marked = (peel(0, line) for at, line in enumerate(lines) if at not in own and "?" in line.text)
    asking = sum(mark is not None and mark.asks and mark.text.endswith(("?", "？")) for mark in marked)
    above = (last_text(lines, 0, turn.at) for turn in turns if turn.name == turns[0].name)
    heads = [peel(0, lines[at]) for at in above if at is not None and at not in own]
    announced = sum(mark is not None and (mark.asks or mark.number is not None) for mark in heads)
    return max(asking, announced) >= _ASKED * len(turns) / 2


def _follow_questions(turns: Sequence[Said], lines: Sequence[Line]) -> bool:
    """Every line with this letter stands right below one that ends as questions do."""
    above = (lines[line.at - 1].bare if line.at else "" for line in turns)
    return all(without_remark(difficulty.at_end(text)[0]).endswith(("?", "？")) for text in above)


def _named(lines: Sequence[Line], turns: Sequence[Said], asker: str, answerer: str) -> Turns:
    """The lines with names that all readers know, without what was said and not answered."""
    found = list(lines)
    for turn in turns:
        line = lines[turn.at]
        if not _is_known(line):
            found[turn.at] = _called(line, "Q" if turn.name == asker else "Answer")
    renamed = {
        line.number: (line.text, said.text)
        for line, said in zip(found, lines, strict=True)
        if line is not said
    }
    apart: list[Passage] = []
    close = all(line.at + 1 == after.at for line, after in pairwise(turns) if after.name == answerer)
    for turn, after in zip_longest(turns, turns[1:]):
        if turn.name == asker and not turn.is_question and _is_unanswered(turn, after, lines, close=close):
            end = len(lines) if after is None else turn.at + 1
            apart.append(_passage(lines[turn.at : end]))
            found[turn.at : end] = [Line(line.number, "") for line in lines[turn.at : end]]
    if not (renamed or apart):
        return Turns(lines)
    return Turns(Lines(found), (asker, answerer) if renamed else None, tuple(apart), renamed)


def _is_unanswered(turn: Said, after: Said | None, lines: Sequence[Line], *, close: bool) -> bool:
    """Nothing stands below it, or at the end only what stands further from it than answers do (``close``)."""
    if after is None:
        return close and all(line.blank for line in lines[turn.at + 1 : turn.at + 2])
    return after.name == turn.name and next_text(lines, turn.at + 1) == after.at


def _is_known(line: Line) -> bool:
    """All readers know the name."""
    mark = peel(0, line)
    return is_answer_label(line) or (mark is not None and bool({"Q", "Q#"} & set(mark.form.split(" "))))


def _called(line: Line, name: str) -> Line:
    """The line with another name at its beginning."""
    match = _NAMED.match(line.text)
    assert match is not None
    return Line(line.number, line.text[: match.start("name")] + name + line.text[match.end("name") :])


def _passage(lines: Sequence[Line]) -> Passage:
    filled = [line for line in lines if not line.blank]
    text = "\n".join(line.bare for line in filled)
    return Passage(filled[0].number, filled[-1].number, text, "said by who asks, and not answered")
