"""What a ``--query`` of the AWS CLI names, followed through the shape of the answer.

In: a JMESPath expression within a command, and a shape of botocore's models. Out: messages. It must not know
which command it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import jmespath
import jmespath.exceptions
from botocore.model import ListShape, MapShape, Shape, StructureShape

_IN_TURN = frozenset(("subexpression", "index_expression", "pipe"))


def wrong_query(words: tuple[str, ...], shape: Shape | None) -> Iterator[str]:
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
