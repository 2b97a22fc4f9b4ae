"""Time grows with the length of a document, whatever it repeats."""

import time
from contextlib import suppress

import pytest

from awsdeck import readers, source
from awsdeck.problems import AwsdeckError

from . import large

SMALL = 600
STEEPEST = 8  # from a length to four times it; 4 would be linear, 16 the square
UNSEEN = 0.15  # seconds of the longer one that say nothing of how it grows
REPEATED = {
    "letters": "a\n",
    "returns": "a\r\n",
    "numbers": "\n1\n",
    "hyphens": "\n-\n",
    "bullets": "- a\n",
    "browser-bullets": "• a\n",
    "quotes": "> a\n",
    "comments": "<!-- -->\n",
    "tabs": "\tx\n",
    "indents": "    x\n",
    "arrows": "↓\n",
    "fences": "```\n",
    "cells": "| a | b |\n",
    "headings": "# a\n",
    "emphasis": "**a**\n",
    "elements": "<div>\n",
    "questions": "What is it?\n",
    "broken-prose": "some words here that go\n",
    "buttons": "Copy\n",
    "languages": "bash\nCopy\n",
    "pages": "page 1\n",
    "addresses": "http://x.y\n",
}
BEGINNINGS = {
    ".txt": "T\n\n1. What is A?\n\n",
    ".md": "# T\n\n### What is A?\n\n",
    ".html": "<h3>What is A?</h3>",
}


def seconds(name: str, text: str) -> float:
    """The time it takes to read a text, or to refuse it."""
    document = source.from_text(name, text)
    began = time.process_time()
    with suppress(AwsdeckError):
        readers.read(document)
    return time.process_time() - began


@pytest.mark.parametrize("repeated", REPEATED)
@pytest.mark.parametrize("within", [False, True], ids=["alone", "answer"])
@pytest.mark.parametrize("ending", BEGINNINGS)
def test_time_grows_with_the_length(ending: str, within: bool, repeated: str) -> None:
    """Four times as many lines take about four times as long, far from sixteen times."""
    begin = BEGINNINGS[ending] if within else ""
    for _ in range(2):  # the machine may have been busy
        short, long = (seconds(f"x{ending}", begin + REPEATED[repeated] * at) for at in (SMALL, 4 * SMALL))
        if long < UNSEEN or long <= STEEPEST * short:
            return
    pytest.fail(f"{short:.2f} s, then {long:.2f} s")


@pytest.mark.parametrize("ending", BEGINNINGS)
@pytest.mark.parametrize("nested", ["> ", "- ", "**", "<div>", "<ul><li>", "<b>"])
def test_deep_nesting_is_read_or_refused(ending: str, nested: str) -> None:
    """Two thousand containers within each other end in no error of Python's."""
    assert seconds(f"x{ending}", BEGINNINGS[ending] + nested * 2000 + "a") < 30


@pytest.mark.parametrize("furniture", ["Copy\n", "page 1\n", "bash\nCopy\n"])
def test_a_text_of_nothing_but_furniture_is_kept(furniture: str) -> None:
    """Where a page has no question, all its lines are named as skipped."""
    document, _ = readers.read(source.from_text("x.txt", furniture * 6))
    assert not document.cards
    assert document.skipped[0].text == (furniture * 6).strip()


@pytest.mark.parametrize(
    ("ending", "piece"),
    [(".md", "a b "), (".md", "> "), (".txt", "\ta\n"), (".txt", "a\r\n"), (".html", "<ul><li>")],
)
def test_the_command_reads_a_large_document(ending: str, piece: str) -> None:
    """`awsdeck list` answers in linear time and bounded memory; ``python -m tests.large`` tries all cases."""
    (case,) = (case for case in large.cases(200_000) if case.piece == piece)
    assert large.wrong(case, ending) == ""


def test_a_wrong_answer_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check fails for a command that takes too long, too much memory, breaks, or answers in two ways."""
    case, quick = next(large.cases(1000)), large.Run(1, 0, 0, b"")
    broken = large.Run(1, 0, 1, b"Traceback (most recent call last)")
    for quarter, whole, again, said in (
        (quick, quick, quick, ""),
        (quick, large.Run(16, 0, 0, b""), quick, "1.0 s, then 16.0 s"),
        (quick, large.Run(1, 10**10, 0, b""), quick, "10000 MB for"),
        (quick, broken, broken, "exit code 1: b'Traceback"),
        (broken, quick, quick, "exit code 1: b'Traceback"),
        (quick, quick, large.Run(1, 0, 0, b"other"), "two answers: b'', then b'other'"),
        (quick, quick, large.Run(1, 0, 1, b""), "two answers"),
    ):
        runs = iter((quarter, whole, again))
        monkeypatch.setattr(large, "read", lambda _, runs=runs: next(runs))
        found = large.wrong(case, ".md")
        assert found.startswith(said)
        assert bool(found) == bool(said)
