"""How much a command says: ``-q`` leaves out all but what is wrong, ``-v`` tells how it was done.

What a person asked for goes to standard output and is always said; what is said about the work goes to
standard error, through here.
"""

from collections.abc import Callable
from typing import Any, TextIO, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_KEY = "awsdeck.voice"
_QUIET, _USUAL, _VERBOSE = range(3)


def options(command: Command) -> Command:
    """The two options, for a command that says something about its work."""
    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_set(_QUIET),
        help="Say only what is wrong.",
    )
    verbose = click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_set(_VERBOSE),
        help="Say how it was done.",
    )
    return quiet(verbose(command))


def _set(level: int) -> Callable[[click.Context, click.Parameter, bool], None]:
    def callback(context: click.Context, parameter: click.Parameter, given: bool) -> None:  # noqa: ARG001 -- click's signature
        if given:
            context.meta[_KEY] = level

    return callback


def _level() -> int:
    level: int = click.get_current_context().meta.get(_KEY, _USUAL)
    return level


def is_quiet() -> bool:
    """Only what is wrong is to be said."""
    return _level() == _QUIET


def is_verbose() -> bool:
    """How it was done is to be said too."""
    return _level() == _VERBOSE


def say(text: str) -> None:
    """Say what was done, unless only what is wrong is to be said."""
    if not is_quiet():
        click.echo(text, err=True)


def detail(text: str) -> None:
    """Say how something was done, if that is wanted."""
    if is_verbose():
        click.echo(text, err=True)


def is_terminal(stream: TextIO | None) -> bool:
    """A person sees what is written to the stream; one that was closed is None."""
    return stream is not None and stream.isatty()
