"""``awsdeck check``: every problem of documents. Writes nothing."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import options, reading, replay, request, voice

if TYPE_CHECKING:
    from awsdeck.pipeline import Deck
    from awsdeck.problems import Problem

_BUILT = "build"  # as awsdeck.building.packages has it, which is slow to import


@click.command("check")
@request.sources_argument
@options.forms
@reading.options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of problems.")
@voice.options
@replay.replays
def command(sources: tuple[Path, ...], as_json: bool) -> None:
    """Print every problem as path:line: severity: what, with a hint. Nothing is written."""
    from awsdeck import pipeline
    from awsdeck.problems import AwsdeckError, Problem

    problems: list[Problem] = []
    decks = []
    cards = 0
    try:
        settings = request.settings()
        catalogue = pipeline.catalogue_for(settings)
        documents = request.documents(sources)
        problems.extend(request.shared_locks(documents))
        for path in documents:
            try:
                deck = pipeline.read(path, settings, catalogue, request.now())
            except AwsdeckError as failure:
                problems.extend(failure.problems)
            else:
                problems.extend((*deck.problems, *_lost_lock(deck)))
                decks.append(deck)
                cards += len(deck.made)
        if len(decks) > 1:
            from awsdeck.building.doubles import doubled_cards

            problems.extend(doubled_cards(decks, together=False))
        problems.extend(request.misspelt(decks))
    except AwsdeckError as failure:
        problems.extend(failure.problems)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        from awsdeck.writers.listing import problem_values

        click.echo(request.json_text([problem_values(problem) for problem in problems]))
    else:
        for problem in problems:
            click.echo(request.problem_text(problem))
        summary = f"{request.count(errors, 'error')}, {request.count(len(problems) - errors, 'warning')}"
        if not voice.is_quiet():
            click.echo(f"{request.count(cards, 'card')}: {summary}")
    if errors:
        raise SystemExit(request.SOURCE_ERRORS)


def _lost_lock(deck: "Deck") -> Iterator["Problem"]:
    """That a document without a lock was built before."""
    if deck.lock_found is not None:
        return
    try:
        built = any(name.endswith(".apkg") for name in os.listdir(_BUILT))
    except OSError:
        return
    if built:
        from awsdeck.building.lost import lost_lock

        if found := lost_lock(deck):
            yield found
