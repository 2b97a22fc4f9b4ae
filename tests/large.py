"""Large and deep documents, read by the real command: linear time, bounded memory, an answer.

``python -m tests.large [ENDING…]`` reads the whole matrix: a line of a megabyte of each sign, 100,000 short
lines, 10,000 containers within each other, in each format, a quarter of it and all of it, and all of it once
more, which must give the same answer. It tells what took more than its share; ``MEGABYTE=200000`` before it
makes all of them smaller.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEEPEST = 8  # from a quarter to the whole: 4 would be linear, 16 the square
UNSEEN = 0.6  # seconds that the command takes for nothing, and some noise
MOST_MEMORY, OWN_MEMORY = 400, 150_000_000  # bytes for each byte of the document, and for the program itself
LONGEST = 600  # seconds: something hangs

LINES = (
    *(
        "a",
        "a b ",
        "*",
        "_",
        "[",
        "]",
        "(",
        "|",
        "<",
        "`",
        "#",
        ">",
        "~",
        "&",
        "\\",
        "!",
        "-",
        "=",
        ".",
        "1",
        "\t",
    ),
    *("](", "**a", "<a ", "<!--", "![]("),
)
REPEATED = (
    "- a\n",
    "• a\n",
    "a\n",
    "a\r\n",
    "\ta\n",
    "    a\n",
    "What is it?\n\na\n\n",
    "| a | b |\n",
    "> a\n",
)
NESTED = (
    "- ",
    "> ",
    "**",
    "*",
    "<b>",
    "<div>",
    "<ul><li>",
    "<blockquote>",
    "<details>",
    "<table><tr><td>",
    "<dl><dd>",
)
BEGINNINGS = {
    ".txt": "T\n\n1. What is A?\n\n",
    ".md": "# T\n\n### What is A?\n\n",
    ".html": "<h3>What is A?</h3>",
}


@dataclass(frozen=True)
class Case:
    """A piece of text and how often the whole document repeats it."""

    name: str
    piece: str
    times: int

    def text(self, ending: str, share: float = 1) -> str:
        """A part of the document, as large as its share."""
        return BEGINNINGS[ending] + self.piece * int(self.times * share) + "a\n"


def cases(megabyte: int = 1_000_000) -> Iterator[Case]:
    """All cases, the lines as long as told and the others in proportion."""
    yield from (Case(f"one line of {piece!r}", piece, megabyte // len(piece)) for piece in LINES)
    yield from (Case(f"lines of {piece!r}", piece, megabyte // 10) for piece in REPEATED)
    yield from (Case(f"{piece!r} within each other", piece, megabyte // 100) for piece in NESTED)


@dataclass(frozen=True)
class Run:
    """What reading a document took: seconds of the processor, bytes of memory, and what was said."""

    seconds: float
    memory: int
    code: int
    said: bytes


def read(path: Path) -> Run:
    """Let ``awsdeck list`` read a document in a process of its own."""
    environment = {**os.environ, "AWSDECK_CACHE": "", "PYTHONUTF8": "1"}
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-c", _MEASURE, "-m", "awsdeck", "list", "--json", "--why", path.name]
        done = subprocess.run(
            command, cwd=path.parent, stdout=subprocess.PIPE, stderr=out, env=environment, check=True
        )
        seconds, peak, code = done.stdout.split()
        out.seek(0)
        return Run(float(seconds), int(peak) * 1024, int(code), out.read())


# A process that is split off counts the memory of the one it comes from as its own peak, and a test run has
# much. So a small one stands between, which says what the command took.
_MEASURE = f"""
import resource, subprocess, sys
code = subprocess.call([sys.executable, *sys.argv[1:]], stdout=sys.stderr, timeout={LONGEST})
took = resource.getrusage(resource.RUSAGE_CHILDREN)
print(took.ru_utime + took.ru_stime, took.ru_maxrss, code)
"""


def wrong(case: Case, ending: str) -> str:
    """What is wrong with the answer to a case; empty if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"d{ending}"
        runs = []
        for share in (0.25, 1, 1):
            path.write_text(case.text(ending, share), "utf-8", newline="")
            runs.append(read(path))
        size = path.stat().st_size
    quarter, whole, again = runs
    for run in runs:
        if run.code not in (0, 1) or b"Traceback" in run.said:
            return f"exit code {run.code}: {run.said[-200:]!r}"
    if (whole.code, whole.said) != (again.code, again.said):
        return f"two answers: {whole.said[-200:]!r}, then {again.said[-200:]!r}"
    if whole.seconds > UNSEEN and whole.seconds > STEEPEST * quarter.seconds:
        return f"{quarter.seconds:.1f} s, then {whole.seconds:.1f} s"
    if whole.memory > OWN_MEMORY + MOST_MEMORY * size:
        return f"{whole.memory / 1e6:.0f} MB for {size / 1e6:.1f} MB"
    return ""


def main(arguments: list[str]) -> int:
    """Read the whole matrix; 1 if something is wrong."""
    endings, megabyte = arguments or list(BEGINNINGS), int(os.environ.get("MEGABYTE", "1000000"))
    failed = tried = 0
    for ending in endings:
        for case in cases(megabyte):
            began = time.monotonic()
            found = wrong(case, ending)
            tried += 1
            failed += bool(found)
            print(f"{ending} {case.name}: {found or 'right'} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{tried} documents, {failed} of them wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
