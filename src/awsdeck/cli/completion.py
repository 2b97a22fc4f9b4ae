"""``awsdeck completion``: what a shell needs to complete commands, options, and the names in a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

from awsdeck.cli import replay, request

if TYPE_CHECKING:
    from awsdeck.model import Card
    from awsdeck.services import Catalogue

SHELLS = ("bash", "zsh", "fish")
_NAME = "awsdeck"
_VARIABLE = "_AWSDECK_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that teaches a shell to complete awsdeck.

    bash: eval "$(awsdeck completion bash)" in ~/.bashrc; zsh: the same with zsh in ~/.zshrc;
    fish: awsdeck completion fish | source in ~/.config/fish/config.fish.
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(made(context.find_root().command, {}, _NAME, _VARIABLE).source())


def names(kind: str, context: click.Context, begun: str) -> list[CompletionItem]:
    """What an option of a subset can be: its ``kind`` is category, service or difficulty."""
    asked = tuple(map(str, _sources(context)))
    found = replay.known(("names", kind, asked), lambda: list(dict.fromkeys(_KINDS[kind](context))))
    return _items(((value, name) for value, name in found), begun)


def _categories(context: click.Context) -> Iterator[tuple[str, str]]:
    """The categories of the documents, as single words: the option takes those too."""
    from awsdeck.text import slug

    for card, _ in _cards(context):
        if card.category:
            yield slug(card.category), card.category


def _services(context: click.Context) -> Iterator[tuple[str, str]]:
    """The services that the documents' cards are about."""
    from awsdeck.services import services_of

    for card, catalogue in _cards(context):
        for evidence in services_of(card, catalogue):
            yield evidence.slug, catalogue.name(evidence.slug)


def _difficulties(context: click.Context) -> Iterator[tuple[str, str]]:  # noqa: ARG001 -- all have one signature
    yield from ((level, "") for level in ("easy", "medium", "hard"))


_KINDS: Mapping[str, Callable[[click.Context], Iterator[tuple[str, str]]]] = {
    "category": _categories,
    "service": _services,
    "difficulty": _difficulties,
}


def _items(found: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    """Each value once, with what it stands for."""
    values = {value: name for value, name in found if value.startswith(begun.casefold())}
    return [CompletionItem(value, help=name or None) for value, name in values.items()]


def _cards(context: click.Context) -> Iterator[tuple["Card", "Catalogue"]]:
    """The cards of the documents that the line names so far. What can't be read completes nothing."""
    from awsdeck import pipeline
    from awsdeck.problems import AwsdeckError

    try:
        settings = request.settings()
        catalogue = pipeline.catalogue_for(settings)
        for path in request.documents(_sources(context)):
            document, _ = pipeline.document_of(path, settings, catalogue)
            yield from ((card, catalogue) for card in document.cards)
    except (AwsdeckError, click.UsageError, SystemExit):
        return


def _sources(context: click.Context) -> tuple[Path, ...]:
    """The documents on the line, which click leaves unread behind an option that waits for its value."""
    return tuple(context.params.get("sources") or map(Path, context.args))
