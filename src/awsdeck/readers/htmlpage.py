"""Which part of a saved page is its text.

In: a parsed page, in which what opens an answer is a ``summary``. Out: the tag that holds the text, and the
passages that were taken out. It must not know how text is read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from awsdeck.model import Passage
from awsdeck.readers import htmlnotes

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(HEADINGS) | frozenset(
    "p div ul ol dl dt dd li table pre blockquote details figure figcaption section article summary main"  # noqa: SIM905 -- short
    " aside header hr center body fieldset address form".split()
)
_DROPPED = (
    *("script", "style", "noscript", "template", "title", "meta", "link", "nav", "footer", "form", "button"),
    *("input", "select", "textarea", "iframe", "object", "svg", "canvas", "audio", "video"),
)
_SILENT = ("script", "style", "template", "title")
_NAMES = ("title", "desc", "metadata")  # of drawings: no browser shows them
_LANDMARKS = ("navigation", "contentinfo", "complementary", "search", "banner")

_ELSEWHERE = "stands outside the page's main part"
_MAIN_SHARE = 0.5
_FURNITURE_SHARE = 0.3  # with more of the text it is no furniture, whatever it is called
_REST_SHARE, _REST_LETTERS = 0.02, 40  # so little text beside the rest of a page
_TITLE_LETTERS = 300  # of a box with the title, the author and the date
_LONGEST_WAY = 40  # letters
_WAYS = frozenset(
    ("top", "up", "back", "index", "contents", "toc", "menu", "home", "list", "questions", "topics")
)
_LINKED_SHARE = 0.6
_DIVIDING = (*HEADINGS[1:], "summary", "dt")
_CONTAINERS = ("html", "body", "div", "section", "article", "main", "center")
_FURNITURE = re.compile(
    r"comments?|respond|related\w*|shar(?:e|ing|edaddy)|addtoany|social|sidebar|sidenav|leftbar|rightbar|ads?|"
    r"adsbygoogle|advert\w*|sponsor\w*|promo|cookies?|newsletter|breadcrumbs?|pagination|subscribe|toc|footer|"
    r"masthead|navbar|navigation|recommend\w*|similar|trending|popular|signup|"
    r"cta|upsell|optin|popup|lightbox"
)
_CALL = re.compile(
    r"(?:^|[\s_-])(?:call-?_?to-?_?action|table-?_?of-?_?contents|tabbed-labels|source-file|"
    r"(?:page|post|entry)-(?:meta|nav(?:igation)?)|last-?(?:updated?|modified)|edit-(?:this-)?page)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TOOLBAR = re.compile(r"(?:^|\s)(?:crayon-)?toolbar(?:\s|$)", re.IGNORECASE)  # above a box of code
_AUTHOR = frozenset(("box", "bio", "info", "card", "profile"))
_ANCHOR = re.compile(r"(?:^|[\s_-])(?:anchor|headerlink|hash-?link|permalink)(?:$|[\s_-])", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SPACE = re.compile(r"\s+")


class Page(NamedTuple):
    """The part of a page that holds its text; ``heading`` is a title that stands outside of it."""

    main: Tag
    title: str
    heading: str
    dropped: tuple[Passage, ...]


def text_of(soup: BeautifulSoup, main: Tag | None = None) -> Page:
    """Find the text of a page, whose main part may be known."""
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    dropped = [*_drop(soup), *htmlnotes.take_out(soup)]
    weights = _weights(soup)
    dropped += _drop_furniture(soup, weights)
    if soup.find("aside") is not None:
        from awsdeck.readers import htmlasides  # few pages have one that isn't named as furniture

        dropped += htmlasides.take_out(soup)
    main = main or _main(soup, _weights(soup))
    first = soup.find("h1")
    outside = (
        isinstance(first, Tag) and main is not soup and first.find_parent(lambda tag: tag is main) is None
    )
    heading = flat(first) if isinstance(first, Tag) and outside else ""
    dropped += [] if main is soup else _outside(main)
    return Page(main, title, heading, tuple(dropped))


# --- what belongs to the page ----------------------------------------------------------------------------


def _drop(soup: BeautifulSoup) -> Iterator[Passage]:
    """Take out what no reader of the page reads as its text."""
    if any(map(_may_call, soup.find_all(["form", "a"]))):
        from awsdeck.readers import htmlcalls

        yield from htmlcalls.take_out(soup)
    for tag in soup.find_all(_DROPPED):
        if tag.decomposed:
            continue
        if tag.name == "form" and tag.find(["summary", "article", "main"]):
            continue  # some pages are one form as a whole
        if tag.name == "svg":
            for name in tag.find_all(_NAMES):
                name.decompose()
        if tag.name not in _SILENT:
            yield from passage(tag, f"<{tag.name}> of the page")
        tag.decompose()
    for tag in soup.find_all("a"):
        text = tag.get_text(strip=True)
        if _ANCHOR.search(names(tag)) and len(text) <= 1 and not text.isalnum():
            tag.decompose()


def _may_call(tag: Tag) -> bool:
    """A glance: False only for what `htmlcalls` certainly takes for no call to do something else."""
    if tag.name == "form":
        return tag.find("input", type="email") is not None
    called = names(tag).lower()
    if "btn" in called or "button" in called or "cta" in called:
        return True
    text = tag.get_text(" ", strip=True) if str(tag.get("href") or "").startswith("#") else ""
    return 0 < len(text) <= _LONGEST_WAY and (not text.isascii() or text.split()[-1].lower() in _WAYS)


def _drop_furniture(soup: BeautifulSoup, weights: Mapping[int, int]) -> Iterator[Passage]:
    whole = weights.get(id(soup), 0)
    for tag in soup.find_all(_is_furniture):
        if tag.decomposed or tag.find(["main", "article"]) is not None:
            continue
        if weights.get(id(tag), 0) <= _FURNITURE_SHARE * whole:
            yield from passage(tag, "a part of the page that is no text of its own")
            tag.decompose()


def _is_furniture(tag: Tag) -> bool:
    if tag.name not in BLOCKS or tag.name in ("body", "main", "article", *HEADINGS):
        return False
    if tag.get("role") in _LANDMARKS or (tag.get("role") == "tablist" and _only_names(tag)):
        return True
    called = names(tag)
    words = {word.lower() for word in _WORD.findall(called)} | set(called.lower().split())
    named = any(_FURNITURE.fullmatch(word) for word in words) or _CALL.search(called) is not None
    named = named or (_TOOLBAR.search(called) is not None and tag.find("pre") is None)
    return named or ("author" in words and bool(words & _AUTHOR))


def _only_names(tabs: Tag) -> bool:
    """The tabs above panels, and no panel among them."""
    return tabs.find(["summary", *HEADINGS]) is None and tabs.find(role="tabpanel") is None


def names(tag: Tag) -> str:
    """The classes and the id of a tag."""
    return " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id") or "")])


def _weights(soup: Tag) -> dict[int, int]:
    """The letters of each tag that are no link's, by the tag's identity."""
    found: dict[int, int] = {}
    for node in reversed(list(soup.descendants)):
        if isinstance(node, NavigableString):
            count = len(node.strip()) if _is_text(node) else 0
        else:
            count = 0 if isinstance(node, Tag) and node.name == "a" else found.get(id(node), 0)
        if node.parent is not None:
            found[id(node.parent)] = found.get(id(node.parent), 0) + count
    return found


def _main(soup: BeautifulSoup, weights: Mapping[int, int]) -> Tag:
    """The main part: what the page names as such, or the innermost box that holds all but crumbs."""
    whole = weights.get(id(soup), 0)
    for found in (soup.find("main"), soup.find(True, attrs={"role": "main"}), soup.find("article")):
        if isinstance(found, Tag) and weights.get(id(found), 0) >= _MAIN_SHARE * whole:
            return found
    here: Tag = soup
    while True:
        boxes = [child for child in here.find_all(True, recursive=False) if weights.get(id(child), 0)]
        inner = max(boxes, key=lambda box: weights[id(box)], default=None)
        loose = any(_is_text(child) and str(child).strip() for child in here.children)
        others = [box for box in here.find_all(True, recursive=False) if box is not inner]
        if inner is None or inner.name not in _CONTAINERS or loose:
            return here
        if not all(_is_crumb(box, weights, whole) for box in others):
            return here
        here = inner


def _is_text(node: PageElement) -> bool:
    """Words of the page, as opposed to comments and declarations."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _is_crumb(tag: Tag, weights: Mapping[int, int], whole: int) -> bool:
    """Little text and no heading but the title, or mostly links: nothing that a page is read for."""
    weight = weights.get(id(tag), 0)
    if weight <= (1 - _LINKED_SHARE) * len(tag.get_text(strip=True)):
        return True
    if tag.name in _DIVIDING or tag.find([*_DIVIDING, "b", "strong"]) is not None:
        return False
    titled = tag.name == "h1" or tag.find("h1") is not None
    return weight <= (_TITLE_LETTERS if titled else max(_REST_LETTERS, _REST_SHARE * whole))


def _outside(main: Tag) -> Iterator[Passage]:
    inside = main
    for outer in main.parents:
        line = outer.sourceline or 1
        for child in outer.children:
            if isinstance(child, Tag):
                line = child.sourceline or line
                if child is not inside:
                    yield from passage(child, _ELSEWHERE)
            elif _is_text(child) and str(child).strip():
                yield Passage(line, line, _SPACE.sub(" ", str(child)).strip(), _ELSEWHERE)
        inside = outer


def passage(tag: Tag, why: str) -> Iterator[Passage]:
    """What a tag says, with the words that stand for its pictures, and its lines."""
    pictures = (str(image.get("alt") or "") for image in (tag, *tag.find_all("img")))
    text = " ".join(filter(None, (flat(tag), *pictures)))
    if text:
        first = tag.sourceline or 1
        last = max((inner.sourceline or 1 for inner in tag.find_all(True)), default=first)
        yield Passage(first, max(first, last), text, why)


def flat(tag: Tag) -> str:
    """What a tag says, on one line."""
    return _SPACE.sub(" ", tag.get_text(" ")).strip()
