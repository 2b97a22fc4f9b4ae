"""``awsdeck watch``: builds on every save, and keeps an open preview fresh."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from awsdeck.cli import options, reading, request, voice
from awsdeck.cli.build import refuse_twins, show
from awsdeck.cli.preview import open_in_browser

if TYPE_CHECKING:
    from awsdeck.building import Built
    from awsdeck.preview.server import Server
    from awsdeck.problems import Problem
    from awsdeck.selection import Wish
    from awsdeck.writers import Part


@click.command("watch")
@request.sources_argument
@options.forms
@options.subset
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port, else any free one.")
@click.option("--no-open", is_flag=True, help="Only serve the page, don't open it.")
@reading.options
@request.reports_errors
def command(
    sources: tuple[Path, ...],
    port: int,
    no_open: bool,
) -> None:
    """Build on every save and show the cards in a browser.

    Goes on until Ctrl-C. The page reloads itself after each build. While a source has errors nothing is
    written, and the page keeps the last good cards, with the problems above them. It is served on this
    machine only.
    """
    from awsdeck.preview.server import Server

    request.documents(sources)  # what is wrong with the paths ends the command here, later it is shown
    asked = _Asked(sources, options.wish())
    try:
        server = Server(port)
    except OSError as failure:
        raise click.ClickException(f"can't serve on port {port}: {failure.strerror or failure}") from None
    with server:
        try:
            _follow(asked, server, no_open=no_open)
        except KeyboardInterrupt:
            voice.say("stopped")


class _Asked(NamedTuple):
    """What a person wants to be built again and again."""

    sources: tuple[Path, ...]
    wish: "Wish"

    @property
    def places(self) -> tuple[Path, ...]:
        """The documents and folders that were named, or meant."""
        return self.sources or (request.SOURCE_FOLDER,)

    def documents(self) -> tuple[Path, ...]:
        """The documents as they are now; one that was named counts even while it isn't there."""
        found: list[Path] = []
        for place in self.places:
            found.extend(request.documents_in(place) if place.is_dir() else [place])
        return tuple(dict.fromkeys(found))

    def folders(self) -> set[Path]:
        """Where a save can happen that a build would notice."""
        return {Path.cwd(), *(place if place.is_dir() else place.parent for place in self.places)}


class _Shown(NamedTuple):
    """What the page shows: the last good cards, and what keeps them from being newer.

    Until there has been a ``good`` build the cards are what can be read.
    """

    parts: "tuple[Part, ...]" = ()
    good: bool = False
    broken: "tuple[Problem, ...]" = ()
    pictures: frozenset[Path] = frozenset()


def _follow(asked: _Asked, server: "Server", *, no_open: bool) -> None:
    """Build and publish, now and after every save."""
    from awsdeck import config, preview
    from awsdeck.preview.saves import look, saves

    shown = _Shown()

    def files() -> set[Path]:
        settings = config.find(Path.cwd()) or Path(config.FILE_NAME)
        return {*asked.documents(), settings, *shown.pictures}

    before = look(files())
    shown = _build(asked, shown)
    server.publish(preview.page(shown.parts, preview.Live(server.next_version, shown.broken)))
    voice.say(f"showing the cards at {server.address} (Ctrl-C ends)")
    if not no_open:
        open_in_browser(server.address)
    for _ in saves(asked.folders(), files, {**look(files()), **before}):
        shown = _build(asked, shown)
        server.publish(preview.page(shown.parts, preview.Live(server.next_version, shown.broken)))


def _build(asked: _Asked, last: _Shown) -> _Shown:
    """Build, and show what was built; what can't be built leaves the last good cards where they are."""
    from awsdeck import building
    from awsdeck.problems import AwsdeckError
    from awsdeck.selection import SelectionError

    order = building.Order(asked.documents(), asked.wish, strict=True)
    try:
        refuse_twins(order)
        settings = request.settings()
        built = building.build(order, settings, request.now())
    except AwsdeckError as failure:
        broken = failure.problems or _problem(asked, "no document is there any more")
        request.show_problems(broken)
        return last._replace(broken=broken)
    except (SelectionError, click.UsageError) as failure:
        broken = _problem(asked, failure.message if isinstance(failure, click.UsageError) else str(failure))
        request.show_problems(broken)
        return last._replace(broken=broken)
    show(built)
    return _after(built, last)


def _after(built: "Built", last: _Shown) -> _Shown:
    from awsdeck import media
    from awsdeck.building.parts import parts_of

    parts = parts_of(built.decks, built.notes)
    pictures = frozenset(place for deck in built.decks for place in media.places(deck.document))
    if built.refused is None:
        return _Shown(parts, good=True, pictures=pictures)
    problems = [problem for deck in built.decks for problem in deck.problems]
    found = (*built.unreadable, *problems, *built.remarks)
    broken = tuple(problem for problem in found if problem.severity == "error")
    return _Shown(last.parts if last.good else parts, last.good, broken, pictures | last.pictures)


def _problem(asked: _Asked, message: str) -> "tuple[Problem, ...]":
    """Something that is wrong with what was asked for, rather than with a line."""
    from awsdeck.model import Location
    from awsdeck.problems import error

    at = Location(str(asked.places[0]))
    return (error(at, "cant-build", message, "correct it and save, or end and ask for something else"),)
