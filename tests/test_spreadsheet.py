"""A pasted spreadsheet is read row by row, and a table in an answer isn't taken for one."""

import pytest

from awsdeck import readers, source
from awsdeck.readers import spreadsheet
from awsdeck.readers.lines import number_lines

ROWS = "What is a job?\tA run.\nWhat is a crawler?\tIt finds tables.\n"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Question\tAnswer", True),
        ("front\tback", True),
        ('"Question"\t"Answer"', True),
        ("Frage\tAntwort", True),
        ("Domanda\tRisposta", True),
        ("ID\tInterview question\tSample answer", True),
        ("Service\tMeaning", False),
        ("Question", False),
    ],
)
def test_the_first_row_names_question_and_answer(header: str, *, found: bool) -> None:
    """Whatever their order, and between quotes as well."""
    assert bool(spreadsheet.find(number_lines(f"{header}\n{ROWS}".splitlines()))) is found


@pytest.mark.parametrize(
    "text",
    [
        "Question\tAnswer\n1\tB\n2\tC\n3\tA\n",
        "1. What is good?\nA reason:\nQuestion\tAnswer\nWhy?\tCost\nHow?\tTags\n\n2. And then?\n"
        + "It ends.\n" * 9,
        "Question\tAnswer\nWhat is a job?\tA run.\n",
    ],
    ids=["a key", "a table in an answer", "one row"],
)
def test_other_tables(text: str) -> None:
    """Figures, or a part of the document, are no questions."""
    assert spreadsheet.find(number_lines(text.splitlines())) is None


def test_a_quote_that_is_never_closed_is_a_sign() -> None:
    """No row is swallowed by another one's cell."""
    text = 'Question\tAnswer\nWhat is a job?\t"A run.\nWhat is a crawler?\tIt finds tables.\nWhy?\tSo.\n'
    document, _ = readers.read(source.from_text("a.txt", text))
    assert [card.title for card in document.cards] == ["What is a job?", "What is a crawler?", "Why?"]


def test_rows_without_an_answer_and_lines_between_rows() -> None:
    """The one is a card that is reported, the other stands apart."""
    again = ROWS.replace("a ", "the ")
    text = f"Question\tAnswer\n{ROWS}\nPart two\nWhat is a workflow?\t\n\tnobody asked\n{again}"
    document, _ = readers.read(source.from_text("a.txt", text))
    assert [(card.title, len(card.answer)) for card in document.cards] == [
        ("What is a job?", 1),
        ("What is a crawler?", 1),
        ("What is a workflow?", 0),
        ("What is the job?", 1),
        ("What is the crawler?", 1),
    ]
    assert [passage.text for passage in document.skipped] == ["Question\tAnswer", "Part two", "nobody asked"]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (("Easy", "Hard", "tricky"), ["unknown-difficulty"]),
        (("Easy", "Hard", ""), []),
        (("L4", "L5", "L6"), []),
    ],
)
def test_a_difficulty_that_is_not_known(values: tuple[str, str, str], codes: list[str]) -> None:
    """It is reported where the other rows have one; a column of other levels states no difficulty."""
    rows = "".join(f"What is {at}?\tA thing.\t{value}\n" for at, value in enumerate(values))
    document, problems = readers.read(source.from_text("a.txt", f"Question\tAnswer\tLevel\n{rows}"))
    assert [problem.code for problem in problems] == codes
    assert len(document.cards) == 3


def test_rows_some_of_which_have_no_number() -> None:
    """All rows are questions, and a header that comes again is none; the numbers stay where they stood."""
    rows = "1\tWhat is a job?\tA run.\n\tWhat is a crawler?\tIt finds tables.\n"
    again = "No\tQuestion\tAnswer\n3\tWhat is a trigger?\tIt starts jobs.\n"
    document, _ = readers.read(source.from_text("a.txt", f"No\tQuestion\tAnswer\n{rows}{again}"))
    assert [(card.title, len(card.answer)) for card in document.cards] == [
        ("What is a job?", 2),
        ("What is a crawler?", 1),
        ("What is a trigger?", 2),
    ]
