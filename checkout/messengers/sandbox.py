"""Hands messages to the sandbox inbox, where whoever tries the shop reads them."""

from __future__ import annotations

import httpx2

from checkout.ports import MessengerUnavailable
from checkout.records import Message

_TIMEOUT = 5.0


class SandboxMessenger:
    """The sandbox inbox as a ``Messenger``.

    ``inbox_url`` is where the sandbox runs (``http://127.0.0.1:8002``); ``sender`` stands on every message.
    """

    def __init__(self, inbox_url: str, sender: str, transport: httpx2.BaseTransport | None = None) -> None:
        self._sender = sender
        self._client = httpx2.Client(base_url=inbox_url, timeout=_TIMEOUT, transport=transport, trust_env=False)

    def close(self) -> None:
        """Let go of the connections to the inbox."""
        self._client.close()

    def send(self, message: Message) -> None:
        """Hand over one message; the inbox keeps each ``id`` once."""
        letter = {
            "id": message.id,
            "channel": message.channel,
            "to": message.to,
            "subject": message.subject,
            "body": message.body,
            "sender": self._sender,
        }
        # What was sent holds a buyer's number and words: the error names only its kind.
        try:
            response = self._client.post("/inbox/messages", json=letter)
        except httpx2.HTTPError as error:
            raise MessengerUnavailable(type(error).__name__) from error
        if not response.is_success:
            raise MessengerUnavailable(f"the inbox answered HTTP {response.status_code}")
