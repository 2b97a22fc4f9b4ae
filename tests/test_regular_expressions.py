"""Every regular expression of the readers takes time that grows with the text, not with its square."""

import ast
import importlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import awsdeck
from awsdeck.readers import verbatim
from awsdeck.readers.lines import Line

ROOT = Path(awsdeck.__file__).parent
READING = [
    *sorted((ROOT / "readers").glob("*.py")),
    *(ROOT / name for name in ("source.py", "text.py", "media.py", "notes.py")),
    *sorted((ROOT / "render").glob("*.py")),
]
METHODS = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")
LENGTHS = (25, 300, 3_000, 20_000)  # the first is enough for what grows by powers, and not too much
# A linear pattern takes some milliseconds for the longest text, a quadratic one seconds.
TOO_LONG = 0.3


@dataclass(frozen=True)
class Use:
    """A pattern and the method it is used with, at a place in the code."""

    place: str
    pattern: str
    flags: int
    method: str
    longest: int

    def run(self, text: str) -> None:
        """Use the pattern on a text."""
        compiled = re.compile(self.pattern, self.flags)
        if self.method == "sub":
            compiled.sub("", text)
        elif self.method == "finditer":
            list(compiled.finditer(text))
        else:
            getattr(compiled, self.method)(text)


# Patterns that the code gives no more than so many characters of a line.
BOUNDED = {
    ("difficulty", "*"): 200,
    ("marks", "_CLOSING"): 200,
    ("markup", "_BREAK_ALONE"): 200,
    ("labels", "_BETWEEN"): 1000,
    ("markdown", "_OWN_LABEL"): 200,
    ("verbatim", "_QUOTED"): 2000,
    ("verbatim", "_ANY_BEGINNING"): 600,
    ("glue", "*"): 1000,
}


def uses() -> Iterator[Use]:
    """Every use of a named pattern, and of one written where it is used."""
    for path in READING:
        relative = path.relative_to(ROOT.parent).with_suffix("")
        module = importlib.import_module(".".join(relative.parts).removesuffix(".__init__"))
        found: set[Use] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in METHODS or not isinstance(node.func.value, ast.Name):
                continue
            place = f"{path.name}:{node.lineno}"
            name = node.func.value.id
            longest = BOUNDED.get((path.stem, name), BOUNDED.get((path.stem, "*"), LENGTHS[-1]))
            owner = getattr(module, name, None)
            if isinstance(owner, re.Pattern):
                found.add(Use(place, owner.pattern, owner.flags, node.func.attr, longest))
            elif owner is re and isinstance(node.args[0], ast.Constant):
                flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0
                found.add(Use(place, str(node.args[0].value), flags, node.func.attr, longest))
        yield from sorted(found, key=lambda use: (use.place, use.pattern))


def sample(tree: Any, letters: set[str]) -> str:
    """A short text for a parsed pattern; what its parts can match is added to the letters."""
    text = ""
    for kind, value in tree:
        if kind is c.LITERAL:
            letters.add(chr(value))
            text += chr(value)
        elif kind is c.IN:
            members = [member for member in map(_member, value) if member]
            letters.update(members[:3])
            text += members[0] if members and value[0][0] is not c.NEGATE else "x"
        elif kind in (c.ANY, c.NOT_LITERAL):
            text += "x"
        elif kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            text += sample(value[2], letters) * max(1, min(value[0], 3))
        elif kind is c.SUBPATTERN:
            text += sample(value[3], letters)
        elif kind is c.ATOMIC_GROUP:
            text += sample(value, letters)
        elif kind is c.BRANCH:
            text += max((sample(branch, letters) for branch in value[1]), key=len)
    return text


def _member(item: tuple[Any, Any]) -> str:
    kind, value = item
    if kind is c.LITERAL:
        return chr(value)
    if kind is c.RANGE:
        return chr(value[0])
    names = {c.CATEGORY_SPACE: " ", c.CATEGORY_DIGIT: "1", c.CATEGORY_WORD: "a", c.CATEGORY_NOT_SPACE: "x"}
    return names.get(value, "!") if kind is c.CATEGORY else ""


def hostile_texts(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Texts that repeat what the pattern can match, behind a beginning that it does match."""
    letters = {" ", "x"}
    whole = sample(parser.parse(pattern, flags), letters)
    singles = sorted(letters)[:14]
    pumps = [*singles, *("".join(pair) for pair in product(singles[:5], repeat=2) if len(set(pair)) > 1)]
    beginnings = {"", whole[: len(whole) // 2], whole}
    for begin, pump in product(sorted(beginnings), [*pumps, whole or "x"]):
        yield begin + pump * (length // len(pump)) + "\0"


USES = list(uses())


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.method}")
def test_a_pattern_takes_linear_time(use: Use) -> None:
    """Whatever of itself a text repeats, twenty thousand letters are matched, or not, within a moment."""
    for length in (at for at in (*LENGTHS, use.longest) if at <= use.longest):
        for text in hostile_texts(use.pattern, use.flags, length):
            began = time.process_time()
            use.run(text)
            if time.process_time() - began < TOO_LONG:
                continue
            began = time.process_time()  # the machine may have been busy
            use.run(text)
            took = time.process_time() - began
            assert took < TOO_LONG, f"{took:.1f} s for {length} letters: {text[:40]!r}…"


def ambiguous(tree: Any, *, repeated: bool = False) -> bool:
    """A part is repeated without end that may consist of nothing but a part repeated without end.

    Such a pattern can divide one text in exponentially many ways. Possessive and atomic parts try one way.
    """
    for part in tree:
        kind, value = part
        lone = repeated and _alone(tree, part)
        repeats = kind in (c.MAX_REPEAT, c.MIN_REPEAT)
        endless = repeats and value[1] is c.MAXREPEAT
        if endless and lone:
            return True
        passes_on = lone and kind in (c.SUBPATTERN, c.BRANCH)
        if any(ambiguous(inner, repeated=endless or passes_on) for inner in _inner(kind, value)):
            return True
    return False


def _inner(kind: Any, value: Any) -> tuple[Any, ...]:
    """The parsed patterns within a part of a pattern."""
    if kind is c.BRANCH:
        return tuple(value[1])
    if kind is c.ATOMIC_GROUP:
        return (value,)
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT, c.SUBPATTERN):
        return (value[-1],)
    return (value[1],) if kind in (c.ASSERT, c.ASSERT_NOT) else ()


def _alone(tree: Any, part: tuple[Any, Any]) -> bool:
    """Everything beside the part may be empty."""
    return all(item is part or item == part or _may_be_empty(item) for item in tree)


def _may_be_empty(item: tuple[Any, Any]) -> bool:
    kind, value = item
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return bool(value[0] == 0) or all(map(_may_be_empty, value[2]))
    if kind is c.SUBPATTERN:
        return all(map(_may_be_empty, value[3]))
    if kind is c.BRANCH:
        return any(all(map(_may_be_empty, branch)) for branch in value[1])
    return kind in (c.AT, c.ASSERT, c.ASSERT_NOT)


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.method}")
def test_no_pattern_is_ambiguous_by_its_form(use: Use) -> None:
    """No part of a pattern that repeats without end is itself nothing but a repetition without end."""
    assert not ambiguous(parser.parse(use.pattern, use.flags)), use.pattern


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?:a+)+b", True),
        (r"(?:\s*a*)*", True),
        (r"(?:(a|b+))*x", True),
        (r"(?:a+b)+c", False),
        (r"(?:a++)*b", False),
        (r"(?:a+)++b", False),
        (r"(?>(?:ab)+)*c", False),
    ],
)
def test_an_ambiguous_pattern_would_be_noticed(pattern: str, *, found: bool) -> None:
    """The form of a pattern tells whether it could divide a text in exponentially many ways."""
    assert ambiguous(parser.parse(pattern)) is found


def test_the_patterns_are_found() -> None:
    """The test above looks at a pattern that has a name, and at one that has none."""
    assert len(USES) > 100
    assert {"match", "fullmatch", "search", "sub", "split"} <= {use.method for use in USES}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"\s*\d*\s*x", "match"), (r"(?:a|b)*\s*c", "search"), (r"(?:a+)+b", "match")],
)
def test_a_pattern_that_backtracks_would_be_noticed(pattern: str, method: str) -> None:
    """The test above fails for patterns that take the square of a text's length, or a power of two."""
    with pytest.raises(AssertionError, match="letters"):
        test_a_pattern_takes_linear_time(Use("here", pattern, 0, method, LENGTHS[-1]))


def test_evidence_of_code_looks_at_a_bounded_part_of_a_line() -> None:
    """The many patterns for code search the whole line, so they get no more than its two ends."""
    began = time.process_time()
    for letter in " \t\"'{[(<=-:a1.$#/\\|":
        verbatim.weight(Line(0, letter * 1_000_000 + "x"))
    assert time.process_time() - began < 17 * TOO_LONG
