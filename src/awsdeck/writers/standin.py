"""A library imported with another module in place of one that it asks for.

In: the name of the module that is asked for, and the other one. Out: a block in which that holds. It must not
know who is imported there.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def in_place_of(name: str, module: ModuleType) -> Iterator[None]:
    """Let imports of a name find the module within the block, unless it is imported already."""
    asked_for = name not in sys.modules
    if asked_for:
        sys.modules[name] = module
    try:
        yield
    finally:
        if asked_for:
            del sys.modules[name]


def later(name: str) -> ModuleType:
    """A module in place of another one, which it imports once something in it is used."""
    module = ModuleType(name)
    module.__dict__["__getattr__"] = lambda wanted: getattr(import_module(name), wanted)
    return module
