"""The options that say how documents are to be read, for every command that reads some.

They stand in for what awsdeck would find out, and go before the settings in ``awsdeck.toml``.
"""

import click

from awsdeck.cli.options import gathered, given
from awsdeck.hints import DIFFICULTY_FROM, Hints

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


options = gathered(_KEY, _OPTIONS, Hints._fields)
"""The options of a command that reads documents."""


def said() -> Hints:
    """What the options of the command that runs say."""
    return Hints(**given(_KEY))
