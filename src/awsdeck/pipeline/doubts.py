"""What a person must be told of how cards were told apart.

In: a `Resolution`. Out: problems. It must not know how it came about.
"""

from awsdeck.identity import Resolution
from awsdeck.model import Location
from awsdeck.problems import Problem, warning

_BACK = "put the lock file back as it was before this build"


def problems(path: str, resolution: Resolution) -> list[Problem]:
    """What to tell of cards that may be others than they were taken for, and of times that can't be."""
    found = []
    for doubt in resolution.doubts:
        at = Location(path, doubt.card.first_line)
        was, now = doubt.entry.question, doubt.card.title
        derived = doubt.entry.origin is not None
        if doubt.paired:
            message = f"taken for the same card as before, but not surely: {was!r} is now {now!r}"
            hint = f"if it is another, {_BACK}, write <!-- id: … --> with a new id under it, and build"
            if derived:
                hint = f"if it is another, {_BACK}, build once without it, then with it"
        else:
            message = f"taken for a new card, but it may be an old one: {was!r} became {now!r}"
            hint = f"if it is the same card, write <!-- id: {doubt.entry.id} --> under the question"
            if derived:
                hint = f"if it is the same, {_BACK}, and change its name and its text in two builds"
        found.append(warning(at, "unsure-identity", message, hint))
    for entry in resolution.future:
        found.append(
            warning(
                Location(path),
                "future-time",
                f"the lock says that {entry.id!r} changed more than a day from now; it is dated now instead",
                "check the clocks of the machines that build: Anki refuses decks from the future",
            )
        )
    return found
