"""What is legal to write, but wrong.

In: a document and the catalogue of services. Out: problems. `CHECKS` lists the rules; each function is
named as the rule that holds. It must not know how the document was read.
"""

from collections.abc import Callable, Iterator

from awsdeck.forms import NAMES
from awsdeck.model import Document, Location, Pattern
from awsdeck.problems import Problem, error, warning
from awsdeck.services import Catalogue
from awsdeck.services.matcher import unknown_services
from awsdeck.text import one_line, words

_CLEARLY = 0.1  # by so much of `SequenceMatcher`'s ratio the nearest name has to be nearer than another

Check = Callable[[Document, Catalogue], Iterator[Problem]]


def there_are_questions(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001 -- all checks have one signature
    """A document has at least one question."""
    unsure = next((pattern for pattern in document.patterns if pattern.possible), None)
    if not document.cards and unsure:
        yield error(
            Location(document.path, unsure.line),
            "unsure-questions",
            f"not sure whether these are questions: {_alike(unsure)}",
            f"awsdeck inspect shows why; if they are, add --question-pattern {unsure.form!r}",
        )
    elif not document.cards:
        yield error(
            Location(document.path, 1),
            "no-questions",
            "no question was found in this document",
            "awsdeck inspect shows what its lines have in common; ### before each question will do",
        )


def every_likely_question_is_one(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """Beside the questions there are no lines that nearly look like questions, too."""
    for pattern in document.patterns if document.cards else ():
        if pattern.possible:
            yield warning(
                Location(document.path, pattern.line),
                "unsure-pattern",
                f"taken for no questions, but not surely: {_alike(pattern)}",
                f"see awsdeck inspect; settle it: --not-question or --question-pattern {pattern.form!r}",
            )


def _alike(pattern: Pattern) -> str:
    return f"{pattern.count} lines such as {one_line(pattern.example)!r}"


def every_question_has_an_answer(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """Every question has an answer."""
    for card in document.cards:
        if not card.answer:
            yield error(
                Location(document.path, card.first_line),
                "no-answer",
                f"question has no answer: {one_line(card.title)!r}",
                "write the answer under it, or remove the question",
            )


def no_question_is_empty(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """Every question says something."""
    for card in document.cards:
        if not card.title.strip():
            yield error(
                Location(document.path, card.first_line),
                "no-question",
                "there is no question before this answer",
                "write the question, or remove the empty heading",
            )


def no_question_comes_twice(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """No question is asked twice."""
    first: dict[tuple[str, ...], int] = {}
    for card in document.cards:
        key = words(card.title)
        if key and key in first:
            yield error(
                Location(document.path, card.first_line),
                "duplicate-question",
                f"question comes twice: {one_line(card.title)!r} (first at line {first[key]})",
                "remove one of them, or reword it",
            )
        first.setdefault(key, card.first_line)


def no_number_comes_twice(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """No two questions of one series have the same number; a series may begin again at 1."""
    first: dict[int, int] = {}
    for card in document.cards:
        if card.number is None:
            continue
        if card.number == 1 and len(first) > 1:
            first = {}
        if card.number in first:
            yield warning(
                Location(document.path, card.first_line),
                "duplicate-number",
                f"number {card.number} comes twice (first at line {first[card.number]})",
                "renumber one of the questions; cards keep their history",
            )
        first.setdefault(card.number, card.first_line)


def no_id_comes_twice(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """No two questions have the same id."""
    first: dict[str, int] = {}
    for card in document.cards:
        if card.stated_id is None:
            continue
        if card.stated_id in first:
            yield error(
                Location(document.path, card.first_line),
                "duplicate-id",
                f"id {card.stated_id!r} comes twice (first at line {first[card.stated_id]})",
                "give one of the questions another id, or none",
            )
        first.setdefault(card.stated_id, card.first_line)


def every_stated_service_is_known(document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """Every service that an author names is one that the catalogue has."""
    stated = {name for card in document.cards for name in card.stated_services}
    if all(catalogue.resolve(name) for name in stated):
        return
    names = {name.casefold(): name for service in catalogue.services.values() for name in service.names}
    for card in document.cards:
        for name in unknown_services(card, catalogue):
            from difflib import (
                SequenceMatcher,
                get_close_matches,
            )  # for the few documents that have such a name

            key = name.casefold()
            close = get_close_matches(key, names, n=5, cutoff=0.6)
            likeness = [SequenceMatcher(None, other, key).ratio() for other in close]
            close = [
                other for other, alike in zip(close, likeness, strict=True) if alike > likeness[0] - _CLEARLY
            ]
            meant_by = {catalogue.resolve(names[other]): names[other] for other in reversed(close)}
            near = list(meant_by.values())[::-1][:3]
            meant = f"perhaps {' or '.join(near)}; " if near else ""
            yield warning(
                Location(document.path, card.services_line or card.first_line),
                "unknown-service",
                f"unknown service: {name!r}",
                f"{meant}part names by commas; new services can be added in awsdeck.toml",
            )


def every_stated_form_is_known(document: Document, catalogue: Catalogue) -> Iterator[Problem]:  # noqa: ARG001
    """Every kind of card that an author asks for is one that can be made."""
    for card in document.cards:
        for name in card.stated_forms:
            if name not in NAMES:
                yield warning(
                    Location(document.path, card.first_line),
                    "unknown-cards",
                    f"unknown kind of card: {name!r}",
                    f"there are: {', '.join(NAMES)}",
                )


CHECKS: tuple[Check, ...] = (
    there_are_questions,
    every_likely_question_is_one,
    no_question_is_empty,
    every_question_has_an_answer,
    no_question_comes_twice,
    no_number_comes_twice,
    no_id_comes_twice,
    every_stated_service_is_known,
    every_stated_form_is_known,
)


def check(document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong with a document."""
    for rule in CHECKS:
        yield from rule(document, catalogue)
