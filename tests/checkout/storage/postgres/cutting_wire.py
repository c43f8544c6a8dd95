"""A wire between a store and its server that a test can cut at the worst moment: in the middle of a commit."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

Cut = Literal["", "before", "after", "late"]
"""A commit never arrives; or arrives and its answer does not; or arrives when told to."""

_COMMIT = b"\0commit\0"
"""How the protocol names the prepared statement that is bound."""


class CuttingWire:
    """Passes bytes on, and does to the next commit what ``cut`` says, once. ``down`` lets nobody in any more."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = True
        self.cut: Cut = ""
        self.down = False
        self.cuts = 0
        self._held: tuple[socket.socket, bytes] | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the server by way of this wire."""
        user = self._server.netloc.rpartition("@")[0]
        port = self._listener.getsockname()[1]
        return urlunsplit(self._server._replace(netloc=f"{user}@127.0.0.1:{port}"))

    def close(self) -> None:
        """Let nobody in any more; end what is open."""
        self._open = False
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def let_go(self) -> bytes:
        """Let a commit that was held back arrive at last; return what the server says to it."""
        assert self._held is not None
        server, asked = self._held
        answer = _all_said(server, asked)
        server.close()
        return answer

    def _listen(self) -> None:
        while self._open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.down:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._server.port or 5432))
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        try:
            while self._open:
                for ready in select.select([client, server], [], [], 0.5)[0]:
                    data = ready.recv(1 << 20)
                    if not data or (ready is client and self.cut and _COMMIT in data and self._cuts(server, data)):
                        return
                    (server if ready is client else client).sendall(data)
        except OSError:
            return
        finally:
            client.close()
            if self._held is None or self._held[0] is not server:
                server.close()

    def _cuts(self, server: socket.socket, commit: bytes) -> bool:
        cut, self.cut, self.cuts = self.cut, "", self.cuts + 1
        if cut == "after":
            _all_said(server, commit)
        if cut == "late":
            self._held = (server, commit)
        return True


def _all_said(server: socket.socket, asked: bytes) -> bytes:
    """Ask one thing more and nothing after; return all that the server says, this and what was not read before."""
    server.sendall(asked)
    server.shutdown(socket.SHUT_WR)
    return b"".join(iter(lambda: server.recv(1 << 20), b""))


@contextmanager
def cutting_wire(url: str) -> Iterator[CuttingWire]:
    """Lay a wire to a server."""
    wire = CuttingWire(url)
    try:
        yield wire
    finally:
        wire.close()
