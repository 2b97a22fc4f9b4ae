"""A stand-in for the add-on AnkiConnect: its protocol over a real Anki collection.

It answers as the add-on does (version 6, as of 2025, on an Anki whose own importer it calls), with its
oddities: any failure is HTTP 200 with an ``error``; ``multi`` answers each action by itself, and goes on
after one that failed; notes have no guid; an import merges note types; a note that is open in Anki's browser
is written over from there without a word; unknown parameters are errors.

Faults are put into it by the number of the request: see `Fault`.
"""

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError
from anki.notes import Note

Kind = Literal["cut before", "cut after", "error", "slow", "half", "garbage"]


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a request: the connection is cut before it is done, or after, and so on."""

    kind: Kind


@dataclass
class AnkiConnect:
    """The add-on with its settings; ``faults`` are by the number of the request, counted from 0."""

    col: Collection
    profile: str = "User 1"
    key: str | None = None
    lacking: frozenset[str] = frozenset()
    faults: Mapping[int, Fault] = field(default_factory=dict)
    open_in_browser: set[int] = field(default_factory=set)
    pause: float = 0
    log: list[str] = field(default_factory=list)
    url: str = ""

    # --- the protocol ------------------------------------------------------------------------------

    def answer(self, request: Any) -> dict[str, Any]:
        """The answer to a request, or to an action within one."""
        name = request.get("action", "")
        try:
            if request.get("key") != self.key and name != "requestPermission":
                raise ValueError("valid api key must be provided")
            method: Callable[..., Any] | None = getattr(self, f"do_{name}", None)
            if method is None or name in self.lacking:
                raise ValueError("unsupported action")
            return {"result": method(**request.get("params", {})), "error": None}
        except Exception as failure:  # as the add-on does
            return {"result": None, "error": str(failure)}

    def do_multi(self, actions: list[Any]) -> list[Any]:
        return [self.answer(action) for action in actions]

    def do_version(self) -> int:
        return 6

    def do_getActiveProfile(self) -> str:
        return self.profile

    # --- note types --------------------------------------------------------------------------------

    def _model(self, name: str) -> Any:
        model = self.col.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model

    def do_modelNamesAndIds(self) -> dict[str, int]:
        return {found.name: found.id for found in self.col.models.all_names_and_ids()}

    def do_modelFieldNames(self, modelName: str) -> list[str]:
        return [one["name"] for one in self._model(modelName)["flds"]]

    def do_modelTemplates(self, modelName: str) -> dict[str, dict[str, str]]:
        templates = self._model(modelName)["tmpls"]
        return {one["name"]: {"Front": one["qfmt"], "Back": one["afmt"]} for one in templates}

    def do_modelStyling(self, modelName: str) -> dict[str, str]:
        return {"css": self._model(modelName)["css"]}

    def do_updateModelTemplates(self, model: Any) -> None:
        found = self._model(model["name"])
        for template in found["tmpls"]:
            new = model["templates"].get(template["name"]) or {}
            template["qfmt"] = new.get("Front") or template["qfmt"]
            template["afmt"] = new.get("Back") or template["afmt"]
        self.col.models.update_dict(found)

    def do_updateModelStyling(self, model: Any) -> None:
        found = self._model(model["name"])
        found["css"] = model["css"]
        self.col.models.update_dict(found)

    # --- notes -------------------------------------------------------------------------------------

    def do_findNotes(self, query: str) -> list[int]:
        return [int(number) for number in self.col.find_notes(query)]

    def do_findCards(self, query: str) -> list[int]:
        return [int(number) for number in self.col.find_cards(query)]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:
        return [self._info(number) for number in notes]

    def _info(self, number: int) -> dict[str, Any]:
        try:
            note = self.col.get_note(number)  # type: ignore[arg-type]
        except NotFoundError:
            return {}
        kind = note.note_type()
        assert kind
        info = {
            "noteId": note.id,
            "profile": self.profile,
            "tags": note.tags,
            "fields": {
                one["name"]: {"value": note.fields[one["ord"]], "order": one["ord"]} for one in kind["flds"]
            },
            "modelName": kind["name"],
            "mod": note.mod,
            "cards": [int(card) for card in note.card_ids()],
        }
        if "mod" in self.lacking:
            del info["mod"]
        return info

    def _note(self, number: int) -> Note:
        try:
            return self.col.get_note(number)  # type: ignore[arg-type]
        except NotFoundError:
            raise ValueError(f"Note was not found: {number}") from None

    def do_updateNoteFields(self, note: Any) -> None:
        found = self._note(note["id"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        if found.id not in self.open_in_browser:
            self.col.update_note(found, skip_undo_entry=True)

    def do_updateNoteModel(self, note: Any) -> None:
        if not note.get("fields"):
            raise ValueError("Fields must be provided as a dictionary")
        found = self._note(note["id"])
        kind = self.col.models.by_name(note["modelName"])
        if not kind:
            raise ValueError(f"Model '{note['modelName']}' not found")
        found.mid = kind["id"]
        found._fmap = self.col.models.field_map(kind)
        found.fields = [""] * len(kind["flds"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        found.tags = note.get("tags", [])
        self.col.update_note(found, skip_undo_entry=True)

    def do_addTags(self, notes: list[int], tags: str) -> None:
        self.col.tags.bulk_add(notes, tags)  # type: ignore[arg-type]

    def do_removeTags(self, notes: list[int], tags: str) -> None:
        self.col.tags.bulk_remove(notes, tags)  # type: ignore[arg-type]

    def do_deleteNotes(self, notes: list[int]) -> None:
        self.col.remove_notes(notes)  # type: ignore[arg-type]

    # --- cards and decks ---------------------------------------------------------------------------

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:
        assert self.col.db
        decks: dict[str, list[int]] = {}
        for card in cards:
            deck = self.col.decks.get(self.col.db.scalar("select did from cards where id = ?", card))
            assert deck
            decks.setdefault(deck["name"], []).append(card)
        return decks

    def do_changeDeck(self, cards: list[int], deck: str) -> None:
        number = self.col.decks.id(deck)
        assert number
        self.col.set_deck(cards, number)  # type: ignore[arg-type]

    def do_areSuspended(self, cards: list[int]) -> list[bool]:
        return [self.col.get_card(card).queue == -1 for card in cards]  # type: ignore[arg-type]

    def do_suspend(self, cards: list[int], suspend: bool = True) -> bool:
        for card in cards:  # the add-on, too, takes cards out of the list that it walks through
            if self.do_areSuspended([card]) == [suspend]:
                cards.remove(card)
        if not cards:
            return False
        if suspend:
            self.col.sched.suspend_cards(cards)  # type: ignore[arg-type]
        else:
            self.col.sched.unsuspend_cards(cards)  # type: ignore[arg-type]
        return True

    def do_unsuspend(self, cards: list[int]) -> None:
        self.do_suspend(cards, False)

    # --- files -------------------------------------------------------------------------------------

    def do_importPackage(self, path: str) -> bool:
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def do_getMediaFilesNames(self, pattern: str = "*") -> list[str]:
        return [found.name for found in Path(self.col.media.dir()).glob(pattern)]

    def do_storeMediaFile(self, filename: str, path: str, deleteExisting: bool = True) -> str:
        if deleteExisting:
            self.col.media.trash_files([filename])
        return self.col.media.write_data(filename, Path(path).read_bytes())


@contextlib.contextmanager
def serving(addon: AnkiConnect) -> Iterator[AnkiConnect]:
    """Serve an add-on on a port of this machine, one request after the other, as Anki does."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with turn:
                kind, answer = _answer(addon, json.loads(body))
            sent = _spoilt(kind, json.dumps(answer).encode())
            with contextlib.suppress(OSError):
                self.wfile.write(sent)
                if not sent:  # a reset, not a farewell
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    addon.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield addon
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(addon: AnkiConnect, request: Any) -> tuple[Kind | None, Any]:
    """Do what is asked, or what is to go wrong with it."""
    fault = addon.faults.get(len(addon.log))
    kind = fault.kind if fault else None
    addon.log.append(request["action"])
    if kind == "cut before":
        return kind, None
    if addon.pause or kind == "slow":
        time.sleep(addon.pause or 1.5)
    if kind == "error":
        return kind, {"result": None, "error": "database is locked"}
    return kind, addon.answer(request)


def _spoilt(kind: Kind | None, data: bytes) -> bytes:
    """What is sent of an answer."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/json\r\nContent-Length: {len(data)}\r\n\r\n".encode()
    if kind in ("cut before", "cut after"):
        return b""
    if kind == "half":
        return head + data[: len(data) // 2]
    return head + (b"?" * len(data) if kind == "garbage" else data)
