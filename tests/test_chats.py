"""A copied conversation with a chat program: who asked what, and what leads from one question to the next."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text, plain

from .kept import lost

ASKED = (
    ("What is a role?", "Something that somebody may become.\n\nIt has policies."),
    ("Explain trust policies", "They say who may.\n\nWould you like me to show one?"),
    ("And who judges?", "IAM does."),
)
LISTED = """You said:
Give me questions on roles
ChatGPT said:
Here are two:

1. What is a role?

Something that somebody may become.

2. What is a trust policy?

It says who may.

Would you like me to add some?
You said:
{}
Claude said:
{}

3. Who judges?

IAM does.
"""


def read(text: str) -> tuple[list[tuple[str, list[str]]], list[str], str]:
    """The cards, what was skipped, and the title; nothing may be lost."""
    made = source.from_text("a.txt", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    cards = [(plain(card.question), [block_text(block) for block in card.answer]) for card in document.cards]
    return cards, [passage.text for passage in document.skipped], document.title


def turns(*pairs: tuple[str, str]) -> str:
    """A conversation."""
    return "\n".join(f"You said:\n{asked}\nChatGPT said:\n{said}\n" for asked, said in pairs)


def test_what_a_person_asks_is_the_question() -> None:
    """With the reply, but for what offers more or warns at its end."""
    cards, skipped, _ = read(turns(*ASKED) + "ChatGPT can make mistakes. Check important info.\n")
    assert cards == [
        ("What is a role?", ["Something that somebody may become.", "It has policies."]),
        ("Explain trust policies", ["They say who may."]),
        ("And who judges?", ["IAM does."]),
    ]
    assert "Would you like me to show one?" in "\n".join(skipped)


def test_a_turn_that_asks_nothing_goes_on_with_the_answer() -> None:
    """The reply belongs to the question above; what the person said is skipped."""
    cards, skipped, _ = read(turns(*ASKED, ("thanks, go on", "Then sessions end.")))
    assert cards[-1] == ("And who judges?", ["IAM does.", "Then sessions end."])
    assert any("thanks, go on" in text for text in skipped)


@pytest.mark.parametrize("said", ["Sure! One more:", "Of course.\nHere is one more:"])
def test_questions_that_the_program_lists_go_on_over_a_turn(said: str) -> None:
    """What offers more, what the person says and a short introduction are skipped."""
    cards, skipped, title = read(LISTED.format("yes, one more", said))
    assert [answer for _, answer in cards] == [
        ["Something that somebody may become."],
        ["It says who may."],
        ["IAM does."],
    ]
    assert "yes, one more" in "\n".join(skipped)
    assert title == "Give me questions on roles"


def test_a_longer_reply_between_two_questions_stays() -> None:
    """It may be what was asked for."""
    cards, _, _ = read(
        LISTED.format("say more on that", "It is JSON.\nIt names a principal.\nIt has a version.")
    )
    assert "It names a principal." in " ".join(cards[1][1])


@pytest.mark.parametrize(
    "text",
    [
        "1. What did they say?\nNo.\n\nAna said:\nWhy?\n\n2. Who said it?\nYou said so.\n",
        "1. What is asked?\nA guide says this.\n\nYou said:\nyes\n\n2. And then?\nNothing.\n",
    ],
)
def test_who_said_something_in_an_answer_stays(text: str) -> None:
    """One of the two labels is none."""
    cards, skipped, _ = read(text)
    assert (len(cards), skipped) == (2, [])


CHANNEL = """#prep
{}
Q: What is a role?
{}
A: Something to become.
:+1: 3
{}
Q: Who may become it?
{}
A: Whoever it trusts.
2 replies
"""


@pytest.mark.parametrize("form", ["{}  {} AM", "{} — Today at {} AM", "{} [{}]", "{} - 03/02/2025 {}"])
def test_who_wrote_a_message_is_no_part_of_it(form: str) -> None:
    """Nor is when, nor what others did with it."""
    heads = [form.format(name, f"9:4{at}") for at, name in enumerate(("Ana Souza", "Ben O.") * 2)]
    cards, skipped, _ = read(CHANNEL.format(*heads))
    assert cards == [
        ("What is a role?", ["Something to become."]),
        ("Who may become it?", ["Whoever it trusts."]),
    ]
    assert all(any(head in text for text in skipped) for head in heads)


def test_times_of_an_answer_stay() -> None:
    """A timetable has other words on each of its lines, and nothing below them."""
    table = "Backup 9:40 AM\nReport 9:50 AM\nRestart 10:15 AM"
    text = f"Plans\n\nQ: What runs when?\nA: This:\n{table}\n\nQ: What runs at noon?\nA: Nothing.\n"
    cards, skipped, _ = read(text)
    assert all(word in " ".join(cards[0][1]) for word in table.split())
    assert skipped == []
