"""What the styles of a saved page say of its text: its title, words in bold, lines of code, depths of lists.

In: a parsed page, as editors of documents export it. Out: the page with tags in the place of such styles. It
must not know which part of a page is its text.

A typeface of fixed width means code where it is not that of most of the page; a paragraph of nothing else is
a line of code.
"""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_SELECTOR = re.compile(r"\s*(?:span)?\.(?P<name>[\w-]{1,80})\s*")
_FIXED = re.compile(r"\b(?:courier|consolas|monaco|menlo|inconsolata|mono(?:space)?)\b", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?:bold|bolder|[6-9]00)\s*", re.IGNORECASE)
_EXPORTED = re.compile(r"c\d{1,4}")  # what Google Docs calls its styles; other names may mean anything
_LIST = re.compile(r"\blst-(?P<name>\w{1,40})-(?P<depth>\d)\b")
_TITLES = frozenset(("title", "MsoTitle"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LARGEST_SHARE = 0.5


def name(soup: BeautifulSoup) -> None:
    """Put tags where styles say what a text is."""
    _name_title(soup)
    _nest_lists(soup)
    fixed = _names(soup, _is_fixed)
    bold = frozenset(filter(_EXPORTED.fullmatch, _names(soup, _is_bold)))
    spans = [tag for tag in soup.find_all("span") if _has(tag, fixed) or _is_styled(tag, _is_fixed)]
    code = [tag for tag in spans if tag.find_parent(["pre", "code"]) is None]
    letters = sum(len(tag.get_text()) for tag in code)
    if letters and letters <= _LARGEST_SHARE * len(soup.get_text()):
        for tag in code:
            tag.name = "code"
        _join_lines(soup)
    for tag in soup.find_all("span") if bold else ():
        if _has(tag, bold) and tag.find_parent(["h1", "h2", "h3", "h4", "h5", "h6", "b", "strong"]) is None:
            tag.name = "b"


def _name_title(soup: BeautifulSoup) -> None:
    """A page without a first heading may have a paragraph in the style of a title above all others.

    Several first headings lie below it where nothing else names the page.
    """
    title = soup.find("p", class_=_TITLES.__contains__)
    firsts = len(soup.find_all("h1"))
    if not isinstance(title, Tag) or not title.get_text(strip=True) or firsts == 1:
        return
    if title.find_previous(_HEADINGS) or (firsts and soup.title):
        return
    for heading in soup.find_all(_HEADINGS) if firsts else ():
        heading.name = f"h{min(6, int(heading.name[1]) + 1)}"
    title.name = "h1"


def _nest_lists(soup: BeautifulSoup) -> None:
    """Lists that state their depth, one below the other, lie within each other as they are shown."""
    for tag in soup.find_all(["ul", "ol"], class_=_LIST):
        above = next((near for near in tag.previous_siblings if isinstance(near, Tag)), None)
        here, depth = _place(tag)
        if above is None or _place(above)[0] != here or _place(above)[1] >= depth:
            continue
        while (items := above.find_all("li", recursive=False)) and _place(above)[1] < depth - 1:
            inner = items[-1].find(["ul", "ol"], recursive=False)
            if not isinstance(inner, Tag):
                break
            above = inner
        if items:
            items[-1].append(tag.extract())


def _place(tag: Tag) -> tuple[str, int]:
    """The name of a list that may be parted, and how deep this part lies."""
    match = _LIST.search(" ".join(map(str, tag.get_attribute_list("class"))))
    return (match["name"], int(match["depth"])) if match else ("", 0)


def _names(soup: BeautifulSoup, holds: Callable[[str, str], bool]) -> frozenset[str]:
    """The classes for which a declaration of the page's style sheets holds."""
    found: set[str] = set()
    for sheet in soup.find_all("style"):
        for rule in "".join(map(str, sheet.strings)).split("}"):
            selectors, _, body = rule.rpartition("{")
            if any(holds(*declared) for declared in _declared(body)):
                names = (_SELECTOR.fullmatch(selector) for selector in selectors.split(","))
                found.update(match["name"] for match in names if match)
    return frozenset(found)


def _declared(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        prop, _, value = declaration.partition(":")
        yield prop.strip().lower(), value


def _is_fixed(prop: str, value: str) -> bool:
    return prop == "font-family" and _FIXED.search(value[:300]) is not None


def _is_bold(prop: str, value: str) -> bool:
    return prop == "font-weight" and _BOLD.fullmatch(value) is not None


def _has(tag: Tag, names: frozenset[str]) -> bool:
    return bool(names) and not names.isdisjoint(map(str, tag.get_attribute_list("class")))


def _is_styled(tag: Tag, holds: Callable[[str, str], bool]) -> bool:
    return any(holds(*declared) for declared in _declared(str(tag.get("style") or "")))


def _join_lines(soup: BeautifulSoup) -> None:
    """Paragraphs of nothing but code, one below the other, are one box of code."""
    for first in soup.find_all("p"):
        if not _is_code(first):
            continue
        lines = [first.get_text()]
        for below in (near for near in first.next_siblings if isinstance(near, Tag)):
            goes_on = below.name == "p" and below.find("code") is not None
            if not goes_on or not (_is_code(below) or not below.get_text(strip=True)):
                break
            lines.append(below.get_text())
            below.clear()
        first.name = "pre"
        first.string = "\n".join(lines)


def _is_code(paragraph: Tag) -> bool:
    """All that a paragraph says is code."""
    code = sum(len(tag.get_text(strip=True)) for tag in paragraph.find_all("code"))
    return 0 < code == len("".join(map(str.strip, _strings(paragraph))))


def _strings(tag: Tag) -> Iterator[str]:
    return (str(text) for text in tag.descendants if isinstance(text, NavigableString))
