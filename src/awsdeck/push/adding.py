"""New notes go into Anki as a small package.

In: notes. Out: the notes in Anki. Only an import keeps guid and note type what they are, so that a later
import of the whole deck finds them: AnkiConnect's own ``addNote`` makes up a guid, its ``createModel`` the
ids of fields.

AnkiConnect imports with "Merge note types" on. A guid that Anki has under a foreign note type would then
melt both types into one, so no such guid may be in the package; whoever plans sees to that. The notes are
dated so long ago that one which Anki has already under our own type is never changed.
"""

from collections.abc import Sequence
from pathlib import Path

from awsdeck.ankiconnect import Client
from awsdeck.notes import Note
from awsdeck.notetype import NoteType
from awsdeck.push.steps import UNTOUCHED
from awsdeck.writers import apkg

_PATIENCE = 0.05  # seconds for each note
_FILE = "awsdeck-push.apkg"
_PLACEHOLDER = "awsdeck-placeholder"


def add(
    client: Client, notes: Sequence[Note], bringing: Sequence[tuple[NoteType, Note]], folder: Path
) -> None:
    """Import notes, and note types that Anki lacks, each with a note like the given one.

    Raises:
        AwsdeckError: Anki doesn't do it.
        OSError: the package can't be written.

    """
    wanted = [_old(note) for note in notes]
    wanted += [_placeholder(kind, like) for kind, like in bringing]
    if wanted:
        path = (folder / _FILE).resolve()
        apkg.write(wanted, path)
        try:
            client.call("importPackage", path=str(path), patience=len(wanted) * _PATIENCE)
        finally:
            path.unlink(missing_ok=True)
    if bringing:
        remove_placeholders(client)


def remove_placeholders(client: Client) -> None:
    """Delete the notes that only brought their types along, also those of a push that broke off."""
    left = client.call("findNotes", query=f'"ID:{_PLACEHOLDER}"')
    if left:
        client.call("deleteNotes", notes=left)


def _old(note: Note) -> Note:
    return note._replace(identity=note.identity._replace(changed=UNTOUCHED))


def _placeholder(kind: NoteType, like: Note) -> Note:
    """A note that Anki has to have for a moment: without one, a package brings no note type."""
    identity = like.identity._replace(id=_PLACEHOLDER, guid=f"{_PLACEHOLDER}-{kind.id}", changed=UNTOUCHED)
    values = dict.fromkeys(kind.fields, _PLACEHOLDER)
    return like._replace(identity=identity, note_type=kind, kept=kind.row(values), pictures={})
