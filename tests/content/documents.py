"""Every other document on a card (JSON, templates) is what the service that reads it would take.

In: a page. Out: complaints. `KINDS` tells kinds of JSON by what is in them; a block of no kind is complained
about, so that none goes unchecked.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from . import lint, shapes
from .languages import load_yaml
from .page import Complaint, Page, Snippet
from .policies import policy_in, row_of

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of JSON: how to tell it, and what is wrong with one (words to find the row by, message)."""

    name: str
    is_it: Callable[[Value], bool]
    wrong: Callable[[Value], Iterator[tuple[str, str]]]


# --- documents that a service model describes ---------------------------------------------------------


def _wrong_lifecycle(value: Value) -> Iterator[tuple[str, str]]:
    operation = shapes.service("s3").operation_model("PutBucketLifecycleConfiguration")
    assert operation.input_shape is not None
    yield from _by_shape(value, operation.input_shape.members["LifecycleConfiguration"])
    for rule in value["Rules"]:
        yield from _wrong_days(rule)


def _wrong_days(rule: Value) -> Iterator[tuple[str, str]]:
    """What S3 refuses though the model allows it."""
    steps = rule.get("Transitions", ())
    days = [step.get("Days", 0) for step in steps]
    last = max(days, default=0)
    if days != sorted(days) or rule.get("Expiration", {}).get("Days", last) < last:
        yield '"Transitions"', "an object moves through the classes in the order of days, and expires last"
    if any(str(step.get("StorageClass")).endswith("_IA") and step.get("Days", 30) < 30 for step in steps):
        yield '_IA"', "S3 moves no object to an infrequent access class before day 30"


def _wrong_waf_rule(value: Value) -> Iterator[tuple[str, str]]:
    yield from _by_shape(value, shapes.service("wafv2").shape_for("Rule"))


def _by_shape(value: Value, shape: Any) -> Iterator[tuple[str, str]]:
    for message in shapes.wrong(value, shape):
        quoted = message.split('"')[1::2] + message.split("'")[1::2]
        yield (f'"{quoted[0]}"' if quoted else "{"), message


# --- documents that a language of its own describes ---------------------------------------------------


def _wrong_states(value: Value) -> Iterator[tuple[str, str]]:
    """Targets that are no states, and states that nothing leads to; cfn-lint checks the rest."""
    states: Value = value["States"]
    named = [value.get("StartAt")]
    for state in states.values():
        named += [state.get("Next"), state.get("Default")]
        named += [rule.get("Next") for rule in (*state.get("Catch", ()), *state.get("Choices", ()))]
    targets = {name for name in named if isinstance(name, str)}
    yield from ((f'"{name}"', f"no state is named {name!r}") for name in sorted(targets - set(states)))
    yield from (
        (f'"{name}"', f"nothing leads to the state {name!r}") for name in sorted(set(states) - targets)
    )


_MATCHERS = frozenset(
    ("prefix", "suffix", "anything-but", "numeric", "exists", "equals-ignore-case", "wildcard", "cidr")
)
_COMPARED = frozenset(("<", "<=", "=", ">", ">="))
_EVENT_FIELDS = frozenset(
    ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "$or")
)


def _wrong_pattern(value: Value) -> Iterator[tuple[str, str]]:
    """An event pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html."""
    for name in value:
        if name not in _EVENT_FIELDS:
            yield f'"{name}"', f"an event has no field {name!r}"
    yield from _wrong_leaves(value)


def _wrong_leaves(value: Value) -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _wrong_leaves(inner)
        elif not isinstance(inner, list) or not inner:
            yield f'"{name}"', f"a pattern gives a list of what {name!r} may be"
        else:
            for test in inner:
                if isinstance(test, dict) and name != "$or":
                    yield from ((f'"{name}"', message) for message in _wrong_matcher(test))


def _wrong_matcher(test: Value) -> Iterator[str]:
    for kind in sorted(test.keys() - _MATCHERS):
        yield f"EventBridge has no matching by {kind!r}"
    numeric = test.get("numeric")
    if numeric is not None:
        signs, numbers = numeric[::2], numeric[1::2]
        right = len(signs) == len(numbers) and set(signs) <= _COMPARED
        if not right or not all(isinstance(number, int | float) for number in numbers):
            yield f"numeric takes a sign and a number, once or twice: {numeric}"


_MAPPING_KEYS = frozenset(("rule-type", "rule-id", "rule-name", "object-locator", "rule-action"))


def _wrong_mappings(value: Value) -> Iterator[tuple[str, str]]:
    """Table mappings of DMS: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TableMapping.html."""
    for rule in value["rules"]:
        for key in sorted(_MAPPING_KEYS - rule.keys()):
            yield '"rule-type"', f"a table mapping needs {key!r}"
        if rule.get("rule-type") == "selection" and rule.get("rule-action") not in (
            "include",
            "exclude",
            "explicit",
        ):
            yield '"rule-action"', f"a selection includes or excludes: {rule.get('rule-action')!r}"
        for key in sorted({"schema-name", "table-name"} - rule.get("object-locator", {}).keys()):
            yield '"object-locator"', f"the object locator needs {key!r}"


KINDS = (
    Kind("S3 lifecycle configuration", lambda v: isinstance(v.get("Rules"), list), _wrong_lifecycle),
    Kind(
        "WAF rule",
        lambda v: "VisibilityConfig" in v and isinstance(v.get("Statement"), dict),
        _wrong_waf_rule,
    ),
    Kind("state machine", lambda v: isinstance(v.get("States"), dict), _wrong_states),
    Kind("event pattern", lambda v: "detail-type" in v or isinstance(v.get("source"), list), _wrong_pattern),
    Kind("DMS table mappings", lambda v: isinstance(v.get("rules"), list), _wrong_mappings),
)


def json_is_what_a_service_takes(page: Page) -> Iterator[Complaint]:
    """Every block of JSON is of a known kind, and right for its kind."""
    machines = []
    for snippet in page.in_language("json"):
        value = _value(snippet)
        if value is None or policy_in(snippet):
            continue
        kind = next((kind for kind in KINDS if kind.is_it(value)), None)
        if kind is None:
            yield page.complaint(
                snippet.line, "no rule knows this kind of JSON: add one, or write it as text"
            )
            continue
        for needle, message in kind.wrong(value):
            yield page.complaint(snippet.at(row_of(snippet, needle)), f"{kind.name}: {message}")
        if kind.name == "state machine":
            role = ("RoleArn: arn:aws:iam::111122223333:role/example",)
            machines.append(lint.Held(snippet, "AWS::StepFunctions::StateMachine", "Definition", role))
    for found in lint.documents(machines):
        yield page.complaint(found.snippet.at(found.row), f"state machine: {found.message}")


def _value(snippet: Snippet) -> Value | None:
    try:
        value = json.loads(snippet.text)
    except json.JSONDecodeError:
        return None  # json_parses complains
    return value if isinstance(value, dict) else None


def templates_are_valid(page: Page) -> Iterator[Complaint]:
    """Every CloudFormation or SAM snippet passes cfn-lint."""
    for snippet in page.in_language("yaml"):
        try:
            value = load_yaml(snippet.text)
        except yaml.YAMLError:
            continue  # yaml_parses complains
        if isinstance(value, dict) and "Resources" in value:
            for found in lint.template(snippet):
                yield page.complaint(snippet.at(found.row), f"template: {found.message}")


RULES = (json_is_what_a_service_takes, templates_are_valid)
