"""The commands within shell text, without running any of it.

In: shell text. Out: each command as words, with its line, and the files that the text writes. Expansions that
only a shell could know become a stand-in. It must not know what a command does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import tree_sitter
import tree_sitter_bash

_ESCAPED = re.compile(r"\\(\n|.)", re.DOTALL)
_ESCAPED_IN_QUOTES = re.compile(r"\\([\"\\$`\n])")


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command; ``words[0]`` is its name, ``line`` its first line in the text."""

    words: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Script:
    """Shell text as read: commands in order, files written from here-documents, the line of an error."""

    commands: tuple[Command, ...]
    files: Mapping[str, str]
    error_line: int | None = None

    def named(self, name: str) -> Iterator[Command]:
        """The commands of this name."""
        return (command for command in self.commands if command.words[0] == name)


def read(text: str) -> Script:
    """Read shell text."""
    root = _parser().parse(text.encode()).root_node
    nodes = tuple(_walk(root))
    wrong = next((node for node in nodes if node.is_error or node.is_missing), None)
    return Script(
        tuple(
            Command(tuple(_word(part) for part in _parts(node)), node.start_point.row + 1)
            for node in nodes
            if node.type == "command"
        ),
        dict(_written(node) for node in nodes if _is_written(node)),
        wrong.start_point.row + 1 if wrong else None,
    )


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


def _walk(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _parts(command: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The name and the arguments, without assignments before them and redirections."""
    for child in command.named_children:
        if child.type == "command_name":
            yield from child.named_children
        elif child.type not in ("variable_assignment", "file_redirect", "herestring_redirect", "comment"):
            yield child


def _word(node: tree_sitter.Node) -> str:
    text = (node.text or b"").decode()
    match node.type:
        case "raw_string":
            return text[1:-1]
        case "string":
            return "".join(_within_quotes(node, text))
        case "concatenation":
            return "".join(_word(child) for child in node.named_children)
        case "simple_expansion" | "expansion" | "command_substitution":
            return stand_in(text)
    return _ESCAPED.sub(lambda found: "" if found[1] == "\n" else found[1], text)


def _within_quotes(node: tree_sitter.Node, text: str) -> Iterator[str]:
    at = node.start_byte + 1
    raw = text.encode()
    for child in (*node.named_children, None):
        end = child.start_byte if child else node.end_byte - 1
        yield _unescaped(raw[at - node.start_byte : end - node.start_byte].decode())
        if child is None:
            return
        if child.type == "string_content":
            yield _unescaped((child.text or b"").decode())
        else:
            yield _word(child)
        at = child.end_byte


def _unescaped(text: str) -> str:
    return _ESCAPED_IN_QUOTES.sub(lambda found: "" if found[1] == "\n" else found[1], text)


def stand_in(expansion: str) -> str:
    """A value for ``$NAME``: an ARN where the name says so, else the name itself."""
    name = "".join(re.findall(r"[A-Za-z_]+", expansion)[:1]) or "value"
    if name.upper().endswith("ARN"):
        return f"arn:aws:service:eu-west-1:111122223333:{name.lower()}"
    return name.lower()


def _is_written(node: tree_sitter.Node) -> bool:
    kinds = {child.type for child in node.named_children}
    return node.type == "redirected_statement" and {"file_redirect", "heredoc_redirect"} <= kinds


def _written(node: tree_sitter.Node) -> tuple[str, str]:
    """The name and content of a file that a here-document fills."""
    inner = {part.type: part for child in node.named_children for part in (child, *child.named_children)}
    target = inner["file_redirect"].named_children[-1]
    body = inner.get("heredoc_body")
    return _word(target), (body.text or b"").decode() if body else ""
