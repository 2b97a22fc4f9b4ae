"""What must be true of the answer to any bytes; shared by the tests and the fuzzer."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from awsdeck import config, lock, packages, pipeline, render, source
from awsdeck.config import Config
from awsdeck.notes import fields
from awsdeck.problems import AwsdeckError
from awsdeck.services import Catalogue
from awsdeck.writers import gone

NOW = 1_800_000_000
FULL = pipeline.catalogue_for(Config())
# A part of the catalogue: to look through all of it takes longer than to read a short document.
CATALOGUE = Catalogue(
    {slug: FULL.services[slug] for slug in ("s3", "ec2", "ebs", "vpc", "iam")}, FULL.phrases
)


@dataclass(frozen=True)
class Target:
    """Something that reads bytes: a check of its answer, and bytes to begin with."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def check_document(suffix: str, data: bytes) -> None:
    """Any bytes as a document: a deck or an `AwsdeckError`, and the same answer twice."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / f"d{suffix}"
        path.write_bytes(data)
        try:
            deck = pipeline.read(path, Config(), CATALOGUE, NOW)
        except AwsdeckError as failure:
            assert failure.problems  # noqa: PT017 -- there is something to show
            return
        again = pipeline.read(path, Config(), CATALOGUE, NOW)
    assert (deck.document, deck.problems) == (again.document, again.problems)
    assert lock.parse(lock.text_of(deck.resolution.lock), path) == deck.resolution.lock
    lines = len(source.from_bytes(str(path), data).lines)
    for card in deck.document.cards:
        assert 1 <= card.first_line <= card.last_line <= lines
    for note in deck.ready:
        for html in fields(note):
            assert "<script" not in html.lower()
            assert html == "" or render.safe(html)


def check_lock(data: bytes) -> None:
    """Any bytes as a lock: entries that come out as they went in, or an `AwsdeckError`."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / "d.lock"
        path.write_bytes(data)
        try:
            found = lock.load(path)
        except AwsdeckError:
            return
    assert found is not None
    assert lock.parse(lock.text_of(found), path) == lock.parse(lock.text_of(found), path)


def check_settings(data: bytes) -> None:
    """Any bytes as ``awsdeck.toml``: settings, or an `AwsdeckError`."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / "awsdeck.toml"
        path.write_bytes(data)
        try:
            chosen = config.load(path)
        except AwsdeckError:
            return
        assert chosen == config.load(path)
        pipeline.catalogue_for(chosen)


def check_package(data: bytes) -> None:
    """Any bytes as an ``.apkg``: what it holds, or an `AwsdeckError`; also as the record of removed cards."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / "d.apkg"
        path.write_bytes(data)
        with contextlib.suppress(AwsdeckError):
            packages.load(path)
        gone.load(path)


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _package() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.md"
        path.write_text("# T\n\n### What is S3?\n\nObjects.\n", "utf-8")
        from awsdeck.writers.apkg import package

        return package(pipeline.read(path, Config(), CATALOGUE, NOW).ready)


def _lock() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.md"
        path.write_text("# T\n\n### What is S3?\n\nObjects.\n\n### What is EBS?\n\nBlocks.\n", "utf-8")
        return lock.text_of(pipeline.read(path, Config(), CATALOGUE, NOW).resolution.lock).encode()


MARKDOWN = (
    "# T\n\n## C\n\n### 1. What is S3?\n<!-- id: a -->\n**Difficulty:** Easy · **Services:** S3\n\nIt *is* `x`.\n\n- a\n  - b\n",
    "### What is S3?\n\n```sh\nls\n```\n\n| a | b |\n| - | - |\n| c | d |\n\n> [!TIP]\n> q\n\n![a](b.png)\n",
    "**Q1. What is S3?**\n\nA: An [object](https://x.example) store.\n\n**Q2. What is EBS?**\n\nA: Blocks.\n",
    "<details><summary>What is S3?</summary>\n\nObjects\n</details>\n\n| Question | Answer |\n|--|--|\n| a? | b |\n",
    "- What is S3?\n\n  Objects.\n\n1) Why EBS?\n\n~~~\n~~~\n![a](b.png)\n",
)  # fmt: skip
PAGE = (
    "Title\n\nStorage\n1\nWhat is S3?Easy\n\n  • Key — a name\nNameKind\nOneTwo\n\naws s3 ls\n\n2\nWhat is EBS?Hard\n\nA\tB\nc\td\n",
    "Q1. What is S3?\nObjects.\n\nQ2. What is EBS?\nBlocks.\n\nRelated posts\n",
)  # fmt: skip
HTML = (
    "<title>T</title><main><h3>What is S3?</h3><p>a <b>b</b><ul><li>c<ol start=3><li>d</ol></ul><pre>x\ny</pre></main>",
    "<h3>Why?</h3><table><tr><th colspan=2>a<tr><td rowspan=2>b<td>c</table><h3>What is EBS?</h3><blockquote>d",
    "<button>What is S3 made for</button><div>Objects of any size.</div><dl><dt>What?<dd>x</dl><!-- a -->",
)  # fmt: skip


def _encoded(texts: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


TARGETS = {
    "markdown": Target(lambda data: check_document(".md", data), _encoded(MARKDOWN)),
    "pagetext": Target(lambda data: check_document(".txt", data), _encoded(PAGE)),
    "html": Target(lambda data: check_document(".html", data), _encoded(HTML)),
    "lock": Target(check_lock, (_lock(),)),
    "settings": Target(check_settings, (b'tag_root = "aws"\n[services.s3]\naliases = ["a"]\nword = true\n',)),
    "package": Target(check_package, (_package(),)),
}
