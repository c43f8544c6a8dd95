"""A whole purchase at our checkout, as a browser makes it: every step from the cart to the order's own page."""

from __future__ import annotations

from scripts.lib.bench.checkouts import Checkout, Turn
from scripts.lib.bench.inbox import Inbox
from scripts.lib.load.browser import Browser
from scripts.lib.load.buyers import mobile_of
from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.service import Service
from scripts.lib.load.wire import Wire

_SITE = "http://127.0.0.1:8000"
_PRIME = 1_000_003
"""Codes are limited by client and by the first digits of a mobile: buyers come from all over both."""
_ADDRESS = {
    "name": "مریم کاظمی",
    "landline": "02531234567",
    "province": "قم",
    "city": "قم",
    "address": "خیابان معلم، کوچه‌ی ۱۲، واحد ۳",
    "plate": "۱۲",
    "postal_code": "3715612349",
}


def checkout_at(service: Service, letters: Inbox, first: int) -> Checkout:
    """Return how the n-th buyer after the first one buys at a service whose messages reach the inbox."""
    sku = min(service.shop.release[1].offers)

    async def buys(number: int, turn: Turn) -> int:
        mobile = mobile_of((first + number) * _PRIME % 10**9)
        code = letters.code_for(mobile)
        async with Wire(service.port, _address_of(first + number)) as wire:
            browser = Browser(wire, service.url)
            async with turn:
                await browser.send("/cart/items", {"sku": sku, "quantity": "1"}, origin=_SITE)
                await browser.submit(f"quantity:{sku}", {"next": "checkout"})
                await browser.submit("mobile", {"mobile": mobile})
            wire.close()  # the service would, meanwhile
            came = await code
            async with turn:
                await browser.submit("code", {"code": came})
                await browser.submit("postal_code", {**_ADDRESS, "recipient_mobile": mobile})
                await browser.submit("delivery", {})
                await browser.submit("reviewed", {})
                await browser.submit("method", {"method": "transfer"})
            if not browser.path.startswith("/orders/") or browser.path.endswith("/pay"):
                raise Unexpected(f"a purchase that ended at {browser.path}")
            return browser.requests

    return buys


def _address_of(number: int) -> str:
    """Return an address of this machine for each buyer."""
    return f"127.{1 + number // 62_500 % 250}.{number // 250 % 250}.{1 + number % 250}"
