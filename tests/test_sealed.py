"""Answers that are held packed are the answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdeck import model, pipeline, sealed
from awsdeck.config import DEFAULTS
from awsdeck.model import Blocks, Code, Image, List, Paragraph, Picture, Text
from awsdeck.readers import mdparts
from awsdeck.sealed import Sealed, seal
from awsdeck.source import Source, load
from awsdeck.writers import apkg

from .conftest import case_name, fixture_documents


def answers(path: Path) -> Iterator[Blocks]:
    """The answers of a document."""
    document, _ = pipeline.document_of(path, DEFAULTS, pipeline.catalogue_for(DEFAULTS))
    for card in document.cards:
        yield card.answer


def lines_of(blocks: Sequence[model.Block]) -> list[int]:
    """Where each block stands."""
    return [block.line for block in model.walk(blocks)]


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_a_sealed_answer_is_the_answer(path: Path) -> None:
    """Sealed blocks are equal to the blocks, are as many, are found at the same places and shown alike."""
    for answer in answers(path):
        packed = seal(answer)
        assert packed == answer
        assert answer == packed
        assert packed == seal(answer)
        assert (len(packed), bool(packed)) == (len(answer), bool(answer))
        assert list(packed) == list(answer)
        assert [packed[at] for at in range(len(answer))] == list(answer)
        assert packed[1:] == answer[1:]
        assert hash(packed) == hash(answer)
        assert repr(packed) == repr(answer)
        assert lines_of(packed) == lines_of(answer)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=4))
def test_a_sealed_answer_moves_as_the_answer_does(lines: list[int]) -> None:
    """Blocks that move while they are packed stand where they would stand otherwise."""
    blocks: Blocks = (Paragraph((Text("a"),), 5000), List(False, (), line=5001), Code("", "x", 5003))
    packed: Blocks = seal(blocks)
    for by in lines:
        blocks, packed = sealed.moved(blocks, by), sealed.moved(packed, by)
    assert isinstance(packed, Sealed)
    assert packed == blocks
    assert lines_of(packed) == lines_of(blocks)


def test_other_blocks_are_another_answer() -> None:
    """Sealed answers differ where what they say does, and from what is no answer."""
    one, other = (Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),)
    assert seal(one) != seal(other)
    assert seal(one) != other
    assert seal(one) != "a"


def test_a_sealed_answer_tells_that_it_holds_no_picture() -> None:
    """Pictures are not missed; only where there is certainly none nobody has to look."""
    assert not seal((Paragraph((Text("a"),)),)).may_hold(Image, Picture)
    assert seal(
        (
            Paragraph(
                (Text("a"), Picture("b.png", "")),
            ),
        )
    ).may_hold(Image, Picture)
    assert seal((List(False, (model.Item((), (Image("b.png", ""),)),)),)).may_hold(Image, Picture)


@pytest.mark.parametrize(
    "path", [path for path in fixture_documents() if path.suffix == ".md"], ids=case_name
)
def test_a_long_document_makes_the_same_package(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whether answers are held packed shows nowhere: problems, prints and notes are the same."""
    monkeypatch.setenv("AWSDECK_CACHE", "")

    def deck() -> tuple[object, ...]:
        found = pipeline.load(path, now=1_800_000_000)
        target = tmp_path / "deck.apkg"
        apkg.write(found.ready, target)
        return target.read_bytes(), found.problems, found.resolution.lock, found.document

    before = deck()
    monkeypatch.setattr(sealed, "FEW", 0)
    assert deck() == before


def test_answers_of_a_long_document_are_sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is read part by part is packed where the parts are many, and only there."""
    path = tmp_path / "own.md"
    path.write_text("# T\n\n### A?\n<!-- id: a -->\n\nOne.\n\n### B?\n<!-- id: b -->\n\nTwo.\n")

    def kinds(document: Source) -> set[type]:
        found = (part.question for part in mdparts.read(document))
        return {type(question.card.answer) for question in found if question}

    monkeypatch.setenv("AWSDECK_CACHE", "")
    assert kinds(load(path)) == {tuple}
    monkeypatch.setattr(sealed, "FEW", 1)
    assert kinds(load(path)) == {Sealed}
