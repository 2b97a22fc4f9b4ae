"""Makes a card of a command whose comment says what it does, asking for the command.

In: a question's card. Out: drafts. It must not know which of them stand on their own.

A comment above some lines of code says what they do if what it has in favour of that adds up to `ENOUGH`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from awsdeck.forms import announced
from awsdeck.forms.topic import topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import Card, Code, Strong, Text
from awsdeck.text import words

ENOUGH = 3
_MOST_WORDS = 16

_LANGUAGES = {
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "console", "powershell", "batch"), "command"),
    "sql": "statement",
}
_COMMENT = {
    "command": re.compile(r"\s*#+\s*(?P<text>\S.*?)\s*"),
    "statement": re.compile(r"\s*--\s*(?P<text>\S.*?)\s*"),
}
_NUMBERED = re.compile(r"(?:step )?\d+[.):]", re.IGNORECASE)
# verbs that tell somebody to do something; a comment that begins with one says what its command does
_ORDERS = frozenset(
    (
        *("add", "allow", "apply", "approve", "assign", "associate", "assume", "attach", "audit"),
        *("authorize", "block", "build", "buy", "call", "cancel", "cap", "change", "check", "clean"),
        *("clone", "close", "compare", "configure", "confirm", "connect", "convert", "copy", "count"),
        *("create", "cut", "decode", "decrypt", "define", "delete", "deny", "deploy", "describe"),
        *("detach", "disable", "download", "drop", "enable", "encrypt", "enforce", "ensure", "exclude"),
        *("execute", "export", "fetch", "filter", "find", "force", "generate", "get", "give", "grant"),
        *("import", "include", "increase", "insert", "inspect", "install", "invoke", "isolate", "keep"),
        *("launch", "let", "limit", "lint", "list", "load", "lock", "log", "look", "lower", "make"),
        *("measure", "merge", "migrate", "modify", "monitor", "mount", "move", "open", "pause"),
        *("permit", "pin", "point", "print", "promote", "protect", "publish", "pull", "push", "put"),
        *("query", "raise", "read", "rebuild", "receive", "record", "redirect", "register", "reject"),
        *("release", "reload", "remove", "rename", "replace", "replicate", "report", "request"),
        *("require", "reserve", "reset", "resize", "restart", "restore", "restrict", "retrieve"),
        *("retry", "return", "revoke", "roll", "rotate", "route", "run", "save", "scale", "scan"),
        *("schedule", "search", "see", "select", "send", "serve", "set", "share", "show", "sign"),
        *("simulate", "snapshot", "spread", "start", "stop", "store", "stream", "subscribe", "suspend"),
        *("switch", "sync", "tag", "tail", "take", "tell", "terminate", "test", "throttle", "trace"),
        *("trigger", "tune", "turn", "undo", "unlock", "update", "upgrade", "upload", "use"),
        *("validate", "verify", "view", "wait", "warm", "watch", "write"),
    )
)


class Said(NamedTuple):
    """Some lines of code with the comment above them."""

    comment: str
    code: str
    kind: str
    line: int

    @property
    def first(self) -> str:
        """The first word of the comment."""
        return next(iter(words(self.comment)), "")


Feature = tuple[str, Callable[[Said], bool], int]

FEATURES: tuple[Feature, ...] = (
    ("it begins with an order", lambda said: said.first in _ORDERS, 3),
    ("it asks what the command answers", lambda said: said.comment.endswith("?"), 3),
    (
        "it numbers a step",
        lambda said: bool(re.match(r"(?:step )?\d+[.):]", said.comment, re.IGNORECASE)),
        -1,
    ),
    ("it remarks on something before a colon", lambda said: ": " in said.comment, -1),
    ("it is long", lambda said: len(said.comment.split()) > _MOST_WORDS, -2),
    ("the code is only a comment or a setting", lambda said: not re.search(r"[a-z]\w+ +\S", said.code), -3),
)
"""What speaks for a comment's saying what its command does, and against it."""


def commands(card: Card) -> Iterator[Draft]:
    """A card for each command whose comment says what it does."""
    for found in announced.blocks(card.answer, card.first_line):
        if isinstance(found.block, Code):
            for said in _said(found.block, found.line):
                if sum(weight for _, holds, weight in FEATURES if holds(said)) >= ENOUGH:
                    yield _draft(card, found, said)


def _draft(card: Card, found: announced.Announced, said: Said) -> Draft:
    assert isinstance(found.block, Code)
    topic = topic_of(card.title)
    comment = said.comment.rstrip(":.")
    asks = f" Which {said.kind} tells?" if comment.endswith("?") else f": which {said.kind} does this?"
    answer = (Code(found.block.language, said.code),)
    return Draft(
        form="code",
        name=comment,
        topic=topic,
        subject=comment,
        question=(Text(f"{topic} › " if topic else ""), Strong((Text(comment),)), Text(asks)),
        answer=answer,
        substance=answer,
        line=said.line,
    )


def _said(code: Code, line: int) -> Iterator[Said]:
    """The lines below each comment, up to a blank line or the next comment."""
    kind = _LANGUAGES.get(code.language.lower())
    if kind is None:
        return
    comment, comment_line = "", 0
    below: list[str] = []
    for at, text in enumerate([*code.text.split("\n"), ""]):
        match = _COMMENT[kind].fullmatch(text)
        if (match or not text.strip()) and below:
            yield Said(comment, "\n".join(below), kind, comment_line)
            comment, below = "", []
        if match:
            comment, comment_line = f"{comment} {match['text']}".strip(), line + at
        elif not text.strip():
            comment = ""
        elif comment:
            below.append(text)
