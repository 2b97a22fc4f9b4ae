"""Questions that are items within items."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain
from awsdeck.readers import nestedquestions
from awsdeck.readers.lines import number_lines

OUTLINE = """- Tables
  - **What is a partition key?**
    - It decides where an item is stored.
  - **What is a sort key?**
    - It orders items.

      ```text
      1 < 2
      ```
- Streams
  - **How long are records kept?**
    - 24 hours
      - not longer
"""
ASKED = ["What is a partition key?", "What is a sort key?", "How long are records kept?"]


def read(text: str, suffix: str = ".md") -> Document:
    """The document that some text is."""
    return readers.read(source.from_text(f"x{suffix}", text))[0]


@pytest.mark.parametrize(
    "text",
    [
        f"# DynamoDB\n\n{OUTLINE}",
        f"# DynamoDB\n\n{OUTLINE}".replace("**", ""),
        f"# DynamoDB\n\n{OUTLINE}".replace("- ", "* "),
        "# DynamoDB\n\n" + OUTLINE.replace("  ", "\t").replace("\t\t\t", "\t\t  "),
        "- DynamoDB\n" + "".join(f"  {line}\n" for line in OUTLINE.split("\n")),
    ],
)
def test_an_outline_has_topics_questions_and_answers(text: str) -> None:
    """The items above those that ask are categories, those below are the answers."""
    document = read(text)
    assert document.title == "DynamoDB"
    assert [plain(card.question) for card in document.cards] == ASKED
    assert [card.category for card in document.cards] == ["Tables", "Tables", "Streams"]
    assert "".join(map(block_text, document.cards[0].answer)).strip() == "It decides where an item is stored."
    assert "1 < 2" in "".join(map(block_text, document.cards[1].answer))


def test_a_saved_page_may_be_an_outline() -> None:
    """Lists within lists are one as well."""
    items = "".join(f"<li>{asked}<ul><li>So.</ul>" for asked in ASKED)
    document = read(f"<h1>DynamoDB</h1><ul><li>All<ul>{items}</ul></ul>", ".html")
    assert [plain(card.question) for card in document.cards] == ASKED


@pytest.mark.parametrize(
    "text",
    [
        f"### What is a design review?\n\n{OUTLINE}",  # a heading asks
        f"### Explain a design review\n\n{OUTLINE}",
        f"# Reviews\n\n{OUTLINE}\n\nWho takes part?\n\nAll.\n",
        f"# Reviews\n\n{OUTLINE}" + "\n\nIt takes time, as all of us know.\n" * 6,  # an essay with a list
        f"# Reviews\n\n{OUTLINE}".replace("?", "."),
        "# Reviews\n\n- Checks\n  - Is it safe?\n  - Is it cheap?\n  - Is it fast?\n",  # nothing answers
        "- What is it?\n  - Is it a table?\n    - Yes\n  - Is it a key?\n    - No\n  - Is it?\n    - No\n",
    ],
)
def test_a_list_of_an_answer_stays(text: str) -> None:
    """Where something else asks, or where text stands beside it, a list that asks is a list."""
    lines = number_lines(text.split("\n"))
    assert nestedquestions.at_margin(lines) is lines
