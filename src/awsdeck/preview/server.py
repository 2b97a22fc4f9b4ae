"""The page of ``awsdeck watch`` on this machine, and the news that there is a newer one.

In: pages. Out: HTTP on the loopback address. It must not know what a page shows.

A browser lets every site send requests to this machine. So the name that was asked for must be ours, whatever
address it led to (https://en.wikipedia.org/wiki/DNS_rebinding), and no answer is one that another site may
read.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import ClassVar

_HOST = "127.0.0.1"
_PAUSE = 15.0  # seconds between signs of life, by which a closed page is noticed


class Server:
    """Serves the last page that was published; a port of 0 means any that is free.

    Raises:
        OSError: the port is taken, or not allowed.

    """

    def __init__(self, port: int = 0) -> None:
        self._news = threading.Condition()
        self._version = 0
        self._page = b""
        self._closed = False
        self._http = _Http((_HOST, port), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.1})

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{_HOST}:{self._http.server_port}/"

    @property
    def names(self) -> frozenset[str]:
        """What a browser calls this server that means no other."""
        port = self._http.server_port
        return frozenset((f"{_HOST}:{port}", f"localhost:{port}"))

    @property
    def next_version(self) -> int:
        """The number of the page that is published next."""
        return self._version + 1

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def publish(self, page: str) -> None:
        """Serve this page from now on, and tell those who show the last one."""
        with self._news:
            self._page = page.encode()
            self._version += 1
            self._news.notify_all()

    def current(self) -> bytes:
        """The page as it is now."""
        with self._news:
            return self._page

    def wait(self, known: int) -> int | None:
        """The number of the page, once it isn't the known one or a while has passed; at the end None."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._version != known, _PAUSE)
            return None if self._closed else self._version


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    owner: Server

    def server_bind(self) -> None:
        TCPServer.server_bind(
            self
        )  # HTTPServer's asks for the name of the address, and that may ask the network
        self.server_name, self.server_port = _HOST, int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    _SAFE: ClassVar = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }

    def do_GET(self) -> None:
        owner = self.server.owner
        if self.headers.get("Host") not in owner.names:
            self._answer(421, "text/plain", b"This server answers to its own address only.\n")
        elif self.path == "/":
            self._answer(200, "text/html; charset=utf-8", owner.current())
        elif self.path == "/events":
            self._tell(owner)
        else:
            self._answer(404, "text/plain", b"There is only one page.\n")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _head(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in self._SAFE.items():
            self.send_header(name, value)

    def _tell(self, owner: Server) -> None:
        """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        self._head(200, "text/event-stream")
        self.end_headers()
        known = 0
        try:
            while (version := owner.wait(known)) is not None:
                told = ": still here\n\n" if version == known else f"event: page\ndata: {version}\n\n"
                known = version
                self.wfile.write(told.encode())
                self.wfile.flush()
        except OSError:
            return  # the page was closed

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's signature
        """Say nothing: the terminal belongs to the builds."""
