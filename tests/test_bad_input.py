"""Bad input gives one clear message, the right exit code, no traceback, and harms no existing deck."""

from pathlib import Path

import pytest

from .conftest import Run

GOOD = "### What is S3?\n\nObject storage.\n"
PAGE = "Title\n\n1\nWhat is S3?Easy\n\nObject storage for any amount of data.\n\n2\nWhat is EBS?Easy\n\nBlock storage.\n"

CASES: list[tuple[str, str, bytes, int, str]] = [
    ("empty", "d.md", b"", 1, "d.md: error: the file is empty"),
    ("only blanks", "d.md", b" \n\n\t\n", 1, "d.md: error: the file is empty"),
    ("binary", "d.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff", 1, "d.txt: error: this is not a text file"),
    ("text with NUL", "d.md", b"### Q?\n\nA\0B\n", 1, "d.md: error: this is not a text file"),
    ("Latin-1", "d.md", "### Q?\n\nCaf\xe9\n".encode("latin-1"), 1, "d.md:3: error: not UTF-8 text: byte 0xe9"),
    ("UTF-16", "d.md", GOOD.encode("utf-16"), 0, "d.md:1: warning: the file is UTF-16, not UTF-8"),
    ("cut UTF-16", "d.md", GOOD.encode("utf-16")[:-1], 1, "d.md: error: UTF-16 text that breaks off"),
    ("form feed", "d.md", GOOD.replace("t s", "t\fs").encode(), 0, "d.md:3: warning: a form feed (page break)"),
    ("U+2028", "d.md", GOOD.replace("t s", "t\u2028s").encode(), 0, "d.md:3: warning: a line separator (U+2028)"),
    ("no questions", "d.md", b"# Title\n\nJust prose.\n", 1, "d.md:1: error: no question was found"),
    ("no questions, page", "d.txt", b"Title\n\nJust prose.\n", 1, "d.txt:1: error: no question was found"),
    ("no answer", "d.md", b"### What is S3?\n\n### Q2?\n\nA\n", 1, "d.md:1: error: question has no answer: 'What is S3?'"),
    ("empty question", "d.md", b"###\n\nA\n", 1, "d.md:1: error: there is no question before this answer"),
    ("same question", "d.md", GOOD.encode() * 2, 1, "d.md:4: error: question comes twice: 'What is S3?' (first at line 1)"),
    ("same number", "d.md", b"### 1. A?\n\na\n\n### 1. B?\n\nb\n", 0, "d.md:5: warning: number 1 comes twice (first at line 1)"),
    ("same id", "d.md", b"### A?\n<!-- id: x -->\na\n\n### B?\n<!-- id: x -->\nb\n", 1, "d.md:5: error: id 'x' comes twice (first at line 1)"),
    ("unclosed fence", "d.md", b"### A?\n\n```sh\nls\n\n### B?\n\nb\n", 1, "d.md:3: error: code block is never closed"),
    ("ragged row", "d.md", b"### A?\n\n| a | b |\n| - | - |\n| 1 |\n", 0, "d.md:5: warning: table row has 1 cell where the header has 2"),
    ("unknown level", "d.md", b"### A?\n**Difficulty:** Tough\n\na\n", 0, "d.md:2: warning: unknown difficulty: 'Tough'"),
    ("unknown service", "d.md", b"### A?\n**Services:** Lamda\n\na\n", 0, "d.md:2: warning: unknown service: 'Lamda'"),
    ("lost image", "d.md", b"### A?\n\n![x](no.png)\n", 1, "d.md:3: error: image 'no.png' does not exist"),
    ("lost image, escaped", "d.md", b"### A?\n\n![x](my%20map.png)\n", 1, "d.md:3: error: image 'my map.png' does not exist"),
    ("image outside", "d.md", b"### A?\n\n![x](../x.png)\n", 1, "d.md:3: error: image '../x.png' lies outside"),
    ("remote image", "d.md", b"### A?\n\n![x](https://x.example/y.png)\n", 0, "d.md:3: warning: image is not a file beside"),
    ("second title", "d.md", b"# T\n\n### A?\n\na\n\n# U\n", 0, "d.md:7: warning: the document has a title already"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "code", "message"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_message_and_exit_code(
    run: Run, tmp_path: Path, name: str, content: bytes, code: int, message: str
) -> None:
    """One message with path and line, a hint below it, and no traceback."""
    (tmp_path / name).write_bytes(content)
    shown = run("check", name)
    problems = [line for line in shown.stdout.split("\n") if ": error: " in line or ": warning: " in line]
    assert [line[: len(message)] for line in problems] == [message]
    assert shown.stdout.count("\n  hint: ") == 1
    assert (shown.returncode, shown.stderr) == (code, "")


@pytest.mark.parametrize(
    ("name", "content", "code"), [case[1:4] for case in CASES], ids=[case[0] for case in CASES]
)
def test_build_has_the_same_exit_code_and_keeps_the_old_deck_under_strict(
    run: Run, tmp_path: Path, name: str, content: bytes, code: int
) -> None:
    """An existing deck stays byte for byte when a source with errors is built with --strict."""
    (tmp_path / name).write_bytes(content)
    old = tmp_path / "build" / "d.apkg"
    old.parent.mkdir()
    old.write_bytes(b"the old deck")
    built = run("build", name, "--strict")
    assert built.returncode == code
    assert "Traceback" not in built.stderr
    assert (old.read_bytes() == b"the old deck") == bool(code)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Dynmodb", "DynamoDB"),
        ("Lamdba", "Lambda"),
        ("Cloudfrond", "CloudFront"),
        pytest.param("Code", "CodeStar or CodeGuru or Honeycode", id="none-is-clearly-nearer"),
    ],
)
def test_of_services_the_nearest_are_told(run_here: Run, tmp_path: Path, name: str, meant: str) -> None:
    """One alone where it is clearly nearer than the others, and no service twice."""
    (tmp_path / "d.md").write_text(f"### A?\n**Services:** {name}\n\na\n", "utf-8")
    assert f"hint: perhaps {meant}; part names" in run_here("check", "d.md").stdout


def test_check_tells_of_cards_that_two_documents_have(run: Run, tmp_path: Path) -> None:
    """As build does: they are the same notes in Anki."""
    (tmp_path / "a.md").write_text(f"# T\n\n{GOOD}", "utf-8")
    (tmp_path / "b.md").write_text(f"# T\n\n{GOOD}", "utf-8")
    told = "b.md:3: warning: 1 card of this document also in a.md"
    assert told in run("check", "a.md", "b.md").stdout
    assert told in run("build", "a.md", "b.md").stderr


def test_list_counts_the_cards_that_no_deck_gets(run: Run, tmp_path: Path) -> None:
    """So that list and build say the same."""
    (tmp_path / "d.md").write_text("# D\n\n### A?\n\n### B?\n\nb\n", "utf-8")
    assert run("list", "d.md").stdout.startswith("D: 2 cards, 1 of them incomplete and left out of decks\n")


def test_what_could_be_read_is_built(run: Run, tmp_path: Path) -> None:
    """The cards around a broken one survive."""
    (tmp_path / "d.md").write_text("### A?\n\n### B?\n\nb\n\n### C?\n\n```\nc\n\n### D?\n\nd\n", "utf-8")
    built = run("build", "d.md")
    assert built.returncode == 1
    assert "build/d.apkg: 3 cards" in built.stderr.replace("\\", "/")


def test_one_unreadable_document_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    """Each document is built on its own."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "bad.txt").write_bytes(b"")
    (tmp_path / "source" / "good.md").write_text(GOOD, "utf-8")
    built = run("build")
    assert built.returncode == 1
    assert (tmp_path / "build" / "good.apkg").exists()
    assert "bad.txt: error: the file is empty" in built.stderr


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"], ids=["CRLF", "CR", "LF"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize(("name", "text"), [("d.md", GOOD), ("d.txt", PAGE)])
def test_line_ends_and_bom_make_no_difference(
    run: Run, tmp_path: Path, newline: str, bom: bytes, name: str, text: str
) -> None:
    """The same cards from every platform's files."""
    (tmp_path / name).write_bytes(text.encode())
    plain = run("list", name, "--json").stdout
    (tmp_path / name).write_bytes(bom + text.replace("\n", newline).encode())
    assert run("list", name, "--json").stdout == plain


@pytest.mark.parametrize("command", ["build", "list", "check"])
def test_wrong_usage(run: Run, tmp_path: Path, command: str) -> None:
    """A missing file, a folder without documents, or no folder at all is wrong usage: exit code 2."""
    (tmp_path / "empty").mkdir()
    for arguments in (["missing.md"], ["empty"], [], ["--nonsense"]):
        shown = run(command, *arguments)
        assert shown.returncode == 2
        assert "error: " in shown.stderr.lower()
        assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    "name", ["collection.apkg", "backup-mine.apkg", "Backup-1.APKG", "x.colpkg", "x.zip"]
)
def test_names_that_anki_would_restore_are_refused(run: Run, tmp_path: Path, name: str) -> None:
    """Anki restores such files over the whole collection, so they are never written."""
    (tmp_path / "d.md").write_text(GOOD, "utf-8")
    assert run("build", "d.md", "-o", name).returncode == 2
    assert not (tmp_path / name).exists()


def test_unknown_format(run: Run, tmp_path: Path) -> None:
    """A file that no reader knows is named with those that are known."""
    (tmp_path / "d.docx").write_text("x", "utf-8")
    shown = run("build", "d.docx")
    assert shown.returncode == 1
    assert "no reader for files that end in '.docx'" in shown.stderr


def test_unwritable_output(run: Run, tmp_path: Path) -> None:
    """A folder in the way of the package is reported, not a traceback."""
    (tmp_path / "d.md").write_text(GOOD, "utf-8")
    (tmp_path / "build").write_text("a file", "utf-8")
    shown = run("build", "d.md")
    assert shown.returncode == 1
    assert "error: can't write it" in shown.stderr
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tag_root = 3", "awsdeck.toml:1: error: tag_root can't be 3\n  hint: write a text in quotes\n"),
        (
            "tag_root = 'a b'",
            "awsdeck.toml:1: error: tag_root can't be 'a b'\n  hint: write a word without spaces\n",
        ),
        (
            "\ncolour = 'red'",
            "awsdeck.toml:2: error: unknown setting colour\n  hint: known are: tag_root, ",
        ),
        (
            "[services.s3]\nalias = ['x']",
            "awsdeck.toml:2: error: unknown setting services.s3.alias\n  hint: known are: name, long,",
        ),
        (
            "[services.s3]\n\naliases = ['--']",
            "awsdeck.toml:3: error: services.s3.aliases can't be ['--']\n  hint: every name needs",
        ),
        (
            "[services.s3]\nword = 1",
            "awsdeck.toml:2: error: services.s3.word can't be 1\n  hint: write true or false\n",
        ),
        (
            "[services.'Bad Slug']\nname = 'x'",
            "awsdeck.toml:1: error: services.'Bad Slug' can't be a tag\n  hint: write it in lower",
        ),
        ("services = 1", "awsdeck.toml:1: error: services is not a table\n  hint: write [services.<slug>]\n"),
        (
            "services.s3 = 1",
            "awsdeck.toml:1: error: services.s3 is not a table\n  hint: write [services.s3]\n",
        ),
        ("tag_root = ", "not TOML"),
    ],
)
def test_bad_settings(run: Run, tmp_path: Path, text: str, message: str) -> None:
    """A mistake in awsdeck.toml is named; nothing is built with half the settings."""
    (tmp_path / "awsdeck.toml").write_text(text, "utf-8")
    (tmp_path / "d.md").write_text(GOOD, "utf-8")
    built = run("build", "d.md")
    assert built.returncode == 1
    assert message in built.stderr
    assert not (tmp_path / "build").exists()


def test_control_sequences_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    """A document can't steer the terminal through list or check."""
    (tmp_path / "d.md").write_text("### Clear \x1b[2J this?\n\n### Clear \x1b[2J this?\n\na\n", "utf-8")
    assert "\x1b" not in run("list", "d.md").stdout
    assert "\x1b" not in run("check", "d.md").stdout


@pytest.mark.parametrize("name", ["d.txt", "d.md", "d.html"])
def test_nothing_but_odd_white_space(run: Run, tmp_path: Path, name: str) -> None:
    """A file of no-break spaces holds no question, and says so."""
    (tmp_path / name).write_text("\u00a0\n\u00a0\n", "utf-8")
    shown = run("list", name)
    assert (shown.returncode, "Traceback" in shown.stderr) == (1, False)
    assert "no question was found" in shown.stderr
