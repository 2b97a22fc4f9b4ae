"""The figures of a deck."""

import json
from pathlib import Path

import pytest

from awsdeck import pipeline, stats
from awsdeck.config import Config

from .conftest import Run, case_name, fixture_documents

DOCUMENT = """\
# Figures

## IAM & Security

### 1. What is an IAM role?
**Difficulty:** Easy

An identity without a password, which people and machines take on.

### 2. How does AWS Backup keep copies safe?
**Difficulty:** Hard

1. A vault
    - that nobody can empty
2. Another account

```bash
aws backup list-backup-vaults
```

## Compute

### 3. When does Lambda beat EC2?

| Load | Better |
| --- | --- |
| rare | Lambda |

```text
+---+
| a |
+---+
```

### 4. What has no answer?
"""

EXPECTED = {
    "cards": 3,
    "categories": [
        {"category": "IAM & Security", "cards": 2, "easy": 1, "medium": 0, "hard": 1, "unrated": 0},
        {"category": "Compute", "cards": 1, "easy": 0, "medium": 0, "hard": 0, "unrated": 1},
    ],
    "services": [
        {"service": "backup", "name": "Backup", "cards": 1},
        {"service": "ec2", "name": "EC2", "cards": 1},
        {"service": "iam", "name": "IAM", "cards": 1},
        {"service": "lambda", "name": "Lambda", "cards": 1},
    ],
    "without_service": 0,
    "words": {
        "shortest": 4,
        "median": 8,
        "mean": 7.7,
        "longest": 11,
        "distribution": [
            {"from": 0, "to": 24, "cards": 3},
            {"from": 25, "to": 49, "cards": 0},
            {"from": 50, "to": 99, "cards": 0},
            {"from": 100, "to": 199, "cards": 0},
            {"from": 200, "to": 399, "cards": 0},
            {"from": 400, "to": None, "cards": 0},
        ],
    },
    "answers_with": {
        "code": {"cards": 1, "share": 0.333},
        "diagram": {"cards": 1, "share": 0.333},
        "table": {"cards": 1, "share": 0.333},
    },
}

SHOWN = """\
3 cards

Category                           easy     hard  unrated      all
IAM & Security                        1        1                 2  ████████████████████████
Compute                                                 1        1  ████████████
(all)                                 1        1        1        3

Service                         Cards
Backup                              1  ████████████████████████
EC2                                 1  ████████████████████████
IAM                                 1  ████████████████████████
Lambda                              1  ████████████████████████

Words in an answer              Cards
0-24                                3  ████████████████████████
25-49                               0
50-99                               0
100-199                             0
200-399                             0
400+                                0
from 4 to 11, half of the answers up to 8

Answers with                    Cards  Share
code                                1    33%  ████████
diagram                             1    33%  ████████
table                               1    33%  ████████
"""


@pytest.fixture(autouse=True)
def document(tmp_path: Path) -> None:
    """The document above; its last question has no answer, which is an error and no card."""
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")


def test_json_has_every_figure(run: Run) -> None:
    """Cards, categories by difficulty, services, lengths and parts, under names that are a contract."""
    shown = run("stats", "d.md", "--json")
    assert shown.returncode == 1  # of the question without an answer
    assert json.loads(shown.stdout) == {"documents": [{"title": "Figures", "source": "d.md"}], **EXPECTED}


def test_tables_with_bars(run: Run) -> None:
    """The same figures as tables; the problems go to the other stream."""
    shown = run("stats", "d.md")
    assert shown.stdout == SHOWN
    assert "question has no answer: 'What has no answer?'" in shown.stderr


def test_bars_in_a_terminal_without_blocks(run: Run) -> None:
    """A terminal that knows no block characters gets bars of letters, not an error."""
    shown = run("stats", "d.md", "--category", "compute", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Lambda                              1  ########################\n" in shown.stdout


def test_subset_options_mean_what_they_mean_in_build(run: Run) -> None:
    """Only the cards that were asked for are counted, and a name that nothing has is wrong usage."""
    values = json.loads(run("stats", "d.md", "--json", "--category", "iam", "--difficulty", "hard").stdout)
    assert (values["cards"], [row["service"] for row in values["services"]]) == (1, ["backup"])
    assert run("stats", "d.md", "--service", "nonsense").returncode == 2


def test_several_documents_are_counted_together(run: Run, tmp_path: Path) -> None:
    """One set of figures for all documents; categories of one name are one."""
    text = "# Second\n\n## Compute\n\n### What is Fargate?\n**Difficulty:** Easy\n\nContainers.\n"
    (tmp_path / "e.md").write_text(text, "utf-8")
    values = json.loads(run("stats", "d.md", "e.md", "--json").stdout)
    assert [document["source"] for document in values["documents"]] == ["d.md", "e.md"]
    assert {row["category"]: row["cards"] for row in values["categories"]} == {
        "IAM & Security": 2,
        "Compute": 2,
    }


def test_a_deck_without_a_card_has_figures_too(run: Run, tmp_path: Path) -> None:
    """Nothing is divided by nothing."""
    (tmp_path / "d.md").write_text("# Empty\n\nNo question here.\n", "utf-8")
    shown = run("stats", "d.md")
    assert shown.returncode == 1
    assert shown.stdout.startswith("0 cards\n")
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_figures_add_up(path: Path) -> None:
    """Every card is counted once by category, by difficulty and by length."""
    config = Config()
    notes = pipeline.read(path, config, pipeline.catalogue_for(config), 1_790_000_000).ready
    found = stats.of(notes)
    assert found.cards == len(notes)
    assert sum(found.levels.values()) == found.cards
    assert sum(span.cards for span in found.lengths.spans) == found.cards
    assert sum(service.cards for service in found.services) == sum(len(note.service_slugs) for note in notes)
    assert all(0 <= found.share(part) <= 1 for part in found.parts)
