"""Coloured dots before questions: where they state a difficulty, and where they mean something else."""

import pytest

from awsdeck import readers, source
from awsdeck.model import plain

ASKED = ("What is a landing zone?", "What is a guardrail?", "How are accounts closed?", "Who pays?")


def levels(
    signs: str, above: str = "", template: str = "### {sign} {asked}", suffix: str = ".md"
) -> list[str | None]:
    """The difficulties of questions that have these signs before them, below some text."""
    asked = (
        template.format(sign=sign.strip(" -"), asked=asked) for sign, asked in zip(signs, ASKED, strict=False)
    )
    text = f"# Accounts\n\n{above}\n\n" + "\n\nIt depends.\n\n".join(asked) + "\n\nIt depends.\n"
    cards = readers.read(source.from_text(f"x{suffix}", text))[0].cards
    assert [plain(card.question) for card in cards] == list(ASKED[: len(signs)])
    return [card.difficulty for card in cards]


@pytest.mark.parametrize(
    ("template", "suffix"),
    [
        ("### {sign} {asked}", ".md"),
        ("{sign} **{asked}**", ".md"),
        ("### {sign} Q: {asked}", ".md"),
        ("- {sign} **{asked}**\n", ".md"),
        ("<details><summary>{sign} <b>{asked}</b></summary>It is.</details>", ".md"),
        ("<h3>{sign} {asked}</h3><p>", ".html"),
        ("<button class=accordion-button>{sign} {asked}</button><p>", ".html"),
    ],
)
def test_dots_that_differ_state_difficulties(template: str, suffix: str) -> None:
    """Green is easy, yellow medium, red hard, however questions are marked."""
    if "{asked}**\n" in template:
        template += "\n  It is."
    assert levels("🟢🟡🔴", "", template, suffix) == ["easy", "medium", "hard"]


@pytest.mark.parametrize(
    ("signs", "above", "expected"),
    [
        ("🟢🟢🟢", "", [None] * 3),  # nothing differs
        ("🟢🔴", "", [None] * 2),  # too few
        ("🟢--🔴", "", [None] * 4),  # most have none
        ("🟢🟢🟢", "🟢 Easy | 🔴 Hard", ["easy"] * 3),
        ("🟢--🔴", "**Legend:**\n\n- 🟢 Beginner\n- 🔴 Expert level", ["easy", None, None, "hard"]),
        ("🔵🟣🔵", "Easy 🔵, Hard 🟣", ["easy", "hard", "easy"]),
        ("🟢🟡🔴", "🔴 Easy · 🟡 Medium · 🟢 Hard", ["hard", "medium", "easy"]),
        ("🟢🟡🔴", "🟢 known | 🟡 to repeat | 🔴 new", [None] * 3),
        ("🟢🟡🔴", "- 🟢 asked often\n- 🔴 asked once", [None] * 3),
        ("🟢🟡🔴", "🟢 All of these questions were asked in interviews.", ["easy", "medium", "hard"]),
    ],
)  # fmt: skip
def test_a_legend_says_what_dots_mean(signs: str, above: str, expected: list[str | None]) -> None:
    """Without one most questions have to have a dot, and not all the same."""
    assert levels(signs, above) == expected


def test_a_stated_difficulty_counts_before_a_dot() -> None:
    """What a question says of itself in words is not overruled."""
    assert levels("🟢🟡🔴", "", "### {sign} {asked} [Hard]") == ["hard"] * 3
