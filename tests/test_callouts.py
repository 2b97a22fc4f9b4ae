"""Call-outs of published Markdown and saved pages: which quote or box is one, and of which kind."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Block, Callout, Code, block_text

from .kept import lost


def callouts(suffix: str, text: str) -> list[tuple[str | None, str]]:
    """The call-outs of the first answer: kind and text."""
    return [(block.kind, block_text(block)) for block in answer(suffix, text) if isinstance(block, Callout)]


def answer(suffix: str, text: str) -> list[Block]:
    """The blocks of the first answer."""
    if suffix == ".md":
        text = f"### What is a dead-letter queue?\n\nA queue.\n\n{text}\n\n### What is a topic?\n\nA name.\n"
    else:
        text = (
            f"<h3>What is a dead-letter queue?</h3><p>A queue.</p>{text}<h3>What is a topic?</h3><p>A name."
        )
    made = source.from_text(f"x{suffix}", text)
    document, _ = readers.read(made)
    assert len(document.cards) == 2
    assert lost(made, document) == ()
    return list(document.cards[0].answer)


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ("> [!TIP]\n> Look at it.", "tip", "Look at it."),
        ("> [!tip]- How so\n> Look at it.", "tip", "How so\nLook at it."),
        ("> [!info]+ Look at it, often.", "info", "Look at it, often."),
        ("> **Warning:** nobody reads it.", "warning", "nobody reads it."),
        ("> **Warning**: nobody\n> reads it.", "warning", "nobody reads it."),
        ("> ⚠️ **Caution:** nobody reads it.", "caution", "nobody reads it."),
        ("> __Important:__\n> nobody reads it.", "important", "nobody reads it."),
        ("> <b>Tip:</b> read it.", "tip", "read it."),
        ("> Note: it is read late.", "note", "it is read late."),
        ("> **Note**\n> It is read late.", "note", "It is read late."),
        (">\n> **Note**\n>\n> It is read late.", "note", "It is read late."),
        (":::tip\nLook at it.\n\nOften.\n:::", "tip", "Look at it.\nOften."),
        (":::danger[Poison]\nLook at it.\n:::", "danger", "Poison\nLook at it."),
    ],
)
def test_a_quote_that_begins_with_the_word_of_a_remark_is_one(typed: str, kind: str, said: str) -> None:
    """Its word becomes its kind, and no part of its text; a title stays."""
    assert callouts(".md", typed) == [(kind, said)]


@pytest.mark.parametrize(
    "typed",
    [
        "> **Note** that it is read late.",
        "> **Note: it is read late.**",
        "> **Note**",
        "> **Notes:** many",
        "> A tip: read it.",
        "> Note:it",
        "> **Answer:** read it.",
    ],
)
def test_other_quotes_have_no_kind(typed: str) -> None:
    """A word within a sentence is part of it; where nothing else is said, the word is the text."""
    ((kind, said),) = callouts(".md", typed)
    assert kind is None
    assert said.replace(" ", "") == typed.translate(dict.fromkeys(map(ord, ">* "), ""))


def test_a_box_that_is_not_closed_is_text() -> None:
    """Nothing tells where it would end."""
    assert callouts(".md", ":::tip\nLook at it.") == []


def test_a_box_keeps_its_code() -> None:
    """The lines of code in it are part of it."""
    (_, box) = answer(".md", ":::note\n```sh\nls\n# a\n```\n:::")
    assert isinstance(box, Callout)
    assert [inner.text for inner in box.blocks if isinstance(inner, Code)] == ["ls\n# a"]


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ("<blockquote><p><strong>Warning:</strong> it bites.</blockquote>", "warning", "it bites."),
        ('<div class="alert alert--success"><div>tip</div><div><p>Read it.</div></div>', "tip", "Read it."),
        ('<div class="admonition note"><p class="title">Note</p><p>Read it.</p></div>', "note", "Read it."),
        ('<div class="admonition danger"><p>Poison</p><p>Read it.</p></div>', "caution", "Poison\nRead it."),
        ('<div class="markdown-alert markdown-alert-tip"><p>Tip</p><p>Read it.</div>', "tip", "Read it."),
        ('<aside class="notice"><b>Important:</b> Read it.</aside>', "important", "Read it."),
    ],
)  # fmt: skip
def test_a_box_of_a_page_that_is_named_so_is_a_call_out(typed: str, kind: str, said: str) -> None:
    """Its classes name it, and so does the word that it begins with, which becomes its kind."""
    assert callouts(".html", typed) == [(kind, said)]


@pytest.mark.parametrize(
    "typed",
    [
        '<div class="box"><p>Tip</p><p>Read it.</p></div>',
        '<div class="callout"><p>Read it.</p></div>',
        '<div class="tip"><p>Read it.</p></div>',
    ],
)
def test_other_boxes_are_text(typed: str) -> None:
    """A class that means anything, or nothing that names a kind, makes no call-out."""
    assert callouts(".html", typed) == []


def test_a_box_around_questions_is_no_call_out() -> None:
    """Whatever its classes say."""
    text = (
        "<h2>A</h2><div class='alert alert-info'><h3>What is it?</h3><p>It.<h3>What else?</h3><p>That.</div>"
    )
    document, _ = readers.read(source.from_text("x.html", text))
    assert len(document.cards) == 2
