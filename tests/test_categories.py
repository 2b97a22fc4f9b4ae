"""Which headings of published pages divide the questions, and which are a title or a part of each answer."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text

from .kept import lost

ASKED = ("What is a pod?", "What is a node?", "What is a chart?", "What is a role?")


def read(text: str) -> Document:
    """A document of which nothing is lost."""
    made = source.from_text("x.md", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def of(template: str) -> str:
    """A part for each question, made of a template."""
    return "\n\n".join(template.format(n=at, asked=asked) for at, asked in enumerate(ASKED, 1))


@pytest.mark.parametrize("template", ["**Q{n}. {asked}**", "Q{n}: {asked}", "{n}. **{asked}**"])
@pytest.mark.parametrize("heading", ["#### Explanation", "### Why it matters"])
def test_a_heading_that_all_answers_have_divides_nothing(template: str, heading: str) -> None:
    """It is a part of each answer, and what stands below it as well."""
    document = read("# EKS\n\n" + of(f"{template}\n\nA thing.\n\n{heading}\n\nIt runs."))
    assert {card.category for card in document.cards} == {None}
    said = [[block_text(block) for block in card.answer] for card in document.cards]
    assert said == [["A thing.", heading.strip("# "), "It runs."]] * 4
    assert document.title == "EKS"


def test_a_heading_right_above_questions_divides_them_whatever_it_says() -> None:
    """A name may come again."""
    document = read("# EKS\n\n" + of("### Basics\n\n**Q{n}. {asked}**\n\nA thing."))
    assert [card.category for card in document.cards] == ["Basics"] * 4


@pytest.mark.parametrize(
    ("heading", "title", "category"),
    [
        ("## EKS interview questions", "EKS interview questions", None),
        ("### Q&A: EKS", "Q&A: EKS", None),
        ("## EKS", "x", "EKS"),
        ("An intro.\n\n## EKS interview questions", "x", "EKS interview questions"),
        ("## EKS questions\n\nBelow.\n\n## More", "x", "More"),
        ("# Notes\n\n## EKS questions", "Notes", "EKS questions"),
    ],
)
def test_a_deeper_heading_may_be_the_title(heading: str, title: str, category: str | None) -> None:
    """It stands first, has none of its level beside it, and says that questions follow."""
    document = read(f"{heading}\n\n" + of("**Q{n}. {asked}**\n\nA thing."))
    assert (document.title, {card.category for card in document.cards}) == (title, {category})


@pytest.mark.parametrize("label", ["Q{n}. ", "Question {n}: ", "Q: "])
def test_a_heading_of_the_level_of_questions_may_divide_them(label: str) -> None:
    """Where those are marked with Q, and nothing stands between it and the first of them."""
    parts = of(f"## {label}{{asked}}\n\nA thing.").split("\n\n")
    text = "\n\n".join(
        [
            "# EKS",
            "## Pods (Easy)",
            *parts[:4],
            "## An aside",
            "Of nodes.",
            *parts[4:6],
            "## Charts (Hard)",
            *parts[6:],
        ]
    )
    document = read(text)
    assert [card.title for card in document.cards] == list(ASKED)
    assert [card.category for card in document.cards] == [
        "Pods (Easy)",
        "Pods (Easy)",
        None,
        "Charts (Hard)",
    ]


def test_what_ends_a_page_is_no_question() -> None:
    """``You might like`` asks nothing, though it begins as some questions do."""
    document = read("# EKS\n\n" + of("## {asked}\n\nA thing.") + "\n\n## You Might Like:\n\n- Tutorials\n")
    assert [card.title for card in document.cards] == list(ASKED)


@pytest.mark.parametrize("part", ["{n}️⃣ **{word}**", "#### {word}", "**{n}. {word}**"])
def test_words_that_divide_every_answer_ask_nothing(part: str) -> None:
    """``What``, ``Why`` and ``How`` come again below each question: they are parts of its answer."""
    words = "\n\n".join(
        part.format(n=at, word=word) + "\n\n- A line" for at, word in enumerate(("WHAT", "WHY", "HOW"), 1)
    )
    document = read(
        "# EKS\n\n" + "\n\n".join(f"## {at}. {asked}\n\n{words}" for at, asked in enumerate(ASKED, 1))
    )
    assert [card.title for card in document.cards] == list(ASKED)
    assert {len(card.answer) for card in document.cards} == {6}


def test_a_heading_above_numbered_questions_is_no_question() -> None:
    """The label of an answer below the question answers that, though it stands near the heading as well."""
    parts = of("**Q{n}: {asked}**\n**A:** A thing.").split("\n\n")
    text = "\n\n".join(["# EKS", "### **Design**", *parts[:2], "### **Incidents**", *parts[2:]])
    document = read(text)
    assert [card.title for card in document.cards] == list(ASKED)
    assert [card.category for card in document.cards] == ["Design", "Design", "Incidents", "Incidents"]
