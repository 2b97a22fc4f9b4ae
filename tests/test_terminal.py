"""Nothing in a document, a name or a lock steers the terminal."""

import re
import subprocess
import unicodedata
from pathlib import Path

import genanki
import pytest
from click.testing import CliRunner

from awsdeck.cli import COMMANDS, main
from awsdeck.writers import FORMATS

from .conftest import Run
from .test_push import DOCUMENT as PUSHED
from .test_push import Learner, learner

__all__ = ["learner"]  # a fixture


# Clear the screen, retitle the window, a link elsewhere, the same in one character (C1), write a line over,
# every other control character, turn text around, end a line without saying so.
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07 \x1b]8;;http://x.example\x1b\\\\ \x9b2J \x90q\x9c \b\x7f"
    + "".join(map(chr, (*range(1, 9), 11, *range(14, 32), *range(0x80, 0x85), *range(0x86, 0xA0))))
    + "\u202atxt\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 x\u2028y\u2029z"
)
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
SHORT = "\x1b[2J\x9b2J\x7f\u202e"
ROWS: dict[str, list[tuple[str, ...]]] = {
    "build": [(), ("-v",), ("--mark-removed",), ("--split", "category"), ("--locked",), ("--strict",)],
    "list": [
        (),
        ("--why", "--ids"),
        ("--json",),
        ("--id", f"x{SHORT}"),
        ("--cards", "qa,terms,steps,code", "--why"),
    ],
    "check": [(), ("--json",), ("-q",)],
    "diff": [(), ("--json",)],
    "inspect": [(), ("--json",), ("--write-config",)],
    "stats": [(), ("--json",)],
    "preview": [("--no-open",), ("--no-open", "--category", f"no{SHORT}")],
    "export": [("--to", name) for name in FORMATS],
}
BY_DOCUMENT: dict[str, list[tuple[str, ...]]] = {
    "convert": [("d.md", "-o", "tidy.md", "--force"), ("p.txt", "-o", "p2.md", "--force")],
    "adopt": [
        ("hostile.apkg", "d.md", "--dry-run"),
        ("hostile.apkg", "d.md", "--json"),
        ("hostile.apkg", "d.md", "--yes"),
    ],
    "inspect": [("hostile.apkg",), ("hostile.apkg", "--json"), ("build/d.apkg",)],
    "completion": [("bash",), (f"sh{SHORT}",)],
    "new": [(f"n{SHORT}.md",), (f"n{SHORT}.txt",), (f"d{SHORT}/n.md",)],
}
ELSEWHERE = {"push", "watch"}


@pytest.fixture
def on_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line on something that it takes for a terminal: for others click removes such sequences."""

    def command(*arguments: object, **env: str) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(tmp_path)
        words = [str(argument) for argument in arguments]
        done = CliRunner().invoke(main, words, env=env, prog_name="awsdeck", color=True)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return command


def steering(text: str) -> set[str]:
    """The characters of a text that a terminal obeys, but for ends of lines and the colours of our own."""
    text = re.sub(r"\x1b\[\d*m", "", text)
    return {c for c in text if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\r\t"} | set(
        re.findall("[\u202a-\u202e\u2066-\u2069]", text)
    )


@pytest.fixture
def folder(tmp_path: Path, on_terminal: Run) -> Path:
    """Hostile documents that were built once and then edited, and a package that is no less so."""
    for name in NAMES:
        (tmp_path / name).write_text(PAGE if name.endswith(".txt") else DOCUMENT, "utf-8")
    on_terminal("build", *NAMES)
    edited = DOCUMENT.replace("objects", "things").replace("## Storage", "## Moved").split("### 2.")[0]
    (tmp_path / "d.md").write_text(edited, "utf-8")
    fields = [{"name": f"Front{SHORT}"}, {"name": f"Back{SHORT}"}]
    templates = [{"name": f"Card{SHORT}", "qfmt": f"{{{{Front{SHORT}}}}}", "afmt": "x"}]
    kind = genanki.Model(1607392320, f"Script{SHORT}", fields=fields, templates=templates)
    deck = genanki.Deck(2059400111, f"Deck{HOSTILE}")
    for guid, question in ((f"g{SHORT}", f"What is S3 {HOSTILE}?"), ("h", f"Why {HOSTILE}?")):
        values = [question, f"It stores {HOSTILE} things."]
        deck.add_note(genanki.Note(kind, values, guid=guid, tags=[f"t{SHORT}"]))
    genanki.Package(deck).write_to_file(tmp_path / "hostile.apkg")
    return tmp_path


def test_every_command_is_tried() -> None:
    """A command has a row here, or a test of its own below."""
    assert set(ROWS) | set(BY_DOCUMENT) | ELSEWHERE == set(COMMANDS)


def harmless(shown: "subprocess.CompletedProcess[str]") -> None:
    """Neither stream steers anything, and something was said."""
    assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set()), (shown.stdout, shown.stderr)
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    "words",
    [(name, *NAMES, *rest) for name, rows in ROWS.items() for rest in rows]
    + [(name, *rest) for name, rows in BY_DOCUMENT.items() for rest in rows],
    ids=lambda words: " ".join(words).encode("ascii", "ignore").decode(),
)
def test_a_hostile_document_steers_no_terminal(
    folder: Path, on_terminal: Run, words: tuple[str, ...]
) -> None:
    """Whatever a command shows of a document, a package or what it was given, no control character is in it."""
    shown = on_terminal(*words)
    harmless(shown)
    assert shown.stdout or shown.stderr or "-q" in words or not folder


@pytest.mark.parametrize("way", ["profile", "error", "fields", "decks"])
def test_what_anki_answers_steers_no_terminal(learner: Learner, on_terminal: Run, way: str) -> None:
    """Names, texts and complaints that come from Anki, or from whoever poses as it."""
    learner.push()
    if way == "profile":
        learner.addon.profile = f"P{HOSTILE}"
    elif way == "error":

        def fail(query: str) -> list[int]:
            raise ValueError(f"no {HOSTILE} {query}")

        learner.addon.do_findNotes = fail  # type: ignore[method-assign]
    elif way == "fields":
        learner.edit("EBS", Answer=f"mine {HOSTILE}")
        learner.write(PUSHED.replace("has to outlive", "must outlive"))
    else:
        (learner.folder / "build" / "drill.pushed.json").unlink()
        learner.write(PUSHED.replace("Storage", f"Stored {HOSTILE}").replace("Fifteen", f"15 {HOSTILE}"))
    for options in (("--dry-run",), ("--json",), ("--yes",), ("--yes", "--mine"), ("--profile", f"Q{SHORT}")):
        harmless(on_terminal("push", "drill.md", "--url", learner.addon.url, *options))


def test_a_hostile_name_is_refused(on_terminal: Run, tmp_path: Path) -> None:
    """A document whose name holds such a character is named without it, and not read."""
    hostile = tmp_path / "source" / "h\x1b[2J\x9b.md"
    hostile.parent.mkdir()
    try:
        hostile.write_text("### What is S3?\n\nObjects.\n", "utf-8")
    except OSError:
        pytest.skip("this system has no such file names")
    for arguments in ((), (hostile,), ("source",)):
        for command in ("build", "list", "check"):
            shown = on_terminal(command, *arguments)
            assert shown.returncode == 2
            assert "its name holds a character that steers terminals" in shown.stderr
            assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())


@pytest.mark.parametrize("name", ["awsdeck.toml", "d.lock"])
def test_a_hostile_setting_or_lock_steers_no_terminal(on_terminal: Run, tmp_path: Path, name: str) -> None:
    """Complaints quote what they are about in a harmless way."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    on_terminal("build", "d.md")
    hostile = {
        "awsdeck.toml": [f"['x{HOSTILE}']\ny = 1\n", "x = '\x7f'\n", "tag_root = \"\\u001b[2J\\u009b \"\n", f"#{HOSTILE}\n="],
        "d.lock": [f"awsdeck-lock 1 render 1\nx{HOSTILE}\n", (tmp_path / "d.lock").read_text("utf-8").replace("What", HOSTILE)],
    }  # fmt: skip
    for text in hostile[name]:
        (tmp_path / name).write_text(text, "utf-8")
        for command in ("check", "diff", "list", "build", "stats", "inspect", "convert"):
            shown = on_terminal(command, "d.md")
            assert "Traceback" not in shown.stderr
            assert (steering(shown.stdout), steering(shown.stderr)) == (set(), set())
