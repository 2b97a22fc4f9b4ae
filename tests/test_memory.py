"""What was found out once isn't found out again, and comes out the same."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import cache, lock, memory, packing, pipeline, readers, sealed, source, workers
from awsdeck.config import DEFAULTS
from awsdeck.model import Card, moved, walk
from awsdeck.readers import mdblocks, mdparts, mdquestion, pagelines
from awsdeck.readers.lines import number_lines
from awsdeck.writers import apkg

from .conftest import case_name, fixture_documents


@dataclass(frozen=True, slots=True)
class Length:
    """An outcome."""

    of: str
    letters: int


QUEST = memory.Quest[Length]("length", "Measuring", (Length,))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def lengths(words: list[str], looked_at: list[str], *, named: bool = True) -> list[Length]:
    """The lengths of words; those that had to be looked at are added to a list."""

    def find(at: int) -> Length:
        looked_at.append(words[at])
        return Length(words[at], len(words[at]))

    keys = [memory.key(word) if named else b"" for word in words]
    return memory.recalled(QUEST, "words", keys, find)


WORDS = [f"word {number}" * (number % 3 + 1) for number in range(300)]


def test_outcomes_are_those_of_a_plain_loop() -> None:
    """Without a cache every piece is looked at, equal ones once, and the outcomes come in order."""
    seen: list[str] = []
    assert lengths(["b", "a", "b"], seen) == [Length("b", 1), Length("a", 1), Length("b", 1)]
    assert seen == ["b", "a"]


def test_a_piece_without_a_key_is_looked_at_each_time() -> None:
    """An empty key stands for nothing that could be recognised."""
    for _ in range(2):
        seen: list[str] = []
        lengths(["a", "a"], seen, named=False)
        assert seen == ["a", "a"]


def test_the_next_run_looks_at_nothing() -> None:
    """What a run found out the next one knows."""
    found = lengths(WORDS, [])
    seen: list[str] = []
    assert lengths(WORDS, seen) == found
    assert seen == []


@pytest.mark.parametrize("seed", range(5))
def test_only_what_changed_is_looked_at(seed: int) -> None:
    """Words that were changed or added are looked at, wherever all the others went."""
    lengths(WORDS, [])
    draw = random.Random(seed)
    words = list(WORDS)
    new = [f"new {number}" for number in range(5)]
    for word in new:
        words.insert(draw.randrange(len(words)), word)
        words.insert(draw.randrange(len(words)), words.pop(draw.randrange(len(words))))
        words.pop(words.index(draw.choice([old for old in words if old not in new])))
    seen: list[str] = []
    assert lengths(words, seen) == [Length(word, len(word)) for word in words]
    assert sorted(seen) == sorted(set(new))


def test_an_edit_that_is_taken_back_costs_nothing() -> None:
    """Some of what isn't asked for any more stays for a while."""
    lengths(WORDS, [])
    lengths(["other", *WORDS[1:]], [])
    seen: list[str] = []
    lengths(WORDS, seen)
    assert seen == []


def test_after_an_edit_little_is_written(folder: Path) -> None:
    """What an edit adds is kept beside what was known, until there is much of it."""
    words = [f"word {number}" for number in range(2000)]
    lengths(words, [])
    known = {path: path.read_bytes() for path in folder.iterdir()}
    for number in range(0, len(words), 50):
        words[number] = f"edited {number}"
        seen: list[str] = []
        assert lengths(words, seen) == [Length(word, len(word)) for word in words]
        assert seen == [words[number]]
        if number == 0:
            kept = {path: path.read_bytes() for path in folder.iterdir()}
            added = {path: data for path, data in kept.items() if known.get(path) != data}
            assert not known.keys() & added.keys()
            assert 2 * sum(map(len, added.values())) < sum(map(len, known.values()))


def test_what_nobody_asks_for_any_more_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often pieces are edited, the cache grows with the document and not with the edits."""
    monkeypatch.setattr(memory, "_SPARE", 0)
    words = list(WORDS)
    lengths(words, [])
    size = sum(path.stat().st_size for path in folder.iterdir())
    draw = random.Random(7)
    for edit in range(200):
        for at in draw.sample(range(len(words)), 8):
            words[at] = f"word {edit} {at}" * (at % 3 + 1)
        found = lengths(words, [])
        assert found == [Length(word, len(word)) for word in words]
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3 * size


def test_the_cache_makes_no_value_of_another_class() -> None:
    """What the cache holds is made of the expected classes, whatever somebody wrote into it."""
    packed = packing.packed((Length("x", 1),), (Length,))
    with pytest.raises(KeyError):
        packing.unpacked(packed, (Card,))


def test_another_version_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another awsdeck found out may be different."""
    lengths(WORDS, [])
    monkeypatch.setattr(cache, "edition", lambda: b"another")
    seen: list[str] = []
    lengths(WORDS, seen)
    assert len(seen) == len(WORDS)


# --- parts of documents -----------------------------------------------------------------------------------


PIECES = st.sampled_from(
    [
        *("# T", "## C", "### Q?", "#### h", "# not `one", "    ### code", "  ### within", "### <!-- x"),
        *(
            "```",
            "```bash",
            "~~~",
            "````",
            "  ```",
            "- ```",
            "> ```",
            "    ```",
            "<!-- a",
            "-->",
            "<!-- id: b -->",
        ),
        *(
            "- item",
            "  - inner",
            "1. one",
            "> quote",
            "| a | b |",
            "| - | - |",
            "text",
            "**Services:** S3",
            "",
        ),
        *("===", "---", "[x]: https://x.y", "see [x]", "\\", "   ", "`code", "Level: easy"),
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400)
def test_parts_hold_what_the_whole_document_holds(texts: list[str]) -> None:
    """Read part by part, a document has the blocks that it has when it is read in one go."""
    document = source.from_text("x.md", "\n".join(texts) + "\n")
    lines = number_lines(document.lines)
    whole, problems = mdblocks.read_lines(document, lines, mdblocks.inline_reader(lines))
    parts = list(mdparts.read(document))
    holding = [part for part in parts if part.question or part.nodes]
    for part, nodes in zip(holding, mdparts._by_heading(whole), strict=True):
        if part.question is None:
            assert part.nodes == nodes
        else:
            assert part.question == mdquestion.read(nodes, document, b"")
            assert [b.line for b in walk(part.question.card.answer)] == [
                b.line for b in walk(mdquestion.read(nodes, document, b"").card.answer)
            ]
    assert [problem for part in parts for problem in part.problems] == list(problems)


def _lines(card: Card) -> list[int]:
    return [block.line for block in walk(card.answer)]


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_a_document_that_moved_down_is_the_same_further_down(path: Path, tmp_path: Path) -> None:
    """Recalled from another place, cards and problems know where they stand now."""
    known = source.load(path)
    readers.read(known)
    text = "\n".join(known.lines)
    for name in (f"other{path.suffix}", path.name):
        below = source.from_text(str(tmp_path / name), f"\n\n\n{text}")
        recalled = readers.read(below)
        cache.put(b"", b"")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(cache.VARIABLE, "")
            fresh = readers.read(below)
        assert recalled == fresh
        assert list(map(_lines, recalled[0].cards)) == list(map(_lines, fresh[0].cards))


def test_cards_of_one_origin_have_one_answer() -> None:
    """The digest of an answer's text stands for the answer in everything that is remembered."""
    known: dict[bytes, Card] = {}
    for path in fixture_documents():
        document, _ = readers.read(source.load(path))
        for card in document.cards:
            if card.origin:
                assert known.setdefault(card.origin, card).answer == card.answer
    assert len(known) > 100


def test_moving_blocks_there_and_back_changes_nothing() -> None:
    """Blocks know their lines again."""
    for path in fixture_documents():
        document, _ = readers.read(source.load(path))
        for card in document.cards:
            there = moved(card.answer, 7)
            assert there == card.answer
            assert [block.line for block in walk(there)] == [line + 7 for line in _lines(card)]
            assert list(map(repr, moved(there, -7))) == list(map(repr, card.answer))


def test_answers_that_come_again_are_the_same_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long document holds them packed: blocks, lines and problems are those of a short one."""
    for path in fixture_documents():
        text = "\n\n".join([path.read_text("utf-8")] * 3)
        found = []
        for few in (0, sealed.FEW):
            monkeypatch.setattr(sealed, "FEW", few)
            found.append(repr(readers.read(source.from_text("again.txt", text))))
        assert found[0] == found[1]


# --- whole builds -----------------------------------------------------------------------------------------


def _own(number: int) -> str:
    answer = f"It takes **{number % 50 * 37}** `messages`, see S{number % 3 + 3}.\n\n```json\n{{}}\n```\n"
    return f"### {number}. What does limit {number} mean?\n**Services:** SQS\n\n{answer}"


def _page(number: int) -> str:
    answer = f"It takes {number % 50 * 37} messages of SQS.\n# Ask:\naws sqs list-queues --max-items 3\n"
    return f"{number}\nWhat does limit {number} mean for a queue?Easy\n\n{answer}"


@pytest.mark.parametrize(("name", "card"), [("deck.txt", _page), ("deck.md", _own)])
def test_a_build_from_memory_has_the_bytes_of_a_cold_one(
    name: str, card: Callable[[int], str], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Package and lock are the same with and without a cache, by one process and by two, after an edit."""
    path = tmp_path / name
    count = 2 * workers.LEAST
    can_split = workers._can_split
    monkeypatch.setattr(pagelines, "_MANY", count)

    def built(cached: Path | str, *, together: bool) -> tuple[bytes, str]:
        monkeypatch.setenv(cache.VARIABLE, str(cached))
        monkeypatch.setattr(workers, "_can_split", can_split if together else lambda: False)
        deck = pipeline.load(path, DEFAULTS, now=1_764_000_000)
        assert len(deck.ready) == count
        return apkg.package(deck.ready), lock.text_of(deck.resolution.lock)

    text = "# Limits\n\n" + "\n".join(card(number) for number in range(1, count + 1))
    for wanted in (text, text.replace("37", "38", 3).replace("mean?", "say?", 1)):
        path.write_text(wanted)
        cold = built("", together=False)
        assert built("", together=True) == cold
        for together in (True, False):
            assert built(folder, together=together) == cold


def test_a_cache_of_many_small_entries_loses_the_oldest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of entries is limited too, since each of them is looked at to make room."""
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 20)
    for number in range(50):
        cache.put(b"%d" % number, b"small")
        for entry in folder.iterdir():  # the clock of a file system may be coarser than this loop
            at = entry.stat().st_mtime - 1
            os.utime(entry, (at, at))
        assert len(list(folder.iterdir())) <= 20
        assert bytes(cache.get(b"%d" % number) or b"") == b"small"
    assert cache.get(b"0") is None


def test_a_cache_that_others_filled_is_seen_to_be_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first entry of a run finds out how many there are."""
    folder.mkdir()
    for number in range(50):
        (folder / f"{number}").write_bytes(b"old")
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 20)
    cache.put(b"new", b"small")
    assert len(list(folder.iterdir())) <= 20
    assert bytes(cache.get(b"new") or b"") == b"small"


def test_a_cache_of_large_entries_loses_the_oldest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All entries together have no more bytes than the limit."""
    monkeypatch.setattr(cache, "_MOST_BYTES", 10_000)
    for number in range(30):
        cache.put(b"%d" % number, bytes(900))
        assert sum(entry.stat().st_size for entry in folder.iterdir()) <= 10_000
        assert bytes(cache.get(b"%d" % number) or b"") == bytes(900)
