"""Statements that were once true, or never, and are found on many pages about AWS.

In: a page. Out: complaints. Each row says what a card must not say, and unless which words are with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdeck.model import Card

from .page import Complaint, Page


@dataclass(frozen=True, slots=True)
class Dated:
    """A wording that is out of date.

    ``where`` is looked for in every line of prose; ``unless`` in that line makes it right; with ``about`` only
    cards that say these words are looked at; ``card_unless`` anywhere on the card makes it right.
    """

    message: str
    where: str
    unless: str = ""
    about: str = ""
    card_unless: str = ""


STATEMENTS = (
    Dated("Spot has had no bidding since 2017", r"\bbid(?:s|ding|der)?\b", unless=r"\bno bid|not bid|without bid"),
    Dated("the framework has six pillars since December 2021", r"\b(?:five|5) pillars\b"),
    Dated(
        "S3 Select has been closed to new customers since July 2024: say so",
        r"\bS3 Select\b",
        card_unless=r"closed to new customers|existing customers only",
    ),
    Dated("S3 Object Lambda is closed to new customers: say so", r"\bObject Lambda\b", unless=r"\bclosed\b"),
    Dated(
        "CodeCommit was closed to new customers in 2024 and opened again in November 2025: say as of when",
        r"\bCodeCommit\b",
        unless=r"\b20\d\d\b",
    ),
    Dated(
        "it is Amazon Data Firehose since February 2024",
        r"\bKinesis (?:Data )?Firehose\b",
        unless=r"\bis now\b|\bold names?\b|\brenamed\b|\bformerly\b",
    ),
    Dated(
        "Kinesis Data Analytics became Managed Service for Apache Flink, its SQL edition was shut down in 2026",
        r"\bKinesis Data Analytics\b",
        unless=r"\bis now\b|\bold names?\b|\brenamed\b|\bformerly\b|\bshut down\b",
    ),
    Dated(
        "AWS says KMS key",
        r"\bCMKs?\b|\bcustomer (?:managed )?master keys?\b",
        unless=r"\bold term\b|\bformerly\b|\bused to\b",
    ),
    Dated(
        "the documented figure is up to 66% shorter failovers, and no time in seconds is",
        r"\bfailovers?\b.*(?<![\d.])(?!66%)\d+(?:\.\d+)?\s?(?:%|s\b|seconds\b)|"
        r"(?<![\d.])(?!66%)\d+(?:\.\d+)?\s?(?:%|s\b|seconds\b).*\bfailovers?\b",
        about=r"\bRDS Proxy\b.*\?$",
    ),
    Dated(
        "SnapStart is for Java, Python and .NET",
        r"\bSnapStart\b.*\bJava\b|\bJava\b.*\bSnapStart\b",
        unless=r"\bPython\b.*\.NET|\.NET.*\bPython\b|\bbeyond Java\b",
    ),
    Dated(
        "a cluster placement group doesn't put instances on one host or rack",
        r"\bcluster\b.*\b(?:same|one|single)\s+(?:(?:underlying|physical)\s+)?(?:hardware|hosts?|racks?|server)\b",
        unless=r"\bnot\b|\bnever\b",
        about=r"\bplacement group\b",
    ),
    Dated(
        "10 Gbps is the limit of one flow, not of the group",
        r"\b10\s?Gbps\b",
        unless=r"\bflows?\b",
        about=r"\bplacement group\b",
    ),
    Dated(
        "SQS FIFO has a high throughput mode: name it beside the base figures",
        r"\bFIFO\b.*\b(?:300|3,?000)\b",
        unless=r"\bhigh[- ]throughput\b",
    ),
    Dated(
        "HTTP APIs have JWT authorizers, CORS, custom domains and VPC links",
        r"\bHTTP APIs?\b[^.;]*\b(?:no|lacks?|without|not support)\b[^.;]*\b(?:JWT|CORS|custom domains?|VPC links?)\b",
    ),
    Dated(
        "an HTTP API's own limit is 30 seconds; the 29 seconds of a REST API can be raised: say both",
        r"\bREST APIs?\b[^.;]*\b29\s?s(?:econds)?\b",
        unless=r"\brais",
    ),
    Dated(
        "how much more Fargate costs depends on size and use: say at which prices, and as of when",
        r"\b\d+(?:\s?[-–]\s?\d+)?\s?%",
        unless=r"\(20\d\d\)|\bas of 20\d\d\b|\breserved\b|\bcommit",
        about=r"\bFargate\b.*\?$",
    ),
    Dated(
        "an Aurora volume grows to 256 TiB on current versions",
        r"\b(?:64|128)\s?Ti?B\b",
        unless=r"\b256\s?TiB\b",
    ),
    Dated(
        "AWS names the archive classes S3 Glacier Instant Retrieval, Flexible Retrieval and Deep Archive",
        r"\bS3 Glacier\b(?! (?:Instant|Flexible|Deep|storage|Vault))|\bGlacier (?:Standard|Bulk|Expedited) class\b",
    ),
    Dated("a message may have 1 MiB since August 2025", r"\bSQS\b.*\b256\s?Ki?B\b"),
    Dated("asynchronous events may have 1 MB since 2025", r"\b256\s?Ki?B asynchronous\b"),
    Dated("S3 is strongly consistent since December 2020", r"\beventually consistent\b.*\b(?:overwrite|list)"),
    Dated("the X-Ray SDKs are in maintenance mode: say so", r"\bX-Ray (?:SDKs?|daemon)\b", unless=r"\bmaintenance\b|\bno longer\b"),
    Dated("App Mesh ended on 30 September 2026: say so", r"\bApp Mesh\b", unless=r"\bended\b|\bend of\b"),
    Dated("Snowball Edge is closed to new customers: say so", r"\bSnowball\b", unless=r"\bclosed\b"),
    Dated("the DynamoDB lock table of Terraform is deprecated: say so", r"\bDynamoDB lock", unless=r"\bdeprecated\b"),
)  # fmt: skip


def nothing_dated_is_said(page: Page) -> Iterator[Complaint]:
    """No card repeats what is no longer true."""
    for card in page.cards:
        lines = [(number, text) for number, text in page.prose if card.first_line <= number <= card.last_line]
        whole = "\n".join(text for _, text in lines)
        for statement in STATEMENTS:
            if _concerns(statement, card, whole):
                for number, text in lines:
                    if _says(statement, text):
                        yield page.complaint(number, f"dated: {statement.message}")


def _concerns(statement: Dated, card: Card, whole: str) -> bool:
    if statement.card_unless and re.search(statement.card_unless, whole, re.IGNORECASE):
        return False
    return not statement.about or bool(re.search(statement.about, card.title, re.IGNORECASE))


def _says(statement: Dated, text: str) -> bool:
    if not re.search(statement.where, text, re.IGNORECASE):
        return False
    return not (statement.unless and re.search(statement.unless, text, re.IGNORECASE))


RULES = (nothing_dated_is_said,)
