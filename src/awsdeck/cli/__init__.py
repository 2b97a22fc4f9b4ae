"""The command line: options in, calls into the library, text and exit code out.

The only room that imports click or prints. A command is imported when it is called or listed, and imports
the library when it runs, so that ``--help`` is instant.
"""

import os
from importlib import import_module

import click

from awsdeck import __version__

# Each command and the module that holds it.
COMMANDS = {
    "build": "build",
    "list": "listing",
    "check": "check",
    "preview": "preview",
    "watch": "watch",
    "stats": "stats",
    "diff": "diff",
    "inspect": "inspect",
    "convert": "convert",
    "new": "new",
    "completion": "completion",
    "adopt": "adopt",
    "push": "push",
    "export": "export",
}


class _Commands(click.Group):
    """The commands by name, each imported on its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"awsdeck.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; for a name that nearly is one, which that may be."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as failure:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{failure.message} Did you mean {near[0]!r}?", ctx) from None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, package_name="awsdeck", message="awsdeck %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn a document of questions and answers about AWS into an Anki deck.

    SOURCE is text copied from a web page (.txt), a saved page (.html) or Markdown (.md). Without one, every
    document in the folder source/ is read.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
