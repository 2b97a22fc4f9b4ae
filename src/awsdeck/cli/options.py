"""Options that several commands share: which cards a person wants, and which are made of a question.

A group of options is gathered into one value that goes along with the command, so that no command has to
hand a dozen parameters on; who needs the value asks for it.
"""

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from awsdeck.selection import Wish

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Callable[..., Any]], Callable[..., Any]]

_SUBSET, _FORMS = "awsdeck.subset", "awsdeck.forms"


def gathered(key: str, options: Sequence[Option], names: Sequence[str]) -> Callable[[Command], Command]:
    """Add options to a command and keep their values, by the names of their parameters, under a key."""

    def decorated(command: Command) -> Command:
        @functools.wraps(command)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            values = {name: kwargs.pop(name) for name in names}
            click.get_current_context().meta[key] = values
            return command(*args, **kwargs)

        whole: Callable[..., Any] = wrapped
        for option in reversed(options):
            whole = option(whole)
        return whole  # type: ignore[return-value]

    return decorated


def given(key: str) -> dict[str, Any]:
    """The values of a group in the command that runs; none where it has no such options."""
    context = click.get_current_context(silent=True)
    values: dict[str, Any] = context.meta.get(key, {}) if context else {}
    return values


class Output(click.Path):
    """A file to write. A single ``-`` would make a file of that name, which nobody means."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if value == "-":
            self.fail("'-' stands for no file here; name one", param, ctx)
        return super().convert(value, param, ctx)


# --- subsets -----------------------------------------------------------------------------------------


def _named(flag: str, name: str, meaning: str) -> Option:
    """An option whose values a shell completes out of the documents."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> "list[CompletionItem]":  # noqa: ARG001 -- click's signature
        from awsdeck.cli import completion

        return completion.names(flag.removeprefix("--"), context, begun)

    return click.option(flag, name, multiple=True, help=meaning, shell_complete=complete)


subset = gathered(
    _SUBSET,
    (
        _named("--category", "categories", "Only cards of this category; can be repeated."),
        _named("--service", "services", "Only cards about this service; can be repeated."),
        _named("--difficulty", "difficulties", "Only easy, medium or hard ones; can be repeated."),
        click.option(
            "--number",
            "numbers",
            multiple=True,
            metavar="RANGE",
            help="Only these, e.g. 1-12,40; can be repeated.",
        ),
    ),
    ("categories", "services", "difficulties", "numbers"),
)
"""The options that name a subset."""


def wish() -> "Wish":
    """The subset that the options name."""
    from awsdeck.selection import Wish

    return Wish(**given(_SUBSET))


# --- forms -------------------------------------------------------------------------------------------


def _names_of_forms(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    from awsdeck.forms import NAMES

    if value is None:
        return None
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = next((name for name in names if name not in NAMES), None)
    if unknown is not None or not names:
        told = f"{unknown!r} is no kind of card" if names else "it names no kind of card"
        raise click.BadParameter(f"{told}; there are: {', '.join(NAMES)}", context, parameter)
    return names


def _complete_forms(
    context: click.Context,  # noqa: ARG001 -- click's signature
    parameter: click.Parameter,  # noqa: ARG001
    begun: str,
) -> list[str]:
    """The last of the names that are begun, which commas part."""
    from awsdeck.forms import NAMES

    before, comma, last = begun.rpartition(",")
    return [f"{before}{comma}{name}" for name in NAMES if name.startswith(last.lower())]


forms = gathered(
    _FORMS,
    (
        click.option(
            "--cards",
            "forms",
            metavar="FORMS",
            callback=_names_of_forms,
            help="Which cards to make, joined by commas: qa, terms, reversed, compare, steps, code.",
            shell_complete=_complete_forms,
        ),
        click.option("--own-decks", is_flag=True, help="Put cards made of a question into sub-decks."),
    ),
    ("forms", "own_decks"),
)
"""The options that say which cards are made of a question."""


def wanted_forms() -> tuple[str, ...] | None:
    """The forms that were asked for; None leaves it to the settings."""
    found: tuple[str, ...] | None = given(_FORMS).get("forms")
    return found


def own_decks() -> bool:
    """Derived cards go into sub-decks of their own."""
    return bool(given(_FORMS).get("own_decks"))
