"""All rules that hold for the bundled deck; each is a function named as the rule that holds."""

from collections.abc import Callable, Iterable, Iterator

from . import cards, commands, dated, documents, languages, policies, spelling, wording
from .page import Complaint, Page

Check = Callable[[Page], Iterator[Complaint]]

# What holds for any text that is shown to a learner, and what only a finished deck has.
OF_TEXT: tuple[Check, ...] = (
    *wording.RULES,
    *spelling.RULES,
    *dated.RULES,
    *languages.RULES,
    *policies.RULES,
    *documents.RULES,
    *commands.RULES,
)
CHECKS: tuple[Check, ...] = (*cards.RULES, *OF_TEXT)


def told(complaints: Iterable[Complaint]) -> str:
    """Complaints as a person reads them, in the order of the file."""
    return "\n".join(str(one) for one in sorted(complaints, key=lambda one: (one.path, one.line)))
