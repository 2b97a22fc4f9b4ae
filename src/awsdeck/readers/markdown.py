"""Reads Markdown in awsdeck's own form: the one that people edit by hand.

In: a `Source` of Markdown. Out: a `Document` and problems. ``#`` is the title, ``##`` a category, ``###``
a question; under it stand, if wanted, a hidden id and a line with difficulty and services, then the
answer (`mdquestion`). A document that asks in another form is handed to `readme`. It must not know how
Markdown's blocks are read, nor anything of cards' identity.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import (
    Block,
    Card,
    Difficulty,
    Document,
    Heading,
    Paragraph,
    Passage,
    Pattern,
    Spans,
    block_text,
    plain,
)
from awsdeck.problems import Problem, warning
from awsdeck.readers import CERTAIN, TOGGLE, difficulty, mdparts, mdquestion
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.mdblocks import Node, Remark
from awsdeck.readers.mdparts import CATEGORY, QUESTION, Part
from awsdeck.readers.mdquestion import Question
from awsdeck.source import Source

if TYPE_CHECKING:
    from awsdeck.readers.convention import Convention

OWN_FORM = f"h{QUESTION}"


@dataclass
class _Reading:
    """The document being read."""

    source: Source
    hints: Hints
    title: str | None = None
    category: Node | None = None
    category_name: str | None = None
    cards: list[Card] = field(default_factory=list)
    head: list[Passage] = field(default_factory=list)
    skipped: list[Passage] = field(default_factory=list)
    levels: tuple[tuple[Difficulty, str], ...] = ()
    problems: list[Problem] = field(default_factory=list)
    rated_by: set[str] = field(default_factory=set)

    def rated(self, label: Difficulty | None, question: Difficulty | None) -> Difficulty | None:
        """The difficulty under a question or in it, as far as these places count."""
        if label and self.hints.rates("label"):
            self.rated_by.add("label")
            return label
        if question and self.hints.rates("question"):
            self.rated_by.add("question")
            return question
        return None

    def passage(self, node: Node, why: str) -> Passage:
        """What a node says, as it stands in the source."""
        return mdquestion.passage(self.source, node, why)


def read(
    source: Source,
    known_words: Collection[str] = (),  # noqa: ARG001 -- all readers have one signature
    hints: Hints = NO_HINTS,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document in Markdown: in awsdeck's own form, or in whatever convention it follows."""
    parts: tuple[Part, ...] = ()
    stated = None
    if _fits(hints) and _begins_as_own(source.lines):
        parts = tuple(mdparts.read(source))
        stated = _stated_form(source.lines, parts)
    if stated and not any(part.has_buttons for part in parts):
        return _read_own(source, hints, (stated,), parts)
    # much to import, and a document that states its form needs none of it
    from awsdeck.readers import answerkey, convention, markup, mdlines, quiz, readme, turns

    spoken = turns.find(number_lines(source.lines))
    typed = spoken.lines
    keys = answerkey.find(typed, mdlines.code_positions(typed))
    keyed = any(key.certain for key in keys)
    plainer = markup.cleaned(quiz.without(typed, keys) if keyed else typed)
    lines = plainer.lines
    found = convention.infer(source, lines, markup.hidden(lines), hints)
    found = found._replace(patterns=turns.shown(found.patterns, spoken, source))
    plainer.apart.extend(spoken.apart)
    apart = {passage.why for passage in plainer.apart}
    toggled = TOGGLE in apart
    if stated and not toggled:
        return _read_own(source, hints, (stated,), parts)
    if keyed or toggled or plainer.laid_out or not _is_own(lines, found, hints):
        named = [*turns.restored(lines, spoken, found)]
        return readme.read(source, plainer._replace(lines=named), found, hints, keys)
    own = (replace(pattern, certain=pattern.form == OWN_FORM, possible=False) for pattern in found.patterns)
    document, problems = _read_own(source, hints, tuple(own), parts or mdparts.read(source))
    return document, (*problems, *_unsure_frame(source, lines, found))


def _unsure_frame(source: Source, lines: Sequence[Line], found: "Convention") -> tuple[Problem, ...]:
    """Questions that may be a part of the page; in awsdeck's own form every heading of their level is one."""
    frame = (*found.frame, *found.perhaps_frame)
    if not frame:
        return ()
    from awsdeck.readers import framing  # few documents hold a question that may be none

    return framing.problems(source, lines, frame)


def _read_own(
    source: Source, hints: Hints, patterns: tuple[Pattern, ...], parts: Iterable[Part]
) -> tuple[Document, tuple[Problem, ...]]:
    """A document in awsdeck's own form."""
    reading = _Reading(source, hints)
    problems: list[Problem] = []
    for part in parts:
        problems += part.problems
        if part.question:
            _take_question(reading, part.question)
        for node in part.nodes:
            _take(reading, node)
    _close_category(reading)
    document = Document(
        title=reading.title or source.stem,
        path=source.path,
        cards=tuple(reading.cards),
        head=tuple(reading.head),
        skipped=tuple(sorted(reading.skipped, key=lambda passage: passage.first_line)),
        levels=reading.levels,
        patterns=patterns,
        category_levels=(CATEGORY,) if any(card.category for card in reading.cards) else (),
        rated_by=frozenset(reading.rated_by),
    )
    return document, (*problems, *reading.problems)


def _begins_as_own(texts: Sequence[str]) -> bool:
    """The first question is marked as awsdeck's own."""
    return any(labelled for _, labelled in islice(mdparts.asked(texts), 1))


def _stated_form(texts: Sequence[str], parts: Sequence[Part]) -> Pattern | None:
    """The pattern of questions of which every one is marked as awsdeck's own: nothing has to be weighed."""
    asked = sum(part.asked for part in parts)
    if asked != sum(part.labelled for part in parts):
        return None
    first = next(at for at, _ in mdparts.asked(texts))
    why = ("every one has a hidden id or labels under it",)
    return Pattern(OWN_FORM, asked, CERTAIN, True, why, first + 1, texts[first].strip())


def _is_own(lines: Sequence[Line], found: "Convention", hints: Hints) -> bool:
    """The document is in awsdeck's own form, where nothing is furniture and every line means what it says.

    Its questions are headings of their level, each with a hidden id or labels under it, or there is nothing
    in the document that another convention would have: answers with labels, contents lists, back-links,
    difficulties below answers, options of which the right ones are marked, a farewell.
    """
    if not _fits(hints):
        return False
    from awsdeck.readers import ending, furniture, levels, mdlines, quiz, readme

    foreign = readme.has_foreign(lines)
    if any(labelled for _, labelled in mdparts.asked([line.text for line in lines])):
        return not foreign
    badges = any(
        difficulty.stated(mark.text) != difficulty.in_brackets(mark.text) for mark in found.questions
    )
    ends = levels.between(lines, found.questions, mdlines.code_positions(lines)).lines
    marked = quiz.of((), lines, found.questions).options
    if found.chosen != {OWN_FORM} or found.frame or foreign or badges or ends or marked:
        return False
    behind = lines[found.questions[-1].below :]
    return not any(furniture.says_goodbye(line.bare) or ending.is_hashtags(line) for line in behind)


def _fits(hints: Hints) -> bool:
    """What a person says is true of awsdeck's own form."""
    elsewhere = hints.not_question or hints.category_pattern or hints.first_line or hints.last_line
    own = hints.question_pattern in ((), (OWN_FORM,)) and hints.category_level in ((), (CATEGORY,))
    return own and not elsewhere


def _take_question(reading: _Reading, question: Question) -> None:
    reading.skipped.extend(question.skipped)
    reading.problems.extend(question.problems)
    level = reading.rated(question.label, question.badge)
    reading.cards.append(question.card._replace(category=reading.category_name, difficulty=level))


def _take(reading: _Reading, node: Node) -> None:
    """A node that belongs to no question."""
    match node.value:
        case Heading(level, spans) if level < QUESTION:
            _take_heading(reading, node, level, spans)
        case Remark() as remark:
            mdquestion.skip_remark(node, remark, reading.source, reading.skipped, reading.problems)
        case _ if reading.category or reading.cards:
            reading.skipped.append(reading.passage(node, "stands between a category and its first question"))
        case block:
            entries = _legend(block)
            reading.levels += entries
            reading.head.append(reading.passage(node, "legend" if entries else "introduction"))


def _take_heading(reading: _Reading, node: Node, level: int, spans: Spans) -> None:
    _close_category(reading)
    if level == CATEGORY:
        reading.category, reading.category_name = node, plain(spans) or None
    elif reading.title is None and not reading.cards:
        reading.title = plain(spans)
        reading.head.append(reading.passage(node, "title"))
    else:
        reading.skipped.append(reading.passage(node, "a second title"))
        reading.problems.append(
            warning(
                reading.source.at(node.first),
                "second-title",
                f"the document has a title already, this one is left out: {plain(spans)!r}",
                "write ## before a category, or put the part below into a file of its own",
            )
        )


def _legend(block: Block) -> tuple[tuple[Difficulty, str], ...]:
    return difficulty.legend(block_text(block).replace("\n", " ")) if isinstance(block, Paragraph) else ()


def _close_category(reading: _Reading) -> None:
    """A category belongs to the head if it holds questions, else it is a part without any."""
    node = reading.category
    reading.category = reading.category_name = None
    if node is None:
        return
    used = any(card.first_line > node.last for card in reading.cards[-1:])
    if used:
        reading.head.append(reading.passage(node, "category"))
    else:
        reading.skipped.append(reading.passage(node, "a heading without questions under it"))
