"""A push that goes wrong says why, and the next one finishes the work."""

import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awsdeck.cli.push import _KEY

from .anki_connect import AnkiConnect, Fault, Kind, serving
from .conftest import Anki, Run
from .test_push import DOCUMENT, Learner, learner, log, state, studied

__all__ = ["learner"]  # a fixture

# a new question, a reworded one, a changed answer, a category with another name, a removed question, new tags
LATER = (
    DOCUMENT.split("### 4.")[0]
    .replace("made for?\n", "made for?\n**Difficulty:** Easy\n")
    .replace("When do you prefer EBS to", "When would you prefer EBS to")
    .replace("Fifteen minutes", "A quarter of an hour")
    .replace("## Compute", "## Running code")
    + "### 5. What is a placement group?\n\nA wish about where instances run.\n"
)
OPTIONS = ("push", "drill.md", "--yes", "--removed", "suspend", "--timeout", "0.5")


@pytest.mark.parametrize(
    ("said", "setting"),
    [
        ("wants an API key, and got none", {"key": "secret"}),
        ("AnkiConnect is too old: it doesn't know findCards", {"lacking": frozenset(("findCards",))}),
        ("AnkiConnect is too old: it doesn't know version", {"lacking": frozenset(("version",))}),
        ("hasn't answered to version for 1 seconds; a dialog in Anki may be waiting", {"pause": 1.2}),
        ("isn't AnkiConnect", {"faults": {0: Fault("garbage")}}),
        ("the connection to Anki was cut during version", {"faults": {0: Fault("half")}}),
        ("Anki didn't do version: database is locked", {"faults": {0: Fault("error")}}),
    ],
)
def test_what_is_wrong_is_said(learner: Learner, said: str, setting: dict[str, object]) -> None:
    """Each kind of trouble in the learner's words, with what to do, as one problem."""
    for name, value in setting.items():
        setattr(learner.addon, name, value)
    done = learner.push("--timeout", "0.6", code=1)
    assert done.stderr.startswith(f"{learner.addon.url}: error: ")
    assert said in done.stderr
    assert "\n  hint: " in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in learner.folder.iterdir()) == ["anki", "drill.md"]


def test_anki_is_closed(run: Run, tmp_path: Path) -> None:
    """Nobody listens: start Anki, or install the add-on; no trace of Python."""
    (tmp_path / "drill.md").write_text(DOCUMENT, "utf-8")
    done = run("push", "drill.md", "--url", "http://127.0.0.1:9", "--yes")
    assert done.returncode == 1
    assert done.stderr == (
        "http://127.0.0.1:9: error: nobody answers there: Anki is closed, or has no AnkiConnect\n"
        "  hint: start Anki; in Tools > Add-ons > Get Add-ons install AnkiConnect (code 2055492159), "
        "then start Anki anew\n"
    )


def test_another_server_listens(learner: Learner) -> None:
    """A web server on the port is not taken for Anki."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        learner.addon.url = f"http://127.0.0.1:{server.server_address[1]}"
        assert "isn't AnkiConnect" in learner.push(code=1).stderr
        server.shutdown()


def test_no_profile_is_open(learner: Learner) -> None:
    """Anki may stand at its list of profiles."""

    def closed(query: str) -> list[int]:
        raise ValueError("collection is not available", query)

    learner.addon.do_findCards = closed  # type: ignore[method-assign]
    assert "Anki has no profile open" in learner.push(code=1).stderr


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.0.7:8765",
        "http://example.com",
        "https://127.0.0.1:8765",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1:8765/other",
        "http://127.0.0.1@example.com",
        "http://[::ffff:8.8.8.8]",
        "http://0.0.0.0:8765",
        "http://127.0.0.1:99999",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_this_machine_is_asked(learner: Learner, url: str) -> None:
    """Whoever reaches AnkiConnect may do anything to a collection, so no other machine is ever spoken to."""
    learner.addon.url = url
    assert "this is no address on this machine" in learner.push(code=1).stderr


@pytest.mark.parametrize(
    "url", ["localhost:{}", "http://localhost:{}", "127.0.0.1:{}", "http://127.0.0.1:{}/"]
)
def test_this_machine_has_several_names(learner: Learner, url: str) -> None:
    """None of them is looked up."""
    learner.addon.url = url.format(learner.addon.url.rsplit(":", 1)[1])
    learner.push()


def test_the_key_comes_from_a_file_or_the_environment(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never a value on the command line, where every program could read it."""
    learner.addon.key = "secret"
    (learner.folder / "key.txt").write_text("secret\n", "utf-8")
    learner.push("--key-file", "key.txt")
    monkeypatch.setenv(_KEY, "secret")
    learner.push()
    monkeypatch.setenv(_KEY, "other")
    assert "wants an API key" in learner.push(code=1).stderr


def test_another_profile_is_not_pushed_into_unasked(learner: Learner) -> None:
    """Neither by mistake, nor because its name was misspelt; each profile has a memory of its own."""
    learner.push()
    learner.addon.profile = "Tests"
    done = learner.push(code=1)
    assert "the open profile is 'Tests', and the last push went to 'User 1'" in done.stderr
    learner.push("--profile", "Tests")
    learner.addon.profile = "User 1"
    assert "the open profile is 'User 1', not 'Tests'" in learner.push("--profile", "Tests", code=1).stderr
    learner.push("--profile", "User 1")


# --- broken off --------------------------------------------------------------------------------------


@contextmanager
def opened(folder: Path, run: Run) -> Iterator[Learner]:
    """A learner whose collection and document lie in a folder."""
    anki = Anki(folder / "anki")
    try:
        with serving(AnkiConnect(anki.col)) as addon:
            yield Learner(anki, addon, folder, partial(run, cwd=folder))
    finally:
        anki.col.close()


class Start:
    """A collection and a folder as they are before the push that is to go wrong."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder
        self._run = run
        self._number = 0
        self._first = folder / "first"
        self._first.mkdir()
        with opened(self._first, run) as person:
            person.write(DOCUMENT)
            person.push()
            studied(person)
            person.write(LATER)

    @contextmanager
    def again(self) -> Iterator[Learner]:
        """A copy of the start."""
        self._number += 1
        folder = self._folder / str(self._number)
        shutil.copytree(self._first, folder)
        with opened(folder, self._run) as person:
            yield person


@pytest.fixture
def start(tmp_path: Path, run_here: Run) -> Start:
    """The first version pushed and studied, the second one written."""
    return Start(tmp_path, run_here)


def go(person: Learner, *options: str) -> int:
    """Push; the exit code."""
    return person.run(*OPTIONS, "--url", person.addon.url, *options).returncode


def test_whatever_breaks_off_is_finished_by_the_next_push(start: Start) -> None:
    """A fault at each request: then a second push, and all is as if nothing had happened.

    The hardest, a request that is done without an answer, is tried at each; the others take turns.
    """
    with start.again() as person:
        assert go(person) == 0
        undisturbed, requests = state(person.anki), len(person.addon.log)
        assert go(person) == 0
        assert state(person.anki) == undisturbed
    assert requests > 20
    others: tuple[Kind, ...] = ("cut before", "error", "half")
    for at in range(requests):
        for kind in ("cut after", *((others[at // 3 % len(others)],) if at % 3 == 0 else ())):
            with start.again() as person:
                person.addon.faults = {at: Fault(kind)}
                assert go(person) == 1, (at, kind)
                person.addon.faults = {}
                assert go(person) == 0
                assert state(person.anki) == undisturbed, (at, kind)


def test_a_dialog_blocks_anki_in_mid_push(start: Start) -> None:
    """The push gives up in time; Anki does it when the dialog is closed; the next push goes on."""
    with start.again() as person:
        assert go(person) == 0
        undisturbed, at = state(person.anki), person.addon.log.index("importPackage")
    with start.again() as person:
        person.addon.faults = {at: Fault("slow")}
        done = person.run(*OPTIONS, "--url", person.addon.url)
        assert done.returncode == 1
        assert "hasn't answered to importPackage" in done.stderr
        assert "it goes on where it stopped" in done.stderr
        time.sleep(1.2)
        assert go(person) == 0
        assert state(person.anki) == undisturbed


# --- anything at all ---------------------------------------------------------------------------------

QUESTIONS = ("What is S3?", "Which queue keeps order?", "Why is EBS slow at first?", "Who pays for NAT?")
CATEGORIES = ("Storage", "Network")


class Author:
    """Writes a document, card by card."""

    def __init__(self) -> None:
        self.cards = {at: [QUESTIONS[at], f"The first answer about number {at}.", 0] for at in range(3)}

    def text(self) -> str:
        """The document; every card has an id, so that any wording may follow any other."""
        parts = ["# Drill\n"]
        for place, category in enumerate(CATEGORIES):
            parts.append(f"## {category}\n")
            for at, (question, answer, where) in self.cards.items():
                if where == place:
                    parts.append(f"### {question}\n<!-- id: card-{at} -->\n\n{answer}\n")
        return "\n".join(parts)

    def edit(self, at: int, what: str, number: int) -> None:
        """One edit."""
        if what == "add":
            self.cards.setdefault(at, [QUESTIONS[at], f"A new answer {number}.", number % 2])
        elif at in self.cards and what == "remove":
            if len(self.cards) > 1:  # a document without questions is an error
                del self.cards[at]
        elif at in self.cards:
            place = {"reword": 0, "answer": 1, "move": 2}[what]
            new = {0: f"{QUESTIONS[at]} Part {number}", 1: f"Answer number {number}.", 2: number % 2}
            self.cards[at][place] = new[place]


class Student:
    """Does things in Anki, and knows what must never get lost."""

    def __init__(self, person: Learner) -> None:
        self._person = person
        self._fields: dict[tuple[int, str], str] = {}
        self._tags: set[tuple[int, str]] = set()
        self._decks: dict[int, str] = {}

    def do(self, what: str, pick: int, number: int) -> None:
        """Something to one of the notes."""
        col = self._person.anki.col
        notes = sorted(col.find_notes(""))
        if not notes:
            return
        note = col.get_note(notes[pick % len(notes)])
        card = note.cards()[0]
        if what in ("Question", "Answer"):
            note[what] = self._fields[note.id, what] = f"<p>mine {number}</p>"
            col.update_note(note)
        elif what == "tag":
            col.tags.bulk_add([note.id], f"own{number}")
            self._tags.add((note.id, f"own{number}"))
        elif what == "deck":
            col.set_deck([card.id], col.decks.id(f"Own {number % 2}"))  # type: ignore[arg-type]
            self._decks[card.id] = f"Own {number % 2}"
        elif what == "suspend":
            col.sched.suspend_cards([card.id])
        else:
            card.start_timer()
            col.sched.answerCard(card, 3) if card.queue >= 0 else None

    def check(self) -> None:
        """Everything is still there."""
        col = self._person.anki.col
        for (number, name), text in self._fields.items():
            assert col.get_note(number)[name] == text  # type: ignore[arg-type]
        for number, tag in self._tags:
            assert tag in col.get_note(number).tags  # type: ignore[arg-type]
        for card, deck in self._decks.items():
            assert col.decks.name(col.get_card(card).did) == deck  # type: ignore[arg-type]

    def edited(self, number: int) -> set[str]:
        """The fields of a note that were edited."""
        return {name for found, name in self._fields if found == number}


ACTS = st.tuples(
    st.sampled_from(("add", "remove", "reword", "answer", "move", "Question", "Answer", "tag", "deck", "suspend", "review")),
    st.integers(0, 3),
    st.integers(0, 9),
)  # fmt: skip
Acts = list[tuple[str, int, int]]
BROKEN = st.tuples(st.lists(ACTS, max_size=5), st.integers(0, 40))
ROUNDS = st.lists(st.lists(BROKEN, min_size=1, max_size=2), min_size=2, max_size=4)
# pushes that break off before, while and after the note is written, with another edit each time
TWICE = [
    [([("answer", 0, at)], at), ([("answer", 0, at + 30)], later)]
    for at, later in ((16, 99), (17, 10), (18, 11), (19, 12), (20, 13))
]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROUNDS)
@example([[([], 99)], *TWICE])
@example([[([("add", 0, 0)], 8), ([("Question", 0, 0)], 0)]])  # edited between two pushes that broke off
def test_nothing_of_the_learners_is_lost(
    tmp_path_factory: pytest.TempPathFactory, run_here: Run, rounds: list[list[tuple[Acts, int]]]
) -> None:
    """Edits on both sides in any order, pushes that break off anywhere: edits, tags, decks, history stay.

    And every card has just one note, which says what the document says wherever the learner didn't write.
    """
    with opened(tmp_path_factory.mktemp("push"), run_here) as person:
        author, student = Author(), Student(person)
        for broken in rounds:
            for acts, fault in broken:
                _act(person, author, student, acts)
                person.addon.faults = {len(person.addon.log) + fault: Fault("cut after")}
                _push(person, student)
            person.addon.faults = {}
            author.edit(0, "answer", len(person.addon.log))
            person.write(author.text())
            assert _push(person, student) == 0
            _check_notes(person, author, student)
            assert "nothing to do" in person.told()


def _act(person: Learner, author: Author, student: Student, acts: Acts) -> None:
    for what, pick, number in acts:
        if what in ("add", "remove", "reword", "answer", "move"):
            author.edit(pick, what, number)
        else:
            student.do(what, pick, number)
    person.write(author.text())


def _push(person: Learner, student: Student) -> int:
    """Push; nothing of the learner's may have changed."""
    before = {row[0]: row for row in log(person)[:-1]}  # type: ignore[index]
    done = person.run(*OPTIONS[:3], "--url", person.addon.url)
    student.check()
    after = {row[0]: row for row in log(person)[:-1]}  # type: ignore[index]
    assert {key: after[key] for key in before} == before
    return done.returncode


def _check_notes(person: Learner, author: Author, student: Student) -> None:
    for at, (question, answer, _) in author.cards.items():
        (number,) = person.anki.col.find_notes(f"ID:card-{at}")
        note = person.anki.col.get_note(number)
        edited = student.edited(note.id)
        assert "Question" in edited or note["Question"] == question
        assert "Answer" in edited or note["Answer"] == f"<p>{answer}</p>"
