"""Which words a document knows: evidence for where glued words come apart.

In: all lines, and words known beforehand (names of services). Out: a `Vocabulary`, which tells of a word
whether it stands alone somewhere. It must not know why anybody asks.
"""

import re
from collections.abc import Collection, Sequence

from awsdeck.readers.lines import Line

_TOKEN = re.compile(r"[^\W_]+(?:['’][a-z]+)?")


class Vocabulary:
    """The words of a document. A word in mixed case may itself be two glued ones: it has to occur twice."""

    def __init__(self, lines: Sequence[Line], known: Collection[str] = ()) -> None:
        self._known = {word.casefold() for word in known}
        self._lines_with: dict[str, int] = {}
        for line in lines:
            for word in set(_TOKEN.findall(line.text)):
                self._lines_with[word] = self._lines_with.get(word, 0) + 1

    def __call__(self, word: str) -> bool:
        """Whether the word is known."""
        if word.casefold() in self._known:
            return True
        plain = word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
        if plain and word.isalpha():
            forms = (word, word.lower(), word.capitalize())
            return any(form in self._lines_with for form in forms)
        return self._lines_with.get(word, 0) >= 2
