"""awsdeck works as a library, as its page says."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

import awsdeck

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text("utf-8")
DOCUMENT = """\
# Mine

### What is S3?
**Difficulty:** Hard

A store.

### What is SQS?

A queue.

### What is EBS?
"""


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example of the page does what its remarks say."""
    (tmp_path / "my-questions.md").write_text(DOCUMENT, "utf-8")
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert example
    exec(compile(example[1], "docs/library.md", "exec"), {})
    said = capsys.readouterr().out.split("\n")
    assert said[0].startswith("What is S3? hard ('aws::difficulty::hard', 'aws::service::s3')")
    assert said[2].startswith("my-questions.md:12: error: question has no answer")
    assert said[-2] == "['build/my-questions-hard.apkg']"
    assert (tmp_path / "build" / "my-questions-hard.apkg").exists()
    assert (tmp_path / "my-questions.lock").exists()
    with (tmp_path / "cards.csv").open(newline="", encoding="utf-8") as file:
        assert [row["question"] for row in csv.DictReader(file)] == ["What is S3?", "What is SQS?"]


def test_the_page_names_every_public_name() -> None:
    """Every public name is there, and on the page."""
    for name in set(awsdeck.__all__) - {"__version__", "Built", "Exported"}:
        assert getattr(awsdeck, name)
        assert re.search(rf"^\| .*`{name}[`(]", PAGE, re.MULTILINE), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = awsdeck.nothing


def test_importing_costs_nothing() -> None:
    """``import awsdeck`` brings no other module of it."""
    code = "import awsdeck, sys; print(sorted(name for name in sys.modules if name.startswith('awsdeck')))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "['awsdeck']"
