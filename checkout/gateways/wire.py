"""Carries JSON to a bank and its answer back, within bounds of time and size; and what each adapter does it from."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from shop.errors import GatewayUnavailable

if TYPE_CHECKING:
    import httpx2

_LARGEST_ANSWER = 1_000_000


class Wire:
    """A way to one bank. ``timeout``, in seconds, bounds each wait for the bank and the whole of its answer."""

    def __init__(self, base_url: str, timeout: float, transport: httpx2.BaseTransport | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._transport = transport

    @cached_property
    def _client(self) -> httpx2.Client:
        """Made at the first call: it takes a tenth of what the whole service takes to start."""
        import httpx2  # noqa: PLC0415 - as above

        return httpx2.Client(
            base_url=self.base_url,
            timeout=self._timeout,
            transport=self._transport,
            follow_redirects=False,
            trust_env=False,
            # A bank may close an idle connection at any moment, the one in which we ask too: that would fail for nothing.
            limits=httpx2.Limits(max_keepalive_connections=0),
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
        )

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def post(self, path: str, body: object) -> tuple[int, bytes]:
        """Post a body as JSON; return the HTTP status and the answer's bytes.

        Raises:
            GatewayUnavailable: no whole answer came in time. It names the path and the kind of error alone: what was
                sent holds the merchant's name.
        """
        import httpx2  # noqa: PLC0415 - as above

        try:
            with self._client.stream("POST", path, json=body) as response:
                return response.status_code, self._read(response)
        except httpx2.HTTPError as error:
            raise GatewayUnavailable(f"{path}: {type(error).__name__}") from error

    def _read(self, response: httpx2.Response) -> bytes:
        # The client's own timeout starts anew with every chunk, so a bank that drips could hold us for ever.
        ends_at = time.monotonic() + self._timeout
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LARGEST_ANSWER or time.monotonic() > ends_at:
                raise GatewayUnavailable("the bank's answer is too long")
        return bytes(body)


class AtBank:
    """What every adapter begins with: the shop's ``account`` at a bank, and the way there. ``timeout`` is in seconds.

    ``sandbox``: this shop rehearses, and may be given what no money stands behind.
    """

    def __init__(
        self,
        *,
        account: str,
        base_url: str,
        timeout: float,
        sandbox: bool = False,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._account = account
        self._sandbox = sandbox
        self._wire = Wire(base_url, timeout, transport)

    def close(self) -> None:
        """Let go of the connections to the bank."""
        self._wire.close()
