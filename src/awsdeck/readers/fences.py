"""Code between fences: people paste what a chat or an editor shows, into any kind of document.

In: lines of copied text, of an answer or of a whole document. Out: which of them stand between fences, and
the language of code by the name on its fence, in Markdown too (there `mdlines` finds fences). It must not
know of questions, nor how code without fences is recognised (`verbatim`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers.lines import Line, distinct

_FENCE = late(r"\s*+(?P<mark>`{3,}+|~{3,}+)\s*+(?P<language>[\w+#.-]*+)\s*+")

_LANGUAGES = {
    "sh": "bash",
    "shell": "bash",
    "console": "bash",
    "zsh": "bash",
    "yml": "yaml",
    "js": "javascript",
    "ts": "typescript",
    "py": "python",
    "tf": "hcl",
    "terraform": "hcl",
    "txt": "text",
    "plain": "text",
    "plaintext": "text",
    "none": "text",
}


def language(named: str, texts: Sequence[str]) -> str:
    """The language that a fence names, or what the code itself speaks for."""
    if not named:
        from awsdeck.readers import verbatim  # its patterns take longer to make than many a document to read

        return verbatim.language(texts)
    return _LANGUAGES.get(named.lower(), named.lower())


class Run(NamedTuple):
    """Lines between fences, or outside of any: then ``named`` is None, else the language, which may be empty.

    ``at`` is the line of the fence, and ``closed`` tells that there is one at the end as well.
    """

    lines: Sequence[Line]
    named: str | None = None
    at: Line | None = None
    closed: bool = True


def divided(lines: Sequence[Line]) -> Iterator[Run]:
    """The runs of some lines, in order; the fences themselves are in none."""
    at = start = 0
    while at < len(lines):
        opening = _fence(lines[at])
        if not opening:
            at += 1
            continue
        if start < at:
            yield Run(lines[start:at])
        end, closed = _end(lines, at + 1, opening["mark"])
        yield Run(lines[at + 1 : end], opening["language"], lines[at], closed)
        at = start = end + closed
    if start < len(lines):
        yield Run(lines[start:])


def positions(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines between fences that are closed, the fences included."""
    if not any(map(_fence, distinct(lines).values())):
        return frozenset()
    found: set[int] = set()
    at = 0
    while at < len(lines):
        opening = _fence(lines[at])
        end, closed = _end(lines, at + 1, opening["mark"]) if opening else (at + 1, False)
        if closed:
            found.update(range(at, end + 1))
        at = end + closed
    return frozenset(found)


def _fence(line: Line) -> re.Match[str] | None:
    return _FENCE.fullmatch(line.text) if line.bare[:1] in ("`", "~") else None


def _end(lines: Sequence[Line], start: int, mark: str) -> tuple[int, bool]:
    """Where code ends, and whether by a fence of its own: one that names a language opens other code."""
    for at in range(start, len(lines)):
        found = _fence(lines[at])
        if found and found["language"]:
            return at, False
        if found and found["mark"].startswith(mark):
            return at, True
    return len(lines), False
