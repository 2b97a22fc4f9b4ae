"""The rooms of the house import each other only along the one road."""

import ast
import re
from pathlib import Path

import pytest

import awsdeck

ROOT = Path(awsdeck.__file__).parent

# room: the rooms it may import. docs/architecture.md shows the same road as a picture.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "text": set(),
    "late": set(),
    "hints": {"model"},
    "progress": set(),
    "workers": {"progress"},
    "packing": set(),
    "sealed": {"model", "packing"},
    "memory": {"cache", "packing", "workers"},
    "problems": {"model"},
    "disk": set(),
    "drafts": set(),
    "source": {"disk", "model", "problems"},
    "readers": {"hints", "late", "memory", "model", "problems", "sealed", "source", "workers"},
    "services": {"late", "memory", "model", "text"},
    "lock": {"cache", "disk", "model", "problems", "text"},
    "packages": {"disk", "model", "problems"},
    "adoption": {"identity", "lock", "model", "notes", "notetype", "packages", "pipeline"},
    "changes": {"forms", "identity", "notes", "packages", "pipeline"},
    "media": {"disk", "model", "problems", "sealed"},
    "config": {"disk", "forms", "hints", "model", "problems", "services", "text"},
    "derived": {"config", "forms", "identity", "lock", "media", "model", "notes"},
    "forms": {"model", "text"},
    "check": {"forms", "model", "problems", "services", "text"},
    "identity": {"late", "lock", "memory", "model", "text"},
    "render": {"late", "model", "text"},
    "notetype": set(),
    "notes": {
        "memory",
        "forms",
        "identity",
        "lock",
        "media",
        "model",
        "notetype",
        "render",
        "services",
        "text",
    },
    "selection": {"notes", "services", "text"},
    "writers": {"disk", "drafts", "forms", "media", "model", "notes", "notetype", "packages", "problems"},
    "pipeline": {
        "check",
        "config",
        "derived",
        "forms",
        "identity",
        "lock",
        "media",
        "model",
        "notes",
        "problems",
        "readers",
        "render",
        "services",
        "source",
    },
    "stats": {"model", "notes"},
    "preview": {"media", "model", "notes", "notetype", "problems", "stats", "writers"},
    "building": {
        "adoption",
        "drafts",
        "forms",
        "packages",
        "config",
        "identity",
        "lock",
        "model",
        "notes",
        "pipeline",
        "problems",
        "selection",
        "text",
        "writers",
    },
    "cache": {"disk", "drafts"},
    "ankiconnect": {"model", "problems"},
    "push": {
        "ankiconnect",
        "building",
        "changes",
        "disk",
        "identity",
        "lock",
        "media",
        "model",
        "notes",
        "notetype",
        "packages",
        "pipeline",
        "problems",
        "progress",
        "text",
        "writers",
    },
    "cli": {
        "ankiconnect",
        "disk",
        "push",
        "progress",
        "adoption",
        "building",
        "cache",
        "changes",
        "config",
        "forms",
        "hints",
        "identity",
        "lock",
        "media",
        "model",
        "notes",
        "packages",
        "pipeline",
        "preview",
        "problems",
        "readers",
        "selection",
        "services",
        "stats",
        "starter",
        "text",
        "writers",
        "workers",
    },
    "starter": set(),
    "__init__": {"building", "config", "model", "notes", "pipeline", "problems", "selection"},
    "__main__": {"cli"},
}
ONLY_IN: dict[str, str] = {
    "genanki": "writers/apkg.py",
    "watchfiles": "preview/saves.py",
    "click": "cli/",
    "markdown": "readers/",
    "bs4": "readers/",
    "regex": "readers/patterns.py",
    "tomlkit": "config/writing.py",
    "pygments": "render/",
    "nh3": "render/allowed.py",
    "zstandard": "packages/archive.py",
}


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    """The room of a module."""
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The full names of the modules that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_road(path: Path) -> None:
    """A module imports only rooms that its own room may know."""
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("awsdeck.")}
    rooms = {name for name in rooms if name in ALLOWED} - {room(path), "__init__"}
    assert rooms <= ALLOWED[room(path)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    """genanki, click, python-markdown, Pygments and nh3 are each imported in one room only."""
    relative = path.relative_to(ROOT).as_posix()
    for name in {name.split(".")[0] for name in imported(path)} & ONLY_IN.keys():
        assert relative.startswith(ONLY_IN[name]), f"{name} is imported in {relative}"


def test_every_room_is_in_the_table() -> None:
    """A new room can't appear without a decision about what it may import."""
    assert {room(path) for path in modules()} == ALLOWED.keys()


def test_the_architecture_page_names_every_room() -> None:
    """docs/architecture.md stays true."""
    page = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text("utf-8")
    rooms = ALLOWED.keys() - {"__init__", "__main__"}
    assert {name for name in rooms if f"`{name}" not in page} == set()


def test_the_architecture_page_places_every_reader() -> None:
    """A new module of the readers gets its place among the others."""
    page = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text("utf-8")
    names = {path.stem for path in (ROOT / "readers").glob("*.py")} - {"__init__"}
    assert {name for name in names if not re.search(rf"`{name}\b", page)} == set()
