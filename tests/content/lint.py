"""CloudFormation's linter over snippets: whole templates, and documents that a template can hold.

In: snippets. Out: findings with the row of the snippet. It must not know which snippets are worth checking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.match import Match
from cfnlint.runner import Runner

from .page import Snippet

# Beside errors and warnings, the one remark that tells of a resource that an action can't have.
_CHECKS = ["I3510"]
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A document in JSON, and the resource that would hold it in a template."""

    snippet: Snippet
    resource: str
    holder: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the linter says of a row of a snippet."""

    snippet: Snippet
    row: int
    message: str


def template(snippet: Snippet) -> Iterator[Finding]:
    """What is wrong with a template, of CloudFormation or SAM."""
    for match in _matches(snippet.text + "\n"):
        yield Finding(snippet, match.linenumber, _message(match))


def documents(held: Sequence[Held]) -> Iterator[Finding]:
    """What is wrong with documents; all go into one template."""
    lines, begins = ["Resources:"], []
    for number, part in enumerate(held):
        lines += [f"  R{number}:", f"    Type: {part.resource}", "    Properties:"]
        lines += [f"      {other}" for other in part.others]
        lines.append(f"      {part.holder}:")
        begins.append(len(lines))
        lines += [f"        {line}" for line in part.snippet.text.split("\n")]
    if not held:
        return
    for match in _matches("\n".join(lines) + "\n"):
        at = max((n for n, begin in enumerate(begins) if begin < match.linenumber), default=0)
        yield Finding(held[at].snippet, max(1, match.linenumber - begins[at]), _message(match))


@cache
def _runner() -> Runner:
    """The linter with its rules, which take longer to load than a template to check."""
    return Runner(ConfigMixIn(**ManualArgs(regions=["eu-west-1"], include_checks=_CHECKS)))


def _matches(text: str) -> list[Match]:
    template, failures = decode_str(text)
    if failures or template is None:
        return failures or []
    return list(_runner().validate_template(template))


def _message(match: Match) -> str:
    text = " ".join(str(match.message).split())
    return f"{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'} ({match.rule.id})"
