"""What a person says of a document goes before what awsdeck finds out."""

import json
from pathlib import Path

import pytest

from awsdeck import pipeline, readers, source
from awsdeck.config import Config, load, writing
from awsdeck.hints import Hints, found_in
from awsdeck.model import Document
from awsdeck.problems import AwsdeckError

from .conftest import Run, case_name, fixture_documents

NOTES = """# Team Notes

## Easy ones

### What is S3?

Objects.

### Example

A bucket for logs.

## Hard ones

### How do two VPCs meet? (Medium)

By peering.

Scenario 7: A disk is full.

Make it larger.
"""


def read(text: str, hints: Hints, name: str = "notes.md") -> Document:
    """The document of a text."""
    return readers.read(source.from_text(name, text), (), hints)[0]


def titles(document: Document) -> list[str]:
    """What its cards ask."""
    return [card.title for card in document.cards]


def test_questions_by_the_name_of_a_form() -> None:
    """A form that inspect names is how the document asks, and no other is."""
    found = read(NOTES, Hints(question_pattern=("h2",)))
    assert titles(found) == ["Easy ones", "Hard ones"]


def test_questions_by_an_expression() -> None:
    """Behind the match stands the question, and its number in it."""
    found = read(NOTES, Hints(question_pattern=(r"Scenario \d+:", "h3")))
    assert [(card.number, card.title) for card in found.cards][-1] == (7, "A disk is full.")


@pytest.mark.parametrize("pattern", ["### (What|How)", "### (?=What|How)", r"### (?P<question>(What|How).*)"])
def test_a_word_in_the_expression_belongs_to_the_question(pattern: str) -> None:
    """Whichever way a word of the question is named, the question keeps it."""
    assert titles(read(NOTES, Hints(question_pattern=(pattern,))))[0] == "What is S3?"


def test_lines_that_are_no_questions() -> None:
    """A line that is called no question belongs to the answer before it."""
    found = read(NOTES, Hints(not_question=("### Example",)))
    assert titles(found) == ["What is S3?", "How do two VPCs meet?"]
    assert found.cards[0].last_line == 11


def test_categories_as_said() -> None:
    """By level, by none, and by an expression in copied text."""
    assert read(NOTES, Hints(category_level=(2,))).cards[0].category == "Easy ones"
    assert {card.category for card in read(NOTES, Hints(category_level=(0,))).cards} == {None}
    page = "Page\n\npart one\n1\nWhat is S3?\nObjects.\n\npart two\n2\nWhat is EBS?\nDisks.\n"
    found = read(page, Hints(category_pattern="part "), "page.txt")
    assert [card.category for card in found.cards] == ["part one", "part two"]


def test_difficulty_counts_only_where_it_is_said_to() -> None:
    """A section's difficulty reaches its questions if sections are named."""
    both = [card.difficulty for card in read(NOTES, Hints(difficulty_from=("question", "section"))).cards]
    assert both[0] == "easy"
    assert both[-1] == "medium"
    assert {card.difficulty for card in read(NOTES, Hints(difficulty_from=("label",))).cards} == {None}


@pytest.mark.parametrize("name", ["notes.md", "notes.txt"])
def test_where_questions_begin_and_end(name: str) -> None:
    """What stands before the first line or behind the last one is on no card."""
    text = "T\n\n1. What is a?\n\nFirst.\n\n2. What is b?\n\nSecond.\n\n3. What is c?\n\nThird.\n\nEnd.\n"
    found = read(text, Hints(first_line=6, last_line=13), name)
    assert titles(found) == ["What is b?", "What is c?"]
    assert found.cards[-1].last_line == 13
    assert [passage.text for passage in found.skipped] == ["End."]


@pytest.mark.parametrize(
    ("hints", "code", "line"),
    [
        (Hints(question_pattern=("(What",)), "bad-pattern", None),
        (Hints(not_question=("[",)), "bad-pattern", None),
        (Hints(category_pattern="*"), "bad-pattern", None),
        (Hints(question_pattern=("Frage",)), "pattern-matches-nothing", None),
        (Hints(question_pattern=("h6",)), "pattern-matches-nothing", None),
        (Hints(question_pattern=("(a|aa)+$",)), "slow-pattern", 22),
    ],
)
def test_a_pattern_that_can_not_be_used_is_a_problem(hints: Hints, code: str, line: int | None) -> None:
    """A slip, a pattern without a match and one that would take years are named."""
    with pytest.raises(AwsdeckError) as failure:
        read(NOTES + "a" * 30_000 + "!\n", hints)
    assert [(problem.code, problem.at.line) for problem in failure.value.problems] == [(code, line)]


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_what_was_found_can_be_said(path: Path) -> None:
    """Said in the settings, everything that was found out gives the same cards."""
    text = source.load(path)
    before, _ = readers.read(text)
    if before.cards:
        after, _ = readers.read(text, (), found_in(before))
        assert after.cards == before.cards


def test_settings_keep_what_they_said(run: Run, tmp_path: Path) -> None:
    """--write-config adds the document; comments, other settings and other documents stay as they are."""
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    mine = '# our names\ntag_root = "cloud"  # short\n\n[documents."other.md"]\ntitle = "Other"\n'
    (tmp_path / "awsdeck.toml").write_text(mine, "utf-8")
    shown = run("inspect", "notes.md", "--write-config", "--title", "Mine")
    assert shown.returncode == 0
    written = (tmp_path / "awsdeck.toml").read_text("utf-8")
    assert written.startswith(mine)
    hints = load(tmp_path / "awsdeck.toml").hints_for(Path("notes.md"))
    assert (hints.title, hints.question_pattern, hints.category_level) == ("Mine", ("h3",), (2,))
    assert run("list", "notes.md").stdout.startswith("Mine: 3 cards")


def test_options_go_before_settings(run: Run, tmp_path: Path) -> None:
    """The same for every command: what is said now, then what the file says, then what is found."""
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    (tmp_path / "awsdeck.toml").write_text(
        '[documents."notes.md"]\ntitle = "File"\nquestion_pattern = ["h2"]\n'
    )
    for command in ("list", "inspect", "convert"):
        assert "Easy ones" in run(command, "notes.md").stdout
        shown = run(command, "notes.md", "--question-pattern", "h3", "--title", "Now").stdout
        assert "Now" in shown
        assert "What is S3?" in shown
    built = run("build", "notes.md", "--category-level", "0")
    assert "build/notes.apkg: 2 cards (2 unrated)" in built.stderr.replace("\\", "/")


def test_written_settings_survive_names_and_comments() -> None:
    """Any file name becomes a key, and writing twice changes nothing."""
    hints = Hints(title='A "B"', question_pattern=(r"Q\d+\.",), category_level=(1, 2))
    once = writing.with_hints("# only a comment\n", "my notes.v2.md", hints)
    assert once.startswith("# only a comment\n")
    assert writing.with_hints(once, "my notes.v2.md", hints) == once


def test_a_document_that_only_may_hold_questions_is_no_deck(run: Run, tmp_path: Path) -> None:
    """Not sure: nothing is built, the line is named, and what to say is told."""
    below = "### Buckets\n\nMake one.\n\n### Keys\n\nMake two.\n\n### Rules\n\nNone.\n"
    text = f"# Steps\n\n## First\n\nWith care.\n\n{below}"
    (tmp_path / "steps.md").write_text(text, "utf-8")
    built = run("build", "steps.md")
    assert built.returncode == 1
    assert (
        "steps.md:7: error: not sure whether these are questions: 3 lines such as '### Buckets'"
        in built.stderr
    )
    assert not (tmp_path / "build" / "steps.apkg").exists()
    assert run("inspect", "steps.md").returncode == 1
    assert run("build", "steps.md", "--question-pattern", "h3").returncode == 0


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("### S3 > A store.", 1),
        ("# Deck > ### What is S3? > A store. > ### EBS volume types > gp3", 2),
        ("# Notes > ## Storage > ### S3 classes > Six. > ### EBS > gp3 > ## Net > ### Peering > Joins.", 3),
        ("# Changes > ## 1.2.0 > ### Added > - a > ### Fixed > - b", 0),
        ("# Guide > ## Prepare > ### Install the tools > Pip. > ### Create a queue > One.", 0),
    ],
    ids=["one", "two", "categories", "changes", "guide"],
)
def test_an_outline_of_nothing_but_questions_is_a_deck(
    run: Run, tmp_path: Path, text: str, cards: int
) -> None:
    """Title, categories, questions, as documented, need no question marks; versions and steps are none."""
    (tmp_path / "d.md").write_text(text.replace(" > ", "\n\n") + "\n", "utf-8")
    assert f": {cards} card" in run("list", "d.md").stdout.split("\n")[0]


def test_figures_in_a_question_are_no_number(run: Run, tmp_path: Path) -> None:
    """A pattern of one's own with a group for the question numbers nothing by S3 or EC2."""
    (tmp_path / "d.txt").write_text("Quiz\n\nWhat is EC2?\nMachines.\n\nWhat is S3?\nA store.\n", "utf-8")
    listed = run("list", "d.txt", "--json", "--question-pattern", r"(?P<question>.*\?)$")
    cards = json.loads(listed.stdout)["cards"]
    assert [(card["number"], card["question"]) for card in cards] == [
        (None, "What is EC2?"),
        (None, "What is S3?"),
    ]


@pytest.mark.parametrize("said", ["--last-line=99", "--question-pattern=###", "--category-level=0"])
def test_a_misspelt_difficulty_is_told_whatever_is_said(run: Run, tmp_path: Path, said: str) -> None:
    """What a person says of a document hides no complaint about it, and the services on the line count."""
    labels = "**Difficulty:** Esay · **Services:** SQS"
    text = f"### What is S3?\n{labels}\n\nA store.\n\n### What is EC2?\n\nMachines.\n"
    (tmp_path / "d.md").write_text(text, "utf-8")
    listed = run("list", "d.md", "--json", said)
    found = json.loads(listed.stdout)
    assert [(told["code"], told["line"]) for told in found["problems"]] == [("unknown-difficulty", 2)]
    assert found["cards"][0]["services"] == ["sqs"]


def test_a_misspelt_name_in_the_settings_is_told(run: Run, tmp_path: Path) -> None:
    """A document, category or id that there isn't is named with its line and with the one that is meant."""
    (tmp_path / "notes.md").write_text(NOTES, "utf-8")
    (tmp_path / "other.md").write_text(NOTES, "utf-8")
    names = ["documents.nots", 'documents."other.md"', 'categories."Esay ones"', 'categories."hard ones!"',
             "ids.elsewhere"]  # fmt: skip
    settings = "\n".join(f'[{name}]\ncards = ["qa"]\n' for name in names)
    (tmp_path / "awsdeck.toml").write_text(settings, "utf-8")
    for command in ("list", "build", "check"):
        shown = run(command, "notes.md")
        told = [line for line in (shown.stdout + shown.stderr).splitlines() if "there is no" in line]
        assert [line.partition("awsdeck.toml:")[2] for line in told] == [
            "1: warning: there is no document 'nots'",
            "7: warning: there is no category 'Esay ones'",
        ]
        assert "perhaps 'notes" in shown.stdout + shown.stderr
        assert "perhaps 'Easy ones' is meant" in shown.stdout + shown.stderr


def test_what_is_to_be_no_question_has_to_be_there(run: Run, tmp_path: Path) -> None:
    """A pattern for what is no question that matches nothing is an error, as one for questions is."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nA store.\n", "utf-8")
    refused = run("list", "d.md", "--not-question", "nope")
    assert (refused.returncode, "matches 'nope'" in refused.stderr) == (1, True)


def test_steps_in_an_answer_are_no_questions(run: Run, tmp_path: Path) -> None:
    """Where a document marks its questions, a numbered line that asks somebody to do something is a step."""
    steps = "1. Open the console\n2. Click create\n3. Give the bucket a name\n\n```bash\naws s3 ls\n```\n"
    pairs = [("What is S3?", "A store.\n"), ("How do you set it up?", steps), ("What is EC2?", "Machines.\n")]
    text = "\n".join(f"**Q: {question}**\n\nA: {answer}" for question, answer in pairs)
    (tmp_path / "d.md").write_text(f"# T\n\n{text}", "utf-8")
    cards = json.loads(run("list", "d.md", "--json").stdout)["cards"]
    assert [card["question"] for card in cards] == [question for question, _ in pairs]


def test_settings_of_a_document_are_checked() -> None:
    """The pipeline takes the hints of the document that it reads."""
    config = Config(said={"a.md": Hints(title="A")}, hints=Hints(last_line=3))
    assert config.hints_for(Path("x/a.md")) == Hints(title="A", last_line=3)
    assert pipeline.catalogue_for(config)
