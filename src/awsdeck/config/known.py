"""Names in ``awsdeck.toml`` that nothing has: a misspelt one would do nothing, silently.

In: the settings file, and the names of documents, categories and cards that were read. Out: problems. It must
not know how documents are read.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from awsdeck import config
from awsdeck.model import Location
from awsdeck.problems import Problem, warning
from awsdeck.text import words

_NEAR = 0.7  # so alike is a name that was meant


class Known(NamedTuple):
    """What there is: documents by their files, categories and ids of the documents that were read."""

    documents: Collection[Path] = ()
    categories: Collection[str] = ()
    ids: Collection[str] = ()


def unknown(place: Path, known: Known) -> Iterator[Problem]:
    """A problem for each name that nothing has.

    A document is looked for beside those that were read and beside the settings. A category or an id may be
    that of a document which wasn't read: it is reported where one that was read has a name almost like it.
    """
    text, values = config.parsed(place)
    files = [*known.documents, *_beside(place, known.documents)]
    names = {path.name: path.name for path in files} | {path.stem: path.name for path in files}
    for name in values.get("documents", {}):
        if name not in names:
            yield _problem(place, text, ("documents", name), _nearest(name, [*names], str.casefold))
    for table, there in (("categories", known.categories), ("ids", known.ids)):
        same: Callable[[str], str] = _by_words if table == "categories" else str
        taken = {same(name) for name in there}
        for name in values.get(table, {}):
            near = _nearest(name, there, same)
            if same(name) not in taken and near:
                yield _problem(place, text, (table, name), near)


def _by_words(name: str) -> str:
    return " ".join(words(name))


def _beside(place: Path, documents: Collection[Path]) -> Iterator[Path]:
    """The files that a name in the settings may mean."""
    for folder in dict.fromkeys(
        (place.parent, place.parent / "source", *(path.parent for path in documents))
    ):
        if folder.is_dir():
            yield from sorted(folder.iterdir())


def _nearest(name: str, there: Collection[str], same: Callable[[str], str]) -> str | None:
    by_form = {same(other): other for other in there}
    from difflib import get_close_matches

    found = get_close_matches(same(name), [*by_form], n=1, cutoff=_NEAR)
    return by_form[found[0]] if found else None


def _problem(place: Path, text: str, path: tuple[str, str], near: str | None) -> Problem:
    kind = {"documents": "document", "categories": "category", "ids": "id"}[path[0]]
    return warning(
        Location(str(place), config.line_of(path, text)),
        "unknown-name",
        f"there is no {kind} {path[1]!r}",
        f"perhaps {near!r} is meant" if near else "write the name of its file, or take the table out",
    )
