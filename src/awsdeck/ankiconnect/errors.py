"""Why Anki doesn't do what it is asked, in the learner's words.

In: what happened. Out: exceptions that carry a problem.
"""

from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, error

ADDON = "AnkiConnect (code 2055492159)"
_READING = ("importPackage", "storeMediaFile")


class NotAnswered(AwsdeckError):  # noqa: N818 -- named for what it says
    """There was no answer, or none of AnkiConnect's: the request may have been done or not."""


class Failed(AwsdeckError):  # noqa: N818 -- named for what it says
    """AnkiConnect says that an action failed; ``said`` is in its words."""

    def __init__(self, url: str, action: str, said: str) -> None:
        code, message, hint = _meaning(action, said)
        super().__init__(error(Location(url), code, message, hint))
        self.said = said

    @property
    def is_unknown_action(self) -> bool:
        """The add-on is older than the action."""
        return "unsupported action" in self.said


def _meaning(action: str, said: str) -> tuple[str, str, str]:
    """Code, message and hint for what AnkiConnect says."""
    if "valid api key" in said:
        return (
            "anki-key",
            "AnkiConnect wants an API key, and got none or another one",
            "put the add-on's apiKey into the environment variable AWSDECK_ANKI_KEY, or into a --key-file",
        )
    if "unsupported action" in said:
        return (
            "anki-old-addon",
            f"AnkiConnect is too old: it doesn't know {action}",
            "in Anki choose Tools > Add-ons > Check for Updates",
        )
    if "is not available" in said:
        return "anki-no-profile", "Anki has no profile open", "open your profile in Anki, and push again"
    hint = "push again; if it stays, choose Tools > Check Database in Anki"
    if action in _READING:
        hint = (
            "can Anki read this folder? From a sandbox (Flatpak, Snap) it sees some folders only; or " + hint
        )
    return "anki-refused", f"Anki didn't do {action}: {' '.join(said.split())[:300]}", hint


def closed(url: str) -> NotAnswered:
    """Nobody listens."""
    return NotAnswered(
        error(
            Location(url),
            "anki-closed",
            "nobody answers there: Anki is closed, or has no AnkiConnect",
            f"start Anki; in Tools > Add-ons > Get Add-ons install {ADDON}, then start Anki anew",
        )
    )


def silent(url: str, action: str, seconds: float) -> NotAnswered:
    """Somebody listens and says nothing."""
    return NotAnswered(
        error(
            Location(url),
            "anki-silent",
            f"Anki hasn't answered to {action} for {seconds:.0f} seconds; a dialog in Anki may be waiting",
            "answer or close what is open in Anki, and push again: it goes on where it stopped",
        )
    )


def cut(url: str, action: str) -> NotAnswered:
    """The answer broke off."""
    return NotAnswered(
        error(
            Location(url),
            "anki-cut",
            f"the connection to Anki was cut during {action}",
            "push again: it goes on where it stopped",
        )
    )


def foreign(url: str) -> NotAnswered:
    """Somebody else answers."""
    return NotAnswered(
        error(
            Location(url),
            "not-anki",
            "something answers there that isn't AnkiConnect",
            "look up webBindPort in AnkiConnect's configuration, and name it with --url",
        )
    )
