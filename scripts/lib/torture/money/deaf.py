"""Providers that do not answer: one takes every connection and is silent, one lets nobody through, as a firewall would."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_LOOK_EVERY_SECONDS = 0.1
_ENOUGH = 8


@contextmanager
def silent() -> Iterator[str]:
    """Give the address of a server that takes connections, reads nothing and says nothing until this ends."""
    taken: list[socket.socket] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        listening.settimeout(_LOOK_EVERY_SECONDS)

        def take() -> None:
            while not over.is_set():
                try:
                    taken.append(listening.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=take, name="silent")
        thread.start()
        try:
            yield _address(listening)
        finally:
            over.set()
            thread.join()
            for one in taken:
                one.close()


@contextmanager
def dropping() -> Iterator[str]:
    """Give the address of a server whose queue of connections is full: whoever knocks is not even refused."""
    with ExitStack() as closing:
        listening = closing.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(_ENOUGH):
            knocking = closing.enter_context(socket.socket())
            knocking.setblocking(False)
            knocking.connect_ex(listening.getsockname())
        yield _address(listening)


def _address(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"
