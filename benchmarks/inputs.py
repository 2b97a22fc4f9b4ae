"""Makes the documents that the benchmarks read: any number of cards, the same for the same number.

In: how many cards. Out: Markdown and copied page text of the same cards. The mix of blocks is that of a real
document of 60 cards: 1.3 paragraphs a card, 0.8 lists of 3.6 items, 0.4 pieces of code of 12 lines, 0.2
call-outs, 0.05 tables. Words and numbers are drawn anew for each card, so that hardly any two blocks are the
same and no cache helps more than it would with a real document.

Usage: python inputs.py COUNT OUTPUT.md|OUTPUT.txt [OF]; with OF, the answers of so many cards again and
again.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

CATEGORIES = 10
LEVELS = ("Easy", "Medium", "Hard")
_SERVICES = (
    *(
        "EC2",
        "S3",
        "VPC",
        "IAM",
        "Lambda",
        "RDS",
        "DynamoDB",
        "SQS",
        "SNS",
        "EKS",
        "ECS",
        "Fargate",
        "Aurora",
    ),
    *("Kinesis", "Athena", "CloudFront", "CloudWatch", "CloudTrail", "KMS", "Step Functions", "EventBridge"),
)
_THINGS = (
    *(
        "queue",
        "bucket",
        "subnet",
        "replica",
        "gateway",
        "cluster",
        "policy",
        "snapshot",
        "endpoint",
        "stream",
    ),
    *(
        "table",
        "function",
        "container",
        "pipeline",
        "volume",
        "listener",
        "topic",
        "role",
        "key",
        "dashboard",
    ),
)
_QUALITIES = (
    *(
        "private",
        "encrypted",
        "regional",
        "idle",
        "shared",
        "versioned",
        "public",
        "spare",
        "managed",
        "slow",
    ),
    *(
        "throttled",
        "cached",
        "nested",
        "slow",
        "temporary",
        "cross-account",
        "read-only",
        "stateless",
        "archived",
    ),
)
_VERBS = (
    *("scales", "retries", "encrypts", "replicates", "routes", "throttles", "caches", "restores", "rotates"),
    *("isolates", "monitors", "drains", "balances", "migrates", "archives", "validates"),
)
_REASONS = (
    *(
        "because the caller waits for it",
        "so that a failed zone takes nothing down",
        "before traffic arrives",
    ),
    *("while the old one is still in use", "as soon as the alarm fires", "without a maintenance window"),
    *("unless the account has reached its quota", "which keeps the bill predictable", "at no extra charge"),
)
_OPENINGS = (
    "What is the difference between a {q} {t} and a {q2} {t2} in {s}?",
    "How does {s} {v0} a {q} {t} when {n} clients share it?",
    "When would you choose a {q} {t} over a {q2} {t2} for {s}?",
    "How do you keep a {q} {t} of {s} available across {n} zones?",
    "Why does a {q} {t} in {s} cost more after {n} days?",
    "What happens to a {q} {t} if {s} loses its {t2}?",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a term and what is said of it."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A call-out."""

    text: str


Block = Paragraph | Bullets | Code | Table | Remark


@dataclass(frozen=True, slots=True)
class Question:
    """One card of a document."""

    number: int
    text: str
    level: str
    category: str
    answer: tuple[Block, ...]


def questions(count: int) -> tuple[Question, ...]:
    """The cards of a document, the same for the same count."""
    draw = random.Random(count)
    made: list[Question] = []
    asked: set[str] = set()
    while len(made) < count:
        text = _filled(draw, draw.choice(_OPENINGS))
        if text in asked:
            text = f"{text[:-1]}, given {draw.randint(2, 10**7)} requests a day?"
        asked.add(text)
        number = len(made) + 1
        part = (number - 1) * CATEGORIES // max(count, CATEGORIES)
        category = f"Part {part + 1}: {_SERVICES[part]} In Practice"
        made.append(Question(number, text, draw.choice(LEVELS), category, tuple(_answer(draw, number))))
    return tuple(made)


def again(count: int, of: int) -> tuple[Question, ...]:
    """As many cards with the answers of a document of fewer, again and again; each question is asked once."""
    few = questions(of)
    return tuple(
        replace(card, number=at + 1, text=f"{card.text[:-1]}, in account {at // of + 1}?")
        for at, card in ((at, few[at % of]) for at in range(count))
    )


# --- what answers say ----------------------------------------------------------------------------------


def _answer(draw: random.Random, number: int) -> Iterator[Block]:
    """An answer; which blocks it has goes round with the number, so that every document has the same mix."""
    for at in range(2 if number % 10 in (1, 4, 7) else 1):
        yield Paragraph(" ".join(_sentence(draw) for _ in range(2 if at else 1)))
    if number % 5:
        items = draw.sample(_THINGS, 3 + (number % 5 > 2))
        yield Bullets(tuple((f"{draw.choice(_SERVICES)} {thing}", _clause(draw)) for thing in items))
    if number % 5 in (0, 2):
        yield draw.choice((_shell, _json, _diagram, _diagram, _sql))(draw)
    if number % 20 == 3:
        yield _table(draw)
    if number % 5 == 4:
        yield Remark(f"Rule of thumb: {_clause(draw)}, {draw.choice(_REASONS)}.")


def _filled(draw: random.Random, template: str) -> str:
    qualities, things = draw.sample(_QUALITIES, 2), draw.sample(_THINGS, 2)
    return template.format(
        q=qualities[0],
        q2=qualities[1],
        t=things[0],
        t2=things[1],
        s=draw.choice(_SERVICES),
        v0=draw.choice(_VERBS)[:-1],
        n=draw.randint(2, 900),
    )


def _clause(draw: random.Random) -> str:
    return _filled(draw, f"a {{q}} {{t}} {draw.choice(_VERBS)} {{n}} times a minute for each {{q2}} {{t2}}")


def _sentence(draw: random.Random) -> str:
    return (
        f"In {draw.choice(_SERVICES)}, {_clause(draw)}, {draw.choice(_REASONS)}, and every "
        f"{draw.choice(_QUALITIES)} {draw.choice(_THINGS)} follows {draw.randint(2, 90)} seconds later."
    )


def _name(draw: random.Random) -> str:
    return f"{draw.choice(_QUALITIES)}-{draw.choice(_THINGS)}-{draw.randint(10, 9999)}"


def _shell(draw: random.Random) -> Code:
    lines = [f"# Prepare the {draw.choice(_THINGS)}:"]
    for _ in range(4):
        lines += [
            f"aws {draw.choice(('s3api', 'ec2', 'lambda', 'sqs'))} describe-{draw.choice(_THINGS)}s \\",
            f"  --name {_name(draw)} \\",
            f"  --max-items {draw.randint(5, 500)}",
        ]
    return Code("bash", "\n".join(lines))


def _json(draw: random.Random) -> Code:
    statement = {
        "Sid": f"Allow{draw.randint(100, 99999)}",
        "Effect": "Allow",
        "Action": [f"s3:{verb}{draw.choice(_THINGS).title()}" for verb in ("Get", "Put", "List")],
        "Resource": [f"arn:aws:s3:::{_name(draw)}/*", f"arn:aws:s3:::{_name(draw)}"],
    }
    return Code("json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2))


def _sql(draw: random.Random) -> Code:
    table = _name(draw).replace("-", "_")
    return Code(
        "sql",
        f"-- The busiest first\nSELECT name, count(*) AS {draw.choice(_THINGS)}_count\nFROM {table}\n"
        f"WHERE size > {draw.randint(10, 9999)}\nGROUP BY name\nORDER BY name\nLIMIT {draw.randint(5, 99)};",
    )


def _diagram(draw: random.Random) -> Code:
    names = [_name(draw) for _ in range(4)]
    lines = [f"{names[0]} -> {names[1]}"]
    for at, name in enumerate(names[1:], 1):
        lines += [f"{'    ' * at}|", f"{'    ' * at}+--> {name} ({draw.choice(_SERVICES)})"]
    return Code("text", "\n".join(lines))


def _table(draw: random.Random) -> Table:
    rows = tuple(
        (
            draw.choice(_SERVICES),
            f"{draw.choice(_QUALITIES)} {draw.choice(_THINGS)}",
            str(draw.randint(2, 99)),
        )
        for service in draw.sample(_SERVICES, 5)
    )
    return Table(("Service", "Purpose", "Limit"), rows)


# --- how a document writes them ------------------------------------------------------------------------

TITLE = "Questions About A Busy Account"


def markdown(cards: tuple[Question, ...]) -> str:
    """The cards as Markdown, in the form that people edit by hand."""
    parts = [f"# {TITLE}\n"]
    category = ""
    for card in cards:
        if card.category != category:
            category = card.category
            parts.append(f"## {category}\n")
        service = next(
            name for name in _SERVICES if f" {name} " in f" {card.text.rstrip('?')} ".replace(",", " ")
        )
        labels = f"**Difficulty:** {card.level} · **Services:** {service}"
        parts.append(f"### {card.number}. {card.text}\n{labels}\n")
        parts.extend(_as_markdown(block) + "\n" for block in card.answer)
    return "\n".join(parts)


def _as_markdown(block: Block) -> str:
    match block:
        case Paragraph(text):
            return text
        case Bullets(items):
            return "\n".join(f"- **{term}** — {text}" for term, text in items)
        case Code(language, text):
            return f"```{language}\n{text}\n```"
        case Table(header, rows):
            return "\n".join("| " + " | ".join(row) + " |" for row in (header, ("---",) * len(header), *rows))
        case Remark(text):
            return f"> {text}"


def page_text(cards: tuple[Question, ...]) -> str:
    """The cards as a browser copies them from a page: lone numbers, its own bullets, no mark-up."""
    parts = [TITLE, "", "Easy = Associate | Medium = Developer | Hard = Architect"]
    category = ""
    for card in cards:
        if card.category != category:
            category = card.category
            parts += ["", category]
        parts += [str(card.number), card.text + card.level]
        for before, block in zip((None, *card.answer), card.answer, strict=False):
            if isinstance(block, Paragraph) or isinstance(before, Paragraph):
                parts.append("")
            parts.append(_as_page_text(block))
    return "\n".join(parts) + "\n"


def _as_page_text(block: Block) -> str:
    match block:
        case Paragraph(text) | Remark(text) | Code(_, text):
            return text
        case Bullets(items):
            return "\n".join(f"  • {term} — {text}" for term, text in items)
        case Table(header, rows):
            return "\n".join("\t".join(row) for row in (header, *rows))


def write(cards: tuple[Question, ...], path: Path) -> None:
    """Write the cards in the form that the file's ending names."""
    path.write_text((markdown if path.suffix == ".md" else page_text)(cards), "utf-8")


if __name__ == "__main__":
    wanted, output, *of = sys.argv[1:]
    write(again(int(wanted), int(of[0])) if of else questions(int(wanted)), Path(output))
