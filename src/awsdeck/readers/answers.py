"""The answer to one question of a published Markdown document.

In: the lines between a question and the next, as they stand. Out: an `Answer`: its blocks, what is stated
about the question under it, and the lines that belong to the page. It must not know where an answer ends.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from awsdeck.late import late
from awsdeck.model import Blocks, Difficulty, Heading, Passage
from awsdeck.problems import Problem
from awsdeck.readers import LINK_OF_LABEL, difficulty, furniture, labels, mdblocks, mdlines
from awsdeck.readers.asked import without_label
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark, next_text
from awsdeck.readers.mdblocks import Remark
from awsdeck.readers.mdinline import InlineReader
from awsdeck.source import Source

_HEADER_LINES = 12
_OWN_MARKS = ("id:", "cards:")  # with which nobody but who writes for awsdeck begins a comment in an answer
_EXPLAINS_FIRST = ("E", "e", "*")
_EXPLAINS, _LETTERS = ("explanation", "**explanati"), 4
_LEAST_HEADING = 4
_DIFFICULTY_LINE = late(rf"\W*{difficulty.LABELS}\W*:\W*(?P<value>\w+)\W*$", re.IGNORECASE)
_COMMENT = late(r"\s*<!--(?P<text>.*)-->\s*$")
_SUMMARY = late(r"<summary>(?P<text>[^\0]*?)</summary>|</?summary>", re.IGNORECASE)
_BOLD = late(r"\*\*|</?(?:b|strong)>", re.IGNORECASE)
_INLINE_TAGS = late(r"<[^<>]+>|[\[\]*_`]|\([^()\s]*\)")


@dataclass(slots=True)
class Answer:
    """What stands under a question.

    ``furniture`` are positions of lines that belong to the page, ``unseen`` holds what shows on no page.
    """

    blocks: Blocks = ()
    level: Difficulty | None = None
    stated_id: str | None = None
    forms: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    services_line: int = 0
    furniture: list[int] = field(default_factory=list)
    unseen: list[Passage] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()


def without_marks(text: str) -> str:
    """A line as a person reads it, without the marks of Markdown."""
    return _INLINE_TAGS.sub("", text)


def read(
    source: Source,
    mark: Mark,
    lines: Sequence[Line],
    claimed: Collection[int],
    behind: str,
    inline: InlineReader,
    header: Sequence[Line] = (),
) -> Answer:
    """Read the answer to the question of a mark.

    ``claimed`` are the positions of lines that are something else; ``behind`` stands on the question's line,
    and ``header`` are lines within the question that state something about it.
    """
    moved = dedented(lines)
    code = mdlines.code_positions(moved)
    answer = Answer()
    kept = [Line(lines[0].number - 1 if lines else 0, behind)] if behind else []
    for line in header:
        kept += _unstated(source, answer, line)
    begun = bool(behind)
    for at, line in enumerate(moved):
        text = "" if at in claimed else line.text
        kept += _gap(kept, line)
        if at in code:
            kept.append(_with_language(kept, line, answer, at))
            begun = True
            continue
        if not begun and (said := without_label(text, mark, moved[at:])) is not None:
            text = said
        elif not begun and _take_header(source, answer, line, text):
            text = ""
        elif answer.level is None and at < _HEADER_LINES and _take_difficulty(answer, text):
            continue
        elif not begun and (doubt := labels.doubt(source, line.number, without_marks(text))):
            answer.problems += () if doubt in answer.problems else (doubt,)
        elif furniture.is_of_page(without_marks(text)) or furniture.is_advert(text) or _is_way(text):
            answer.furniture.append(at)
            text = ""
        begun = begun or bool(text.strip() and not _COMMENT.match(text))
        if "summary>" in text:
            kept += _named_part(line.number, text)
        else:
            kept.append(Line(line.number, text))
    answer.blocks, problems, unseen = blocks_of(source, kept, inline)
    answer.problems += problems
    answer.problems += tuple(told for told in _unused(source, unseen) if told not in answer.problems)
    answer.unseen += unseen
    return answer


def _unused(source: Source, unseen: Sequence[Passage]) -> Iterator[Problem]:
    """What to tell of comments that state something and stand where it isn't used."""
    for said in unseen:
        if said.text.startswith(_OWN_MARKS) and (told := labels.unused(source, said.first_line, said.text)):
            yield told


def blocks_of(
    source: Source, lines: Sequence[Line], inline: InlineReader
) -> tuple[Blocks, tuple[Problem, ...], tuple[Passage, ...]]:
    """The blocks of lines that are nothing but an answer, problems, and what shows on no page."""
    nodes, problems = mdblocks.read_lines(source, lines, inline)
    found = tuple(node.value for node in nodes if not isinstance(node.value, Remark))
    unseen = tuple(
        Passage(node.first, node.last, node.value.text, node.value.why)
        for node in nodes
        if isinstance(node.value, Remark)
    )
    return _below_questions(found), problems, unseen


def _below_questions(blocks: Blocks) -> Blocks:
    """The blocks with headings that are lower than a question's, as the tidy form needs them."""
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=_LEAST_HEADING)
    down = max(0, _LEAST_HEADING - highest)
    return tuple(
        block._replace(level=min(6, block.level + down)) if isinstance(block, Heading) else block
        for block in blocks
    )


def _gap(kept: Sequence[Line], line: Line) -> Sequence[Line]:
    """A blank line above an explanation right below the letter of an option: it is a paragraph of its own."""
    if line.bare[:1] not in _EXPLAINS_FIRST or line.bare[:11].lower() not in _EXPLAINS or not kept:
        return ()
    return (Line(line.number, ""),) if len(kept[-1].words) <= _LETTERS else ()


def _is_way(text: str) -> bool:
    if "](" not in text or text.lstrip("*_ ")[:1] not in ("[", "<"):
        return False
    from awsdeck.readers import waylinks  # few answers have such a line

    return waylinks.is_way(text)


def _named_part(number: int, text: str) -> list[Line]:
    """A line that names what opens below it within an answer: the name in bold, as a paragraph."""
    found = _SUMMARY.match(text.lstrip())
    if found is None or not (found["text"] or "").strip():
        return [Line(number, _SUMMARY.sub(r"\g<text>", text))]
    indent = text[: len(text) - len(text.lstrip())]
    name, behind = _BOLD.sub("", found["text"]).strip(), text.lstrip()[found.end() :].strip()
    return [
        Line(number, f"{indent}**{name}**"),
        Line(number, ""),
        Line(number, indent + behind if behind else ""),
    ]


def _take_header(source: Source, answer: Answer, line: Line, text: str) -> bool:
    """Take what the line states about the question, if it does; False if it is text."""
    comment = _COMMENT.match(text)
    if comment:
        return _take_comment(source, answer, line.number, comment["text"])
    if not text.lstrip().startswith(("**", "__")):
        return False
    stated = labels.labels(without_marks(text))
    levels = [difficulty.alone(value) for label, value in stated if not label.startswith("service")]
    services = len(stated) - len(levels)
    if len(levels) + bool(answer.level) > 1 or services + bool(answer.services) > 1:
        return False  # stated again: it stays on the card
    unknown = [value for label, value in stated if label == "difficulty" and difficulty.alone(value) is None]
    if unknown:
        answer.problems += (labels.unknown_difficulty(source, line.number, unknown[0]),)
    for label, value in stated:
        if label.startswith("service"):
            answer.services, answer.services_line = labels.names(value), line.number
    if not stated or None in levels:
        return False
    answer.level = levels[0] if levels else answer.level
    if _letters(without_marks(text)) != _letters(text):
        answer.unseen.append(Passage(line.number, line.number, text.strip(), LINK_OF_LABEL))
    return True


def _unstated(source: Source, answer: Answer, line: Line) -> list[Line]:
    """Take what a line within the question states about it; the line, if that is stated already."""
    if _take_header(source, answer, line, line.bare):
        return []
    level = difficulty.alone(line.bare)
    if answer.level or level is None:
        return [line, Line(line.number, "")]
    answer.level = level
    return []


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _take_comment(source: Source, answer: Answer, line: int, text: str) -> bool:
    """Take the id or the choice of cards that a comment states, if none was stated before."""
    stated_id, forms = labels.stated_id(text), labels.stated_forms(text)
    if stated_id and answer.stated_id is None:
        answer.stated_id = stated_id
    elif forms and not answer.forms:
        answer.forms = forms
    else:
        told = labels.unused(source, line, text.strip()) if ":" in text else None
        answer.problems += (told,) if told else ()
        return False
    return True


def _take_difficulty(answer: Answer, text: str) -> bool:
    stated = _DIFFICULTY_LINE.match(text)
    answer.level = difficulty.alone(stated["value"]) if stated else _level_in_signs(text)
    return answer.level is not None


def _level_in_signs(text: str) -> Difficulty | None:
    """The difficulty of a line such as ``Difficulty: ⭐⭐``."""
    if ":" not in text or text.isascii() or text.rstrip("*_` ")[-1:].isalnum():
        return None
    stated = labels.labels(without_marks(text))
    return difficulty.alone(stated[0][1]) if len(stated) == 1 and stated[0][0] != "services" else None


def _with_language(kept: list[Line], line: Line, answer: Answer, at: int) -> Line:
    """A line of code; the name of a language that the page shows above its box belongs to the fence."""
    above = next((i for i in range(len(kept) - 1, -1, -1) if not kept[i].blank), None)
    name = furniture.language(without_marks(kept[above].text)) if above is not None else None
    if above is None or name is None or not mdlines.is_fence(line):
        return line
    answer.furniture.append(at - (len(kept) - above))
    kept[above] = Line(kept[above].number, "")
    return Line(line.number, line.text.rstrip() + name) if line.bare.strip("`~") == "" else line


def dedented(lines: Sequence[Line]) -> list[Line]:
    """The lines moved to the margin where the first of them stands in from it, as under a list number."""
    first = next_text(lines, 0)
    shift = lines[first].indent if first is not None else 0
    moved = (
        [Line(line.number, line.text.expandtabs(4)[min(line.indent, shift) :]) for line in lines]
        if shift
        else list(lines)
    )
    found: list[Line] = []
    fence = 0
    listed = False
    code = mdlines.code_positions(moved)
    for at, line in enumerate(moved):
        listed = listed or line.is_item
        if at in code and (at - 1 not in code):
            fence = line.indent if line.indent > 3 and not listed else 0
        found.append(
            Line(line.number, line.text[min(line.indent, fence) :]) if at in code and fence else line
        )
    return found
