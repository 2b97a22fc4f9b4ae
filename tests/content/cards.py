"""What every card must have, and have for itself alone.

In: a page. Out: complaints. It must not know what an answer says.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from awsdeck.identity.similarity import Wording, terms
from awsdeck.model import Card, Item, Link, List, Span, Spans, Strong, Table, plain, walk
from awsdeck.services.matcher import unknown_services

from .page import Complaint, Page

# Questions about AWS as a whole, which belong to no service.
GENERAL = frozenset(("shared-responsibility", "well-architected-pillars"))
ALIKE = 0.65  # the bundled deck's closest pair, two kinds of scaling, has 0.52

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCES_ROW = re.compile(r"\|\s*(?P<id>[a-z0-9-]+)\s*\|(?P<pages>.*)\|\s*(?P<checked>[^|]*?)\s*\|")
_FIRST_CHECK = date(2026, 1, 1)
_FARTHEST_EAST = timedelta(days=1)  # where it is tomorrow already


def every_card_has_a_difficulty(page: Page) -> Iterator[Complaint]:
    """Every card says how hard it is."""
    for card in page.cards:
        if card.difficulty is None:
            yield page.complaint(
                card.first_line, "no difficulty: write Easy, Medium or Hard under the question"
            )


def every_card_names_its_services(page: Page) -> Iterator[Complaint]:
    """Every card names services of the catalogue, or is listed as general."""
    for card in page.cards:
        if not card.stated_services and card.stated_id not in GENERAL:
            yield page.complaint(card.first_line, "no service: name one, or list the card as general")
        if card.stated_services and card.stated_id in GENERAL:
            yield page.complaint(card.first_line, "a card listed as general names a service")
        for name in unknown_services(card, page.catalogue):
            yield page.complaint(card.services_line, f"not in the catalogue of services: {name!r}")


def every_card_has_an_id_of_its_own(page: Page) -> Iterator[Complaint]:
    """Every card states an id in lower case that no other card has."""
    seen: dict[str, int] = {}
    for card in page.cards:
        if card.stated_id is None:
            yield page.complaint(card.first_line, "no id: write <!-- id: … --> under the question")
            continue
        if not _ID.fullmatch(card.stated_id):
            yield page.complaint(card.first_line + 1, f"an id is words joined by hyphens: {card.stated_id!r}")
        if card.stated_id in seen:
            yield page.complaint(
                card.first_line + 1, f"the id of line {seen[card.stated_id]} again: {card.stated_id}"
            )
        seen.setdefault(card.stated_id, card.first_line + 1)


def numbers_count_up(page: Page) -> Iterator[Complaint]:
    """The questions are numbered from 1 without a gap."""
    for expected, card in enumerate(page.cards, 1):
        if card.number != expected:
            yield page.complaint(card.first_line, f"this is question {expected}, not {card.number}")
            return


def no_two_questions_are_alike(page: Page) -> Iterator[Complaint]:
    """No question asks what another one asks in other words."""
    wording = Wording([terms(card.title) for card in page.cards])
    for first, second in combinations(page.cards, 2):
        if wording.likeness(terms(first.title), terms(second.title)) >= ALIKE:
            yield page.complaint(
                second.first_line, f"asks what line {first.first_line} asks: {second.title!r}"
            )


def links_are_safe_and_unique(page: Page) -> Iterator[Complaint]:
    """Every link is https, and no two lead to the same page."""
    seen: set[str] = set()
    for card in page.cards:
        for link in _links(card):
            if not link.href.startswith("https://"):
                yield page.complaint(_line_of(page, card, link.href), f"not an https link: {link.href}")
            elif link.href in seen:
                yield page.complaint(_line_of(page, card, link.href), f"links there twice: {link.href}")
            seen.add(link.href)


def _line_of(page: Page, card: Card, text: str) -> int:
    lines = page.text.split("\n")[card.first_line - 1 : card.last_line]
    return next((card.first_line + at for at, line in enumerate(lines) if text in line), card.first_line)


def _links(card: Card) -> Iterator[Link]:
    for block in walk(card.answer):
        match block:
            case List(_, items):
                for item in items:
                    yield from _links_in(item.spans)
            case Table(header, rows):
                for cell in (*header, *(cell for row in rows for cell in row)):
                    yield from _links_in(cell)
            case _:
                yield from _links_in(getattr(block, "spans", ()))


def _links_in(spans: Spans) -> Iterator[Link]:
    for span in spans:
        if isinstance(span, Link):
            yield span
        yield from _links_in(_inner(span))


def _inner(span: Span) -> Spans:
    return getattr(span, "spans", ())


def bullets_begin_with_their_term(page: Page) -> Iterator[Complaint]:
    """A list holds one idea per entry, its term in bold before it."""
    for card in page.cards:
        for block in walk(card.answer):
            if isinstance(block, List):
                for item in block.items:
                    if not _begins_bold(item):
                        yield page.complaint(item.line, f"begin with the term in bold: {_opening(item)!r}")


def bullets_end_with_a_stop(page: Page) -> Iterator[Complaint]:
    """An entry of a list is a sentence, and ends as one."""
    for card in page.cards:
        for block in walk(card.answer):
            if isinstance(block, List):
                for item in block.items:
                    if not plain(item.spans).rstrip().endswith((".", "!", "?")):
                        yield page.complaint(item.line, f"end with a stop: {_opening(item)!r}")


def _begins_bold(item: Item) -> bool:
    return bool(item.spans) and isinstance(item.spans[0], Strong)


def _opening(item: Item) -> str:
    return plain(item.spans).strip()[:40]


def every_card_has_its_sources(page: Page) -> Iterator[Complaint]:
    """The page of sources has one row for each card: titles of pages, and the day of the check."""
    if not page.sources_path:
        return
    ids = {card.stated_id: card.first_line for card in page.cards if card.stated_id}
    seen: dict[str, int] = {}
    for number, line in enumerate(page.sources.split("\n"), 1):
        row = _SOURCES_ROW.fullmatch(line)
        if row is None or row["id"] == "id" or not row["id"].strip("-"):
            continue
        for message in _wrong_with(row, ids, seen):
            yield Complaint(page.sources_path, number, message)
        seen.setdefault(row["id"], number)
    for name, at in ids.items():
        if name not in seen:
            yield page.complaint(at, f"{page.sources_path} has no row for {name}")


def _wrong_with(row: re.Match[str], ids: dict[str, int], seen: dict[str, int]) -> Iterator[str]:
    if row["id"] not in ids:
        yield f"no question has the id {row['id']}"
    if row["id"] in seen:
        yield f"{row['id']} has a row already, at line {seen[row['id']]}"
    if len(re.findall(r"[A-Za-z]{3,}", row["pages"])) < 2:
        yield f"{row['id']} names no page"
    try:
        checked = date.fromisoformat(row["checked"])
    except ValueError:
        yield f"no day such as 2026-11-23: {row['checked']!r}"
    else:
        if not _FIRST_CHECK <= checked <= date.today() + _FARTHEST_EAST:
            yield f"checked in the future, or too long ago: {checked}"


RULES = (
    every_card_has_a_difficulty,
    every_card_names_its_services,
    every_card_has_an_id_of_its_own,
    numbers_count_up,
    no_two_questions_are_alike,
    links_are_safe_and_unique,
    bullets_begin_with_their_term,
    bullets_end_with_a_stop,
    every_card_has_its_sources,
)
