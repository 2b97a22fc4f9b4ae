"""Names compared and made safe: the same word for the same thing, whatever its case and punctuation.

In: any text. Out: its words, or a slug. It must not know what the text names.
"""

import re
import unicodedata
from functools import lru_cache

ORDERING = "\u202a-\u202e\u2066-\u2069"
"""The characters, as a range of a pattern, that order what stands around them: one makes the rest of a line
read backwards (https://www.unicode.org/reports/tr9/, "explicit directional formatting").
"""
UNSEEN = "\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"
"""Characters without a width. Joiners are none of them: scripts and emoji need those."""

_WORDS = re.compile(r"[^\W_]+")
_BLANKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
"""What parts ASCII words as blanks, which is how most texts are parted in less than half the time."""


@lru_cache(maxsize=1 << 13)  # a question is looked at by everything that tells cards apart
def words(name: str) -> tuple[str, ...]:
    """The words of a name or question without case, accents' forms and punctuation."""
    return words_of(name)


def words_of(text: str) -> tuple[str, ...]:
    """What `words` gives, for texts that nobody asks about again."""
    if text.isascii():
        return tuple(text.lower().translate(_BLANKS).split())
    return tuple(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def slug(text: str, limit: int = 80) -> str:
    """Lower-case words joined by hyphens, at most ``limit`` characters, cut between words if possible."""
    whole = "-".join(words(text))
    if len(whole) <= limit:
        return whole
    cut = whole[: limit + 1].rpartition("-")[0]
    return cut or whole[:limit]


_STEERING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{ORDERING}]")
_UNSEEN = re.compile(f"[\t\n{UNSEEN}]")


def deceives(name: str) -> bool:
    """A name holds what nobody sees in it: two such names may look alike, or steer a terminal."""
    return bool(_UNSEEN.search(name)) or steers(name)


def steers(text: str) -> bool:
    """A terminal would obey a character of the text, not show it."""
    return bool(_STEERING.search(text))


def tame(text: str) -> str:
    """The text with a space for each character that a terminal would obey; its lines and tabs stay."""
    return _STEERING.sub(" ", text)


def one_line(text: str) -> str:
    """The text with all white space and control characters as single spaces: safe for a terminal."""
    if text.isprintable():
        return " ".join(text.split())
    cleaned = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)
    return " ".join(cleaned.split())
