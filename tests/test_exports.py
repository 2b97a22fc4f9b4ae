"""Questions that other programs export, or show in a review, and text that only looks so."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text, plain

from .kept import lost

Found = list[tuple[str, list[str], str | None]]


def read(text: str) -> Found:
    """The question, the answer's blocks and the category of each card; nothing may be lost."""
    made = source.from_text("a.txt", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return [
        (plain(card.question), [block_text(block) for block in card.answer], card.category)
        for card in document.cards
    ]


# --- Moodle's formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        (
            "What is a bucket?{=a container ~a queue}",
            "What is a bucket?\n☐ a container\n☐ a queue",
            ["a container"],
        ),
        (
            "Which two?\n{\n~%50%S3\n~%50%EFS\n~%-100%a queue#It stores no files.\n}",
            "Which two?\n☐ S3\n☐ EFS\n☐ a queue",
            ["S3\nEFS", "a queue — It stores no files."],
        ),
        (
            "What is a bucket?{ =a container ~a queue }",
            "What is a bucket?\n☐ a container\n☐ a queue",
            ["a container"],
        ),
        ("A role has a password.{F#It has none.#So it is.}", None, ["False", "It has none.", "So it is."]),
        ("How many zones?{#3:1}", "How many zones?", ["3 ± 1"]),
        ("How many?{#\n=3#Three at least.\n=%50%2:0\n}", "How many?", ["3", "2 ± 0", "Three at least."]),
        ("How many?{#2..5}", "How many?", ["2 to 5"]),
        ("Who pays?{=the owner =the account\\=owner}", "Who pays?", ["the owner\nthe account=owner"]),
        ("Fill in: {=EBS} stores blocks.", "Fill in: _____ stores blocks.", ["EBS"]),
        ("Match.{=S3 -> objects =EBS -> blocks}", "Match. (S3, EBS)", ["S3 — objects\nEBS — blocks"]),
        (
            "// by hand\n::1:: [html]<p>What is <b>S3</b>?</p>{=<p>A &amp; more</p>####It is <i>old</i>.}",
            "What is S3?",
            ["A & more", "It is old."],
        ),
    ],
)
def test_questions_in_gift(text: str, asked: str | None, said: list[str]) -> None:
    """Of each kind there is one; what is right is told, and remarks are."""
    (found,) = read(text + "\n")
    assert found[0] == (asked or found[0])
    assert found[1] == said


def test_questions_in_gift_have_the_category_above_them() -> None:
    """The last part of its path, from there on."""
    text = "$CATEGORY: $course$/top/AWS/Roles\n\nWho?{=I}\n\n$CATEGORY: top/Cost\n\nWhy?{=So}\n"
    assert [category for *_, category in read(text)] == ["Roles", "Cost"]


@pytest.mark.parametrize(
    "text",
    [
        "Which?{~a ~b}\n",
        "Which?{}\n",
        "Which?{=a ~b\n\nWhy?{=a}}\n",
        '1. What does it print?\n\nprint(f"{=x}")\n\n2. And what is AWS::S3?\n\nA type:\n\n::arn:aws:s3\n',
    ],
    ids=["none is right", "an essay", "never closed", "code in an answer"],
)
def test_braces_are_no_gift(text: str) -> None:
    """Where nothing answers the questions, or most of the document is something else."""
    assert all("☐" not in question for question, *_ in read(text))


AIKEN = (
    "Name the store of objects\nA. EBS\nB. S3\nANSWER: B\n\n"
    "What is faster?\nA) tape\nB) memory\nC) disk\nANSWER: B\n"
)


def test_questions_in_aiken() -> None:
    """Also below a title, and where the first line asks nothing."""
    assert [said for _, said, _ in read(AIKEN)] == [["B. S3"], ["B) memory"]]
    assert read(f"A quiz\n\n{AIKEN}") == read(AIKEN)


@pytest.mark.parametrize(
    "text",
    [
        AIKEN.replace("ANSWER: B\n\n", "ANSWER: B\nIt keeps objects.\n\n"),
        AIKEN.replace("ANSWER: B\n\n", "ANSWER: D\n\n"),
        AIKEN.replace("Name", "1. Name").replace("What", "2. What"),
        AIKEN.split("\n\n", maxsplit=1)[0],
    ],
    ids=["a reason below", "no such option", "numbers", "one question"],
)
def test_other_papers_are_not_aiken(text: str) -> None:
    """They are read as any other text."""
    assert ["B. S3"] not in [said for _, said, _ in read(text)]


# --- reviews of tests --------------------------------------------------------------------------------------

FIRST = """Question 1
Skipped
A team wants logs for a year. What keeps them?

A queue

{}Correct answer
A bucket

Overall explanation
A bucket keeps what it gets.

Domain
Storage

"""
SECOND = FIRST.replace("Question 1", "Question 2").replace("Skipped", "Correct").replace("logs", "files")


@pytest.mark.parametrize("more", ["", "A line\nof two lines\n\n", "Your answer is incorrect\nA cache\n\n"])
def test_the_review_of_a_test(more: str) -> None:
    """Options that no letter marks, the right one, the reason and the category."""
    cards = read(FIRST.format(more) + SECOND.format(more))
    options = "".join(
        f"\n☐ {text}" for text in ("A queue", *[" ".join(more.splitlines()[-3:]).strip()][: bool(more)])
    )
    options = options.replace("Your answer is incorrect ", "") + "\n☐ A bucket"
    assert cards[0] == (
        f"A team wants logs for a year. What keeps them?{options}",
        ["A bucket", "A bucket keeps what it gets."],
        "Storage",
    )
    assert len(cards) == 2


def test_a_review_in_which_lines_part_the_options() -> None:
    """Without a blank line each line is an option; the older page says what was right below it."""
    text = "".join(
        f"Question {at}: Incorrect\nWhat is {at}?\nOne\nTwo\n(Correct)\nThree\n(Incorrect)\n"
        "Explanation\nSo.\n"
        for at in (1, 2)
    )
    assert read(text)[1] == ("What is 2?\n☐ One\n☐ Two\n☐ Three", ["Two", "So."], None)


def review(options: str, explained: str = "Explanation") -> str:
    """Two questions with the same options, which say what is right."""
    return "".join(f"Question {at}\nWhat is {at}?\n{options}\n{explained}\nSo.\n\n" for at in (1, 2))


@pytest.mark.parametrize(
    "options",
    [
        *("One\nCorrect answer\nTwo", "One\nCorrect Answer:\nTwo", "One\nCorrect selection\nTwo"),
        *("One\nYour selection is correct\nTwo", "Your answer is incorrect\nOne\nCorrect answer\nTwo"),
        *("One\nTwo\n(correct)", "One\nTwo\nRight", "One\nwrong\nTwo\nright"),
    ],
)
def test_a_review_is_seen_by_each_sign_of_what_was_right(options: str) -> None:
    """No further sign is needed to look at the page."""
    assert read(review(options))[0] == ("What is 1?\n☐ One\n☐ Two", ["Two", "So."], None)


@pytest.mark.parametrize("label", ["Correct answer", "Correct Answer:", "Correct selection"])
@pytest.mark.parametrize("explained", ["Explanation", "Overall explanation"])
@pytest.mark.parametrize(("letters", "right"), [("B", "B. Two"), ("A, C", "A. One\nC. Three")])
def test_letters_below_the_label_name_options(label: str, explained: str, letters: str, right: str) -> None:
    """Where letters mark the options, letters alone are no further one."""
    text = review(f"A. One\nB. Two\nC. Three\n{label}\n{letters}", explained)
    assert read(text)[0] == ("What is 1?\nA. One\nB. Two\nC. Three", [right, "So."], None)


def test_a_letter_may_be_an_option_where_no_letters_mark_them() -> None:
    """``C`` is a language, too."""
    assert read(review("Go\nCorrect answer\nC"))[0] == ("What is 1?\n☐ Go\n☐ C", ["C", "So."], None)


def test_what_stands_below_every_explanation_is_of_the_page() -> None:
    """What differs between them stays."""
    text = "".join(
        f"Question {at}\nDomain: Part {at}\nWhat is {at}?\nA. One\nB. Two\nright\n"
        f"Explanation:\nCorrect Answer: B\nSo it is {at}.\nDid you like it?\n"
        for at in (1, 2)
    )
    asked = "What is {}?\nA. One\nB. Two"
    assert read(text) == [(asked.format(at), ["B. Two", f"So it is {at}."], f"Part {at}") for at in (1, 2)]


@pytest.mark.parametrize(
    "change",
    [
        ("Correct answer\n", ""),
        ("Overall explanation\n", ""),
        ("A queue\n\n{}", ""),
        ("A queue", "Correct answer\nA queue"),
    ],
    ids=["nothing is said to be right", "no explanation", "one option", "all are right"],
)
def test_other_pages_are_no_review(change: tuple[str, str]) -> None:
    """Their text stays as it is."""
    text = (FIRST + SECOND).replace(*change).replace("{}", "")
    assert all("☐" not in question for question, *_ in read(text))


# --- rows of cells -----------------------------------------------------------------------------------------

ROWS = ('What is S3?;"A store; of objects"', "EBS;Blocks", 'What is EFS?;"Files for ""many"""')


def test_rows_with_quotes() -> None:
    """Quotes hold what parts cells, line ends and doubled quotes."""
    said = [["A store; of objects"], ["Blocks"], ['Files for "many"']]
    assert [answer for _, answer, _ in read("\n".join(ROWS) + "\n")] == said
    commas = "\n".join(",".join(f'"{cell}"' for cell in row.replace('"', "").split(";", 1)) for row in ROWS)
    assert [answer for _, answer, _ in read(commas)][:2] == said[:2]
    broken = "\n".join(ROWS).replace("store; of", "store;\nof").replace(";", "\t")
    assert read(broken)[0][1] == ["A store\tof objects"] or read(broken)[0][1] == ["A store", "of objects"]


def test_what_anki_writes_above_its_rows() -> None:
    """It says what parts the cells, which of them are tags, and that they hold HTML."""
    text = (
        "#separator:pipe\n#html:true\n#deck column:1\n#tags column:4\n"
        "AWS::Storage|EBS|Blocks&nbsp;for <b>one</b><br>instance|storage\nAWS::Cost|Spot|Spare|\n"
    )
    assert read(text) == [
        ("EBS", ["Blocks for one", "instance"], "Storage"),
        ("Spot", ["Spare"], "Cost"),
    ]


@pytest.mark.parametrize(
    "above", ["#separator:Pipe\n#html:false", "#html:false\n#separator:Pipe", "#notetype:Basic\n#separator:|"]
)
def test_what_anki_writes_above_its_rows_stands_in_any_order(above: str) -> None:
    """What parts the cells need not be said first."""
    assert [asked for asked, _, _ in read(f"{above}\nEBS|Blocks\nSpot|Spare\n")] == ["EBS", "Spot"]


@pytest.mark.parametrize(
    ("header", "columns"),
    [("Answer,Question", (1, 0)), ("Frage,Antwort", (0, 1)), ("Risposta,Domanda", (1, 0)), ("A,Q", (1, 0))],
)
def test_columns_have_names_in_any_order_and_in_several_languages(
    header: str, columns: tuple[int, int]
) -> None:
    """The first row is enough, whatever the rows below it look like."""
    rows = (("EBS", "Blocks"), ("Spot", "Spare capacity"), ("IAM", "Roles"))
    text = "\n".join((header, *(",".join(row[at] for at in columns) for row in rows)))
    assert [(asked, said) for asked, said, _ in read(text)] == [(asked, [said]) for asked, said in rows]


def test_a_first_row_that_names_the_columns() -> None:
    """A column that neither asks nor answers is a paragraph of the answer."""
    rows = ("EBS,Blocks,Storage,a book", "Spot,Spare capacity,Cost,", "IAM,Roles,Access,")
    text = "\n".join(("Question,Answer,Topic,Source", *rows))
    assert read(text)[0] == ("EBS", ["Blocks", "Source: a book"], "Storage")


@pytest.mark.parametrize(
    "text",
    [
        "EBS;Blocks\nS3;Objects\nEFS;Files\n",
        "What is S3?;A store\nEBS;Blocks;one\nEFS;Files\n",
        "What is S3?, I asked\nNobody knew, not even Ana\nSo I looked, and found it\n",
        "What now?;\naws s3 ls;\naws s3 mb s3://x;\n",
        "Answers, Question\nWhat is S3?, I asked\nNobody knew, not even Ana, nor Bo\nWhat now?, they said\n",
        'What is "S3"?\n\nA store; of objects.\n\nWhat is "EBS"?\n\nBlocks; for one.\n',
    ],
    ids=[
        "nothing asks",
        "rows of different widths",
        "commas in text",
        "empty cells",
        "named in a title",
        "text",
    ],
)
def test_other_lines_are_no_rows(text: str) -> None:
    """They are read as any other text, if at all."""
    document, _ = readers.read(source.from_text("a.txt", text))
    assert not any("rows of cells" in pattern.why for pattern in document.patterns)
