"""Every regular expression of the readers takes time that grows with the text, not with its square."""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import awsdeck
from awsdeck.late import Late
from awsdeck.readers import verbatim
from awsdeck.readers.lines import Line

from .patterns import ambiguous, contested, parsed, sample

ROOT = Path(awsdeck.__file__).parent
READING = [
    *sorted((ROOT / "readers").glob("*.py")),
    *(ROOT / name for name in ("source.py", "text.py", "media.py")),
    *sorted((ROOT / "notes").glob("*.py")),
    *sorted((ROOT / "render").glob("*.py")),
]
METHODS = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")
LENGTHS = (25, 300, 3_000, 20_000)  # the first is enough for what grows by powers, and not too much


@cache
def too_long() -> float:
    """Half of the seconds that a quadratic pattern takes for the longest text: a linear one takes some ms.

    A figure of its own would be too short for slow machines, or too long to notice anything on fast ones.
    """
    began = time.process_time()
    re.search(r"\s+x", " " * LENGTHS[-1])
    return (time.process_time() - began) / 2


@dataclass(frozen=True)
class Use:
    """A pattern and the method it is used with, at a place in the code."""

    place: str
    pattern: str
    flags: int
    method: str
    longest: int

    @property
    def is_bounded(self) -> bool:
        """The code gives it no more than a part of a line."""
        return self.longest < LENGTHS[-1]

    def run(self, text: str) -> None:
        """Use the pattern on a text."""
        compiled = re.compile(self.pattern, self.flags)
        if self.method == "sub":
            compiled.sub("", text)
        elif self.method == "finditer":
            list(compiled.finditer(text))
        else:
            getattr(compiled, self.method)(text)


# Patterns that the code gives no more than so many characters of a line, which is looked at below.
BOUNDED = {
    ("difficulty", "_ALONE"): 200,
    ("difficulty", "_ICONS_END"): 200,
    ("difficulty", "_BRACKETED"): 200,
    ("marks", "_CLOSING"): 200,
    ("markup", "_BREAK_ALONE"): 200,
    ("labels", "_BETWEEN"): 1000,
    ("mdparts", "_OWN_LABEL"): 200,
    ("verbatim", "_QUOTED"): 2000,
    ("verbatim", "_ANY_BEGINNING"): 600,
    ("glue", "_TOKEN"): 1000,
    ("glue", "_GLUED_FIGURES"): 100,
    ("glue", "_LETTERS"): 100,
    ("glue", "_CAPITALS"): 100,
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
            longest = BOUNDED.get((path.stem, name), LENGTHS[-1])
            owner = getattr(module, name, None)
            if isinstance(owner, re.Pattern | Late):
                found.add(Use(place, owner.pattern, owner.flags, node.func.attr, longest))
            elif owner is re and isinstance(node.args[0], ast.Constant):
                flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0
                found.add(Use(place, str(node.args[0].value), flags, node.func.attr, longest))
        yield from sorted(found, key=lambda use: (use.place, use.pattern))


def hostile_texts(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Texts that repeat what the pattern can match, behind a beginning that it does match."""
    letters = {" ", "x"}
    whole = sample(parsed(pattern, flags), letters)
    singles = sorted(letters)[:14]
    pumps = [*singles, *("".join(pair) for pair in product(singles[:5], repeat=2) if len(set(pair)) > 1)]
    beginnings = {"", whole[: len(whole) // 2], whole}
    for begin, pump in product(sorted(beginnings), [*pumps, whole or "x"]):
        yield begin + pump * (length // len(pump)) + "\0"
    for begin, both in contested(parsed(pattern, flags)):
        yield from (begin + letter * length + "\0" for letter in both)


USES = list(uses())


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.method}")
def test_a_pattern_takes_linear_time(use: Use) -> None:
    """Whatever of itself a text repeats, twenty thousand letters are matched, or not, within a moment."""
    for length in (at for at in (*LENGTHS, use.longest) if at <= use.longest):
        for text in hostile_texts(use.pattern, use.flags, length):
            began = time.process_time()
            use.run(text)
            if time.process_time() - began < too_long():
                continue
            began = time.process_time()  # the machine may have been busy
            use.run(text)
            took = time.process_time() - began
            assert took < too_long(), f"{took:.1f} s for {length} letters: {text[:40]!r}…"


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.method}")
def test_no_pattern_is_ambiguous_by_its_form(use: Use) -> None:
    """No part of a pattern that repeats without end is itself nothing but a repetition without end."""
    assert not ambiguous(parsed(use.pattern, use.flags)), use.pattern


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
    assert ambiguous(parsed(pattern)) is found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"\s*x?\s*", [("", " \t\n")]),
        (r"x(?:\d+|b)\w*$", [("x", "012")]),
        (r"yx*[ab]*?(?:c|z?)[^b]+", [("y", "x"), ("yx", "a")]),
        (r"(?:b?a+)+c", [("b", "a")]),
        (r"\s*+x?\s*", []),
        (r"a+b+", []),
        (r"a*+[ab]*", []),
        (r"\s+x\s+", []),
    ],
)
def test_a_contested_letter_would_be_noticed(pattern: str, found: list[tuple[str, str]]) -> None:
    """Two repeats side by side that may both take a letter are found, with what leads to them."""
    assert list(contested(parsed(pattern))) == found


@pytest.fixture(scope="module")
def seen() -> dict[tuple[str, str, str], tuple[int, int]]:
    """Each use of a pattern in a reading of long lines: its flags, and the longest text it was given."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.spied"],
        cwd=ROOT.parents[1],
        env={**os.environ, "AWSDECK_CACHE": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        (module.rpartition(".")[2], pattern, method): (flags, length)
        for module, pattern, flags, method, length in json.loads(done.stdout)
    }


@pytest.mark.parametrize("use", [use for use in USES if use.is_bounded], ids=lambda use: use.place)
def test_a_bounded_pattern_gets_no_more(use: Use, seen: dict[tuple[str, str, str], tuple[int, int]]) -> None:
    """However long a line is, the pattern is given so many characters at most, and nearly as many it is."""
    _, longest = seen[use.place.partition(".")[0], use.pattern, use.method]
    assert 0.9 * use.longest <= longest <= use.longest


# Patterns that stand in a table or are handed to python-markdown, and how much of a line they are given: it
# reads pieces of 2,000 characters, in which it puts up to seven in the place of one.
HANDED_ON = {"difficulty": 200, "verbatim": 600, "mdspans": 7 * 2000}


def test_patterns_that_are_handed_on_take_linear_time(
    seen: dict[tuple[str, str, str], tuple[int, int]],
) -> None:
    """What a whole reading uses and no name in the code stands for is driven in the same way."""
    named = {(use.place.partition(".")[0], use.pattern, use.method) for use in USES}
    used = {key for key in seen if key[2] != "compile"}
    handed_on = sorted(used - named)
    assert len(handed_on) > 40
    for module, pattern, method in handed_on:
        flags, length = seen[module, pattern, method]
        longest = HANDED_ON.get(module, LENGTHS[-1])
        test_a_pattern_takes_linear_time(Use(module, pattern, flags, method, longest))
        assert module not in HANDED_ON or length <= longest
    known = {pattern for _, pattern, _ in used | named}
    for module, pattern, _ in sorted(key for key in seen.keys() - used if key[1] not in known):
        flags, _ = seen[module, pattern, "compile"]  # what no such line leads to
        longest = HANDED_ON.get(module, LENGTHS[-1])
        test_a_pattern_takes_linear_time(Use(module, pattern, flags, "match", longest))


def test_the_patterns_are_found() -> None:
    """The test above looks at a pattern that has a name, and at one that has none."""
    assert len(USES) > 100
    assert {"match", "fullmatch", "search", "sub", "split"} <= {use.method for use in USES}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*\d*\s*x", "match"),
        (r"(?:a|b)*\s*c", "search"),
        (r"(?:a+)+b", "match"),
        (r"\s*Questions?\s*[.#-]?\s*\d", "match"),
    ],
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
    assert time.process_time() - began < 17 * too_long()
