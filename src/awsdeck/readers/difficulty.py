"""How documents state the difficulty of a question.

In: pieces of text. Out: a difficulty, with what remains of the text; the levels of a legend. It must not
know where in a document it is asked.
"""

import re
from functools import lru_cache

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
    "junior": "easy",
    "senior": "hard",
    "l1": "easy",
    "l2": "medium",
    "l3": "hard",
}
ICONS: dict[str, Difficulty] = {
    "🟢": "easy", "🟩": "easy", "🟡": "medium", "🟨": "medium", "🟠": "medium", "🟧": "medium",
    "🔴": "hard", "🟥": "hard",
}  # fmt: skip
# Words that mean a difficulty wherever they stand; "Advanced" and its like are also parts of names.
BADGES = ("easy", "medium", "hard", "beginner", "intermediate")
_ANY = "|".join(WORDS)
_LONGEST = 200  # characters
_KNOWN_TEXTS = 1 << 14
_LABEL = r"(?:difficulty|level)(?:\s+level)?\s*+[:=–—-]?\s*+"
_ALONE = re.compile(rf"[\[(]?\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]?[.!]?", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?P<rest>.*?\S)\s*[\[(]\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]", re.IGNORECASE)
# After the end of a sentence any form will do; glued to a word or after a space it has to be capitalised
# as a badge is, or "what makes this hard" would lose its last word.
_AFTER_END = re.compile(rf"(?P<rest>.*[?!.:)\]\"”’])\s*[-–—|·]?\s*(?P<word>{_ANY})", re.IGNORECASE)
_BADGES = "|".join(f"{word.capitalize()}|{word.upper()}" for word in BADGES)
_GLUED = re.compile(rf"(?P<rest>.*[a-z0-9%A-Z])(?P<word>{_BADGES})")
_SPACED = re.compile(rf"(?P<rest>.*\S)\s+(?P<word>{_BADGES})")
_PARTED = re.compile(rf"(?P<rest>.*\S)\s+[-–—|·]\s*(?P<word>{_ANY})", re.IGNORECASE)
_LONGEST_QUESTION = 500  # characters, beyond which nothing is a badge
_MARKED = re.compile(
    rf"(?P<rest>.*?\S)\s*[-–—|·]?\s*[`*_]+[\[(]?(?:{_LABEL})?(?P<word>{_ANY})[\])]?[`*_]+", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"[`*_]*[\[(]\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])][`*_]*+\s*+[-–—:]?+\s*+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ICONS_END = re.compile(rf"(?P<rest>.*?)\s*[`\[(]*(?P<icons>[{''.join(ICONS)}]|[⭐★☆\ufe0f]+)[`\])]*")
_LEGEND_ENTRY = re.compile(rf"(?P<word>{_ANY})\s*(?:[=:–—]|\s-\s)\s*(?P<level>\S.*)", re.IGNORECASE)


def alone(text: str) -> Difficulty | None:
    """The difficulty of a text that says nothing else: ``Medium``, ``[Hard]``, ``Level: easy``, ``🟢``."""
    if len(text) > _LONGEST:
        return None
    rest, level = _icons_at_end(text)
    plain = re.sub(r"[*_`]+", "", rest).strip()
    if level and not plain.strip("[]():- "):
        return level
    match = _ALONE.fullmatch(plain)
    return _meant(match) if match else None


def is_badge(text: str) -> bool:
    """The text is nothing but a difficulty, and can't be the name or value of anything else."""
    bare = text.strip().rstrip(".!")
    return alone(text) is not None and (bare.lower() in BADGES or not bare.isalpha())


_AROUND_WORD = "*_`[]().! "
_LAST_LETTERS = tuple({word[-1] for word in WORDS})


def may_be_badge(text: str) -> bool:
    """A glance: False only for what `is_badge` is certainly false of."""
    end = text.rstrip(_AROUND_WORD)[-1:]
    return end.lower() in _LAST_LETTERS or not end.isascii() or end.isspace()


def in_brackets(text: str) -> tuple[str, Difficulty | None]:
    """The text without a difficulty in brackets at its end, and that difficulty, if there is one."""
    before, end = _divided(text.strip())
    match = _BRACKETED.fullmatch(end)
    return (before + match["rest"], _meant(match)) if match else (text, None)


_OPENS, _CLOSES = tuple("[(`*_"), tuple("])`*_")
_ICON_CLOSES = (*ICONS, *"⭐★☆\ufe0f`])")


def stated(text: str) -> tuple[str, Difficulty | None]:
    """The text without a difficulty that is marked as one at either end, and that difficulty."""
    text = text.strip()
    before, end = _divided(text)
    for pattern in (_BRACKETED, _MARKED) if text.endswith(_CLOSES) else ():
        match = pattern.fullmatch(end)
        if match:
            return (before + match["rest"]).strip(), _meant(match)
    match = _BEFORE.fullmatch(text) if text.startswith(_OPENS) else None
    if match:
        return match["rest"].strip(), _meant(match)
    rest, level = _icons_at_end(end)
    return (before + rest, level) if level and rest else (text, None)


def _icons_at_end(text: str) -> tuple[str, Difficulty | None]:
    """The text without the coloured dots or stars at its end, and what they mean."""
    match = _ICONS_END.fullmatch(text.strip()) if text.rstrip().endswith(_ICON_CLOSES) else None
    if not match:
        return text, None
    icons = match["icons"].replace("\ufe0f", "")
    colours = {ICONS[icon] for icon in icons if icon in ICONS}
    if colours:
        return (match["rest"].strip(), colours.pop()) if len(colours) == 1 else (text, None)
    filled = sum(icons.count(star) for star in "⭐★")
    of = max(len(icons), 3) if len(icons) <= 3 else 5
    return match[
        "rest"
    ].strip(), "easy" if filled * 5 <= of * 2 else "medium" if filled * 5 <= of * 3.5 else "hard"


_WORD_ENDS = re.compile(rf"(?:{_ANY})\Z", re.IGNORECASE)
_LONGEST_WORD = max(map(len, WORDS))


@lru_cache(maxsize=_KNOWN_TEXTS)  # a question's line is looked at by everything that weighs it
def at_end(text: str) -> tuple[str, Difficulty | None]:
    """The text without the difficulty at its end, and that difficulty, if there is one."""
    text = text.strip()
    before, end = _divided(text)
    if end[-1:] in ("]", ")"):
        patterns: tuple[re.Pattern[str], ...] = (_BRACKETED,)
    elif _WORD_ENDS.search(end[-_LONGEST_WORD:]):
        patterns = (_AFTER_END, _PARTED, _SPACED, _GLUED)
    else:
        patterns = ()
    for pattern in patterns:
        match = pattern.fullmatch(end)
        if match:
            return (before + match["rest"]).rstrip(" -–—|·"), _meant(match)
    return stated(text)


_SECTION_WORDS: dict[str, Difficulty] = {
    **WORDS,
    **dict.fromkeys(("basics", "fundamentals", "fundamental", "foundational", "freshers", "fresher"), "easy"),
    **dict.fromkeys(("junior", "entry", "beginners", "associate"), "easy"),
    **dict.fromkeys(("mid",), "medium"),
    **dict.fromkeys(("experienced", "senior", "expert", "experts", "professional", "difficult"), "hard"),
}
_WORD = re.compile(r"[a-z]+")


def of_section(text: str) -> Difficulty | None:
    """The difficulty that a heading states for all below it: ``Beginner``, ``Questions for Experienced``."""
    found = {_SECTION_WORDS[word] for word in _WORD.findall(text.lower()) if word in _SECTION_WORDS}
    found |= {level for icon, level in ICONS.items() if icon in text}
    return found.pop() if len(found) == 1 else None


# A pattern that ignores case takes these for the letters they look like.
_LETTERS = str.maketrans("ıİſ", "iis")


def _meant(match: re.Match[str]) -> Difficulty:
    """The difficulty that the word of a match names."""
    return WORDS[match["word"].translate(_LETTERS).lower()]


def _divided(text: str) -> tuple[str, str]:
    """The text in two: only in its end is a difficulty sought, by patterns that go over it many times."""
    return text[:-_LONGEST], text[-_LONGEST:]


def legend(text: str) -> tuple[tuple[Difficulty, str], ...]:
    """What a legend such as ``Easy = Associate | Hard = Professional`` says of each difficulty."""
    parts = [part.strip() for part in re.split(r"[|·;]|\s{3,}", text) if part.strip()]
    matches = [_LEGEND_ENTRY.fullmatch(part) for part in parts]
    entries = [(_meant(match), match["level"].strip()) for match in matches if match]
    return tuple(entries) if entries and len(entries) == len(parts) else ()
