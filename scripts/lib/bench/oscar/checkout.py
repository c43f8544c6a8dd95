"""A guest's whole purchase at django-oscar, as a browser makes it."""

from __future__ import annotations

from scripts.lib.bench.checkouts import Checkout, Turn
from scripts.lib.bench.oscar.running import PRODUCT
from scripts.lib.load.browser import Browser
from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.wire import Wire

_ADDRESS = {
    "first_name": "Maryam",
    "last_name": "Kazemi",
    "line1": "12 Sample Street",
    "line4": "London",
    "postcode": "N1 9RT",
    "country": "GB",
}


def checkout_at(port: int) -> Checkout:
    """Return how the n-th guest buys."""

    async def buys(number: int, turn: Turn) -> int:
        async with turn, Wire(port) as wire:
            browser = Browser(wire, f"http://127.0.0.1:{port}")
            await browser.open(PRODUCT)
            await browser.submit("quantity", {})
            await browser.open("/checkout/")
            await browser.submit("username", {"username": f"guest{number}@example.org", "options": "anonymous"})
            await browser.submit("line1", _ADDRESS)
            await browser.open("/checkout/preview/")
            await browser.submit("action", {})
            if browser.path != "/checkout/thank-you/":
                raise Unexpected(f"a purchase that ended at {browser.path}")
            return browser.requests

    return buys
