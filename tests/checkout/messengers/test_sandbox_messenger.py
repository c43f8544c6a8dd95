"""The sandbox messenger: what it hands over, and that every failure says "try again later"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from checkout.messengers.sandbox import SandboxMessenger
from checkout.ports import MessengerUnavailable
from checkout.records import Message
from checkout.sandbox.app import sandbox_app

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MESSAGE = Message(
    id="m-1",
    channel="email",
    to="maryam@example.com",
    subject="سفارش شما",
    body="ثبت شد.",
    order="1001",
    written_at=NOW,
)


def messenger(answering: Callable[[httpx2.Request], httpx2.Response]) -> SandboxMessenger:
    return SandboxMessenger("http://inbox.test", "info@shop.example", httpx2.MockTransport(answering))


def test_a_message_handed_over_twice_arrives_once(tmp_path: Path) -> None:
    with TestClient(sandbox_app(tmp_path, lambda: NOW)) as inbox:
        carrier = messenger(inbox.send)
        carrier.send(MESSAGE)
        carrier.send(MESSAGE)
        carrier.close()
        assert inbox.get("/inbox.json").json()["messages"] == [
            {
                "id": "m-1",
                "channel": "email",
                "to": "maryam@example.com",
                "subject": "سفارش شما",
                "body": "ثبت شد.",
                "sender": "info@shop.example",
                "received_at": NOW.isoformat(),
            }
        ]


@pytest.mark.parametrize("status", [302, 404, 422, 500])
def test_anything_but_a_yes_is_tried_again_later(status: int) -> None:
    with pytest.raises(MessengerUnavailable, match=str(status)):
        messenger(lambda _: httpx2.Response(status)).send(MESSAGE)


@pytest.mark.parametrize("error", [httpx2.ReadTimeout, httpx2.ConnectError, httpx2.ReadError])
def test_a_silent_inbox_is_tried_again_later_and_no_error_tells_the_recipient(
    error: type[httpx2.TransportError],
) -> None:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise error("gone")

    with pytest.raises(MessengerUnavailable) as unavailable:
        messenger(fail).send(MESSAGE)
    assert "maryam" not in str(unavailable.value)
