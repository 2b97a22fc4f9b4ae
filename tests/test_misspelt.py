"""A difficulty or a label that is misspelt is reported with its line; its text stays on the card."""

import pytest

from awsdeck import readers, source

RATED = (
    "Drill\n\n1. What is ECR?Easy\nA registry.\n\n2. What is ECS?Hard\nIt runs tasks.\n\n"
    "3. What is EKS?Medium\nKubernetes.\n\n"
)


def told(name: str, text: str) -> list[tuple[str, int | None, str]]:
    """Code, line and hint of each problem."""
    _, problems = readers.read(source.from_text(name, text))
    return [(problem.code, problem.at.line, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("behind", "hint"),
    [
        ("?Eazy", "perhaps Easy"),
        ("? hrad", "perhaps Hard"),
        ("? - Medum", "perhaps Medium"),
        ("? (Mediun)", "perhaps Medium"),
        ("? [Esay]", "perhaps Easy"),
        ("?Custom", "write Easy, Medium or Hard"),
    ],
)
def test_a_word_where_other_questions_have_their_difficulty(behind: str, hint: str) -> None:
    """Behind a question mark any word is one that isn't known; in brackets one that is nearly known."""
    text = f"{RATED}4. What is Fargate{behind}\nIt has no servers."
    assert told("drill.txt", text) == [("unknown-difficulty", 12, hint)]


@pytest.mark.parametrize("behind", ["?", "? (serverless)", "? (asked at a bank)", "? And why", " or EC2"])
def test_what_may_stand_behind_a_question(behind: str) -> None:
    """A remark in brackets, or the rest of the question, says nothing of its difficulty."""
    assert told("drill.txt", f"{RATED}4. What is Fargate{behind}\nIt has no servers.") == []


def test_a_word_behind_a_question_where_others_have_no_difficulty() -> None:
    """Where difficulties don't stand behind questions, nothing there was meant to be one."""
    text = RATED.replace("Easy", "").replace("Hard", "").replace("Medium", "")
    assert told("drill.txt", f"{text}4. What is Fargate?Eazy\nIt has no servers.") == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Difficulty: Esay", ("unknown-difficulty", 4, "perhaps Easy")),
        ("Difficulty: Tricky", ("unknown-difficulty", 4, "write Easy, Medium or Hard")),
        ("Level: Beginer", ("unknown-difficulty", 4, "perhaps Easy")),
        ("Schwierigkeit: schwehr", ("unknown-difficulty", 4, "perhaps Hard")),
        (
            "Dificulty: Easy",
            ("unknown-label", 4, "perhaps Difficulty; until then the line is part of the answer"),
        ),
    ],
)
@pytest.mark.parametrize(
    ("name", "around"),
    [
        (
            "a.txt",
            "Drill\n\n1. What is a task?\n{}\nA run.\n\n2. What is a service?\nMany tasks.\n\n3. Why?\nSo.\n",
        ),
        (
            "b.md",
            "# Drill\n\n## Q1: What is a task?\n{}\n\nA run.\n\n## Q2: What is a service?\n\nMany tasks.\n",
        ),
        (
            "c.md",
            "# Drill\n\n**Q: What is a task?**\n{}\n**A:** A run.\n\n**Q: Why?**\n\n**A:** So.\n",
        ),
        (
            "d.txt",
            "Drill\n\nQ: What is a task?\n{}\nA: A run.\n\nQ: What is ECS?\nA: Many.\n\nQ: Why?\nA: So.\n",
        ),
    ],
    ids=["copied", "readme", "labelled", "copied and labelled"],
)
def test_a_line_below_a_question(line: str, problem: tuple[str, int, str], name: str, around: str) -> None:
    """It was meant to state the difficulty, and says so or nearly so."""
    assert told(name, around.format(line)) == [problem]


@pytest.mark.parametrize("line", ["Level: Associate", "Difference: none", "Serves: all", "Easy: no"])
def test_an_answer_may_begin_with_a_word_and_a_colon(line: str) -> None:
    """Such a line is reported only if it is nearly a label of a difficulty."""
    assert (
        told("a.txt", f"Drill\n\n1. What is a task?\n{line}\nA run.\n\n2. What is ECS?\nIt runs tasks.\n")
        == []
    )


def test_a_label_in_the_form_that_people_edit() -> None:
    """Marked as a label, beside one that is known."""
    text = "# Drill\n\n### What is ECR?\n\n**{}** easy · **Services:** ECR\n\nA registry.\n"
    hint = "perhaps Difficulty; until then the line is part of the answer"
    assert told("a.md", text.format("Difficulty:")) == []
    assert told("a.md", text.format("Dificulty:")) == [("unknown-label", 5, hint)]
    assert told("a.md", text.format("Registry:")) == []


@pytest.mark.parametrize("code", ["hello", "a: 1", "answer: 42", "back to top"])
def test_what_stands_in_code_says_nothing_of_the_form(code: str) -> None:
    """An id that can't be used is told whatever the code of another answer holds."""
    text = "# T\n\n### What is S3?\n<!-- id: s3 bucket -->\n\nA store.\n\n"
    text += f"### What is YAML?\n\n```yaml\n{code}\n```\n"
    assert [problem[:2] for problem in told("a.md", text)] == [("unused-id", 4)]


FORMS = {
    "own.md": "# T\n\n### What is S3?\n{}\n\nA store.\n\n### What is EBS?\n<!-- id: ebs -->\n\nDisks.\n",
    "published.md": "# T\n\n## Q1: What is S3?\n{}\n\nA store.\n\n## Q2: What is EBS?\n\nDisks.\n",
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("id: s3 bucket", "unused-id"),
        ("ID: s3-bucket", "unused-id"),
        ("ids: s3-bucket", "unused-id"),
        ("card: qa, terms", "unused-cards"),
        ("cards: qa terms", "unused-cards"),
        ("id: s3-bucket", None),
        ("cards: qa, terms", None),
        ("Card: the one with the price", None),
        ("idea: s3-bucket", None),
        ("TODO: prices", None),
    ],
)
def test_a_comment_that_is_nearly_a_mark(name: str, comment: str, problem: str | None) -> None:
    """It is told with its line, in every kind of Markdown; other comments are none of ours."""
    found = told(name, FORMS[name].format(f"<!-- {comment} -->"))
    assert [(code, line) for code, line, _ in found] == ([(problem, 4)] if problem else [])


@pytest.mark.parametrize("name", FORMS)
def test_a_mark_that_stands_below_the_answer(name: str) -> None:
    """It says nothing there, and is told in every kind of Markdown."""
    text = FORMS[name].format("") + "\n<!-- cards: qa, terms -->\n\n<!-- Card of disks -->\n"
    assert [(code, line) for code, line, _ in told(name, text)] == [("unused-cards", text.count("\n") - 2)]


@pytest.mark.parametrize("name", FORMS)
def test_the_hint_writes_a_mark_as_it_should_be(name: str) -> None:
    """Only its name was wrong."""
    found = told(name, FORMS[name].format("<!-- ID: s3-bucket -->"))
    assert [hint for _, _, hint in found] == ["write <!-- id: s3-bucket -->"]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("between", [" · ", ", ", "; ", "  "])
def test_two_labels_on_a_line(name: str, between: str) -> None:
    """A comma parts them as well as a dot does, whatever form the document has."""
    line = f"**Difficulty:** Easy{between}**Services**: S3; EC2"
    document, problems = readers.read(source.from_text(name, FORMS[name].format(line)))
    card = document.cards[0]
    assert (card.difficulty, card.stated_services, problems) == ("easy", ("S3", "EC2"), ())
    assert len(card.answer) == 1


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("TIPP", "perhaps [!TIP]"),
        ("Warnung", "perhaps [!WARNING]"),
        ("IMPORTENT", "perhaps [!IMPORTANT]"),
        ("TIP", None),
        ("Pricing", None),
        ("NOTICE", None),
    ],
)
def test_a_kind_of_call_out(name: str, kind: str, hint: str | None) -> None:
    """A kind of somebody's own is the title of a box."""
    text = FORMS[name].format("") + f"\n> [!{kind}]\n> Disks cost.\n"
    assert [found[::2] for found in told(name, text)] == ([("unknown-kind", hint)] if hint else [])
