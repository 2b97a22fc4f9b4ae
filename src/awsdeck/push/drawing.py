"""How cards look in Anki: note types brought up to date, and the pictures that notes show.

In: note types, pictures, what was last pushed. Out: the same in Anki. It must not know of notes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from awsdeck.ankiconnect import Action, Client
from awsdeck.media import Media
from awsdeck.model import Location
from awsdeck.notetype import NoteType
from awsdeck.problems import Problem, warning
from awsdeck.push.collection import Look, look_print, looks_of
from awsdeck.push.merge import CONFLICT, SAME, TAKE, verdict
from awsdeck.writers import files


def draw(
    client: Client, kinds: Iterable[NoteType], pushed: Mapping[str, str], settle: str | None
) -> tuple[dict[str, str], list[Problem]]:
    """Bring note types up to date, unless the learner has given them a look of their own.

    ``pushed`` are fingerprints of the looks that were last pushed, by id; those to be remembered are given
    back, with what is to be told.
    """
    looks, problems = dict(pushed), []
    for kind in kinds:
        there = looks_of(client, [kind]).get(kind.id)
        if there is None:
            continue
        key, mine = str(kind.id), look_print(kind.front(), kind.back(), kind.style())
        is_ = verdict(mine, there.print, {looks[key]} if key in looks else ())
        if is_ == TAKE or (is_ == CONFLICT and settle == "mine"):
            client.multi(_actions(kind, there))
        elif is_ == CONFLICT and not settle:
            problems.append(_other_look(client.url, there.name))
        if is_ in (SAME, TAKE) or (is_ == CONFLICT and settle):
            looks[key] = mine
    return looks, problems


def _actions(kind: NoteType, there: Look) -> list[Action]:
    template = {kind.template_name: {"Front": kind.front(), "Back": kind.back()}}
    return [
        Action("updateModelTemplates", {"model": {"name": there.name, "templates": template}}),
        Action("updateModelStyling", {"model": {"name": there.name, "css": kind.style()}}),
    ]


def _other_look(url: str, name: str) -> Problem:
    return warning(
        Location(url),
        "anki-other-look",
        f"the note type {name!r} looks otherwise in Anki than in this version, and was left so",
        "--mine gives it this version's look, --theirs keeps yours",
    )


def store(pictures: Mapping[str, Media], client: Client, folder: Path) -> None:
    """Give Anki the pictures that it lacks; a name is made of the content, so one that is there is right.

    Raises:
        AwsdeckError: Anki doesn't take one.
        OSError: a file for Anki to read can't be written.

    """
    for name, picture in pictures.items():
        if client.call("getMediaFilesNames", pattern=name):
            continue
        path = (folder / name).resolve()
        files.replace(path, picture.data)
        try:
            client.call("storeMediaFile", filename=name, path=str(path))
        finally:
            path.unlink(missing_ok=True)
