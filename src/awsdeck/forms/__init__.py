"""More cards of a question: one for each fact that its answer holds apart.

In: the cards of a document, and which forms are wanted of each. Out: derived cards that stand on their own,
in the order of the document, and what was left out with the reason. It must not know how cards keep their
identity, nor how they look.

`FORMS` is the table. A new form is a module with a function from a card to drafts, and a row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from awsdeck.forms.values import Derivation, Draft, LeftOut, Made
from awsdeck.model import Card

QA = "qa"
"""The whole question: no derived card, but a form that can be asked for like the others."""


class Form(NamedTuple):
    """A way to make cards of a question, named by a module of this room and a function in it.

    ``deck`` names their sub-deck where they have one of their own; ``cloze`` tells that their answers are
    lists of which one entry is hidden.
    """

    module: str
    function: str
    deck: str
    cloze: bool = False

    @property
    def make(self) -> Callable[[Card], Iterable[Draft]]:
        """The function from a card to drafts; most decks are of whole questions, and wait for no module."""
        found: Callable[[Card], Iterable[Draft]] = getattr(
            import_module(f"{__name__}.{self.module}"), self.function
        )
        return found


FORMS: Mapping[str, Form] = {
    "terms": Form("terms", "terms", "Terms"),
    "reversed": Form("reversal", "reversed_terms", "Terms, reversed"),
    "compare": Form("compare", "compare", "Comparisons"),
    "steps": Form("steps", "steps", "Steps", cloze=True),
    "code": Form("commands", "commands", "Commands"),
}

NAMES: tuple[str, ...] = (QA, *FORMS)

__all__ = ["FORMS", "NAMES", "QA", "Derivation", "Draft", "LeftOut", "Made", "derive"]


def derive(cards: Sequence[Card], wanted: Sequence[Iterable[str]]) -> Derivation:
    """The derived cards of a document; ``wanted`` names the forms for each card."""
    drafts = [(at, draft) for at, card in enumerate(cards) for draft in _drafts(card, wanted[at])]
    if not drafts:
        return Derivation((), ())
    from awsdeck.forms.alone import alike, why_not
    from awsdeck.forms.below import below

    standing: list[tuple[int, Draft]] = []
    left_out: list[LeftOut] = []
    for at, draft in drafts:
        why = why_not(draft)
        if why:
            left_out.append(LeftOut(at, draft.form, draft.name, draft.line, why))
        else:
            standing.append((at, draft))
    wrong = alike((draft for _, draft in standing), ((card.title, card.first_line) for card in cards))
    made = []
    for place, (at, draft) in enumerate(standing):
        if place in wrong:
            left_out.append(LeftOut(at, draft.form, draft.name, draft.line, wrong[place]))
        else:
            made.append(Made(at, draft, _card(cards[at], draft), below(cards[at].title, draft)))
    return Derivation(tuple(made), tuple(sorted(left_out, key=lambda found: (found.parent, found.line))))


def _drafts(card: Card, wanted: Iterable[str]) -> Iterator[Draft]:
    """The drafts of a card, each form's in the order of the answer."""
    if wanted == (QA,):  # as of most cards
        return
    forms = [form for name, form in FORMS.items() if name in wanted]
    if forms and card.answer and card.title.strip():
        opened = card._replace(answer=tuple(card.answer))  # forms look at it many times
        for form in forms:
            yield from form.make(opened)


def _card(parent: Card, draft: Draft) -> Card:
    """A derived card; difficulty, category and services are its parent's."""
    return parent._replace(
        question=draft.question,
        answer=draft.answer,
        first_line=draft.line,
        last_line=draft.line,
        stated_id=None,
        origin=b"",
    )
