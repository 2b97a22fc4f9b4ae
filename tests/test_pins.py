"""What CI installs is pinned, by hashes, to what pyproject.toml allows."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUN_TIME = [Requirement(line) for line in PROJECT["dependencies"]]
TEST = [Requirement(line) for line in PROJECT["optional-dependencies"]["test"]]
PACKAGE = r"(?P<name>[a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(?P<version>[\w.+]+)"
PIN = re.compile(PACKAGE + r"(?: --hash=sha256:[0-9a-f]{64})+")


def pins(name: str) -> dict[str, str]:
    """The release that is pinned of each package; every line of the file must be a pin with hashes."""
    lines = (ROOT / ".ci" / f"{name}.txt").read_text("utf-8").replace(" \\\n   ", "").splitlines()
    found = [PIN.fullmatch(line) for line in lines]
    assert [line for line, pin in zip(lines, found, strict=True) if not pin] == []
    return {pin["name"]: pin["version"] for pin in found if pin}


@pytest.mark.parametrize(("name", "wanted"), [("run-time", RUN_TIME), ("test", [*RUN_TIME, *TEST])])
def test_every_dependency_is_pinned_within_its_bounds(name: str, wanted: list[Requirement]) -> None:
    """A dependency that pyproject.toml asks for has a pin, and the pin is one of the releases it allows."""
    pinned = pins(name)
    assert [
        str(one) for one in wanted if pinned.get(canonicalize_name(one.name), "") not in one.specifier
    ] == []


def test_the_same_releases_are_installed_with_and_without_the_tests() -> None:
    """What is pinned for a learner's installation is what the tests run with."""
    assert pins("run-time").items() <= pins("test").items()


def rows(page: str) -> list[str]:
    """The packages of the table in docs/dependencies.md, each with its bounds."""
    return re.findall(r"^\| ([a-z0-9_-]+ \| ≥ [\d.]+, < [\d.]+) \| \S", page, re.MULTILINE)


def test_no_row_is_left_of_a_dependency_that_is_gone() -> None:
    """The table names what pyproject.toml asks for, within the same bounds, each once and nothing else."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    asked = [
        f"{one.name} | ≥ {lower.version}, < {upper.version}"
        for one in RUN_TIME
        for upper, lower in [sorted(one.specifier, key=lambda part: part.operator)]
    ]
    assert sorted(rows(page)) == sorted(asked)
    assert page.count("\n| ") == len(asked) + 2  # its head and the line below it
    stale = page.replace("| zstandard |", "| zipfile2 | ≥ 1, < 2 | gone | gone |\n| zstandard |")
    assert sorted(rows(stale)) != sorted(asked)


@pytest.mark.parametrize("one", RUN_TIME, ids=str)
def test_a_dependency_has_two_bounds_and_a_reason(one: Requirement) -> None:
    """A run-time dependency has a lower and an upper bound, and a row with both in docs/dependencies.md."""
    bounds = {part.operator: part.version for part in one.specifier}
    assert set(bounds) == {">=", "<"}
    row = f"| {one.name} | ≥ {bounds['>=']}, < {bounds['<']} | "
    assert row in (ROOT / "docs" / "dependencies.md").read_text("utf-8")
