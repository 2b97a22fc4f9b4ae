"""How a complaint looks.

In: what is wrong and where. Out: a `Problem`, which is data and travels with the document, or an
`AwsdeckError`, which stops a command. It must not know how either is shown.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from awsdeck.model import Location

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """Something wrong in a document; ``code`` names the rule and never changes between versions."""

    severity: Severity
    code: str
    message: str
    hint: str
    at: Location

    def __str__(self) -> str:
        return f"{self.at}: {self.severity}: {self.message}\n  hint: {self.hint}"


class AwsdeckError(Exception):
    """Nothing can be made of what was asked; it carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def error(at: Location, code: str, message: str, hint: str) -> Problem:
    """A problem that makes a card wrong or missing."""
    return Problem("error", code, message, hint, at)


def warning(at: Location, code: str, message: str, hint: str) -> Problem:
    """A problem that a person should look at, though the deck is whole."""
    return Problem("warning", code, message, hint, at)


def moved(problems: Iterable[Problem], path: str, lines: int) -> tuple[Problem, ...]:
    """Problems of a piece of text that now stands in this document, so many lines further down."""
    return tuple(
        problem._replace(at=Location(path, problem.at.line + lines if problem.at.line else None))
        for problem in problems
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order in which a person meets them in the files."""
    return tuple(sorted(problems, key=lambda problem: (problem.at.path, problem.at.line or 0)))
