"""What a person says of a document where awsdeck would otherwise look for itself.

In: nothing, or a document that was read. Out: `Hints`, a value that comes from the command line or the
settings and goes to the readers. It must not know how a document is read.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from awsdeck.model import Document

DifficultyFrom = Literal["question", "label", "section"]
DIFFICULTY_FROM: tuple[DifficultyFrom, ...] = ("question", "label", "section")


class Hints(NamedTuple):
    """What is known of a document. Everything that is None or empty is found out.

    ``question_pattern`` and ``not_question`` hold names of forms as ``inspect`` shows them (``h3``,
    ``n. bold``) or regular expressions for the beginning of a line. Behind a match stands the question,
    unless the match ends with a word or the expression names a group ``question``. ``category_level`` holds
    levels of headings, 0 for no categories; ``category_pattern`` an expression for lines that name one.
    ``difficulty_from`` names the places that count. Questions begin at ``first_line`` or below, and the last
    answer ends at ``last_line``.
    """

    title: str | None = None
    question_pattern: tuple[str, ...] = ()
    not_question: tuple[str, ...] = ()
    category_level: tuple[int, ...] = ()
    category_pattern: str | None = None
    difficulty_from: tuple[DifficultyFrom, ...] = ()
    first_line: int | None = None
    last_line: int | None = None

    def over(self, weaker: "Hints") -> "Hints":
        """These, and the weaker ones where these say nothing."""
        return Hints._make(mine or theirs for mine, theirs in zip(self, weaker, strict=True))

    def rates(self, place: DifficultyFrom) -> bool:
        """A difficulty that is stated there counts."""
        return not self.difficulty_from or place in self.difficulty_from


NO_HINTS = Hints()


def found_in(document: "Document") -> Hints:
    """What was found out of a document, to be said of it from now on."""
    return Hints(
        title=document.title,
        question_pattern=tuple(pattern.form for pattern in document.patterns if pattern.certain),
        category_level=document.category_levels,
        difficulty_from=tuple(place for place in DIFFICULTY_FROM if place in document.rated_by),
    )
