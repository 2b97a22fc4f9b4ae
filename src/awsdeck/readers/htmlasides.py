"""Asides of a saved page that lead to its other pages, such as a list of popular posts.

In: a parsed page. Out: the passages of the asides that were taken out. It must not know which part of the
page is its text, nor what a question is.

An aside may be a note of an answer as well: features with a weight decide. One with a paragraph, code or a
table says something and stays.
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from awsdeck.model import Passage
from awsdeck.readers import furniture, htmlpage

_CERTAIN = 3.0
_FEWEST_ITEMS = 2
_SAYING = ("p", "pre", "table", "blockquote", "dl", "img", "code")


def take_out(soup: BeautifulSoup) -> Iterator[Passage]:
    """Take out the asides that are nothing but a way to other pages."""
    for aside in soup.find_all("aside"):
        if not aside.decomposed and _weight(aside) >= _CERTAIN:
            yield from htmlpage.passage(aside, "leads to other pages")
            aside.decompose()


def _weight(aside: Tag) -> float:
    """What speaks for a list of other pages; nothing does unless it is a heading and a list."""
    heading = aside.find(htmlpage.HEADINGS)
    items = aside.find_all("li")
    if not isinstance(heading, Tag) or len(items) < _FEWEST_ITEMS or aside.find(_SAYING) is not None:
        return 0.0
    features = (
        ("named as such", 2.0, furniture.begins_section(htmlpage.flat(heading))),
        ("its items are links", 1.5, all(map(_is_link, items))),
        ("they ask", 1.0, sum(htmlpage.flat(item).endswith(("?", "？")) for item in items) * 2 >= len(items)),
        ("nothing stands behind it", 1.0, not any(map(_is_said, aside.next_siblings))),
    )
    return sum(weight for _, weight, holds in features if holds)


def _is_link(item: Tag) -> bool:
    """All that the item says is the text of a link."""
    link = item.find("a", href=True)
    return isinstance(link, Tag) and htmlpage.flat(link) == htmlpage.flat(item)


def _is_said(node: object) -> bool:
    if isinstance(node, Tag):
        return bool(htmlpage.flat(node))
    return isinstance(node, NavigableString) and bool(node.strip())
