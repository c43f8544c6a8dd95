"""The way to a bank, over real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from checkout.gateways.wire import Wire

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"


@pytest.fixture
def forgetful_bank() -> Iterator[str]:
    """A bank that promises to keep each connection, and closes it as the next question comes."""

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # the test is over
                return
            threading.Thread(target=answer_once, args=(connection,), daemon=True).start()

    def answer_once(connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            connection.sendall(ANSWER)
            connection.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def test_no_question_is_lost_on_a_connection_that_the_bank_lets_go(forgetful_bank: str) -> None:
    wire = Wire(forgetful_bank, 60)
    assert [wire.post("/", {}) for _ in range(3)] == [(200, b"{}")] * 3
    wire.close()
