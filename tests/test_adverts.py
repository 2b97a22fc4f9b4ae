"""What a copied page advertises among its answers is on no card."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text

from .kept import lost


def read(between: str) -> tuple[str, list[str], list[str]]:
    """What the second answer says with lines at its end, what is skipped, and the messages."""
    text = "AWS questions\n\n1. What is S3?\nObject storage.\n\n2. What is IAM?\nIdentities.\n"
    made = source.from_text("questions.txt", f"{text}{between}\n\n3. What is SQS?\nA queue.\n")
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    assert len(document.cards) == 3
    said = "\n".join(map(block_text, document.cards[1].answer))
    return said, [found.text for found in document.skipped], [problem.message for problem in problems]


@pytest.mark.parametrize("label", ["Advertisement", "Advertisements:", "Sponsored"])
@pytest.mark.parametrize(
    "offer",
    [
        "Get 40% off our AWS course",
        "Start your free trial of CloudPrep",
        "Enroll today!",
        "Only $9 for all exams.",
    ],
)
def test_what_a_line_sells_below_an_announcement(label: str, offer: str) -> None:
    """Both lines are of the page."""
    assert read(f"{label}\n{offer}") == ("Identities.", [f"{label}\n{offer}"], [])


def test_an_advert_that_sells_nothing_is_asked_for() -> None:
    """Nothing tells it from a category or a last line of the answer."""
    said, skipped, told = read("Advertisement\nLearn with cloud people")
    assert said == "Identities.\nLearn with cloud people"
    assert skipped == ["Advertisement"]
    question = "not sure whether this line is an advert, a category or a part of the answer"
    assert told == [f"{question}: 'Learn with cloud people'"]


@pytest.mark.parametrize(
    "line", ["Spot instances are up to 90% off the list price.", "A free trial lasts thirty days."]
)
def test_an_answer_may_speak_of_prices(line: str) -> None:
    """Where no line announces an advert."""
    said, skipped, told = read(line)
    assert said.endswith(line)
    assert (skipped, told) == ([], [])


def test_an_answer_goes_on_below_an_advert() -> None:
    """The advert itself may be a picture."""
    line = "They have policies, which say what they may do."
    said, skipped, told = read(f"Advertisement\n{line}")
    assert said.endswith(line)
    assert (skipped, told) == (["Advertisement"], [])
