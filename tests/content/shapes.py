"""A value against a shape of botocore's service models: names, kinds, lengths, and the words allowed.

In: a value and a shape. Out: messages. It must not know where the value comes from.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator


@cache
def session() -> botocore.session.Session:
    """One session, so that each service's model is read once."""
    return botocore.session.Session()


@cache
def service(name: str) -> ServiceModel:
    """The model of a service."""
    return session().get_service_model(name)


def wrong(value: Any, shape: Shape) -> Iterator[str]:
    """Everything in a value that its shape doesn't allow."""
    report = ParamValidator().validate(value, shape).generate_report()
    yield from (line for line in report.split("\n") if line)
    yield from wrong_words(value, shape)


def wrong_words(value: Any, shape: Shape, path: str = "") -> Iterator[str]:
    """Words that are not among those that the model lists, which botocore leaves to the service."""
    match shape:
        case StructureShape() if isinstance(value, Mapping):
            for name, inner in value.items():
                if name in shape.members:
                    yield from wrong_words(inner, shape.members[name], f"{path}.{name}".lstrip("."))
        case ListShape() if isinstance(value, list):
            for inner in value:
                yield from wrong_words(inner, shape.member, f"{path}[]")
        case MapShape() if isinstance(value, Mapping):
            for inner in value.values():
                yield from wrong_words(inner, shape.value, f"{path}{{}}")
        case StringShape() if shape.enum and value not in shape.enum:
            yield f"{path} is {value!r}, but must be one of {', '.join(shape.enum)}"[:300]
