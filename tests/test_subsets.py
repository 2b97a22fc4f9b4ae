"""Subsets: which cards they hold, how they are named, and that cards are the same in all of them."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from awsdeck.writers.names import is_restored_by_anki

from .conftest import Run

DOCUMENT = """\
# Drill

## IAM & Security

### 1. What is an IAM role?
**Difficulty:** Easy

a

### 2. How does AWS Backup keep copies safe?
**Difficulty:** Hard

b

## Compute

### 5. When does Lambda beat EC2?
**Difficulty:** Hard

c

### 6. What is the free tier?

d
"""


@pytest.fixture(autouse=True)
def document(tmp_path: Path) -> None:
    """The document above."""
    (tmp_path / "drill.md").write_text(DOCUMENT, "utf-8")


def numbers(run: Run, *options: str) -> list[int]:
    """The numbers of the cards that ``list`` gives with these options."""
    shown = run("list", "drill.md", "--json", *options)
    assert shown.returncode == 0, shown.stderr
    return [card["number"] for card in json.loads(shown.stdout)["cards"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [1, 2, 5, 6]),
        (("--category", "iam"), [1, 2]),
        (("--category", "IAM and security".replace("and ", "")), [1, 2]),
        (("--category", "COMPUTE"), [5, 6]),
        (("--category", "iam", "--category", "compute"), [1, 2, 5, 6]),
        (("--service", "lambda"), [5]),
        (("--service", "Elastic Compute Cloud"), [5]),
        (("--service", "backup", "--service", "iam"), [1, 2]),
        (("--difficulty", "HARD"), [2, 5]),
        (("--difficulty", "hard", "--category", "iam"), [2]),
        (("--number", "1-2,6"), [1, 2, 6]),
        (("--number", "2", "--number", "5-9"), [2, 5, 6]),
    ],
)
def test_options_choose_cards(run: Run, options: tuple[str, ...], expected: list[int]) -> None:
    """The same option means or, different options mean and; case and punctuation don't matter."""
    assert numbers(run, *options) == expected


@pytest.mark.parametrize(
    ("option", "value", "listed"),
    [
        ("--category", "securty", "there are: IAM & Security, Compute"),
        ("--service", "lamda", "did you mean lambda? there are: lambda, iam"),
        ("--difficulty", "medium", "there are: "),
        ("--number", "77", "there are: 1-2, 5-6"),
        ("--number", "6-1", "ends before it begins"),
        ("--number", "x", "'x' is not a range of numbers; write 7, 1-12 or 1-12,40"),
    ],
)
def test_a_name_that_matches_nothing(run: Run, option: str, value: str, listed: str) -> None:
    """It is wrong usage, and the names there are come nearest first."""
    shown = run("list", "drill.md", option, value)
    assert shown.returncode == 2
    assert listed in shown.stderr


def test_of_many_names_the_nearest_are_told(run: Run, tmp_path: Path) -> None:
    """Nobody reads seventy names; the command that lists them is named."""
    parts = (f"## Part {number}\n\n### What is thing {number} made for?\n\na\n\n" for number in range(30))
    (tmp_path / "long.md").write_text("# Long\n\n" + "".join(parts), "utf-8")
    shown = run("list", "long.md", "--category", "prat 17")
    assert shown.returncode == 2
    assert "did you mean Part 17? there are: Part 17, " in shown.stderr
    assert shown.stderr.count("Part ") == 13
    assert "and 18 more, which awsdeck stats lists" in shown.stderr


def test_nothing_left_is_said(run: Run) -> None:
    """Options that fit no card together are wrong usage too."""
    shown = run("build", "drill.md", "--category", "compute", "--difficulty", "easy")
    assert (shown.returncode, "no card has all" in shown.stderr) == (2, True)


def rows(package: Path) -> dict[str, tuple[object, ...]]:
    """For each guid what must not vary: note's time, fields, tags, deck and place."""
    with zipfile.ZipFile(package) as archive:
        database = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    decks = {
        int(number): deck["name"]
        for number, deck in json.loads(connection.execute("select decks from col").fetchone()[0]).items()
    }
    query = "select guid, n.mod, flds, tags, did, due from notes n join cards c on c.nid = n.id"
    found = {guid: (*rest, decks[did], due) for guid, *rest, did, due in connection.execute(query)}
    connection.close()
    return found


def test_a_card_is_the_same_in_every_subset(run: Run, tmp_path: Path) -> None:
    """Guid, fields, tags, deck, place and modification time agree between the whole and its parts."""
    assert run("build", "drill.md").returncode == 0
    assert run("build", "drill.md", "--split", "difficulty").returncode == 0
    whole = rows(tmp_path / "build" / "drill.apkg")
    parts = [rows(tmp_path / "build" / f"drill-{name}.apkg") for name in ("easy", "hard", "other")]
    assert sum(map(len, parts)) == len(whole) == 4
    assert {guid: row for part in parts for guid, row in part.items()} == whole


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("category", {"drill-iam-security.apkg", "drill-compute.apkg"}),
        (
            "service",
            {
                "drill-iam.apkg",
                "drill-backup.apkg",
                "drill-lambda.apkg",
                "drill-ec2.apkg",
                "drill-other.apkg",
            },
        ),
    ],
)
def test_split_makes_a_package_for_each_value(run: Run, tmp_path: Path, kind: str, names: set[str]) -> None:
    """One package for each category or service; cards without one are in "other"."""
    assert run("build", "drill.md", "--split", kind).returncode == 0
    assert {path.name for path in (tmp_path / "build").iterdir()} == names


def test_a_subset_has_a_name_of_its_own(run: Run, tmp_path: Path) -> None:
    """It doesn't replace the package of the whole document."""
    run("build", "drill.md", "--category", "iam", "--difficulty", "hard")
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["drill-iam-hard.apkg"]


@pytest.mark.parametrize("stem", ["backup", "collection", "Backup"])
def test_no_package_gets_a_name_that_anki_restores(run: Run, tmp_path: Path, stem: str) -> None:
    """Whatever the document and the subset are called."""
    (tmp_path / f"{stem}.md").write_text(DOCUMENT, "utf-8")
    for options in ([], ["--service", "backup"], ["--split", "service"]):
        assert run("build", f"{stem}.md", *options).returncode == 0
    built = [path.name for path in (tmp_path / "build").iterdir()]
    assert len(built) >= 6
    assert [name for name in built if is_restored_by_anki(name)] == []


def test_one_package_of_several_documents(run: Run, tmp_path: Path) -> None:
    """-o puts all documents into one package."""
    (tmp_path / "more.md").write_text("# More\n\n### What is a VPC?\n\na\n", "utf-8")
    built = run("build", "drill.md", "more.md", "-o", "both.apkg")
    assert built.returncode == 0
    assert built.stderr.strip() == "both.apkg: 5 cards in 2 categories (1 easy, 2 hard, 2 unrated)"


@pytest.mark.parametrize("command", ["build", "list", "export"])
def test_help_says_which_options_can_be_repeated(run_here: Run, command: str) -> None:
    """Each of a subset."""
    told = " ".join(run_here(command, "--help").stdout.split())
    for option in ("--category", "--service", "--difficulty", "--number"):
        meaning = told.partition(f" {option} ")[2].partition(" --")[0]
        assert meaning.endswith("can be repeated."), meaning


def test_parts_of_a_package_are_named_after_it(run: Run, tmp_path: Path) -> None:
    """Of the file that -o names."""
    assert run("build", "drill.md", "--split", "difficulty", "-o", "mine.apkg").returncode == 0
    made = {path.name for path in tmp_path.glob("*.apkg")}
    assert "mine-easy.apkg" in made
    assert "mine.apkg" not in made
