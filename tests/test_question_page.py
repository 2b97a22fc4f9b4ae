"""A saved page about one question, with the answers of several people."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain

from .kept import lost

ANSWER = (
    '<div class=answer itemprop={}Answer itemscope itemtype="https://schema.org/Answer"><span>{}</span>'
    "<div itemprop=text><p>{}</p></div><div class=post-menu>Share Follow</div></div>"
)
PAGE = (
    '<title>s3 - site</title><div itemscope itemtype="https://schema.org/Question"><h1 itemprop=name>'
    "<a class=question-link href=/1>How do I list folders?</a></h1><p>Viewed 91k times</p>"
    "<div itemprop=text><p>I want the first level.</p></div><div class=tags>s3</div><h2>Answers</h2>{}</div>"
    "<div class=sidebar><h4>Related</h4><p>How to sync?</p></div>"
)
FIRST, SECOND = "Leave the flag out.", "Use the API, as it has a delimiter."


def read(html: str) -> Document:
    """A page, of which nothing is lost."""
    made = source.from_text("x.html", html)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


@pytest.mark.parametrize(
    ("kinds", "said"),
    [(("suggested", "accepted"), SECOND), (("accepted", "suggested"), FIRST), (("suggested",) * 2, FIRST)],
)
def test_the_accepted_answer_is_the_answer(kinds: tuple[str, str], said: str) -> None:
    """The first one if there is none; what else was said is told as skipped."""
    answers = "".join(ANSWER.format(kind, 7, text) for kind, text in zip(kinds, (FIRST, SECOND), strict=True))
    document = read(PAGE.format(answers))
    (card,) = document.cards
    assert document.title == plain(card.question)[:22] == "How do I list folders?"
    assert plain(card.question) == "How do I list folders? I want the first level."
    assert [block_text(block) for block in card.answer] == [said]
    assert any({FIRST, SECOND}.difference([said]).pop() in passage.text for passage in document.skipped)


def test_a_page_of_several_questions_is_read_as_others() -> None:
    """Each of them is a card, as the page shows them."""
    part = '<div itemscope itemtype="https://schema.org/Question"><h3 itemprop=name>{}</h3>{}</div>'
    answer = ANSWER.format("suggested", "", FIRST)
    asked = ["How do I list folders?", "How do I list versions?"]
    document = read("<h1>S3</h1>" + "".join(part.format(text, answer) for text in asked))
    assert [plain(card.question) for card in document.cards] == asked
