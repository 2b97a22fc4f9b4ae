"""Patterns that are compiled when they are first used.

In: the text of a pattern. Out: what can be used as the compiled pattern. It must not know what patterns are
for.

To compile all patterns of the modules that are imported took a tenth of the build of a small document, which
uses few of them.
"""

import re
from typing import Any, cast

_USED = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "flags", "groupindex")


class Late:
    """A pattern that isn't compiled yet; from its first use on it has the compiled one's methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for used in _USED:
            setattr(self, used, getattr(compiled, used))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`; who hands it on to a function of `re` has to compile it there."""
    return cast("re.Pattern[str]", Late(pattern, flags))
