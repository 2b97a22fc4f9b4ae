"""Nothing in a document, a name or a lock steers the terminal."""

import re
import unicodedata
from pathlib import Path

import pytest

from .conftest import Run

# Clear the screen, retitle the window, the same in one character (C1), write a line over, turn text around.
HOSTILE = "\x1b[2J\x1b]0;owned\x07 \x9b2J \x90q\x9c \b\x7f \u202etxt\u2066"
DOCUMENT = f"""# Title {HOSTILE}

Easy = {HOSTILE}

## Storage {HOSTILE}

### 1. What is S3 {HOSTILE}?
**Services:** {HOSTILE}

It stores {HOSTILE} objects. ![x {HOSTILE}](x{HOSTILE}.png)

```sh
aws s3 ls {HOSTILE}
```

### 2. What is S3 {HOSTILE}?

Nothing at all {HOSTILE}.

### 3. No answer {HOSTILE}?

# Second {HOSTILE}
"""
PAGE = f"Page {HOSTILE}\n\n1\nWhat is S3 {HOSTILE}?Easy\n\nObjects {HOSTILE}.\n\n2\nWhat is EBS?Hard\n\nNameKind{HOSTILE}\nOneTwo\n\nRelated Posts {HOSTILE}\n"
NAMES = ["d.md", "p.txt"]
COMMANDS = [
    ("build",),
    ("list",),
    ("list", "--why", "--ids"),
    ("list", "--json"),
    ("check",),
    ("check", "--json"),
    ("diff",),
    ("diff", "--json"),
    ("inspect",),
    ("inspect", "--json"),
    ("stats",),
    ("stats", "--json"),
    ("build", "--mark-removed"),
]


def steering(text: str) -> set[str]:
    """The characters of a text that a terminal obeys, but for ends of lines."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\r\t"} | set(
        re.findall("[\u202a-\u202e\u2066-\u2069]", text)
    )


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    """Hostile documents that were built once and then edited."""
    for name in NAMES:
        (tmp_path / name).write_text(PAGE if name.endswith(".txt") else DOCUMENT, "utf-8")
    run("build", *NAMES)
    (tmp_path / "d.md").write_text(DOCUMENT.replace("objects", "things").split("### 2.")[0], "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_hostile_document_steers_no_terminal(folder: Path, run: Run, command: tuple[str, ...]) -> None:
    """Whatever a command shows of a document, no control character is in it."""
    assert folder.is_dir()
    shown = run(*command, *NAMES)
    assert "Traceback" not in shown.stderr
    assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())
    assert shown.stdout or shown.stderr


def test_a_hostile_name_is_refused(run: Run, tmp_path: Path) -> None:
    """A document whose name holds such a character is named without it, and not read."""
    hostile = tmp_path / "source" / "h\x1b[2J\x9b.md"
    hostile.parent.mkdir()
    try:
        hostile.write_text("### What is S3?\n\nObjects.\n", "utf-8")
    except OSError:
        pytest.skip("this system has no such file names")
    for arguments in ((), (hostile,), ("source",)):
        for command in ("build", "list", "check"):
            shown = run(command, *arguments)
            assert shown.returncode == 2
            assert "its name holds a character that steers terminals" in shown.stderr
            assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())


def test_a_hostile_package_steers_no_terminal(folder: Path, run: Run) -> None:
    """Nor does a package, whose names and fields may be a stranger's."""
    for name in ("build/d.apkg", "build/p.apkg"):
        assert (folder / name).exists()
        shown = run("inspect", name)
        assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())


@pytest.mark.parametrize("name", ["awsdeck.toml", "d.lock"])
def test_a_hostile_setting_or_lock_steers_no_terminal(run: Run, tmp_path: Path, name: str) -> None:
    """Complaints quote what they are about in a harmless way."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    run("build", "d.md")
    hostile = {
        "awsdeck.toml": [f"['x{HOSTILE}']\ny = 1\n", "x = '\x7f'\n", "tag_root = \"\\u001b[2J\\u009b \"\n", f"#{HOSTILE}\n="],
        "d.lock": [f"awsdeck-lock 1 render 1\nx{HOSTILE}\n", (tmp_path / "d.lock").read_text("utf-8").replace("What", HOSTILE)],
    }  # fmt: skip
    for text in hostile[name]:
        (tmp_path / name).write_text(text, "utf-8")
        for command in ("check", "diff", "list", "build"):
            shown = run(command, "d.md")
            assert "Traceback" not in shown.stderr
            assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())
