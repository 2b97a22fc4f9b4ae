"""What stands below the last answer as nothing stands in the others is of the page, in any language."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text
from awsdeck.problems import Problem

from .kept import lost

END = "Zum Schluss\nDas war alles von uns.\nKommentar schreiben\n"


def read(
    end: str, answer: str = "Antwort: {} Dinge.\n", count: int = 8
) -> tuple[Document, tuple[Problem, ...]]:
    """A document whose questions but the last are answered alike; nothing of it may be lost."""
    label = "Antwort: " if answer.startswith("Antwort") else ""
    answers = [*[answer] * (count - 1), f"{label}{{}} Dinge.\n"]
    parts = "".join(
        f"Frage {at}: Was ist Teil {at}?\n{said.format(at)}\n" for at, said in enumerate(answers, 1)
    )
    made = source.from_text("teile.txt", f"Teile\n\n{parts}{end}")
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    assert len(document.cards) == count
    return document, problems


def test_what_no_other_answer_has_ends_the_last_one() -> None:
    """A heading below a blank line, where many labelled answers have no blank line."""
    document, problems = read(END)
    assert [block_text(block) for block in document.cards[-1].answer] == ["8 Dinge."]
    assert [passage.text for passage in document.skipped] == [END.strip()]
    assert problems == ()


def test_code_in_other_answers_is_no_other_paragraph() -> None:
    """Blank lines around code, or below what announces it, part no paragraphs."""
    answer = "Antwort: {} Dinge, mit der CLI:\n\naws s3 ls \\\n  --recursive\n"
    document, _ = read(END, answer)
    assert [passage.text for passage in document.skipped] == [END.strip()]


@pytest.mark.parametrize(
    ("end", "answer", "count"),
    [
        (END, "{} Dinge sind es.\n", 8),  # without labels
        (END, "Antwort: {} Dinge.\n", 4),  # few
        ("Das war alles von uns, und mehr gibt es nicht.\n", "Antwort: {} Dinge.\n", 8),  # without a heading
    ],
)
def test_where_less_speaks_for_it_the_line_is_told(end: str, answer: str, count: int) -> None:
    """The text stays on the card."""
    document, problems = read(end, answer, count)
    assert document.skipped == ()
    assert [problem.code for problem in problems] == ["unsure-end"]


@pytest.mark.parametrize(
    ("end", "answer"),
    [
        (END, "Antwort: {} Dinge.\n\nMehr dazu spaeter.\n"),  # all answers have a second paragraph
        ("aws s3 ls\n", "Antwort: {} Dinge.\n"),
        ("- ein Ding\n- noch eins\n", "Antwort: {} Dinge.\n"),
    ],
)
def test_an_answer_goes_on_below_a_blank_line(end: str, answer: str) -> None:
    """Where others do, or with code and lists."""
    document, _ = read(end, answer)
    assert document.skipped == ()


NETWORKS = (
    ("What is a gateway endpoint?", "A target in a route table."),
    ("What is a NAT gateway?", "It lets private subnets reach the internet."),
    ("What is a flow log?", "A record of the traffic that a network interface saw."),
    ("What does a security group do?", "It allows traffic to an instance."),
    ("What is a transit gateway?", "A router in the middle of many networks."),
    ("What is peering?", "A link between two networks."),
    ("What is Direct Connect?", "A line of your own to AWS."),
    ("What is an interface endpoint?", "A network interface with a private address for a service."),
)


def read_networks(end: str) -> tuple[list[str], list[str]]:
    """The last answer, and the lines that are told; without labels of difficulty or a heading at the end."""
    parts = "\n\n".join(f"Question {at}: {q}\nAnswer: {a}" for at, (q, a) in enumerate(NETWORKS, 1))
    made = source.from_text("networks.txt", f"Networks\n\n{parts}\n\n{end}\n")
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    assert document.skipped == ()
    told = [made.lines[problem.at.line - 1] for problem in problems if problem.at.line]
    return [block_text(block) for block in document.cards[-1].answer[1:]], told


@pytest.mark.parametrize(
    "end",
    [
        "Each endpoint is billed by the hour.",
        "Its private address answers in one zone, so that an interface is needed in each.",
        "Each endpoint is billed by the hour.\n\nA policy of the endpoint narrows down who may use it.",
        "You pay for an endpoint by the hour, as you do for a line of your own.",
    ],
)
def test_a_paragraph_that_goes_on_with_its_answer_is_not_told(end: str) -> None:
    """It speaks of what the question asks, as no other answer does, or of two things that are named above."""
    said, told = read_networks(end)
    assert said == end.split("\n\n")
    assert told == []


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("That was all there is to say today.", 0),
        ("I have worked with endpoints at three banks since 2015.", 0),
        ("Whoever knows endpoints this well is ready for the interview.", 0),
        ("With endpoints, peering and transit behind us there are databases left.", 0),
        ("Routing, peering, flow records and endpoints make up a quarter of the exam.", 0),
        ("Each endpoint is billed by the hour.\n\nThis list of endpoints was written in March.", 2),
    ],
    ids=["a farewell", "an author's note", "a wish", "what comes next", "a summary", "a note further below"],
)
def test_a_farewell_that_names_what_was_asked_is_told(end: str, told: int) -> None:
    """Who wrote it, who reads it, the page, or several of its questions are what it speaks of."""
    _, lines = read_networks(end)
    assert lines == [end.splitlines()[told]]


QUEUES = """Queues

1. What is SQS?
A queue.
{0}
2. What is SNS?
A topic.
{0}
3. What is MQ?
A broker of messages.
"""


@pytest.mark.parametrize(
    ("heading", "farewell"),
    [
        ("Conclusion", "Thanks for reading, and good luck with your interview!"),
        ("Wrapping up", "We hope these questions help you prepare."),
        ("Wrap-up", "That was all.\nGood luck!"),
        ("Summary", "Three ways to send messages.\nHappy learning!"),
    ],
)
def test_a_conclusion_right_below_the_last_answer(heading: str, farewell: str) -> None:
    """With or without a blank line, where goodbye is said below it."""
    for blank in ("", "\n"):
        made = source.from_text("queues.txt", QUEUES.format("") + f"{blank}{heading}\n{farewell}\n")
        document, problems = readers.read(made)
        assert lost(made, document) == ()
        assert [block_text(block) for block in document.cards[-1].answer] == ["A broker of messages."]
        assert problems == ()


@pytest.mark.parametrize(
    ("each", "end", "told"),
    [
        ("", "Conclusion\nMessages are kept until somebody takes them.\n", [11]),
        ("Summary\nIt keeps messages.\n", "Summary\nIt speaks old protocols.\n", []),
        ("", "Summary: it speaks old protocols.\n", []),
        ("", "Links\n", []),
    ],
    ids=["no farewell", "every answer has one", "a sentence", "nothing below it"],
)
def test_a_heading_in_the_last_answer_without_a_farewell(each: str, end: str, told: list[int]) -> None:
    """It stays on the card, and is told where no other answer has one."""
    made = source.from_text("queues.txt", QUEUES.format(each) + end)
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    assert document.skipped == ()
    assert [problem.at.line for problem in problems] == told
