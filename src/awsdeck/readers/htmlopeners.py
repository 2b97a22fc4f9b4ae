"""What opens an answer on a saved page: buttons and titles of panels, and what is folded within an answer.

In: a parsed page. Out: the page with a ``summary`` for each of these. It must not know which of them are
questions.
"""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from awsdeck.readers.htmlpage import BLOCKS, HEADINGS, flat, names
from awsdeck.readers.marks import asks

_OPENS = 4
_OPENER = re.compile(
    r"(?:^|[\s_-])(?:questions?|(?:accordion|toggle|collapsible|collapse|faq|panel|expand(?:er)?|spoiler)[\s_-]{1,4}"
    r"(?:\w{1,40}[\s_-]{1,4})?(?:title|header|head|heading|button|toggle|trigger|control|summary|label|q))(?:$|[\s_-])",
    re.IGNORECASE,
)
_OPENING_ATTRIBUTES = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle", "data-target")
_TEXT_BEHIND = 20  # letters that it has to open, or it only does something
_QUESTION_WORDS = 3
_COUNT = " 0123456789.)#"
_FEWEST, _MOST = 2, 0.6  # questions in a box that folds those of a topic
_DEEPEST = 6
_LONGEST_OPENER = 400


def name(soup: BeautifulSoup) -> None:
    """Make what opens an answer a summary; other buttons, such as Menu or Copy, are furniture."""
    named: set[int] = set()
    for tag in soup.find_all(True):
        if tag.name in ("summary", "body", "html", *HEADINGS) or not _may_open(tag):
            continue
        above = tag.parent
        if above is not None and id(above) in named:
            named.add(id(tag))
        elif _weight(tag) >= _OPENS:
            named.add(id(tag))
            tag.name = "summary"
            if above is not None and above.name in HEADINGS:
                above.insert_before(tag.extract())


def _may_open(tag: Tag) -> bool:
    """Worth weighing: some mark on it, and no more in it than a line."""
    marked = tag.name == "button" or any(name in tag.attrs for name in _OPENING_ATTRIBUTES)
    marked = marked or tag.get("role") == "button" or tag.get("itemprop") == "name"
    return marked or bool(_OPENER.search(names(tag)))


def _weight(tag: Tag) -> int:
    """How strongly a tag looks like something that opens the text behind it."""
    text = flat(tag)
    if (
        not any(map(str.isalnum, text))
        or len(text) > _LONGEST_OPENER
        or len(tag.find_all(list(BLOCKS), limit=2)) > 1
    ):
        return 0
    question = tag.find_parent(itemtype=re.compile(r"schema\.org/Question", re.IGNORECASE))
    features = (
        (2, tag.name == "button" or tag.get("role") == "button"),
        (2, any(name in tag.attrs for name in _OPENING_ATTRIBUTES)),
        (2, bool(_OPENER.search(names(tag)))),
        (4, tag.get("itemprop") == "name" and question is not None),
        (1, len(text.split()) >= _QUESTION_WORDS),
        (1, asks(text)),
        (1, _opens_text(tag)),
        (-4, len(text.split()) < _QUESTION_WORDS and not text.endswith("?")),
    )
    return sum(weight for weight, holds in features if holds)


def _opens_text(tag: Tag) -> bool:
    """Behind it, or behind what it alone fills, stands text."""
    for _ in range(3):
        behind = tag.find_next_sibling()
        if isinstance(behind, Tag):
            return len(behind.get_text(strip=True)) >= _TEXT_BEHIND
        if tag.parent is None:
            break
        tag = tag.parent
    return False


# --- what is folded within an answer ---------------------------------------------------------------------


def is_part_of_answer(details: Tag, summary: Tag) -> bool:
    """The box asks nothing, and lies within what another one opens, which says something itself."""
    if asks(flat(summary)):
        return False
    for above in details.parents:
        if above.name == "details":
            return _says_more(above)
        if _is_opener(_before(above)):
            return _says_more(above)
    return False


def _before(panel: Tag) -> Tag | None:
    """What stands before a panel, an emptied heading left out."""
    near = (tag for tag in panel.previous_siblings if isinstance(tag, Tag))
    return next((tag for tag in near if tag.name not in HEADINGS or flat(tag)), None)


def _is_opener(tag: Tag | None) -> bool:
    """Nothing but what opens the panel behind it."""
    inner = tag if tag is None or tag.name == "summary" else tag.find("summary")
    return tag is not None and isinstance(inner, Tag) and len(flat(inner)) == len(flat(tag))


def _says_more(panel: Tag) -> bool:
    """Beside what is folded again, and what opens it, text stands in the panel."""
    folded = panel.find_all(["details", "summary"])
    known = {id(panel), *map(id, folded)}
    outermost = [tag for tag in folded if next(above for above in tag.parents if id(above) in known) is panel]
    return len(flat(panel)) > sum(len(flat(tag)) + 1 for tag in outermost)


# --- what folds the questions of a topic -----------------------------------------------------------------


def divides(details: Tag, summary: Tag) -> bool:
    """The box names a topic, and holds nothing but boxes, most of which ask."""
    inner = [tag for tag in details.find_all("details") if tag.find_parent("details") is details]
    asking = sum(asks(flat(opener).lstrip(_COUNT)) for tag in inner if (opener := tag.find("summary")))
    loose = len(flat(details)) > len(flat(summary)) + sum(len(flat(tag)) + 1 for tag in inner)
    return not (loose or asks(flat(summary))) and asking >= max(_FEWEST, _MOST * len(inner))


def level(details: Tag) -> int:
    """The level of the heading that such a box stands for: below the one above it."""
    for place in (details, *details.parents):
        for above in place.previous_siblings:
            if isinstance(above, Tag) and above.name != "details":
                heading = above if above.name in HEADINGS else above.find(HEADINGS)
                if isinstance(heading, Tag):
                    return min(_DEEPEST, int(heading.name[1]) + 1)
    return 2
