"""The last look at HTML before it is written: whatever isn't on the list goes, and its words stay.

In: HTML. Out: HTML of the elements and attributes that the contract of an answer names, and of nothing else.
What `html` makes passes through unchanged, which a test holds; the list is here in case it ever makes more,
and for HTML that comes from an earlier package. It must not know what the HTML says.

nh3 (https://nh3.readthedocs.io) parses as a browser does, so that no malformed nesting means one thing here
and another thing there.
"""

import re
from functools import lru_cache
from html import escape

import nh3

from awsdeck.late import late
from awsdeck.text import ORDERING, UNSEEN

_ELEMENTS = frozenset(
    (
        *(
            "p",
            "ul",
            "ol",
            "li",
            "pre",
            "code",
            "span",
            "div",
            "aside",
            "strong",
            "em",
            "s",
            "a",
            "img",
            "br",
            "bdi",
        ),
        *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_ATTRIBUTES = {
    ("a", "href"): late(r"(?:https?|mailto):.*", re.IGNORECASE | re.DOTALL),
    ("aside", "class"): late(r"callout"),
    ("aside", "data-kind"): late(r"\w+"),
    ("code", "class"): late(r"language-[\w+#-]+"),
    ("div", "class"): late(r"table"),
    ("img", "alt"): late(r".*", re.DOTALL),
    ("img", "src"): late(r"[\w-][\w.-]*"),  # a file that lies among the deck's own
    ("ol", "start"): late(r"\d{1,9}"),
    # Pygments' short names; a sign of a diagram; a service that the front hides; an option of a question
    ("span", "class"): late(r"[a-z][a-z0-9]{0,3}|cell(?: wide)?|spoiler|option(?: right)?"),
}
"""What each attribute may say."""


@lru_cache(maxsize=1024)
def _allowed(element: str, attribute: str, value: str) -> str | None:
    pattern = _ATTRIBUTES.get((element, attribute))
    return value if pattern and pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_ELEMENTS),
    attributes={
        element: {name for owner, name in _ATTRIBUTES if owner == element} for element, _ in _ATTRIBUTES
    },
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,  # would add an attribute to every link of every card
)

_ANY = late(f"[{ORDERING}{UNSEEN}]")
_PARTS = late(
    f"<bdi>(?P<done>[{ORDERING}{UNSEEN}])</bdi>|(?P<tag><[^<>]*>)|(?P<order>[{ORDERING}])|(?P<unseen>[{UNSEEN}])"
)


def safe(html: str) -> str:
    """The HTML without anything that could act, and with every character set apart that orders others."""
    # the one character that nh3 writes by its name, where `html` writes it as it is
    cleaned = str(_CLEANER.clean(html)).replace("&nbsp;", "\xa0")
    return cleaned if cleaned.isascii() or not _ANY.search(cleaned) else _set_apart(cleaned)


@lru_cache(maxsize=4096)
def leads_somewhere(href: str) -> bool:
    """The address is one of the web or of mail, and a browser could follow it."""
    return "href" in _CLEANER.clean(f'<a href="{escape(href)}"></a>')


def _set_apart(html: str) -> str:
    """In an element of its own such a character orders nothing outside it, and the style can show a sign.

    Of the unseen ones only those in code are set apart: there they hide what the code does, in prose they
    only say where a word may break.
    """
    in_code = False

    def apart(part: re.Match[str]) -> str:
        nonlocal in_code
        match part.lastgroup:
            case "tag":
                in_code = part[0].startswith("<code") or (in_code and part[0] != "</code>")
                return _ANY.sub("", part[0])
            case "unseen" if not in_code:
                return part[0]
            case _:
                return f"<bdi>{part['done'] or part[0]}</bdi>"

    return _PARTS.sub(apart, html)
