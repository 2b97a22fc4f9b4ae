"""The lock file: what it says, what damages it, and how builds share it."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import awsdeck
from awsdeck import cache, packages
from awsdeck import lock as lock_files
from awsdeck.cli import main
from awsdeck.identity import guid
from awsdeck.lock import lines
from awsdeck.problems import AwsdeckError
from awsdeck.text import steers
from awsdeck.writers import files
from awsdeck.writers.files import Busy, alone_in

from .conftest import Run

DOCUMENT = "# D\n\n## C\n\n### 1. What is S3?\n\nObjects in buckets.\n\n### What is EBS?\n\nBlocks.\n"


@pytest.fixture(autouse=True)
def document(tmp_path: Path) -> None:
    """The document above, built once at a known time."""
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")


@pytest.fixture
def lock(run_here: Run, tmp_path: Path) -> Path:
    """Its lock."""
    os.utime(tmp_path / "d.md", (1_700_000_000, 1_700_000_000))
    assert run_here("build", "d.md").returncode == 0
    return tmp_path / "d.lock"


def test_one_line_for_each_card(lock: Path) -> None:
    """Readable, in the order of the source, dated by the document where there was no lock yet."""
    header, note, *lines = lock.read_text("utf-8").rstrip("\n").split("\n")
    assert header == "awsdeck-lock 1 render 1"
    assert note.startswith("# Written by awsdeck.")
    rows = [line.split("\t") for line in lines]
    assert [row[2:5] + row[-2:] for row in rows] == [
        ["2023-11-14T22:13:20Z", "-", "1", "D::C", "What is S3?"],
        ["2023-11-14T22:13:20Z", "-", "-", "D::C", "What is EBS?"],
    ]


def test_building_again_leaves_it_alone(run: Run, lock: Path) -> None:
    """Not even its time changes."""
    before = (lock.read_bytes(), lock.stat().st_mtime_ns)
    assert run("build", "d.md").returncode == 0
    assert (lock.read_bytes(), lock.stat().st_mtime_ns) == before


def test_list_check_and_diff_never_write_it(run: Run, tmp_path: Path) -> None:
    """Only a build does."""
    for command in ("list", "check", "diff"):
        assert run(command, "d.md").returncode == 0
    assert not (tmp_path / "d.lock").exists()


def test_locked_fails_if_it_would_change(run: Run, lock: Path, tmp_path: Path) -> None:
    """For CI: what is committed has to be what a build gives."""
    assert run("build", "d.md", "--locked").returncode == 0
    (tmp_path / "d.md").write_text(DOCUMENT.replace("Blocks", "Volumes"), "utf-8")
    before = lock.read_bytes(), (tmp_path / "build" / "d.apkg").read_bytes()
    shown = run("build", "d.md", "--locked")
    assert shown.returncode == 1
    assert "d.lock: error: would change, so nothing was written" in shown.stderr
    assert (lock.read_bytes(), (tmp_path / "build" / "d.apkg").read_bytes()) == before


def test_locked_fails_without_one(run: Run, tmp_path: Path) -> None:
    """A lock that isn't there would be made, which is a change."""
    assert run("build", "d.md", "--locked").returncode == 1
    assert not (tmp_path / "build").exists()


DAMAGE = [
    ("empty", lambda _: "", 1, "the first line is not that of a lock file"),
    ("newer", lambda text: text.replace("lock 1", "lock 99", 1), 1, "written by a newer awsdeck"),
    (
        "conflict",
        lambda text: text.replace("what-is-s3", "<<<<<<< HEAD\nwhat-is-s3", 1),
        3,
        "unresolved merge conflict",
    ),
    ("cut off", lambda text: text[:-5], 4, "the last line is cut off"),
    ("column lost", lambda text: text.replace("\tD::C\t", "\t", 1), 3, "11 columns, not 12"),
    ("time", lambda text: text.replace("2023-11-14T", "2023-99-14T", 1), 3, "its time can't be read"),
    ("state", lambda text: text.replace("Z\t-\t", "Z\tgone\t", 1), 3, "its state can't be read"),
    (
        "id twice",
        lambda text: text + text.split("\n")[2].replace("\td/", "\td/x") + "\n",
        5,
        "for a second card",
    ),
    ("seed twice", lambda text: text + "x" + text.split("\n")[2] + "\n", 5, "another card has the seed"),
    (
        "id that clears the screen",
        lambda text: text.replace("what-is-s3", "what-\x1b[2Jis-s3", 1),
        3,
        "it holds a character that steers terminals",
    ),
    (
        "seed that is written backwards",
        lambda text: text.replace("\td/", "\t\u202ed/", 1),
        3,
        "it holds a character that steers terminals",
    ),
    (
        "deck in one-character controls",
        lambda text: text.replace("\tD::C\t", "\tD::\x9b2JC\t", 1),
        3,
        "it holds a character that steers terminals",
    ),
    (
        "question with a line in it",
        lambda text: text.replace("What is EBS?", "What\u2028is EBS?"),
        4,
        "it holds a character that steers terminals",
    ),
    (
        "id that looks like another",
        lambda text: text.replace("what-is-s3", "what-is-s\u200b3", 1),
        3,
        "its id can't be read",
    ),
    (
        "seed that looks like another",
        lambda text: text.replace("\td/", "\td\ufeff/", 1),
        3,
        "its seed can't be read",
    ),
    ("blank line", lambda text: text + "\n", 5, "1 columns, not 12"),
]


@pytest.mark.parametrize(
    ("damage", "line", "message"), [case[1:] for case in DAMAGE], ids=[case[0] for case in DAMAGE]
)
def test_damage_stops_the_build(
    run_here: Run, lock: Path, tmp_path: Path, damage: object, line: int, message: str
) -> None:
    """It is named with its line; neither the lock nor the package is made anew."""
    assert callable(damage)
    lock.write_text(damage(lock.read_text("utf-8")), "utf-8")
    before = lock.read_bytes(), (tmp_path / "build" / "d.apkg").read_bytes()
    shown = run_here("build", "d.md")
    assert shown.returncode == 1
    assert f"d.lock:{line}: error: " in shown.stderr
    assert message in shown.stderr
    assert (lock.read_bytes(), (tmp_path / "build" / "d.apkg").read_bytes()) == before


@pytest.mark.parametrize(
    "title", ["AWS\x92s\x7f own", "a\u200bb \u202ec", "\U0001f468\u200d\U0001f4bb", "<b>"]
)
def test_what_a_build_writes_the_next_one_reads(run_here: Run, tmp_path: Path, title: str) -> None:
    """Whatever stands in titles and categories, nothing of it damages the lock."""
    text = DOCUMENT.replace("# D", f"# {title}").replace("## C", f"## {title}")
    (tmp_path / "d.md").write_text(text, "utf-8")
    assert run_here("build", "d.md").returncode == 0
    assert run_here("build", "d.md", "--locked").returncode == 0
    deck = (tmp_path / "d.lock").read_text("utf-8").split("\n")[2].split("\t")[-2]
    assert not steers(deck)


def test_a_deck_that_a_lock_names_is_a_name_and_no_mark_up(run_here: Run, lock: Path, tmp_path: Path) -> None:
    """A card that is gone is marked in the deck it was in, of which Anki shows the name as HTML."""
    hostile = lock.read_text("utf-8").replace(
        "\tD::C\tWhat is EBS?", '\tD::<img src=x onerror="hit()">\tWhat is EBS?'
    )
    lock.write_text(hostile, "utf-8")
    (tmp_path / "d.md").write_text(DOCUMENT.split("### What is EBS?")[0], "utf-8")
    assert run_here("build", "d.md", "--mark-removed").returncode == 0
    decks = packages.load(tmp_path / "build" / "d.apkg").decks
    assert "D::\u2039img src=x onerror='hit()'>" in decks
    assert not any("<" in name for name in decks)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The lines that are looked at as if nobody had seen them before, with a cache of the test's own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    seen: list[str] = []

    def read(line: str) -> lines.Entry:
        seen.append(line)
        return real(line)

    real = lines.read
    monkeypatch.setattr(lines, "read", read)
    return seen


def test_a_lock_that_was_found_whole_is_not_looked_at_again(lock: Path, looked_at: list[str]) -> None:
    """As long as it says the same; one that is built says which lines are new."""
    found = lock_files.load(lock)
    assert found is not None
    assert len(looked_at) == 2
    assert lock_files.load(lock) == found
    assert len(looked_at) == 2
    text = lock.read_text("utf-8")
    reworded = text.replace("What is EBS?", "What is EFS?")
    lock.write_text(reworded, "utf-8")
    lock_files.remember(lock, reworded.encode(), [found.entries[1]._replace(question="What is EFS?")])
    assert looked_at[2:] == reworded.splitlines()[-1:]
    assert lock_files.load(lock) == lock_files.parse(reworded, lock)


def test_a_lock_that_a_build_wrote_is_not_looked_at(
    run_here: Run, looked_at: list[str], tmp_path: Path
) -> None:
    """Its lines were looked at when it was written."""
    assert run_here("build", "d.md").returncode == 0
    assert len(looked_at) == 2
    (tmp_path / "d.md").write_text(DOCUMENT.replace("Blocks", "Volumes"), "utf-8")
    assert run_here("build", "d.md").returncode == 0
    assert len(looked_at) == 3


@pytest.mark.parametrize("wrong", ["What is\x1bEBS?", "What is EBS?\tmore"])
def test_damage_is_seen_in_a_lock_that_was_whole(lock: Path, looked_at: list[str], wrong: str) -> None:
    """Whoever changes a lock has it looked at, and what is damaged isn't remembered as whole."""
    text = lock.read_text("utf-8")
    found = lock_files.load(lock)
    assert found is not None
    damaged = text.replace("What is EBS?", wrong)
    lock.write_text(damaged, "utf-8")
    lock_files.remember(lock, damaged.encode(), [found.entries[1]._replace(question=wrong)])
    with pytest.raises(AwsdeckError):
        lock_files.load(lock)
    assert looked_at


NAMES = st.text(alphabet="ab ü.-:\u00a0\u200b\x1b", min_size=1, max_size=8)
PRINTS = st.text(alphabet="0123456789abcdef", min_size=12, max_size=12)
LINES = st.tuples(
    *(
        NAMES,
        NAMES,
        st.sampled_from(("2026-01-02T03:04:05Z", "2026-13-02T03:04:05Z", "1969-01-02T03:04:05Z")),
    ),
    *(st.sampled_from(("-", "removed", "marked", "gone")), st.sampled_from(("-", "7", "0x7"))),
    *(
        PRINTS,
        PRINTS,
        PRINTS,
        st.sampled_from(("-", "s3,ebs")),
        st.sampled_from(("-", "00ff", "-00ff", "00f")),
    ),
    *(NAMES, NAMES),
).flatmap(lambda own: st.sampled_from(("", "\tterms\td/a\tb", "\t")).map(lambda more: "\t".join(own) + more))


@given(LINES)
@settings(max_examples=400)
def test_a_line_read_again_is_the_same_entry(line: str) -> None:
    """What has been looked at says the same to who doesn't look."""
    try:
        found = lines.read(line)
    except lines.UnreadableLineError:
        return
    assert lines.read_again(line) == found
    assert lines.read(lines.text_of(found)) == found


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("taken", ["", "another card's"])
def test_no_two_cards_get_one_note(
    run_here: Run, lock: Path, tmp_path: Path, taken: str, *, renamed: bool
) -> None:
    """A lock in which a card takes over no note, or another card's, is damaged: an import would lose a card."""
    seeds = [line.split("\t")[1] for line in lock.read_text("utf-8").split("\n")[2:4]]
    hostile = lock.read_text("utf-8").replace(f"\t{seeds[1]}\t", f"\tguid:{taken and guid(seeds[0])}\t")
    lock.write_text(hostile, "utf-8")
    if renamed:
        (tmp_path / "d.md").rename(tmp_path / "e.md")
    before = (tmp_path / "build" / "d.apkg").read_bytes()
    built = run_here("build", "e.md" if renamed else "d.md")
    assert built.returncode == 1
    assert "d.lock:4: error: the lock file is damaged: its seed stands for no note" in built.stderr
    assert (lock.read_text("utf-8"), (tmp_path / "build" / "d.apkg").read_bytes()) == (hostile, before)
    assert not (tmp_path / "build" / "e.apkg").exists()


def test_a_new_card_never_gets_a_note_that_was_taken_over(run_here: Run, lock: Path) -> None:
    """The guid of a deck made elsewhere may be the very one that a new question would have."""
    first, second = lock.read_text("utf-8").split("\n")[2:4]
    wanted = first.split("\t")[1]
    kept = second.replace(f"\t{second.split(chr(9))[1]}\t", f"\tguid:{guid(wanted)}\t")
    lock.write_text(lock.read_text("utf-8").replace(f"{first}\n", "").replace(second, kept), "utf-8")
    assert run_here("build", "d.md").returncode == 0
    guids = [card["guid"] for card in json.loads(run_here("list", "d.md", "--json").stdout)["cards"]]
    assert len(set(guids)) == 2
    assert f"\t{wanted}~2\t" in lock.read_text("utf-8")


def test_a_merge_of_two_peoples_work(run: Run, lock: Path, tmp_path: Path) -> None:
    """Git merges lock lines as it merges the document's: two cards added in two places, no conflict."""

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *arguments], cwd=tmp_path, check=True, capture_output=True)  # fmt: skip

    git("init", "-q", "-b", "main")
    git("add", "d.md", lock.name)
    git("commit", "-qm", "one")
    git("checkout", "-qb", "theirs")
    (tmp_path / "d.md").write_text(
        DOCUMENT.replace("## C\n", "## C\n\n### What is EFS?\n\nFiles.\n"), "utf-8"
    )
    run("build", "d.md")
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    (tmp_path / "d.md").write_text(DOCUMENT + "\n### What is SQS?\n\nQueues.\n", "utf-8")
    run("build", "d.md")
    git("commit", "-qam", "three")
    git("merge", "-q", "theirs")
    shown = run("build", "d.md", "--locked")
    assert shown.returncode == 0, shown.stderr


def test_a_read_only_folder_is_built_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deck is made, no lock is, and that is said."""
    replace = files.replace

    def refuse_locks(path: Path, data: bytes) -> None:
        # root may write to read-only folders, so the refusal is the operating system's in words only
        if path.suffix == ".lock":
            raise OSError(errno.EROFS, "Read-only file system")
        replace(path, data)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(files, "replace", refuse_locks)
    built = CliRunner().invoke(main, ["build", "d.md"])
    assert built.exit_code == 0
    assert "d.lock: warning: the lock file was not written: Read-only file system" in built.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "d.md"]


def test_a_second_build_waits(run: Run, tmp_path: Path) -> None:
    """While one process holds the folder, another build waits until it is free."""
    script = f"import time\nfrom pathlib import Path\nfrom awsdeck.writers.files import alone_in\nwith alone_in(Path({str(tmp_path)!r})):\n    print('held', flush=True)\n    time.sleep(1.5)\n"  # fmt: skip
    holder = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert run("build", "d.md").returncode == 0
    assert holder.wait() == 0  # the build can't have ended before the holder let go
    holder.stdout.close()


def test_the_wait_has_an_end(tmp_path: Path) -> None:
    """Who waits too long is told."""
    with alone_in(tmp_path), pytest.raises(Busy), alone_in(tmp_path, patience=0.1):
        pass


def test_builds_at_the_same_time_leave_one_whole_lock(tmp_path: Path, lock: Path) -> None:
    """Eight builds of a growing document at once: the lock can be read and holds every card."""
    text = DOCUMENT + "".join(f"\n### What is thing {n}?\n\nIt is thing {n}.\n" for n in range(20))
    (tmp_path / "d.md").write_text(text, "utf-8")
    command = [sys.executable, "-m", "awsdeck", "build", "d.md"]
    builds = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) for _ in range(8)]
    assert [build.wait() for build in builds] == [0] * 8
    assert len(lock.read_text("utf-8").rstrip("\n").split("\n")) == 2 + 22
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".awsdeck")] == []


def test_two_documents_of_one_name_are_refused(run: Run, tmp_path: Path) -> None:
    """They would share a lock."""
    (tmp_path / "d.txt").write_text("T\n\n1\nWhat is S3?Easy\n\nObjects.\n", "utf-8")
    shown = run("build", "d.md", "d.txt")
    assert shown.returncode == 2
    assert "would share a lock" in shown.stderr


@pytest.mark.usefixtures("lock")
def test_a_document_of_the_same_name_does_not_take_the_lock(run: Run, tmp_path: Path) -> None:
    """Built by itself, it would take the other's cards for removed, and write over its package."""
    before = {path: path.read_bytes() for path in (tmp_path / "d.lock", tmp_path / "build" / "d.apkg")}
    (tmp_path / "d.txt").write_text(
        "T\n\n1\nWhat is SQS?Easy\n\nQueues.\n\n2\nWhat is SNS?Easy\n\nNews.\n", "utf-8"
    )
    shown = run("build", "d.txt")
    assert shown.returncode == 1
    assert "its lock holds the cards of another document, most likely d.md" in shown.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert run("build", "d.md").returncode == 0


@pytest.mark.usefixtures("lock")
def test_a_document_converted_under_its_name_goes_on_with_the_lock(run: Run, tmp_path: Path) -> None:
    """The same questions in another format are the same cards."""
    text = (tmp_path / "d.lock").read_text("utf-8")
    (tmp_path / "d.html").write_text(
        "<h1>D</h1><h3>1. What is S3?</h3><p>Objects in buckets.</p><h3>What is EBS?</h3><p>Blocks.</p>",
        "utf-8",
    )
    assert run("build", "d.html").returncode == 0
    ids = [line.split("\t")[:2] for line in text.split("\n")[2:]]
    assert [line.split("\t")[:2] for line in (tmp_path / "d.lock").read_text("utf-8").split("\n")[2:]] == ids


def test_the_package_of_a_former_name_is_named(run: Run, lock: Path, tmp_path: Path) -> None:
    """Whoever imported it again would get old cards."""
    (tmp_path / "d.md").rename(tmp_path / "e.md")
    shown = run("build", "e.md")
    assert "takes over d.lock" in shown.stderr
    assert not lock.exists()
    assert "build/d.apkg: warning: made when e.md had another name" in shown.stderr
    assert "another name" not in run("build", "e.md").stderr


@pytest.mark.usefixtures("lock")
def test_the_card_behind_an_id(run: Run, tmp_path: Path) -> None:
    """List --ids shows the id of a question, list --id the question of an id, even of one that is gone."""
    shown = run("list", "d.md", "--ids").stdout
    card_id = next(line.strip() for line in shown.split("\n") if line.strip().startswith("what-is-ebs-"))
    (found,) = json.loads(run("list", "d.md", "--id", card_id, "--json").stdout)["cards"]
    assert found["question"] == "What is EBS?"
    (tmp_path / "d.md").write_text(DOCUMENT.split("### What is EBS?")[0], "utf-8")
    run("build", "d.md")
    gone = run("list", "d.md", "--id", card_id)
    assert "removed from the document; it asked 'What is EBS?'" in gone.stderr
    assert run("list", "d.md", "--id", "nonsense").returncode == 2


def test_duplicate_ids_name_both_lines(run: Run, tmp_path: Path) -> None:
    """Both cards are built, each with a guid of its own."""
    text = "### A?\n<!-- id: x -->\na\n\n### B?\n<!-- id: x -->\nb\n"
    (tmp_path / "d.md").write_text(text, "utf-8")
    shown = run("build", "d.md")
    assert shown.returncode == 1
    assert "d.md:5: error: id 'x' comes twice (first at line 1)" in shown.stderr
    cards = json.loads(run("list", "d.md", "--json").stdout)["cards"]
    assert [card["id"] for card in cards] == ["x", "x~2"]
    assert len({card["guid"] for card in cards}) == 2


def test_same_input_same_bytes(run: Run, tmp_path: Path, lock: Path) -> None:
    """Another folder, locale, time zone, hash seed and time of day make no difference."""
    first = (tmp_path / "build" / "d.apkg").read_bytes()
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    for name in ("d.md", "d.lock"):
        (elsewhere / name).write_bytes((tmp_path / name).read_bytes())
    for env in (
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {
            "TZ": "America/Lima",
            "LANG": "de_DE.UTF-8",
            "PYTHONHASHSEED": "2",
            "SOURCE_DATE_EPOCH": str(int(time.time()) + 9),
        },
    ):
        assert run("build", "d.md", cwd=elsewhere, **env).returncode == 0
        assert (elsewhere / "build" / "d.apkg").read_bytes() == first
        assert (elsewhere / "d.lock").read_bytes() == lock.read_bytes()


def other_pythons() -> list[str]:
    """Other versions of Python on this machine that awsdeck supports."""
    found = [shutil.which(f"python3.{minor}") for minor in range(11, 16)]
    installed = sorted(Path.home().glob(".pyenv/versions/3.1[1-9]*/bin/python"))
    own = Path(sys.executable).resolve()
    return [path for path in (*found, *map(str, installed)) if path and Path(path).resolve() != own]


def test_every_python_gives_the_same_bytes(tmp_path: Path, lock: Path) -> None:
    """Other versions, with the same libraries, write the same package."""
    first = (tmp_path / "build" / "d.apkg").read_bytes()
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    source = str(Path(awsdeck.__file__).parents[1])
    tried = 0
    for python in other_pythons():
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([source, *libraries])}
        built = subprocess.run(
            [python, "-m", "awsdeck", "build", "d.md"], cwd=tmp_path, env=env, capture_output=True
        )
        if built.returncode == 127 or b"No module named" in built.stderr:
            continue  # not really installed, or a library with a compiled part for another version
        assert built.returncode == 0, built.stderr
        assert (tmp_path / "build" / "d.apkg").read_bytes() == first
        tried += 1
    assert lock.exists()
    if not tried:
        pytest.skip("no other Python on this machine can run awsdeck")


def test_nothing_is_left_behind(run: Run, tmp_path: Path) -> None:
    """No temporary file, neither beside the document nor in the system's folder for them."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    assert (
        run("build", "d.md", TMPDIR=str(temporary), TEMP=str(temporary), TMP=str(temporary)).returncode == 0
    )
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "d.lock", "d.md", "tmp"]
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["d.apkg"]
