"""Reads page text: what a browser's select-all copies of a page of questions and answers.

In: a `Source` of copied text. Out: a `Document` and problems. It finds the questions (a line with only a
number, then the question), categories, difficulties and what belongs to the page; the lines between two
questions go to `blocks`. It must not know how a block is recognised, nor anything of cards' identity.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import (
    Blocks,
    Card,
    Difficulty,
    Document,
    LineBreak,
    Passage,
    Pattern,
    Span,
    Spans,
    Text,
)
from awsdeck.problems import Problem, warning
from awsdeck.readers import (
    answerkey,
    blocks,
    convention,
    difficulty,
    ending,
    furniture,
    headings,
    layout,
    levels,
    pageanswers,
    paper,
    quiz,
    verbatim,
)
from awsdeck.readers.asked import asked, without_label
from awsdeck.readers.levels import Levels
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.marks import Mark, next_text
from awsdeck.readers.quiz import Quiz
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.source import Source

_FEWEST_ALIKE = 2
FURNITURE = 1  # the words of a furniture heading are evidence too, so less is asked of its looks


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a question begins, what it asks, and where its answer starts.

    Positions count from 0 in the document's lines; ``line`` is the number of the first in the source.
    ``rest`` is what the answer says on the line of the question.
    """

    at: int
    line: int
    number: int | None
    question: Spans
    level: Difficulty | None
    answer_at: int
    mark: Mark
    rest: str


@dataclass(frozen=True, slots=True)
class _Category:
    at: int
    name: str


def read(
    source: Source, known_words: Collection[str] = (), hints: Hints = NO_HINTS
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document of page text; ``known_words`` help to divide glued table cells."""
    flow = paper.without(number_lines(source.lines))
    lines, furniture_lines = _without_furniture(flow.lines)
    style = layout.of(lines)
    if flow.joined:  # how far apart its lines stand says nothing any more
        style = replace(style, spaced_paragraphs=False)
    keys = answerkey.find(lines)
    lines = quiz.without(lines, keys)
    words = Vocabulary(lines, known_words)
    forms = convention.infer(source, lines, hints=hints)
    known = quiz.of(keys, lines, forms.questions)
    between = levels.between(lines, forms.questions)
    rating, unrated = levels.passages(lines, between)
    problems = [
        *levels.problems(source, lines, between),
        *quiz.problems(source, keys, known, lines, forms.questions),
    ]
    lines = levels.without(lines, between)
    openings = [
        _opening(lines, mark, after.at if after else len(lines), forms.labelled[mark.form], known)
        for mark, after in zip_longest(forms.questions, forms.questions[1:])
    ]
    problems += [_unsure_question(source, lines[mark.at].number, mark) for mark in forms.possible]
    if not openings:
        return _without_questions(source, number_lines(source.lines), forms.patterns), (*problems,)
    categories, unsure = _categories(source, lines, openings, words, hints, known)
    problems += unsure
    end, tail, unsure = _tail(source, lines, openings, words, hints)
    problems += unsure

    stops = [*(opening.at for opening in openings[1:]), end]
    stops = [categories[at].at if at in categories else stop for at, stop in enumerate(stops, 1)]
    parts = zip(openings, stops, strict=True)
    answers = pageanswers.read(source, [_answer_lines(lines, *part) for part in parts], style, words)
    cards: list[Card] = []
    current: str | None = None
    for index, (opening, stop, read_answer) in enumerate(zip(openings, stops, answers, strict=True)):
        current = categories[index].name if index in categories else current
        problems += read_answer.problems
        answer, origin = read_answer.blocks, read_answer.origin
        if said := known.answers.get(opening.at):
            told, _ = blocks.read(source, said, replace(style, spaced_paragraphs=False), words)
            answer, origin = (*told, *answer), b""
        last = _last_text(lines, opening.at, stop)
        card = _card(opening, answer, current, last, _rated(opening, between, hints))
        cards.append(replace(card, origin=origin))

    first = categories[0].at if 0 in categories else openings[0].at
    title, head, legend = _head(source, lines[:first])
    if 0 in categories:
        head += (_passage(lines[first : first + 1], "category"),)
    head += tuple(
        _passage(lines[found.at : found.at + 1], "category") for index, found in categories.items() if index
    )
    apart = tuple(_passage([line], "belongs to the page") for line in (*flow.furniture, *furniture_lines))
    skipped = tuple(sorted((*apart, *unrated, *tail), key=lambda passage: passage.first_line))
    document = Document(
        *(
            title,
            source.path,
            tuple(cards),
            (*head, *rating, *quiz.passages(keys)),
            skipped,
            legend,
            forms.patterns,
        ),
        rated_by=_places(openings, between, hints),
    )
    return document, tuple(problems)


def _answer_lines(lines: Sequence[Line], opening: Opening, stop: int) -> list[Line]:
    """The lines of an answer, without the label at its beginning."""
    found = list(lines[opening.answer_at : stop])
    if opening.rest:
        return [Line(opening.line, opening.rest), *found]
    first = next_text(found, 0)
    text = without_label(found[first].text, opening.mark, found[first:]) if first is not None else None
    if first is not None and text is not None:
        found[first] = Line(found[first].number, text, found[first].joined)
    return found


def _without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines with those that belong to the page blanked, and these lines."""
    kept = list(lines)
    furniture_lines: list[Line] = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        names_code = furniture.language(line.bare) and below and furniture.is_button(below.bare)
        if names_code or (_is_of_page(line) and not verbatim.is_preformatted(line)):
            kept[at] = Line(line.number, "")
            furniture_lines.append(line)
    return kept, furniture_lines


def _is_of_page(line: Line) -> bool:
    of_page = furniture.is_of_page(line.bare) or furniture.is_advert(line.bare)
    return of_page and not furniture.begins_section(line.bare)


def _card(
    opening: Opening, answer: Blocks, category: str | None, last_line: int, level: Difficulty | None
) -> Card:
    return Card(
        question=opening.question,
        answer=answer,
        first_line=opening.line,
        last_line=last_line,
        number=opening.number,
        difficulty=level,
        category=category,
    )


def _rated(opening: Opening, between: Levels, hints: Hints) -> Difficulty | None:
    """The difficulty on the lines of a question, or on one between its answer and another question."""
    asked = opening.level if hints.rates("question") else None
    return asked or (between.of.get(opening.at) if hints.rates("label") else None)


def _places(openings: Sequence[Opening], between: Levels, hints: Hints) -> frozenset[str]:
    """Where difficulties are stated that count."""
    asked = any(opening.level for opening in openings) and hints.rates("question")
    apart = bool(between.of) and hints.rates("label")
    return frozenset([*(["question"] if asked else ()), *(["label"] if apart else ())])


def _last_text(lines: Sequence[Line], start: int, stop: int) -> int:
    return max(line.last for line in lines[start:stop] if not line.blank)


def _passage(lines: Sequence[Line], why: str) -> Passage:
    text = "\n".join(line.bare for line in lines if not line.blank)
    return Passage(lines[0].number, lines[-1].last, text, why)


def _without_questions(source: Source, lines: Sequence[Line], patterns: tuple[Pattern, ...]) -> Document:
    title = next((line.bare for line in lines if not line.blank), source.stem)
    whole = (_passage(lines, "no question was found"),) if lines else ()
    return Document(title, source.path, skipped=whole, patterns=patterns)


# --- questions -----------------------------------------------------------------------------------


def _opening(lines: Sequence[Line], mark: Mark, end: int, labelled: float, known: Quiz) -> Opening:
    """The question of a mark, with the difficulty at its end or on a line of its own below it."""
    if mark.level:
        return Opening(
            *(mark.at, lines[mark.at].number, mark.number, (Text(mark.text),), mark.level, mark.below),
            *(mark, mark.rest),
        )
    found = asked(lines, mark, end, labelled, offered=known.options.get(mark.at, ()))
    last = max((at for at, piece in enumerate(found.pieces) if piece.kind == "text"), default=0)
    level: Difficulty | None = None
    spans: list[Span] = []
    for at, piece in enumerate(found.pieces):
        text = piece.text
        if at == last:
            text, level = difficulty.at_end(text)
        match spans[-1:]:
            case [Text(before)] if piece.kind == "text":
                spans[-1] = Text(f"{before} {text}")
            case []:
                spans.append(Text(text))
            case _:
                spans.extend((LineBreak(), Text(text)))
    answer_at = found.answer_at
    below = next_text(lines, answer_at)
    if level is None and below is not None and difficulty.is_badge(lines[below].bare):
        level, answer_at = difficulty.alone(lines[below].bare), below + 1
    rest = mark.rest or found.rest
    return Opening(mark.at, lines[mark.at].number, mark.number, tuple(spans), level, answer_at, mark, rest)


def _unsure_question(source: Source, line: int, found: Mark) -> Problem:
    return warning(
        source.at(line),
        "unsure-question",
        f"not sure whether {found.number} begins a question: {found.text!r}",
        "end the question with '?' or its difficulty; until then the line belongs to the answer before it",
    )


# --- categories and the rest of the page ------------------------------------------------------------


def _categories(
    source: Source,
    lines: Sequence[Line],
    openings: Sequence[Opening],
    words: Vocabulary,
    hints: Hints,
    known: Quiz,
) -> tuple[dict[int, _Category], list[Problem]]:
    """The category line before each question that has one, by the question's position."""
    found: dict[int, _Category] = {}
    likely: dict[int, _Category] = {}
    if hints.category_pattern or hints.category_level:
        return _said_categories(source, lines, openings, hints), []
    for index, opening in enumerate(openings):
        floor = openings[index - 1].answer_at if index else 1
        at = _text_before(lines, opening.at, floor)
        if at is None or difficulty.legend(lines[at].bare):
            continue
        if index and at == next_text(lines, floor) and openings[index - 1].at not in known.answers:
            continue  # it is all there is of the answer above
        above = openings[index - 1].at if index else at - 1
        result = headings.score(lines[at], lines[above:at], words)
        if result.score >= headings.CERTAIN:
            found[index] = _Category(at, lines[at].bare)
        elif result.score >= headings.POSSIBLE:
            likely[index] = _Category(at, lines[at].bare)
    if _are_alike(lines, found, likely):
        return dict(sorted((found | likely).items())), []
    return found, [_unsure_category(source, lines[category.at]) for category in likely.values()]


def _are_alike(
    lines: Sequence[Line], found: Mapping[int, _Category], likely: Mapping[int, _Category]
) -> bool:
    """Lines that only may be categories are, if there are several of one kind and the first question has one.

    All stand apart, and what is above them is a whole sentence or no text at all.
    """
    several = len(likely) >= _FEWEST_ALIKE or (bool(likely) and _same_place(lines, found, likely))
    return (
        several
        and (0 in likely or 0 in found)
        and all(
            category.at
            and lines[category.at - 1].blank
            and not lines[category.at].is_label
            and (above := _text_before(lines, category.at, 0)) is not None
            and (not index or not _is_short(lines[above]))
            for index, category in likely.items()
        )
    )


def _same_place(
    lines: Sequence[Line], found: Mapping[int, _Category], likely: Mapping[int, _Category]
) -> bool:
    """As many blank lines stand around the likely ones as around those that were found."""

    def place(category: _Category) -> tuple[bool, bool]:
        return lines[category.at - 1].blank, lines[category.at + 1].blank

    places = {place(category) for category in found.values()}
    return all(place(category) in places for category in likely.values())


def _is_short(line: Line) -> bool:
    """A few words without an end: the line below it may be one more of the same."""
    return not line.is_sentence and line.bare[-1:] not in ".!?" and not verbatim.is_preformatted(line)


def _said_categories(
    source: Source, lines: Sequence[Line], openings: Sequence[Opening], hints: Hints
) -> dict[int, _Category]:
    """The last line before each question that the pattern of the hints matches."""
    found: dict[int, _Category] = {}
    if hints.category_pattern:
        from awsdeck.readers.patterns import Expression

        expression = Expression(source, hints.category_pattern)
        for index, opening in enumerate(openings):
            floor = openings[index - 1].answer_at if index else 1
            for at in range(opening.at - 1, floor - 1, -1):
                if not lines[at].blank and expression.match(lines[at]):
                    found[index] = _Category(at, lines[at].bare)
                    break
    return found


def _heading_score(lines: Sequence[Line], at: int, words: Vocabulary) -> headings.HeadingScore:
    return headings.score(lines[at], lines[max(0, at - 1) : at], words)


def _text_before(lines: Sequence[Line], at: int, floor: int) -> int | None:
    return next((i for i in range(at - 1, floor - 1, -1) if not lines[i].blank), None)


def _unsure_category(source: Source, line: Line) -> Problem:
    return warning(
        source.at(line.number),
        "unsure-category",
        f"not sure whether this line is a category: {line.bare!r}",
        "put a blank line before it and capitalise its words if it is, delete it if it is none of the text",
    )


def _tail(
    source: Source, lines: Sequence[Line], openings: Sequence[Opening], words: Vocabulary, hints: Hints
) -> tuple[int, tuple[Passage, ...], list[Problem]]:
    """Where the last answer ends, and what follows it on the page."""
    last = openings[-1]
    begun = next_text(lines, last.answer_at)
    named = next(
        (at for at, line in enumerate(lines) if line.number > (hints.last_line or len(source.lines))), None
    )
    if named is not None and last.at < named:
        rest = _trimmed(lines[named:])
        return named, (_passage(rest, "behind the last line that was named"),) if rest else (), []
    for at in range(last.answer_at, len(lines)):
        if (
            at != begun
            and not lines[at].blank
            and lines[at - 1].blank
            and furniture.says_goodbye(lines[at].bare)
        ):
            return at, (_passage(_trimmed(lines[at:]), "the author says goodbye"),), []
        if at == begun or not furniture.begins_section(lines[at].bare):
            continue
        result = _heading_score(lines, at, words)
        apart = headings.BLANK_BEFORE in result.why or not furniture.may_be_text(lines[at].bare)
        if apart and result.score >= FURNITURE:
            return at, (_passage(_trimmed(lines[at:]), "belongs to the page, not to a question"),), []
    others = [(opening.answer_at, after.at) for opening, after in pairwise(openings)]
    tags = ending.find(lines, (last.answer_at, len(lines)), others)
    if tags.at is not None:
        return tags.at, (_passage(_trimmed(lines[tags.at :]), "tags of the page"),), []
    if tags.unsure is not None:
        return len(lines), (), [_unsure_end(source, lines[tags.unsure])]
    final = _text_before(lines, len(lines), last.answer_at)
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


def _head(
    source: Source, lines: Sequence[Line]
) -> tuple[str, tuple[Passage, ...], tuple[tuple[Difficulty, str], ...]]:
    """The title, what stands before the first question, and the levels of the legend."""
    texts = [line for line in lines if not line.blank]
    if not texts:
        return source.stem, (), ()
    levels: tuple[tuple[Difficulty, str], ...] = ()
    head: list[Passage] = []
    title = next((line for line in texts if not furniture.is_chrome(line.bare)), texts[0])
    for line in texts:
        entries = difficulty.legend(line.bare)
        levels += entries
        role = "title" if line is title else "legend" if entries else "introduction"
        head.append(_passage([line], role))
    return title.bare, tuple(head), levels
