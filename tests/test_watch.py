"""``awsdeck watch`` as a real process, with a browser that shows its page."""

import base64
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Page

from awsdeck.packages import stored_notes
from awsdeck.preview.server import Server

from .browser import OpenTab

Found = TypeVar("Found")

PATIENCE = 60.0  # seconds: machines that test are often busy

DOCUMENT = """\
# Drill

## Storage

### What is S3?
**Difficulty:** Easy

Objects.

### What is EBS?
**Difficulty:** Hard

Blocks.
"""


class Watch:
    """A running ``awsdeck watch`` and what it said."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "awsdeck", "watch", "--no-open", *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        (line,) = self.wait_for(lambda: [line for line in self.said if "http://" in line])
        self.address = line.split(" at ")[1].split(" ")[0]

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))

    def wait_for(self, found: Callable[[], Found]) -> Found:
        """What the function finds, as soon as it finds something."""
        end = time.monotonic() + PATIENCE
        while not (value := found()):
            assert time.monotonic() < end, f"waited in vain; it said {self.said}"
            assert self.process.poll() is None, f"it ended; it said {self.said}"
            time.sleep(0.05)
        return value

    def builds(self) -> int:
        """How often a package was written."""
        return sum(line.startswith("build") and ".apkg:" in line for line in self.said)

    def stop(self) -> int:
        """End it as a person does, with Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


StartWatch = Callable[..., Watch]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[StartWatch]:
    """Starts watching in a folder that holds the document above as ``d.md``."""
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")
    running: list[Watch] = []

    def start(*arguments: str) -> Watch:
        running.append(Watch(tmp_path, *(arguments or ("d.md",))))
        return running[-1]

    yield start
    for one in running:
        one.stop()


def shown(page: Page) -> list[str | None]:
    """The questions on the page."""
    return [card.get_attribute("aria-label") for card in page.locator("article").all()]


def answers(watching: Watch, package: str = "d.apkg") -> str:
    """The answers in the package."""
    notes = stored_notes(watching.folder / "build" / package).values()
    return " ".join(sorted(note.fields[1] for note in notes))


def test_a_save_builds_and_reloads_the_page(watch: StartWatch, tab: OpenTab) -> None:
    """The edit is in the package and on the open page, which shows what it showed, where it showed it."""
    watching = watch()
    page = tab(allow=watching.address).page
    page.goto(f"{watching.address}#theme=dark&level=hard&study=1")
    page.get_by_role("button", name="Show answer").click()
    assert "Blocks." in page.locator("article:visible .card").inner_text()
    text = DOCUMENT.replace("Blocks.", "Blocks of bytes.") + "\n### What is EFS?\n\nFiles.\n"
    (watching.folder / "d.md").write_text(text, "utf-8")
    page.get_by_text("Blocks of bytes.").wait_for()
    assert "theme=dark" in page.url
    assert page.locator("article:visible").count() == 1
    assert page.locator("article").count() == 3
    assert "Blocks of bytes." in answers(watching)
    assert "Files." in answers(watching)
    assert "\t" in (watching.folder / "d.lock").read_text("utf-8")


def test_a_broken_edit_keeps_the_last_good_deck(watch: StartWatch, tab: OpenTab) -> None:
    """The problem is on the page, above the last good cards; package and lock stay as they were."""
    watching = watch()
    page = tab(allow=watching.address).page
    page.goto(watching.address)
    package, lock = (watching.folder / name for name in ("build/d.apkg", "d.lock"))
    before = package.read_bytes(), lock.read_bytes()
    broken = DOCUMENT.replace("Objects.", "Objekte.").replace("Blocks.\n", "")
    (watching.folder / "d.md").write_text(broken, "utf-8")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "Not built" in alert.inner_text()
    assert "question has no answer: 'What is EBS?'" in alert.inner_text()
    assert "d.md:10" in alert.inner_text()
    assert shown(page) == ["What is S3?", "What is EBS?"]
    assert "Objects." in page.locator("article .card").first.inner_text()
    assert (package.read_bytes(), lock.read_bytes()) == before
    (watching.folder / "d.md").write_bytes(b"\xff\xfe\x00")  # now it is no text at all
    page.get_by_text("the file is").or_(page.get_by_text("UTF-16 text that breaks off")).wait_for()
    assert shown(page) == ["What is S3?", "What is EBS?"]
    (watching.folder / "d.md").write_text(DOCUMENT.replace("Objects.", "Objekte."), "utf-8")
    page.get_by_text("Objekte.").wait_for()
    assert not alert.is_visible()
    assert package.read_bytes() != before[0]


def test_errors_at_the_start(watch: StartWatch, tab: OpenTab) -> None:
    """What can be read is shown, nothing is written, and the first good save builds."""
    first = watch()
    first.stop()
    (first.folder / "d.md").write_text(DOCUMENT.replace("Blocks.\n", ""), "utf-8")
    before = (first.folder / "build" / "d.apkg").read_bytes()
    again = watch()
    page = tab(allow=again.address).page
    page.goto(again.address)
    assert shown(page) == ["What is S3?"]
    assert "question has no answer" in page.get_by_role("alert").inner_text()
    assert (again.folder / "build" / "d.apkg").read_bytes() == before
    (again.folder / "d.md").write_text(DOCUMENT.replace("Blocks.", "Disks."), "utf-8")
    page.get_by_text("Disks.").wait_for()
    assert "Disks." in answers(again)


def _in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _replaced(path: Path, text: str) -> None:
    other = path.with_name("4913~")
    other.write_text(text, "utf-8")
    os.replace(other, path)


def _deleted_and_written(path: Path, text: str) -> None:
    path.unlink()
    time.sleep(0.3)
    path.write_text(text, "utf-8")


def _in_pieces(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            time.sleep(0.02)


@pytest.mark.parametrize("save", [_in_place, _replaced, _deleted_and_written, _in_pieces])
def test_however_an_editor_saves(watch: StartWatch, save: Callable[[Path, str], None]) -> None:
    """Written in place, replaced by another file, deleted and written anew, written slowly: all is a save."""
    watching = watch()
    for answer in ("Bytes", "Volumes"):
        save(watching.folder / "d.md", DOCUMENT.replace("Blocks", answer))
        watching.wait_for(lambda answer=answer: f"{answer}." in answers(watching))  # type: ignore[misc]


def test_what_a_build_writes_starts_no_build(watch: StartWatch) -> None:
    """Lock, package and other files lead to no build; one save leads to one."""
    watching = watch()
    assert watching.builds() == 1
    (watching.folder / "d.md").write_text(DOCUMENT.replace("Blocks", "Disks"), "utf-8")
    watching.wait_for(lambda: watching.builds() == 2)
    (watching.folder / "notes.tmp").write_text("x")
    (watching.folder / "d.lock").touch()
    (watching.folder / "d.md.swp").write_text("x")
    time.sleep(2.5)
    assert watching.builds() == 2


def _picture(width: int) -> str:
    return f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='10'/>"


def _wait_for_picture(page: Page, width: int) -> None:
    data = base64.b64encode(_picture(width).encode()).decode()
    image = page.locator(f'article img[src="data:image/svg+xml;base64,{data}"]')
    image.wait_for()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == width


def test_a_folder_settings_and_pictures_are_watched(watch: StartWatch, tab: OpenTab, tmp_path: Path) -> None:
    """A new document in the folder, a changed picture and other settings lead to a build, too."""
    (tmp_path / "docs" / "img").mkdir(parents=True)
    picture = tmp_path / "docs" / "img" / "dot.svg"
    picture.write_text(_picture(10), "utf-8")
    (tmp_path / "docs" / "a.md").write_text("# A\n\n### What is it?\n\n![dot](img/dot.svg)\n", "utf-8")
    watching = watch("docs")
    page = tab(allow=watching.address).page
    page.goto(watching.address)
    _wait_for_picture(page, 10)
    picture.write_text(_picture(30), "utf-8")
    _wait_for_picture(page, 30)
    (tmp_path / "docs" / "b.md").write_text("# B\n\n### What is new?\n\nThis.\n", "utf-8")
    page.get_by_text("This.", exact=True).wait_for()
    assert shown(page) == ["What is it?", "What is new?"]
    assert "This." in answers(watching, "b.apkg")
    before = watching.builds()
    (tmp_path / "awsdeck.toml").write_text('tag_root = "cloud"\n', "utf-8")
    watching.wait_for(lambda: watching.builds() > before)
    (tmp_path / "awsdeck.toml").write_text("tag_root = \n", "utf-8")
    page.get_by_role("alert").get_by_text("not TOML").wait_for()
    assert shown(page) == ["What is it?", "What is new?"]


def test_ctrl_c_ends_cleanly(watch: StartWatch, tab: OpenTab) -> None:
    """With a page open: exit code 0, no traceback, and the page says that it is on its own."""
    watching = watch()
    opened = tab(allow=watching.address)
    opened.page.goto(watching.address)
    opened.page.locator("article .face").first.wait_for()
    assert watching.stop() == 0
    assert watching.said[-1] == "stopped"
    assert "Traceback" not in "\n".join(watching.said)
    opened.page.get_by_text("awsdeck watch has ended").wait_for()
    assert all("events" in error for error in opened.errors)  # the browser tells of the lost connection
    opened.errors.clear()


def test_wrong_usage_ends_at_once(tmp_path: Path) -> None:
    """A document that isn't there, or a port that is taken, ends the command."""

    def code(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "awsdeck", "watch", "--no-open", *arguments],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        return done.returncode, done.stderr

    assert code("missing.md")[0] == 2
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended, said = code("d.md", "--port", str(port))
    assert ended == 1
    assert f"can't serve on port {port}" in said
    assert "Traceback" not in said


# --- the server ---------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with a page."""
    with Server() as running:
        running.publish("<p>secret")
        yield running


def asked(server: Server, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request; a header of None is left out."""
    port = int(server.address.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value.replace("PORT", str(port)))
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize("host", ["127.0.0.1:PORT", "localhost:PORT"])
def test_the_page_is_served_under_its_own_names(server: Server, host: str) -> None:
    """No copy is kept, no other site may read or frame it."""
    answer = asked(server, Host=host)
    assert (answer.status, answer.read()) == (200, b"<p>secret")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("host", ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", ""])
@pytest.mark.parametrize("path", ["/", "/events"])
def test_another_name_is_refused(server: Server, path: str, host: str) -> None:
    """A site whose name was made to lead to this machine gets nothing (DNS rebinding)."""
    answer = asked(server, path, Host=host)
    assert answer.status == 421
    assert b"secret" not in answer.read()


def test_there_is_only_one_page(server: Server) -> None:
    """No file of this machine can be asked for."""
    for path in ("/d.md", "/../../etc/passwd", "/?x"):
        assert asked(server, path, Host="127.0.0.1:PORT").status == 404


@pytest.mark.skipif(sys.platform != "linux", reason="only there all of 127.0.0.0/8 leads to this machine")
def test_only_the_loopback_address_is_served(server: Server) -> None:
    """Another address of this machine finds nobody."""
    port = int(server.address.rstrip("/").rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=PATIENCE)


def test_news_of_a_page(server: Server) -> None:
    """Who listens is told the number of the page, and of every newer one."""
    answer = asked(server, "/events", Host="127.0.0.1:PORT")
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert [answer.readline() for _ in range(3)] == [b"event: page\n", b"data: 1\n", b"\n"]
    server.publish("<p>newer")
    assert [answer.readline() for _ in range(3)] == [b"event: page\n", b"data: 2\n", b"\n"]
    answer.close()
