"""One question of a published page becomes a card.

In: a `Page`, the mark of the question, where its answer ends. Out: a `Card`. It must not know how
questions are found.
"""

from itertools import takewhile

from awsdeck.model import Blocks, Card, CodeSpan, Difficulty, LineBreak, Passage, Spans, Text
from awsdeck.readers import BEHIND_LANGUAGE, RATED_TWICE, answers, difficulty, labels, situations
from awsdeck.readers.asked import Asked, is_fence
from awsdeck.readers.marks import Mark
from awsdeck.readers.readmepage import Page


def card(page: Page, mark: Mark, end: int, category: str | None) -> Card:
    """The card of a question whose answer ends before the line at ``end``."""
    offered = page.known.options.get(mark.at, ())
    forms = page.convention
    found = situations.question(
        page.lines, mark, end, forms.labelled[mark.form], forms.situations, page.code, offered
    )
    _leave_out_fences(page, mark.below, found.answer_at)
    question, level = _question(page, mark, found)
    answer_at, behind = found.answer_at, mark.rest or found.rest
    if badge := difficulty.alone(behind):
        behind, level = "", badge
    claimed = [at - answer_at for at in range(answer_at, end) if at in page.claimed]
    header = [page.lines[piece.at] for piece in found.pieces if piece.kind == "label"]
    below = page.lines[answer_at:end]
    answer = answers.read(page.source, mark, below, claimed, behind, page.inline, header)
    doubts = (
        labels.doubt(page.source, page.lines[piece.at].number, answers.without_marks(piece.text))
        for piece in found.pieces
        if piece.kind == "text" and piece.at >= 0
    )
    page.problems.extend((*(doubt for doubt in doubts if doubt), *answer.problems))
    for at in answer.furniture:
        page.skipped.append(page.passage(answer_at + at, answer_at + at + 1, "belongs to the page"))
    page.skipped.extend(answer.unseen)
    if answer.level and level:
        line = page.lines[mark.at]
        page.skipped.append(Passage(line.number, line.number, line.bare, RATED_TWICE))
    last = max(at for at in range(mark.at, end) if not page.lines[at].blank)
    page.claimed.update(range(mark.at, end))
    return Card(
        question=question,
        answer=(*_given(page, mark), *answer.blocks),
        first_line=page.lines[mark.at].number,
        last_line=page.lines[last].number,
        number=mark.number,
        difficulty=_rated(page, answer.level or page.between.of.get(mark.at), level),
        category=category,
        stated_id=answer.stated_id,
        stated_services=answer.services,
        services_line=answer.services_line,
        stated_forms=answer.forms,
    )


def _given(page: Page, mark: Mark) -> Blocks:
    """What is known of the right option of the question."""
    said = page.known.answers.get(mark.at)
    return answers.blocks_of(page.source, said, page.inline)[0] if said else ()


def _rated(page: Page, label: Difficulty | None, question: Difficulty | None) -> Difficulty | None:
    """The difficulty on a line of its own or in the question, as far as these places count."""
    if label and page.hints.rates("label"):
        page.rated_by.add("label")
        return label
    if question and page.hints.rates("question"):
        page.rated_by.add("question")
        return question
    return None


def _question(page: Page, mark: Mark, found: Asked) -> tuple[Spans, Difficulty | None]:
    """The question's text and the difficulty in it."""
    pieces = [piece for piece in found.pieces if piece.kind != "label"]
    asking = list(takewhile(lambda piece: piece.kind == "text", pieces))
    text, level = difficulty.stated(" ".join(piece.text for piece in asking))
    said = page.spans(text, page.lines[mark.at]) or (Text(text),)
    spans = list(said) if text else []
    for piece in pieces[len(asking) :]:
        if spans:
            spans.append(Text(" ") if piece.kind == "text" else LineBreak())
        code = piece.kind == "code"
        spans.extend(_code_line(piece.text) if code else page.spans(piece.text, page.lines[mark.at]))
    return tuple(spans) or said, mark.level or level


def _leave_out_fences(page: Page, start: int, end: int) -> None:
    """Name what stands on the fences of code within a question, which has no place for it."""
    for line in (page.lines[at] for at in range(start, end) if at in page.code):
        if is_fence(line) and any(map(str.isalnum, line.bare)):
            page.skipped.append(Passage(line.number, line.number, line.bare, BEHIND_LANGUAGE))


def _code_line(text: str) -> Spans:
    """A line of code within a question; HTML would swallow the spaces that indent it."""
    code = text.lstrip()
    indent = "\u00a0" * (len(text) - len(code))
    return (Text(indent), CodeSpan(code)) if indent else (CodeSpan(code),)
