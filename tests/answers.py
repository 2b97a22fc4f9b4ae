"""What must be true of the answer to any bytes; shared by the tests and the fuzzer."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from awsdeck import config, forms, lock, packages, pipeline, render, source
from awsdeck.building import locks
from awsdeck.cli import contents, request
from awsdeck.config import Config, writing
from awsdeck.hints import Hints
from awsdeck.notes import fields, removed_note
from awsdeck.problems import AwsdeckError, Problem
from awsdeck.push import record
from awsdeck.services import Catalogue
from awsdeck.text import steers
from awsdeck.writers import gone

from .kept import lost

NOW = 1_800_000_000
FULL = pipeline.catalogue_for(Config())
# A part of the catalogue: to look through all of it takes longer than to read a short document.
CATALOGUE = Catalogue(
    {slug: FULL.services[slug] for slug in ("s3", "ec2", "ebs", "vpc", "iam")}, FULL.phrases
)


LAST_SECOND = 253_402_300_799  # of the year 9999
LOCKED = "# T\n\n### What is S3?\n\nObjects.\n\n### What is EBS?\n\nBlocks.\n"


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
    text = source.from_bytes(str(path), data)
    assert lost(text, deck.document) == ()
    lines = len(text.lines)
    for card in deck.document.cards:
        assert 1 <= card.first_line <= card.last_line <= lines
    for note in deck.ready:
        for html in fields(note):
            assert "<script" not in html.lower()
            assert html == "" or render.safe(html)


def check_lock(data: bytes) -> None:
    """Any bytes as a lock: each of its cards goes through a build unharmed, or nothing is built or written."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path, document = Path(folder) / "d.lock", Path(folder) / "d.md"
        path.write_bytes(data)
        document.write_text(LOCKED, "utf-8")
        try:
            found = lock.load(path)
        except AwsdeckError as failure:
            told = failure.problems
            assert all(problem.at.line for problem in told)
            assert build_of(document) == told
            assert path.read_bytes() == data
            assert sorted(Path(folder).iterdir()) == [path, document]
            return
        assert found is not None
        _check_entries(data.decode(), found)
        _check_round_trip(found, path)
        if build_of(document):  # the clock is wrong, as far as this lock knows
            assert path.read_bytes() == data
            return
        after = lock.load(path)
        assert after is not None
        assert _seeds(found) <= _seeds(after)  # a card is in use or gone, but never forgotten


def build_of(document: Path) -> tuple[Problem, ...]:
    """Build a document's lock; the problems that keep it from being read at all."""
    try:
        deck = pipeline.read(document, Config(), CATALOGUE, NOW)
    except AwsdeckError as failure:
        return failure.problems
    assert locks.write(deck) is None
    guids = [note.identity.guid for note in deck.notes]
    assert len(set(guids)) == len(guids)
    return ()


def _check_entries(text: str, found: lock.Lock) -> None:
    entries = (*found.entries, *found.parts)
    assert len({entry.id for entry in entries}) == len({entry.seed for entry in entries}) == len(entries)
    lines = text.replace("\r\n", "\n").split("\n")
    assert {line.split("\t")[0] for line in lines[1:-1] if not line.startswith("#")} == {
        e.id for e in entries
    }
    for entry in entries:
        assert entry.id
        assert entry.seed
        assert 0 <= entry.changed <= LAST_SECOND
        assert entry.number is None or 0 <= entry.number < 10**9
        assert not steers(" ".join((entry.id, entry.seed, entry.deck, entry.question, entry.services)))
        assert {len(entry.question_print), len(entry.answer_print), len(entry.details_print)} == {12}
    assert all(entry.origin for entry in found.parts)
    assert not any(entry.origin for entry in found.entries)


def _check_round_trip(found: lock.Lock, path: Path) -> None:
    text = lock.text_of(found)
    again = lock.parse(text, path)
    assert lock.text_of(again) == text
    assert again.render == found.render
    for before, after in ((found.entries, again.entries), (found.parts, again.parts)):
        assert set(after) == set(before)
        assert [e for e in after if not e.removed] == [e for e in before if not e.removed]


def _seeds(found: lock.Lock) -> set[str]:
    return {entry.seed for entry in (*found.entries, *found.parts)}


def check_settings(data: bytes) -> None:
    """Any bytes as ``awsdeck.toml``: settings that all hold, or a problem with a line that is there."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / "awsdeck.toml"
        path.write_bytes(data)
        try:
            chosen = config.load(path)
        except AwsdeckError as failure:
            told = failure.problems
            assert told
            last = data.count(b"\n") + 1
            assert all(problem.at.line is None or 1 <= problem.at.line <= last for problem in told)
            return
        assert chosen == config.load(path)
        _check_chosen(chosen)
        document = Path(folder) / "d.md"
        document.write_text(LOCKED, "utf-8")
        _check_written(data.decode("utf-8-sig"), path, chosen, document)


def _check_chosen(chosen: Config) -> None:
    """Nothing has a value that it can't have."""
    assert chosen.tag_root.split() == [chosen.tag_root]
    assert chosen.largest_image > 0
    assert type(chosen.own_decks) is bool
    kinds = [chosen.choice.everywhere]
    for each in (chosen.choice.documents, chosen.choice.categories, chosen.choice.ids):
        kinds.extend(each.values())
    assert all(kind and set(kind) <= set(forms.NAMES) for kind in kinds)
    catalogue = pipeline.catalogue_for(chosen)
    for service in chosen.services:
        assert catalogue.services[service.slug]
        assert catalogue.name(service.slug).strip()
    for hints in chosen.said.values():
        assert hints.first_line is None or hints.first_line > 0
        assert hints.last_line is None or hints.last_line > 0
        assert set(hints.category_level or ()) <= set(range(7))


def _check_written(text: str, path: Path, chosen: Config, document: Path) -> None:
    """What a build does with these settings, and what is left of them where something is written among them."""
    with contextlib.suppress(AwsdeckError):
        for note in pipeline.read(document, chosen, CATALOGUE, NOW).ready:
            assert all(tag.startswith(f"{chosen.tag_root}::") for tag in note.tags)
    written = writing.with_hints(text, "another.md", Hints(title="A title"))
    path.write_text(written, "utf-8", newline="")
    after = config.load(path)
    there = "another.md" if "another.md" in chosen.said or "another" not in chosen.said else "another"
    assert after.said[there].title == "A title"
    assert {**after.said, there: None} == {**chosen.said, there: None}
    assert replace(after, said={}) == replace(chosen, said={})


def check_package(data: bytes) -> None:
    """Any bytes as an ``.apkg``, and as what is kept beside one: values that are whole, or nothing."""
    with tempfile.TemporaryDirectory(prefix="awsdeck-", dir=_memory()) as folder:
        path = Path(folder) / "d.apkg"
        path.write_bytes(data)
        with contextlib.suppress(AwsdeckError):
            _check_package(packages.load(path), path)
        kept, pushed = gone.load(path), record.load(path)
        if kept:
            gone.save(path, kept)
            assert gone.load(path) == kept
        if pushed != record.Record():
            record.save(path, pushed)
            assert record.load(path) == pushed
        assert sorted(Path(folder).iterdir()) == [path]


def _check_package(package: packages.Package, path: Path) -> None:
    assert package == packages.load(path)
    assert set(package.kinds) == {note.kind for note in package.notes}
    assert sum(package.decks.values()) >= len({note.id for note in package.notes if note.decks})
    for note in package.notes:
        assert note.guid
        assert note.fields
        assert all(isinstance(text, str) for text in (*note.fields, *note.tags, *note.decks, note.guid))
        assert len(note.named) <= len(note.fields)
        removed_note(_entry(note.guid), 1, "aws", note.fields, note.tags)
    for shown in contents.lines(path, package):
        assert not steers(shown)
        assert "\n" not in shown
    assert not steers(request.json_text(contents.values(path, package)))


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
        path.write_text(LOCKED, "utf-8")
        return lock.text_of(pipeline.read(path, Config(), CATALOGUE, NOW).resolution.lock).encode()


def _entry(seed: str) -> lock.Entry:
    """A card of which nothing else is known."""
    return lock.Entry("x", seed, 0, lock.REMOVED, None, "0" * 12, "0" * 12, "0" * 12, "", "", "D", "Q?")


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
