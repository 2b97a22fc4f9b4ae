"""What calls the reader of a saved page to do something else: buttons, links back, forms for an address.

In: a parsed page, in which what opens an answer is a ``summary``. Out: the page without these, and what was
taken out. It must not know which part of a page is its text.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from awsdeck.model import Passage
from awsdeck.readers.htmlpage import HEADINGS, flat, names, passage
from awsdeck.readers.marks import asks
from awsdeck.readers.waylinks import is_way_back

_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])", re.IGNORECASE)
_OPENING = re.compile(
    r"accordion|toggle|collaps|expand|data-target|aria-(?:controls|expanded)", re.IGNORECASE
)
_LETTERS = 200  # of a box around a form


def take_out(soup: BeautifulSoup) -> Iterator[Passage]:
    """Take out what calls the reader to do something else."""
    for box in [form.parent for form in soup.find_all("form") if _asks_for_mail(form)]:
        if box is not None and not box.decomposed:
            yield from passage(box, "a form for the reader's address")
            box.decompose()
    for tag in [tag for tag in soup.find_all("a") if _leads_elsewhere(tag)]:
        yield from passage(tag, "a button or a link that leads elsewhere")
        tag.decompose()


def _asks_for_mail(form: Tag) -> bool:
    """The form takes an address, and its box says little beside it: ``Get our newsletter``."""
    box = form.parent
    if box is None or box.name not in ("div", "section", "aside") or form.find("input", type="email") is None:
        return False
    held = box.find(["summary", "article", "main", "pre", "table", "ul", "ol", "dl", "h1", "h2"])
    return held is None and len(flat(box)) <= _LETTERS and not asks(flat(box))


def _leads_elsewhere(link: Tag) -> bool:
    """The link leads back, or looks like a button, and is all that its paragraph says: ``Book a call``."""
    box = link.parent
    if box is None or box.name in (*HEADINGS, "summary") or asks(flat(link)):
        return False
    opens = any(_OPENING.search(text) for text in (names(link), " ".join(link.attrs)))
    button = _BUTTON.search(names(link)) is not None and not opens
    back = str(link.get("href") or "").startswith("#") and is_way_back(flat(link))
    return (button or back) and flat(box) == " ".join(map(flat, box.find_all("a")))
