"""Which patterns the readers use, how, and for how long a text at most: what a whole reading really does.

``python -m tests.spied`` reads documents of very long lines, made of what the patterns match and in every
place of a document, and prints for each use of a pattern its module, the pattern, its flags, the method, and
the length of the longest text that it was given. That it is compiled counts as a use, too.
"""

import inspect
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from .patterns import parsed, sample

METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
LENGTHS = (190, 900, 1_900, 5_000)  # characters of a line: below and above each bound that a reader has
REAL = {name: getattr(re, name) for name in (*METHODS, "compile")}

longest: dict[tuple[str, str, int, str], int] = {}


class Spied:
    """A pattern that remembers what it is used for."""

    def __init__(self, module: str, compiled: "re.Pattern[str]") -> None:
        self._module, self._compiled = module, compiled

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        if name not in METHODS:
            return found
        at = 1 if name in ("sub", "subn") else 0

        def used(*arguments: Any, **more: Any) -> Any:
            note(self._module, self._compiled, name, arguments[at])
            return found(*arguments, **more)

        return used


def note(module: str, compiled: "re.Pattern[str]", method: str, text: str) -> None:
    """Remember that a pattern was used on a text."""
    key = (module, compiled.pattern, compiled.flags, method)
    longest[key] = max(longest.get(key, 0), len(text))


def caller() -> str:
    """The module of awsdeck that calls `re`; empty if another one does."""
    name = str(sys._getframe(2).f_globals.get("__name__", ""))
    return name if name.startswith("awsdeck.") else ""


def compile_(pattern: str, flags: int = 0) -> Any:
    """Stands in for `re.compile`."""
    module, compiled = caller(), REAL["compile"](pattern, flags)
    if not module:
        return compiled
    note(module, compiled, "compile", "")
    return Spied(module, compiled)


def function(name: str) -> Callable[..., Any]:
    """Stands in for `re.match` and its like."""
    signature = inspect.signature(REAL[name])

    def used(*arguments: Any, **more: Any) -> Any:
        if module := caller():
            given = signature.bind(*arguments, **more).arguments
            compiled = REAL["compile"](given["pattern"], given.get("flags", 0))
            note(module, compiled, name, given["string"])
        return REAL[name](*arguments, **more)

    return used


PLACES = {
    ".md": (
        "# {}\n\n### What is S3?\n\nObjects.\n",
        "### {}\n\n{}\n\n- {}\n- b\n\n> {}\n\n### What is S3?\n<!-- {} -->\n{}\n\nObjects.\n",
        "{}\n\n## {}\n\n### 1. What is S3?\n\n| {} | b |\n| - | - |\n| c | {} |\n\n{}\n{}\n",
        "1. {}\n\n   {}\n\n2. What is EBS?\n\n   Blocks.\n",
        "### What is S3?\n**Difficulty:** {}\n\nObjects.\n",
        "**Q1. {}**\n\nA: {}\n\n**Q2. What is EBS?**\n\n{}\n",
        "<details><summary>{}</summary>\n\n{}\n</details>\n\n<details><summary>What?</summary>\n\nx\n</details>\n",
    ),
    ".txt": (
        "T\n\n{}\n1\n{}Easy\n\n{}\n\n  • {}\n{}\n{}\n\n2\nWhat is EBS?Hard\n\n{}\nb\n\n{}\n",
        "{}\n\nQ1. {}\n{}\n\nQ2. What is EBS?\n{}\n\n{}\n",
        "{}\n\n1. {}\n\n{}\n\n{}\n2. What is EBS?\n\n```\n{}\n```\n",
        "T\n\n1. What is S3?\n\nServicePurposeLimit\n{}\n{}\n\n2. What is EBS?\n\nx = [{}\n",
    ),
    ".html": (
        "<title>{}</title><h2>{}</h2><h3>{}</h3><p>{}<ul><li>{}</ul><pre>{}</pre><h3>What?</h3><table><tr><td>{}",
        "<p><b>Q1. {}</b><p>A: {}<p><b>Q2. What?</b><p>{}",
    ),
}  # fmt: skip


# Whatever stands in these, their questions are found, and their answers read: as cells, and as code.
ANSWERS = {
    ".txt": 'T\n\n1\nWhat is S3?Easy\n\nIs:\n\nNameKind\n{}\n\n2\nWhat is EBS?Hard\n\nIt is:\n\n{{"a": {}\n',
}


def lines(whole: str) -> list[str]:
    """Long lines that repeat what a pattern matches, or hold it at one end."""
    word = (whole * 90)[:90].strip()
    found = [f"{word} " * 10]
    for length in LENGTHS:
        room = length - len(whole)
        found += [(whole * length)[:length], (f"{whole} " * length)[:length], " " * room + whole]
        found += [whole + (" word" * length)[:room], ("word " * length)[:room] + whole]
    return found


def _sampled(pattern: str, flags: int) -> str:
    return re.sub(r"[\n\r]", " ", sample(parsed(pattern, flags), set())) or "x"


def documents(patterns: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """The ending and the text of each document: such lines of each pattern in all places of each."""
    chance = random.Random(1)
    for (ending, place), (pattern, flags) in product(ANSWERS.items(), patterns):
        for line in lines(_sampled(pattern, flags)):
            yield ending, place.format(line, line)
    for ending, places in PLACES.items():
        for place, (pattern, flags) in product(places, patterns):
            long = lines(_sampled(pattern, flags))
            for _ in range(2):
                yield ending, "".join(f"{part}{chance.choice(long)}" for part in place.split("{}"))


def main() -> int:
    """Read all documents under observation."""
    from .test_regular_expressions import USES

    texts = list(documents(sorted({(use.pattern, use.flags) for use in USES if use.is_bounded})))
    for name in [name for name in sys.modules if name.startswith("awsdeck")]:
        del sys.modules[name]  # it compiles its patterns as it is imported
    re.compile = compile_  # type: ignore[assignment]
    from awsdeck import late

    late.late = compile_
    for name in METHODS:
        setattr(re, name, function(name))

    from awsdeck import notes, pipeline
    from awsdeck.config import Config
    from awsdeck.problems import AwsdeckError
    from awsdeck.services import Catalogue

    few = pipeline.catalogue_for(Config())
    catalogue = Catalogue({"s3": few.services["s3"]}, few.phrases)
    with tempfile.TemporaryDirectory() as folder:
        for ending, text in texts:
            path = Path(folder) / f"d{ending}"
            path.write_text(text, "utf-8")
            with suppress(AwsdeckError):
                list(notes.all_fields(pipeline.read(path, Config(), catalogue, 1_800_000_000).ready))
    print(json.dumps([[*key, length] for key, length in sorted(longest.items())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
