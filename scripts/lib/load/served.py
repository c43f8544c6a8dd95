"""Serves an app over HTTP from a thread of this process: for tests that hold its clock and its store in their hands."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from checkout.prompt import PromptProtocol

_LOOK_EVERY_SECONDS = 0.005
_IDLE_SECONDS = 120
"""On a busy machine a test may leave a connection alone for long, and it must not close just as it is used again."""


@contextmanager
def served(app: ASGIApp, name: str, port: int = 0, protocol: type[HttpToolsProtocol] = PromptProtocol) -> Iterator[str]:
    """Serve on a port of this machine, 0 for any; give the address. ``name`` is the thread's."""
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    config = uvicorn.Config(
        app, http=protocol, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name=name)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(_LOOK_EVERY_SECONDS)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
