"""The command line: options in, calls into the library, text and exit code out.

The only room that imports click or prints. Commands import the library when they run, so that ``--help``
is instant.
"""

import click

from awsdeck import __version__
from awsdeck.cli import adopt, build, check, completion, convert, diff, export, inspect, listing, new, stats


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="awsdeck", message="awsdeck %(version)s")
def main() -> None:
    """Turn a document of questions and answers about AWS into an Anki deck.

    SOURCE is a .txt file (text copied from a web page) or a .md file. Without one, every document in the
    folder source/ is read.
    """


main.add_command(build.command)
main.add_command(listing.command)
main.add_command(check.command)
main.add_command(stats.command)
main.add_command(diff.command)
main.add_command(inspect.command)
main.add_command(convert.command)
main.add_command(new.command)
main.add_command(completion.command)
main.add_command(adopt.command)
main.add_command(export.command)
