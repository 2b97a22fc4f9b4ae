"""Reads Markdown in awsdeck's own form: the one that people edit by hand.

In: a `Source` of Markdown. Out: a `Document` and problems. ``#`` is the title, ``##`` a category, ``###``
a question; under it stand, if wanted, a hidden id and a line with difficulty and services, then the
answer. A document that asks in another form is handed to `readme`. It must not know how Markdown's blocks
are read, nor anything of cards' identity.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

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
    Text,
    block_text,
    plain,
)
from awsdeck.problems import Problem, warning
from awsdeck.readers import (
    HIDDEN,
    answerkey,
    convention,
    difficulty,
    labels,
    levels,
    markup,
    mdblocks,
    quiz,
    readme,
)
from awsdeck.readers.convention import Convention
from awsdeck.readers.evidence import CERTAIN
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.mdblocks import Node, Remark
from awsdeck.source import Source

TITLE, CATEGORY, QUESTION = 1, 2, 3
OWN_FORM = f"h{QUESTION}"

_NUMBER = re.compile(
    r"\s*(?:Q(?:uestion)?\s*)?(?:(?P<number>\d{1,5})\s*(?:[.):](?:\s+|$)|\s[-–—]\s+)|\d{1,3}(?:\.\d{1,3})+[.):]?\s+)",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(r"<!-- (?:id|cards):|(?:\W*difficulty\W*:\W*\w+.*)?\bservices?\W*:", re.IGNORECASE)


@dataclass
class _Draft:
    """A card being read."""

    heading: Node
    question: Spans
    category: str | None
    answer: list[Block] = field(default_factory=list)
    stated_id: str | None = None
    level: Difficulty | None = None
    services: tuple[str, ...] = ()
    services_line: int = 0
    forms: tuple[str, ...] = ()
    last: int = 0

    @property
    def in_header(self) -> bool:
        """Nothing of the answer has been read yet."""
        return not self.answer


@dataclass
class _Reading:
    """The document being read."""

    source: Source
    hints: Hints
    title: str | None = None
    category: Node | None = None
    category_name: str | None = None
    draft: _Draft | None = None
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
        lines = self.source.lines[node.first - 1 : node.last]
        return Passage(node.first, node.last, "\n".join(line.strip() for line in lines), why)


def read(
    source: Source,
    known_words: Collection[str] = (),  # noqa: ARG001 -- all readers have one signature
    hints: Hints = NO_HINTS,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document in Markdown: in awsdeck's own form, or in whatever convention it follows."""
    typed = number_lines(source.lines)
    lines = markup.cleaned(typed)
    stated = _stated_form(lines) if _fits(hints) else None
    if stated:
        return _read_own(source, typed, hints, (stated,))
    keys = answerkey.find(typed, mdblocks.code_positions(typed))
    keyed = any(key.certain for key in keys)
    if keyed:
        lines = markup.cleaned(quiz.without(typed, keys))
    found = convention.infer(source, lines, markup.hidden(lines), hints)
    if keyed or not _is_own(lines, found, hints):
        return readme.read(source, lines, found, hints, keys)
    own = (replace(pattern, certain=pattern.form == OWN_FORM, possible=False) for pattern in found.patterns)
    return _read_own(source, typed, hints, tuple(own))


def _read_own(
    source: Source, lines: Sequence[Line], hints: Hints, patterns: tuple[Pattern, ...]
) -> tuple[Document, tuple[Problem, ...]]:
    """A document in awsdeck's own form."""
    nodes, problems = mdblocks.read_lines(source, lines, mdblocks.inline_reader(lines))
    reading = _Reading(source, hints)
    for node in nodes:
        _take(reading, node)
    _close_card(reading)
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


def _asked(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The headings of the level of questions, and whether a hidden id or a label stands under each."""
    filled = [line for line in lines if not line.blank]
    return [
        (line, any(_OWN_LABEL.match(below.bare[:200]) for below in filled[at + 1 : at + 3]))
        for at, line in enumerate(filled)
        if line.bare.startswith("### ")
    ]


def _stated_form(lines: Sequence[Line]) -> Pattern | None:
    """The pattern of questions of which every one is marked as awsdeck's own: nothing has to be weighed."""
    asked = _asked(lines)
    if not asked or not all(labelled for _, labelled in asked):
        return None
    first = asked[0][0]
    why = ("every one has a hidden id or labels under it",)
    return Pattern(OWN_FORM, len(asked), CERTAIN, True, why, first.number, first.bare)


def _is_own(lines: Sequence[Line], found: Convention, hints: Hints) -> bool:
    """The document is in awsdeck's own form, where nothing is furniture and every line means what it says.

    Its questions are headings of their level, each with a hidden id or labels under it, or there is nothing
    in the document that another convention would have: answers with labels, contents lists, back-links,
    difficulties below answers, options of which the right ones are marked.
    """
    if not _fits(hints):
        return False
    foreign = any(map(readme.is_foreign, lines))
    if any(labelled for _, labelled in _asked(lines)):
        return not foreign
    badges = any(
        difficulty.stated(mark.text) != difficulty.in_brackets(mark.text) for mark in found.questions
    )
    ends = levels.between(lines, found.questions, mdblocks.code_positions(lines)).lines
    marked = quiz.of((), lines, found.questions).options
    return found.chosen == {OWN_FORM} and not (foreign or badges or ends or marked)


def _fits(hints: Hints) -> bool:
    """What a person says is true of awsdeck's own form."""
    elsewhere = hints.not_question or hints.category_pattern or hints.first_line or hints.last_line
    own = hints.question_pattern in ((), (OWN_FORM,)) and hints.category_level in ((), (CATEGORY,))
    return own and not elsewhere


def _take(reading: _Reading, node: Node) -> None:
    match node.value:
        case Heading(level, spans) if level <= QUESTION:
            _close_card(reading)
            _take_heading(reading, node, level, spans)
        case Remark(text):
            _take_remark(reading, node, text)
        case Paragraph() as paragraph if reading.draft and _is_label_line(reading.draft, node, paragraph):
            reading.draft.last = node.last
            _take_labels(reading, reading.draft, paragraph)
        case block if reading.draft:
            reading.draft.answer.append(block)
            reading.draft.last = node.last
        case block if reading.category or reading.cards:
            reading.skipped.append(reading.passage(node, "stands between a category and its first question"))
        case block:
            entries = _legend(block)
            reading.levels += entries
            reading.head.append(reading.passage(node, "legend" if entries else "introduction"))


def _take_heading(reading: _Reading, node: Node, level: int, spans: Spans) -> None:
    if level == QUESTION:
        reading.draft = _Draft(node, spans, reading.category_name, last=node.last)
        return
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


def _take_remark(reading: _Reading, node: Node, text: str) -> None:
    draft = reading.draft if reading.draft and reading.draft.in_header else None
    card_id, forms = labels.stated_id(text), labels.stated_forms(text)
    if draft and card_id and draft.stated_id is None:
        draft.stated_id = card_id
        draft.last = node.last
        return
    if draft and forms and not draft.forms:
        draft.forms = forms
        draft.last = node.last
        return
    reading.skipped.append(reading.passage(node, HIDDEN))
    for word, code, what, example in (
        ("id:", "unused-id", "id", "letters, figures and hyphens, <!-- id: my-id -->"),
        ("cards:", "unused-cards", "choice of cards", "kinds of cards, <!-- cards: qa, terms -->"),
    ):
        if text.startswith(word):
            told, hint = (
                f"this {what} is not used: {text!r}",
                f"write it directly under a question, once: {example}",
            )
            reading.problems.append(warning(reading.source.at(node.first), code, told, hint))


def _is_label_line(draft: _Draft, node: Node, paragraph: Paragraph) -> bool:
    """Labels directly under the heading, or marked up as labels are: ``Services: …`` may begin an answer."""
    marked = bool(paragraph.spans) and not isinstance(paragraph.spans[0], Text)
    return (
        draft.in_header
        and (marked or node.first == draft.last + 1)
        and labels.labels(plain(paragraph.spans)) != []
    )


def _take_labels(reading: _Reading, draft: _Draft, paragraph: Paragraph) -> None:
    for label, value in labels.labels(plain(paragraph.spans)):
        if label.startswith("service"):
            draft.services = labels.names(value)
            draft.services_line = paragraph.line
            continue
        draft.level = difficulty.alone(value.rstrip(" ,;|"))
        if draft.level is None:
            node = Node(paragraph, paragraph.line, draft.last)
            reading.skipped.append(reading.passage(node, "states a difficulty that is unknown"))
            reading.problems.append(
                warning(
                    reading.source.at(paragraph.line),
                    "unknown-difficulty",
                    f"unknown difficulty: {value!r}",
                    "write Easy, Medium or Hard",
                )
            )


def _legend(block: Block) -> tuple[tuple[Difficulty, str], ...]:
    return difficulty.legend(block_text(block).replace("\n", " ")) if isinstance(block, Paragraph) else ()


def _close_card(reading: _Reading) -> None:
    draft, reading.draft = reading.draft, None
    if draft is None:
        return
    question, number = _numbered(draft.question)
    question, level = _without_badge(question)
    reading.cards.append(
        Card(
            question=question,
            answer=tuple(draft.answer),
            first_line=draft.heading.first,
            last_line=draft.last,
            number=number,
            difficulty=reading.rated(draft.level, level),
            category=draft.category,
            stated_id=draft.stated_id,
            stated_services=draft.services,
            services_line=draft.services_line,
            stated_forms=draft.forms,
        )
    )


def _numbered(spans: Spans) -> tuple[Spans, int | None]:
    """The question without the number before it, and that number."""
    match spans:
        case (Text(text), *rest):
            found = _NUMBER.match(text)
            if found:
                number = int(found["number"]) if found["number"] else None  # "2.1" counts nothing
                return (Text(text[found.end() :]), *rest), number
    return spans, None


def _without_badge(spans: Spans) -> tuple[Spans, Difficulty | None]:
    """The question without a difficulty in brackets at its end, and that difficulty."""
    match spans:
        case (*rest, Text(text)):
            shorter, level = difficulty.in_brackets(text)
            return ((*rest, Text(shorter)), level) if level else (spans, None)
    return spans, None


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
