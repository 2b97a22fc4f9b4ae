"""What the columns of a table of questions are called.

In: the cells of a row. Out: where questions, answers and what else is known of them stand, if the row names
columns. It must not know how a table is written: in Markdown, as a spreadsheet, as a file of cells.
"""

from collections.abc import Sequence

from awsdeck.late import late

_QUESTIONS = ("question", "questions", "q", "frage", "fragen", "pregunta", "pergunta", "domanda", "front")
_ANSWERS = (
    *("answer", "answers", "a", "solution", "back"),
    *("antwort", "respuesta", "resposta", "réponse", "risposta"),
)
_LEVELS = ("level", "difficulty", "schwierigkeit", "niveau", "dificultad", "nivel")
_TOPICS = ("topic", "category", "section", "domain", "thema", "kategorie", "tema", "categoría")
_OF_ANSWERS = ("correct", "expected", "model", "sample", "short", "suggested")
NAMES = {
    **dict.fromkeys(_QUESTIONS, "question"),
    **dict.fromkeys(_ANSWERS, "answer"),
    **dict.fromkeys(("#", "no", "nr", "number"), "number"),
    **dict.fromkeys(_LEVELS, "level"),
    **dict.fromkeys(_TOPICS, "topic"),
    **dict.fromkeys(("service", "services", "awsservice"), "service"),
    "id": "id",
}
LONGER_NAMES = {
    **dict.fromkeys(("interviewquestion", "interviewquestions"), "question"),
    **dict.fromkeys((first + "answer" for first in _OF_ANSWERS), "answer"),
}
"""Names in two words, where no column has one of the others."""
_BESIDE_WORDS = late(r"[\W_]+")


def places(cells: Sequence[str]) -> dict[str, int]:
    """The place of each column by what it holds; empty unless questions and answers are among them."""
    plain = [_BESIDE_WORDS.sub("", cell).casefold() or cell.strip(' "') for cell in cells]
    found = {
        kind: at
        for names in (LONGER_NAMES, NAMES)
        for at, name in enumerate(plain)
        if (kind := names.get(name))
    }
    return found if {"question", "answer"} <= found.keys() else {}
