"""The options that say how documents are to be read, for every command that reads some.

They stand in for what awsdeck would find out, and go before the settings in ``awsdeck.toml``.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from awsdeck.hints import DIFFICULTY_FROM, NO_HINTS, Hints

Command = TypeVar("Command", bound=Callable[..., Any])
_KEY = "awsdeck.hints"
_LINE = click.IntRange(min=1)
_LEVEL = click.IntRange(0, 6)
_PLACE = click.Choice(DIFFICULTY_FROM)

_OPTIONS = (
    click.option("--title", help="The title of the deck."),
    click.option("--question-pattern", multiple=True, metavar="PATTERN", help="How questions begin."),
    click.option("--not-question", multiple=True, metavar="PATTERN", help="What begins no question."),
    click.option("--category-level", multiple=True, type=_LEVEL, metavar="N", help="Category headings."),
    click.option("--category-pattern", metavar="PATTERN", help="Lines that match are categories."),
    click.option("--difficulty-from", multiple=True, type=_PLACE, help="Where levels are stated."),
    click.option("--first-line", type=_LINE, metavar="N", help="Questions begin at this line."),
    click.option("--last-line", type=_LINE, metavar="N", help="The last answer ends at this line."),
)  # fmt: skip


def options(command: Command) -> Command:
    """Add the options to a command; what they say is taken up where its settings are made."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        names = [option.name for option in click.get_current_context().command.params if option.name]
        values = {name: kwargs.pop(name) for name in names if name in Hints.__dataclass_fields__}
        click.get_current_context().meta[_KEY] = Hints(**values)
        return command(*args, **kwargs)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def said() -> Hints:
    """What the options of the command that runs say."""
    context = click.get_current_context(silent=True)
    found = context.meta.get(_KEY, NO_HINTS) if context else NO_HINTS
    assert isinstance(found, Hints)
    return found
