"""How the sandbox bank breaks off, seen from the socket: by a reset, or in the midst of an answer."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.contracts.gateway.bank import RunningBank, running_bank

ASKED = json.dumps({"merchant": "zibal", "amount": 10_000, "callbackUrl": "https://s.example/r"}).encode()


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    with running_bank(tmp_path_factory.mktemp("bank")) as bank:
        yield bank


def asks(bank: RunningBank) -> bytes:
    """Ask for a payment; return all that comes back until the bank closes the connection."""
    at = urlsplit(bank.url)
    with socket.create_connection((at.hostname or "", at.port or 0), timeout=30) as line:
        head = (
            f"POST /v1/request HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\nContent-Type: application/json\r\n"
        )
        line.sendall(f"{head}Content-Length: {len(ASKED)}\r\n\r\n".encode() + ASKED)
        came = b""
        while part := line.recv(65_536):
            came += part
        return came


@pytest.mark.parametrize(("fault", "taken"), [("reset_before", 0), ("reset_after", 1)])
def test_a_reset_is_one_on_the_wire(bank: RunningBank, fault: str, taken: int) -> None:
    before = len(bank.ledger.newest(100))
    bank.arm(fault, "request", "zibal")
    with pytest.raises(ConnectionResetError):
        asks(bank)
    assert len(bank.ledger.newest(100)) - before == taken
    assert asks(bank).startswith(b"HTTP/1.1 200")


def test_a_cut_ends_the_connection_in_the_midst_of_the_answer(bank: RunningBank) -> None:
    bank.arm("cut", "request", "zibal")
    came = asks(bank)
    assert b"ontent-length: 100\r\n" in came
    assert came.endswith(b"\r\n\r\n")


def test_a_sound_answer_comes_whole(bank: RunningBank) -> None:
    came = asks(bank)
    assert json.loads(came.split(b"\r\n\r\n", 1)[1])["result"] == 100
