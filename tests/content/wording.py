"""How an answer is worded: what can be said aloud first, and little after it.

In: a page. Out: complaints. It must not know whether what is said is true.
"""

import re
from collections.abc import Iterator

from awsdeck.model import Block, Callout, List, Paragraph, block_text, plain

from .page import Complaint, Page

LONGEST_FIRST_LINE = 50  # words: about twenty seconds
LONGEST_REST = 180  # words, code and tables not counted

_SENTENCE_END = re.compile(r"(?<![A-Z]\.)(?<!e\.g)(?<!i\.e)(?<!vs)[.!?](?=\s|$)|:$")
_DEPENDS = re.compile(
    r"\b(?:it|that|this|all)\s+depends\b(?!\s+(?:on|upon)\b)|^\W*depends\W*$", re.IGNORECASE
)


def the_first_line_answers(page: Page) -> Iterator[Complaint]:
    """An answer begins with one or two sentences that could be said aloud."""
    for card in page.cards:
        if not card.answer:
            yield page.complaint(card.first_line, "no answer")
            continue
        first = card.answer[0]
        if not isinstance(first, Paragraph):
            yield page.complaint(first.line, "begin with the answer in a sentence or two")
            continue
        text = plain(first.spans)
        sentences, length = len(_SENTENCE_END.findall(text)), len(text.split())
        if not 1 <= sentences <= 2:
            yield page.complaint(
                first.line, f"the answer should be one or two sentences first, not {sentences}"
            )
        if length > LONGEST_FIRST_LINE:
            yield page.complaint(
                first.line, f"{length} words before the first stop; {LONGEST_FIRST_LINE} at most"
            )


def no_answer_is_too_long(page: Page) -> Iterator[Complaint]:
    """What follows the first line is short; code and tables don't count."""
    for card in page.cards:
        length = sum(map(_words, card.answer[1:]))
        if length > LONGEST_REST:
            yield page.complaint(
                card.first_line, f"{length} words after the first line; {LONGEST_REST} at most"
            )


def _words(block: Block) -> int:
    match block:
        case Paragraph():
            return len(block_text(block).split())
        case Callout(blocks):
            return sum(map(_words, blocks))
        case List(_, items):
            return sum(len(plain(item.spans).split()) + sum(map(_words, item.children)) for item in items)
    return 0


def nothing_just_depends(page: Page) -> Iterator[Complaint]:
    """Where something depends, the answer says on what."""
    for line, text in page.prose:
        if _DEPENDS.search(text):
            yield page.complaint(line, "say on what it depends")


RULES = (the_first_line_answers, no_answer_is_too_long, nothing_just_depends)
