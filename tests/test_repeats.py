"""What a page puts beside every question is of the page; what answers repeat is theirs."""

from pathlib import Path

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain

from .conftest import Run
from .kept import lost

ASKED = ("What runs jobs?", "What keeps files?", "What sends mail?", "What joins networks?")


def page(template: str, count: int = 4) -> str:
    """A document of questions that look alike: ``#`` is a question's number, ``@`` what it asks."""
    parts = (template.replace("#", str(at)).replace("@", asked) for at, asked in enumerate(ASKED[:count], 1))
    return "Four services\n\n" + "\n".join(parts) + "\n"


def document_of(text: str) -> Document:
    """What is read of copied text; nothing of it may be lost."""
    made = source.from_text("page.txt", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


@pytest.mark.parametrize(
    "template",
    [
        "Question #\nTopic 3\n@\nA. Batch\nB. EFS\nAnswer: B",
        "Question #\nCorrect\nMark # of 4\nQuestion text\n@\nA. Batch\nB. EFS\nAnswer: B",
        "Question #\nNot yet answered\nMarked out of 1.00\n@\nA. Batch\nB. EFS\nAnswer: B",
        "Question #\n@\nA. Batch\nB. EFS Most Voted\nAnswer: B",
        "Question #\n@\nA. Batch\nB. EFS\nShow Answer\nAnswer: B",
        "Question #\n@\nA. Batch\nB. EFS\nAnswer: B 🗳️",
        "Question #\n@\nA. Batch\nB. EFS\nAnswer: B\nCommunity vote\nB (7#%)\n2#%",
        "Question #\n@\nA. Batch\nB. EFS\nAnswer: B\nDiscussion 4#",
    ],
)
def test_what_comes_back_with_every_question_is_of_the_page(template: str) -> None:
    """It leaves the card, on either side, and is told as skipped."""
    document = document_of(page(template))
    assert [plain(card.question) for card in document.cards] == [
        f"{asked}\nA. Batch\nB. EFS" for asked in ASKED
    ]
    assert {block_text(block) for card in document.cards for block in card.answer} == {"B"}
    assert len(document.skipped) == 4


@pytest.mark.parametrize(
    "behind",
    [
        "Example 1\nA long one.",  # as answers are built
        "Key idea\nIt is cheap.",
        "Discussion\nIt is cheap.",
        "Topic 1\nIt is cheap.",
        "Discussion 4\nIt is cheap.",
        "Comments of the team:\nIt is cheap.",
        "12%",
    ],
)
def test_what_answers_repeat_is_theirs(behind: str) -> None:
    """Headings, labels and figures of answers may come back with every question."""
    document = document_of(page(f"Question #: @\nIt is one of many.\n{behind}"))
    said = [[block_text(block) for block in card.answer] for card in document.cards]
    assert said == [["It is one of many.", *behind.split("\n")]] * 4
    assert document.skipped == ()


@pytest.mark.parametrize("above", ["Scenario:", "Which is right, and why?", "Choose the cheapest of these."])
def test_what_a_question_says_above_itself_stays(above: str) -> None:
    """Labels and sentences are no furniture, even if all questions begin with them."""
    document = document_of(page(f"Question #\n{above}\n@\nA. Batch\nB. EFS\nAnswer: B"))
    assert all(plain(card.question).startswith(above) for card in document.cards)
    assert document.skipped == ()


def test_results_of_who_took_a_test_are_of_the_page() -> None:
    """They differ from question to question, and stand where nothing else does."""
    text = page("Question #\nCorrect\n@\nA. Batch\nB. EFS\nAnswer: B").replace("Correct", "Skipped", 2)
    document = document_of(text)
    assert [plain(card.question).partition("\n")[0] for card in document.cards] == list(ASKED)


def test_the_only_line_of_a_question_stays() -> None:
    """The same words that all questions ask with are all that they ask."""
    document = document_of(page("Question #\nFill the gap\nA. Batch\nB. EFS\nAnswer: B"))
    assert {plain(card.question) for card in document.cards} == {"Fill the gap\nA. Batch\nB. EFS"}


def test_what_few_questions_have_is_asked_about() -> None:
    """An ending that gives one answer away may be an option's own: the line is told."""
    text = page("Question #\n@\nA. Batch\nB. EFS\nAnswer: B").replace("B. EFS", "B. EFS Most Voted", 1)
    _, problems = readers.read(source.from_text("page.txt", text))
    assert [(problem.code, problem.at.line) for problem in problems] == [("unsure-furniture", 6)]


def test_the_page_goes_on_where_every_question_ended() -> None:
    """What stands behind the furniture that ends each question is no part of the last answer."""
    text = page("Question #\n@\nA. Batch\nB. EFS\nAnswer: B\nDiscussion 4#") + "More papers\nBuy the rest\n"
    document = document_of(text)
    assert [block_text(block) for block in document.cards[-1].answer] == ["B"]
    assert document.skipped[-1].text == "More papers\nBuy the rest"


def test_build_tells_of_the_first_of_many_places(run: Run, tmp_path: Path) -> None:
    """One line for what comes back with every question; inspect lists all."""
    text = page("Question #\nTopic 3\n@\nA. Batch\nB. EFS\nAnswer: B")
    (tmp_path / "page.txt").write_text(text, "utf-8")
    built = run("build", "page.txt", cwd=tmp_path)
    told = [line for line in (built.stdout + built.stderr).split("\n") if "skipped" in line]
    assert told == [
        "page.txt:4: skipped: comes back with the questions (and 3 other places, which inspect lists)"
    ]
    assert run("inspect", "page.txt", cwd=tmp_path).stdout.count("comes back with the questions") == 4


PUBLISHED = [
    ("## @\n\n👍 1# 👎 0\n\nIt is one of many.\n\nShare\nCopy link\nReport\n", ".md"),
    ("## @\n\nIt is one of many.\n\n[Share](#s) · [Copy link](#l) · [Report](#r)\n", ".md"),
    ("<details><summary>@</summary>\n\nIt is one of many.\n\n**1# votes**\n</details>\n", ".md"),
    ("<h3>@</h3><div><i>#2 votes</i> <a href=?>Copy link</a></div><p>It is one of many.<p>Share", ".html"),
    ("<h3>@</h3><p>It is one of many.<p>Report<p>Was this answer helpful?", ".html"),
]


@pytest.mark.parametrize(("template", "suffix"), PUBLISHED)
def test_a_published_page_may_put_something_beside_its_questions(template: str, suffix: str) -> None:
    """Buttons, votes and their numbers leave the card in Markdown and saved pages as well."""
    text = "\n".join(template.replace("@", asked).replace("#2", "12") for asked in ASKED)
    made = source.from_text(f"page{suffix}", text.replace("1#", "1") if suffix == ".md" else text)
    document, _ = readers.read(made)
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [
        ["It is one of many."]
    ] * 4
    assert lost(made, document) == ()


@pytest.mark.parametrize(
    "first", ["Example", "Vote", "Share your ideas", "Report: yes", "- Share", "> Report", "👍", "4 stars"]
)
def test_what_published_answers_repeat_is_theirs(first: str) -> None:
    """Words that no page has on its buttons, lists and quotes stay."""
    text = "".join(f"**Q{at}. {asked}**\n\n{first}\n\nIt is one.\n\n" for at, asked in enumerate(ASKED, 1))
    document, problems = readers.read(source.from_text("page.md", text))
    assert [len(card.answer) for card in document.cards] == [2] * 4
    assert (document.skipped, problems) == ((), ())


def test_what_one_published_answer_ends_with_is_its_own() -> None:
    """``Share`` below one of four questions is a word."""
    text = "".join(f"**Q{at}. {asked}**\n\nIt is one.\n\n" for at, asked in enumerate(ASKED, 1)) + "Share\n"
    document, _ = readers.read(source.from_text("page.md", text))
    assert [len(card.answer) for card in document.cards] == [1, 1, 1, 2]
