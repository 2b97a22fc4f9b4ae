"""Nothing talks to the network at run time: `push` and `watch` speak to this machine, others to nobody."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from awsdeck.cli import COMMANDS
from awsdeck.writers import FORMATS

from .test_adopt import old_deck
from .test_push import DOCUMENT as PUSHED
from .test_push import Learner, learner

__all__ = ["learner"]  # a fixture

# Ends the process at any way to another machine, any look for its address, and any program that could go one.
GUARD = """
import json, os, sys
allowed = json.loads(sys.argv.pop(1))
SOCKET = {"socket." + name for name in ("connect", "bind", "sendto", "sendmsg", "getaddrinfo")}
OTHER = {
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "ftplib.connect",
    "smtplib.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn",
    "webbrowser.open",
}
BASH = ["--norc", "-c", 'echo "${BASH_VERSION}"']  # what click asks bash before it writes its script
def forbid(event, arguments):
    if event in SOCKET:
        place = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = place[0] if isinstance(place, tuple) else place
        if host in allowed:
            os.write(2, f"loopback: {event}\\n".encode())
            return
    elif event not in OTHER or event == "subprocess.Popen" and list(arguments[1][1:]) == BASH:
        return
    os.write(2, f"network: {event} {arguments}\\n".encode())
    os._exit(9)
sys.addaudithook(forbid)
"""
ONE = GUARD + "from awsdeck.cli import main\nmain(prog_name='awsdeck')\n"
MANY = (
    GUARD
    + """
from awsdeck.cli import main
ended = []
for words in json.loads(sys.argv[1]):
    os.write(2, f"running {words}\\n".encode())
    try:
        main(words, prog_name="awsdeck")
    except SystemExit as end:
        ended.append(end.code or 0)
os.write(2, json.dumps(ended).encode())
"""
)
DOCUMENT = """# T

## Storage

### What is S3?

An [object store](https://docs.aws.amazon.com/s3/). ![a](https://x.example/p.png) ![b](//x.example/p.png)
<img src="http://x.example/i.png"> <link rel=stylesheet href=http://x.example/s.css> ![c](file:///etc/hostname)

### What is EBS?

- **Blocks**: <https://x.example/>
- **Disks**: of `http://x.example`
"""
PAGE = "<base href='http://x.example/'><title>T</title><h3>What is S3?</h3><p>Objects <img src='/p.png'>.</p>"
XML = "<!DOCTYPE html SYSTEM 'http://x.example/x.dtd'><h3>What is EBS?</h3><p>Blocks.</p>"

Words = tuple[str, ...]

ROWS: dict[str, list[Words]] = {
    "build": [
        ("d.md",),
        ("p.html", "x.html"),
        ("d.md", "--mark-removed"),
        ("d.md", "--cards", "qa,terms,code"),
    ],
    "list": [("d.md", "--why", "--ids"), ("d.md", "--json"), ("p.html",)],
    "check": [("d.md",), ("d.md", "--json")],
    "preview": [("d.md", "--no-open"), ("p.html", "--no-open", "-o", "p2.html")],
    "stats": [("d.md",), ("d.md", "--json")],
    "diff": [("d.md",), ("d.md", "--json")],
    "inspect": [("d.md",), ("build/d.apkg",), ("p.html", "--json"), ("d.md", "--write-config")],
    "convert": [("d.md",), ("p.html", "-o", "tidy.md")],
    "new": [("n.md",)],
    "completion": [("bash",), ("zsh",), ("fish",)],
    "adopt": [("old.apkg", "a.md", "--yes"), ("old.apkg", "a.md", "--json", "--dry-run")],
    "export": [("d.md", "--to", name) for name in FORMATS],
}
LOOPBACK = {"push", "watch"}


def guarded(program: str, *arguments: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """What runs a program that ends where it may not go; the addresses that it may speak to are allowed."""
    return [sys.executable, "-c", program, json.dumps(allowed), *arguments]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents that name other machines wherever they can."""
    for name, text in {"d.md": DOCUMENT, "p.html": PAGE, "x.html": XML, "a.md": PUSHED}.items():
        (tmp_path / name).write_text(text, "utf-8")
    old_deck(tmp_path / "old.apkg")
    return tmp_path


def test_every_command_is_tried() -> None:
    """A command has a row here, or one of the two tests of those that speak to this machine."""
    assert set(ROWS) | LOOPBACK == set(COMMANDS)
    assert not set(ROWS) & LOOPBACK


def test_no_command_talks_to_the_network(folder: Path) -> None:
    """Not even for pictures, links and styles that name other machines; and none starts a program."""
    words = [(command, *rest) for command, rows in ROWS.items() for rest in rows]
    ran = subprocess.run(
        guarded(MANY, json.dumps(words)),
        cwd=folder,
        env={**os.environ, "AWSDECK_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "network:" not in ran.stderr, ran.stderr[-600:]
    assert ran.returncode == 0, ran.stderr[-600:]
    codes = json.loads(ran.stderr.splitlines()[-1])
    assert len(codes) == len(words)
    failed = [one for one, code in zip(words, codes, strict=True) if code not in (0, None)]
    assert all({"d.md", "p.html"} & set(one) for one in failed), failed  # whose pictures are elsewhere


def test_a_push_speaks_to_this_machine_alone(learner: Learner, tmp_path: Path) -> None:
    """To AnkiConnect's address, which is a number and needs nobody to look it up."""
    command = guarded(ONE, "push", "drill.md", "--url", learner.addon.url, "--yes", allowed=("127.0.0.1",))
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, "network:" in ran.stderr) == (0, False), ran.stderr
    assert "loopback: socket.connect" in ran.stderr
    assert "socket.bind" not in ran.stderr
    assert "pushed: 4 added" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_watch_listens_on_this_machine_alone(folder: Path) -> None:
    """Its page is served on a loopback address, and it asks nobody for anything."""
    command = guarded(ONE, "watch", "a.md", "--no-open", allowed=("127.0.0.1",))
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as running:
        said = ""
        while running.stderr and not (place := re.search(r"http://127\.0\.0\.1:(\d+)/", said)):
            said += running.stderr.readline()
            assert running.poll() is None, said
        assert place
        page = http.client.HTTPConnection("127.0.0.1", int(place[1]), timeout=60)
        page.request("GET", "/")
        assert page.getresponse().status == http.client.OK
        page.close()
        running.send_signal(signal.SIGINT)
        said += running.communicate(timeout=60)[1]
    assert "network:" not in said
    assert "socket.bind" in said
    assert "socket.connect" not in said


@pytest.mark.parametrize(
    "opening",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('', 0))",
        "import socket; socket.gethostbyname('x.example')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
@pytest.mark.parametrize("allowed", [(), ("::1",)])
def test_the_guard_would_notice(opening: str, allowed: tuple[str, ...]) -> None:
    """The tests above fail for whatever opens a connection, listens, looks up a name or starts a program."""
    ran = subprocess.run(
        guarded(GUARD + opening, allowed=allowed), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr.startswith("network: ")) == (9, True)
