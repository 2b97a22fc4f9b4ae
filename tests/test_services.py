"""Which services a card is tagged with, and why."""

import pytest

from awsdeck.model import Card, Paragraph, Text
from awsdeck.services import Catalogue, find, load, services_of
from awsdeck.services.catalogue import service
from awsdeck.text import words


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue that comes with awsdeck."""
    return load()


def card(question: str, answer: str = "", stated: tuple[str, ...] = ()) -> Card:
    """A card with one paragraph."""
    return Card((Text(question),), (Paragraph((Text(answer),)),), 1, 3, stated_services=stated)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("What does an ALB do?", ["elastic-load-balancing"]),
        ("ALBs or NLBs?", ["elastic-load-balancing", "elastic-load-balancing"]),
        ("When is SSM Parameter Store enough?", ["systems-manager"]),
        ("Does DAX cache writes?", ["dynamodb"]),
        ("Are Security Groups stateful?", ["vpc"]),
        ("Lambda@Edge or CloudFront Functions?", ["cloudfront", "cloudfront"]),
        ("Amazon Simple Storage Service", ["s3"]),
        ("RDS/Aurora and ElastiCache", ["rds", "aurora", "elasticache"]),
        ("auto-scaling of EC2", ["auto-scaling", "ec2"]),
        ("What is AWS Config?", ["config"]),
        ("What is AWS Backup?", ["backup"]),
        ("Shield Advanced", ["shield"]),
        ("IAM Identity Center", ["identity-center"]),
    ],
)
def test_names_abbreviations_and_parts_count(catalogue: Catalogue, text: str, slugs: list[str]) -> None:
    """Full names, abbreviations and parts of a service are found, the longest name first."""
    assert [match.slug for match in find(text, catalogue)] == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Config values",
        "Backup & Restore",
        "batch jobs",
        "a shield against load",
        "connect the parts",
        "health checks and budgets",
        "the glue between teams",
        "AWS config files",
        "16 GB of RAM",
        "AWS Q&A",
        "an organization of detectives and inspectors",
    ],
)
def test_words_that_only_look_like_services_do_not_count(catalogue: Catalogue, text: str) -> None:
    """Ordinary words never become tags."""
    assert [match.slug for match in find(text, catalogue)] == []


def test_the_question_decides_before_the_answer(catalogue: Catalogue) -> None:
    """Services that only the answer names are not tagged when the question names one."""
    found = services_of(card("What is a VPC?", "EC2 runs in it; EC2 needs it."), catalogue)
    assert [(evidence.slug, evidence.where) for evidence in found] == [("vpc", "question")]


def test_else_the_leading_services_of_the_answer(catalogue: Catalogue) -> None:
    """Three at the most: those named most often, the earlier one first among equals."""
    answer = "SNS, SQS and SQS, Lambda and Lambda and Lambda, S3, EC2."
    found = services_of(card("How do you decouple?", answer), catalogue)
    assert [(evidence.slug, evidence.times) for evidence in found] == [("lambda", 3), ("sqs", 2), ("sns", 1)]


@pytest.mark.parametrize(
    ("question", "answer", "slugs"),
    [
        ("Which service stores objects?\nA) EC2\nB) S3\nC) SQS", "B", [("s3", False)]),
        ("Which service stores objects? A) EC2 B) S3 C) SQS", "B", [("s3", False)]),
        ("Who reads an SQS queue?\na. IAM\nb. Lambda", "b", [("sqs", True), ("lambda", False)]),
        ("Which two hold files?\nA. EFS\nB. SQS\nC. FSx", "A and C", [("efs", False), ("fsx", False)]),
        ("Which two hold files?\nA. EFS\nB. SQS\nC. FSx", "AC", [("efs", False), ("fsx", False)]),
        ("Which one?\nA. S3\nB. EBS", "B. A disk is needed, so S3 is no answer.", [("ebs", False)]),
        ("Which one?\n☐ S3\n☐ EBS\n☐ EFS", "EBS", [("ebs", False)]),
        ("What do you need?\nA. Rights\nB. A cake", "A. IAM gives them.", [("iam", False)]),
        ("Plan A. or EC2?", "EC2.", [("ec2", True)]),
    ],
)
def test_a_wrong_option_names_no_service(
    catalogue: Catalogue, question: str, answer: str, slugs: list[tuple[str, bool]]
) -> None:
    """Of a multiple-choice question what it asks and the right option count, else the explanation."""
    found = services_of(card(question, answer), catalogue)
    assert [(evidence.slug, evidence.asked) for evidence in found] == slugs


def test_what_the_author_states_decides_first(catalogue: Catalogue) -> None:
    """Stated services keep their order, by whatever name; unknown ones are left to the check."""
    found = services_of(card("What is S3?", stated=("ALB", "Config", "Nonsense")), catalogue)
    assert [str(evidence) for evidence in found] == [
        "elastic-load-balancing: its author states 'ALB'",
        "config: its author states 'Config'",
    ]


def test_a_project_adds_services_and_names(catalogue: Catalogue) -> None:
    """New services are found, and new names find old services."""
    larger = catalogue.extended(
        [service("acme", {"name": "Acme Gateway"}), service("s3", {"aliases": ["object store"]})]
    )
    assert [match.slug for match in find("Acme Gateway before the object store", larger)] == ["acme", "s3"]
    assert larger.name("s3") == "S3"


def test_no_name_belongs_to_two_services(catalogue: Catalogue) -> None:
    """Every name and alias in the data file leads to one service only."""
    owners: dict[tuple[str, ...], str] = {}
    for slug, entry in catalogue.services.items():
        for name in entry.names:
            assert owners.setdefault(words(name), slug) == slug, name


@pytest.mark.parametrize("slug", ["ec2", "elastic-load-balancing", "route-53", "api-gateway", "dms", "macie"])
def test_slugs_of_the_contract_are_there(catalogue: Catalogue, slug: str) -> None:
    """Slugs are part of tags and never change."""
    assert slug in catalogue.services
