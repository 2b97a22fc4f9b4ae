"""Who asks and who answers is told by the turns that they take, whatever a document calls them."""

import pytest

from awsdeck import readers, source
from awsdeck.readers import convention, turns
from awsdeck.readers.lines import number_lines

NAMED = (
    "{asks} 1: What is a stack?\n{says}: All that a template makes.\n\n"
    "{asks} 2: What is drift?\n{says}: A difference from it.\n\n"
    "{asks} 3: What is a change set?\n{says}: A list of what would change.\n"
)


def titles(name: str, text: str) -> list[tuple[str, int]]:
    """The question of each card, and how many blocks its answer has."""
    document, _ = readers.read(source.from_text(name, text))
    return [(card.title, len(card.answer)) for card in document.cards]


@pytest.mark.parametrize(("asks", "says"), [("P", "R"), ("Otázka", "Odpověď"), ("F", "A"), ("Alice", "Bob")])
def test_names_that_nobody_knows(asks: str, says: str) -> None:
    """Letters, words of another language and people."""
    text = NAMED.format(asks=asks, says=says)
    asked = [("What is a stack?", 1), ("What is drift?", 1), ("What is a change set?", 1)]
    assert titles("a.txt", f"On stacks\n\n{text}") == asked
    bold = text.replace(f"{asks} ", f"**{asks}").replace(":", ":**").replace(f"\n{says}", f"\n\n**{says}")
    assert titles("a.md", f"# On stacks\n\n{bold}") == asked


@pytest.mark.parametrize(
    "text",
    [
        NAMED.format(asks="Step", says="Result").replace("What is a ", "Make a ").replace("?", "."),
        NAMED.format(asks="P", says="Re").replace("P 2", "P 7"),
        NAMED.format(asks="P", says="R").replace("R: A diff", "It is a diff"),
        "Pros: cheap\nCons: slow\n\nPros: fast\nCons: dear\n\nPros: simple\nCons: rigid\n",
        "\n".join(f"Q: What is {x}?\nShort: A thing.\nLong: A thing that works.\n" for x in "XYZ"),
        "\n".join(
            f"{n}. What is {x}?\nDoubt: Is it slow?\nCure: Cache it.\n" for n, x in enumerate("XYZ", 1)
        ),
        "\n".join(f"{n}. Explain {x}\nDoubt: Is it slow?\nCure: Cache it.\n" for n, x in enumerate("XYZ", 1)),
        "\n".join(f"# What is {x}?\n\nDoubt: Is it slow?\nCure: Cache it.\n" for x in "XYZ"),
        "What is X?\nNote: It is old.\n\nWhat is Y?\nNote: It is new.\n\nWhat is Z?\nNote: It is free.\n",
        "What is X?\nR: One.\n\nWhat is Y?\nR: Two.\n\nThe letters:\nR: red\n",
    ],
    ids=[
        "steps",
        "no order",
        "unanswered",
        "no question",
        "parts",
        "parts of answers",
        "parts of orders",
        "headings",
        "notes",
        "key",
    ],
)
def test_other_names_that_alternate(text: str) -> None:
    """Where they don't ask, don't take strict turns, or stand within answers, nothing is called otherwise."""
    lines = number_lines(text.splitlines())
    assert turns.find(lines) == turns.Turns(lines)


def test_what_inspect_shows_is_what_stands_there() -> None:
    """The example is the line as it is, with the names that were found."""
    document, _ = readers.read(source.from_text("a.txt", f"On stacks\n\n{NAMED.format(asks='P', says='R')}"))
    (pattern,) = (pattern for pattern in document.patterns if pattern.certain)
    assert pattern.example == "P 1: What is a stack?"
    assert pattern.why[-1] == "'P' and 'R' take turns"


def test_letters_that_count_up_need_no_question_marks() -> None:
    """A letter with a number, and a letter below each: nothing else is written so."""
    text = NAMED.format(asks="P", says="R").replace("What is", "Defina").replace("?", "")
    asked = [("Defina a stack", 1), ("Defina drift", 1), ("Defina a change set", 1)]
    assert titles("a.txt", f"Pilas\n\n{text}") == asked
    assert titles("a.txt", f"Pilas\n\n{text.replace('P 2', 'P 5')}") == []


def test_a_question_that_nobody_answers_stays_one() -> None:
    """Only what doesn't ask is put aside."""
    text = NAMED.replace(" 1", "").replace(" 2", "").replace(" 3", "").format(asks="Ann", says="Me")
    asked = [("What is a stack?", 1), ("What is drift?", 1), ("What is a change set?", 1)]
    assert titles("a.txt", f"On stacks\n\n{text}\nAnn: And who pays?\n") == [*asked, ("And who pays?", 0)]
    assert titles("a.txt", f"On stacks\n\n{text}\nAnn: Thank you.\n\nI went home.\n") == asked
    unlabelled = "Ann: Explain nested stacks.\nOne stack makes others.\n"
    assert titles("a.txt", f"On stacks\n\n{text}\n{unlabelled}")[3:] == [("Explain nested stacks.", 1)]


def test_what_is_neither_question_nor_answer_keeps_its_name() -> None:
    """Where a line turns out to be no question, it and what is said below it are what they were."""
    text = source.from_text("a.txt", f"On stacks\n\n{NAMED.format(asks='P', says='R')}")
    lines = number_lines(text.lines)
    spoken = turns.find(lines)
    found = convention.infer(text, spoken.lines)
    assert [*turns.restored(spoken.lines, spoken, found)] == [*spoken.lines] != [*lines]
    last = found._replace(questions=found.questions[1:])
    assert [*turns.restored(spoken.lines, spoken, last)] == [*lines[:4], *spoken.lines[4:]]
    assert [*turns.restored(spoken.lines, spoken, found._replace(questions=()))] == [*lines]
