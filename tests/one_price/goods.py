"""Twenty products of the five shops with the prices their editors typed, read from the files by nothing of ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.builders import ROOT

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٬", "0123456789,")
_AMOUNT = re.compile(r"<bdi>([۰-۹٬]+)</bdi> <span class=\"price__unit\">(تومان|ریال)</span>")
_WORDS = re.compile(r"([۰-۹٬]+)[ \u00a0](تومان|ریال)")
KINDS = ("variants", "of a seller", "with a price before", "measured", "plain")
_OF_A_SHOP = 4


@dataclass(frozen=True)
class Sold:
    """One SKU: its price and the lowest among its product's, in rials; and what makes it worth a look."""

    shop: str
    slug: str
    title: str
    sku: str
    price: int
    from_price: int
    kinds: frozenset[str]


def in_rials(digits: str, unit: str) -> int:
    """Return an amount that a person reads: «۲٬۹۵۰٬۰۰۰», «تومان»."""
    return int(digits.translate(_DIGITS).replace(",", "")) * {"تومان": 10, "ریال": 1}[unit]


def shown(html: str) -> list[int]:
    """Return the prices in a piece of a page, in rials; not those that are struck through."""
    return [in_rials(*found) for found in _AMOUNT.findall(html)]


def said(text: str) -> list[int]:
    """Return the amounts in plain words, in rials."""
    return [in_rials(*found) for found in _WORDS.findall(text)]


def four_of(shop: str) -> list[Sold]:
    """Return four products of a shop, as different as it has them, the cheapest of each kind."""
    left = sorted(_all(shop), key=lambda one: (one.price, one.sku))
    chosen: list[Sold] = []
    for kind in (*KINDS, *KINDS):
        found = next((one for one in left if kind in one.kinds and one.slug not in {c.slug for c in chosen}), None)
        if found and len(chosen) < _OF_A_SHOP:
            chosen.append(found)
    return chosen


def _all(shop: str) -> Iterator[Sold]:
    folder = ROOT / "content" / shop
    unit = tomllib.loads((folder / "shop.toml").read_text("utf-8"))["price_unit"]
    for file in sorted((folder / "products").glob("*.md")):
        yield from _in_file(shop, file, 10 if unit == "toman" else 1)


def _in_file(shop: str, file: Path, rials: int) -> Iterator[Sold]:
    head = file.read_text("utf-8").partition("\n\n")[0].translate(_DIGITS).splitlines()
    keys = [line.partition(": ")[::2] for line in head]
    key = dict(keys)
    rows = [[part.strip() for part in value.split("|")] for name, value in keys if name == "Variant"]
    own = [[key.get("Sku", ""), "", key.get("Price", ""), key.get("Stock", "0")]]
    there = [
        (sku, int(price.replace(",", "")) * rials, int(stock))
        for sku, _, price, stock, *_ in rows or own
        if stock != "0"
    ]
    offers = [(sku, price) for sku, price, stock in there if stock > 1]
    if key["Status"] != "published" or not offers:
        return
    has = {
        "variants": bool(rows),
        "of a seller": "Seller" in key,
        "with a price before": "Was" in key,
        "measured": "Measure" in key,
    }
    kinds = frozenset(kind for kind, is_so in has.items() if is_so) or frozenset({"plain"})
    sku, price = offers[-1]
    yield Sold(shop, key["Slug"], key["Title"], sku, price, min(cost for _, cost, _ in there), kinds)
