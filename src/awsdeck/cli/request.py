"""What a person asked for: which documents, which cards of them, and how problems are shown.

Exit codes: 0 all is well, 1 a source has errors, 2 wrong usage.
"""

import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from awsdeck.cli import bars, options, voice

if TYPE_CHECKING:
    from awsdeck.config import Config
    from awsdeck.pipeline import Deck
    from awsdeck.problems import Problem
    from awsdeck.services import Catalogue

SOURCE_FOLDER = Path("source")
SOURCE_ERRORS = 1
USAGE_ERROR = 2
_MOST_QUOTED = 60  # characters of what is skipped: enough to find it
_ABOUT = frozenset(("README", "SOURCES", "LICENSE", "CHANGELOG", "CONTRIBUTING", "NOTICE", "AUTHORS", "TODO"))
_LAST_SECOND = 253_402_300_799  # of the year 9999, the last that can be written as a date

Command = TypeVar("Command", bound=Callable[..., Any])

sources_argument = click.argument("sources", metavar="[SOURCE]...", nargs=-1, type=click.Path(path_type=Path))


def reports_errors(command: Command) -> Command:
    """Shows what stops a command as problems and ends with the right exit code."""

    @voice.options
    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        from awsdeck.problems import AwsdeckError
        from awsdeck.selection import SelectionError
        from awsdeck.text import tame

        begun = time.monotonic()
        try:
            return command(*args, **kwargs)
        except SelectionError as nothing:
            raise click.UsageError(tame(str(nothing))) from None
        except AwsdeckError as failure:
            show_problems(failure.problems)
            raise SystemExit(SOURCE_ERRORS) from None
        finally:
            voice.detail(f"done in {time.monotonic() - begun:.2f} s")

    return wrapped  # type: ignore[return-value]


def documents(sources: Sequence[Path]) -> tuple[Path, ...]:
    """The documents to read: those named, all in a named folder, or all in ``source/``."""
    from awsdeck.readers import READERS
    from awsdeck.text import steers, tame

    found: list[Path] = []
    for place in sources or (SOURCE_FOLDER,):
        if not place.is_dir():
            if not sources:
                raise click.UsageError(f"there is no folder {place}/ here; name a document")
            found.append(existing(place))
            continue
        if not documents_in(place):
            raise click.UsageError(f"no document in {place}/: awsdeck reads {', '.join(READERS)}")
        found.extend(documents_in(place))
    for path in found:
        if steers(str(path)):
            refuse(Path(tame(str(path))), "its name holds a character that steers terminals", "rename it")
    return tuple(dict.fromkeys(found))


def existing(path: Path) -> Path:
    """The path, if anything is there."""
    if not path.exists():
        refuse(path, "there is no such file", "check the path")
    return path


def documents_in(folder: Path) -> list[Path]:
    """The documents in a folder, without files about the folder itself."""
    from awsdeck.readers import READERS

    inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in READERS and path.is_file())
    return [path for path in inside if not is_about_the_folder(path)]


def refuse_shared_locks(documents: Iterable[Path]) -> None:
    """Two documents of one name in one folder would share a lock, and lose each other's cards."""
    for twin, path in _sharing(documents):
        raise click.UsageError(f"{twin} and {path} have one name and would share a lock; rename one")


def shared_locks(documents: Iterable[Path]) -> Iterator["Problem"]:
    """The documents that nothing can be built of together, each with the one before it."""
    from awsdeck.model import Location
    from awsdeck.problems import error

    for twin, path in _sharing(documents):
        message = f"has one name with {twin} and would share its lock, so neither can be built"
        yield error(Location(str(path)), "shared-lock", message, "rename one of them")


def _sharing(documents: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    seen: dict[Path, Path] = {}
    for path in documents:
        twin = seen.setdefault(path.with_suffix(""), path)
        if twin != path:
            yield twin, path


def refuse(path: Path, message: str, hint: str) -> NoReturn:
    """Say what is wrong with a path that was named, and stop."""
    click.echo(f"{path}: error: {message}\n  hint: {hint}", err=True)
    raise SystemExit(USAGE_ERROR)


def is_about_the_folder(path: Path) -> bool:
    """A file that documents a folder and is no Q&A document itself; it can still be named."""
    return path.stem in _ABOUT


def now() -> int:
    """The time in whole seconds; SOURCE_DATE_EPOCH (https://reproducible-builds.org) stands in for it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return int(time.time())
    if not given.isdecimal() or int(given) > _LAST_SECOND:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no time in seconds: {given!r}")
    return int(given)


def settings() -> "Config":
    """The project's settings, looked for from the current folder upwards, and what the options say."""
    from awsdeck import config
    from awsdeck.cli import reading

    place = config.find(Path.cwd())
    if place:
        voice.detail(f"settings: {place}")
    chosen = config.load(place)
    forms = options.wanted_forms()
    return replace(
        chosen,
        choice=chosen.choice if forms is None else replace(chosen.choice, asked=forms),
        own_decks=chosen.own_decks or options.own_decks(),
        hints=reading.said(),
    )


def read_decks(sources: Sequence[Path]) -> tuple[tuple["Deck", ...], "Catalogue"]:
    """The documents as decks. A file that can't be read is reported once all others have been."""
    from awsdeck import pipeline

    chosen = settings()
    catalogue = pipeline.catalogue_for(chosen)
    with bars.shown():
        decks, unreadable = pipeline.read_all(documents(sources), chosen, catalogue, now())
    show_problems((*unreadable, *misspelt(decks)))
    show_reading(decks)
    return decks, catalogue


def misspelt(decks: Iterable["Deck"]) -> tuple["Problem", ...]:
    """Names in the settings that nothing has; ``decks`` are those that were read."""
    from awsdeck import config
    from awsdeck.config import known

    place = config.find(Path.cwd())
    if place is None:
        return ()
    read = tuple(decks)
    there = known.Known(
        [Path(deck.document.path) for deck in read],
        {card.category for deck in read for card in deck.document.cards if card.category},
        {note.identity.id for deck in read for note in deck.notes},
    )
    return tuple(known.unknown(place, there))


def show_reading(decks: Iterable["Deck"]) -> None:
    """How each document was read, for a person who wants to know."""
    for deck in decks:
        document = deck.document
        forms = ", ".join(f"{found.form} ({found.count})" for found in document.patterns if found.certain)
        found = count(len(document.cards), "question")
        voice.detail(f"{document.path}: {found}" + (f", asked as {forms}" if forms else ""))
        voice.detail(f"{document.path}: lock: {deck.lock_found or f'none yet, will be {deck.lock_path}'}")


def show_problems(problems: Iterable["Problem"]) -> None:
    """Problems on stderr, without anything that could steer a terminal."""
    for problem in problems:
        click.echo(problem_text(problem), err=True)


def json_text(values: object) -> str:
    """Values as JSON, in which no character is written as it is that a terminal would obey."""
    import json

    from awsdeck.text import steers

    text = json.dumps(values, ensure_ascii=False, indent=1)
    return "".join(f"\\u{ord(c):04x}" if steers(c) else c for c in text) if steers(text) else text


def problem_text(problem: "Problem") -> str:
    """A problem as two lines."""
    from awsdeck.text import one_line

    return "\n  ".join(one_line(line) for line in str(problem).split("\n  "))


def quoted(text: str) -> str:
    """The first words of a text, in quotes; nothing of an empty one."""
    from awsdeck.text import one_line

    words = one_line(text[: 2 * _MOST_QUOTED])
    shown = (
        words
        if len(words) <= _MOST_QUOTED
        else words[:_MOST_QUOTED].rpartition(" ")[0] or words[:_MOST_QUOTED]
    )
    cut = len(words) > len(shown) or len(text) > 2 * _MOST_QUOTED
    return repr(f"{shown} …" if cut else shown) if words else ""


def count(number: int, noun: str) -> str:
    """A number with its noun: ``1 card``, ``2 cards``."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"
