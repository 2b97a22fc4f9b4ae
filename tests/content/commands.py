"""Every ``aws`` command on a card exists, with these options, and all that it requires.

In: a page. Out: complaints, and the commands themselves. It must not know how the AWS CLI is run.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from . import shapes, shell
from .aws_cli import Cli, Outcome
from .page import Complaint, Page, Snippet
from .query import wrong_query

# Commands that only version 2 of the AWS CLI has, which is no Python package, with their own options
# (AWS CLI Command Reference, version 2).
ONLY_VERSION_2: dict[tuple[str, str], frozenset[str]] = {
    ("configure", "sso"): frozenset(("--no-browser", "--use-device-code")),
    ("configure", "sso-session"): frozenset(),
    ("sso", "login"): frozenset(("--no-browser", "--sso-session", "--use-device-code")),
}
# The other way round: what only version 1 has.
ONLY_VERSION_1 = frozenset((("ecr", "get-login"),))
EVERYWHERE = frozenset(
    (
        *("--color", "--debug", "--endpoint-url", "--no-cli-pager", "--no-paginate", "--no-sign-request"),
        *("--no-verify-ssl", "--output", "--profile", "--query", "--region", "--version"),
    )
)


@dataclass(frozen=True, slots=True)
class Typed:
    """An ``aws`` command of a card: its words without ``aws``, its line, the files it may read."""

    words: tuple[str, ...]
    line: int
    files: Mapping[str, str]


def typed(page: Page) -> Iterator[Typed]:
    """Every ``aws`` command of a document: in shell blocks, in build files, and within sentences."""
    for snippet in page.snippets:
        beside = {name: text for other in _on_card(page, snippet) for name, text in _files(other).items()}
        for first, text in _shell_texts(snippet):
            for command in shell.read(text).named("aws"):
                words = command.words[1:]
                yield Typed(words, first + command.line - 1, {**_read_files(page, snippet, words), **beside})
    for number, line in enumerate(page.text.split("\n"), 1):
        for code in re.findall(r"`(aws [a-z0-9-]+ [a-z0-9-]+[^`]*)`", line):
            yield from (Typed(c.words[1:], number, {}) for c in shell.read(code).named("aws"))


def _on_card(page: Page, snippet: Snippet) -> Iterator[Snippet]:
    return (other for other in page.snippets if other.card is snippet.card)


def _files(snippet: Snippet) -> Mapping[str, str]:
    return shell.read(snippet.text).files if snippet.language == "bash" else {}


def _shell_texts(snippet: Snippet) -> Iterator[tuple[int, str]]:
    """Shell text in a snippet with the line where it begins."""
    if snippet.language == "bash":
        yield snippet.line, snippet.text
    elif snippet.language == "yaml":
        with contextlib.suppress(yaml.YAMLError):
            for node in _scalars(yaml.compose(snippet.text, yaml.SafeLoader)):
                if re.search(r"(?:^|[;|&(]\s*)aws [a-z]", node.value):
                    yield snippet.at(node.start_mark.line + 1), node.value


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for _, child in node.value:
            yield from _scalars(child)


def _read_files(page: Page, snippet: Snippet, words: tuple[str, ...]) -> dict[str, str]:
    """The files that a command reads: what stands beside it in JSON is what a person would save for it."""
    names = {word.split("://", 1)[1] for word in words if re.match(r"fileb?://", word)}
    names |= {words[at + 1] for at, word in enumerate(words[:-1]) if word in ("--body", "--template-file")}
    beside = [other.text for other in _on_card(page, snippet) if other.language in ("json", "yaml")]
    return dict.fromkeys(names, beside[0] if len(beside) == 1 else "{}")


def aws_commands_exist(page: Page) -> Iterator[Complaint]:
    """Every ``aws`` command exists with these options, values and files, and lacks nothing it requires."""
    for command in typed(page):
        for message in wrong_with(command.words, command.files):
            yield page.complaint(command.line, f"aws {' '.join(command.words[:2])}: {message}")


def wrong_with(words: tuple[str, ...], files: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a command, in the words of the AWS CLI where it complains itself."""
    second = words[:2]
    if second in ONLY_VERSION_2:
        options = {word.split("=")[0] for word in words if word.startswith("--")}
        yield from (f"no option {name}" for name in sorted(options - ONLY_VERSION_2[second] - EVERYWHERE))
        return
    if second in ONLY_VERSION_1:
        yield "version 2 of the AWS CLI has no such command"
        return
    outcome = Cli().run(words, files)
    if outcome.code and not any("NotSent" in text for text in (outcome.told, outcome.out)):
        yield _complaint(outcome.told)
        return
    yield from _completed(words, outcome)
    for call in outcome.calls[:1]:
        if call.model.input_shape:
            yield from shapes.wrong_words(call.parameters, call.model.input_shape)
        yield from wrong_query(words, call.model.output_shape)


_LIST = ", valid choices are:"


def _complaint(told: str) -> str:
    """The gist of what the AWS CLI printed, without its usage and its lists of all there is."""
    for pattern in (
        r"Invalid choice: .*",
        r"Unknown options: .*",
        r"error: .*",
        r"Parameter validation failed:.*",
    ):
        found = re.search(pattern, told, re.DOTALL)
        if found:
            kept = [part for part in found[0].split("\n\n") if " | " not in part]
            return " ".join(" ".join(kept).split()).removeprefix("error: ").removesuffix(_LIST)[:400]
    return " ".join(told.split())[:400] or "the AWS CLI refuses it"


def _completed(words: tuple[str, ...], outcome: Outcome) -> Iterator[str]:
    """Options that the AWS CLI only understands because it completes them."""
    known = {f"--{name}" for name in outcome.options}
    given = {word.split("=")[0] for word in words if word.startswith("--")}
    if known:
        yield from (f"no option {name}" for name in sorted(given - known - EVERYWHERE))


RULES = (aws_commands_exist,)
