"""The same sign at the beginning of several lines is a bullet, unless it draws or says something else."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, List, block_text, plain

from .kept import lost

REST = "\n\n2. What is a disk?\nBlocks.\n\n3. What is a file?\nBytes.\n"


def document_of(answer: str, behind: str = "") -> Document:
    """What is read of a text whose first answer is given; nothing of it may be lost."""
    made = source.from_text("post.txt", f"Notes\n\n1. What is a queue?\n{answer}{REST}{behind}")
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ("→ A line.\n→ Who came first goes first.", ["A line.", "Who came first goes first."]),
        ("➡️ a line\n➡️ of jobs", ["a line", "of jobs"]),
        ("➤ a line\n➤ of jobs\n➤ in order", ["a line", "of jobs", "in order"]),
        ("👉🏽 a line\n\n👉🏽 of jobs", ["a line", "of jobs"]),
        ("🔹a line\n🔹of jobs", ["a line", "of jobs"]),
        ("✅ a line\n✅ of jobs", ["✅ a line", "✅ of jobs"]),
        ("❌ no stack\n❌ no heap", ["❌ no stack", "❌ no heap"]),
    ],
)
def test_the_same_sign_on_each_line_is_a_bullet(answer: str, items: list[str]) -> None:
    """Signs that say yes or no stay in the text."""
    (block,) = document_of(answer).cards[0].answer
    assert isinstance(block, List)
    assert [plain(item.spans) for item in block.items] == items


def test_a_list_of_signs_below_its_announcement() -> None:
    """A line that announces the list, or any sentence above it, is no word that an arrow leads from."""
    for above in ("It has two parts:", "There are two parts of it."):
        text, block = document_of(f"{above}\n→ a line\n→ of jobs").cards[0].answer
        assert (block_text(text), type(block)) == (above, List)


@pytest.mark.parametrize(
    "answer",
    [
        "Client\n→ Queue\n→ Worker",  # arrows that lead from one to the next
        "Client → Queue\nQueue → Worker",
        "→ Queue → Worker\n→ Topic → Mail",
        "→ Queue\n↓\nWorker",
        "✅ in order\n❌ no copies",
        "→ a line of jobs",
        "⚠️ Warning: it is slow.\n⚠️ Warning: it is dear.",
    ],
)
def test_other_signs_are_no_bullets(answer: str) -> None:
    """Diagrams, yes beside no, and one line alone."""
    assert not any(isinstance(block, List) for block in document_of(answer).cards[0].answer)


def test_questions_that_begin_with_a_sign_are_no_list() -> None:
    """However many of them stand below each other."""
    text = (
        "Notes\n\n❓ Q: What is a queue?\nJobs.\n❓ Q: A disk?\nBlocks.\n❓ Q: A file?\n❓ Q: Why?\nBytes.\n"
    )
    document, _ = readers.read(source.from_text("post.txt", text))
    assert len(document.cards) == 4


@pytest.mark.parametrize(
    "behind",
    [
        "\nWhat would you add? 👇\nFollow me for more.\n#queues\nLike\n",
        "\n#queues #disks\nLike\nComment\n",
        "Like\nComment\nRepost\n12\n",
        "@Ana Lima please add one about tapes\n Like\nBe the first to like this\nqueues\n",
        "\nYour name: _______  Points: ___ of 3\n",
        "Points: __/3   Share it\n",
        "\nWrite a comment…\nPowered by Some Wiki 8.5\n",
        "About the author\nShe has worked with queues for years.\n",
    ],
)
def test_what_stands_below_a_post_is_no_answer(behind: str) -> None:
    """Questions to the reader, hashtags, buttons, comments and forms end the last answer."""
    document = document_of("A line.", behind)
    assert [block_text(block) for block in document.cards[-1].answer] == ["Bytes."]
    assert " ".join(document.skipped[-1].text.split()) == " ".join(behind.split())


def test_a_form_below_a_key_is_no_answer() -> None:
    """Where the answers stand apart, it is all that stands below the last question."""
    asked = "\n".join(f"{at}. What is part {at}?\nA) one\nB) two\n" for at in (1, 2, 3))
    text = f"Parts\n\n{asked}\nAnswers: 1-B, 2-A, 3-B\n\nPoints: __/3  Share it\n"
    document, _ = readers.read(source.from_text("parts.txt", text))
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [["B"], ["A"], ["B"]]
    assert document.skipped[-1].text == "Points: __/3  Share it"


def test_an_answer_to_be_filled_in_stays() -> None:
    """A gap behind the label of an answer is all that the answer is."""
    text = "".join(f"Q{at}. Write what part {at} is called.\nAnswer: ______\n\n" for at in (1, 2, 3))
    document, _ = readers.read(source.from_text("parts.txt", f"Parts\n\n{text}"))
    first, second, last = ([block_text(block) for block in card.answer] for card in document.cards)
    assert first == second == last != []
    assert document.skipped == ()


@pytest.mark.parametrize(
    "behind",
    [
        "What if you lose it? Then it is gone.",
        "Share\nSave",
        "Name: one word\nSize: ____ is not known",
        "@media is no file.",
        "An ______ is a file.",
        "Like other files it has a name.",
    ],
)
def test_an_answer_may_end_in_similar_words(behind: str) -> None:
    """Two short words, a gap or a sign alone are no end of a post."""
    document = document_of("A line.", f"{behind}\n\nIt has a name.\n")
    assert document.skipped == ()


def test_a_name_is_no_decorator() -> None:
    """``@Ana please …`` is prose, ``@cached`` and ``@route("/")`` are code."""
    prose = document_of("@Ana please add more of these here").cards[0].answer
    assert [type(block).__name__ for block in prose] == ["Paragraph"]
    code = document_of('It is:\n@route("/jobs")\ndef jobs():\n    return []').cards[0].answer
    assert [type(block).__name__ for block in code] == ["Paragraph", "Code"]


def answers(*said: str) -> list[tuple[str, str]]:
    """The kind and the text of the first block of each answer."""
    parts = "\n\n".join(f"{at}. What is part {at}?\n{answer}" for at, answer in enumerate(said, 1))
    made = source.from_text("post.txt", f"Notes\n\n{parts}\n")
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    blocks = [card.answer[0] for card in document.cards]
    return [(type(block).__name__, block_text(block)) for block in blocks]


def test_a_sign_that_begins_most_answers_is_no_part_of_them() -> None:
    """Each has one line; a sign that says something stays."""
    said = ("A line of jobs, in order.", "All of what is left over.", "Whatever comes last.")
    assert answers(*(f"→ {text}" for text in said)) == [("Paragraph", text) for text in said]
    assert answers(*(f"✅ {text}" for text in said)) == [("Paragraph", f"✅ {text}") for text in said]


@pytest.mark.parametrize(
    "said",
    [
        ("→ Queue", "→ Worker", "→ Disk"),
        ("→ A queue takes the job → a worker does it.",) * 3,
        ("→ A line of jobs, in order.", "Blocks.", "Bytes."),
    ],
    ids=["words", "more arrows", "one answer"],
)
def test_an_arrow_that_draws_is_kept(said: tuple[str, ...]) -> None:
    """With few words, with arrows that lead on, or where other answers don't begin so."""
    assert answers(*said)[0] == ("Code", said[0])
