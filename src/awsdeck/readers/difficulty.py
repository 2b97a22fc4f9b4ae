"""How documents state the difficulty of a question.

In: pieces of text. Out: a difficulty, with what remains of the text; the levels of a legend. It must not
know where in a document it is asked.
"""

import re

from awsdeck.model import Difficulty

WORDS: dict[str, Difficulty] = {
    "easy": "easy",
    "basic": "easy",
    "beginner": "easy",
    "medium": "medium",
    "intermediate": "medium",
    "moderate": "medium",
    "hard": "hard",
    "difficult": "hard",
    "advanced": "hard",
    "expert": "hard",
}
# Words that mean a difficulty wherever they stand; "Advanced" and its like are also parts of names.
BADGES = ("easy", "medium", "hard", "beginner", "intermediate")
_ANY = "|".join(WORDS)
_LABEL = r"(?:difficulty|level)(?:\s+level)?\s*[:=–—-]?\s*"
_ALONE = re.compile(rf"[\[(]?\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]?[.!]?", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?P<rest>.*?\S)\s*[\[(]\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]", re.IGNORECASE)
# After the end of a sentence any form will do; glued to a word or after a space it has to be capitalised
# as a badge is, or "what makes this hard" would lose its last word.
_AFTER_END = re.compile(rf"(?P<rest>.*[?!.:)\]\"”’])\s*[-–—|·]?\s*(?P<word>{_ANY})", re.IGNORECASE)
_BADGES = "|".join(f"{word.capitalize()}|{word.upper()}" for word in BADGES)
_GLUED = re.compile(rf"(?P<rest>.*[a-z0-9%A-Z])(?P<word>{_BADGES})")
_SPACED = re.compile(rf"(?P<rest>.*\S)\s+(?P<word>{_BADGES})")
_PARTED = re.compile(rf"(?P<rest>.*\S)\s+[-–—|·]\s*(?P<word>{_ANY})", re.IGNORECASE)
_LEGEND_ENTRY = re.compile(rf"(?P<word>{_ANY})\s*(?:[=:–—]|\s-\s)\s*(?P<level>\S.*)", re.IGNORECASE)


def alone(text: str) -> Difficulty | None:
    """The difficulty of a text that says nothing else: ``Medium``, ``[Hard]``, ``Difficulty: easy``."""
    match = _ALONE.fullmatch(text.strip())
    return WORDS[match["word"].lower()] if match else None


def is_badge(text: str) -> bool:
    """The text is nothing but a difficulty, and can't be the name or value of anything else."""
    bare = text.strip().rstrip(".!")
    return alone(text) is not None and (bare.lower() in BADGES or not bare.isalpha())


def in_brackets(text: str) -> tuple[str, Difficulty | None]:
    """The text without a difficulty in brackets at its end, and that difficulty, if there is one."""
    match = _BRACKETED.fullmatch(text.strip())
    return (match["rest"], WORDS[match["word"].lower()]) if match else (text, None)


def at_end(text: str) -> tuple[str, Difficulty | None]:
    """The text without the difficulty at its end, and that difficulty, if there is one."""
    text = text.strip()
    for pattern in (_BRACKETED, _AFTER_END, _PARTED, _SPACED, _GLUED):
        match = pattern.fullmatch(text)
        if match:
            return match["rest"].rstrip(" -–—|·"), WORDS[match["word"].lower()]
    return text, None


def legend(text: str) -> tuple[tuple[Difficulty, str], ...]:
    """What a legend such as ``Easy = Associate | Hard = Professional`` says of each difficulty."""
    parts = [part.strip() for part in re.split(r"[|·;]|\s{3,}", text) if part.strip()]
    matches = [_LEGEND_ENTRY.fullmatch(part) for part in parts]
    entries = [(WORDS[match["word"].lower()], match["level"].strip()) for match in matches if match]
    return tuple(entries) if entries and len(entries) == len(parts) else ()
