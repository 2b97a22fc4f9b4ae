"""Words and signs that pages put beside questions, as a single line shows them: ``12 upvotes``, ``Report``.

In: a line, or text at its end. Out: whether it is made of such words, and what at its end is. It must not
know where the line stands, nor what comes back with the questions: `repeats` does.
"""

from awsdeck.late import late
from awsdeck.readers import options, verbatim
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import behind_label, is_answer_label

_MOST_WORDS = 6
_WORDS = frozenset(
    (
        *("topic", "question", "questions", "answer", "answers", "solution", "solutions", "explanation"),
        *("show", "hide", "view", "reveal", "report", "bookmark", "flag", "next", "previous"),
        *("discussion", "discussions", "comments", "community", "distribution"),
        *("vote", "votes", "voted", "upvoted", "most", "upvote", "upvotes", "downvote", "downvotes"),
        *("section", "none", "reference", "references"),
        *("share", "copy", "copied", "link", "reply", "replies", "likes"),
    )
)
_BUTTONS = frozenset(
    ("share", "report", "reply", "permalink", "bookmark", "flag", "follow", "upvote", "downvote")
)
_THUMBS = frozenset("👍👎❤♥⬆⬇▲▼△▽💬👏⭐")
_BESIDE_THUMBS = frozenset("0123456789 .,k+|·\ufe0f")
_PARTED = str.maketrans("/:()", "    ")
_DIGITS = late(r"\d+")
_SHARE_OF_VOTES = late(r"(?:[A-H]{1,6}\s*+)?+\(?\d{1,3}(?:\.\d+)?+\s?%\)?")
_SIGNED = late(
    r"[A-H](?:(?:\s?[,&/])?\s?[A-H])*+\s++(?P<sign>[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]{1,4})"
)
_FIRST_SIGN = "\u2190"
_LONGEST = 60  # characters of such a line or sign


def is_word(text: str) -> bool:
    """One word of a page, and nothing else."""
    return text.casefold() in _WORDS


def is_worded(text: str) -> bool:
    """Two words of a page or more, or one with a number, and no other word."""
    words = Line(0, text).words
    told = all(map(is_word, words))
    return told and len(words) + bool(_DIGITS.search(text)) >= 2 and bool(words)


def may_be_worded(line: Line) -> bool:
    """The line has the words of a page, and at most a label that names nothing beside them."""
    if not 0 < len(line.bare) <= _LONGEST or (":" in line.bare and not _labels_nothing(line.bare)):
        return False
    words = line.bare.casefold().translate(_PARTED).split()
    worded = not _WORDS.isdisjoint(words) and is_worded(line.bare)
    return worded or is_button(line.bare) or counts_thumbs(line.bare)


def _labels_nothing(text: str) -> bool:
    """A label with nothing behind it, or with the word that there is nothing: ``Section: (none)``."""
    _, _, value = text.partition(":")
    return value.strip(" ()").casefold() in ("", "none")


def is_button(text: str) -> bool:
    """The word on a button, and nothing else."""
    return text.casefold() in _BUTTONS


def counts_thumbs(text: str) -> bool:
    """How many people liked it, and nothing else."""
    signs = _THUMBS.intersection(text) if not text.isascii() else ()
    return bool(signs) and any(map(str.isdecimal, text)) and not set(text) - _THUMBS - _BESIDE_THUMBS


def is_share_of_votes(line: Line) -> bool:
    """How many of a hundred people chose something: ``B (71%)``."""
    return "%" in line.bare and _SHARE_OF_VOTES.fullmatch(line.bare[:_LONGEST]) is not None


def may_stand_alone(line: Line) -> bool:
    """A few words that state nothing, ask nothing and announce nothing."""
    few = 1 <= len(line.words) <= _MOST_WORDS and len(line.bare) <= _LONGEST
    return few and not (
        line.is_item
        or line.is_label
        or line.is_sentence
        or options.is_lettered(line)
        or is_answer_label(line)
        or verbatim.is_preformatted(line)
    )


def shape(text: str) -> str:
    """What is the same of such a text beside every question: its words, whatever its numbers."""
    return " ".join(_DIGITS.sub("#", text.casefold()).split())


def behind_option(text: str) -> str:
    """The words of a page at the end of an option, as they stand there."""
    rest = text
    for _ in range(_MOST_WORDS):
        two = rest.rsplit(None, 1)
        if len(two) < 2 or not is_word(two[1]):
            break
        rest = two[0]
    end = text[len(rest) :].strip()
    return end if end[:1].isupper() and is_worded(end) and len(rest.split()) > 1 else ""


def behind_letters(line: Line) -> str:
    """The sign at the end of the line of an answer that is nothing but letters."""
    if line.bare[-1] < _FIRST_SIGN or len(line.bare) > _LONGEST:
        return ""
    said = _SIGNED.fullmatch(behind_label(line.text) or "")
    return said["sign"] if said else ""
