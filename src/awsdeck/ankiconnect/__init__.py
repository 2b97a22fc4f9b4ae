"""Talks to a running Anki through its add-on AnkiConnect.

In: actions with their parameters. Out: their results, or a problem in the learner's words. It must not know
what the actions are for.

The protocol is AnkiConnect's, version 6: every request is a POST of one JSON object to one address, every
answer is HTTP 200 with ``{"result": …, "error": …}``, whatever went wrong.
"""

from awsdeck.ankiconnect.client import Action, Client
from awsdeck.ankiconnect.errors import Failed, NotAnswered

__all__ = ["Action", "Client", "Failed", "NotAnswered"]
