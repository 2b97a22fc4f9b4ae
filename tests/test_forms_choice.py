"""Which cards are made: by option, by setting, by what stands under a question."""

import json
from pathlib import Path

import pytest

from .conftest import Run
from .test_subsets import rows

DOCUMENT = """\
# Drill

## Storage

### 1. What are S3 storage classes?
<!-- id: classes -->
**Difficulty:** Easy

- **Standard** — for data that is read often
- **Glacier** — for archives that are hardly read

### 2. What are EBS volume types?
<!-- id: volumes -->
<!-- cards: qa -->

- **gp3** — the one to begin with
- **io2** — for databases that need it

## Compute

### 3. What are EC2 purchasing options?
<!-- id: options -->

- **Spot** — spare capacity, cheap and taken back
- **On-Demand** — by the second, without a promise
"""


@pytest.fixture(autouse=True)
def document(tmp_path: Path) -> Path:
    """The document above."""
    path = tmp_path / "drill.md"
    path.write_text(DOCUMENT, "utf-8")
    return path


def listed(run: Run, *options: str) -> list[tuple[str, str]]:
    """The form and the last part of the id of each card that ``list`` gives."""
    shown = run("list", "drill.md", "--json", *options)
    assert shown.returncode == 0, shown.stderr
    cards = json.loads(shown.stdout)["cards"]
    return [(card.get("form", "qa"), card["id"].split("/")[-1]) for card in cards]


WHOLE = [("qa", "classes"), ("qa", "volumes"), ("qa", "options")]


def test_without_a_wish_only_whole_questions_are_made(run: Run) -> None:
    """The default is what it was."""
    assert listed(run) == WHOLE


def test_parts_follow_their_question(run: Run) -> None:
    """A question that opted out has none."""
    assert listed(run, "--cards", "qa,terms") == [
        ("qa", "classes"),
        ("terms", "standard"),
        ("terms", "glacier"),
        ("qa", "volumes"),
        ("qa", "options"),
        ("terms", "spot"),
        ("terms", "on-demand"),
    ]


def test_the_whole_question_can_be_left_out(run: Run) -> None:
    """``qa`` is a form like the others; who asked for qa only gets nothing then."""
    assert [form for form, _ in listed(run, "--cards", "terms")] == ["terms"] * 4


@pytest.mark.parametrize(
    ("settings", "terms_of"),
    [
        ('cards = ["qa", "terms"]', {"standard", "glacier", "spot", "on-demand"}),
        ('[documents.drill]\ncards = ["qa", "terms"]', {"standard", "glacier", "spot", "on-demand"}),
        ('[documents.other]\ncards = ["qa", "terms"]', set()),
        ('[categories.compute]\ncards = ["qa", "terms"]', {"spot", "on-demand"}),
        ('cards = ["qa", "terms"]\n[categories.Storage]\ncards = ["qa"]', {"spot", "on-demand"}),
        ('[ids.classes]\ncards = ["qa", "terms"]', {"standard", "glacier"}),
        ('cards = ["qa", "terms"]\n[ids.classes]\ncards = ["qa"]', {"spot", "on-demand"}),
    ],
)
def test_settings_choose_too(run: Run, tmp_path: Path, settings: str, terms_of: set[str]) -> None:
    """For all, a document, a category or a card: the narrowest counts."""
    (tmp_path / "awsdeck.toml").write_text(settings, "utf-8")
    found = listed(run)
    assert [card for card in found if card[0] == "qa"] == WHOLE
    assert {name for form, name in found if form == "terms"} == terms_of


def test_the_option_takes_the_place_of_the_settings(run: Run, tmp_path: Path) -> None:
    """But a card's own word still takes away."""
    (tmp_path / "awsdeck.toml").write_text('cards = ["qa", "terms"]\n[ids.options]\ncards = ["qa"]', "utf-8")
    assert listed(run, "--cards", "qa") == WHOLE
    assert {name for form, name in listed(run, "--cards", "terms")} == {"standard", "glacier"}


def test_a_form_that_there_is_not(run: Run, tmp_path: Path, document: Path) -> None:
    """A misspelt one is named everywhere, with those there are."""
    shown = run("build", "drill.md", "--cards", "qa,trems")
    assert shown.returncode == 2
    assert "'trems' is no kind of card; there are: qa, terms" in shown.stderr
    assert run("build", "drill.md", "--cards", ",").returncode == 2
    (tmp_path / "awsdeck.toml").write_text('cards = ["trems"]', "utf-8")
    assert "awsdeck.toml:1: error: cards can't be ['trems']" in run("list", "drill.md").stderr
    (tmp_path / "awsdeck.toml").unlink()
    document.write_text(DOCUMENT.replace("cards: qa", "cards: trems"), "utf-8")
    assert "drill.md:12: warning: unknown kind of card: 'trems'" in run("check", "drill.md").stdout
    assert listed(run)[1] == ("qa", "volumes")


def test_the_choice_of_a_card_survives_convert(run: Run, tmp_path: Path) -> None:
    """It is written where it was read."""
    assert run("convert", "drill.md", "-o", "new.md").returncode == 0
    assert "<!-- id: volumes -->\n<!-- cards: qa -->\n" in (tmp_path / "new.md").read_text("utf-8")
    again = run("list", "new.md", "--json", "--cards", "terms")
    assert len(json.loads(again.stdout)["cards"]) == 4


def test_a_choice_in_the_wrong_place_is_named(run: Run, document: Path) -> None:
    """Behind the answer it would do nothing, silently."""
    document.write_text(DOCUMENT + "\n<!-- cards: qa -->\n", "utf-8")
    assert "this choice of cards is not used" in run("check", "drill.md").stdout


def test_what_is_not_made_is_listed_with_the_reason(run: Run, document: Path) -> None:
    """In the list and for programs, with the line; without the wish there is no word of it."""
    document.write_text(DOCUMENT + "- **Note** — remember this\n", "utf-8")
    shown = run("list", "drill.md", "--cards", "qa,terms", "--why").stdout
    assert "drill.md:26: not made: terms 'Note': 'Note' is a label, not something to ask for" in shown
    values = json.loads(run("list", "drill.md", "--cards", "terms", "--json").stdout)
    assert [(left["name"], left["line"]) for left in values["left_out"]] == [("Note", 26)]
    assert "left_out" not in json.loads(run("list", "drill.md", "--json").stdout)


def test_turning_a_form_on_and_off_touches_nothing_else(run: Run, tmp_path: Path) -> None:
    """Whole questions keep guid, time, fields, deck and place; turned on again, parts keep theirs as well."""
    package, lock = tmp_path / "build" / "drill.apkg", tmp_path / "drill.lock"

    def built(*options: str, at: int) -> tuple[bytes, bytes]:
        shown = run("build", "drill.md", *options, SOURCE_DATE_EPOCH=str(at))
        assert shown.returncode == 0, shown.stderr
        return package.read_bytes(), lock.read_bytes()

    whole, before = built(at=2_000_000_000)
    questions = rows(package)
    _, with_parts = built("--cards", "qa,terms", at=2_000_000_100)
    both = rows(package)
    assert {guid: row for guid, row in both.items() if guid in questions} == questions
    assert len(both) == len(questions) + 4
    assert with_parts.count(b"\n") == before.count(b"\n") + 4
    assert built(at=2_000_000_200) == (whole, with_parts)
    built("--cards", "terms", at=2_000_000_300)
    parts = rows(package)
    assert parts == {guid: row for guid, row in both.items() if guid not in questions}
    assert built("--cards", "qa,terms", "--locked", at=2_000_000_400)[1] == with_parts
    assert rows(package) == both


def test_own_decks_are_named_for_the_form(run: Run, tmp_path: Path) -> None:
    """By option or setting; whole questions stay where they are."""

    def decks(*options: str) -> set[str]:
        values = json.loads(run("list", "drill.md", "--json", "--cards", "qa,terms", *options).stdout)
        return {card["deck"] for card in values["cards"]}

    split = {"Drill::Storage", "Drill::Compute", "Drill::Storage::Terms", "Drill::Compute::Terms"}
    assert decks() == {"Drill::Storage", "Drill::Compute"}
    assert decks("--own-decks") == split
    (tmp_path / "awsdeck.toml").write_text("own_decks = true\n", "utf-8")
    assert decks() == split


def test_subsets_and_splits_take_the_parts_along(run: Run, tmp_path: Path) -> None:
    """A part has the category, difficulty, services and number of its question, and one tag more."""
    assert run("build", "drill.md", "--cards", "qa,terms", "--category", "compute").returncode == 0
    assert len(rows(tmp_path / "build" / "drill-compute.apkg")) == 3
    assert run("build", "drill.md", "--cards", "qa,terms", "--split", "difficulty").returncode == 0
    assert len(rows(tmp_path / "build" / "drill-easy.apkg")) == 3
    shown = json.loads(run("list", "drill.md", "--cards", "qa,terms", "--number", "1", "--json").stdout)
    whole, part, _ = shown["cards"]
    assert set(part["tags"]) - set(whole["tags"]) == {"aws::form::terms"}
    assert set(whole["tags"]) < set(part["tags"])
    assert (part["parent"], part["form"], part["number"]) == ("classes", "terms", 1)
    assert not {"parent", "form"} & whole.keys()


def test_one_package_of_several_documents_has_the_parts(run: Run, tmp_path: Path) -> None:
    """``-o`` as ever."""
    (tmp_path / "two.md").write_text(DOCUMENT.replace("# Drill", "# Two"), "utf-8")
    shown = run("build", "drill.md", "two.md", "--cards", "qa,terms", "-o", "all.apkg")
    assert shown.returncode == 0, shown.stderr
    assert "14 cards in 2 categories: 6 qa, 8 terms" in shown.stderr
    assert len(rows(tmp_path / "all.apkg")) == 14


def test_diff_tells_what_an_import_will_do(run: Run, document: Path) -> None:
    """With the forms that are asked for, and without a word of the others; unsure terms are named."""

    def predicted(*options: str) -> dict[str, int]:
        shown = run("diff", "drill.md", "--json", *options)
        assert shown.returncode == 0, shown.stderr
        outcome: dict[str, int] = json.loads(shown.stdout)[0]["import"]
        return outcome

    assert run("build", "drill.md", "--cards", "qa,terms").returncode == 0
    assert predicted("--cards", "qa,terms") == {"new": 0, "updated": 0, "unchanged": 7}
    document.write_text(DOCUMENT.replace("cheap and taken back", "cheap, but taken back"), "utf-8")
    assert predicted("--cards", "qa,terms") == {"new": 0, "updated": 2, "unchanged": 5}
    assert predicted() == {"new": 0, "updated": 1, "unchanged": 2}
    assert predicted("--cards", "terms") == {"new": 0, "updated": 1, "unchanged": 3}
    text = run("diff", "drill.md", "--cards", "terms").stdout
    assert "drill.md:24: answer changed: 'EC2 purchasing options › Spot?'" in text
    assert "- spare capacity, cheap and taken back\n  + spare capacity, cheap, but taken back" in text
    other = DOCUMENT.replace("**Spot** — spare capacity, cheap and", "**Leftover** — machines that are")
    document.write_text(other, "utf-8")
    shown = run("check", "drill.md", "--cards", "qa,terms").stdout
    assert "taken for a new card, but it may be an old one: 'EC2 purchasing options › Spot" in shown
    assert "change its name and its text in two builds" in shown


def test_what_is_gone_is_marked_only_with_its_form(run: Run, document: Path, tmp_path: Path) -> None:
    """A package without a form has no note of it, not even one that says that it is gone."""
    assert run("build", "drill.md", "--cards", "qa,terms").returncode == 0
    document.write_text(DOCUMENT.replace("- **Spot** — spare capacity, cheap and taken back\n", ""), "utf-8")
    assert run("build", "drill.md", "--cards", "qa,terms", "--mark-removed").returncode == 0
    assert len(rows(tmp_path / "build" / "drill.apkg")) == 7
    assert run("build", "drill.md", "--mark-removed").returncode == 0
    assert len(rows(tmp_path / "build" / "drill.apkg")) == 3
    assert run("build", "drill.md", "--cards", "qa,terms", "--mark-removed").returncode == 0
    assert len(rows(tmp_path / "build" / "drill.apkg")) == 7


def test_other_programs_get_the_forms_too(run: Run, tmp_path: Path) -> None:
    """All but Markdown, which is the text that they are made of."""
    for kind, count in (("csv", 7), ("markdown", 3)):
        shown = run("export", "drill.md", "--to", kind, "--cards", "qa,terms", "-o", f"out.{kind}")
        assert f"out.{kind}: {count} cards" in shown.stderr
    assert (tmp_path / "out.markdown").read_text("utf-8").count("\n### ") == 3
