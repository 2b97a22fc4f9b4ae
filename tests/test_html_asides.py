"""An aside of a saved page may lead to other pages, or be a note of an answer."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text, plain

from .kept import lost

PAGE = """<html><body><{0}><h1>Containers</h1>
<h3>What is ECS?</h3><p>It runs tasks.</p>
<h3>What is EKS?</h3><p>Kubernetes.</p>
{1}
<h3>What is Fargate?</h3><p>Containers without servers.</p>
{2}
</{0}></body></html>
"""
ITEMS = "<ul><li>What is Docker?</li><li>Why a mesh?</li></ul>"
LINKS = '<ul><li><a href="/docker">What is Docker?</a></li><li><a href="/mesh">Why a mesh?</a></li></ul>'


def read(between: str = "", behind: str = "", inside: str = "main") -> tuple[list[str], str, list[str]]:
    """The questions, all that their answers say, and what was skipped."""
    made = source.from_text("containers.html", PAGE.format(inside, between, behind))
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    said = "\n".join(block_text(block) for card in document.cards for block in card.answer)
    return [plain(card.question) for card in document.cards], said, [found.why for found in document.skipped]


@pytest.mark.parametrize("inside", ["main", "article"])
@pytest.mark.parametrize(
    "aside",
    [
        f"<aside><h3>Popular posts</h3>{ITEMS}</aside>",
        f"<aside><h2>Latest articles</h2>{LINKS}</aside>",
        f"<aside><h4>Von unseren Lesern</h4>{LINKS}</aside>",
    ],
)
def test_a_list_of_other_pages_is_skipped(aside: str, inside: str) -> None:
    """It is named as such, or nothing but links that ask, at the end."""
    asked, said, skipped = read(behind=aside, inside=inside)
    assert asked == ["What is ECS?", "What is EKS?", "What is Fargate?"]
    assert "Docker" not in said
    assert skipped == ["leads to other pages"]


def test_one_between_questions_is_skipped_by_its_name() -> None:
    """The answer above it is whole without it."""
    asked, said, skipped = read(between=f"<aside><h3>Popular posts</h3>{LINKS}</aside>")
    assert asked == ["What is ECS?", "What is EKS?", "What is Fargate?"]
    assert "Docker" not in said
    assert skipped == ["leads to other pages"]


@pytest.mark.parametrize(
    "aside",
    [
        "<aside><p>Spot tasks are cheaper.</p></aside>",
        "<aside><h4>Mind the price</h4><ul><li>Spot tasks are cheaper.</li><li>Logs.</li></ul></aside>",
        "<aside><h4>Popular posts</h4><p>Spot tasks are cheaper.</p><ul><li>a</li><li>b</li></ul></aside>",
        '<aside><ul><li><a href="x">Spot tasks are cheaper.</a></li><li><a href="y">b</a></li></ul></aside>',
    ],
    ids=["a paragraph", "a list that states", "a paragraph too", "no heading"],
)
def test_a_note_of_an_answer_stays(aside: str) -> None:
    """What says something is no way to other pages."""
    asked, said, skipped = read(between=aside)
    assert asked == ["What is ECS?", "What is EKS?", "What is Fargate?"]
    assert "leads to other pages" not in skipped
    assert ("Spot tasks are cheaper." in said) == ("Popular" not in aside)
