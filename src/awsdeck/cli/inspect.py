"""``awsdeck inspect``: how a document's questions were recognised, and why; what a package holds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awsdeck.cli import contents, reading, request

if TYPE_CHECKING:
    from awsdeck.model import Document, Pattern

_MOST = 8  # patterns that are shown
_SURE = 6.0


@click.command("inspect")
@request.sources_argument
@reading.options
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list with one object for each document.")
@click.option("--write-config", is_flag=True, help="Write what was found into awsdeck.toml.")
@request.reports_errors
def command(sources: tuple[Path, ...], as_json: bool, write_config: bool) -> None:
    """Show how questions were recognised, and what was left out.

    The patterns come with their scores. Of an .apkg file, anybody's, show the decks, note types, notes,
    tags, media and awsdeck's ids. Nothing is written without --write-config. Exit code 1 if no question was
    found.
    """
    from awsdeck import packages

    paths = [request.existing(path) for path in sources if contents.is_package(path)]
    opened = [(path, packages.load(path)) for path in paths]
    others = [path for path in sources if path not in paths]
    decks = request.read_decks(others)[0] if others or not paths else []
    documents = [deck.document for deck in decks]
    if as_json:
        values = [_values(document) for document in documents]
        values.extend(contents.values(path, package) for path, package in opened)
        click.echo(request.json_text(values))
    else:
        for document in documents:
            for line in _lines(document):
                click.echo(line)
        for path, package in opened:
            for line in contents.lines(path, package):
                click.echo(line)
    if write_config:
        _write([document for document in documents if document.cards])
    if not all(document.cards for document in documents):
        raise SystemExit(request.SOURCE_ERRORS)


def _lines(document: "Document") -> Iterator[str]:
    from awsdeck.text import one_line

    found = request.count(len(document.cards), "question")
    yield f"{document.path}: {found if document.cards else 'no questions and answers found'}"
    yield f"title: {one_line(document.title)}"
    yield f"how sure: {_sureness(document)}"
    yield "lines that look alike, the likeliest questions first (5.0 is enough):"
    for pattern in document.patterns[:_MOST]:
        verdict = "questions" if pattern.certain else "not sure" if pattern.possible else "not questions"
        yield f"  {pattern.score:5.1f}  {pattern.form}: {request.count(pattern.count, 'line')}, {verdict}"
        yield f"         {'; '.join(pattern.why)}"
        yield f"         first at line {pattern.line}: {one_line(pattern.example)[:90]}"
    categories = Counter(card.category or "(none)" for card in document.cards)
    yield from _counted("categories", categories)
    yield from _counted("difficulty", Counter(card.difficulty or "(none)" for card in document.cards))
    for passage in document.skipped:
        first, last = passage.first_line, passage.last_line
        place = f"line {first}" if first == last else f"lines {first}-{last}"
        said = request.quoted(passage.text)
        yield f"skipped: {place}: {passage.why}" + (f": {said}" if said else "")


def _sureness(document: "Document") -> str:
    """In words, with the scores that say so."""
    chosen = [pattern.score for pattern in document.patterns if pattern.certain]
    others = [pattern.score for pattern in document.patterns if not pattern.certain]
    doubtful = any(pattern.possible for pattern in document.patterns)
    if not chosen:
        return "not sure" if doubtful else "nothing looks like questions"
    word = "fairly sure" if doubtful or min(chosen) < _SURE else "sure"
    besides = f", other lines at most {max(others):.1f}" if others else ""
    return f"{word}; questions score {min(chosen):.1f} or more{besides}"


def _write(documents: Sequence["Document"]) -> None:
    """Add what was found out of documents to the settings."""
    from awsdeck import config, hints
    from awsdeck.config import writing
    from awsdeck.writers import files

    place = config.find(Path.cwd()) or Path(config.FILE_NAME)
    text = place.read_text("utf-8-sig") if place.exists() else ""
    for document in documents:
        text = writing.with_hints(text, Path(document.path).name, hints.found_in(document))
    try:
        files.replace(place, text.encode())
    except OSError as failure:
        raise click.ClickException(f"can't write {place}: {failure.strerror or failure}") from None
    click.echo(f"{place}: {request.count(len(documents), 'document')} written", err=True)


def _counted(name: str, counts: Counter[str]) -> Iterator[str]:
    from awsdeck.text import one_line

    if counts:
        yield f"{name}: " + ", ".join(f"{one_line(value)} {number}" for value, number in counts.items())


def _values(document: "Document") -> dict[str, Any]:
    return {
        "source": document.path,
        "title": document.title,
        "sure": _sureness(document),
        "questions": len(document.cards),
        "patterns": [_pattern(pattern) for pattern in document.patterns],
        "categories": list(dict.fromkeys(card.category for card in document.cards if card.category)),
        "skipped": [
            {"first_line": passage.first_line, "last_line": passage.last_line, "why": passage.why}
            for passage in document.skipped
        ],
    }


def _pattern(pattern: "Pattern") -> dict[str, Any]:
    return {
        "form": pattern.form,
        "count": pattern.count,
        "score": pattern.score,
        "questions": pattern.certain,
        "possible": pattern.possible,
        "why": list(pattern.why),
        "line": pattern.line,
        "example": pattern.example,
    }
