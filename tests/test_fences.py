"""Code between fences, in copied text."""

from pathlib import Path

import pytest

from awsdeck import readers, source
from awsdeck.model import Code, Document, Paragraph, block_text
from awsdeck.problems import Problem

from .kept import lost


def read(tmp_path: Path, text: str) -> tuple[Document, tuple[Problem, ...]]:
    """A document of copied text, of which nothing is lost."""
    path = tmp_path / "page.txt"
    path.write_text(f"My questions\n\n{text}", "utf-8")
    found = source.load(path)
    document, problems = readers.read(found)
    assert not lost(found, document)
    return document, problems


@pytest.mark.parametrize(
    ("fence", "language"),
    [("```", "bash"), ("```sh", "bash"), ("~~~", "bash"), ("````yml", "yaml"), ("  ```hcl", "hcl")],
)
def test_what_stands_between_fences_is_code(tmp_path: Path, fence: str, language: str) -> None:
    """Its lines stay as they are, blank ones too, and the fence names the language."""
    end = "".join(sign for sign in fence if sign in "`~")
    code = "aws s3 ls\n\n  echo done"
    asked = (
        f"Q: How are buckets listed?\nA: Like this:\n{fence}\n{code}\n{end}\nThat is all there is to it.\n"
    )
    document, problems = read(tmp_path, f"{asked}\nQ: What is S3?\nA: Storage.\n")
    (first, second) = document.cards
    assert [type(block) for block in first.answer] == [Paragraph, Code, Paragraph]
    assert first.answer[1] == Code(language, code)
    assert [block_text(block) for block in second.answer] == ["Storage."]
    assert problems == ()


def test_nothing_between_fences_is_a_question(tmp_path: Path) -> None:
    """Numbers, levels and what looks like a page's furniture are part of the code."""
    code = "2\nWhat is printed?Easy\nShare\nHard\n# 3. a remark"
    document, _ = read(
        tmp_path,
        f"1\nWhat does it print?Easy\nThis:\n```\n{code}\n```\n2\nWhat is S3?Hard\nStorage.\n",
    )
    assert [card.title for card in document.cards] == ["What does it print?", "What is S3?"]
    assert [block_text(block) for block in document.cards[0].answer] == ["This:", code]
    assert [card.difficulty for card in document.cards] == ["easy", "hard"]


def test_a_fence_that_is_never_closed_is_named_and_ends_with_its_answer(tmp_path: Path) -> None:
    """The questions below survive, and the rest of the answer is code."""
    document, problems = read(
        tmp_path,
        "Q: How?\nA: So:\n```\naws s3 ls\n\nQ: What is S3?\nA: Storage.\n\nQ: Why?\nA: It is cheap.\n",
    )
    assert [card.title for card in document.cards] == ["How?", "What is S3?", "Why?"]
    assert document.cards[0].answer[1] == Code("bash", "aws s3 ls")
    assert [(problem.code, problem.at.line) for problem in problems] == [("unclosed-fence", 5)]


def test_fences_around_nothing_are_nothing(tmp_path: Path) -> None:
    """Two fences without text between them make no empty box."""
    document, _ = read(tmp_path, "Q: How?\nA: So.\n```\n\n```\n\nQ: What is S3?\nA: Storage.\n")
    assert [block_text(block) for block in document.cards[0].answer] == ["So."]
