"""What stands around the questions of pages as they are copied, and what only looks like it."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text, plain

from .kept import lost

Cards = list[tuple[str, list[str]]]


def read(text: str) -> tuple[Cards, list[str]]:
    """The question and the blocks of each card, and what was skipped; nothing may be lost."""
    made = source.from_text("a.txt", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    cards = [(plain(card.question), [block_text(block) for block in card.answer]) for card in document.cards]
    return cards, [passage.text for passage in document.skipped]


FAQ = """Backups

What is a vault?
A place for recovery points.

What is a plan?
It says what is kept, and how long.

Who can delete a recovery point?
Nobody before its time.

"""


@pytest.mark.parametrize(
    "asked",
    [
        "Still have questions?",
        "Didn't find what you were looking for?",
        "Ready to get started?",
        "Need help?",
    ],
)
def test_what_asks_the_visitor_ends_the_page(asked: str) -> None:
    """It is no question of the document, and what stands below it no answer."""
    cards, skipped = read(f"{FAQ}{asked}\nContact our team\n\nCompany\nAbout\n")
    assert (len(cards), cards[-1][1]) == (3, ["Nobody before its time."])
    assert skipped == [f"{asked}\nContact our team\nCompany\nAbout"]


@pytest.mark.parametrize(
    "asked", ["Can't find your instance in the console?", "Need a vault in each region?", "Any limits?"]
)
def test_a_question_that_begins_alike_is_one(asked: str) -> None:
    """It asks about the matter."""
    cards, _ = read(f"{FAQ}{asked}\nIt depends.\n")
    assert cards[-1] == (asked, ["It depends."])


def test_buttons_of_a_box_of_code_and_links_are_of_the_page() -> None:
    """Between lines of code's box and the text below it, and between two answers."""
    code = "Enter fullscreen mode\nExit fullscreen mode\n"
    text = f"{FAQ.replace('points.', f'points.{chr(10)}{code}')}Top comments (2)\nLena\nRead More: Plans\n"
    cards, skipped = read(text.replace("\nWho", "\nRead More: All about plans\n\nWho"))
    assert [said for _, said in cards] == [[a] for a in FAQ.split("\n")[3:10:3]]
    assert len(skipped) == 4


def test_a_version_is_no_category() -> None:
    """A label and a figure above the first question."""
    document, _ = readers.read(source.from_text("a.txt", f"Backups\nVersion: 1.3\n\n{FAQ[9:]}"))
    assert {card.category for card in document.cards} == {None}


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        (("LSI: same partition key, another sort key, made with the table", "GSI: any keys, at any time"), 2),
        (
            (
                "An index that has the same partition key and is made with the",
                "Table: it can't be made later",
            ),
            1,
        ),
    ],
)
def test_lines_that_each_name_a_term_are_not_one_wrapped_paragraph(
    lines: tuple[str, str], blocks: int
) -> None:
    """A line as wide as an editor's goes on below it, unless both begin with a name and a colon."""
    cards, _ = read(FAQ.replace("A place for recovery points.", "\n".join(lines)))
    assert len(cards[0][1]) == blocks


EXAM = """Question #1
Which store keeps objects?
A. EBS
B. S3
Correct Answer: B
{0}
Question #2
Which store keeps blocks?
A. EBS
B. S3
Correct Answer: A
{1}
"""
COMMENT = "Comments\n{}\nHighly Voted\n{} ago\nSelected Answer: B\nIt says so.\nupvoted 3 times"


@pytest.mark.parametrize(
    "said",
    [
        (COMMENT.format("ana_k", "1 year, 2 months"), COMMENT.format("Bo", "2 days")),
        (
            "by ana_k at Jan. 3, 2024, 9:12 a.m.\nana_k\n3 weeks ago\nWhy not A?\nupvoted 1 times\n",
            "Bo L\n•\n4 mo. ago\nNo.\n\nUpvote\n12\n\nDownvote\n\nReply\n\nShare",
        ),
    ],
)
def test_what_readers_said_below_a_question_is_no_answer(said: tuple[str, str]) -> None:
    """From who spoke first, or what announces it, to the next question."""
    cards, skipped = read(EXAM.format(*said))
    assert [answer for _, answer in cards] == [["B"], ["A"]]
    assert skipped == ["\n".join(filter(None, comment.split("\n"))) for comment in said]


def test_questions_among_comments() -> None:
    """The buttons of one and the name above the next stand on no card."""
    buttons = "\nUpvote\n14\n\nDownvote\n\nReply\n\nShare\n"
    posts = [
        f"user_{at}\n•\n{at}mo ago\nQ: What is part {at}?\nA: Number {at}.\n{buttons}" for at in (1, 2, 3)
    ]
    cards, _ = read("A thread\n" + "\n".join(posts))
    assert [answer for _, answer in cards] == [["Number 1."], ["Number 2."], ["Number 3."]]


@pytest.mark.parametrize(
    "said",
    [
        ("It names who was there.\nnode-1\n2 days ago\nnode-2\n3 days ago", "So it is."),
        ("It was made long ago.\nupvoted 3 times\nupvoted 4 times", "So it was."),
        ("Buttons:\nUpvote\nDownvote\nReply", "Times:\n2 days ago"),
    ],
    ids=["output", "no names", "an example"],
)
def test_what_an_answer_says_of_times_stays(said: tuple[str, str]) -> None:
    """Names without votes, votes without names, and one of each."""
    cards, _ = read(EXAM.format(*said))
    text = " ".join(block for _, answer in cards for block in answer)
    assert all(word in text for part in said for word in part.split() if word not in ("upvoted", "times"))


QUIZ = "Backup MCQ\n1.\nWhich of these is a copy?\n\nA vault\nA point\n2.\nWhich is not?\n\nA plan\nA point\n"


def test_a_quiz_without_answers_below_the_last_question_is_of_the_page() -> None:
    """Its numbers begin again; with answers it is a part of the document."""
    numbered = "Backups\n\n" + "".join(
        f"{at}. {part}\n\n" for at, part in enumerate(FAQ.split("\n\n")[1:4], 1)
    )
    cards, skipped = read(numbered + QUIZ)
    assert [len(answer) for _, answer in cards] == [1, 1, 1]
    assert skipped == [QUIZ.replace("\n\n", "\n").strip()]
    _, skipped = read(numbered + QUIZ.replace("A point\n2", "A point\nAnswer: A point\n2"))
    assert not any("MCQ" in text for text in skipped)


def test_parts_whose_numbers_begin_again_are_one_document() -> None:
    """Below a line that looks like the name of a part, as below a heading."""
    parts = ("Basic Parts\n1. What is a vault?\nA place.\n2. What is a plan?\nA rule.\n", "\nHard Parts\n")
    cards, _ = read(f"Backups\n\n{parts[0]}{parts[1]}1. What is a lock?\nIt holds.\n2. Who may?\nNobody.\n")
    assert [answer for _, answer in cards] == [["A place."], ["A rule."], ["It holds."], ["Nobody."]]


def test_numbered_steps_below_the_name_of_a_part_are_no_questions() -> None:
    """They stay in the answer, however often they begin again."""
    steps = "Key Steps\n1. Open the vault\n2. Pick a point\n3. Restore\n"
    cards, _ = read(FAQ.replace("points.\n", f"points.\n{steps}").replace("long.\n", f"long.\n{steps}"))
    assert [question for question, _ in cards] == FAQ.split("\n")[2:9:3]


NOTES = """Backups
{0}

Q1) What is a vault?
💡 Answer: A place.
{1}
Q2) What is a plan?
💡 Answer: A rule.
{1}
Q3) Who may?
💡 Answer: {2}
"""


@pytest.mark.parametrize("drawn", ["-----", "==========", "* * *", "———", "══════", "___"])
def test_a_drawn_line_between_two_questions_is_no_answer(drawn: str) -> None:
    """Nor is a sign before the label of an answer."""
    cards, skipped = read(NOTES.format("=======", drawn, "Nobody.\n\n---\n\nOr all."))
    assert [answer for _, answer in cards] == [["A place."], ["A rule."], ["Nobody.", "Or all."]]
    assert drawn in skipped


@pytest.mark.parametrize(
    "said",
    [
        "id\n----\n7",
        "+----+\n| id |\n+----+",
        "Name | Size\n---\nlogs | 7",
        "...\n\n...",
        "Disk\n-----\nBlock\n-----\nByte",
    ],
    ids=["output", "a box", "a table", "what is left out", "a drawing"],
)
def test_a_drawn_line_within_an_answer_stays(said: str) -> None:
    """It touches text on both sides, or a table."""
    cards, _ = read(NOTES.format("", "", said))
    text = " ".join(cards[-1][1])
    assert all(word in text for word in said.split() if word.strip("-+|."))
    assert not any("---" in passage for passage in read(NOTES.format("", "", said))[1])


@pytest.mark.parametrize("form", ["{}/ ", "{}/3 "])
def test_parts_of_a_thread_are_questions(form: str) -> None:
    """A number and a stroke, with how many there are or without."""
    text = "".join(f"{form.format(at)}{part}\n\n" for at, part in enumerate(FAQ.split("\n\n")[1:4], 1))
    cards, skipped = read(
        f"Post\n\nConversation\nThree questions on backups\n\n{text}9:14 AM · Mar 2, 2025\n38\n"
    )
    assert [question for question, _ in cards] == FAQ.split("\n")[2:9:3]
    assert skipped == ["9:14 AM · Mar 2, 2025\n38"]


def test_markdown_in_a_text_file_is_read_as_such() -> None:
    """Where its headings are the questions."""
    text = (
        "# Backups\n\n### 1. What is a **vault**?\n\nA `place`:\n\n- **one**\n\n---\n\n### 2. Who?\n\n*I*.\n"
    )
    cards, _ = read(text)
    assert cards == [("What is a vault?", ["A place:", "one"]), ("Who?", ["I."])]
    document, _ = readers.read(source.from_text("a.txt", text))
    assert document.title == "Backups"


def test_signs_of_headings_in_copied_text_make_no_markdown() -> None:
    """Comments of a shell stand in answers."""
    cards, _ = read(FAQ.replace("points.", "points:\n# list all\naws backup list-backup-vaults"))
    assert cards[0][1][1] == "# list all\naws backup list-backup-vaults"


@pytest.mark.parametrize("form", ["Question 3.{}: {}", "Question 3.{} {}", "Q3.{}. {}"])
def test_a_question_may_have_the_number_of_its_chapter(form: str) -> None:
    """With a colon, a full stop or nothing behind it."""
    text = "".join(f"{form.format(at, part)}\n\n" for at, part in enumerate(FAQ.split("\n\n")[1:4], 1))
    assert [question for question, _ in read(f"Backups\n\n{text}")[0]] == FAQ.split("\n")[2:9:3]


CHAPTERS = """1. COMPUTE

1.1 What is a host?
A machine.

1.2 Explain warm pools.
They wait.

2. STORAGE

2.1 Name the kinds of disks.
Two.

{}
"""


def test_questions_are_counted_through_their_chapters() -> None:
    """Also those that end without a question mark; the name of each chapter is a category."""
    made = source.from_text("a.txt", "Handbook\n\n" + CHAPTERS.format("2.2 Who may?\nNobody."))
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    assert [(plain(card.question), card.category) for card in document.cards] == [
        ("What is a host?", "COMPUTE"),
        ("Explain warm pools.", "COMPUTE"),
        ("Name the kinds of disks.", "STORAGE"),
        ("Who may?", "STORAGE"),
    ]


@pytest.mark.parametrize("line", ["4.7 Use what is cheap.", "2.1 List what you have.", "9.9 List it."])
def test_a_number_that_counts_on_from_no_other_is_no_question(line: str) -> None:
    """It stands in an answer."""
    cards, _ = read("Handbook\n\n" + CHAPTERS.format(f"2.2 Who may?\nNobody.\n\n{line}\nIt is so."))
    assert line in " ".join(cards[-1][1])


def test_an_item_that_has_another_number_is_no_chapter() -> None:
    """The last line of an answer may be an item of a list."""
    text = CHAPTERS.replace("2. STORAGE", "3. Storage").format("")
    document, _ = readers.read(source.from_text("a.txt", f"Handbook\n\n{text}"))
    assert {card.category for card in document.cards} == {"COMPUTE"}


def exam(head: str, below: str) -> str:
    """An exam whose questions have this above and below them."""
    return "\n\n".join(
        f"{head.format(at)}\nWhat keeps part {at}?\nA. EBS\nB. S3\n\nCorrect Answer: B\n{below.format(said)}"
        for at, said in enumerate(("It keeps objects.", "", "It has zones."), 1)
    )


def test_labels_that_hold_nothing_beside_each_question_are_of_the_page() -> None:
    """Above an explanation or above none; a label with something behind it stays."""
    below = "Section: (none)\nExplanation\n\nExplanation/Reference:\n{}"
    cards, _ = read(exam("QUESTION {}", below))
    assert [said for _, said in cards] == [["B", "It keeps objects."], ["B"], ["B", "It has zones."]]
    cards, _ = read(exam("QUESTION {}", "Section: Storage\n{}"))
    assert [said[1] for _, said in cards] == ["Section: Storage"] * 3


def test_what_stands_beside_a_number_is_no_question() -> None:
    """A browser copies both onto one line."""
    cards, skipped = read(exam("Question #{}Topic 4", "{}"))
    assert [question.split("\n")[0] for question, _ in cards] == [
        f"What keeps part {at}?" for at in (1, 2, 3)
    ]
    assert "Topic 4" in skipped
    line = "Question #1 Route 53"
    cards, skipped = read(exam("Question #{}", "{}").replace("Question #1", line))
    assert not any("Route 53" in text for text in skipped)


def test_buttons_of_an_accordion_are_no_categories() -> None:
    """Nor do they part the category above them from its questions."""
    names = ("Basics", "Plans", "People")
    parts = [f"{name}\nOpen all\n{part}\n" for name, part in zip(names, FAQ.split("\n\n")[1:4], strict=True)]
    document, _ = readers.read(source.from_text("a.txt", "Backup FAQs\n\n" + "\n".join(parts)))
    assert [card.category for card in document.cards] == ["Basics", "Plans", "People"]


def test_a_box_that_asks_the_visitor_begins_above_its_question() -> None:
    """With the short lines right above it, but not with a sentence of the answer."""
    cards, _ = read(f"{FAQ}See how others do it\nReady to get started?\nSign up\n")
    assert cards[-1][1] == ["Nobody before its time."]
    cards, skipped = read(f"{FAQ.rstrip()}\nNeed help?\nAsk.\n")
    assert (cards[-1][1], skipped) == (["Nobody before its time.", "Need help?", "Ask."], [])


def test_a_box_that_shows_its_counter_twice() -> None:
    """The counter and the buttons below it belong to it."""
    box = "\nSuggested Quiz\n4 Questions\nWhich?\n\nThis\n\n1/4\n1/4\n< Previous\nNext >\n"
    cards, _ = read(FAQ.replace("points.\n", f"points.\n{box}"))
    assert [said for _, said in cards] == [[a] for a in FAQ.split("\n")[3:10:3]]
