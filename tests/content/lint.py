"""CloudFormation's linter over snippets: whole templates, and documents that a template can hold.

In: snippets. Out: findings with the row of the snippet. It must not know which snippets are worth checking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cfnlint.api import lint as cfn_lint
from cfnlint.config import ManualArgs
from cfnlint.match import Match

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
    for match in cfn_lint(snippet.text + "\n", config=_config()):
        yield Finding(snippet, match.linenumber, _message(match))


def documents(held: Sequence[Held]) -> Iterator[Finding]:
    """What is wrong with documents; all go into one template, since each run of the linter takes a second."""
    lines, begins = ["Resources:"], []
    for number, part in enumerate(held):
        lines += [f"  R{number}:", f"    Type: {part.resource}", "    Properties:"]
        lines += [f"      {other}" for other in part.others]
        lines.append(f"      {part.holder}:")
        begins.append(len(lines))
        lines += [f"        {line}" for line in part.snippet.text.split("\n")]
    if not held:
        return
    for match in cfn_lint("\n".join(lines) + "\n", config=_config()):
        at = max((n for n, begin in enumerate(begins) if begin < match.linenumber), default=0)
        yield Finding(held[at].snippet, max(1, match.linenumber - begins[at]), _message(match))


def _config() -> ManualArgs:
    return ManualArgs(regions=["eu-west-1"], include_checks=list(_CHECKS))


def _message(match: Match) -> str:
    text = " ".join(str(match.message).split())
    return f"{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'} ({match.rule.id})"
