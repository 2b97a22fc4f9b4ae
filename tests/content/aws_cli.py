"""Every ``aws`` command on a card exists, with these options, and all that it requires.

In: a page. Out: complaints. The AWS CLI itself parses the words and builds the request from the service
models; the request is caught before it is sent. It must not send anything.
"""

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias
from unittest import mock

import jmespath
import jmespath.exceptions
import yaml
from awscli.clidriver import CLIDriver, create_clidriver
from botocore.awsrequest import AWSPreparedRequest
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from . import shapes, shell
from .page import Complaint, Page, Snippet

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}
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
class Call:
    """A request that a command would send."""

    model: OperationModel
    parameters: Mapping[str, Any]

    @property
    def service(self) -> str:
        """The service as botocore names it."""
        return str(self.model.service_model.service_name)


@dataclass(slots=True)
class Outcome:
    """What the AWS CLI made of a command."""

    code: int = 0
    out: str = ""
    told: str = ""
    calls: list[Call] = field(default_factory=list)
    options: dict[str, object] = field(default_factory=dict)


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


# --- the AWS CLI --------------------------------------------------------------------------------------


class Cli:
    """The AWS CLI in this process; with an endpoint it sends there, without one it sends nothing."""

    def __init__(self, endpoint: str | None = None) -> None:
        self._endpoint = endpoint

    def run(self, words: tuple[str, ...], files: Mapping[str, str] | None = None) -> Outcome:
        """Run a command in a folder that holds these files only."""
        outcome = Outcome()

        def note(params: Mapping[str, Any], model: OperationModel, **_: object) -> None:
            outcome.calls.append(Call(model, dict(params)))

        def note_options(argument_table: dict[str, object], **_: object) -> None:
            outcome.options = argument_table

        with mock.patch.dict(os.environ, ENVIRONMENT):
            cli = _driver()
        cli.session.register("provide-client-params", note)
        cli.session.register("building-argument-table", note_options)
        if self._endpoint:
            cli.session.register("before-send", to_bare_host)
        else:
            cli.session.register("before-call", _stop)
        out, told = io.StringIO(), io.StringIO()
        there = ("--endpoint-url", self._endpoint) if self._endpoint else ()
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.chdir(folder),
            mock.patch.dict(os.environ, ENVIRONMENT),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(told),
        ):
            for name, text in (files or {}).items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(text, "utf-8")
            try:
                outcome.code = int(cli.main([*_without_profile(words), *there]) or 0)
            except SystemExit as end:
                outcome.code = end.code if isinstance(end.code, int) else 1
        outcome.out, outcome.told = out.getvalue(), told.getvalue()
        for value in (value for call in outcome.calls for value in call.parameters.values()):
            if isinstance(value, io.IOBase):  # the AWS CLI leaves the files of --body open
                value.close()
        return outcome


def _driver() -> CLIDriver:
    """A fresh AWS CLI, since a command leaves hooks behind that the next one would trip over."""
    made = create_clidriver()
    made.session.register_component("data_loader", _models())
    return made


@cache
def _models() -> Loader:
    """The loader that all share, so that each service's model is read once."""
    return create_clidriver().session.get_component("data_loader")


def to_bare_host(request: AWSPreparedRequest, **_: object) -> None:
    """Send to 127.0.0.1 what S3 Control would send to ACCOUNT.127.0.0.1, which is nowhere."""
    request.url = re.sub(r"//\d{12}\.", "//", request.url)


def _stop(**_: object) -> tuple[object, dict[str, Any]]:
    """Answer every request before it is sent, with an error that no waiter waits through."""
    return SimpleNamespace(status_code=418, headers={}), {
        "Error": {"Code": "NotSent", "Message": "caught before it was sent"},
        "ResponseMetadata": {},
    }


def _without_profile(words: tuple[str, ...]) -> tuple[str, ...]:
    """A profile is a matter of the reader's machine, and a pager one of version 2."""
    words = tuple(word for word in words if word != "--no-cli-pager")
    if "--profile" not in words:
        return words
    at = words.index("--profile")
    return words[:at] + words[at + 2 :]


# --- the rule -----------------------------------------------------------------------------------------


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
        yield from _wrong_query(words, call.model.output_shape)


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


# --- --query ------------------------------------------------------------------------------------------

_IN_TURN = frozenset(("subexpression", "index_expression", "pipe"))


def _wrong_query(words: tuple[str, ...], shape: Shape | None) -> Iterator[str]:
    """Names in ``--query`` that the answer hasn't."""
    if "--query" not in words or shape is None:
        return
    try:
        tree = jmespath.compile(words[words.index("--query") + 1]).parsed
    except jmespath.exceptions.JMESPathError as failure:
        yield str(failure)
        return
    wrong: list[str] = []
    _shape_of(tree, shape, wrong)
    yield from (f"--query names {name}, which is not in the answer" for name in wrong)


@dataclass(frozen=True, slots=True)
class _Each:
    """What a projection gives: a list that no model names, of answers of this shape."""

    shape: "Followed"


Followed: TypeAlias = Shape | _Each | None
"""The shape of a value; None where it isn't followed."""


def _shape_of(node: Mapping[str, Any], shape: Followed, wrong: list[str]) -> Followed:
    """The shape that a JMESPath expression gives of an answer's shape."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        return _member(shape, node["value"], wrong)
    if kind in _IN_TURN:
        for child in children:
            shape = _shape_of(child, shape, wrong)
        return shape
    if kind in ("projection", "filter_projection", "value_projection"):
        element = _element(_shape_of(children[0], shape, wrong))
        results = [_shape_of(child, element, wrong) for child in children[1:]]
        return _Each(results[0])
    if kind == "flatten":
        below = _shape_of(children[0], shape, wrong)
        inner = _element(below)
        return _Each(_element(inner) if isinstance(inner, ListShape | _Each) else inner)
    if kind == "index":
        return _element(shape)
    if kind in ("current", "identity", "slice"):
        return shape
    if kind not in ("literal", "expref"):
        for child in children:
            _shape_of(child, shape, wrong)
    return None


def _element(shape: Followed) -> Followed:
    match shape:
        case ListShape():
            return shape.member
        case MapShape():
            return shape.value
        case _Each(inner):
            return inner
    return None


def _member(shape: Followed, name: str, wrong: list[str]) -> Followed:
    match shape:
        case StructureShape():
            if name not in shape.members:
                wrong.append(name)
            return shape.members.get(name)
        case MapShape():
            return shape.value
        case None:
            return None
    wrong.append(name)
    return None


RULES = (aws_commands_exist,)
