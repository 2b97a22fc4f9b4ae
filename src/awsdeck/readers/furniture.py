"""Pieces of a page that belong to the page and not to its questions.

In: lines that stand outside every answer or at the end of one. Out: the reason why a line is furniture.
It must not remove anything: readers put what it names into the document's list of skipped lines.
"""

import re

_SECTIONS = re.compile(
    r"(?:next steps?|related (?:articles?|posts?|questions?|links?|topics?|reading)|further reading|"
    r"read more|see also|you (?:may|might) also like|recommended(?: for you| reading| posts?)?|share this.*|"
    r"was this (?:page|article|post|guide) helpful|share (?:on|via|with) .*|(?:previous|next): .*|"
    r"leave a (?:reply|comment)|(?:\d+ )?comments?|post a comment|about the authors?|subscribe.*|newsletter|"
    r"sign up.*|follow us.*|table of contents|contents|tags|previous(?: post)?|next(?: post)?|references|"
    r"conclusion|final thoughts|footer|copyright.*|©.*)\W*",
    re.IGNORECASE,
)


# Single words that an answer may well hold on a line of their own.
_MAY_BE_TEXT = re.compile(
    r"(?:tags|contents|references|conclusion|comments?|next|previous|footer|newsletter)\W*|"
    r"(?:previous|next): .*",
    re.IGNORECASE,
)


def may_be_text(text: str) -> bool:
    """The text may also be part of an answer, so that it has to stand apart to count."""
    return bool(_MAY_BE_TEXT.fullmatch(text.strip()))


def begins_section(text: str) -> bool:
    """The text is the heading of a part that follows the questions of a page, such as ``Related posts``."""
    return bool(_SECTIONS.fullmatch(text.strip()))


_LINK_BACK = re.compile(
    r"\W*(?:back to (?:the )?(?:top|contents|table of contents|index)|go to top|return to top|\u2b06|"
    r"(?:\w+ ){0,3}download (?:\w+ ){0,2}pdf\b.*|advertisements?)\W*",
    re.IGNORECASE,
)


def is_link_back(text: str) -> bool:
    """The text only leads elsewhere or sells something: "Back to top", "Download PDF"."""
    return bool(text.strip()) and bool(_LINK_BACK.fullmatch(text.strip()))


_ASKS_BACK = re.compile(r"\W*was this(?: \w+)? helpful\W*", re.IGNORECASE)


def asks_back(text: str) -> bool:
    """The page asks its reader for an opinion."""
    return bool(_ASKS_BACK.fullmatch(text.strip()))
