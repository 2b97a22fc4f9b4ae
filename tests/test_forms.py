"""Further cards of a question: what they ask, which stand alone, and which are not made."""

from pathlib import Path

import pytest

from awsdeck import readers, source
from awsdeck.forms import Derivation, derive
from awsdeck.forms.terms import ENOUGH, FEATURES
from awsdeck.forms.topic import RULES, topic_of
from awsdeck.model import block_text, plain


def derived(tmp_path: Path, text: str, *names: str) -> Derivation:
    """What the forms make of a document in Markdown."""
    (tmp_path / "d.md").write_text(text, "utf-8")
    document, _ = readers.read(source.load(tmp_path / "d.md"), ())
    return derive(document.cards, [names] * len(document.cards))


def sides(found: Derivation) -> list[tuple[str, str]]:
    """Front and back of each card as plain text."""
    return [(m.draft.front, "\n".join(map(block_text, m.draft.answer))) for m in found.made]


TOPICS = [
    ("What are EC2 placement groups and when do you use each type?", "EC2 placement groups"),
    ("What is the difference between a queue and a topic?", "Queue and topic"),
    ("Explain the differences between ALB and NLB.", "ALB and NLB"),
    ("What is Amazon SQS and how does it differ from SNS?", "Amazon SQS vs SNS"),
    ("How do gateways differ from endpoints?", "Gateways vs endpoints"),
    ("How is Fargate different from EC2?", "Fargate vs EC2"),
    ("How do EBS, EFS and S3 differ, and what do you store in each?", "EBS, EFS and S3"),
    ("When would you choose Redis vs DAX?", "Redis vs DAX"),
    ("When do you pick an ALB and when an NLB?", "ALB or NLB"),
    ("Which S3 storage classes exist, and how do rules lower the bill?", "S3 storage classes"),
    ("What kinds of gateway are there?", "Gateway"),
    ("What does Amazon Macie do, and when is it worth switching on?", "Amazon Macie"),
    ("What does least privilege mean in IAM?", "Least privilege in IAM"),
    ("What problem does AWS Transit Gateway solve, and when is it worth having?", "AWS Transit Gateway"),
    ("How does AWS Lambda work and what are its limitations?", "AWS Lambda"),
    ("How is a VPC put together, and what does each part do?", "VPC"),
    ("How do you design a data lake on AWS?", "How to design a data lake on AWS"),
    ("What is Route 53 and what routing policies does it support?", "Route 53"),
    ("What are EC2 instance types: On-Demand, Reserved and Spot?", "EC2 instance types"),
    ("Name the pillars of the framework and what each one asks.", "Pillars of the framework"),
    ("ECS or EKS: which one when?", "ECS or EKS"),
    ("What triggers can invoke a function?", "What triggers can invoke a function?"),
    ("Why use many accounts, and how do you structure them?", "Why use many accounts?"),
    ("What is gp3?", "gp3"),
    ("What is it?", ""),
    ("How do they differ?", ""),
    ("Was ist ein Bucket?", "Was ist ein Bucket?"),
]


@pytest.mark.parametrize(("question", "topic"), TOPICS)
def test_a_topic_says_what_the_question_is_about(question: str, topic: str) -> None:
    """In few words; a question put in no known way is its own topic, and one that names nothing has none."""
    assert topic_of(question) == topic


def test_every_way_to_ask_has_an_example() -> None:
    """No rule stands in the table without a question that it alone explains."""
    asked = [question.split(", and")[0].rstrip("?.") for question, _ in TOPICS]
    unused = [r.name for r in RULES if not any(r.pattern.match(q) for q in asked)]
    assert unused == []


DOCUMENT = """\
# D

### What are EC2 purchasing options?

- **On-Demand** — pay by the second. Use for: short experiments.
- **Spot Instances** — spare capacity, taken back with two minutes' notice. A Spot Instance may end.
- **Why Spot?** — because loads differ from hour to hour and from day to day.

Limits:

- Running time: 15 minutes
- Memory: 10 GB

> [!TIP]
> - **Savings Plans** — a commitment to a spend for one or three years.
"""


def test_a_term_asks_for_its_definition(tmp_path: Path) -> None:
    """The front says of what, then the term, then what is asked; the list's announcement is part of it."""
    assert sides(derived(tmp_path, DOCUMENT, "terms")) == [
        (
            "EC2 purchasing options › On-Demand: what, and when to use?",
            "pay by the second. Use for: short experiments.",
        ),
        (
            "EC2 purchasing options › Spot Instances: explain",
            "spare capacity, taken back with two minutes' notice. A Spot Instance may end.",
        ),
        (
            "EC2 purchasing options › Why Spot?",
            "because loads differ from hour to hour and from day to day.",
        ),
        ("EC2 purchasing options › Limits › Running time?", "15 minutes"),
        ("EC2 purchasing options › Limits › Memory?", "10 GB"),
        (
            "EC2 purchasing options › Savings Plans: explain",
            "a commitment to a spend for one or three years.",
        ),
    ]


def test_a_definition_asks_for_its_term(tmp_path: Path) -> None:
    """The other way round, with the term and its other forms blanked."""
    front, back = sides(derived(tmp_path, DOCUMENT, "reversed"))[1]
    assert front == (
        "EC2 purchasing options › which one is this?\n\n"
        "spare capacity, taken back with two minutes' notice. A _____ may end."
    )
    assert back == "Spot Instances"


def test_a_short_form_in_brackets_is_blanked_too(tmp_path: Path) -> None:
    """An answer must not stand on its own front under its abbreviation."""
    text = (
        "### What does DynamoDB index?\n\n"
        "- **Global index (GSI)** — a GSI has partition keys, sort keys and throughput of `GSI` kind.\n"
    )
    assert sides(derived(tmp_path, text, "reversed"))[0][0].endswith(
        "a _____ has partition keys, sort keys and throughput of _____ kind."
    )


@pytest.mark.parametrize(
    "entry",
    [
        "plain words without any mark",
        "**Only a bold beginning** and then the sentence goes on",
        "a sentence that is rather long for a term of any kind: and what follows it",
        "**SnapStart: restores a snapshot** — of the memory",
        "**A sentence in bold.** — and another",
    ],
)
def test_what_explains_no_term_makes_no_card(tmp_path: Path, entry: str) -> None:
    """What speaks for an entry has to add up."""
    assert derived(tmp_path, f"### What is S3?\n\n- {entry}\n", "terms") == Derivation()


def test_features_can_decide() -> None:
    """There are features enough for a verdict, in both directions."""
    assert sum(weight for *_, weight in FEATURES if weight > 0) >= ENOUGH
    assert any(weight < 0 for *_, weight in FEATURES)


BELOW = [
    ("How do you find out which buckets an account has?", "List all buckets: which command does this?"),
    ("Which buckets may an account have?", "List all buckets: which command does this?"),
    ("What is S3?", None),
    ("How do EBS, EFS and S3 differ, and what do you store in each?", None),
    ("How do you find out which buckets an account has, and who may read them?", None),
]


@pytest.mark.parametrize(("question", "shown"), BELOW)
def test_a_topic_that_says_the_question_again_is_not_shown_below_it(
    tmp_path: Path, question: str, shown: str | None
) -> None:
    """The card is known by all of it, and shows the rest; a topic that is shorter is shown."""
    text = f"### {question}\n\n```bash\n# List all buckets\naws s3api list-buckets\n```\n"
    (made,) = derived(tmp_path, text, "code").made
    assert made.draft.front.startswith(f"{topic_of(question)} › List all buckets")
    assert plain(made.below) == (shown or "")


LEFT_OUT = [
    ("What is it?", "- **Cost** — ten dollars for each month of use", "doesn't say what it is about"),
    ("What is S3?", "- **Note** — buckets have names of their own", "is a label"),
    ("What is S3?", "- **Both** — buckets have names of their own", "alone names nothing"),
    ("What is S3?", "- **Amazon S3** — the S3 of Amazon", "repeats its front"),
    ("What is S3?", "- **Bucket** — see above", "isn't on the card"),
    ("What is S3?", "- **Bucket** — the latter of the two", "isn't on the card"),
    ("What is S3?", "- **Bucket** —", "there is no answer"),
    ("What is S3?", "- **Cost** — low for all\n- **Cost** — high for some", "ambiguous"),
    ("What is S3?", "- **Cost** — low for all\n- **Cost** — low for all", "the same card"),
]


@pytest.mark.parametrize(("question", "answer", "why"), LEFT_OUT)
def test_what_does_not_stand_alone_is_not_made(tmp_path: Path, question: str, answer: str, why: str) -> None:
    """It is listed with the reason and its line instead."""
    found = derived(tmp_path, f"### {question}\n\n{answer}\n", "terms")
    assert why in found.left_out[0].why
    assert found.left_out[0].line == (4 if why == "the same card" else 3)
    assert len(found.made) == (1 if why == "the same card" else 0)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("| | EBS | EFS |\n| --- | --- | --- |\n| Kind | block | file |\n", "a table of one row"),
        ("| Limits |\n| --- |\n| 5 VPCs |\n| 20 queues |\n", "a table of one column"),
        ("| Zone | A | B |\n| --- | --- | --- |\n| Kind | 1 | 2 |\n| Size | 3 | 4 |\n", None),
    ],
)
def test_a_table_that_compares_nothing_is_told(tmp_path: Path, table: str, why: str | None) -> None:
    """It is listed once, with its line; one of which cards are made is not."""
    found = derived(tmp_path, f"### How do EBS and EFS differ?\n\n{table}", "compare")
    assert [(left.line, why and why in left.why) for left in found.left_out] == ([(3, True)] if why else [])
    assert bool(found.made) == (why is None)


def test_a_front_that_a_question_asks_is_left_to_the_question(tmp_path: Path) -> None:
    """No two fronts of a deck are alike, those of whole questions included."""
    text = "### What is a lake?\n\n- **Why blue?** — for the sky\n\n### Lake › Why blue?\n\nSo it is.\n"
    (left,) = derived(tmp_path, text, "terms").left_out
    assert "line 5 asks the same" in left.why


def test_a_card_that_is_no_question_makes_none(tmp_path: Path) -> None:
    """Nothing is made of a question without an answer."""
    assert derived(tmp_path, "### What is EBS?\n\n- **Block** — a piece of a disk\n", "terms").made
    assert not derived(tmp_path, "### What is S3?\n", "terms").made
