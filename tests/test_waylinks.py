"""Links and badges that belong to the page."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text
from awsdeck.readers import waylinks

from .kept import lost

SHIELD = "https://img.shields.io/badge"


def read(text: str, suffix: str = ".md") -> Document:
    """A document of which nothing is lost."""
    made = source.from_text(f"x{suffix}", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


@pytest.mark.parametrize(
    "text",
    [
        "[⬆](#contents)",
        "**[🔝 Back to the top](#list)**",
        "[Table of Contents](#-table-of-contents)",
        "<sub>[← IAM](iam.md) | [KMS →](kms.md)</sub>",
        "[Previous](./a.md) · [Next](./c.md)",
        "[« SQS](sqs.md)",
        "[Next: SQS]({% link sqs.md %})",
    ],
)
def test_what_only_leads_elsewhere_is_furniture(text: str) -> None:
    """A line of such links is told as skipped, not shown."""
    assert waylinks.is_way(text)
    document = read(
        f"**Q1. What is a grant?**\n\nA right.\n\n{text}\n\n**Q2. What is a key?**\n\nA secret.\n\n{text}\n"
    )
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [
        ["A right."],
        ["A secret."],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Key policies](#policies)",
        "See [the top](#top) of the page",
        "[→ The guide](https://docs.example.org)",
        "[IAM](iam.md) | [KMS](kms.md)",
        "[Next](https://example.org/next) → then rotate",
        "",
    ],
)
def test_what_a_link_says_of_the_answer_stays(text: str) -> None:
    """Links to anything in particular are a part of the answer."""
    assert not waylinks.is_way(text)


def test_a_saved_page_has_links_back_as_well() -> None:
    """A link to a place in the page is text there, unless it leads back and stands alone."""
    said = "<p>A right, see <a href=#top>top</a>.</p><p><a href=#top>↑ Top</a></p>"
    html = f"<h3>What is a grant?</h3>{said}<h3>What is a key?</h3><p>Bits.</p>"
    assert [[block_text(block) for block in card.answer] for card in read(html, ".html").cards] == [
        ["A right, see top."],
        ["Bits."],
    ]


@pytest.mark.parametrize(
    ("below", "level"),
    [
        (f"![Easy]({SHIELD}/level-easy-green)", "easy"),
        (f"![]({SHIELD}/Difficulty-Hard-red) ![bank]({SHIELD}/asked_at-bank-blue)", "hard"),
        (f'<img alt="Medium" src="{SHIELD}/medium-yellow">', "medium"),
        (f"[![easy]({SHIELD}/easy-green.svg)](levels.md)", "easy"),
        (f"![build]({SHIELD}/build-passing-green)", None),
        (f"![Easy]({SHIELD}/a-b-c) ![Hard]({SHIELD}/a-b-c)", None),
    ],
)
def test_a_badge_may_state_the_difficulty(below: str, level: str | None) -> None:
    """It is drawn by a service on the web, so what it says has to be taken from its words."""
    cards = read(
        f"## What is a grant?\n\n{below}\n\nA right.\n\n## What is a key?\n\n{below}\n\nBits.\n"
    ).cards
    assert [card.difficulty for card in cards] == [level, level]
    assert [[block_text(block) for block in card.answer] for card in cards] == [["A right."], ["Bits."]]


def test_a_badge_may_stand_in_the_heading() -> None:
    """Behind the question it states what a word there states."""
    cards = read(
        f"### What is a grant? ![Hard]({SHIELD}/hard-red)\n\nA right.\n\n### What is a key?\n\nBits.\n"
    ).cards
    assert [(card.title, card.difficulty) for card in cards] == [
        ("What is a grant?", "hard"),
        ("What is a key?", None),
    ]


@pytest.mark.parametrize("text", ["![Easy](easy.png)", f"```\n![Easy]({SHIELD}/easy-green)\n```"])
def test_a_picture_is_no_badge(text: str) -> None:
    """A file of that name is shown, and code is code."""
    cards = read(f"## What is a grant?\n\n{text}\n\n## What is a key?\n\n{text}\n").cards
    assert [(len(card.answer), card.difficulty) for card in cards] == [(1, None), (1, None)]
