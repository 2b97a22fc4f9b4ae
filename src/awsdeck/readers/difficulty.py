"""How documents state the difficulty of a question.

In: pieces of text. Out: a difficulty, with what remains of the text; the levels of a legend. It must not
know where in a document it is asked.
"""

import re
from functools import lru_cache

from awsdeck.late import late
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
    # German, Spanish, Portuguese, French and Italian
    **dict.fromkeys(("leicht", "einfach", "einsteiger", "anfänger"), "easy"),
    **dict.fromkeys(("mittel", "mittelschwer"), "medium"),
    **dict.fromkeys(("schwer", "schwierig", "fortgeschritten", "experte"), "hard"),
    **dict.fromkeys(("fácil", "facil", "básico", "basico", "básica", "principiante"), "easy"),
    **dict.fromkeys(("intermedio", "intermedia", "medio", "media", "médio", "média"), "medium"),
    **dict.fromkeys(("intermediário", "intermédiaire", "moyen", "moyenne"), "medium"),
    **dict.fromkeys(("difícil", "dificil", "avanzado", "avanzada", "avançado", "avançada"), "hard"),
    **dict.fromkeys(("facile", "débutant", "iniciante", "base"), "easy"),
    **dict.fromkeys(("difficile", "avancé", "avancée", "avanzato"), "hard"),
}
# Words of English as well: they count behind a label, and behind a question in another language.
_ENGLISH_TOO = frozenset(("media", "medio", "base"))
ICONS: dict[str, Difficulty] = {
    "🟢": "easy", "🟩": "easy", "🟡": "medium", "🟨": "medium", "🟠": "medium", "🟧": "medium",
    "🔴": "hard", "🟥": "hard",
}  # fmt: skip
# Words that mean a difficulty wherever they stand; "Advanced" and its like are also parts of names.
_TYPED = ("easy", "medium", "hard", "beginner", "intermediate")
BADGES = (*_TYPED, "leicht", "mittel", "schwer", "fácil", "difícil", "facile", "moyen", "difficile")
LABELS = (
    r"(?:difficulty|level|schwierigkeit(?:sgrad|sstufe)?|niveau|stufe|(?:nivel de )?dificultad|nivel|"
    r"(?:nível de )?dificuldade|nível|difficulté|difficoltà|livello)"
)
"""What a difficulty is labelled with, as a part of a pattern that ignores case."""
_ANY = "|".join(WORDS)
_SURE = "|".join(word for word in WORDS if word not in _ENGLISH_TOO)
_LONGEST = 200  # characters
_KNOWN_TEXTS = 1 << 14
_LABEL = rf"{LABELS}(?:\s+level)?\s*+[:=–—-]?\s*+"
_ALONE = late(rf"[\[(]?\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]?[.!]?", re.IGNORECASE)
_BRACKETED = late(rf"(?P<rest>.*?\S)\s*[\[(]\s*(?:{_LABEL})?(?P<word>{_ANY})\s*[\])]", re.IGNORECASE)
# After the end of a sentence any form will do; glued to a word or after a space it has to be capitalised
# as a badge is, or "what makes this hard" would lose its last word.
_AFTER_END = late(rf"(?P<rest>.*[?!.:)\]\"”’])\s*[-–—|·]?\s*(?P<word>{_ANY})", re.IGNORECASE)
_BADGES = "|".join(f"{word.capitalize()}|{word.upper()}" for word in _TYPED)
_GLUED = late(rf"(?P<rest>.*[a-z0-9%A-Z])(?P<word>{_BADGES})")
_SPACED = late(rf"(?P<rest>.*\S)\s+(?P<word>{_BADGES})")
_PARTED = late(rf"(?P<rest>.*\S)\s+[-–—|·]\s*(?P<word>{_ANY})", re.IGNORECASE)
_LONGEST_QUESTION = 500  # characters, beyond which nothing is a badge
_MARKED = late(
    rf"(?P<rest>.*?\S)\s*[-–—|·]?\s*[`*_]+[\[(]?(?:{_LABEL})?(?P<word>{_ANY})[\])]?[`*_]+", re.IGNORECASE
)
_BEFORE = late(
    rf"[`*_]*[\[(]\s*(?:{_LABEL})?(?P<word>{_SURE})\s*[\])][`*_]*+\s*+[-–—:]?+\s*+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ICONS_END = late(rf"(?P<rest>.*?)\s*[`\[(]*(?P<icons>[{''.join(ICONS)}]|[⭐★☆\ufe0f]+)[`\])]*")
_LEGEND_ENTRY = late(rf"(?P<word>{_ANY})\s*(?:[=:–—]|\s-\s)\s*(?P<level>\S.*)", re.IGNORECASE)


# A pattern that ignores case takes these for the letters they look like.
_LETTERS = str.maketrans("ıİſ", "iis")
_EVERY_WORD = tuple(WORDS)
_LONGEST_WORD = max(map(len, WORDS))
_EMPHASIS = "*_`"
_AROUND_WORD = _EMPHASIS + "[]().! "


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
    name = bare.strip(_AROUND_WORD).lower()
    return alone(text) is not None and name not in _ENGLISH_TOO and (name in BADGES or not bare.isalpha())


def may_be_badge(text: str) -> bool:
    """A glance: False only for what `is_badge` is certainly false of."""
    for mark in _EMPHASIS:
        text = text.replace(mark, "")
    end = text.rstrip(_AROUND_WORD)
    is_sign = not (end[-1:].isascii() or end[-1:].isalpha())
    return is_sign or end[-1:].isspace() or _ends_with(end, _EVERY_WORD)


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    """The text ends with one of the words, whatever its case."""
    return text[-_LONGEST_WORD:].translate(_LETTERS).lower().endswith(words)


def in_brackets(text: str) -> tuple[str, Difficulty | None]:
    """The text without a difficulty in brackets at its end, and that difficulty, if there is one."""
    before, end = _divided(text.strip())
    match = _BRACKETED.fullmatch(end) if end.endswith(("]", ")")) else None
    return (before + match["rest"], _meant(match)) if match and _is_sure(match) else (text, None)


_OPENS, _CLOSES = tuple("[(`*_"), tuple("])`*_")
_ICON_CLOSES = (*ICONS, *"⭐★☆\ufe0f`])")


def stated(text: str) -> tuple[str, Difficulty | None]:
    """The text without a difficulty that is marked as one at either end, and that difficulty."""
    text = text.strip()
    before, end = _divided(text)
    for pattern in (_BRACKETED, _MARKED) if text.endswith(_CLOSES) else ():
        match = pattern.fullmatch(end)
        if match and _is_sure(match):
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


@lru_cache(maxsize=_KNOWN_TEXTS)  # a question's line is looked at by everything that weighs it
def at_end(text: str) -> tuple[str, Difficulty | None]:
    """The text without the difficulty at its end, and that difficulty, if there is one."""
    text = text.strip()
    before, end = _divided(text)
    if end[-1:] in ("]", ")"):
        patterns: tuple[re.Pattern[str], ...] = (_BRACKETED,)
    elif _ends_with(end, _EVERY_WORD):
        patterns = (_AFTER_END, _PARTED, _SPACED, _GLUED)
    else:
        patterns = ()
    for pattern in patterns:
        match = pattern.fullmatch(end)
        if match and _is_sure(match):
            return (before + match["rest"]).rstrip(" -–—|·"), _meant(match)
    return stated(text)


_ALIKE = 0.75  # of the letters are those of a word that states a difficulty


def nearly(word: str) -> Difficulty | None:
    """The difficulty that a misspelt word was probably meant to state."""
    from difflib import get_close_matches  # for the few documents that may hold one

    return next((WORDS[near] for near in get_close_matches(word.strip().lower(), WORDS, 1, _ALIKE)), None)


_SECTION_WORDS: dict[str, Difficulty] = {
    **{word: level for word, level in WORDS.items() if word not in _ENGLISH_TOO},
    **dict.fromkeys(("basics", "fundamentals", "fundamental", "foundational", "freshers", "fresher"), "easy"),
    **dict.fromkeys(("junior", "entry", "beginners", "associate"), "easy"),
    **dict.fromkeys(("mid",), "medium"),
    **dict.fromkeys(("grundlagen", "básicas", "básicos", "fondamentaux"), "easy"),
    **dict.fromkeys(("fortgeschrittene", "avanzadas", "avanzados", "avançadas"), "hard"),
    **dict.fromkeys(("experienced", "senior", "expert", "experts", "professional", "difficult"), "hard"),
}
_WORD = late(r"[^\W\d_]+")


def of_section(text: str) -> Difficulty | None:
    """The difficulty that a heading states for all below it: ``Beginner``, ``Questions for Experienced``."""
    found = {_SECTION_WORDS[word] for word in _WORD.findall(text.lower()) if word in _SECTION_WORDS}
    found |= {level for icon, level in ICONS.items() if icon in text}
    return found.pop() if len(found) == 1 else None


def _meant(match: re.Match[str]) -> Difficulty:
    """The difficulty that the word of a match names."""
    return WORDS[match["word"].translate(_LETTERS).lower()]


def _is_sure(match: re.Match[str]) -> bool:
    """A word of English counts only behind a text that has letters of other languages."""
    foreign = (letter.isalpha() or letter == "¿" for letter in match["rest"] if not letter.isascii())
    return match["word"].lower() not in _ENGLISH_TOO or any(foreign)


def _divided(text: str) -> tuple[str, str]:
    """The text in two: only in its end is a difficulty sought, by patterns that go over it many times."""
    return text[:-_LONGEST], text[-_LONGEST:]


def legend(text: str) -> tuple[tuple[Difficulty, str], ...]:
    """What a legend such as ``Easy = Associate | Hard = Professional`` says of each difficulty."""
    parts = [part.strip() for part in re.split(r"[|·;]|\s{3,}", text) if part.strip()]
    matches = [_LEGEND_ENTRY.fullmatch(part) for part in parts]
    entries = [(_meant(match), match["level"].strip()) for match in matches if match]
    return tuple(entries) if entries and len(entries) == len(parts) else ()
