"""What the forms make: drafts of cards, and what was left out.

In: nothing. Out: frozen values. It must not know how any form finds its cards.
"""

from typing import NamedTuple

from awsdeck.model import Block, Blocks, Card, Spans, plain


class Draft(NamedTuple):
    """A card that one form would make of a question.

    ``name`` tells it from its siblings of that form; ``topic`` is what its front says it is about, and
    ``subject`` the term, row or step that it asks for, of which ``least`` telling words must be said.
    ``substance`` is what it is recognised by after an edit. For a cloze card ``answer`` is one list, of
    which the item at ``hidden`` is to be recalled, and ``heading`` stands above it. ``choice`` tells
    that the front offers its answers to choose from. ``unfit`` says why its form can make no card of it.
    """

    form: str
    name: str
    topic: str
    subject: str
    question: Spans
    answer: Blocks
    substance: Blocks
    line: int
    hidden: int | None = None
    least: int = 1
    heading: Spans = ()
    choice: bool = False
    unfit: str | None = None

    @property
    def front(self) -> str:
        """All that can be read before the answer is shown."""
        return plain(self.question)


class Made(NamedTuple):
    """A derived card that stands on its own; ``parent`` is the position of the question it is made of.

    ``below`` is what is shown of its question below that one, where that is less than all of it.
    """

    parent: int
    draft: Draft
    card: Card
    below: Spans = ()


class LeftOut(NamedTuple):
    """A card that was not made, and why not."""

    parent: int
    form: str
    name: str
    line: int
    why: str


class Derivation(NamedTuple):
    """All derived cards of a document, in the order of its questions, and what was left out."""

    made: tuple[Made, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def line_of(block: Block, fallback: int) -> int:
    """The line on which a block begins, as far as its reader has noted it."""
    return block.line or fallback
