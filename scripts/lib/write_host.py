"""The preview over HTTP, on this machine alone."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote

from catalog.desk.studio import OWN, Answer, Studio

_CHANGES = f"{OWN}changes"
_HTTP = 80
"""The port that browsers leave out of the host's name."""
_BREATH_SECONDS = 15.0
"""After so long without a change the browser is sent a word, for a connection that nobody holds any more shows only then."""


class WriteHost(ThreadingHTTPServer):
    """Answers whoever asks on this machine."""

    daemon_threads = True

    def __init__(self, port: int, studio: Studio) -> None:
        super().__init__(("127.0.0.1", port), _Asked)
        self.studio = studio
        here = ("127.0.0.1", "localhost")
        self.names = {f"{name}:{port}" for name in here} | (set(here) if port == _HTTP else set())


class _Asked(BaseHTTPRequestHandler):
    """One connection."""

    server: WriteHost

    def do_GET(self) -> None:
        """Answer a page, a file, or the wait for a page to change."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            # A stranger's page may let its own name lead to this machine, and would then read drafts as its own.
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path, _, query = self.path.partition("?")
        try:
            if path == _CHANGES:
                self._tell_changes(parse_qs(query))
            else:
                self._send(self.server.studio.answer(unquote(path)))
        except (BrokenPipeError, ConnectionResetError):  # the browser left
            self.close_connection = True

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {
            **self.server.studio.headers(),
            "Content-Type": answer.kind,
            "Content-Length": str(len(answer.body)),
            "Cache-Control": "no-store",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _tell_changes(self, asked: dict[str, list[str]]) -> None:
        """Send a word as soon as a page shows something else than the browser has; it asks again when it has that."""
        url, at = asked.get("page", ["/"])[0], asked.get("at", [""])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while not (now := self.server.studio.wait_for_change(url, at, _BREATH_SECONDS)):
            self.wfile.write(b": nothing new\n\n")
        self.wfile.write(f"data: {now}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing of each request."""
