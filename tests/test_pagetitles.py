"""The title of copied text is its first line, or below a page's menu the line that looks most like one."""

import pytest

from awsdeck import readers, source

QUESTIONS = (
    "\n\n1. What is a volume?\nA disk.\n\n2. What is a snapshot?\nA copy.\n\n3. And why?\nFor bad days.\n"
)
FILES = "4. What is EFS?\nFiles for Linux.\n\n5. What is FSx?\nFiles for all.\n\n6. Is it fast?\nIt is.\n"
MENU = "Home\nGuides\nPrices\nJobs\nBlog\n"


def title(head: str) -> str:
    """What a document with these lines above its questions is called."""
    return readers.read(source.from_text("a.txt", head + QUESTIONS))[0].title


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (f"{MENU}Twelve Questions on Disks", "Twelve Questions on Disks"),
        (f"{MENU}Disks for people in a hurry\nMara Lind\nMarch 3\n9 min read", "Disks for people in a hurry"),
        (f"DiskPortal\n{MENU}Home / Guides / Interview\nDisks in an Interview", "Disks in an Interview"),
        ("Guides\nPrices\nJobs\nTeam\nAll About Disks", "All About Disks"),
        (f"{MENU}By Mara Lind on questions of disks\nAll About Disks", "All About Disks"),
        (f"{MENU}Questions about disks come up in every talk.\nAll About Disks\n", "All About Disks"),
        ("Skip to content\nSign in\nMenu\nDisks\n", "Disks"),
        (f"{MENU}Twelve Questions on Disks\n\nVolumes", "Twelve Questions on Disks"),
        (
            "d/disks icon\nd/disks\n•\n4 mo. ago\nmara_l\nWhat does an interview ask of disks?",
            "What does an interview ask of disks?",
        ),
        ("Feed post number 1\nMara Lind\n3d\nFollow\nTwelve disks for you", "Twelve disks for you"),
    ],
)
def test_below_a_menu(head: str, wanted: str) -> None:
    """Neither an entry of the menu, nor the way to the page, nor who wrote it when."""
    assert title(head) == wanted


@pytest.mark.parametrize(
    "head",
    [
        "Disks\nQuestions From Twelve Interviews",
        "Disks, an afternoon\nHome",
        "All about disks.\nTop Questions and Answers",
        "Disks\nVolumes\nSnapshots",
    ],
)
def test_without_a_menu(head: str) -> None:
    """The first line, whatever the others look like."""
    assert title(head) == head.partition("\n")[0]


def test_the_title_is_no_category() -> None:
    """Right above the first question, unless other questions have such lines as well."""
    document, _ = readers.read(source.from_text("a.txt", f"{MENU}All About Disks{QUESTIONS}"))
    assert {card.category for card in document.cards} == {None}
    parts = f"{MENU}All About Disks\n\nVolume Questions{QUESTIONS}\n\nFile Questions\n\n{FILES}"
    document, _ = readers.read(source.from_text("a.txt", parts))
    assert document.title == "All About Disks"
    assert [card.category for card in document.cards] == [
        *["Volume Questions"] * 3,
        *["File Questions"] * 3,
    ]
