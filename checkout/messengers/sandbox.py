"""Hands messages to the sandbox inbox, where whoever tries the shop reads them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checkout.ports import MessengerUnavailable
from checkout.records import Message

if TYPE_CHECKING:
    import httpx2

_TIMEOUT = 5.0


class SandboxMessenger:
    """The sandbox inbox as a ``Messenger``.

    ``inbox_url`` is where the sandbox runs (``http://127.0.0.1:8002``); ``sender`` stands on every message.
    """

    def __init__(self, inbox_url: str, sender: str, transport: httpx2.BaseTransport | None = None) -> None:
        self._inbox_url = inbox_url
        self._sender = sender
        self._transport = transport

    @cached_property
    def _client(self) -> httpx2.Client:
        """Made at the first message, so that a service that starts answers sooner."""
        import httpx2  # noqa: PLC0415 - as above

        return httpx2.Client(base_url=self._inbox_url, timeout=_TIMEOUT, transport=self._transport, trust_env=False)

    def close(self) -> None:
        """Let go of the connections to the inbox."""
        if "_client" in self.__dict__:
            self._client.close()

    def send(self, message: Message) -> None:
        """Hand over one message; the inbox keeps each ``id`` once."""
        import httpx2  # noqa: PLC0415 - as above

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
