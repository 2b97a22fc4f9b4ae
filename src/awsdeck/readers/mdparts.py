"""A document in awsdeck's own form is read in parts, and a part that was read before isn't read again.

In: the texts of a document's lines. Out: `Part` values in order, which together hold what the whole document
holds. It must not know how parts make a document.

A part begins with a heading of the first three levels and can be read by itself, unless something in it is
still open at its end: a block of code, a comment. Where headings are is only guessed, since code may hold
lines that look like one; whether anything is open the reader of blocks tells (`mdblocks.Reading`), and such
a part is read again together with those behind it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from awsdeck import memory, model, problems, sealed
from awsdeck.late import late
from awsdeck.model import Heading, Passage
from awsdeck.problems import Problem
from awsdeck.readers import mdblocks, mdlines, mdquestion
from awsdeck.readers.lines import number_lines
from awsdeck.readers.mdblocks import Node, Remark
from awsdeck.readers.mdinline import InlineReader
from awsdeck.readers.mdquestion import Question
from awsdeck.sealed import Sealed
from awsdeck.source import Source

TITLE, CATEGORY, QUESTION = 1, 2, 3
"""The levels of headings that mean something; lower ones belong to answers."""

_HEADING = late(r"#{1,3}(?:[ \t]|$)")  # one that is indented may be part of a list
_FENCE = late(r" {0,3}(`{3,}|~{3,})")
_BEGINS = frozenset("#`~[ ")  # with which headings, fences and link definitions begin
_OWN_LABEL = late(r"<!-- (?:id|cards):|(?:\W*difficulty\W*:\W*\w+.*)?\bservices?\W*:", re.IGNORECASE)


class Part(NamedTuple):
    """Some lines of a document and what they hold: a question, or nodes that belong to none.

    ``first`` is the number of the first line. ``is_open`` tells that what stands below these lines may belong
    to them. Where a part holds several questions, ``rest`` has what follows the first of them. Of its lines
    ``asked`` look like headings of questions, ``labelled`` of them have a hidden id or a label under them;
    ``has_buttons`` tells that something may be hidden until a button shows it, or is in code.
    """

    first: int
    question: Question | None
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]
    is_open: bool = False
    rest: tuple["Part", ...] = ()
    asked: int = 0
    labelled: int = 0
    has_buttons: bool = False


_MADE_OF = (*model.MADE_OF, Problem, model.Card, Sealed, Passage, Remark, Node, Question, Part)
_QUEST = memory.Quest[Part]("parts", "Reading", _MADE_OF)


def read(source: Source) -> Iterator[Part]:
    """The parts of a document."""
    texts = source.lines
    telling = [at for at, text in enumerate(texts) if text[:1] in _BEGINS]
    starts = [0, *(at for at in _headings(texts, telling) if at), len(texts)]
    spans = [(start, end) for start, end in pairwise(starts) if start < end]
    wholes = ["\n".join(texts[start:end]) for start, end in spans]
    references = mdlines.references(texts[at] for at in telling)
    inline = InlineReader(references)
    about = memory.key(*(word for pair in sorted(references.items()) for word in pair))
    keys = [memory.key(whole, about) for whole in wholes]
    del wholes

    def find(at: int) -> Part:
        return _kept(_part(source, *spans[at], inline, about), len(spans))

    parts = memory.recalled(_QUEST, source.path, keys, find)
    at = 0
    while at < len(spans):
        part, end = parts[at], at + 1
        while part.is_open and end < len(spans):
            end = min(len(spans), end + (end - at))  # twice as long each time: linear in all
            part = _part(source, spans[at][0], spans[end - 1][1], inline, b"")
        part = _placed(part, source.path, spans[at][0] + 1)
        yield part
        yield from part.rest
        at = end


def asked(texts: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The positions of headings of questions, and whether a hidden id or a label stands under each."""
    for at, text in enumerate(texts):
        if "### " in text and text.strip().startswith("### "):
            yield at, _is_labelled(texts, at)


def _is_labelled(texts: Sequence[str], at: int) -> bool:
    """One of the next two lines that aren't blank is a hidden id or a label."""
    left = 2
    for below in range(at + 1, len(texts)):
        text = texts[below].strip()
        if text:
            left -= 1
            if _OWN_LABEL.match(text[:200]):
                return True
            if not left:
                break
    return False


def _headings(texts: Sequence[str], telling: Iterable[int]) -> Iterator[int]:
    """Where lines look like headings, those within code left out as far as that is seen.

    ``telling`` are the positions of lines that begin as headings and fences do.
    """
    fence = ""
    for at in telling:
        text = texts[at]
        if text[0] == "#":
            if not fence and _HEADING.match(text):
                yield at
        elif ("```" in text or "~~~" in text) and (found := _FENCE.match(text)):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence):
                fence = ""


def _part(source: Source, start: int, end: int, inline: InlineReader, about: bytes) -> Part:
    reading = mdblocks.read(source, number_lines(source.lines[start:end], start + 1), inline)
    found: list[Part] = []
    for nodes in _by_heading(reading.nodes):
        first = nodes[0].value
        if isinstance(first, Heading) and first.level == QUESTION:
            # the answer depends on what is below its heading; a second one within the lines has no name
            below = source.lines[start + 1 : end]
            origin = memory.key("\n".join(below), about) if about and not found else b""
            question = mdquestion.read(nodes, source, origin)
            found.append(Part(nodes[0].first, question, (), ()))
        else:
            found.append(Part(nodes[0].first, None, nodes, ()))
    begun = found[0] if found else Part(start + 1, None, (), ())
    texts = source.lines[start:end]
    marked = [labelled for _, labelled in asked(texts)]
    return begun._replace(
        first=start + 1,
        problems=reading.problems,
        is_open=reading.is_open,
        rest=tuple(found[1:]),
        asked=len(marked),
        labelled=sum(marked),
        has_buttons=any("<summary" in text for text in texts),
    )


def _kept(part: Part, among: int) -> Part:
    """A part of so many; of a long document the answers are held packed."""
    if part.question is None or among <= sealed.FEW:
        return part
    card = part.question.card
    card = card._replace(answer=sealed.seal(card.answer))
    return part._replace(question=part.question._replace(card=card))


def _by_heading(nodes: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The nodes divided before each heading of a title, category or question."""
    starts = [at for at, node in enumerate(nodes) if _is_telling(node.value)]
    return [tuple(nodes[a:b]) for a, b in pairwise(sorted({0, *starts, len(nodes)}))]


def _is_telling(value: model.Block | Remark) -> bool:
    return isinstance(value, Heading) and value.level <= QUESTION


# --- a part where it stands now ---------------------------------------------------------------------------


def _placed(part: Part, path: str, first: int) -> Part:
    """What was read in some document at some line, as it is in this one."""
    lines = first - part.first
    if not (lines or part.problems or part.rest or (part.question and part.question.problems)):
        return part
    if part.question and not (part.nodes or part.problems or part.rest):  # as most are
        return part._replace(first=first, question=_question(part.question, path, lines))
    wrong = problems.moved(part.problems, path, lines)
    question = _question(part.question, path, lines) if part.question else None
    if not lines:
        rest = tuple(_placed(inner, path, inner.first) for inner in part.rest)
        return part._replace(question=question, problems=wrong, rest=rest)
    nodes = tuple(_node(node, lines) for node in part.nodes)
    rest = tuple(_placed(inner, path, inner.first + lines) for inner in part.rest)
    return part._replace(first=first, question=question, nodes=nodes, problems=wrong, rest=rest)


def _question(question: Question, path: str, lines: int) -> Question:
    if not (lines or question.problems):
        return question
    card = question.card
    moved = card._replace(
        answer=sealed.moved(card.answer, lines),
        first_line=card.first_line + lines,
        last_line=card.last_line + lines,
        services_line=card.services_line + lines if card.services_line else 0,
    )
    if not (question.skipped or question.problems):  # as most are
        return question._replace(card=moved)
    return question._replace(
        card=moved,
        skipped=tuple(
            passage._replace(first_line=passage.first_line + lines, last_line=passage.last_line + lines)
            for passage in question.skipped
        ),
        problems=problems.moved(question.problems, path, lines),
    )


def _node(node: Node, lines: int) -> Node:
    if isinstance(node.value, Remark):
        remark = replace(node.value, line=node.value.line + lines)
        return Node(remark, node.first + lines, node.last + lines)
    (value,) = model.moved((node.value,), lines)
    return Node(value, node.first + lines, node.last + lines)
