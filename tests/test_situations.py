"""A heading, what it tells of and the labelled question below it are one question."""

import pytest

from awsdeck import readers, source

TOLD = (
    ("The full disk", "Logs fill a volume. Who notices?", "What do you set up?", "An alarm."),
    ("The lost key", "A key is gone for good.", "What can be read?", "Nothing any more."),
    ("The slow query", "A report takes an hour.", "What do you look at?", "The plan."),
)
DISK = "Q: What is a volume?\n\nA: A disk.\n"
KEY = "Q: What is a grant?\n\nA: A right.\n"
ASKED = [f"{name}\n{text}\n{question}" for name, text, question, _ in TOLD]


def document(heading: str, question: str = "Question", gap: str = "\n\n") -> str:
    """The situations, each under a heading of this form."""
    parts = (
        gap.join((heading.format(number, name), text, f"{question}: {asks}", f"Answer: {says}"))
        for number, (name, text, asks, says) in enumerate(TOLD, 1)
    )
    return f"Drills{gap}" + gap.join(parts)


def questions(name: str, text: str) -> list[str]:
    """The whole question of each card that has an answer of one block."""
    found, _ = readers.read(source.from_text(name, text))
    return [card.title for card in found.cards if len(card.answer) == 1]


@pytest.mark.parametrize(
    ("name", "heading", "shown"),
    [
        ("a.md", "## {1}", ""),
        ("a.md", "### Case {0}: {1}", "Case {}: "),
        ("a.md", "**Case {0}: {1}**", "Case {}: "),
        ("a.md", "Case {0}: {1}", "Case {}: "),
        ("a.txt", "Drill {0} - {1}", "Drill {} - "),
        ("a.txt", "{0}. {1}", ""),
        ("a.txt", "{0}) {1}", ""),
    ],
)
def test_headings_of_all_forms(name: str, heading: str, shown: str) -> None:
    """Also where the situation asks something itself."""
    asked = [shown.format(number) + text.replace("\n", " ") for number, text in enumerate(ASKED, 1)]
    assert [text.replace("\n", " ") for text in questions(name, document(heading))] == asked


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_blank_lines_do_not_matter(gap: str) -> None:
    """Copied text may have none."""
    assert len(questions("a.txt", document("Case {0}: {1}", gap=gap))) == len(TOLD)


@pytest.mark.parametrize(
    "text",
    [
        f"## Disks\n\n{DISK}\n## Keys\n\n{KEY}",
        f"## Disks\n\nMade of blocks.\n\n{DISK}\n{KEY}",
        f"1. Disks\n2. Keys\n\nTwo topics.\n\n{DISK}\n{KEY}",
    ],
    ids=["nothing is told", "two questions", "a list"],
)
def test_other_headings(text: str) -> None:
    """They are no part of a question."""
    assert questions("a.md", text) == ["What is a volume?", "What is a grant?"]
