"""Any bytes in, a clear answer out: what the fuzzer asserts, on made inputs and on what it once found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .answers import TARGETS

MARKS = st.sampled_from(
    [
        "### ",
        "Q: ",
        "1. ",
        "- ",
        "> ",
        "```",
        "| - |",
        "|",
        "**",
        "<!-- id: ",
        "-->",
        "[a](",
        "](<",
        "<b>",
        "</b>",
        "<summary>",
        "</summary>",
        "<pre>",
        "<table><tr>",
        "<td>",
        "<!",
        "<![",
        "&#",
        "\n",
        "\n\n",
        "    ",
        "What? ",
        "Easy",
        "awsdeck-lock 1 render 1\n",
        "\t",
        "x = ",
        "[services.s3]\n",
        "\x1b",
        "\u202e",
        "\r",
        "\x0c",
        "word ",
    ]
)
BYTES = st.one_of(
    st.lists(MARKS, max_size=40).map(lambda parts: "".join(parts).encode()),
    st.text(max_size=80).map(str.encode),
    st.binary(max_size=80),
)


@st.composite
def changed(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds with a piece of it replaced."""
    seed = draw(st.sampled_from(seeds))
    start = draw(st.integers(0, len(seed)))
    return seed[:start] + draw(BYTES) + seed[start + draw(st.integers(0, 20)) :]


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_have_a_clear_answer(name: str) -> None:
    """No exception but `AwsdeckError`, the same answer twice, and what is written can be read."""
    target = TARGETS[name]

    @settings(max_examples=40, deadline=None)
    @given(st.one_of(BYTES, changed(target.seeds)))
    def check(data: bytes) -> None:
        target.check(data)

    check()


FOUND: list[tuple[str, str, bytes]] = [
    ("a year that is written with fewer figures than it was read with", "lock", b"awsdeck-lock 1 render 1\na\tb\t0226-11-24T15:12:57Z\t-\t-\t3ff14353a864\t67ee96841be1\te730b4668c52\t-\t-\tT\tQ\n"),
    ("more figures than Python makes a number of", "lock", b"awsdeck-lock 1 render 1\na\tb\t2026-11-24T15:12:57Z\t-\t" + b"1" * 5000 + b"\t3ff14353a864\t67ee96841be1\te730b4668c52\t-\t-\tT\tQ\n"),
    ("more figures than Python makes a number of", "html", b"<h3>What is S3?</h3><ol start=" + b"1" * 5000 + b"><li>a</ol>"),
    ("services that look like none", "lock", b"awsdeck-lock 1 render 1\na\tb\t2026-11-24T15:12:57Z\t-\t-\t3ff14353a864\t67ee96841be1\te730b4668c52\t--\t-\tT\tQ\n"),
    ("brackets nested deeper than a call may go", "settings", b"a = " + b"[" * 2900),
    ("tables nested deeper than a call may go", "settings", b"a = " + b"{a=" * 900),
    ("documents by dotted names", "settings", b"documents.'x.md'.first_line = 1\ndocuments.y.last_line = 5\n"),
    ("documents in one line", "settings", b"documents = {'x.md' = {title = 'y'}}\n"),
    ("a document in one line", "settings", b"# kept\ndocuments.another = {title = 'a'}\n"),
    ("brackets nested deeper than a call may go", "package", b"[" * 2900),
    ("half a character", "package", b'{"g": {"fields": ["\\ud800"], "tags": [], "modified": 1}}'),
    ("half a character", "package", b'{"version": 1, "profiles": {"\\ud800": {"notes": {}, "sent": {}, "looks": {}}}, "adopted": {}}'),
    ("a number without end", "package", b'{"g": {"fields": ["a"], "tags": [], "modified": 1e999}}'),
    ("code with more lines than the page", "html", b"<h3>What is S3?</h3><p>It is <pre>made</pre>.<pre>x\ny</pre"),
    ("a section that Python's parser doesn't know", "html", b"<h3>What is S3?</h3><p>a<![foo[b]]>"),
    ("an image tag that is the address of a picture", "markdown", b"### What is S3?\n\n![a](<img/b c.png>)\n"),
    ("brackets nested deeper than JSON may be", "pagetext", b"1\nWhat is S3?Easy\n\naws s3 ls\n" + b"[" * 5000 + b"\n"),
    ("lists nested deeper than a call may go", "pagetext", b"1\nWhat is S3?Easy\n\n" + b"".join(b" " * at + b"- a\n" for at in range(600))),
    ("lists nested deeper than a call may go", "markdown", b"### What is S3?\n\n" + b"- " * 3000 + b"a\n"),
    ("quotes nested deeper than a call may go", "markdown", b"### What is S3?\n\n" + b">" * 3000 + b"a\n"),
    ("tags nested deeper than a call may go", "html", b"<h3>What is S3?</h3>" + b"<div>" * 3000 + b"a"),
    ("marks that could be grouped in many ways", "markdown", b"### What is S3?\n\n" + b"*" * 300 + b"x\n"),
    ("marks left open between marks of emphasis", "markdown", "### What is S3?\n\n*_<b>ficulty:***·Services*\n".encode()),
    ("labels of an answer above each other", "markdown", b"*What is S3?*\nA:\nA:"),
    ("labels of an answer above each other", "html", b"<h3>What is S3?</h3><p>A:<p>A:<p>x"),
    ("a button in the small print of a word", "html", b"<h3><rt>a<button>What is S3 made for</button></rt></h3><p>x"),
    ("a label that is the letter of a cell, too", "pagetext", b"Q2\nA:B\nc\nRlB\ncaQ"),
    ("words that tags divide and no reader does", "html", b"<h3>What is a>c<t>atsli>x<li>ca S?</h3>x>zab<e>ax<h>zaba &nbs<n>p"),
    ("blanks before what is no label", "markdown", b"### What is S3?\n\n" + b" " * 3000 + b"x\n"),
    ("a difficulty twice in one word", "pagetext", b"2\nWhat iw S3?0Easy\n2\nWhat is S3?0EasyEasy\n)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_what_was_found_once_stays_mended(name: str, data: bytes) -> None:
    """Each of these once had no clear answer, or none in a bearable time."""
    TARGETS[name].check(data)
