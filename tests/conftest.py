"""What the tests share: fixture documents, the command line, and a real Anki collection."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Browser

from .browser import OpenTab, Tab, chromium, open_tab

# What a person's cache holds must not decide what a test sees; tests of the cache turn it on.
os.environ["AWSDECK_CACHE"] = ""

FIXTURES = Path(__file__).parent / "fixtures"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that renews golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is produced as expected")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are renewed instead of compared; refused in CI."""
    wanted = bool(request.config.getoption("--update-golden"))
    if wanted and os.environ.get("CI"):
        pytest.fail("golden files are renewed by a person who looks at them, never in CI")
    return wanted


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the installed command in an empty folder and returns what it printed."""

    def command(*arguments: object, cwd: Path = tmp_path, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "awsdeck", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONUTF8": "1", **env},
        )

    return command


@pytest.fixture
def run_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, within this process: ten times as fast, for tests that run the command often."""
    from click.testing import CliRunner

    from awsdeck.cli import main

    def command(*arguments: object, cwd: Path = tmp_path, **env: str) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(cwd)
        words = [str(argument) for argument in arguments]
        done = CliRunner().invoke(main, words, env=env, prog_name="awsdeck")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return command


class Anki:
    """A real Anki collection, as a learner has it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.col = Collection(str(folder / "collection.anki2"))

    def load(self, package: Path) -> dict[str, int]:
        """Import a package with Anki's default options; how many notes of each outcome."""
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        log = self.col.import_anki_package(request).log
        kinds = ("new", "updated", "duplicate", "conflicting")
        return {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}

    def notes(self) -> dict[str, dict[str, str]]:
        """The fields of every note by its guid."""
        found = (self.col.get_note(number) for number in self.col.find_notes(""))
        return {note.guid: dict(note.items()) for note in found}


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    """An empty Anki collection."""
    collection = Anki(tmp_path / "anki")
    yield collection
    collection.col.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for the whole run."""
    with chromium() as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[OpenTab]:
    """Opens pages, as `open_tab` does; afterwards none may have had an error or asked for anything outside.

    A test that expects one empties the list.
    """
    opened: list[Tab] = []

    def opener(**options: Any) -> Tab:
        opened.append(open_tab(browser, **options))
        return opened[-1]

    yield opener
    for one in opened:
        one.page.context.close()
    assert [(one.errors, one.refused) for one in opened] == [([], [])] * len(opened)


def fixture_documents() -> list[Path]:
    """Every input document among the fixtures."""
    found = sorted(FIXTURES.glob("*/*/input.*"))
    assert found, "no fixture documents: the folder is empty"
    return found


def case_name(path: Path) -> str:
    """A readable name for a fixture document."""
    return f"{path.parent.parent.name}/{path.parent.name}"
