"""A buyer with a browser, from the payment page to the result, who goes on where the service left off when it died."""

from __future__ import annotations

import re
import time
from types import TracebackType
from typing import Self

import httpx2

from checkout.ports import Started
from scripts.lib.load.forms import form_with
from tests.contracts.gateway.bank import Back, RunningBank, form_in

_PATIENCE_SECONDS = 60
_PAUSE_SECONDS = 0.05
_SEE_OTHER, _OK = 303, 200


class Payer:
    """One buyer of the order behind a secret link. ``back`` is what the bank gave, once it was paid there."""

    def __init__(self, url: str, link: str, bank: RunningBank) -> None:
        self._http = httpx2.Client(base_url=url, trust_env=False, timeout=_PATIENCE_SECONDS, headers={"Origin": url})
        self._link = link
        self._bank = bank
        self.back: Back | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def pay(self) -> str:
        """Go to the bank unless it was paid there already, come back, and return the page of the result.

        Raises:
            httpx2.HTTPError: the service died.
            TimeoutError: it sends nobody to the bank.
        """
        if self.back is None:
            self.back = self._bank.choose(self._way_to_the_bank(), "pay")
        if self.back is None:
            raise TimeoutError("the bank sends nobody back")
        answer = self._http.get(self.back.path, params=dict(self.back.fields))
        return self._http.get(answer.headers["Location"]).text

    def _way_to_the_bank(self) -> Started:
        """Choose the gateway, again and again while the service finds out what became of an attempt that it lost."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            way = self._way_on(self._chosen())
            if way is not None:
                return way
            time.sleep(_PAUSE_SECONDS)
        raise TimeoutError("no way to the bank")

    def _chosen(self) -> str:
        page = self._http.get(f"/orders/{self._link}/pay")
        form = form_with(page.text, "csrf")
        if form is None:
            raise TimeoutError(f"no way to pay: {page.status_code}")
        chosen = self._http.post(form.action, data={**form.fields, "method": "gateway"})
        return str(chosen.headers["Location"])

    def _way_on(self, path: str) -> Started | None:
        """Return the way on from our page to the bank, None while it shows none."""
        page = self._http.get(path)
        if page.status_code != _OK:
            return None
        form = form_in(page.text)
        if form.action.startswith(self._bank.url):
            return Started(authority="", pay_url=form.action, pay_form=form.fields)
        link = re.search(f'href="({re.escape(self._bank.url)}[^"]+)"', page.text)
        return Started(authority="", pay_url=link[1]) if link else None
