"""The shop's real service as a process of its own, beside the sandbox bank: what it is told, and orders that wait to be paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from checkout.ports import Ports
from checkout.secrets import fingerprint
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.stocked_shop import StockedShop, stocked_shop
from shop.order import Order
from shop.release import encode, release_id
from tests.contracts.gateway.registry import HALVES, Half

LAUNCHER = "scripts.lib.torture.money.launcher"
_ACCOUNTS = {
    "zarinpal": "HOJREH_ZARINPAL_MERCHANT",
    "zibal": "HOJREH_ZIBAL_MERCHANT",
    "sep": "HOJREH_SEP_TERMINAL",
}


def told_of(bank: str, inbox: str = "") -> Mapping[str, str]:
    """Return what a service is told of a bank at that address, and of an inbox, there too unless another is named."""
    accounts = {_ACCOUNTS[half.name]: half.account for half in HALVES}
    places = {f"HOJREH_{half.name.upper()}_URL": bank for half in HALVES}
    return {**accounts, **places, "HOJREH_INBOX_URL": inbox or bank}


def shop_at(half: Half, folder: Path) -> StockedShop:
    """Return the real shop with that gateway as its only one, its release in a folder that is made."""
    shop = stocked_shop()
    _, release = shop.release
    ways = tuple(replace(way, provider=half.name) if way.provider else way for way in release.shop.payment)
    encoded = encode(replace(release, shop=replace(release.shop, payment=ways)))
    named = release_id(encoded)
    folder.mkdir(parents=True)
    (folder / f"{named}.json").write_bytes(encoded)
    (folder / "current").write_text(f"{named}\n", encoding="ascii")
    (folder / "texts").symlink_to(shop.releases / "texts")
    return replace(shop, releases=folder)


def ordered(ports: Ports, count: int, *, first: int) -> list[Order]:
    """Place so many orders, each by a buyer of their own with the mobiles of ``first`` and on."""
    sessions = [fingerprint(buyer.token) for buyer in ready_buyers(ports, count, first=first)]
    return [place_order(ports, one, f"key of {one}", review(ports, one).fingerprint) for one in sessions]
