"""Brings a document's notes into a running Anki, past everything that the learner did there.

In: a deck, a running Anki, and what was last pushed. Out: a `Plan`, and once it is agreed to, its doing.
It must not know how a plan is shown or agreed to.

`collection` reads what Anki holds, `finding` tells which note is whose card, `merge` compares three versions
of a value, `steps` all values of a note, `plan` puts it together; `doing` carries it out, with `adding` for
new notes, `drawing` for looks and `putting` for removed ones; `record` remembers what was sent, `session`
goes the whole way.
"""

from awsdeck.push.doing import Outcome
from awsdeck.push.plan import Plan
from awsdeck.push.session import Session, remember_adopted
from awsdeck.push.steps import NoteStep, Wishes

__all__ = ["NoteStep", "Outcome", "Plan", "Session", "Wishes", "remember_adopted"]
