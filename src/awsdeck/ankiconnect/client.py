"""One request after another to AnkiConnect.

In: actions. Out: results. Only this machine is ever asked: whoever reaches AnkiConnect may change the whole
collection, and a deck is nobody else's business.
"""

import http.client
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from awsdeck.ankiconnect import errors
from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, error

VERSION = 6
URL = "http://127.0.0.1:8765"
TIMEOUT = 60.0  # seconds
# AnkiConnect takes 1024 bytes from the network and goes to sleep for 25 ms (``apiPollInterval``)
_BYTES_PER_SECOND = 20_000
_LARGEST_ANSWER = 512 * 1024 * 1024
_PORT = 8765


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done, with its parameters."""

    name: str
    parameters: dict[str, Any] = field(default_factory=dict)


class Client:
    """Asks AnkiConnect at an address on this machine; ``timeout`` is in seconds, for a short request."""

    def __init__(self, url: str = URL, key: str | None = None, timeout: float = TIMEOUT) -> None:
        """Remember whom to ask; nothing is sent yet.

        Raises:
            AwsdeckError: the address is no loopback address.

        """
        self._url = url
        self._host, self._port = _loopback(url)
        self._key = key
        self._timeout = timeout

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self._url

    def call(self, name: str, *, patience: float = 0, **parameters: Any) -> Any:
        """The result of one action; ``patience`` are seconds to wait beyond the usual.

        Raises:
            Failed: AnkiConnect says that it failed.
            NotAnswered: there was no answer to be understood; it may have been done all the same.

        """
        return self._result(name, self._send(name, self._request(name, parameters), patience))

    def multi(self, actions: Sequence[Action]) -> list[Any]:
        """The results of several actions, done in order in one request.

        Raises:
            Failed: one of them failed; those after it were done all the same.
            NotAnswered: as `call`.

        """
        inner = [self._request(action.name, action.parameters) for action in actions]
        answers = self.call("multi", actions=inner)
        if not isinstance(answers, list) or len(answers) != len(actions):
            raise errors.foreign(self._url)
        return [self._result(action.name, answer) for action, answer in zip(actions, answers, strict=True)]

    def _request(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        request = {"action": name, "version": VERSION, "params": parameters}
        return request if self._key is None else {**request, "key": self._key}

    def _result(self, name: str, answer: Any) -> Any:
        if not isinstance(answer, dict) or answer.keys() != {"result", "error"}:
            raise errors.foreign(self._url)
        if answer["error"] is not None:
            raise errors.Failed(self._url, name, str(answer["error"]))
        return answer["result"]

    def _send(self, name: str, request: dict[str, Any], patience: float) -> Any:
        body = json.dumps(request).encode()
        wait = self._timeout + patience + len(body) / _BYTES_PER_SECOND
        # no proxy is asked, and no redirection followed: http.client does neither
        connection = http.client.HTTPConnection(self._host, self._port, timeout=wait)
        try:
            try:
                connection.connect()
            except OSError:
                raise errors.closed(self._url) from None
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            data = response.read(_LARGEST_ANSWER + 1)
            if response.length:
                raise errors.cut(self._url, name)
        except TimeoutError:
            raise errors.silent(self._url, name, wait) from None
        except http.client.BadStatusLine as odd:
            # an empty line is a connection that was closed, any other is another protocol
            known = isinstance(odd, http.client.RemoteDisconnected)
            raise (errors.cut(self._url, name) if known else errors.foreign(self._url)) from None
        except (OSError, http.client.HTTPException):
            raise errors.cut(self._url, name) from None
        finally:
            connection.close()
        try:
            return json.loads(data) if response.status == http.client.OK else None
        except ValueError:
            raise errors.foreign(self._url) from None


def _loopback(url: str) -> tuple[str, int]:
    """Host and port of an address on this machine; a name is never looked up."""
    parts = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    try:
        host, port = parts.hostname or "", parts.port or _PORT
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise _refused(url) from None
    if parts.scheme != "http" or not address.is_loopback or parts.path.strip("/") or parts.query:
        raise _refused(url)
    return str(address), port


def _refused(url: str) -> AwsdeckError:
    return AwsdeckError(
        error(
            Location(url),
            "not-loopback",
            "this is no address on this machine",
            f"write {URL} or another port of 127.0.0.1",
        )
    )
