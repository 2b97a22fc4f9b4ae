"""Multiple-choice questions, and other questions with an answer of one word, in the forms that people write.

Their parts are short: a letter, a name. Nothing but where they stand and their labels tells what they are.
"""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain


def document_of(name: str, text: str) -> Document:
    """What a reader makes of a text; a mistake in it is an error of the test."""
    document, problems = readers.read(source.from_text(name, text))
    assert problems == ()
    return document


def said(document: Document, at: int = 0) -> list[str]:
    """The texts of the blocks of an answer."""
    return [block_text(block) for block in document.cards[at].answer]


@pytest.mark.parametrize(
    ("below", "answer"),
    [
        ("A) Lambda\nB) Batch\n\n**Answer:** B", "B"),
        ("A) Lambda\nB) Batch\n\nAnswer: B", "B"),
        ("- A) Lambda\n- B) Batch\n\n**Answer: B**", "B"),
        ("A) Lambda\nB) Batch\n\n**Answer:** B) Batch", "B) Batch"),
        ("A) Lambda\nB) Batch\n\n**Answer:**\n\nB", "B"),
        ("**Answer:** Batch", "Batch"),
        ("**Answer:**\n\nBatch", "Batch"),
        ("Batch", "Batch"),
    ],
)
def test_a_short_answer_is_no_heading(below: str, answer: str) -> None:
    """A word behind the label of an answer, or all that stands below a question, stays on the card."""
    text = f"# Jobs\n\n### 1. What runs jobs?\n\n{below}\n\n### 2. What is a queue?\n\nA line.\n"
    document = document_of("jobs.md", text)
    assert said(document) == [answer]
    assert document.skipped == ()


def test_an_answer_behind_its_label_is_no_category() -> None:
    """In copied text neither, however much it looks like a title."""
    text = "1. Which store?\nThink of cost.\n\nAnswer: Deep Archive\n\n2. What is a queue?\nJobs.\n"
    document = document_of("store.txt", text)
    assert [card.category for card in document.cards] == [None, None]
    assert said(document)[-1].endswith("Deep Archive")


QUESTION = "Which of them keeps files?\nA) SQS\nB) EFS\nC) SNS"
MIXED = "# Files\n\n### 1. What is a file?\n\nBytes.\n\n### 2. {}\n\n### 3. What is a disk?\n\nBlocks.\n"
BULLETS = "- A) SQS\n- B) EFS\n- C) SNS\n\n**Answer:** B"


@pytest.mark.parametrize(
    ("asked", "level", "services"),
    [
        ("Which of them keeps files?\n**Difficulty:** Hard\n\n", "hard", ()),
        ("Which of them keeps files?\n\n**Difficulty:** Hard\n\n", "hard", ()),
        ("Which of them keeps files?\n**Difficulty:** Hard · **Services:** EFS\n\n", "hard", ("EFS",)),
        ("Which of them keeps files?\n**Services:** EFS, SQS\n\n", None, ("EFS", "SQS")),
        ("Which of them keeps files? (Hard)\n\n", "hard", ()),
        ("Which of them keeps files? (Hard)\n**Services:** EFS\n\n", "hard", ("EFS",)),
        ("Which of them keeps files?\n\nHard\n\n", "hard", ()),
        ("Which of them keeps files?\n\n", None, ()),
    ],
)
def test_labels_above_options_are_no_part_of_the_question(
    asked: str, level: str | None, services: tuple[str, ...]
) -> None:
    """Difficulty and services are taken and options stay with the question, whatever others have."""
    document = document_of("files.md", MIXED.format(asked + BULLETS))
    card = document.cards[1]
    assert plain(card.question) == QUESTION
    assert (card.difficulty, card.stated_services, said(document, 1)) == (level, services, ["B"])
    assert [other.difficulty for other in document.cards] == [None, level, None]
    assert document.skipped == ()


def test_labels_between_question_and_answer_without_options() -> None:
    """Where every answer has its label, what stands above it may state something of the question as well."""
    parts = [f"### What is {name}?\n**Difficulty:** Easy\n\n**Answer:** One {name}.\n" for name in "abc"]
    document = document_of("all.md", "\n".join(parts))
    cards = [(card.title, card.difficulty) for card in document.cards]
    assert cards == [(f"What is {name}?", "easy") for name in "abc"]


@pytest.mark.parametrize(
    ("labels", "level", "kept", "codes"),
    [
        ("**Difficulty:** Easy\n\n**Difficulty:** Hard", "easy", ["Difficulty: Hard"], []),
        ("**Difficulty:** Tricky", None, ["Difficulty: Tricky"], ["unknown-difficulty"]),
    ],
)
def test_labels_above_options_that_can_not_be_taken(
    labels: str, level: str | None, kept: list[str], codes: list[str]
) -> None:
    """A second difficulty stays on the card, and so does an unknown one, which is named."""
    text = MIXED.format(f"Which of them keeps files?\n{labels}\n\n{BULLETS}")
    document, problems = readers.read(source.from_text("files.md", text))
    card = document.cards[1]
    assert (plain(card.question), card.difficulty) == (QUESTION, level)
    assert said(document, 1) == [*kept, "B"]
    assert [problem.code for problem in problems] == codes


def test_a_badge_above_options_in_a_saved_page() -> None:
    """A heading's badge and a paragraph's label are read where only some questions have options."""
    offered = "<ul><li>A) SQS</li><li>B) EFS</li><li>C) SNS</li></ul><p>Answer: B</p>"
    page = (
        "<html><body><h1>Files</h1><h3>1. What is a file? (Easy)</h3><p>Bytes with a name.</p>"
        f"<h3>2. Which of them keeps files? (Medium)</h3>{offered}"
        f"<h3>3. Which of them keeps files?</h3><p>Difficulty: Hard</p>{offered}</body></html>"
    )
    document = document_of("files.html", page)
    assert [card.difficulty for card in document.cards] == ["easy", "medium", "hard"]
    assert [plain(card.question) for card in document.cards[1:]] == [QUESTION, QUESTION]


@pytest.mark.parametrize(
    "rated", ["Hard", " Hard", " [Hard]", " (Hard)", "\nHard", "\n[Hard]", "\nDifficulty: Hard"]
)
@pytest.mark.parametrize("number", ["{}. ", "{}\n", "Q{}. "])
def test_options_below_a_difficulty_in_copied_text(number: str, rated: str) -> None:
    """However number and difficulty stand around the question, its options stay with it."""
    offered = "A) SQS\nB) EFS\nC) SNS\nAnswer: B"
    asked = [f"{number.format(at)}Which of them keeps files?{rated}\n{offered}\n" for at in (1, 2, 3)]
    plainly = f"{number.format(4)}What is a file?{rated}\nBytes with a name.\n"
    document = document_of("files.txt", "\n".join([*asked, plainly]))
    assert [plain(card.question) for card in document.cards] == [*[QUESTION] * 3, "What is a file?"]
    assert [card.difficulty for card in document.cards] == ["hard"] * 4
    assert [said(document, at) for at in range(4)] == [*[["B"]] * 3, ["Bytes with a name."]]


def test_options_below_a_difficulty_with_a_key_at_the_end() -> None:
    """The options are the question's as well where the right one is told elsewhere."""
    asked = [f"{at}\nWhich of them keeps files?Easy\nA) SQS\nB) EFS\nC) SNS\n" for at in (1, 2, 3)]
    document = document_of("files.txt", "\n".join([*asked, "Answers: 1-B, 2-B, 3-B\n"]))
    assert [plain(card.question) for card in document.cards] == [QUESTION] * 3
    assert [said(document, at) for at in range(3)] == [["B"]] * 3


OWN = "# Files\n\n### Which of them keeps files?\n<!-- id: files -->\n\n{}\n"


@pytest.mark.parametrize(
    ("below", "answer"),
    [
        ("- A) SQS\n- B) EFS\n- C) SNS\n\n**Answer:** B", ["B"]),
        ("**Difficulty:** Easy\n\n- A) SQS\n- B) EFS\n- C) SNS\n\nAnswer: B", ["B"]),
        ("A) SQS\nB) EFS\nC) SNS\n\n**Answer: B**\n\nIt is a file system.", ["B", "It is a file system."]),
        ("- A) SQS\n- B) EFS\n- C) SNS\n\n**Answer:**\n\nB, which *mounts*.", ["B, which mounts."]),
        ("- A) SQS\n- B) EFS\n- C) SNS\n\n**Answer:** B, see `mount`", ["B, see mount"]),
        ("- A) SQS\n- B) EFS\n- C) SNS\n\nAnswer: see `mount`", ["Answer: see mount"]),
    ],
)
def test_options_in_a_document_whose_questions_all_have_ids(below: str, answer: list[str]) -> None:
    """In awsdeck's own form too, options with a labelled answer right below them belong to the question."""
    document = document_of("own.md", OWN.format(below))
    assert plain(document.cards[0].question) == QUESTION
    assert (document.cards[0].stated_id, said(document)) == ("files", answer)


@pytest.mark.parametrize(
    "below",
    [
        "- A) SQS\n- B) EFS",
        "- A) SQS\n- B) EFS\n\nBoth do.\n\nAnswer: B",
        "- A) SQS\n- C) EFS\n\nAnswer: C",
        "- SQS\n- EFS\n\nAnswer: EFS",
        "- A) SQS\n  - slow\n- B) EFS\n\nAnswer: B",
        "Plan A. is first.\n\nAnswer: B",
        "- A) SQS\n- B) EFS\n\nAnswer:",
        "Answer: B",
    ],
)
def test_what_only_looks_like_options_is_the_answer(below: str) -> None:
    """Letters alone, or a label alone, are what the author wrote below the question."""
    document = document_of("own.md", OWN.format(below))
    assert document.cards[0].title == "Which of them keeps files?"
    words = [word for word in below.split() if word != "-"]
    assert "\n".join(said(document)).split() == words


def test_letters_further_down_the_answer_of_a_rated_question_are_no_options() -> None:
    """Its difficulty ends the question, so that options can only stand right below it."""
    answer = "Two ways lead there.\nA) Copy it.\nB) Move it.\nSolution: copy, then delete."
    text = "\n".join(f"{at}\nHow do you rename a file?Easy\n{answer}\n" for at in (1, 2, 3))
    document = document_of("rename.txt", text)
    assert [card.title for card in document.cards] == ["How do you rename a file?"] * 3
    assert "Copy it." in " ".join(said(document))


@pytest.mark.parametrize(
    "answer", ["B. It keeps files.", "(B) It keeps files.", "B", "**B** — EFS", "Correct: B", "B, C"]
)
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("files.txt", "A. SQS\nB. EFS\nC. SNS"),
        ("files.txt", "A) SQS, for a team\n   that waits\nB) EFS\nC) SNS"),
        ("files.md", "- A. SQS\n- B. EFS\n- C. SNS"),
        ("files.md", "A) SQS\nB) EFS\nC) SNS"),
        ("files.md", "**Difficulty:** Hard\n\n- A. SQS\n- B. EFS\n- C. SNS"),
    ],
)
def test_an_answer_that_begins_with_the_letter_of_an_option(name: str, options: str, answer: str) -> None:
    """The letter right below the options says what a label would; the front shows them, as they are asked."""
    heading = "### " if name == "files.md" else ""
    asked = (
        "1. What is a file?\n\nBytes.",
        f"2. Which keeps files?\n{options}\n\n{answer}",
        "3. What else?\n\nNo.",
    )
    document = document_of(name, "Files\n\n" + "\n\n".join(f"{heading}{question}" for question in asked))
    assert document.cards[1].title.split("\n")[0] == "Which keeps files?"
    assert [line[:1] for line in document.cards[1].title.split("\n")[1:]] == ["A", "B", "C"]
    assert "".join(said(document, 1)).replace("**", "") == answer.replace("**", "")


@pytest.mark.parametrize(
    "answer", ["D. It is none of them.", "Both keep files.", "A good question.", "Be careful: B."]
)
def test_another_answer_below_lettered_lines(answer: str) -> None:
    """Lettered lines that no letter answers may be the answer themselves."""
    text = f"# Files\n\n### Which keep files?\n\n- A. SQS\n- B. EFS\n\n{answer}\n\n### What else?\n\nNo.\n"
    document = document_of("files.md", text)
    assert document.cards[0].title == "Which keep files?"


def test_the_answer_behind_a_button() -> None:
    """On a page the options stand above the button, which names their letter once it is pressed."""
    page = "<h1>Files</h1>" + "".join(
        f"<h3>{question}</h3><ol type=A><li>SQS</li><li>EFS</li><li>SNS</li></ol>"
        f"<details><summary>Show answer</summary><p>{answer}</p></details>"
        for question, answer in (("Which keeps files?", "B. It does."), ("Which tells all?", "C. News."))
    )
    document = document_of("files.html", page)
    assert [card.title.count("\n") for card in document.cards] == [3, 3]
    assert said(document) == ["B. It does."]
